"""What is PostgreSQL's own: its address, what its errors mean, its locks."""

from __future__ import annotations

import getpass
from contextlib import contextmanager
from hashlib import blake2b
from typing import TYPE_CHECKING

from sqlalchemy import URL, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.exc import TimeoutError as NoneFreeError

from otkuda.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection

    from otkuda.store.claims import Claims

LOCK_SECONDS = 30
# After a minute without an answer the server takes a client's machine for dead, and gives its locks to others.
KEEPALIVE = "SET tcp_keepalives_idle = 30; SET tcp_keepalives_interval = 10; SET tcp_keepalives_count = 3"
WRITER = 7_686_547  # the advisory lock of whoever writes: any number that another program hardly takes

SAID = {
    "08": "the server does not answer; check that it runs and that the address is right",
    "28": "the server refuses the user or the password; check the address",
    "3D": "the server has no such database; make it with createdb",
    "25006": "the server is read-only; name one that may be written",
    "42501": "the user may not do that; grant it the rights on the database",
    "53100": "the server's disk is full; make room and run the command again, what was committed is kept",
    "53300": "the server has no connection left; try again later",
    "55P03": f"another process has been writing for {LOCK_SECONDS} seconds; try again when it has ended",
    "57P": "the server is shutting down or starting; try again later",
    "XX001": "the server's data is damaged; restore the last backup",
    "XX002": "an index of the server is damaged; run REINDEX, or restore the last backup",
}


class Advisory:
    """Advisory locks of one connection as claims."""

    def __init__(self, conn: Connection) -> None:
        self.conn = conn

    def claim(self, name: str) -> bool:
        """Claim something; False where another connection has it."""
        return bool(self.conn.exec_driver_sql(f"SELECT pg_try_advisory_lock({_key(name)})").scalar())

    def release(self, name: str) -> None:
        """Let others have it."""
        self.conn.exec_driver_sql(f"SELECT pg_advisory_unlock({_key(name)})")


class Postgres:
    """A store in a database of a PostgreSQL server."""

    def __init__(self, address: str) -> None:
        url = _url(address)
        self.where = url.render_as_string(hide_password=True)
        self.engine = create_engine(url, hide_parameters=True)  # an error is logged, and values may be secrets
        event.listen(self.engine, "begin", _begin)

    def explain(self, error: Exception) -> str | None:
        """Return what is wrong and what to do, in one line; None where the error is a fault of ours."""
        if isinstance(error, NoneFreeError):
            return "all connections of this process have been at work for 30 seconds; try again later"
        if not isinstance(error, DBAPIError):
            return None
        state = _state(error.orig)
        if state is None:  # the driver's own error, not the server's: the connection failed
            is_lost = error.connection_invalidated or type(error.orig).__name__ == "InterfaceError"
            return f"{SAID['08']} ({error.orig})" if is_lost else None
        return SAID.get(state) or SAID.get(state[:3]) or SAID.get(state[:2])

    @contextmanager
    def lock(self, name: str) -> Iterator[bool]:
        """Hold an advisory lock on a connection of its own; the server frees it when the connection ends."""
        with self._alone() as conn:
            claims = Advisory(conn)
            is_ours = claims.claim(name)
            try:
                yield is_ours
            finally:
                if is_ours:
                    claims.release(name)

    @contextmanager
    def collecting(self) -> Iterator[Claims]:
        """Give the claims of one of many collectors; the server frees them when its connection ends."""
        with self._alone() as conn:
            try:
                yield Advisory(conn)
            finally:
                conn.invalidate()  # not into the pool: what it still holds ends with it

    @contextmanager
    def _alone(self) -> Iterator[Connection]:
        """Give a connection of its own, on which nothing is a transaction; the server soon notices where it is dead."""
        with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as conn:
            conn.exec_driver_sql(KEEPALIVE)
            yield conn

    def analyse(self) -> None:
        """Do nothing: the server's autovacuum counts what tables hold."""

    def backup(self, file: Path) -> None:
        """Say how a server is backed up."""
        raise StoreError(f"{self.where} is a PostgreSQL server; back it up with: pg_dump --format=custom --file={file}")


def _key(name: str) -> int:
    return int.from_bytes(blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big", signed=True)


def _url(address: str) -> URL:
    try:
        url = make_url(address)
    except ArgumentError as error:
        raise StoreError(f"{address}: no address of a database; write postgresql://user@host/database") from error
    query = dict(url.query)
    folder = query.pop("host", None)  # libpq's way to name the folder of a Unix socket
    if isinstance(folder, str):
        query["unix_sock"] = f"{folder}/.s.PGSQL.{query.pop('port', '5432')}"
    user = url.username or getpass.getuser()  # as libpq does
    return url.set(drivername="postgresql+pg8000", username=user, query=query)


def _state(error: BaseException | None) -> str | None:
    """The server's code of an error. Where it has hung up, the driver's complaint of that comes first."""
    while error is not None:
        if error.args and isinstance(error.args[0], dict):
            return str(error.args[0].get("C", ""))
        error = error.__context__
    return None


def _begin(conn: Connection) -> None:
    """One writes at a time, as in SQLite: what a function read in its transaction is still so when it writes."""
    is_writing = conn.get_execution_options().get("otkuda_writing")
    if is_writing:
        conn.exec_driver_sql(f"SET LOCAL lock_timeout = '{LOCK_SECONDS}s'")
        conn.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITER})")
    elif is_writing is False:
        conn.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
