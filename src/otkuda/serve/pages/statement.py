"""A statement: the words, who said them, where they were first said, who carried them, what changed on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse
from starlette.routing import Route

from otkuda.collect.telling import with_articles
from otkuda.serve.rendering import page, reader_of
from otkuda.store.statements import statement_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


def show(request: Request) -> Response:
    """Show a statement; under an address that it had before, lead to the one that it has now."""
    asked = request.path_params["id"]
    with request.app.state.store.reading() as conn:
        found = statement_of(conn, asked)
        told = next(with_articles(conn, [found]), None) if found else None
    if told is None:
        raise HTTPException(404)
    if told.statement.id != asked:
        return RedirectResponse(reader_of(request).url("statement", told.statement.id), 308)
    return page(request, "statement.html.jinja", told=told)


ROUTES = [Route("/statement/{id}", show)]
