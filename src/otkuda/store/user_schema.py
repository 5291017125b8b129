"""The tables of access and of the collector's beats as queries see them.

The id of a session or a token is the SHA-256 of the secret that its owner has: who reads the store cannot come in.
"""

from __future__ import annotations

from sqlalchemy import Column, Integer, Table

from otkuda.store.columns import Instant, Structure, Words
from otkuda.store.schema import metadata

# ``id`` is the name without its capitals; ``removed`` is since when nobody comes in under it.
users = Table(
    "users",
    metadata,
    Column("id", Words, primary_key=True),
    Column("name", Words),
    Column("role", Words),
    Column("password", Words),
    Column("made", Instant),
    Column("removed", Instant),
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", Words, primary_key=True),
    Column("user_id", Words),
    Column("browser", Words),
    Column("made", Instant),
    Column("used", Instant),
)

tokens = Table(
    "tokens",
    metadata,
    Column("id", Words, primary_key=True),
    Column("user_id", Words),
    Column("name", Words),
    Column("role", Words),
    Column("made", Instant),
    Column("used", Instant),
)

# What a process that goes on for long said last; ``ended`` is when it stopped of its own accord.
beats = Table(
    "beats",
    metadata,
    Column("what", Words, primary_key=True),
    Column("started", Instant),
    Column("beat", Instant),
    Column("ended", Instant),
    Column("waiting", Integer),
    Column("asking", Structure),
    Column("counts", Structure),
)
