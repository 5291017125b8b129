"""A mail through the server that the settings name; one that was sent twice has the same ``Message-ID``."""

from __future__ import annotations

import re
import smtplib
import ssl
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

from otkuda.errors import DeliveryError, SettingError, WatchError

if TYPE_CHECKING:
    from otkuda.alerts.wording import Letter
    from otkuda.alerts.world import World
    from otkuda.store.watching_records import Target

_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?")
_SECONDS = 20.0
_LASTING = 500  # and above: this will not be taken, as it is
_PORTS = {"smtp": 587, "smtps": 465}
_NEAR = frozenset({"127.0.0.1", "::1", "localhost"})


class Server(NamedTuple):
    """A mail server: encrypted from the beginning (``smtps``) or after STARTTLS."""

    host: str
    port: int
    is_tls: bool
    user: str | None
    password: str | None


def server_of(setting: str) -> Server:
    """Read a setting like ``smtp://user:password@mail.example:587``. ``SettingError`` for what is none."""
    try:
        parts = urlsplit(setting.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port, parts = None, None, urlsplit("")
    if parts.scheme not in _PORTS or not host:
        raise SettingError("OTKUDA_SMTP: write it as smtp://user:password@host:587, or smtps://… for TLS at once")
    user, password = (unquote(one) if one else None for one in (parts.username, parts.password))
    return Server(host, port or _PORTS[parts.scheme], parts.scheme == "smtps", user, password)


def mail_address(text: str) -> str:
    """Return an address of one person. ``WatchError`` for what is none, or is more than that.

    >>> mail_address(" desk@zarya.example ")
    'desk@zarya.example'
    """
    found = _ADDRESS.fullmatch(text.strip())
    if not found:
        raise WatchError(f"{text[:60]!r} is no mail address; write name@host", "mail", text[:60])
    return found.group()


def send_mail(target: Target, key: str, letter: Letter, world: World) -> None:
    """Send a letter as a mail."""
    if not world.smtp or not world.mail_from:
        what = "no mail server to send with; set OTKUDA_SMTP and OTKUDA_MAIL_FROM"
        raise DeliveryError(what, "unset", "OTKUDA_SMTP, OTKUDA_MAIL_FROM")
    server, mail = server_of(world.smtp), mail_of(target, key, letter, world)
    try:
        with _connected(server) as connection:
            connection.send_message(mail)
    except smtplib.SMTPRecipientsRefused as error:
        status, said = next(iter(error.recipients.values()))
        raise _answered(status, said, is_lasting=status >= _LASTING) from error
    except smtplib.SMTPAuthenticationError as error:  # the setting is wrong, not the message
        raise _answered(error.smtp_code, error.smtp_error) from error
    except smtplib.SMTPResponseException as error:
        is_lasting = error.smtp_code >= _LASTING
        raise _answered(error.smtp_code, error.smtp_error, is_lasting=is_lasting) from error
    except (smtplib.SMTPException, OSError) as error:
        what = f"the mail server {server.host} cannot be used ({type(error).__name__})"
        raise DeliveryError(what, "unreachable") from error


def mail_of(target: Target, key: str, letter: Letter, world: World) -> EmailMessage:
    """Return a letter as a mail, the same whenever it is made."""
    sender = mail_address(world.mail_from or "")
    mail = EmailMessage(policy=SMTP.clone(max_line_length=78))
    mail["From"] = formataddr(("otkuda", sender))
    mail["To"] = mail_address(target.address)
    mail["Subject"] = letter.subject
    mail["Date"] = format_datetime(world.now())
    mail["Message-ID"] = f"<{key}@{sender.partition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(letter.text.encode("utf-8", "replace").decode())
    return mail


def _connected(server: Server) -> smtplib.SMTP:
    """Connect; a password goes over an encrypted connection only, unless the server is this machine."""
    context = ssl.create_default_context()
    if server.is_tls:
        connection: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=_SECONDS, context=context)
    else:
        connection = smtplib.SMTP(server.host, server.port, timeout=_SECONDS)
        connection.ehlo()
        if connection.has_extn("starttls"):
            connection.starttls(context=context)
            connection.ehlo()
        elif server.user and server.host not in _NEAR:
            connection.close()
            raise DeliveryError(f"the mail server {server.host} has no encryption; the password was not sent", "plain")
    if server.user:
        connection.login(server.user, server.password or "")
    return connection


def _answered(status: int, said: bytes | str, *, is_lasting: bool = False) -> DeliveryError:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    answer = f"{status} {' '.join(text.split())[:200]}"
    return DeliveryError(f"the mail server answered {answer}", "answered", answer, is_lasting=is_lasting)
