"""Before each route: whether the one who asks may, and not too often. ``Gate`` finds out who that is."""

from __future__ import annotations

import time
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse

from otkuda.serve.access.who import WHO, Given
from otkuda.serve.rendering import page, reader_of
from otkuda.store.credentials import Token

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.responses import Response
    from starlette.types import ASGIApp, Receive, Scope, Send

    from otkuda.serve.access.table import Need
    from otkuda.serve.access.who import Access, Who

ROUTE = "otkuda.route"  # where the path of the route stands in a scope


class Gate:
    """Finds out who asks, and writes that down when they have been answered."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self.app = app
        self.access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        who: Who = await run_in_threadpool(self.access.who, Given.by(Request(scope)))
        scope[WHO] = who
        if who.is_wrong:
            await problem(Request(scope), 401, "access.wrong_token")(scope, receive, send)
        else:
            await self.app(scope, receive, send)
        if who.used:
            await run_in_threadpool(self.access.note, who)


class Admission:
    """Answers in the place of a route where the one who asks may not."""

    def __init__(self, app: ASGIApp, path: str, needs: Mapping[str, Need]) -> None:
        self.app = app
        self.path = path
        self.needs = needs

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        scope[ROUTE] = self.path
        need = self.needs.get(scope["method"]) or self.needs["*"]
        refusal = _refusal(Request(scope), need)
        await (refusal or self.app)(scope, receive, send)


def _refusal(request: Request, need: Need) -> Response | None:
    who: Who = request.scope[WHO]
    if need.role and who.fault:
        raise who.fault
    if need.role and who.role is None:
        return to_login(request)
    if need.role and not who.may(need.role):
        return problem(request, 403, "access.role")
    if need.is_personal and isinstance(who.used, Token):
        return problem(request, 403, "access.personal")
    wait = _wait(request, who, need)
    return too_often(request, wait) if wait else None


def _wait(request: Request, who: Who, need: Need) -> int:
    """Return after how many seconds this may be asked; nothing limits who asks on this machine and needs no name."""
    if not need.cost or (who.role and not who.used):
        return 0
    access: Access = request.app.state.access
    key = who.used.id if who.used else Given.by(request).address
    return access.limits.take(key, need.cost, time.monotonic())


def to_login(request: Request) -> Response:
    """Lead a person to the page where one logs in, and say to a program that it needs a token."""
    if request.method in {"GET", "HEAD"} and _is_person(request):
        back = urlsplit(str(request.url))._replace(scheme="", netloc="").geturl()
        return RedirectResponse(reader_of(request).url("login", back=back[:1_000]), 303)
    return problem(request, 401, "access.needed")


def too_often(request: Request, wait: int, key: str = "access.too_often") -> Response:
    """Say after how many seconds something may be asked."""
    answer = problem(request, 429, key, n=wait)
    answer.headers["retry-after"] = str(wait)
    return answer


def problem(request: Request, status: int, key: str, **values: object) -> Response:
    """Say in a line what is the matter: to a person on a page, to a program as RFC 9457 has it."""
    text = reader_of(request).words(key, **values)
    if _is_person(request):
        answer: Response = page(request, "error.html.jinja", status=status, text=text)
    else:
        told = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": text}
        answer = JSONResponse(told, status, media_type="application/problem+json")
    if status == HTTPStatus.UNAUTHORIZED:
        answer.headers["www-authenticate"] = 'Bearer realm="otkuda"'
    return answer


def _is_person(request: Request) -> bool:
    return "text/html" in request.headers.get("accept", "")
