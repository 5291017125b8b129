"""The way of a statement: a row for each article, its mark where it stands in time, a line from its source.

A line leaves its source downwards and reaches its taker from the side, so that even forty of them stay apart. A taker
stands at least a step to the right of its source, unless it is dated before it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from otkuda.serve.pictures.scale import scale_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from otkuda.serve.pictures.scale import Scale, Tick

_BEND = 9.0  # radius of the bend of a line


class Frame(NamedTuple):
    """The measures of a picture: the track of the marks, and where a row's mark stands below its top."""

    width: int
    left: int
    right: int
    row: int
    mark: int
    step: int
    ticks: int
    top: int = 28


WIDE = Frame(width=1120, left=262, right=826, row=34, mark=17, step=20, ticks=74)
NARROW = Frame(width=360, left=12, right=348, row=58, mark=42, step=12, ticks=80)


class Point(NamedTuple):
    """An article: when it was published (with an end where only the day is known), and the row of its source."""

    start: datetime | None
    end: datetime | None = None
    source: int | None = None
    is_against: bool = False


class Place(NamedTuple):
    """Where a row begins and its mark stands, the path of its line, and the ends of the day that is all one knows."""

    top: float
    x: float
    y: float
    path: str | None
    day: tuple[float, float] | None


class Picture(NamedTuple):
    """The whole picture, as large as it is drawn."""

    frame: Frame
    height: float
    ticks: tuple[Tick, ...]
    places: tuple[Place, ...]


def drawn(points: Sequence[Point], frame: Frame) -> Picture:
    """Return where everything stands, the rows in their order."""
    when = _moments(points)
    zero = when[0] if when else None
    scale = scale_of(zero, _shown(points, when, zero), frame.left, frame.right)
    places: list[Place] = []
    for row, point in enumerate(points):
        source = places[point.source] if point.source is not None and point.source < row else None
        places.append(
            _place(row, _x(when[row], source, scale, frame, point), source, frame)._replace(
                day=_day(point, scale) if scale else None
            )
        )
    height = frame.top + frame.row * len(points) + 8
    return Picture(frame, height, scale.ticks(frame.ticks) if scale else (), tuple(places))


def _shown(points: Sequence[Point], when: Sequence[datetime | None], zero: datetime | None) -> Iterator[datetime]:
    """Yield the moments for which there must be room: none before the first but of what stands there."""
    for point, moment in zip(points, when, strict=True):
        if moment and (zero is None or moment >= zero or point.is_against or point.source is None):
            yield moment


def _moments(points: Sequence[Point]) -> list[datetime | None]:
    """Return when each article is taken to be published: one of a day as early in it as its source allows."""
    exact = [point.start for point in points if point.start and not point.end]
    found: list[datetime | None] = []
    for point in points:
        if point.start is None or point.end is None:
            found.append(point.start)
            continue
        source = found[point.source] if point.source is not None and point.source < len(found) else None
        earliest = source or min((one for one in exact if point.start <= one < point.end), default=point.start)
        found.append(min(max(earliest, point.start), point.end))
    return found


def _x(when: datetime | None, source: Place | None, scale: Scale | None, frame: Frame, point: Point) -> float:
    if scale is None:
        return frame.left if source is None else min(source.x + frame.step, frame.right)
    x = scale.at(when) if when else frame.right
    if source is None or point.is_against:
        return x
    return round(min(max(x, source.x + frame.step), frame.right), 1)


def _place(row: int, x: float, source: Place | None, frame: Frame) -> Place:
    top = frame.top + row * frame.row
    y = top + frame.mark
    return Place(top, x, y, _path(source, x, y) if source else None, None)


def _path(source: Place, x: float, y: float) -> str:
    """Return a line down from the source and round the corner to the taker."""
    bend = min(_BEND, abs(x - source.x))
    turn = source.x + (bend if x >= source.x else -bend)
    return f"M{source.x:g} {source.y:g}V{y - bend:g}Q{source.x:g} {y:g} {turn:g} {y:g}H{x:g}"


def _day(point: Point, scale: Scale) -> tuple[float, float] | None:
    return (scale.at(point.start), scale.at(point.end)) if point.start and point.end else None
