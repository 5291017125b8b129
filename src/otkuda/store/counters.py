"""The numbers that a database counts up by itself, so that a copy goes on counting where the original is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection, Table

COUNTING = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%AUTOINCREMENT%'"


def counters(conn: Connection, tables: Iterable[Table]) -> dict[str, int]:
    """Return for each table that counts its rows the last number that it gave."""
    if conn.dialect.name == "sqlite":
        return _in_file(conn)
    found = {}
    for table, sequence in _sequences(conn, tables):
        last, is_given = conn.exec_driver_sql(f"SELECT last_value, is_called FROM {sequence}").one()  # noqa: S608
        if is_given:
            found[table.name] = last
    return found


def put_counters(conn: Connection, tables: Iterable[Table], known: Mapping[str, int]) -> None:
    """Let each table go on counting after these, and after all that it holds."""
    if conn.dialect.name == "sqlite":
        _put_into_file(conn, known)
        return
    for table, sequence in _sequences(conn, tables):
        key = next(iter(table.primary_key)).name
        most = conn.exec_driver_sql(f"SELECT max({key}) FROM {table.name}").scalar() or 0  # noqa: S608
        if last := max(most, known.get(table.name, 0)):
            conn.execute(text("SELECT setval(:sequence, :last)"), {"sequence": sequence, "last": last})


def _in_file(conn: Connection) -> dict[str, int]:
    rows = conn.exec_driver_sql("SELECT name, seq FROM sqlite_sequence")
    return {row.name: row.seq for row in rows}


def _put_into_file(conn: Connection, known: Mapping[str, int]) -> None:
    """SQLite has counted what was inserted by now; where a table held more once, its counter is further on."""
    held = _in_file(conn)
    for name in conn.exec_driver_sql(COUNTING).scalars().all():
        last = max(held.get(name, 0), known.get(name, 0))
        conn.exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = ?", (name,))
        conn.exec_driver_sql("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (name, last))


def _sequences(conn: Connection, tables: Iterable[Table]) -> list[tuple[Table, str]]:
    asked = text("SELECT pg_get_serial_sequence(:name, :key)")
    found = []
    for table in tables:
        key = list(table.primary_key)
        sequence = conn.execute(asked, {"name": table.name, "key": key[0].name}).scalar() if len(key) == 1 else None
        found += [(table, sequence)] if sequence else []
    return found
