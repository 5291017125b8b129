"""Stories → the articles that turn out to round several of them up, though their headline does not say so.

An article that falls into parts is one where at least two parts fit stories of their own. One that only reminds of
another event besides its own has one such part.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from math import fsum
from typing import TYPE_CHECKING

from otkuda.stories.candidates import ENOUGH, keys
from otkuda.stories.clustering import UNLIKE
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
    fitting = _Fitting()
    falling = [one for one in items.values() if one.parts]
    return frozenset(
        one.content for one in falling if fitting.fits_several(one, _near_groups(one, groups, place, near))
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


def _near_groups(
    one: Item, groups: Sequence[Sequence[Item]], place: Mapping[str, int], near: Mapping[str, set[str]]
) -> list[list[Item]]:
    """Return the groups of several articles most of which an article was compared with, its own first.

    Itself and copies are left out.
    """
    counted = Counter(place[key] for key in near[one.key])
    ordered = sorted(counted, key=lambda number: (number != place[one.key], number))
    found = (_without_copies(groups[number], one) for number in ordered if counted[number] >= SMALLEST)
    return [group for group in found if len(group) <= MOST * sum(other.key in near[one.key] for other in group)]


def _without_copies(group: Sequence[Item], one: Item) -> list[Item]:
    heads = {other.content: other for other in reversed(group)}
    return [other for other in heads.values() if other.content != one.content]


class _Fitting:
    """Which parts fit which groups. Holds what each item tells: it is asked for again and again."""

    def __init__(self) -> None:
        self._told: dict[str, dict[str, float]] = {}

    def fits_several(self, one: Item, groups: Sequence[Sequence[Item]]) -> bool:
        """Do at least two parts of an article fit a group each, and no other?

        Most articles have parts that fit their own group alone, the first: the others are asked before it.
        """
        if not any(self._fits(part, group) for group in groups[1:] for part in one.parts):
            return False
        fits = ([number for number, group in enumerate(groups) if self._fits(part, group)] for part in one.parts)
        return len({numbers[0] for numbers in fits if len(numbers) == 1}) >= FEWEST

    def _fits(self, part: Item, group: Sequence[Item]) -> bool:
        return len(group) >= SMALLEST and fsum(self._weight(part, other) for other in group) >= SAME * len(group)

    def _weight(self, part: Item, other: Item) -> float:
        """Return how alike two are; as in groups, those that are no candidates are unlike."""
        ours, theirs = self._keys(part), self._keys(other)
        shared = fsum(ours[key] for key in ours.keys() & theirs.keys())
        return match(part, other).weight if shared >= ENOUGH else UNLIKE

    def _keys(self, item: Item) -> dict[str, float]:
        if item.key not in self._told:
            self._told[item.key] = {key: tells for key, tells, _ in keys(item)}
        return self._told[item.key]
