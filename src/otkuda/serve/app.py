"""The application: which page stands where, and what is answered when something goes wrong."""

from __future__ import annotations

from contextlib import asynccontextmanager, nullcontext
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING

from anyio import to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import RedirectResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from otkuda.errors import CursorError, OtkudaError, StoreError
from otkuda.serve.access.admission import Gate, too_often
from otkuda.serve.access.passwords import Busy
from otkuda.serve.access.table import guarded
from otkuda.serve.access.who import Access
from otkuda.serve.api import routes as api
from otkuda.serve.api.problems import problem
from otkuda.serve.desk import Desk
from otkuda.serve.faults import told
from otkuda.serve.forms import LONGEST_FORM, local, submitted
from otkuda.serve.guarding import Guard
from otkuda.serve.journal import Journal, log
from otkuda.serve.metrics import Figures
from otkuda.serve.pages import (
    account,
    article,
    brief,
    changes,
    check,
    decide,
    dossiers,
    feed,
    login,
    outlets,
    search,
    sources,
    speaker,
    speakers,
    statement,
    stories,
    story,
    users,
    watch,
    who,
    working,
)
from otkuda.serve.rendering import THEMES, page, reader_of
from otkuda.serve.serving import Serving
from otkuda.serve.words import LANGUAGES
from otkuda.settings import Settings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import Scope

    from otkuda.serve.mcp import Assistants
    from otkuda.store import Store

PARTS = (
    feed,
    stories,
    story,
    article,
    changes,
    decide,
    statement,
    speakers,
    speaker,
    who,
    outlets,
    search,
    check,
    sources,
    dossiers,
    brief,
    login,
    account,
    users,
    working,
    watch,
    api,
)
PAGES = 4  # that are worked at at a time
_YEAR = 31_536_000  # seconds


def application(store: Store, *, settings: Settings | None = None, serving: Serving | None = None) -> Starlette:
    """Return the ASGI application over an open store.

    The store is the caller's to close, after the last answer. ``settings`` say how addresses are asked that somebody
    gives to a page, and how often. ``serving`` says under which names it answers, and whether those on this machine
    alone are served, who need not log in while there are no users; whether assistants are answered at ``/mcp``, too.
    """
    serving = serving or Serving()
    chosen = settings or Settings()
    figures = Figures()
    access = Access(store, is_open=serving.is_here, rate=chosen.rate)
    desk = Desk()
    assistants = _assistants(store, desk) if serving.mcp else None
    routes = [
        *(route for part in PARTS for route in part.ROUTES),
        Route("/reading", submitted(choose), methods=["POST"]),
        *(assistants.routes if assistants else ()),
        Mount("/static", Files(packages=[("otkuda.serve", "static")])),
    ]
    made = Starlette(
        routes=guarded(routes),
        middleware=[
            Middleware(Journal, figures=figures, is_written=serving.log),
            Middleware(Guard, hosts=serving.hosts, refused=refused, broken=broken),
            Middleware(Gate, access=access),
            Middleware(GZipMiddleware, compresslevel=5),
        ],
        exception_handlers={HTTPException: missing, OtkudaError: failed, Busy: busy},
        max_body_size=LONGEST_FORM,
        lifespan=_at_work,
    )
    made.state.store = store
    made.state.settings = chosen
    made.state.access = access
    made.state.figures = figures
    made.state.desk = desk
    made.state.assistants = assistants
    return made


class Files(StaticFiles):
    """Files of ours: under an address with their hash (``rendering.asset``) a browser asks for them once."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Return a file."""
        answer = await super().get_response(path, scope)
        if scope["query_string"]:
            answer.headers["cache-control"] = f"private, max-age={_YEAR}, immutable"
        return answer


@asynccontextmanager
async def _at_work(made: Starlette) -> AsyncIterator[None]:
    """Let few threads work at pages, and others tell watchlists what comes, resolve entities and answer assistants.

    One page after the other is sooner done than all at once, which Python would only work at in turn.
    """
    from otkuda.alerts.running import telling
    from otkuda.alerts.world import world_of
    from otkuda.collect.entities import resolving

    to_thread.current_default_thread_limiter().total_tokens = PAGES
    at_work = made.state.assistants.at_work() if made.state.assistants else nullcontext()
    store, world = made.state.store, world_of(made.state.settings)
    with telling(store, world, partial(complain, "untold")), resolving(store, partial(complain, "unresolved")):
        async with at_work:
            yield
    made.state.desk.close()


def complain(what: str, said: str) -> None:
    """Log why something is not done yet; it is when that is over."""
    log().error(what, error=said)


def _assistants(store: Store, desk: Desk) -> Assistants:
    from otkuda.serve.mcp import Assistants

    return Assistants(store, desk)


def choose(request: Request, form: FormData) -> Response:
    """Keep the language and the theme that somebody chose, and lead back to where that was."""
    answer = RedirectResponse(local(request, form.get("back")), 303)
    for name, known in (("language", LANGUAGES), ("theme", THEMES)):
        value = form.get(name)
        if isinstance(value, str) and value in known:
            path = reader_of(request).root or "/"
            answer.set_cookie(name, value, max_age=_YEAR, path=path, httponly=True, samesite="lax")
    return answer


def refused(request: Request) -> Response:
    """Answer what came from another site's page."""
    return _error(request, 403, reader_of(request).words("error.refused"))


def missing(request: Request, error: Exception) -> Response:
    """Answer for a page that is not there, or cannot be asked so."""
    status = error.status_code if isinstance(error, HTTPException) else 404
    said, is_plain = str(getattr(error, "detail", error)), _is_of_api(request)
    text = (
        said
        if status != HTTPStatus.NOT_FOUND or is_plain
        else reader_of(request).words("error.missing", what=request.url.path)
    )
    return _error(request, status, text, getattr(error, "headers", None))


def failed(request: Request, error: Exception) -> Response:
    """Answer with the one line of an error of ours; where the store is, is for no reader's eyes."""
    status = 503 if isinstance(error, StoreError) else 404 if isinstance(error, CursorError) else 400
    line = told(reader_of(request).words, str(error).removeprefix(f"{request.app.state.store.where}: "))
    if _is_of_api(request):
        return problem(status, line.text)
    return page(request, "error.html.jinja", status=status, text=line.text, language=line.language)


def busy(request: Request, error: Exception) -> Response:  # noqa: ARG001 - its kind says all
    """Answer where too many passwords are being tried at once."""
    return too_often(request, 5, "access.busy")


def broken(request: Request) -> Response:
    """Answer for a fault of ours, without a word of the inside."""
    return _error(request, 500, reader_of(request).words("error.fault"))


def _error(request: Request, status: int, text: str, headers: Mapping[str, str] | None = None) -> Response:
    """Answer in the form that the one who asks reads: a page, or of the API a problem."""
    if _is_of_api(request):
        return problem(status, text, headers)
    return page(request, "error.html.jinja", status=status, text=text)


def _is_of_api(request: Request) -> bool:
    return request.url.path.removeprefix(reader_of(request).root).startswith("/api/")
