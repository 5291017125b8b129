"""Whether the appearance says the opposite in another word: «снизятся», «вырастут»."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.lang.opposites import opposites
from otkuda.model import Change
from otkuda.statements.denial import is_denied_at
from otkuda.statements.told import around

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from otkuda.statements.told import Told

_AROUND = 5  # words that tell of what it is said
_MOST = 20  # places of one concept that are looked at


def reversed_in(told: Told) -> Iterator[Change]:
    """Yield the words of the origin for which the appearance has only opposites, of the same thing."""
    ours, theirs = told.appearance.by_concept, told.original.by_concept
    for concept in theirs.keys() - ours.keys():
        for other in (opposites(concept) & ours.keys()) - theirs.keys():
            if pair := _opposed(told, ours[other][:_MOST], theirs[concept][:_MOST]):
                yield Change("negation", told.appearance.span([pair[0]]), told.original.span([pair[1]]))


def _opposed(told: Told, ours: Sequence[int], theirs: Sequence[int]) -> tuple[int, int] | None:
    """Return two places that speak of one thing, neither denied."""
    for a in ours:
        for b in theirs:
            if a not in told.said and _is_same_thing(told, a, b):
                return (a, b)
    return None


def _is_same_thing(told: Told, a: int, b: int) -> bool:
    if is_denied_at(told.appearance, a) or is_denied_at(told.original, b):
        return False
    return bool(around(told.appearance, [a], _AROUND) & around(told.original, [b], _AROUND))
