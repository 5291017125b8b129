"""What somebody wants to watch, as typed, → a watchlist and where it tells; or one line that says what is wrong."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, get_args
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from otkuda.alerts.mail import mail_address
from otkuda.alerts.signing import key_of, new_secret
from otkuda.alerts.timing import HOURLY, hours_of, time_of
from otkuda.errors import WatchError
from otkuda.fetch.addresses import is_near_name
from otkuda.store.watching import put_watchlist, set_targets, target_id, watch_id
from otkuda.store.watching_records import NewsKind, Target, Watchlist
from otkuda.text.urls import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy import Connection

KINDS: tuple[NewsKind, ...] = get_args(NewsKind)
TONGUES = ("ru", "kk", "en")
LONGEST = 500  # characters of what is typed
MOST = 20  # addresses of a watchlist
_CHAT = re.compile(r"-?\d{1,20}|@[A-Za-z]\w{3,31}")


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody typed. ``emails``, ``webhooks``, ``telegrams`` are addresses; ``secret`` is the webhooks' own."""

    name: str = ""
    words: str = ""
    speaker: str = ""
    entity: str = ""
    outlet: str = ""
    kinds: tuple[str, ...] = ("new",)
    tongue: str = "ru"
    quiet: str = ""
    digest: str = ""
    zone: str = "UTC"
    emails: tuple[str, ...] = ()
    webhooks: tuple[str, ...] = ()
    telegrams: tuple[str, ...] = ()
    secret: str = ""
    allow_private: bool = False


def keep_wish(
    conn: Connection, wish: Wish, now: datetime, before: Watchlist | None = None, by: str | None = None
) -> Watchlist:
    """Keep what somebody wants to watch, new or in the place of ``before``. ``WatchError`` says what is wrong."""
    made = watchlist_of(wish, now, before, by)
    wanted = list(targets_of(made.id, wish))
    if len(wanted) > MOST:
        raise WatchError(f"no more than {MOST} addresses; make another watchlist for the others", "many", str(MOST))
    put_watchlist(conn, made)
    set_targets(conn, made.id, wanted, now)
    return made


def watchlist_of(wish: Wish, now: datetime, before: Watchlist | None = None, by: str | None = None) -> Watchlist:
    """Return the watchlist that is wanted. What is watched otherwise than before is news from now on only."""
    words, speaker, entity, outlet = (
        " ".join(one.split())[:LONGEST] for one in (wish.words, wish.speaker, wish.entity, wish.outlet)
    )
    if not (words or speaker or entity or outlet):
        raise WatchError("say what to watch: words, a speaker or an outlet", "nothing")
    name = " ".join(wish.name.split())[:LONGEST] or ", ".join(filter(None, (speaker, words, outlet))) or entity
    made = Watchlist(
        id=before.id if before else watch_id(name, now),
        name=name,
        made=before.made if before else now,
        since=now,
        words=words,
        speaker=speaker or None,
        entity=entity or None,
        outlet=outlet or None,
        kinds=_kinds(wish.kinds),
        tongue=wish.tongue if wish.tongue in TONGUES else "en",
        quiet=_quiet(wish.quiet),
        digest=_digest(wish.digest),
        zone=_zone(wish.zone),
        made_by=before.made_by if before else by,
        paused=before.paused if before else False,
    )
    is_same = before and (before.filter, before.kinds) == (made.filter, made.kinds)
    return replace(made, since=before.since) if before and is_same else made


def targets_of(id: str, wish: Wish) -> Iterator[Target]:  # noqa: A002 - what it is
    """Yield where a watchlist is to tell."""
    for text in wish.emails:
        address = mail_address(text)
        yield Target(target_id(id, "email", address), id, "email", address)
    secret = wish.secret.strip() or new_secret()
    key_of(secret)
    for text in wish.webhooks:
        address = _webhook(text, allow_private=wish.allow_private)
        yield Target(target_id(id, "webhook", address), id, "webhook", address, secret)
    for text in wish.telegrams:
        if not _CHAT.fullmatch(text.strip()):
            raise WatchError(f"{text[:60]!r} is no chat; write its number, or @name of a channel", "chat", text[:60])
        yield Target(target_id(id, "telegram", text.strip()), id, "telegram", text.strip())


def resumed(one: Watchlist, now: datetime) -> Watchlist:
    """Return a watchlist that tells again of what comes from now on."""
    return replace(one, paused=False, since=now)


def _kinds(named: tuple[str, ...]) -> tuple[NewsKind, ...]:
    unknown = [one for one in named if one not in KINDS]
    if unknown:
        what = unknown[0][:40]
        raise WatchError(f"{what!r} is no kind of news; there are: {', '.join(KINDS)}", "kind", what)
    return tuple(kind for kind in KINDS if kind in named) or ("new",)


def _quiet(text: str) -> str | None:
    if not text.strip():
        return None
    start, end = hours_of(text)
    if start == end:
        raise WatchError("quiet hours begin and end at different times; write 22:00-07:00", "quiet")
    return f"{start:%H:%M}-{end:%H:%M}"


def _digest(text: str) -> str | None:
    asked = text.strip().lower()
    return asked if asked in {"", HOURLY} and asked else f"{time_of(asked):%H:%M}" if asked else None


def _zone(text: str) -> str:
    try:
        return ZoneInfo(text.strip() or "UTC").key
    except (KeyError, ValueError, OSError):
        what = text[:40]
        raise WatchError(f"{what!r} is no time zone; write one such as Asia/Almaty", "zone", what) from None


def _webhook(text: str, *, allow_private: bool) -> str:
    """Return an address that may be posted to; what a name leads to is checked again at each connection."""
    address = canonical(text)
    if address is None:
        raise WatchError(f"{text[:60]!r} is no address; give one that begins with https://", "webhook", text[:60])
    if not allow_private and is_near_name(urlsplit(address).hostname or ""):
        raise WatchError("a webhook's address must not lie in a private network; give a public one", "near")
    return address
