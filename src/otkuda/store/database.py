"""The store: where it is, its transactions, its locks, its backup.

All SQL of otkuda is in this package. A function of it takes a ``Connection`` that ``reading`` or ``writing`` gave.
"""

from __future__ import annotations

from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from otkuda.errors import StoreError
from otkuda.store.migrations import apply, missing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType
    from typing import Self

    from sqlalchemy import Connection, Engine

    from otkuda.store.claims import Claims


class Backend(Protocol):
    """What a database does in its own way. ``where`` names it for a person, without a password."""

    where: str
    engine: Engine

    def explain(self, error: Exception) -> str | None:
        """Return what is wrong and what to do, in one line; None where the error is a fault of ours."""

    def lock(self, name: str) -> AbstractContextManager[bool]:
        """Hold a lock that ends with the process; False where another holds it."""

    def analyse(self) -> None:
        """Let the database learn how much its tables hold, where that has changed enough to matter."""

    def collecting(self) -> AbstractContextManager[Claims | None]:
        """Give what a collector claims hosts with; None where only one may collect, and another does."""

    def backup(self, file: Path) -> None:
        """Write a copy of one state, checked, while others go on."""


class Store:
    """An open store. Safe to use from several threads, each with connections of its own."""

    def __init__(self, backend: Backend) -> None:
        self.backend = backend
        self.where = backend.where

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
        with self._explaining(), self.backend.engine.connect() as conn:
            conn.execution_options(otkuda_writing=writing)
            with conn.begin():
                yield conn

    @contextmanager
    def lock(self, name: str) -> Iterator[None]:
        """Be the only one who does ``name`` («collect») on this store. A second one gets StoreError."""
        with self._explaining(), self.backend.lock(name) as is_ours:
            if not is_ours:
                raise self._taken(name)
            yield

    def analyse(self) -> None:
        """Let the database plan by how much there is. Cheap where that has not doubled; whoever adds much calls it."""
        with self._explaining():
            self.backend.analyse()

    @contextmanager
    def collecting(self) -> Iterator[Claims]:
        """Give what a collector claims hosts with; StoreError where only one may collect, and another does."""
        with self._explaining(), self.backend.collecting() as claims:
            if claims is None:
                raise self._taken("collect")
            yield claims

    def _taken(self, name: str) -> StoreError:
        return StoreError(f"{self.where}: another «{name}» is running on it; wait for its end or stop it")

    def backup(self, file: str | Path) -> None:
        """Write a copy of the store to a file while others go on reading and writing. StoreError says why it cannot."""
        with self._explaining():
            self.backend.backup(Path(file))

    @contextmanager
    def _explaining(self) -> Iterator[None]:
        try:
            yield
        except Exception as error:
            said = self.backend.explain(error)
            if said is None:
                raise
            raise StoreError(f"{self.where}: {said}") from error

    def close(self) -> None:
        """Close all connections."""
        self.backend.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_store(where: str | Path) -> Store:
    """Open a store, make it where it is missing, bring it up to date.

    ``where`` is a file for SQLite or an address ``postgresql://user@host/database``. StoreError says what is wrong: a
    file that is no store, a damaged one, one of a newer otkuda, a server that does not answer.
    """
    store = Store(_backend(where))
    try:
        with store.reading() as conn:
            steps = missing(conn, store.where)
        for step in steps:
            with store.writing() as conn:
                if step in missing(conn, store.where):  # another process may have been quicker
                    apply(conn, step)
        store.analyse()
    except BaseException:
        store.close()
        raise
    return store


def _backend(where: str | Path) -> Backend:
    if isinstance(where, str) and where.startswith(("postgresql:", "postgresql+", "postgres:")):
        from otkuda.store.postgres import Postgres

        return Postgres(where)
    from otkuda.store.sqlite import Sqlite

    return Sqlite(Path(where))
