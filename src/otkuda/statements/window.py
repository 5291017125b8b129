"""Which part of a long original an appearance is to be compared with: a quotation's sentences in a transcript."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

from otkuda.statements.names import is_name, skeleton

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from otkuda.statements.units import Unit

_SHORT = 200  # units of an original that is looked at whole
_TIMES = 3  # or so many times the units of the appearance
_MARGIN = 30
_RUN = 4  # units in a row that are a part of a quotation, wherever they stand
_STEM = 5


def is_long(appearance: Sequence[Unit], original: Sequence[Unit]) -> bool:
    """Is the original so much longer that a part of it is to be found first?"""
    return len(original) > max(_SHORT, _TIMES * len(appearance))


def best_window(appearance: Sequence[Unit], original: Sequence[Unit], *, is_translation: bool) -> list[Unit]:
    """Return the units of the sentences that the appearance most likely took its words from.

    These are the sentences under the stretch of twice the appearance's length that shares most with it, rare words
    counting more, and those that share a run of words. Time is linear in the length of both.
    """
    weights = _weights(appearance, original, _facts if is_translation else _words)
    size = 2 * len(appearance) + _MARGIN
    start = _heaviest(weights, size)
    sentences = {unit.sentence for unit in original[start : start + size] if weights[unit.index]}
    if not is_translation:
        sentences |= _with_runs(appearance, original)
    return [unit for unit in original if unit.sentence in sentences]


def _weights(
    appearance: Sequence[Unit], original: Sequence[Unit], features: Callable[[Unit], Iterable[str]]
) -> list[float]:
    wanted = {feature for unit in appearance for feature in features(unit)}
    counts = Counter(feature for unit in original for feature in features(unit))
    return [
        max((math.log(1 + len(original) / counts[one]) for one in features(unit) if one in wanted), default=0.0)
        for unit in original
    ]


def _words(unit: Unit) -> tuple[str, ...]:
    return unit.key, f"{unit.key[:_STEM]}…"


def _facts(unit: Unit) -> tuple[str, ...]:
    """Return what is the same in every language: quantities, and the sounds of names."""
    if unit.quantity:
        return (unit.key,)
    return tuple(sorted({skeleton(form) for form in unit.forms} - {""})) if is_name(unit) else ()


def _heaviest(weights: Sequence[float], size: int) -> int:
    """Return where the stretch of a size begins that weighs most, the first of several."""
    best = weight = sum(weights[:size])
    start = 0
    for at in range(size, len(weights)):
        weight += weights[at] - weights[at - size]
        if weight > best + 1e-9:
            best, start = weight, at - size + 1
    return start


def _with_runs(appearance: Sequence[Unit], original: Sequence[Unit]) -> set[int]:
    wanted = {tuple(unit.key for unit in appearance[at : at + _RUN]) for at in range(len(appearance) - _RUN + 1)}
    found: set[int] = set()
    for at in range(len(original) - _RUN + 1):
        run = original[at : at + _RUN]
        if tuple(unit.key for unit in run) in wanted:
            found.update(unit.sentence for unit in run)
    return found
