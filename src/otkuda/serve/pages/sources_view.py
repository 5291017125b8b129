"""What the pages of sources show: how each does, and its days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from otkuda.collect.following import state_of
from otkuda.serve.faults import told
from otkuda.serve.pictures.days import bars
from otkuda.store import health
from otkuda.store.health import days_of
from otkuda.text.urls import host_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy import Connection

    from otkuda.collect.following import State
    from otkuda.serve.faults import Fault
    from otkuda.serve.pictures.days import Bars
    from otkuda.serve.words import Words
    from otkuda.store import Health

SHORT, LONG = 30, 90  # days


@dataclass(frozen=True, slots=True)
class Followed:
    """A source, how it does, and its days."""

    health: Health
    state: State
    bars: Bars

    @property
    def name(self) -> str:
        """What it calls itself, else its host."""
        url = self.health.source.url
        return self.health.source.title or host_of(url) or url

    def error(self, words: Words) -> Fault:
        """Return what went wrong at the last poll."""
        return told(words, self.health.source.error or "")


def all_followed(conn: Connection, now: datetime) -> list[Followed]:
    """Return all sources: those with something the matter first, the others in the order in which they were added."""
    first = _first(now, SHORT)
    days = days_of(conn, first)
    found = [
        Followed(one, state_of(one), bars(days.get(one.source.id, {}), _since(one, first), now.date()))
        for one in health(conn, now)
    ]
    return sorted(found, key=lambda one: _RANKS.get(one.state.what, len(_RANKS)))


def followed(conn: Connection, id_: str, now: datetime) -> Followed | None:
    """Return the source with an id; None where there is none."""
    one = next((one for one in health(conn, now) if one.source.id == id_), None)
    if one is None:
        return None
    first = _since(one, _first(now, LONG))
    known = days_of(conn, first, id_).get(id_, {})
    return Followed(one, state_of(one), bars(known, first, now.date(), height=72))


_RANKS = {what: place for place, what in enumerate(("failing", "gone", "silent"))}


def _first(now: datetime, days: int) -> date:
    return now.date() - timedelta(days=days - 1)


def _since(one: Health, first: date) -> date:
    """Return the day from which there is something to show: before it was added nobody asked."""
    return max(first, one.source.added.date())
