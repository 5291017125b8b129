"""How many outlets carry a statement, as dots: those that heard it themselves, then the others, differing last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from otkuda.store.feed_records import Summary

MOST = 12  # dots that are drawn
STEP, RADIUS = 11, 4

Mark = Literal["first", "carries", "differs"]


class Dot(NamedTuple):
    """Where a dot stands, in pixels, and what it means."""

    x: int
    mark: Mark


class OutletDots(NamedTuple):
    """The dots, the width of the picture in pixels, and how many outlets there are beyond them."""

    dots: tuple[Dot, ...]
    width: int
    more: int


def dots_of(summary: Summary) -> OutletDots:
    """Return the dots of a statement's outlets; of many only the first, differing ones always among them."""
    shown = min(summary.outlets, MOST)
    differing = min(summary.differing, shown)
    first = min(summary.first_hand, shown - differing)
    counts: tuple[tuple[Mark, int], ...] = (
        ("first", first),
        ("carries", shown - first - differing),
        ("differs", differing),
    )
    marks = [mark for mark, count in counts for _ in range(count)]
    dots = tuple(Dot(RADIUS + 1 + at * STEP, mark) for at, mark in enumerate(marks))
    return OutletDots(dots, shown * STEP, summary.outlets - shown)
