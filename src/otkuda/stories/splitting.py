"""Stories → the articles that turn out to round several of them up, though their headline does not say so.

An article that falls into parts is one where at least two parts fit stories of their own. One that only reminds of
another event besides its own has one such part.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from math import fsum
from typing import TYPE_CHECKING

from otkuda.stories.matching import match
from otkuda.stories.weights import SAME

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from otkuda.stories.clustering import Edge
    from otkuda.stories.item import Item

FEWEST = 2  # stories of a round-up, each by a part of its own
SMALLEST = 2  # articles of a story that a part may fit
MOST = 2  # times as many as those with which the article was compared


def round_ups(groups: Sequence[Sequence[Item]], edges: Iterable[Edge]) -> frozenset[str]:
    """Return the contents of the items whose parts fit several groups; ``edges`` are the pairs that were compared."""
    groups = _without_hubs(groups)
    place = {one.key: number for number, group in enumerate(groups) for one in group}
    near = _near(edge for edge in edges if edge.one in place and edge.other in place)
    items = {one.key: one for group in groups for one in group}
    falling = [one for one in items.values() if one.parts]
    return frozenset(one.content for one in falling if _fits_several(one, _near_groups(one, groups, place, near)))


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


def _near_groups(
    one: Item, groups: Sequence[Sequence[Item]], place: Mapping[str, int], near: Mapping[str, set[str]]
) -> list[list[Item]]:
    """Return the groups of several articles most of which an article was compared with; itself and copies left out."""
    counted = Counter(place[key] for key in near[one.key])
    found = (_without_copies(groups[number], one) for number in sorted(counted) if counted[number] >= SMALLEST)
    return [group for group in found if len(group) <= MOST * sum(other.key in near[one.key] for other in group)]


def _without_copies(group: Sequence[Item], one: Item) -> list[Item]:
    heads = {other.content: other for other in reversed(group)}
    return [other for other in heads.values() if other.content != one.content]


def _fits_several(one: Item, groups: Sequence[Sequence[Item]]) -> bool:
    """Do at least two parts of an article fit a group each, and no other?"""
    if len(groups) < FEWEST:
        return False
    fits = ([number for number, group in enumerate(groups) if _fits(part, group)] for part in one.parts)
    return len({numbers[0] for numbers in fits if len(numbers) == 1}) >= FEWEST


def _fits(part: Item, group: Sequence[Item]) -> bool:
    return len(group) >= SMALLEST and fsum(match(part, other).weight for other in group) >= SAME * len(group)
