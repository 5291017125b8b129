"""One's own account: the password, the tokens of one's programs, the browsers in which one is logged in."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse
from starlette.routing import Route

from otkuda.errors import UserError
from otkuda.serve.access import people
from otkuda.serve.access.admission import too_often
from otkuda.serve.access.passwords import fits
from otkuda.serve.access.who import is_over
from otkuda.serve.forms import submitted
from otkuda.serve.pages.login import begun
from otkuda.serve.rendering import page, reader_of
from otkuda.store import credentials
from otkuda.store.users import ROLES, get_user

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

    from otkuda.serve.access.who import Access
    from otkuda.store.users import Role, User

_UNPROCESSABLE = 422


def show(request: Request) -> Response:
    """Show the account."""
    return _account(request)


def change_password(request: Request, form: FormData) -> Response:
    """Keep a new password where the old one is right; every other browser is logged out."""
    store = request.app.state.store
    with store.reading() as conn:
        user = asking(conn, request)
    access: Access = request.app.state.access
    wait = access.by_name.take(user.id, access.clock())
    if wait:
        return too_often(request, wait, "access.too_many_tries")
    if not proves(access, user, str(form.get("old") or "")):
        return _account(request, fault="password_wrong")
    try:
        with store.writing() as conn:
            changed = people.set_password(conn, user.name, str(form.get("new") or ""))
    except UserError as error:
        return _account(request, fault=error.reason)
    return begun(request, changed, reader_of(request).url("account", done="password"))


def proves(access: Access, user: User, password: str) -> bool:
    """Whether a password is the user's; a right one makes good for the tries before."""
    is_right = fits(password, user.password)
    if is_right:
        access.by_name.forget(user.id)
    return is_right


def make_token(request: Request, form: FormData) -> Response:
    """Make a token, and show it this once."""
    role = role_of(form)
    try:
        with request.app.state.store.writing() as conn:
            user = asking(conn, request)
            _, secret = people.add_token(conn, user, str(form.get("name") or ""), role, datetime.now(UTC))
    except UserError as error:
        return _account(request, fault=error.reason)
    return _account(request, secret=secret)


def withdraw(request: Request, form: FormData) -> Response:
    """Withdraw a token of one's own."""
    with request.app.state.store.writing() as conn:
        credentials.withdraw_token(conn, str(form.get("token") or ""), asking(conn, request).id)
    return _to(request, "tokens")


def end(request: Request, form: FormData) -> Response:
    """Log another browser out."""
    with request.app.state.store.writing() as conn:
        credentials.end_sessions(conn, asking(conn, request).id, [str(form.get("session") or "")])
    return _to(request, "sessions")


def role_of(form: FormData) -> Role:
    """Return the role that a form names, the least where it names none."""
    return next((one for one in ROLES if one == form.get("role")), ROLES[0])


def _account(request: Request, *, fault: str | None = None, secret: str | None = None) -> Response:
    now = datetime.now(UTC)
    with request.app.state.store.reading() as conn:
        user = asking(conn, request)
        tokens = credentials.list_tokens(conn, user.id)
        sessions = [one for one in credentials.sessions_of(conn, user.id) if not is_over(one, now)]
    answer = page(
        request,
        "account.html.jinja",
        status=_UNPROCESSABLE if fault else 200,
        user=user,
        roles=ROLES[: ROLES.index(user.role) + 1],
        tokens=tokens,
        sessions=sessions,
        fault=fault,
        secret=secret,
        is_changed=request.query_params.get("done") == "password",
    )
    answer.headers["cache-control"] = "no-store"
    return answer


def asking(conn: Connection, request: Request) -> User:
    """Return the user who asks. 404 where nobody needs to log in: then there is no account."""
    found = get_user(conn, reader_of(request).name) if reader_of(request).name else None
    if found is None:
        raise HTTPException(404)
    return found


def _to(request: Request, place: str) -> Response:
    return RedirectResponse(f"{reader_of(request).url('account')}#{place}", 303)


ROUTES = [
    Route("/account", show),
    Route("/account/password", submitted(change_password), methods=["POST"]),
    Route("/account/token", submitted(make_token), methods=["POST"]),
    Route("/account/withdraw", submitted(withdraw), methods=["POST"]),
    Route("/account/end", submitted(end), methods=["POST"]),
]
