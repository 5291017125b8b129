"""Pairs with their weights → groups of items, by average linkage: canonical, and no chain glues.

The two groups whose members are most alike on the average are joined first, as long as that average is enough; ties
go by the keys of the items, so that the order of arrival does not matter. A pair that was no candidate counts as
``UNLIKE``: a chain of like events has many of those.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from otkuda.stories.weights import SAME

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

UNLIKE = -2.0  # the weight of a pair that shares nothing rare


class Edge(NamedTuple):
    """Two items by their keys, and what speaks for their being of one event."""

    one: str
    other: str
    weight: float


def cluster(edges: Iterable[Edge]) -> list[list[str]]:
    """Return the groups of two or more items, each in the order of its keys.

    >>> cluster([Edge("a", "b", 9.0), Edge("b", "c", 9.0), Edge("c", "d", 3.4)])
    [['a', 'b', 'c']]
    """
    sums: dict[str, dict[str, float]] = defaultdict(dict)
    for edge in edges:
        sums[edge.one][edge.other] = sums[edge.other][edge.one] = edge.weight - UNLIKE
    groups = {key: [key] for key in sums}
    heap = [(-_average(sums, groups, one, other), one, other) for one in sums for other in sums[one] if one < other]
    heapq.heapify(heap)
    while heap:
        weight, one, other = heapq.heappop(heap)
        if -weight < SAME:
            break
        if one in groups and other in groups and -weight == _average(sums, groups, one, other):
            _join(sums, groups, one, other)
            for third in sums[one]:
                first, second = sorted((one, third))
                heapq.heappush(heap, (-_average(sums, groups, first, second), first, second))
    return sorted(sorted(group) for group in groups.values() if len(group) > 1)


def _average(sums: Mapping[str, Mapping[str, float]], groups: Mapping[str, list[str]], one: str, other: str) -> float:
    return UNLIKE + sums[one][other] / (len(groups[one]) * len(groups[other]))


def _join(sums: dict[str, dict[str, float]], groups: dict[str, list[str]], one: str, other: str) -> None:
    """Take ``other`` into ``one``, which comes first in order."""
    groups[one] += groups.pop(other)
    for third, weight in sums.pop(other).items():
        del sums[third][other]
        if third != one:
            sums[one][third] = sums[third][one] = sums[one].get(third, 0.0) + weight
