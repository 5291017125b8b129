"""A story in time: a row for each outlet, a mark for each of its articles."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from otkuda.serve.pictures.scale import scale_of
from otkuda.serve.pictures.way import Frame

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from otkuda.serve.pictures.scale import Scale, Tick

WIDE = Frame(width=1120, left=262, right=1096, row=30, mark=15, step=0, ticks=74)
NARROW = Frame(width=360, left=14, right=346, row=46, mark=33, step=0, ticks=80)
_APART = 13.0


class Laid(NamedTuple):
    """The whole picture: for each row its top, its middle, and where each of its marks stands."""

    frame: Frame
    height: float
    ticks: tuple[Tick, ...]
    rows: tuple[tuple[float, float, tuple[float, ...]], ...]


def laid(rows: Sequence[Sequence[datetime | None]], frame: Frame) -> Laid:
    """Return where the articles of each outlet stand; one without date stands at the end."""
    moments = [when for row in rows for when in row if when]
    scale = scale_of(None, moments, frame.left, frame.right)
    tops = [frame.top + frame.row * place for place in range(len(rows))]
    placed = (
        (top, top + frame.mark, tuple(_spread([_x(when, scale, frame) for when in row], frame)))
        for top, row in zip(tops, rows, strict=True)
    )
    ticks = scale.ticks(frame.ticks) if scale else ()
    return Laid(frame, frame.top + frame.row * len(rows) + 8, ticks, tuple(placed))


def _x(when: datetime | None, scale: Scale | None, frame: Frame) -> float:
    return scale.at(when) if when and scale else frame.right


def _spread(places: list[float], frame: Frame) -> list[float]:
    """Return places that are so far from each other that each mark is seen, as long as there is room."""
    found: list[float] = []
    for x in sorted(places):
        found.append(min(max(x, found[-1] + _APART), frame.right) if found else x)
    return found
