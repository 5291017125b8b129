"""The application: which page stands where, and what is answered when something goes wrong."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from anyio import to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import RedirectResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from otkuda.errors import OtkudaError, StoreError
from otkuda.serve.access.admission import Gate, too_often
from otkuda.serve.access.passwords import Busy
from otkuda.serve.access.table import guarded
from otkuda.serve.access.who import Access
from otkuda.serve.desk import Desk
from otkuda.serve.faults import fault
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
    from collections.abc import AsyncIterator

    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import Scope

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
)
PAGES = 4  # that are worked at at a time
_YEAR = 31_536_000  # seconds


def application(store: Store, *, settings: Settings | None = None, serving: Serving | None = None) -> Starlette:
    """Return the ASGI application over an open store.

    The store is the caller's to close, after the last answer. ``settings`` say how addresses are asked that somebody
    gives to a page, and how often. ``serving`` says under which names it answers, and whether those on this machine
    alone are served, who need not log in while there are no users.
    """
    serving = serving or Serving()
    chosen = settings or Settings()
    figures = Figures()
    access = Access(store, is_open=serving.is_here, rate=chosen.rate)
    routes = [
        *(route for part in PARTS for route in part.ROUTES),
        Route("/reading", submitted(choose), methods=["POST"]),
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
    made.state.desk = Desk()
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
    """Let few threads work at pages; tell watchlists what comes meanwhile; end the desk's process with the pages.

    One page after the other is sooner done than all at once, which Python would only work at in turn.
    """
    from otkuda.alerts.running import telling
    from otkuda.alerts.world import world_of

    to_thread.current_default_thread_limiter().total_tokens = PAGES
    with telling(made.state.store, world_of(made.state.settings), complain):
        yield
    made.state.desk.close()


def complain(said: str) -> None:
    """Log why alerts could not be told; they are told when that is over."""
    log().error("untold", error=said)


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
    return page(request, "error.html.jinja", status=403, text=reader_of(request).words("error.refused"))


def missing(request: Request, error: Exception) -> Response:
    """Answer for a page that is not there, or cannot be asked so."""
    status = error.status_code if isinstance(error, HTTPException) else 404
    words = reader_of(request).words
    text = words("error.missing", what=request.url.path) if status == 404 else str(getattr(error, "detail", error))  # noqa: PLR2004 - HTTP
    return page(request, "error.html.jinja", status=status, text=text)


def failed(request: Request, error: Exception) -> Response:
    """Answer with the one line of an error of ours."""
    status, told = 503 if isinstance(error, StoreError) else 400, fault(reader_of(request).words, error)
    return page(request, "error.html.jinja", status=status, text=told.text, language=told.language)


def busy(request: Request, error: Exception) -> Response:  # noqa: ARG001 - its kind says all
    """Answer where too many passwords are being tried at once."""
    return too_often(request, 5, "access.busy")


def broken(request: Request) -> Response:
    """Answer for a fault of ours, without a word of the inside."""
    return page(request, "error.html.jinja", status=500, text=reader_of(request).words("error.fault"))
