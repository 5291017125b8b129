"""The collector's pulse: every few seconds it writes what it is at, for the pages, ``/health`` and ``/metrics``."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from otkuda.errors import StoreError
from otkuda.store.beats import Beat, put_beat

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from otkuda.store import Store

COLLECT = "collect"
EVERY = timedelta(seconds=5)
SILENT = timedelta(minutes=2)  # longer than any batch that is grouped between two beats

Condition = Literal["never", "at_work", "ended", "silent"]


def condition(beat: Beat | None, now: datetime) -> Condition:
    """Return how the collector is by what it said last."""
    if beat is None:
        return "never"
    if beat.ended:
        return "ended"
    return "silent" if now - beat.beat > SILENT else "at_work"


@dataclass(slots=True)
class Pulse:
    """The beats of one run. ``counts`` are its events, by what they are."""

    store: Store
    started: datetime
    counts: Counter[str] = field(default_factory=Counter)
    _last: datetime | None = None

    def beat(self, now: datetime, waiting: int, asking: Iterable[str]) -> None:
        """Say how many tasks wait and what is being asked, where it is time to."""
        if self._last is None or now >= self._last + EVERY:
            self._last = now
            self._say(Beat(COLLECT, self.started, now, None, waiting, tuple(asking), self.counts))

    def end(self, now: datetime) -> None:
        """Say that the run has ended."""
        self._say(Beat(COLLECT, self.started, now, now, counts=self.counts))

    def _say(self, one: Beat) -> None:
        with suppress(StoreError), self.store.writing() as conn:  # where the store is busy, the next one tells
            put_beat(conn, one)
