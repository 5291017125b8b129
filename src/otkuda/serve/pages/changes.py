"""What changed from one version of an article to the next: the words that went and came, who is quoted otherwise."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.routing import Route

from otkuda.collect.changes import LONGEST, Piece, beginning, changes
from otkuda.serve.pages.article import chosen_of
from otkuda.serve.rendering import page
from otkuda.store import versions_with

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from starlette.requests import Request
    from starlette.responses import Response


_KEPT = 300  # characters that stay beside a change of what is the same
_ELLIPSIS = "\n…\n"


def show(request: Request) -> Response:
    """Show what changed from the version before the one that ``version`` numbers, or the last."""
    with request.app.state.store.reading() as conn:
        versions = versions_with(conn, request.path_params["id"])
    chosen = chosen_of(request, versions)
    before = next((one for one in versions if one.number == chosen.number - 1), None)
    if before is None:
        raise HTTPException(404)
    found = changes(beginning(before.article), beginning(chosen.article))
    return page(
        request,
        "changes.html.jinja",
        chosen=chosen,
        before=before,
        versions=versions,
        found=found,
        pieces=list(folded(found.pieces)),
        is_cut=max(len(before.article.text), len(chosen.article.text)) > LONGEST,
    )


def folded(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield pieces; of a long one that both versions have only what stands beside the changes."""
    for one in pieces:
        is_long = one.change == "same" and len(one.text) > 3 * _KEPT
        yield replace(one, text=one.text[:_KEPT] + _ELLIPSIS + one.text[-_KEPT:]) if is_long else one


ROUTES = [Route("/article/{id}/changes", show)]
