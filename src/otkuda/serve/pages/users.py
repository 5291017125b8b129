"""Users, for an admin: who may come in, and as what; the tokens of all. The first one is made here or by command."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from starlette.responses import RedirectResponse
from starlette.routing import Route

from otkuda.errors import UserError
from otkuda.serve.access import people
from otkuda.serve.forms import submitted
from otkuda.serve.pages.account import role_of
from otkuda.serve.rendering import page, reader_of
from otkuda.store import credentials
from otkuda.store.users import ROLES, list_users

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

    from otkuda.serve.forms import Submitted
    from otkuda.store.credentials import Token
    from otkuda.store.users import User

    Doing = Callable[[Connection, FormData], object]

_UNPROCESSABLE = 422


class Shown(NamedTuple):
    """A user, and the tokens of their programs."""

    user: User
    tokens: tuple[Token, ...]


def show(request: Request) -> Response:
    """Show who may come in."""
    return _list(request)


def add(conn: Connection, form: FormData) -> None:
    """Let somebody in."""
    people.add(conn, _text(form, "name"), role_of(form), _text(form, "password"), datetime.now(UTC))


def role(conn: Connection, form: FormData) -> None:
    """Change what somebody may do."""
    people.set_role(conn, _text(form, "name"), role_of(form))


def password(conn: Connection, form: FormData) -> None:
    """Give somebody a new password; they are logged out."""
    people.set_password(conn, _text(form, "name"), _text(form, "password"))


def remove(conn: Connection, form: FormData) -> None:
    """Let somebody in no more."""
    people.remove(conn, _text(form, "name"), datetime.now(UTC))


def withdraw(conn: Connection, form: FormData) -> None:
    """Withdraw anybody's token."""
    credentials.withdraw_token(conn, _text(form, "token"))


def _list(request: Request, *, fault: str | None = None, name: str = "") -> Response:
    with request.app.state.store.reading() as conn:
        tokens = credentials.list_tokens(conn)
        found = [Shown(one, tuple(each for each in tokens if each.user_id == one.id)) for one in list_users(conn)]
    status = _UNPROCESSABLE if fault else 200
    return page(request, "users.html.jinja", status=status, found=found, roles=ROLES, fault=fault, name=name)


def _doing(do: Doing) -> Submitted:
    def answer(request: Request, form: FormData) -> Response:
        try:
            with request.app.state.store.writing() as conn:
                do(conn, form)
        except UserError as error:
            return _list(request, fault=error.reason, name=_text(form, "name")[:60])
        return RedirectResponse(reader_of(request).url("users"), 303)

    return answer


def _text(form: FormData, name: str) -> str:
    return str(form.get(name) or "")


ROUTES = [
    Route("/users", show, methods=["GET"]),
    Route("/users", submitted(_doing(add)), methods=["POST"]),
    *(
        Route(f"/users/{do.__name__}", submitted(_doing(do)), methods=["POST"])
        for do in (role, password, remove, withdraw)
    ),
]
