"""Who may come in, and as what.

A name is never given to another person: who is removed stays as a row without a password, as decisions carry the name.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, get_args

from sqlalchemy import delete, exists, select, update

from otkuda.store.feed_schema import marks, readers
from otkuda.store.rows import put, record, values
from otkuda.store.user_schema import sessions, tokens, users

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

Role = Literal["reader", "editor", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)  # each may do what those before it may
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class User:
    """A person who may come in. ``password`` is the hash of theirs; ``removed`` is since when they may not."""

    id: str
    name: str
    role: Role
    password: str
    made: datetime
    removed: datetime | None = None


def name_of(text: str) -> str:
    r"""Return a name as it is kept, in one line; empty where it is none.

    >>> name_of("  Алия \t Серикова "), name_of("a\x1b[1m"), name_of("x" * 61)
    ('Алия Серикова', '', '')
    """
    name = unicodedata.normalize("NFC", " ".join(text.split()))
    return name if len(name) <= LONGEST_NAME and name.isprintable() else ""


def user_id(name: str) -> str:
    """Return the id of a name: the same for names that a person takes for the same.

    >>> user_id("Алия"), user_id("ALIA")
    ('алия', 'alia')
    """
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name_of(name)).casefold())


def has_users(conn: Connection) -> bool:
    """Whether anybody may come in by a password."""
    return bool(conn.execute(select(exists().where(users.c.removed.is_(None)))).scalar())


def get_user(conn: Connection, name: str) -> User | None:
    """Return the user of a name, also one who was removed; None where there never was one."""
    row = conn.execute(select(users).where(users.c.id == user_id(name))).first()
    return record(User, row) if row else None


def list_users(conn: Connection) -> list[User]:
    """Return those who may come in, by name."""
    chosen = select(users).where(users.c.removed.is_(None)).order_by(users.c.id)
    return [record(User, row) for row in conn.execute(chosen)]


def put_user(conn: Connection, one: User) -> None:
    """Keep a user, or what was changed of one."""
    put(conn, users, values(one))


def hand_over(conn: Connection, name: str) -> None:
    """Give what was read and starred while nobody had to tell a name to the first who has one."""
    for table in (marks, readers):
        conn.execute(update(table).where(table.c.reader == "").values(reader=name))


def remove_user(conn: Connection, one: User, when: datetime) -> None:
    """Let a user in no more, nor their browsers and programs; what they read and starred goes, the name stays."""
    put_user(conn, replace(one, password="", removed=when))
    for table in (marks, readers):
        conn.execute(delete(table).where(table.c.reader == one.name))
    for table in (sessions, tokens):
        conn.execute(delete(table).where(table.c.user_id == one.id))
