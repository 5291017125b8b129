"""A brief: what any filter finds, or a dossier, as a page to print, a document, a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import Response as Plain
from starlette.routing import Route

from otkuda.serve import brief_document, brief_table, brief_words
from otkuda.serve.asking import asked_of
from otkuda.serve.pages.brief_view import MANY, Brief, brief_of
from otkuda.serve.pages.feed import FLAGS, KINDS
from otkuda.serve.rendering import page, reader_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from otkuda.serve.asking import Asked


def show(request: Request) -> Response:
    """Show a brief, ready to be printed."""
    return shown(request, _brief(request), asked_of(request))


def shown(request: Request, brief: Brief, asked: Asked) -> Response:
    """Return the page of a brief that was asked for so."""
    return page(
        request,
        "brief.html.jinja",
        brief=brief,
        asked=asked,
        kinds=KINDS,
        flags=tuple(one for one in FLAGS if one != "new"),
        many=MANY,
        told=brief_words,
    )


def as_document(request: Request) -> Response:
    """Give a brief as a Word document."""
    words = reader_of(request).words
    return _file(brief_document.document(_brief(request), words), brief_document.MEDIA_TYPE, "docx")


def as_table(request: Request) -> Response:
    """Give a brief as a spreadsheet."""
    words = reader_of(request).words
    return _file(brief_table.table(_brief(request), words), brief_table.MEDIA_TYPE, "xlsx")


def _brief(request: Request) -> Brief:
    with request.app.state.store.reading() as conn:
        return brief_of(conn, asked_of(request), reader_of(request))


def _file(content: bytes, media_type: str, ending: str) -> Response:
    headers = {"content-disposition": f'attachment; filename="otkuda-brief.{ending}"'}
    return Plain(content, media_type=media_type, headers=headers)


ROUTES = [
    Route("/brief", show),
    Route("/brief.docx", as_document),
    Route("/brief.xlsx", as_table),
]
