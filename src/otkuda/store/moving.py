"""A store → an empty one, in the other database or in the same: every row of every table, and checked.

All is one transaction of the new store: whatever ends it half-way leaves that empty. Rows go as the databases hold
them, in batches; each table is read again from the new store, and must give the same count and the same digest.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, partial
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Column, MetaData, Table, TypeDecorator, inspect, literal, select, tuple_

from otkuda.errors import StoreError
from otkuda.store import (  # noqa: F401 - each adds its tables to those of the schema
    dossier_schema,
    entity_schema,
    feed_schema,
    story_schema,
    user_schema,
    watching_schema,
)
from otkuda.store.counters import counters, put_counters
from otkuda.store.index import GAP
from otkuda.store.matching import full_text
from otkuda.store.rows import put_new
from otkuda.store.schema import contents, metadata
from otkuda.store.tsvector import tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection
    from sqlalchemy.types import TypeEngine

    from otkuda.store.database import Store
    from otkuda.store.index import Terms

BATCH = 500  # rows
FEW = 20  # rows that may be of some megabytes each
INDEXES = ("version_words", "attribution_words")


class Moved(NamedTuple):
    """A table that is the same in both stores; the digest tells no order of rows."""

    table: str
    rows: int
    digest: str


@dataclass(slots=True)
class Sum:
    """How many rows there are, and the sum of their digests."""

    rows: int = 0
    digests: int = 0

    def add(self, row: object) -> None:
        """Take in a row."""
        self.rows += 1
        digest = blake2b(repr(row).encode("utf-8", "surrogatepass"), digest_size=16).digest()
        self.digests = (self.digests + int.from_bytes(digest, "big")) % 2**128


@dataclass(frozen=True, slots=True)
class Part:
    """A table, or an index of words.

    ``next`` gives some rows after one, ``put`` writes some, ``plain`` is what of a row both databases hold.
    """

    name: str
    next: Callable[[Connection, Any], list[Any]]
    put: Callable[[Connection, list[Any]], None]
    plain: Callable[[Any], object]

    def batches(self, conn: Connection) -> Iterator[list[Any]]:
        """Give all rows."""
        last = None
        while rows := self.next(conn, last):
            yield rows
            last = rows[-1]


def how_many(source: Store) -> int:
    """Return how many steps it will take: each row is copied and checked."""
    with source.reading() as conn:
        tables = [f"SELECT count(*) FROM {part.name}" for part in _parts(conn)]  # noqa: S608
        return 2 * sum(int(conn.exec_driver_sql(one).scalar_one()) for one in tables)


def move(source: Store, target: Store) -> Iterator[Moved | None]:
    """Copy a store into an empty one. Yields None for each row that was copied or checked, and each table at its end.

    StoreError where the target is not empty, or does not hold what was written into it; it is as it was then.
    """
    with source.reading() as old, target.writing() as new:
        parts = _parts(new)
        for part in parts:
            if part.next(new, None):
                raise StoreError(f"{target.where} is not empty (its {part.name} has rows); name a new file or database")
        for part in parts:
            yield from _copied(part, old, new, target.where)
        put_counters(new, metadata.sorted_tables, counters(old, metadata.sorted_tables))


def _copied(part: Part, old: Connection, new: Connection, where: str) -> Iterator[Moved | None]:
    written, found = Sum(), Sum()
    for rows in part.batches(old):
        part.put(new, rows)
        for row in rows:
            written.add(part.plain(row))
            yield None
    for rows in part.batches(new):
        for row in rows:
            found.add(part.plain(row))
            yield None
    if written != found:
        raise StoreError(f"{where}: {part.name} does not hold what was written into it; nothing was kept")
    yield Moved(part.name, found.rows, f"{found.digests:032x}")


def _parts(conn: Connection) -> list[Part]:
    """All that a store holds, in an order in which each row comes after those that it refers to."""
    names = [name for name, _ in inspect(conn).get_sorted_table_and_fkc_names() if name and name in metadata.tables]
    return [*(_part(metadata.tables[name]) for name in names), *(_index(name) for name in INDEXES)]


def _part(table: Table) -> Part:
    plain = _plain(table)
    count = FEW if table is contents else BATCH
    return Part(table.name, partial(_next, plain, count), partial(_put, plain), tuple)


@cache
def _plain(table: Table) -> Table:
    """The table with its values as the database holds them, which nothing is lost or gained by."""
    columns = (Column(one.name, _held(one.type), primary_key=one.primary_key) for one in table.columns)
    return Table(table.name, MetaData(), *columns)


def _held(kind: TypeEngine[Any]) -> TypeEngine[Any]:
    return kind.impl_instance if isinstance(kind, TypeDecorator) else kind


def _next(table: Table, count: int, conn: Connection, last: Any) -> list[Any]:  # noqa: ANN401 - a row
    keys = list(table.primary_key)
    chosen = select(table).order_by(*keys).limit(count)
    if last is not None:
        values = tuple_(*(literal(getattr(last, key.name), key.type) for key in keys))
        chosen = chosen.where(tuple_(*keys) > values)
    return list(conn.execute(chosen))


def _put(table: Table, conn: Connection, rows: list[Any]) -> None:
    put_new(conn, table, *(row._asdict() for row in rows))


def _index(name: str) -> Part:
    def following(conn: Connection, last: tuple[int, Terms] | None) -> list[tuple[int, Terms]]:
        return full_text(conn).read(conn, name, last[0] if last else 0, BATCH)

    def put(conn: Connection, rows: list[tuple[int, Terms]]) -> None:
        full_text(conn).write(conn, name, rows)

    return Part(name, following, put, _tokens)


def _tokens(row: tuple[int, Terms]) -> object:
    """What both databases hold of the words of a text: PostgreSQL has the places of the first of them alone."""
    return row[0], sorted(one for one in tokens(*row) if not one.startswith(f"'{GAP}'"))
