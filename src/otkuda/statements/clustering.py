"""Pairs of passages → groups of passages that are one statement each, the same whatever the order of the pairs.

The likeliest pairs come first. Two groups are joined where more speaks for it than against it: against it speak two
passages of one article, each handed to somebody, that are not one statement themselves.
"""

from __future__ import annotations

from collections import defaultdict
from operator import attrgetter
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from otkuda.statements.weighing import Verdict

_APART = 5.0  # what two passages of one article weigh against their groups being one


class Placed(Protocol):
    """A passage as far as groups ask: ``place`` is the version of its article and its position there."""

    @property
    def place(self) -> tuple[str, int]: ...  # noqa: D102 - as a passage says it
    @property
    def is_said(self) -> bool: ...  # noqa: D102
    @property
    def is_persons(self) -> bool: ...  # noqa: D102


class Bond(Protocol):
    """Two passages, and how much speaks for their being one."""

    @property
    def one(self) -> Placed: ...  # noqa: D102
    @property
    def other(self) -> Placed: ...  # noqa: D102
    @property
    def verdict(self) -> Verdict: ...  # noqa: D102


P = TypeVar("P", bound=Placed)


def cluster(passages: Sequence[P], pairs: Iterable[Bond]) -> list[list[P]]:
    """Return the groups of passages that somebody said, each in order; the groups in the order of their first.

    What an outlet prints as its own is among them where a person decided that it is one with another passage.
    """
    listed = list(pairs)
    merged = {one.place for pair in listed if pair.verdict.is_merged for one in (pair.one, pair.other)}
    said = {one.place: one for one in sorted(passages, key=attrgetter("place")) if one.is_said or one.place in merged}
    known = [
        (pair.one.place, pair.other.place, pair.verdict.weight)
        for pair in listed
        if pair.one.place in said and pair.other.place in said
    ]
    weights: defaultdict[tuple[str, int], dict[tuple[str, int], float]] = defaultdict(dict)
    for one, other, weight in known:
        weights[one][other] = weights[other][one] = weight
    group_of = {place: [place] for place in said}
    for one, other, _ in sorted(known, key=lambda pair: (-pair[2], *sorted(pair[:2]))):
        first, second = group_of[one], group_of[other]
        if first is not second and _support(first, second, weights) > 0:
            first.extend(second)
            for place in second:
                group_of[place] = first
    groups = {id(group): sorted(group) for group in group_of.values()}
    ordered = ([said[place] for place in group] for group in sorted(groups.values()))
    return [group for group in ordered if any(one.is_said for one in group)]


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
