"""Rows and records: what SQLAlchemy gives and takes for a frozen dataclass whose fields are named like the columns."""

from __future__ import annotations

from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance
    from sqlalchemy import Connection, Row, Table
    from sqlalchemy.dialects import postgresql, sqlite

Record = TypeVar("Record", bound="DataclassInstance")


def record(kind: type[Record], row: Row[Any]) -> Record:
    """Return the record that a row holds."""
    return kind(**row._mapping)  # noqa: SLF001 - SQLAlchemy's public name


def values(one: DataclassInstance) -> dict[str, Any]:
    """Return the columns of a record."""
    return {field.name: getattr(one, field.name) for field in fields(one)}


def insert(conn: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """Return an INSERT that can say what to do where the key is there already, in the database's own dialect."""
    return _insert(table, conn.dialect.name)


def _insert(table: Table, dialect: str) -> sqlite.Insert | postgresql.Insert:
    if dialect == "sqlite":
        from sqlalchemy.dialects.sqlite import insert as made
    else:
        from sqlalchemy.dialects.postgresql import insert as made  # type: ignore[assignment]
    return made(table)


def put(conn: Connection, table: Table, *rows: dict[str, Any]) -> None:
    """Insert the rows; where a key is there already, the new values take the place of the old."""
    if rows:
        _execute(conn, _putting(table, conn.dialect.name, tuple(rows[0])), rows)


@cache
def _putting(table: Table, dialect: str, names: tuple[str, ...]) -> sqlite.Insert | postgresql.Insert:
    made = _insert(table, dialect)
    keys = [column.name for column in table.primary_key]
    changed = {name: made.excluded[name] for name in names if name not in keys}
    return made.on_conflict_do_update(index_elements=keys, set_=changed)


def put_new(conn: Connection, table: Table, *rows: dict[str, Any]) -> None:
    """Insert the rows whose key is not there yet."""
    if rows:
        _execute(conn, _putting_new(table, conn.dialect.name), rows)


@cache
def _putting_new(table: Table, dialect: str) -> sqlite.Insert | postgresql.Insert:
    return _insert(table, dialect).on_conflict_do_nothing()


def _execute(conn: Connection, made: sqlite.Insert | postgresql.Insert, rows: tuple[dict[str, Any], ...]) -> None:
    """Insert; with something to return, SQLAlchemy sends many rows to a server at once, else one by one."""
    if conn.dialect.name == "sqlite":
        conn.execute(made, rows)
    else:
        conn.execute(made.returning(*made.table.primary_key), rows).close()
