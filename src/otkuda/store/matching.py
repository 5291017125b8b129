"""The tree of a query → what is looked for in the index: each word as the keys that it may have there."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, NamedTuple

from otkuda.lang.search_keys import query_keys
from otkuda.store.query import All, Not, Prefix, Words

if TYPE_CHECKING:
    from otkuda.store.query import Node

MOST_PHRASES = 64  # ways to read one phrase; beyond, its most ambiguous words lose their rarest keys


def readings(words: Words, language: str | None) -> list[list[str]]:
    """Return the keys that each word of a phrase may have, the same in every database."""
    found = [sorted(query_keys(form, language), key=lambda key: (len(key), key)) for form in words.forms]
    while len(found) > 1 and prod(map(len, found)) > MOST_PHRASES:
        max(found, key=len).pop()
    return found


class Ranked(NamedTuple):
    """The number of a row that is found, and how well it fits (more is better)."""

    number: int
    score: float


def looked_for(node: Node, language: str | None) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the keys and the beginnings that a hit may show: those that are not under a NOT."""
    if isinstance(node, Words):
        return frozenset(key for keys in readings(node, language) for key in keys), ()
    if isinstance(node, Prefix):
        return frozenset(), (node.start,)
    if isinstance(node, Not):
        return frozenset(), ()
    found = [looked_for(one, language) for one in node.nodes]
    keys = frozenset[str]().union(*(keys for keys, _ in found))
    return keys, tuple(start for _, starts in found for start in starts)


def parted(node: All) -> tuple[list[Node], list[Node]]:
    """Return what must be found and what must not."""
    wanted: list[Node] = [one for one in node.nodes if not isinstance(one, Not)]
    return wanted, [one.node for one in node.nodes if isinstance(one, Not)]
