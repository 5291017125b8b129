"""Logging in and out. A session begins under a new id, so that nobody can know it before."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal, TypedDict

from starlette.responses import RedirectResponse
from starlette.routing import Route

from otkuda.serve.access import people
from otkuda.serve.access.admission import too_often
from otkuda.serve.access.passwords import fits
from otkuda.serve.access.who import COOKIE, IDLE, LONGEST, Given
from otkuda.serve.forms import local, submitted
from otkuda.serve.rendering import page, reader_of
from otkuda.store import credentials, users

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

    from otkuda.serve.access.who import Access
    from otkuda.store.users import User

LARGEST = 20_000  # bytes of a form that anybody may send
_UNAUTHORIZED = 401


class Cookie(TypedDict):
    """How a cookie is kept."""

    path: str
    httponly: bool
    samesite: Literal["lax"]
    secure: bool


def ask(request: Request) -> Response:
    """Show the form; who has logged in is led on."""
    if reader_of(request).who.role:
        return RedirectResponse(local(request, request.query_params.get("back")), 303)
    return _form(request, request.query_params.get("back"))


def enter(request: Request, form: FormData) -> Response:
    """Begin a session, where name and password are right and not tried too often."""
    name, password = str(form.get("name") or "")[:1_000], str(form.get("password") or "")
    access: Access = request.app.state.access
    wait = _wait(access, request, name)
    if wait:
        return too_often(request, wait, "access.too_many_tries")
    with access.store.reading() as conn:
        user = users.get_user(conn, name)
    is_right = fits(password, user.password if user and not user.removed else None)
    if user is None or not is_right:
        return _form(request, form.get("back"), is_wrong=True, status=_UNAUTHORIZED)
    access.by_address.give_back(Given.by(request).address)
    access.by_name.forget(user.id)
    return begun(request, user, local(request, form.get("back")))


def begun(request: Request, user: User, to: str) -> Response:
    """Begin a session in this browser, end the one that it had, and lead on."""
    now = datetime.now(UTC)
    with request.app.state.store.writing() as conn:
        credentials.end_old_sessions(conn, made=now - LONGEST, used=now - IDLE)
        _end(conn, request)
        secret = people.log_in(conn, user, request.headers.get("user-agent", ""), now)
    answer = RedirectResponse(to, 303)
    answer.set_cookie(COOKIE, secret, max_age=int(LONGEST.total_seconds()), **_how(request))
    return answer


def leave(request: Request, form: FormData) -> Response:  # noqa: ARG001 - its path says all
    """End the session."""
    with request.app.state.store.writing() as conn:
        _end(conn, request)
    answer = RedirectResponse(reader_of(request).url("login"), 303)
    answer.delete_cookie(COOKIE, **_how(request))
    return answer


def _end(conn: Connection, request: Request) -> None:
    found = credentials.session_with(conn, request.cookies.get(COOKIE, ""))
    if found:
        credentials.end_sessions(conn, found[1].id, [found[0].short])


def _wait(access: Access, request: Request, name: str) -> int:
    """Count a try. Returns 0, or after how many seconds one may come."""
    now = time.monotonic()
    return access.by_address.take(Given.by(request).address, now) or access.by_name.take(users.user_id(name), now)


def _how(request: Request) -> Cookie:
    """Return how a session's cookie is kept: away from scripts, other sites and, where there is https, from http."""
    return {
        "path": reader_of(request).root or "/",
        "httponly": True,
        "samesite": "lax",
        "secure": request.url.scheme == "https",
    }


def _form(request: Request, back: object, *, is_wrong: bool = False, status: int = 200) -> Response:
    with request.app.state.store.reading() as conn:
        has_users = users.has_users(conn)
    back = local(request, back)
    return page(request, "login.html.jinja", status=status, back=back, is_wrong=is_wrong, has_users=has_users)


ROUTES = [
    Route("/login", ask, methods=["GET"]),
    Route("/login", submitted(enter), methods=["POST"], max_body_size=LARGEST),
    Route("/logout", submitted(leave), methods=["POST"], max_body_size=LARGEST),
]
