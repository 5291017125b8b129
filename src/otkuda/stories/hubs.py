"""Pairs → the items that are like many which are not like each other: a survey, a chronicle, a list of everything.

Such an item would glue stories together by the average. It is set aside, and joined to each story that it fits.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from otkuda.stories.weights import SAME

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from otkuda.stories.clustering import Edge

FEWEST = 6  # that an item is like
LEAST = 0.4  # of the pairs of those that are like each other: else it is a hub
MOST = 40  # that are looked at, the likest first


def hubs(edges: Iterable[Edge]) -> frozenset[str]:
    """Return the keys of the items that are like many which are not like each other.

    >>> from otkuda.stories.clustering import Edge
    >>> sorted(hubs([Edge("all", one, 9.0) for one in "abcdef"] + [Edge("a", "b", 9.0)]))
    ['all']
    """
    like: dict[str, dict[str, float]] = defaultdict(dict)
    for edge in edges:
        if edge.weight >= SAME:
            like[edge.one][edge.other] = like[edge.other][edge.one] = edge.weight
    return frozenset(key for key, others in like.items() if len(others) >= FEWEST and _share(like, others) < LEAST)


def _share(like: Mapping[str, Mapping[str, float]], others: Mapping[str, float]) -> float:
    likest = sorted(others, key=lambda key: (-others[key], key))[:MOST]
    pairs = list(combinations(likest, 2))
    return sum(other in like[one] for one, other in pairs) / len(pairs)


def with_fitting(
    groups: Sequence[Sequence[str]], edges: Iterable[Edge], everywhere: frozenset[str], once: frozenset[str]
) -> list[list[str]]:
    """Return groups, each with those set aside that are like its members on the average.

    Those ``everywhere`` go to each group that they are like, those ``once`` to the one that they are like the most.
    """
    fits = _fits(groups, edges, everywhere | once)
    found = [list(group) for group in groups]
    for key in sorted(fits):
        best = sorted(fits[key], key=lambda number: (-fits[key][number], number))
        for number in best[:1] if key in once else best:
            found[number].append(key)
    return found


def _fits(groups: Sequence[Sequence[str]], edges: Iterable[Edge], aside: frozenset[str]) -> dict[str, dict[int, float]]:
    """Return for each of those set aside the groups that it fits, with the averages."""
    sums: dict[str, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    place = {key: number for number, group in enumerate(groups) for key in group}
    for edge in edges:
        for key, other in ((edge.one, edge.other), (edge.other, edge.one)):
            if key in aside and other in place:
                sums[key][place[other]] += edge.weight
    averages = {key: {at: total / len(groups[at]) for at, total in of.items()} for key, of in sums.items()}
    return {key: {at: one for at, one in of.items() if one >= SAME} for key, of in averages.items()}
