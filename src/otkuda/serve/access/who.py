"""Who asks: by a session's cookie, by a token, or nobody in particular."""

from __future__ import annotations

import base64
import binascii
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from otkuda.errors import OtkudaError, StoreError
from otkuda.serve.access.limits import BackOff, Limits, network_of
from otkuda.store import credentials, users
from otkuda.store.users import ROLES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import HTTPConnection

    from otkuda.store import Store
    from otkuda.store.credentials import Session, Token
    from otkuda.store.users import Role, User

COOKIE = "otkuda-session"
WHO = "otkuda.who"  # where who asks stands in a scope
LONGEST, IDLE = timedelta(days=30), timedelta(days=7)  # a session's whole life, and unused
_NOTED = timedelta(minutes=5)  # how exactly it is written when something was used
_FREE_TRIES, _FREE_TRIES_BY_NAME = 10, 5
_LONGEST_WAIT = 900.0  # seconds, for an address
_LONGEST_WAIT_BY_NAME = 60.0  # short: with it a stranger keeps the owner of a name out
_HANDED_ON = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip")


@dataclass(frozen=True, slots=True)
class Who:
    """Who asks, and what they may: ``role`` is None for who has yet to log in, ``name`` empty for who needs no name."""

    role: Role | None = None
    name: str = ""
    used: Session | Token | None = None
    is_wrong: bool = False  # a token was given, and it is none
    fault: OtkudaError | None = None  # why nobody knows

    def may(self, role: Role) -> bool:
        """Whether they may what needs a role."""
        return self.role is not None and ROLES.index(self.role) >= ROLES.index(role)


NOBODY = Who()
ANYBODY = Who("admin")  # on loopback, while there are no users


class Given(NamedTuple):
    """What a request brings along to come in with."""

    session: str
    token: str | None
    is_handed_on: bool
    address: str

    @classmethod
    def by(cls, request: HTTPConnection) -> Given:
        """Return what a request brings."""
        headers = request.headers
        address = network_of(request.client.host if request.client else "")
        is_handed_on = any(name in headers for name in _HANDED_ON)
        return cls(request.cookies.get(COOKIE, ""), _token(headers), is_handed_on, address)


class Access:
    """Who may come in to a store's pages. ``is_open``: without users, whoever asks on this machine does all."""

    def __init__(self, store: Store, *, is_open: bool = True, rate: float = 0) -> None:
        self.store = store
        self.is_open = is_open
        self.limits = Limits(rate)
        self.by_address = BackOff(_FREE_TRIES, _LONGEST_WAIT)
        self.by_name = BackOff(_FREE_TRIES_BY_NAME, _LONGEST_WAIT_BY_NAME)

    def who(self, given: Given) -> Who:
        """Return who asks with what a request brings."""
        try:
            return self._who(given)
        except OtkudaError as error:
            return Who(fault=error)

    def _who(self, given: Given) -> Who:
        with self.store.reading() as conn:
            if self.is_open and not given.is_handed_on and not users.has_users(conn):
                return ANYBODY
            if given.token is not None:
                found = credentials.token_with(conn, given.token)
                return _by_token(*found) if found else Who(is_wrong=True)
            in_session = credentials.session_with(conn, given.session) if given.session else None
        return _by_session(*in_session, datetime.now(UTC)) if in_session else NOBODY

    def note(self, who: Who) -> None:
        """Write that a session or a token was used, now and then; another time where the store is busy."""
        now = datetime.now(UTC)
        if who.used and (who.used.used is None or now - who.used.used > _NOTED):
            with suppress(StoreError), self.store.writing() as conn:
                credentials.note_use(conn, who.used, now)


def is_over(session: Session, now: datetime) -> bool:
    """Whether a session has been used for too long, or too long ago."""
    return now - session.made > LONGEST or now - session.used > IDLE


def _by_session(session: Session, user: User, now: datetime) -> Who:
    return NOBODY if is_over(session, now) else Who(user.role, user.name, session)


def _by_token(token: Token, user: User) -> Who:
    return Who(min(token.role, user.role, key=ROLES.index), user.name, token)


def _token(headers: Mapping[str, str]) -> str | None:
    """Return the token of an ``Authorization`` header; readers of feeds send it as a password (Basic)."""
    scheme, _, value = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return value.strip()
    if scheme.lower() == "basic":
        with suppress(binascii.Error, ValueError):
            return base64.b64decode(value.strip(), validate=True).decode().partition(":")[2]
        return ""
    return None
