"""What is SQLite's own: how a file is opened, what its errors mean, its lock, its backup."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, create_engine, event
from sqlalchemy.exc import DBAPIError, OperationalError

from otkuda.errors import StoreError
from otkuda.store.claims import Sole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection

    from otkuda.store.claims import Claims

BUSY_SECONDS = 30
MAPPED = 2**36  # bytes of the file that are read through the system's cache, all of it as far as SQLite allows (2 GB)
KEPT_OPEN = 10  # connections
BACKUP_PAGES = 1_000  # 4 MB a step
ANALYSED = 1_000  # entries of an index that are looked at for how many are alike
WORTH_IT = 1_000  # versions, from which on it matters which index is used

SAID = {
    sqlite3.SQLITE_BUSY: f"another process has been writing for {BUSY_SECONDS} seconds; try again when it has ended",
    sqlite3.SQLITE_LOCKED: f"another process has been writing for {BUSY_SECONDS} seconds; try again when it has ended",
    sqlite3.SQLITE_PERM: "no permission to write it; check the owner of the file and of its folder",
    sqlite3.SQLITE_READONLY: "it is read-only; make the file and its folder writable, or name another store",
    sqlite3.SQLITE_IOERR: "the disk failed to read or write; check its space and its health",
    sqlite3.SQLITE_CORRUPT: "the file is damaged; put the last backup in its place (the damaged file may hold more)",
    sqlite3.SQLITE_FULL: "the disk is full; make room and run the command again, what was committed is kept",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened; check that its folder exists and is writable",
    sqlite3.SQLITE_NOTADB: "it is not a store of otkuda, or its beginning is damaged; name another file or restore it",
    sqlite3.SQLITE_TOOBIG: "a text or page is larger than SQLite takes (1 GB); it was not kept",
}


class Sqlite:
    """A store in one file."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.where = str(file)
        self.engine = create_engine(
            URL.create("sqlite", database=str(file)),
            connect_args={"timeout": BUSY_SECONDS},
            pool_size=KEPT_OPEN,
            max_overflow=-1,  # connections are as many as threads ask for: none of these waits for another's
            hide_parameters=True,  # an error is logged, and values may be secrets
        )
        event.listen(self.engine, "connect", self._prepare)
        event.listen(self.engine, "begin", _begin)
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"{file}: its folder cannot be made ({error.strerror}); name another store") from error

    def _prepare(self, connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's, as SQLAlchemy wraps it
        connection.isolation_level = None  # transactions are SQLAlchemy's, begun below, not the driver's
        # NORMAL: a commit is in the file's log when it returns, so that kill -9 loses nothing; only a loss of power may
        # take the last commits, never the order or the health of the file. FULL would sync the disk at every commit.
        pragmas = (
            "foreign_keys = ON",
            "journal_mode = WAL",
            "synchronous = NORMAL",
            f"mmap_size = {MAPPED}",
            f"analysis_limit = {ANALYSED}",
        )
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    def explain(self, error: Exception) -> str | None:
        """Return what is wrong and what to do, in one line; None where the error is a fault of ours."""
        cause = error.orig if isinstance(error, DBAPIError) else error
        return SAID.get(getattr(cause, "sqlite_errorcode", 0) & 0xFF) if isinstance(cause, sqlite3.Error) else None

    @contextmanager
    def lock(self, name: str) -> Iterator[bool]:
        """Hold a lock on a file beside the store's; the system frees it when the process ends, however it ends."""
        from filelock import FileLock, Timeout

        lock = FileLock(f"{self.file}.{name}.lock", timeout=0)
        try:
            lock.acquire()
        except Timeout:
            yield False
            return
        except OSError as error:
            raise StoreError(f"{lock.lock_file}: cannot be made ({error.strerror}); check its folder") from error
        try:
            yield True
        finally:
            lock.release()

    def analyse(self) -> None:
        """Count anew what the tables hold where that has doubled. SQLite chooses its indexes by it, blindly without."""
        with self.engine.connect() as conn, conn.begin():
            is_due = _has_doubled(conn)
        if is_due:
            with suppress(OperationalError), self.engine.connect() as conn:  # another writes: next time will do
                conn.execution_options(otkuda_writing=True)
                with conn.begin():
                    conn.exec_driver_sql("ANALYZE")

    @contextmanager
    def collecting(self) -> Iterator[Claims | None]:
        """Let one process collect: a file is of one machine, and one collector uses all of that."""
        with self.lock("collect") as is_ours:
            yield Sole() if is_ours else None

    def backup(self, file: Path) -> None:
        """Copy the store page by page in one read transaction, check the copy, put it at its place."""
        if file.exists() and file.samefile(self.file):
            raise StoreError(f"{file} is the store itself; name another file for its backup")
        part = file.with_name(file.name + ".part")
        try:
            self._copy(part)
            part.replace(file)
        except (OSError, sqlite3.Error) as error:
            raise StoreError(f"{file}: the backup could not be written: {error}; name another file") from error
        finally:
            part.unlink(missing_ok=True)

    def _copy(self, part: Path) -> None:
        part.unlink(missing_ok=True)
        with closing(sqlite3.connect(self.file, timeout=BUSY_SECONDS)) as ours, closing(sqlite3.connect(part)) as copy:
            # a read transaction that stays open: else each commit of another process would start the copy again
            ours.isolation_level = None
            ours.execute("BEGIN")
            ours.execute("SELECT count(*) FROM migrations").fetchone()
            ours.backup(copy, pages=BACKUP_PAGES)
            copy.execute("PRAGMA journal_mode = DELETE")
            found = copy.execute("PRAGMA quick_check(1)").fetchone()[0]
        if found != "ok":
            raise StoreError(f"{self.file}: the copy is not sound ({found}); the store is damaged, keep older backups")


def _has_doubled(conn: Connection) -> bool:
    """Are there twice as many versions as were counted? Of a table without an index, SQLite keeps the number itself."""
    many = conn.exec_driver_sql("SELECT max(number) FROM versions").scalar() or 0
    if many < WORTH_IT:
        return False
    if not conn.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_stat1'").scalar():
        return True
    counted = conn.exec_driver_sql("SELECT stat FROM sqlite_stat1 WHERE tbl = 'version_words_docsize'").scalar()
    return many >= 2 * int(counted or 0)


def _begin(conn: Connection) -> None:
    conn.exec_driver_sql("BEGIN IMMEDIATE" if conn.get_execution_options().get("otkuda_writing") else "BEGIN")
