"""Rows and records: what SQLAlchemy gives and takes for a frozen dataclass whose fields are named like the columns."""

from __future__ import annotations

from dataclasses import fields
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
    if conn.dialect.name == "sqlite":
        from sqlalchemy.dialects.sqlite import insert as made
    else:
        from sqlalchemy.dialects.postgresql import insert as made  # type: ignore[assignment]
    return made(table)


def put(conn: Connection, table: Table, *rows: dict[str, Any]) -> None:
    """Insert the rows; where a key is there already, the new values take the place of the old."""
    if rows:
        made = insert(conn, table)
        keys = [column.name for column in table.primary_key]
        changed = {name: made.excluded[name] for name in rows[0] if name not in keys}
        _execute(conn, made.on_conflict_do_update(index_elements=keys, set_=changed), rows)


def put_new(conn: Connection, table: Table, *rows: dict[str, Any]) -> None:
    """Insert the rows whose key is not there yet."""
    if rows:
        _execute(conn, insert(conn, table).on_conflict_do_nothing(), rows)


def _execute(conn: Connection, made: sqlite.Insert | postgresql.Insert, rows: tuple[dict[str, Any], ...]) -> None:
    """Insert; with something to return, SQLAlchemy sends many rows to a server at once, else one by one."""
    if conn.dialect.name == "sqlite":
        conn.execute(made, rows)
    else:
        conn.execute(made.returning(*made.table.primary_key), rows).close()
