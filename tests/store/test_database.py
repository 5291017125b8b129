"""Opening, migrating, locking, copying and losing a store."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import inspect

from otkuda.errors import StoreError
from otkuda.store import Store, import_position, keep, latest, open_store, save_position, sqlite
from otkuda.store.migrations import migrations
from otkuda.store.schema import metadata
from tests.store.made import ARTICLE, NOON, URL, page

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_migrations_make_the_tables_that_queries_see(store: Store) -> None:
    """Every table and column of the schema is in the database, in this order, and no other column."""
    with store.reading() as conn:
        for table in metadata.sorted_tables:
            columns = [column["name"] for column in inspect(conn).get_columns(table.name)]
            assert sorted(columns) == sorted(column.name for column in table.columns), table.name


def test_a_store_is_opened_again_as_it_was(where: str) -> None:
    """What was committed is there after closing, and no migration runs twice."""
    for expected in (None, "7"):
        with open_store(where) as store:
            with store.reading() as conn:
                assert import_position(conn, "a.warc") == expected
            with store.writing() as conn:
                save_position(conn, "a.warc", "7", NOON)


def test_migrations_are_numbered_without_a_gap() -> None:
    """Both databases have the same numbers, from 1 on."""
    for dialect in ("sqlite", "postgresql"):
        assert [one.number for one in migrations(dialect)] == list(range(1, len(migrations(dialect)) + 1))


def test_a_store_of_a_newer_otkuda_is_refused(store: Store, where: str) -> None:
    """A migration that we do not know is not guessed at."""
    with store.writing() as conn:
        conn.exec_driver_sql("INSERT INTO migrations VALUES (999, 'of-tomorrow')")
    with pytest.raises(StoreError, match="newer otkuda"):
        open_store(where)


def test_the_database_of_another_program_is_refused(where: str) -> None:
    """Our tables are never put beside those of others."""
    with open_store(where) as store, store.writing() as conn:
        conn.exec_driver_sql("ALTER TABLE migrations RENAME TO something")
    with pytest.raises(StoreError, match="another program"):
        open_store(where)


def test_what_fails_leaves_no_trace(store: Store) -> None:
    """A transaction is kept whole or not at all."""

    def fail() -> None:
        with store.writing() as conn:
            save_position(conn, "a.warc", "7", NOON)
            keep(conn, page(b"x"), ARTICLE, seen=NOON, read_by="1")
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    with store.reading() as conn:
        assert import_position(conn, "a.warc") is None
        assert latest(conn, URL) is None


def test_a_reader_sees_one_state(store: Store) -> None:
    """What another commits while a reader reads is not seen until its next transaction."""
    with store.reading() as conn:
        assert import_position(conn, "a.warc") is None
        with store.writing() as other:
            save_position(other, "a.warc", "7", NOON)
        assert import_position(conn, "a.warc") is None
    with store.reading() as conn:
        assert import_position(conn, "a.warc") == "7"


def test_writers_wait_for_each_other(store: Store) -> None:
    """Of many that add one to a number, none is lost."""

    def add() -> None:
        for _ in range(5):
            with store.writing() as conn:
                save_position(conn, "a.warc", str(int(import_position(conn, "a.warc") or 0) + 1), NOON)

    threads = [threading.Thread(target=add) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.reading() as conn:
        assert import_position(conn, "a.warc") == "20"


def test_a_lock_has_one_holder(store: Store, where: str) -> None:
    """A second one gets a line that names what runs; after the first has ended, the next one gets it."""
    with open_store(where) as other:
        with store.lock("collect"), pytest.raises(StoreError, match="«collect»"), other.lock("collect"):
            pytest.fail("two hold one lock")
        with other.lock("collect"), store.lock("import"):
            pass


def test_a_lock_ends_with_its_process(store: Store, where: str) -> None:
    """A holder that is killed holds nothing."""
    script = (
        "import sys, time; from otkuda.store import open_store; s = open_store(sys.argv[1]); "
        "l = s.lock('collect'); l.__enter__(); print('held', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-P", "-c", script, where], stdout=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stdout.readline() == b"held\n"
        with pytest.raises(StoreError), store.lock("collect"):
            pass
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    for _ in range(50):
        try:
            with store.lock("collect"):
                return
        except StoreError:
            threading.Event().wait(0.1)  # a server notices a lost connection a little later
    pytest.fail("the lock outlives its holder")


KEEPER = """
import sys
from datetime import timedelta
from otkuda.store import import_position, keep, open_store, save_position
from tests.store.made import NOON, saying, page
store = open_store(sys.argv[1])
with store.reading() as conn:
    done = int(import_position(conn, "a.warc") or 0)
for number in range(done, 100_000):
    with store.writing() as conn:
        url = f"https://zarya.example/{number}"
        keep(conn, page(b"%d" % number * 999, url), saying(f"Мост {number}", url), seen=NOON, read_by="1")
        save_position(conn, "a.warc", str(number + 1), NOON)
    print(number + 1, flush=True)
"""


def test_kill_loses_nothing_that_was_committed(where: str, root: Path) -> None:
    """After each of some kills, what was said to be kept is there, nothing is twice, and the next run goes on."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(root / "src"), str(root)])}
    for lines in (3, 20, 7):
        command = [sys.executable, "-P", "-c", KEEPER, where]
        with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as process:
            assert process.stdout
            told = [int(process.stdout.readline()) for _ in range(lines)][-1]
            os.kill(process.pid, signal.SIGKILL)
        with open_store(where) as store, store.reading() as conn:
            done = int(import_position(conn, "a.warc") or 0)
            assert done >= told
            for table in ("articles", "versions", "sightings", "contents"):
                assert conn.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() == done  # noqa: S608


def test_a_backup_is_a_store_of_one_moment(sqlite_store: Store, tmp_path: Path) -> None:
    """While another writes, the copy is whole, sound, and holds what was committed before it began."""
    with sqlite_store.writing() as conn:
        save_position(conn, "before", "1", NOON)
    ended = threading.Event()

    def write() -> None:
        while not ended.is_set():
            with sqlite_store.writing() as conn:
                save_position(conn, os.urandom(8).hex(), "x" * 10_000, NOON)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for _ in range(3):
            sqlite_store.backup(tmp_path / "copy.db")
    finally:
        ended.set()
        writer.join()
    with open_store(tmp_path / "copy.db") as copy, copy.reading() as conn:
        assert import_position(conn, "before") == "1"
        assert conn.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    assert not list(tmp_path.glob("*.part"))


def test_a_backup_that_cannot_be_written_says_so(sqlite_store: Store, tmp_path: Path) -> None:
    """A missing folder, and the store itself."""
    with pytest.raises(StoreError, match="could not be written"):
        sqlite_store.backup(tmp_path / "none" / "copy.db")
    with pytest.raises(StoreError, match="the store itself"):
        sqlite_store.backup(tmp_path / "store.db")


def test_a_server_is_backed_up_by_its_own_tool(empty_database: str) -> None:
    """One line names it, without the password."""
    with open_store(empty_database.replace("postgres@", "postgres:secret@")) as store:
        with pytest.raises(StoreError, match="pg_dump") as raised:
            store.backup("copy.db")
        assert "secret" not in str(raised.value)


def _no_database(file: Path) -> None:
    file.write_bytes(b"This is a letter, not a database. " * 100)


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:20_000])


def _scribbled(file: Path) -> None:
    size = file.stat().st_size
    with file.open("r+b") as opened:
        opened.seek(4096)
        opened.write(b"\xff" * (size - 4096))


def _folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


@pytest.mark.parametrize("damage", [_no_database, _cut, _scribbled, _folder])
def test_a_damaged_file_is_one_line(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    """What, where, what to do; never a traceback of the driver's."""
    file = tmp_path / "store.db"
    with open_store(file) as store, store.writing() as conn:
        for number in range(50):
            keep(conn, page(os.urandom(2000)), ARTICLE, seen=NOON.replace(minute=number), read_by="1")
    damage(file)
    with pytest.raises(StoreError) as raised, open_store(file) as store, store.writing() as conn:  # noqa: PT012
        keep(conn, page(b"x"), ARTICLE, seen=NOON, read_by="1")
        conn.exec_driver_sql("SELECT count(*) FROM sightings NOT INDEXED WHERE headers != ''").all()
    assert str(raised.value).startswith(str(file))
    assert "\n" not in str(raised.value)


def test_a_locked_store_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A writer that does not end is not waited for without end."""
    open_store(tmp_path / "store.db").close()
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.1)
    other = sqlite3.connect(tmp_path / "store.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with open_store(tmp_path / "store.db") as store:
        with pytest.raises(StoreError, match="another process has been writing"), store.writing():
            pass
        other.close()
        with store.writing() as conn:
            save_position(conn, "a.warc", "7", NOON)


@pytest.mark.parametrize(
    ("pragma", "said"), [("max_page_count = 60", "the disk is full"), ("query_only = ON", "read-only")]
)
def test_a_full_or_read_only_disk_is_one_line(sqlite_store: Store, pragma: str, said: str) -> None:
    """And what was committed before is there."""
    with sqlite_store.writing() as conn:
        save_position(conn, "a.warc", "7", NOON)
    with pytest.raises(StoreError, match=said), sqlite_store.writing() as conn:  # noqa: PT012 - whichever fails
        conn.exec_driver_sql(f"PRAGMA {pragma}")
        save_position(conn, "a.warc", "8", NOON)
        keep(conn, page(os.urandom(1_000_000)), ARTICLE, seen=NOON, read_by="1")
    with sqlite_store.reading() as conn:
        assert import_position(conn, "a.warc") == "7"


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("postgresql://nobody@127.0.0.1:1/none", "does not answer"),
        ("postgresql:///none", "does not answer"),
        ("postgresql://a:b:c@[/x", "address"),
    ],
)
def test_a_server_that_is_not_there_is_one_line(address: str, said: str) -> None:
    """A wrong address, or no server at it."""
    with pytest.raises(StoreError, match=said) as raised:
        open_store(address)
    assert "\n" not in str(raised.value)


def test_a_missing_database_is_one_line(server: str) -> None:
    """The line says how to make it."""
    with pytest.raises(StoreError, match="createdb"):
        open_store(server.replace("/postgres?", "/missing?"))


def test_the_folder_of_a_store_is_made(tmp_path: Path) -> None:
    """Where it cannot be, one line says so."""
    open_store(tmp_path / "a" / "b" / "store.db").close()
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="folder"):
        open_store(tmp_path / "file" / "store.db")


def test_a_fault_of_ours_is_not_hidden(store: Store) -> None:
    """An error of SQL is no StoreError: it is to be mended, not explained."""
    from sqlalchemy.exc import DBAPIError

    with pytest.raises(DBAPIError), store.reading() as conn:
        conn.exec_driver_sql("SELECT nothing FROM nowhere")


def test_what_python_leaves_beside_the_migrations_is_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A folder of compiled modules stands there on every machine that writes such."""
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "001-one.sql").write_text("CREATE TABLE one (id TEXT)", encoding="utf-8")
    monkeypatch.setattr("otkuda.store.migrations.files", lambda _: tmp_path)
    assert [one.name for one in migrations("sqlite")] == ["one"]
