"""Time on an axis: the first minutes get as much room as the later days, for news runs fast and then slowly."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from otkuda.serve.distance import Unit

_BEND = 600.0  # seconds from which on the axis grows denser
_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400
_MARKS: tuple[tuple[int, Unit], ...] = (
    *((count, "minute") for count in (5, 15, 30)),
    *((count, "hour") for count in (1, 3, 6, 12)),
    *((count, "day") for count in (1, 2, 3, 7, 14, 30, 90, 365, 1_000, 3_650)),
)
_SECONDS: dict[Unit, int] = {"minute": _MINUTE, "hour": _HOUR, "day": _DAY}


class Tick(NamedTuple):
    """A mark on the axis: so many units after the beginning; none at the beginning."""

    x: float
    many: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class Scale:
    """Where a moment stands between two places on the axis; ``zero`` is when the words were first there."""

    zero: datetime
    first: datetime
    last: datetime
    left: float
    right: float

    def at(self, when: datetime) -> float:
        """Return the place of a moment; what lies outside stands at the end."""
        start, end = self._bent(self.first), self._bent(self.last)
        share = (self._bent(when) - start) / (end - start) if end > start else 0.0
        return round(self.left + (self.right - self.left) * min(max(share, 0.0), 1.0), 1)

    def ticks(self, apart: float) -> tuple[Tick, ...]:
        """Return the marks of the axis, at least so far from each other."""
        found = [Tick(self.at(self.zero), 0, "minute")]
        for count, unit in _MARKS:
            if count * _SECONDS[unit] > (self.last - self.zero).total_seconds():
                break
            tick = Tick(self._of(count * _SECONDS[unit]), count, unit)
            if tick.x - found[-1].x >= apart:
                found.append(tick)
        return tuple(found)

    def _of(self, seconds: float) -> float:
        from datetime import timedelta

        return self.at(self.zero + timedelta(seconds=seconds))

    def _bent(self, when: datetime) -> float:
        passed = (when - self.zero).total_seconds()
        return math.copysign(math.log1p(abs(passed) / _BEND), passed)


def scale_of(zero: datetime | None, moments: Iterable[datetime], left: float, right: float) -> Scale | None:
    """Return the scale on which all moments have a place; None where there is none."""
    known = sorted(moments)
    if not known:
        return None
    zero = zero or known[0]
    return Scale(zero, min(zero, known[0]), max(zero, known[-1]), left, right)


def moments_of(points: Iterable[tuple[datetime | None, datetime | None]]) -> Iterator[datetime]:
    """Yield what is known of when something was: its beginning, and its end where only a day is known."""
    for start, end in points:
        yield from (when for when in (start, end) if when)
