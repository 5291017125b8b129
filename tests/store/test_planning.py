"""What SQLite knows of how much there is, by which it chooses its indexes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import event

from otkuda.store import Query, grouping, keep, open_store, search_articles, sqlite
from tests.store.made import NOON, URL, saying

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from sqlalchemy import Connection

    from otkuda.store import Store


def told(store: Store, start: int, end: int) -> None:
    """Keep articles of these numbers."""
    with store.writing() as conn:
        for number in range(start, end):
            keep(conn, None, saying(f"Мост {number}", f"{URL}/{number}"), seen=NOON, read_by="1")


def counted(conn: Connection) -> int:
    """How many versions SQLite believes there to be; 0 where it was never told."""
    if not conn.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_stat1'").scalar():
        return 0
    return int(conn.exec_driver_sql("SELECT stat FROM sqlite_stat1 WHERE tbl = 'version_words_docsize'").scalar_one())


def test_tables_are_counted_where_they_have_doubled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not before it matters, and not at each article."""
    monkeypatch.setattr(sqlite, "WORTH_IT", 4)
    with open_store(tmp_path / "store.sqlite") as store:
        found = []
        for start, end in ((0, 3), (3, 5), (5, 9), (9, 10)):
            told(store, start, end)
            store.analyse()
            with store.reading() as conn:
                found.append(counted(conn))
    assert found == [0, 5, 5, 10]


def test_the_newest_are_found_without_sorting_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Page by page through everything, from an index."""
    monkeypatch.setattr(sqlite, "WORTH_IT", 4)
    with open_store(tmp_path / "store.sqlite") as store:
        told(store, 0, 20)
        store.analyse()
        with store.reading() as conn:
            asked = "SELECT number FROM versions WHERE is_latest = 1 ORDER BY dated DESC, number DESC LIMIT 1"
            plan = [row[3] for row in conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked}")]
            assert plan == ["SEARCH versions USING COVERING INDEX versions_newest (is_latest=?)"]
            assert search_articles(conn, Query(limit=1)).cursor


def test_copies_are_found_without_going_through_all(tmp_path: Path) -> None:
    """By the digest of their words, as ``grouping.copies`` asks."""
    asked: list[str] = []
    with open_store(tmp_path / "store.sqlite") as store, store.reading() as conn:
        event.listen(conn, "before_cursor_execute", lambda *args: asked.append(args[2]))
        assert grouping.copies(conn, 1, "a", 1) == []
        plan = [row[3] for row in conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked[0]}", (1, "a", 1, 0))]
    assert plan == ["SEARCH tellings USING INDEX tellings_digest (digest=?)"]
