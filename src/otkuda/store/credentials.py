"""What users come in with: the sessions of their browsers, the tokens of their programs.

Of either only the SHA-256 of its secret is kept. What a user may not do any more, neither of them does.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, or_, select, update

from otkuda.store.rows import put, record, values
from otkuda.store.user_schema import sessions, tokens, users
from otkuda.store.users import User

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Connection, Table

    from otkuda.store.users import Role

SHOWN = 12  # digits of an id, by which a person names one


@dataclass(frozen=True, slots=True)
class Session:
    """A browser in which somebody logged in."""

    id: str
    user_id: str
    browser: str
    made: datetime
    used: datetime

    @property
    def short(self) -> str:
        """What a person calls it."""
        return self.id[:SHOWN]


@dataclass(frozen=True, slots=True)
class Token:
    """What a program comes in with. It may do no more than its user may by now."""

    id: str
    user_id: str
    name: str
    role: Role
    made: datetime
    used: datetime | None = None

    @property
    def short(self) -> str:
        """What a person calls it."""
        return self.id[:SHOWN]


def hash_of(secret: str) -> str:
    """Return the id of the session or token that has a secret."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def put_session(conn: Connection, one: Session) -> None:
    """Keep a session."""
    put(conn, sessions, values(one))


def session_with(conn: Connection, secret: str) -> tuple[Session, User] | None:
    """Return the session that has a secret, and whose it is; None where there is none."""
    row = conn.execute(select(sessions).where(sessions.c.id == hash_of(secret))).first()
    owner = _owner(conn, row.user_id) if row else None
    return (record(Session, row), owner) if row and owner else None


def sessions_of(conn: Connection, user_id: str) -> list[Session]:
    """Return a user's sessions, the one used last first."""
    chosen = select(sessions).where(sessions.c.user_id == user_id).order_by(sessions.c.used.desc(), sessions.c.id)
    return [record(Session, row) for row in conn.execute(chosen)]


def end_sessions(conn: Connection, user_id: str, ids: Iterable[str] | None = None) -> None:
    """End the sessions of a user: those with some ids (as they are shown), or all."""
    _remove(conn, sessions, user_id, ids)


def end_old_sessions(conn: Connection, *, made: datetime, used: datetime) -> None:
    """End what was made or used last before a time."""
    conn.execute(delete(sessions).where(or_(sessions.c.made < made, sessions.c.used < used)))


def put_token(conn: Connection, one: Token) -> None:
    """Keep a token."""
    put(conn, tokens, values(one))


def token_with(conn: Connection, secret: str) -> tuple[Token, User] | None:
    """Return the token that has a secret, and whose it is; None where there is none."""
    row = conn.execute(select(tokens).where(tokens.c.id == hash_of(secret))).first()
    owner = _owner(conn, row.user_id) if row else None
    return (record(Token, row), owner) if row and owner else None


def list_tokens(conn: Connection, user_id: str | None = None) -> list[Token]:
    """Return the tokens of a user, or of all, in the order in which they were made."""
    chosen = select(tokens).order_by(tokens.c.made, tokens.c.id)
    return [record(Token, row) for row in conn.execute(chosen) if user_id in {None, row.user_id}]


def withdraw_token(conn: Connection, short: str, user_id: str | None = None) -> Token | None:
    """Withdraw the token that is shown so, of a user or of anybody. Returns it; None where there is none, or two."""
    found = [one for one in list_tokens(conn, user_id) if one.short == short]
    if len(found) != 1:
        return None
    _remove(conn, tokens, found[0].user_id, [short])
    return found[0]


def note_use(conn: Connection, one: Session | Token, when: datetime) -> None:
    """Write when a session or a token was used."""
    table = sessions if isinstance(one, Session) else tokens
    conn.execute(update(table).where(table.c.id == one.id).values(used=when))


def _owner(conn: Connection, user_id: str) -> User | None:
    row = conn.execute(select(users).where(users.c.id == user_id, users.c.removed.is_(None))).first()
    return record(User, row) if row else None


def _remove(conn: Connection, table: Table, user_id: str, ids: Iterable[str] | None) -> None:
    wanted = None if ids is None else set(ids)
    found = list(conn.execute(select(table.c.id).where(table.c.user_id == user_id)).scalars())
    gone = [one for one in found if wanted is None or one[:SHOWN] in wanted]
    conn.execute(delete(table).where(table.c.id.in_(gone)))
