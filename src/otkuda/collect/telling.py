"""Statements out of the store, each with the articles that carry it; those that a query asks for, in bounded memory."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from otkuda.export.telling import Told, told, versions_of_all
from otkuda.store import Query
from otkuda.store.choosing import Place, found_among
from otkuda.store.statements import all_statements, carriers_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Connection

    from otkuda.model import Carrier, Statement

BATCH = 500  # articles that are in memory at a time, unless one statement has more


def every_statement(conn: Connection, query: Query) -> Iterator[Told]:
    """Yield the statements of which a query finds an appearance, each whole, in the order of their ids."""
    for batch in _batches(all_statements(conn)):
        yield from _with_articles(conn, _chosen(conn, batch, query))


def with_articles(conn: Connection, statements: Iterable[Statement]) -> Iterator[Told]:
    """Yield statements with the articles that carry them."""
    for batch in _batches(statements):
        yield from _with_articles(conn, batch)


def _batches(statements: Iterable[Statement]) -> Iterator[list[Statement]]:
    batch: list[Statement] = []
    size = 0
    for one in statements:
        batch.append(one)
        size += len(one.appearances)
        if size >= BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _with_articles(conn: Connection, statements: list[Statement]) -> Iterator[Told]:
    carriers: dict[str, Carrier] = {}
    for some in _some(versions_of_all(statements)):
        carriers |= carriers_of(conn, some)
    yield from filter(None, (told(one, carriers) for one in statements))


def _some(version_ids: set[str]) -> Iterator[set[str]]:
    """Yield ids of versions, not more at a time than a database takes in one question."""
    ids = iter(sorted(version_ids))
    while some := set(islice(ids, BATCH)):
        yield some


def _chosen(conn: Connection, batch: list[Statement], query: Query) -> list[Statement]:
    """Return the statements that a query finds: words, a speaker and a kind in what was said, the rest in articles."""
    query = replace(query, all_versions=True)
    if query == Query(all_versions=True):
        return batch
    is_of_words = bool(query.words or query.speaker or query.kind)
    found: set[Place] = set()
    for some in _some(versions_of_all(batch)):
        found |= found_among(conn, query, some, of_attributions=is_of_words)
    return [
        one
        for one in batch
        if any(Place(each.carrier, each.position if is_of_words else None) in found for each in one.appearances)
    ]
