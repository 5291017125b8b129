"""What is followed, as commands and pages both handle it: how a source does, pausing it, lists of other readers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal, NamedTuple
from zoneinfo import ZoneInfo

from otkuda import store
from otkuda.fetch.opml import Outline
from otkuda.store import NewsSource
from otkuda.text.urls import canonical

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Connection

    from otkuda.store import Health

DAY = 86_400  # seconds
SLOWEST = 86_400.0  # seconds between two requests


class State(NamedTuple):
    """How a source does in one word; ``days`` for how long it is silent."""

    what: Literal["gone", "paused", "failing", "silent", "unreadable", "new", "well"]
    days: int = 0


def state_of(one: Health) -> State:
    """Return what is the matter with a source: what is worst."""
    source = one.source
    if source.gone:
        return State("gone")
    if source.paused:
        return State("paused")
    if source.error:
        return State("failing")
    if source.last_success is None:
        return State("new")
    if one.silence and one.longest and one.silence > 2 * max(one.longest, DAY):
        return State("silent", round(one.silence / DAY))
    return State("unreadable" if one.counts.unreadable else "well")


def paused(source: NewsSource) -> NewsSource:
    """Return a source that is asked no more until it is resumed."""
    return replace(source, paused=True)


def resumed(source: NewsSource, now: datetime) -> NewsSource:
    """Return a source that is asked again at once, also where it was given up."""
    return replace(source, paused=False, gone=False, failures=0, error=None, due=now)


def zone_named(text: str) -> str | None:
    """Return the name of a zone; None for what names none.

    >>> zone_named("Asia/Almaty"), zone_named("../../etc/passwd")
    ('Asia/Almaty', None)
    """
    try:
        return ZoneInfo(text).key
    except (KeyError, ValueError, OSError):
        return None


def outlines(sources: Iterable[NewsSource]) -> list[Outline]:
    """Return sources as other readers list them."""
    return [Outline(one.title, one.listing, one.home or one.url) for one in sources]


def follow(conn: Connection, named: Iterable[Outline], now: datetime) -> tuple[int, int]:
    """Follow the feeds of a list; they are not asked before the next collect. Returns how many, how many are new."""
    found = [source for one in named if (source := _outlined(one, now))]
    return len(found), sum(store.add_source(conn, source) for source in found)


def _outlined(one: Outline, now: datetime) -> NewsSource | None:
    listing = canonical(one.feed or "")
    if listing is None:
        return None
    home = canonical(one.home or "")
    return NewsSource(store.source_id(listing), home or listing, "feed", listing, now, one.title, home, due=now)
