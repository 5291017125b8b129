"""How far an import has come, saved in the transaction that keeps what was imported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from otkuda.store.rows import put
from otkuda.store.schema import import_positions

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection


def import_position(conn: Connection, file: str) -> str | None:
    """Return the position that was saved last for a file (by its identity); None for one never begun."""
    return conn.execute(select(import_positions.c.position).where(import_positions.c.file == file)).scalar()


def save_position(conn: Connection, file: str, position: str, now: datetime) -> None:
    """Save the position up to which the file is imported."""
    put(conn, import_positions, {"file": file, "position": position, "saved": now})


def drop_position(conn: Connection, file: str) -> None:
    """Drop the position of a file whose import has come to its end: the next one begins anew."""
    conn.execute(delete(import_positions).where(import_positions.c.file == file))
