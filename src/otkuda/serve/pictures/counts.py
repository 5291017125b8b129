"""How many articles appeared in each stretch of time, as bars."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH, HEIGHT = 720, 96
_MOST, _FEWEST = 48, 12  # bars for which there is room
_STEPS = tuple(
    timedelta(**{unit: many})
    for unit, many in (
        ("minutes", 10), ("minutes", 30), ("hours", 1), ("hours", 3), ("hours", 6),
        ("days", 1), ("days", 7), ("days", 30), ("days", 365),
    )
)  # fmt: skip


class Bar(NamedTuple):
    """A stretch of time, how many articles appeared in it and up to its end; where its bar stands, of what height."""

    start: datetime
    many: int
    total: int
    x: float
    y: float
    width: float
    height: float


class Counts(NamedTuple):
    """The bars, those of empty stretches left out, and how long a stretch is."""

    bars: tuple[Bar, ...]
    step: timedelta
    most: int


def counted(moments: Sequence[datetime]) -> Counts | None:
    """Return the bars of some moments; None where all are within one stretch, or each alone in its own."""
    ordered = sorted(moments)
    if not ordered:
        return None
    step = next((one for one in _STEPS if (ordered[-1] - ordered[0]) / one < _MOST), _STEPS[-1])
    start = _floor(ordered[0], step)
    found = Counter((one - start) // step for one in ordered)
    many, most = max(found) + 1, max(found.values())
    if len(found) == 1 or most == 1:  # one bar shows nothing, nor do such as are all of one height
        return None
    frame = _Frame(start, step, WIDTH / max(many, _FEWEST), most)
    totals = zip(sorted(found), accumulate(found[place] for place in sorted(found)), strict=True)
    return Counts(tuple(_bar(frame, place, found[place], total) for place, total in totals), step, most)


class _Frame(NamedTuple):
    """Where the first stretch begins, how long and how wide each is, and how many articles the highest bar has."""

    start: datetime
    step: timedelta
    width: float
    most: int


def _bar(frame: _Frame, place: int, many: int, total: int) -> Bar:
    height = HEIGHT * many / frame.most
    x, width = place * frame.width, frame.width - min(2.0, frame.width / 4)
    start = frame.start + place * frame.step
    return Bar(start, many, total, round(x, 1), round(HEIGHT - height, 1), round(width, 1), round(height, 1))


def _floor(when: datetime, step: timedelta) -> datetime:
    """Return the beginning of the stretch that a moment is in, by its own clock."""
    midnight = when.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight if step >= timedelta(days=1) else midnight + (when - midnight) // step * step
