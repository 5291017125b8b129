"""An article as a reader wants it: the text with each content marked in its speaker's colour, and who said what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.routing import Route

from otkuda.serve.rendering import page
from otkuda.store import versions_with
from otkuda.store.statements import statements_at

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


def show(request: Request) -> Response:
    """Show an article in its last version, or in the one that ``version`` numbers."""
    with request.app.state.store.reading() as conn:
        versions = versions_with(conn, request.path_params["id"])
        number = request.query_params.get("version", "")
        chosen = next((one for one in versions if str(one.number) == number), versions[-1] if versions else None)
        if chosen is None:
            raise HTTPException(404)
        here = statements_at(conn, chosen.article.url) if chosen.article.url else ()
    placed = {each.position: one.id for one in here for each in one.appearances if each.carrier == chosen.id}
    return page(
        request, "article.html.jinja", article=chosen.article, chosen=chosen, versions=versions, statements=placed
    )


ROUTES = [Route("/article/{id}", show)]
