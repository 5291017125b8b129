"""Numbers that the appearance has reckoned from those of its origin: a sum, a difference, so many times."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from otkuda.statements.quantity import Amount, Quantity, holds, is_same

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MOST = 12  # numbers of a text that are reckoned with
_LEAST = 2.0  # what one number is multiplied by


def is_derived(said: Quantity, origins: Sequence[Quantity]) -> bool:
    """Can a number be reckoned from the origin's?

    >>> is_derived(Quantity(Amount(58, 58)), [Quantity(Amount(18, 18)), Quantity(Amount(40, 40))])
    True
    """
    amounts = [one.what for one in origins if isinstance(one.what, Amount) and not one.what.is_ordinal][:_MOST]
    return any(_is_meant(said, Quantity(one), one.measure) for one in _reckoned(amounts))


def _is_meant(said: Quantity, reckoned: Quantity, measure: str) -> bool:
    """Is a number the reckoned one? Only what has a word for it, or compares, is rounded."""
    is_rounded = said.approximator is not None or measure in {"time", "share"}
    return holds(said, reckoned) if is_rounded else is_same(said, reckoned)


def _reckoned(amounts: Sequence[Amount]) -> Iterator[Amount]:
    for one in amounts:
        if one.low < one.high:  # «с 40 до 60»
            yield from _compared(Amount(one.low, one.low, one.measure), Amount(one.high, one.high, one.measure))
    for small, large in combinations(sorted(amounts, key=lambda one: one.low), 2):
        if small.measure == large.measure:
            yield Amount(small.low + large.low, small.high + large.high, small.measure)
            yield from _compared(small, large)
        if small.low >= _LEAST and "" in {small.measure, large.measure}:
            yield Amount(small.low * large.low, small.high * large.high, small.measure or large.measure)


def _compared(small: Amount, large: Amount) -> Iterator[Amount]:
    rest = large.low - small.low
    yield Amount(rest, rest, "point" if small.measure == "share" else small.measure)
    if small.low > 0:
        yield Amount(large.low / small.low, large.low / small.low, "time")
        yield Amount(rest / small.low, rest / small.low, "share")
    if large.low > 0:
        yield Amount(rest / large.low, rest / large.low, "share")
