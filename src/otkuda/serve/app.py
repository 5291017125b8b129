"""The application: which page stands where, and what is answered when something goes wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import RedirectResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from otkuda.errors import OtkudaError
from otkuda.serve.guarding import Guard
from otkuda.serve.pages import article, statement
from otkuda.serve.rendering import THEMES, page, reader_of
from otkuda.serve.words import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

    from otkuda.store import Store

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
LONGEST_FORM = 6_000_000  # bytes: a draft that is checked may be a long one
_YEAR = 31_536_000  # seconds


class Submitted(Protocol):
    """What answers a form."""

    def __call__(self, request: Request, form: FormData, /) -> Response:
        """Return the answer; runs in a thread, as the pages do."""


def application(store: Store, *, hosts: frozenset[str] = LOOPBACK) -> Starlette:
    """Return the ASGI application over an open store, which answers under the names in ``hosts`` only.

    The store is the caller's to close, after the last answer.
    """
    routes = [
        Route("/article/{id}", article.show, name="article"),
        Route("/statement/{id}", statement.show, name="statement"),
        Route("/reading", submitted(choose), methods=["POST"]),
        Mount("/static", StaticFiles(packages=[("otkuda.serve", "static")])),
    ]
    made = Starlette(
        routes=routes,
        middleware=[
            Middleware(Guard, hosts=hosts, refused=refused, broken=broken),
            Middleware(GZipMiddleware, compresslevel=5),
        ],
        exception_handlers={HTTPException: missing, OtkudaError: failed},
        max_body_size=LONGEST_FORM,
    )
    made.state.store = store
    return made


def submitted(answer: Submitted) -> Callable[[Request], Awaitable[Response]]:
    """Return what reads a form, then lets ``answer`` work in a thread."""

    async def read(request: Request) -> Response:
        async with request.form(max_files=0, max_fields=200, max_part_size=LONGEST_FORM) as form:
            return await run_in_threadpool(answer, request, form)

    return read


def choose(request: Request, form: FormData) -> Response:
    """Keep the language and the theme that somebody chose, and lead back to where that was."""
    answer = RedirectResponse(local(request, form.get("back")), 303)
    for name, known in (("language", LANGUAGES), ("theme", THEMES)):
        value = form.get(name)
        if isinstance(value, str) and value in known:
            path = reader_of(request).root or "/"
            answer.set_cookie(name, value, max_age=_YEAR, path=path, httponly=True, samesite="lax")
    return answer


def local(request: Request, back: object) -> str:
    """Return the path that a form names to lead back to, if it is one of ours; else the feed."""
    root = reader_of(request).root
    is_ours = isinstance(back, str) and back.startswith(f"{root}/") and not back.startswith(("//", "/\\"))
    return str(back) if is_ours and not any(map(_is_control, str(back))) else f"{root}/"


def _is_control(character: str) -> bool:
    return character < " " or character == "\\"


def refused(request: Request) -> Response:
    """Answer what came from another site's page."""
    return page(request, "error.html.jinja", status=403, text=reader_of(request).words("error.refused"))


def missing(request: Request, error: Exception) -> Response:
    """Answer for a page that is not there, or cannot be asked so."""
    status = error.status_code if isinstance(error, HTTPException) else 404
    words = reader_of(request).words
    text = words("error.missing", what=request.url.path) if status == 404 else str(getattr(error, "detail", error))  # noqa: PLR2004 - HTTP
    return page(request, "error.html.jinja", status=status, text=text)


def failed(request: Request, error: Exception) -> Response:
    """Answer with the one line of an error of ours."""
    return page(request, "error.html.jinja", status=400, text=str(error))


def broken(request: Request) -> Response:
    """Answer for a fault of ours, without a word of the inside."""
    return page(request, "error.html.jinja", status=500, text=reader_of(request).words("error.fault"))
