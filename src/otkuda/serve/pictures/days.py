"""The days of a source as bars: what came on each, when it did not answer, when it was not asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from math import sqrt
from typing import TYPE_CHECKING, Literal, NamedTuple

from otkuda.store import Counts

if TYPE_CHECKING:
    from collections.abc import Mapping

What = Literal["news", "quiet", "out", "unasked"]
_BAR, _STEP = 6, 8  # pixels
_TICK = 2.0  # height of a day without news


class Day(NamedTuple):
    """One day of a source, by UTC."""

    day: date
    counts: Counts

    @property
    def what(self) -> What:
        """What the day was: *quiet* brought nothing, *out* had no poll that succeeded."""
        if self.counts.entries:
            return "news"
        if not self.counts.polls:
            return "unasked"
        return "out" if self.counts.failures >= self.counts.polls else "quiet"


class Mark(NamedTuple):
    """Where on the picture a month begins."""

    x: int
    day: date


@dataclass(frozen=True, slots=True)
class Bars:
    """The picture: its size, the path of all days of a sort, the beginnings of months."""

    days: tuple[Day, ...]
    width: int
    height: int
    paths: tuple[tuple[What, str], ...]
    months: tuple[Mark, ...]

    def count(self, what: What) -> int:
        """Return how many days were so."""
        return sum(one.what == what for one in self.days)


def bars(known: Mapping[date, Counts], first: date, last: date, height: int = 24) -> Bars:
    """Return the picture of the days from ``first`` to ``last``, both included."""
    days = tuple(
        Day(day, known.get(day, Counts()))
        for day in (first + timedelta(days=n) for n in range((last - first).days + 1))
    )
    most = max((one.counts.entries for one in days), default=0) or 1
    shapes = sorted((one.what, _bar(place, one, most, height)) for place, one in enumerate(days))
    paths = tuple((what, "".join(d for _, d in of_what)) for what, of_what in groupby(shapes, lambda one: one[0]))
    months = tuple(Mark(place * _STEP, one.day) for place, one in enumerate(days) if one.day.day == 1)
    return Bars(days, max(len(days) * _STEP, _STEP), height, paths, months)


def _bar(place: int, one: Day, most: int, height: int) -> str:
    full = {"out": float(height), "news": max(_TICK * 2, sqrt(one.counts.entries / most) * height)}
    tall = full.get(one.what, _TICK)
    return f"M{place * _STEP} {height - tall:.1f}h{_BAR}v{tall:.1f}h-{_BAR}z"
