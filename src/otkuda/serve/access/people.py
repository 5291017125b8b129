"""What is done with users, by command and by page alike. ``UserError`` says what cannot be done."""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import TYPE_CHECKING

from otkuda.errors import UserError
from otkuda.serve.access.browsers import browser_of
from otkuda.serve.access.passwords import chosen, hashed
from otkuda.store import credentials, users
from otkuda.store.credentials import Session, Token, hash_of
from otkuda.store.users import ROLES, User

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from otkuda.store.users import Role

# How a secret begins says what it is: to a person, to a scanner of leaked secrets, and to the log that leaves them out.
SESSION, TOKEN = "ots_", "otk_"
_BYTES = 32
_LONGEST = 80  # characters of what a person calls a token


def add(conn: Connection, name: str, role: Role, password: str, now: datetime) -> User:
    """Let somebody in. The first is an admin; who was removed comes back with what is given now."""
    kept = users.name_of(name)
    if not kept:
        raise UserError(f"a name has 1 to {users.LONGEST_NAME} letters that can be seen", "name")
    before = users.get_user(conn, kept)
    if before and not before.removed:
        raise UserError(f"{kept}: there is such a user", "taken")
    is_first = not users.has_users(conn)
    if is_first and role != "admin":
        raise UserError("the first user is an admin, who may make the others", "first_admin")
    made = User(users.user_id(kept), before.name if before else kept, role, hashed(chosen(password, kept)), now)
    users.put_user(conn, made)
    if is_first and before is None:
        users.hand_over(conn, made.name)
    return made


def known(conn: Connection, name: str) -> User:
    """Return a user who may come in."""
    found = users.get_user(conn, name)
    if found is None or found.removed:
        raise UserError(f"{name}: no such user; otkuda user list shows them", "unknown")
    return found


def set_role(conn: Connection, name: str, role: Role) -> User:
    """Change what somebody may do, at once."""
    before = known(conn, name)
    if role != "admin":
        _keep_an_admin(conn, before)
    users.put_user(conn, replace(before, role=role))
    return replace(before, role=role)


def set_password(conn: Connection, name: str, password: str) -> User:
    """Change somebody's password, and end all their sessions."""
    before = known(conn, name)
    users.put_user(conn, replace(before, password=hashed(chosen(password, before.name))))
    credentials.end_sessions(conn, before.id)
    return before


def remove(conn: Connection, name: str, now: datetime) -> User:
    """Let somebody in no more; their sessions and tokens end. What they decided stays, with their name."""
    before = known(conn, name)
    _keep_an_admin(conn, before)
    users.remove_user(conn, before, now)
    return before


def log_in(conn: Connection, user: User, browser: str, now: datetime) -> str:
    """Begin a session, and return its secret."""
    secret = SESSION + secrets.token_urlsafe(_BYTES)
    credentials.put_session(conn, Session(hash_of(secret), user.id, browser_of(browser), now, now))
    return secret


def add_token(conn: Connection, user: User, name: str, role: Role, now: datetime) -> tuple[Token, str]:
    """Make a token that may do no more than its user, and return it with its secret, which is kept nowhere."""
    if ROLES.index(role) > ROLES.index(user.role):
        raise UserError(f"{user.name} is {user.role}: a token may be no more than that", "role")
    secret = TOKEN + secrets.token_urlsafe(_BYTES)
    called = " ".join(name.split())[:_LONGEST] or "—"
    made = Token(hash_of(secret), user.id, called, role, now)
    credentials.put_token(conn, made)
    return made, secret


def _keep_an_admin(conn: Connection, one: User) -> None:
    others = [each for each in users.list_users(conn) if each.role == "admin" and each.id != one.id]
    if one.role == "admin" and not others:
        raise UserError(f"{one.name} is the last admin; make another one first", "last_admin")
