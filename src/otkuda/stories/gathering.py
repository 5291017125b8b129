"""Articles → stories: the same whatever the order of arrival; a round-up belongs to several."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from otkuda.stories.candidates import pairs
from otkuda.stories.clustering import Edge, cluster
from otkuda.stories.hubs import hubs, with_fitting
from otkuda.stories.item import joined_copies
from otkuda.stories.matching import match
from otkuda.stories.naming import named
from otkuda.stories.parts import items
from otkuda.stories.splitting import round_ups

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from otkuda.model import Carrier, Story
    from otkuda.stories.item import Item
    from otkuda.stories.names import Spell

_END = float("inf")


def gather(
    carriers: Sequence[Carrier], spell: Spell, statements: Mapping[str, AbstractSet[str]] | None = None
) -> tuple[Story, ...]:
    """Return the stories of some articles, earliest first; each article is in one at least.

    ``spell`` gives the skeletons of a word in which its spellings over alphabets meet, ``statements`` the ids of the
    statements that an article carries, by the id of its version.
    """
    carried = statements or {}
    told = [one for carrier in carriers for one in items(carrier, spell, frozenset(carried.get(carrier.id, ())))]
    return of_items(told)


def of_items(told: Iterable[Item]) -> tuple[Story, ...]:
    """Return the stories of articles that are read already."""
    told = sorted(told, key=_order)
    groups, edges = _grouped(told, {})
    falling = round_ups(groups, edges)
    if falling:
        parts = [part for one in told for part in (one.parts if one.content in falling else (one,))]
        groups, _ = _grouped(sorted(parts, key=_order), _still_known(told, parts, edges))
    return _stories(groups)


def _still_known(told: Iterable[Item], parts: Iterable[Item], edges: Iterable[Edge]) -> dict[tuple[str, str], float]:
    """Return the weights of the pairs that are compared again as they were: those without a new copy of one."""
    old = {one.key for one in told}
    new = {one.content for one in parts if one.key not in old}
    same = {one.key for one in told if one.content not in new}
    return {(one, other): weight for one, other, weight in edges if one in same and other in same}


def _grouped(told: Iterable[Item], known: Mapping[tuple[str, str], float]) -> tuple[list[list[Item]], list[Edge]]:
    """Return items, in the order of their days, as groups, and the pairs that were compared, ``known`` or not.

    Copies go where the first of them goes, so that a thousand of them weigh no more than one.
    """
    alike: dict[str, list[Item]] = defaultdict(list)
    for one in told:
        alike[one.content].append(one)
    copies = {same[0].key: same for same in alike.values()}
    compared = pairs([joined_copies(same) for same in copies.values()])
    edges = [Edge(one.key, other.key, _weight(one, other, known)) for one, other in compared]
    dates = {key: same[0].day for key, same in copies.items()}
    return [[item for key in group for item in copies[key]] for group in _groups(dates, edges)], edges


def _weight(one: Item, other: Item, known: Mapping[tuple[str, str], float]) -> float:
    weight = known.get((one.key, other.key))
    return match(one, other).weight if weight is None else weight


def _groups(dates: Mapping[str, float | None], edges: Sequence[Edge]) -> list[list[str]]:
    """Return the keys of items in groups.

    What would glue groups is set aside until they are there: hubs go to each that they fit, and what has no date to
    the one that it fits best, for it may be of any time.
    """
    undated = frozenset(key for key, day in dates.items() if day is None)
    aside = hubs(_without(edges, undated))
    firm = [key for key in dates if key not in aside | undated]
    groups = with_fitting(_clustered(firm, edges), edges, aside, undated)
    joined = {key for group in groups for key in group}
    groups += _clustered([key for key in dates if key in undated - joined], edges)
    return groups + [[key] for key in sorted(aside - joined)]


def _clustered(keys: Sequence[str], edges: Iterable[Edge]) -> list[list[str]]:
    """Return the groups of some items, and each that is in none alone."""
    wanted = frozenset(keys)
    groups = cluster(edge for edge in edges if edge.one in wanted and edge.other in wanted)
    joined = {key for group in groups for key in group}
    return groups + [[key] for key in keys if key not in joined]


def _without(edges: Iterable[Edge], keys: frozenset[str]) -> list[Edge]:
    return [edge for edge in edges if keys.isdisjoint((edge.one, edge.other))]


def _order(item: Item) -> tuple[float, str, str]:
    return (_END if item.day is None else item.day), item.address, item.key


def _stories(groups: Iterable[Sequence[Item]]) -> tuple[Story, ...]:
    """Return the groups as stories; a part of a round-up that fits nothing is none, unless no part of it does."""
    groups = [sorted(group, key=_order) for group in groups]
    several = [group for group in groups if len({item.text for item in group}) > 1]
    placed = {item.text for group in several for item in group}
    alone: dict[str, Sequence[Item]] = {}
    for group in groups:
        if group[0].text not in placed:
            alone.setdefault(group[0].text, group)
    return named([*several, *alone.values()])
