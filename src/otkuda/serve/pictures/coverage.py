"""Which words of the first text another has: a strip as long as that text, filled where they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from otkuda.serve.differing import shared

if TYPE_CHECKING:
    from otkuda.model import Appearance

WIDTH = 200
_NEAR = 3  # characters between two words that leave no gap


class Stretch(NamedTuple):
    """A part of the strip."""

    x: float
    width: float


class Coverage(NamedTuple):
    """The filled parts, and the share of the first text's words that they are."""

    stretches: tuple[Stretch, ...]
    share: float


def coverage(one: Appearance, original: Appearance) -> Coverage | None:
    """Return what an appearance has of the words of another; None for another language."""
    if one.language != original.language or not original.text:
        return None
    if one.text == original.text:
        return Coverage((Stretch(0, WIDTH),), 1.0)
    length = len(original.text)
    joined: list[list[int]] = []
    for start, end in shared(one.text, original.text).theirs:
        if joined and start - joined[-1][1] <= _NEAR:
            joined[-1][1] = end
        else:
            joined.append([start, end])
    parts = tuple(
        Stretch(round(start * WIDTH / length, 1), round((end - start) * WIDTH / length, 1)) for start, end in joined
    )
    return Coverage(parts, min(1.0, sum(end - start for start, end in joined) / length))
