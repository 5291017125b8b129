"""Columns over time: how much there was on each day, week or month. Places are shares of a width: text keeps its size.

The days between are drawn too, where there was nothing: a silence is something to see.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from otkuda.serve.rendering import Reader

Unit = Literal["day", "week", "month"]
LEAST, MOST = 15, 70  # columns; more are no longer told apart on a phone
HEIGHT = 88.0  # pixels of the highest column
TOP = 6.0  # and over it
FAINT = 2.0  # pixels of one that would be lower
LABELS = 4
TURN = 82  # per cent of the width, behind which a date stands before its column
_STEPS = {"day": 1, "week": 7, "month": 31}


class Column(NamedTuple):
    """A column: when it begins, how many, its place in per cent of the width and pixels; ``name`` says its time."""

    start: datetime
    name: str
    many: int
    left: float
    width: float
    top: float
    height: float


class Label(NamedTuple):
    """A date under the columns; ``is_end`` where the text ends at its place."""

    text: str
    left: float
    is_end: bool


@dataclass(frozen=True, slots=True)
class Columns:
    """The picture: the columns that are not empty, the dates under them, the highest count, the time from and to."""

    unit: Unit
    columns: tuple[Column, ...]
    labels: tuple[Label, ...]
    most: int
    base: float = TOP + HEIGHT + 0.5
    height: float = TOP + HEIGHT + 22


def columns_of(counts: Mapping[datetime, int], reader: Reader) -> Columns | None:
    """Return the picture of counts by day, as the reader's clock shows it; None where there is nothing."""
    if not counts:
        return None
    unit = _unit(max(counts) - min(counts))
    sums: dict[date, int] = {}
    for day, count in counts.items():
        begin = _begin(day.date(), unit)
        sums[begin] = sums.get(begin, 0) + count
    starts = _widened(list(_all(min(sums), max(sums), unit)), unit)[-2 * MOST :]
    width, most = 100 / len(starts), max(sums.values())
    drawn = [_column(place * width, start, sums[start], most) for place, start in enumerate(starts) if start in sums]
    columns = tuple(one._replace(width=round(width * 0.76, 3), name=_name(one.start, unit, reader)) for one in drawn)
    every = -(-len(starts) // LABELS)
    labels = tuple(_label(place * width, starts[place], unit, reader) for place in range(0, len(starts), every))
    return Columns(unit, columns, labels, most)


def _unit(length: timedelta) -> Unit:
    days = length.days + 1
    return "day" if days <= MOST else "week" if days <= MOST * 7 else "month"


def _begin(day: date, unit: Unit) -> date:
    if unit == "month":
        return day.replace(day=1)
    return day - timedelta(days=day.weekday()) if unit == "week" else day


def _all(first: date, last: date, unit: Unit) -> Iterable[date]:
    """Yield all days, weeks or months from the first to the last."""
    while first <= last:
        yield first
        first = _begin(first + timedelta(days=_STEPS[unit]), unit)


def _widened(starts: list[date], unit: Unit) -> list[date]:
    """Put as much empty time before and after few columns that they look like a time."""
    spare = timedelta(days=_STEPS[unit] * ((LEAST - len(starts) + 1) // 2))
    return list(_all(_begin(starts[0] - spare, unit), starts[-1] + spare, unit)) if spare > timedelta() else starts


def _column(left: float, start: date, count: int, most: int) -> Column:
    height = max(HEIGHT * count / most, FAINT)
    return Column(_moment(start), "", count, round(left, 3), 0, round(TOP + HEIGHT - height, 1), round(height, 1))


def _moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _name(start: datetime, unit: Unit, reader: Reader) -> str:
    """Return the time of a column in words: its day, the days of its week, its month."""
    say: Callable[[datetime], str] = lambda when: reader.words.day(when, reader.now)  # noqa: E731 - said twice below
    if unit == "month":
        return _short(start, "yMMMM", reader)
    return say(start) if unit == "day" else f"{say(start)} – {say(start + timedelta(days=6))}"


def _label(left: float, start: date, unit: Unit, reader: Reader) -> Label:
    skeleton = "MMMd" if unit != "month" and start.year == reader.now.year else "yMMM"
    return Label(_short(_moment(start), skeleton, reader), round(left, 3), left > TURN)


def _short(when: datetime, skeleton: str, reader: Reader) -> str:
    from babel.dates import format_skeleton

    return format_skeleton(skeleton, when, locale=reader.words.language)
