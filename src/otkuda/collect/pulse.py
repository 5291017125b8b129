"""The collector's pulse: every few seconds it writes what it is at, for the pages, ``/health`` and ``/metrics``.

Where several collect into one store, each has a beat of its own; they are shown as one.
"""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Literal
from uuid import uuid4

from otkuda.errors import StoreError
from otkuda.store.beats import Beat, drop_beats, get_beats, put_beat

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Connection

    from otkuda.store import Store

COLLECT = "collect"
EVERY = timedelta(seconds=5)
SILENT = timedelta(minutes=2)  # longer than any batch that is grouped between two beats

_KEPT = timedelta(days=1)  # the beat of one that was killed

Condition = Literal["never", "at_work", "ended", "silent"]


def condition(beat: Beat | None, now: datetime) -> Condition:
    """Return how the collector is by what it said last."""
    if beat is None:
        return "never"
    if beat.ended:
        return "ended"
    return "silent" if now - beat.beat > SILENT else "at_work"


def collecting(conn: Connection, now: datetime) -> Beat | None:
    """Return the beats of all that are at work as one; where none is, the last of them; None where there never was one.

    What waits is the same for all: each counts the first of what is due.
    """
    said = get_beats(conn, COLLECT)
    working = [one for one in said if condition(one, now) == "at_work"]
    if len(working) < 2:  # noqa: PLR2004 - one is what it says
        return next(iter(working or said), None)
    return Beat(
        COLLECT,
        min(one.started for one in working),
        working[0].beat,
        None,
        max(one.waiting for one in working),
        [url for one in working for url in one.asking],
        sum((Counter(one.counts) for one in working), Counter()),
    )


@dataclass(slots=True)
class Pulse:
    """The beats of one run. ``counts`` are its events, by what they are."""

    store: Store
    started: datetime
    counts: Counter[str] = field(default_factory=Counter)
    name: str = field(default_factory=lambda: f"{COLLECT} {uuid4().hex[:12]}")
    _last: datetime | None = None

    def beat(self, now: datetime, waiting: int, asking: Iterable[str]) -> None:
        """Say how many tasks wait and what is being asked, where it is time to."""
        if self._last is None or now >= self._last + EVERY:
            self._last = now
            self._say(Beat(self.name, self.started, now, None, waiting, tuple(asking), self.counts))

    def end(self, now: datetime) -> None:
        """Say that the run has ended."""
        self._say(Beat(self.name, self.started, now, now, counts=self.counts))

    def _say(self, one: Beat) -> None:
        with suppress(StoreError), self.store.writing() as conn:  # where the store is busy, the next one tells
            drop_beats(conn, one.beat - _KEPT)
            put_beat(conn, one)
