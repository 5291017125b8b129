"""The tree of a query → what is looked for in the index: each word as the keys that it may have there.

What an index of full text is and how it is asked, each database has in a module of its own: ``FullText``.
"""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, NamedTuple, Protocol

from otkuda.lang.search_keys import query_keys
from otkuda.store.query import All, Not, Prefix, Words

if TYPE_CHECKING:
    from sqlalchemy import Connection, Select

    from otkuda.store.index import Terms
    from otkuda.store.query import Node

MOST_PHRASES = 1_024  # ways to read one phrase; beyond, its most ambiguous words lose their rarest keys


def readings(words: Words) -> list[list[str]]:
    """Return the keys that each word of a phrase may have, the same in every database."""
    found = [list(query_keys(form)) for form in words.forms]
    while len(found) > 1 and prod(map(len, found)) > MOST_PHRASES:
        max(found, key=len).pop()
    return found


class Ranked(NamedTuple):
    """The number of a row that is found, and how well it fits (more is better)."""

    number: int
    score: float


class Sought(NamedTuple):
    """What is looked for in a table of words: the tree of the words, and the name of the speaker, all of it."""

    table: str
    node: Node
    speaker: Words


class FullText(Protocol):
    """The full text of one database."""

    def write(self, conn: Connection, name: str, rows: list[tuple[int, Terms]]) -> None:
        """Write rows; those that are there already are replaced."""

    def read(self, conn: Connection, name: str, after: int, count: int) -> list[tuple[int, Terms]]:
        """Return the next rows after a number, in order."""

    def lay_out(self, conn: Connection, name: str, to: str, numbers: list[int]) -> None:
        """Copy some rows into an index of their own, for this transaction."""

    def matching(self, sought: Sought) -> Select[int]:
        """Return the numbers of what is found."""

    def last(self, conn: Connection, sought: Sought, count: int) -> list[int]:
        """Return the greatest numbers of what is found, the greatest first."""

    def weighed(self, conn: Connection, sought: Sought, numbers: list[int]) -> list[Ranked]:
        """Return how well the rows fit."""


def full_text(conn: Connection) -> FullText:
    """Return the full text of the database."""
    if conn.dialect.name == "sqlite":
        from otkuda.store import fts5

        return fts5
    from otkuda.store import tsvector

    return tsvector


def looked_for(node: Node) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the keys and the beginnings that a hit may show: those that are not under a NOT."""
    if isinstance(node, Words):
        return frozenset(key for keys in readings(node) for key in keys), ()
    if isinstance(node, Prefix):
        return frozenset(), (node.start,)
    if isinstance(node, Not):
        return frozenset(), ()
    found = [looked_for(one) for one in node.nodes]
    keys = frozenset[str]().union(*(keys for keys, _ in found))
    return keys, tuple(start for _, starts in found for start in starts)


def parted(node: All) -> tuple[list[Node], list[Node]]:
    """Return what must be found and what must not."""
    wanted: list[Node] = [one for one in node.nodes if not isinstance(one, Not)]
    return wanted, [one.node for one in node.nodes if isinstance(one, Not)]
