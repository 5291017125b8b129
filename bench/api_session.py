"""How schemathesis comes in: with the session of an admin, made anew where what it asked ended it, or removed them."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import schemathesis

from bench.api import STORE
from otkuda.serve.access import people
from otkuda.serve.access.who import COOKIE
from otkuda.store import open_store
from otkuda.store.users import get_user, put_user

if TYPE_CHECKING:
    from schemathesis import AuthContext, Case

NAME, PASSWORD = "Замер", "слово только для замера"


@schemathesis.auth(refresh_interval=2)
class Admin:
    """The session of an admin."""

    def get(self, _: Case[Any], __: AuthContext) -> str:
        """Return the secret of a session that has just begun."""
        with open_store(os.environ[STORE]) as store, store.writing() as conn:
            now = datetime.now(UTC)
            known = get_user(conn, NAME)
            if known is None or known.removed:
                known = people.add(conn, NAME, "admin", PASSWORD, now)
            elif known.role != "admin":
                known = replace(known, role="admin")
                put_user(conn, known)
            return people.log_in(conn, known, "schemathesis", now)

    def set(self, case: Case[Any], data: str, _: AuthContext) -> None:
        """Let a request bring it, as a page of ours does."""
        case.cookies = {**(case.cookies or {}), COOKIE: data}
        case.headers["Origin"] = str(case.operation.base_url).rstrip("/")
