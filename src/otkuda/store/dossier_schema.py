"""The tables of dossiers as queries see them: what people put together, never computed again."""

from __future__ import annotations

from sqlalchemy import Column, Table

from otkuda.store.columns import Instant, Words
from otkuda.store.schema import metadata

dossiers = Table(
    "dossiers",
    metadata,
    Column("id", Words, primary_key=True),
    Column("name", Words),
    Column("note", Words),
    Column("state", Words),
    Column("made", Instant),
    Column("removed", Instant),
)

# ``frozen`` is the statement's record as JSON when it was put in, ``sha256`` that of its bytes then.
dossier_items = Table(
    "dossier_items",
    metadata,
    Column("id", Words, primary_key=True),
    Column("dossier_id", Words),
    Column("statement_id", Words),
    Column("added", Instant),
    Column("note", Words),
    Column("frozen", Words),
    Column("sha256", Words),
    Column("removed", Instant),
)
