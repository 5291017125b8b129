"""Stories → the articles that turn out to round several of them up, though their headline does not say so.

An article that falls into parts is one where at least two parts fit stories of their own. One that only reminds of
another event besides its own has one such part.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from otkuda.stories.matching import match
from otkuda.stories.weights import SAME

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from otkuda.stories.clustering import Edge
    from otkuda.stories.item import Item

FEWEST = 2  # stories of a round-up, each by a part of its own
SMALLEST = 2  # articles of a story that a part may fit


def round_ups(groups: Sequence[Sequence[Item]], edges: Iterable[Edge]) -> frozenset[str]:
    """Return the contents of the items whose parts fit several groups; ``edges`` are the pairs that were compared."""
    groups = _without_hubs(groups)
    place = {one.key: number for number, group in enumerate(groups) for one in group}
    near = _near(edge for edge in edges if edge.one in place and edge.other in place)
    items = {one.key: one for group in groups for one in group}
    falling = [one for one in items.values() if one.parts and len({place[key] for key in near[one.key]}) >= FEWEST]
    return frozenset(
        one.content
        for one in falling
        if _fits_several(one, groups, place, [items[key] for key in sorted(near[one.key])])
    )


def _without_hubs(groups: Sequence[Sequence[Item]]) -> list[list[Item]]:
    """Leave out the items that are in several groups already."""
    times = Counter(one.key for group in groups for one in group)
    return [[one for one in group if times[one.key] == 1] for group in groups]


def _near(edges: Iterable[Edge]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for edge in edges:
        found[edge.one].add(edge.other)
        found[edge.other].add(edge.one)
    return found


def _fits_several(one: Item, groups: Sequence[Sequence[Item]], place: Mapping[str, int], near: Sequence[Item]) -> bool:
    """Do at least two parts of an article fit a group each, and no other?"""
    sums: dict[tuple[str, int], float] = defaultdict(float)
    for part in one.parts:
        for other in near:
            sums[part.key, place[other.key]] += match(part, other).weight
    sizes = {number: len({item.content for item in groups[number]} - {one.content}) for _, number in sums}
    fits: dict[str, set[int]] = defaultdict(set)
    for (key, number), weight in sums.items():
        if sizes[number] >= SMALLEST and weight >= SAME * sizes[number]:
            fits[key].add(number)
    return len({number for numbers in fits.values() if len(numbers) == 1 for number in numbers}) >= FEWEST
