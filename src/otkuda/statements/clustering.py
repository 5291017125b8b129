"""Pairs of passages → groups of passages that are one statement each, the same whatever the order of the pairs.

The likeliest pairs come first. Two groups are joined where more speaks for it than against it: against it speak two
passages of one article, each handed to somebody, that are not one statement themselves.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from otkuda.statements.matching import Pair
    from otkuda.statements.passages import Passage

_APART = 5.0  # what two passages of one article weigh against their groups being one


def place_of(passage: Passage) -> tuple[str, int]:
    """Return what tells a passage from all others and orders them."""
    return passage.carrier.id, passage.position


def cluster(passages: Sequence[Passage], pairs: Iterable[Pair]) -> list[list[Passage]]:
    """Return the groups of passages that somebody said, each in order; the groups in the order of their first.

    What an outlet prints as its own is among them where a person decided that it is one with another passage.
    """
    listed = list(pairs)
    merged = {place_of(one) for pair in listed if pair.is_merged for one in (pair.one, pair.other)}
    said = {place_of(one): one for one in sorted(passages, key=place_of) if one.attribution or place_of(one) in merged}
    known = [pair for pair in listed if place_of(pair.one) in said and place_of(pair.other) in said]
    weights: defaultdict[tuple[str, int], dict[tuple[str, int], float]] = defaultdict(dict)
    for pair in known:
        one, other = place_of(pair.one), place_of(pair.other)
        weights[one][other] = weights[other][one] = pair.verdict.weight
    group_of = {place: [place] for place in said}
    for pair in sorted(
        known, key=lambda pair: (-pair.verdict.weight, *sorted((place_of(pair.one), place_of(pair.other))))
    ):
        first, second = group_of[place_of(pair.one)], group_of[place_of(pair.other)]
        if first is not second and _support(first, second, weights) > 0:
            first.extend(second)
            for place in second:
                group_of[place] = first
    groups = {id(group): sorted(group) for group in group_of.values()}
    ordered = ([said[place] for place in group] for group in sorted(groups.values()))
    return [group for group in ordered if any(one.attribution for one in group)]


def _support(
    first: Sequence[tuple[str, int]],
    second: Sequence[tuple[str, int]],
    weights: dict[tuple[str, int], dict[tuple[str, int], float]],
) -> float:
    """Return how much more speaks for two groups being one than against it."""
    total = 0.0
    for one in first:
        for other in second:
            if other in weights[one]:
                total += weights[one][other]
            elif one[0] == other[0]:
                total -= _APART
    return total
