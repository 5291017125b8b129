"""What is sent and answered of users, their tokens and sessions."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from otkuda.archive.records import When
from otkuda.archive.wanted import Id, Line
from otkuda.store.users import LONGEST_NAME, Role

Password = Annotated[str, Meta(min_length=1, max_length=1_000)]
Named = Annotated[str, Meta(min_length=1, max_length=LONGEST_NAME, pattern=r"^[^\u0000]*$")]


class UserShown(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who may come in, as what, since when."""

    id: str
    name: str
    role: Role
    made: When


class TokenShown(msgspec.Struct, frozen=True, kw_only=True):
    """What a program comes in with, and when it last did; its secret is kept nowhere."""

    id: str
    name: str
    role: Role
    made: When
    used: When | None


class TokenMade(TokenShown, frozen=True, kw_only=True):
    """A token with its secret, which is told this once."""

    secret: str


class SessionShown(msgspec.Struct, frozen=True, kw_only=True):
    """A browser in which somebody is logged in."""

    id: str
    browser: str
    made: When
    used: When


class NewUser(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody to be let in."""

    name: Named
    role: Role
    password: Password


class NewRole(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What somebody may do from now on."""

    role: Role


class NewPassword(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A new password for somebody who forgot theirs."""

    password: Password


class OwnPassword(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A new password for oneself; ``old`` is the one until now."""

    old: Password
    new: Password


class NewToken(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A token to be made: what a person calls it, and what it may do, no more than its user may."""

    name: Line
    role: Role = "reader"


class Withdrawn(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A token, by its id."""

    token: Id


class Ended(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A session, by its id; without one, all."""

    session: Id | None = None
