"""The store: where it is, its transactions, its locks, its backup.

All SQL of otkuda is in this package. A function of it takes a ``Connection`` that ``reading`` or ``writing`` gave.
"""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError

from otkuda.errors import StoreError
from otkuda.store.migrations import migrate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType
    from typing import Self

    from sqlalchemy import Connection, Engine


class Store:
    """An open store. ``where`` names it for a person (without a password)."""

    def __init__(self, engine: Engine, where: str) -> None:
        self.engine = engine
        self.where = where

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the store. StoreError where it cannot be read."""
        with self._transaction(writing=False) as conn:
            yield conn

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection whose changes are committed together at the end, or not at all where an error leaves it.

        One writes at a time; the others wait for 30 seconds, then get StoreError.
        """
        with self._transaction(writing=True) as conn:
            yield conn

    @contextmanager
    def _transaction(self, *, writing: bool) -> Iterator[Connection]:
        try:
            with self.engine.connect() as conn:
                conn.execution_options(otkuda_writing=writing)
                with conn.begin():
                    yield conn
        except DBAPIError as error:
            raise self._explained(error) from error

    def _explained(self, error: DBAPIError) -> StoreError:
        return StoreError(f"{self.where}: {error.orig}")

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_store(where: str | Path) -> Store:
    """Open a store, make it where it is missing, bring it up to date.

    ``where`` is a file for SQLite or an address ``postgresql://user@host/database``. StoreError says what is wrong.
    """
    from otkuda.store import sqlite

    store = Store(sqlite.engine(Path(where)), str(where))
    with store.writing() as conn:
        migrate(conn, store.where)
    return store
