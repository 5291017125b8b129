"""An article as a reader wants it: the text with each content marked in its speaker's colour, and who said what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.routing import Route

from otkuda.collect.deciding import as_decided
from otkuda.model import Carrier
from otkuda.serve.pages.article_view import Shown, parts_of, said_only
from otkuda.serve.rendering import page
from otkuda.store import missing, versions_with
from otkuda.store.placing import placed_in
from otkuda.store.stories import stories_with

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection
    from starlette.requests import Request
    from starlette.responses import Response

    from otkuda.store import Version


_DIGITS = 6


def show(request: Request) -> Response:
    """Show an article in its last version, or in the one that ``version`` numbers; of a long one a part."""
    with request.app.state.store.reading() as conn:
        versions = versions_with(conn, request.path_params["id"])
        shown = _shown(conn, request, versions, chosen_of(request, versions))
    return page(request, "article.html.jinja", shown=shown, article=shown.article)


def _shown(conn: Connection, request: Request, versions: Sequence[Version], chosen: Version) -> Shown:
    carrier = Carrier(chosen.id, chosen.article, chosen.number, chosen.seen)
    telling, decisions = as_decided(conn, carrier)
    asked = request.query_params.get("decided", "")
    article = said_only(telling.article)
    return Shown(
        chosen=chosen,
        versions=versions,
        article=article,
        part=min(max(1, number_asked(request, "part")), len(parts_of(article.text))),
        placed=placed_in(conn, chosen.id),
        stories=stories_with(conn, [chosen.id]),
        missing=missing(conn, article.url) if article.url else None,
        decisions=decisions,
        decided=next((one for one in decisions if one.id == asked and one.kind != "undo"), None),
    )


def chosen_of(request: Request, versions: Sequence[Version]) -> Version:
    """Return the version that is asked for, else the last. 404 where there is no such article."""
    if not versions:
        raise HTTPException(404)
    number = number_asked(request, "version")
    return next((one for one in versions if one.number == number), versions[-1])


def number_asked(request: Request, name: str) -> int:
    """Return a number that is asked for; 0 where something else is."""
    value = request.query_params.get(name, "")
    return int(value) if value.isascii() and value.isdecimal() and len(value) <= _DIGITS else 0


ROUTES = [Route("/article/{id}", show)]
