"""Briefs by the API: what any filter finds, or a dossier, as a page, a document, a table, in the reader's language."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from otkuda.archive import wanted
from otkuda.archive.statements import filter_of
from otkuda.serve import brief_document, brief_table
from otkuda.serve.api.described import Giving, found
from otkuda.serve.pages import brief
from otkuda.serve.pages.brief_view import brief_of_dossier, brief_of_filter
from otkuda.serve.rendering import reader_of
from otkuda.store.dossiers import get_dossier

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from starlette.requests import Request

    from otkuda.serve.asking import Asked
    from otkuda.serve.pages.brief_view import Brief
    from otkuda.serve.rendering import Reader
    from otkuda.store.dossiers import Dossier


def _brief(request: Request, asked: wanted.Brief) -> Brief:
    reader = reader_of(request)
    with request.app.state.store.reading() as conn:
        if asked.dossier is not None:
            return brief_of_dossier(conn, _dossier(conn, asked.dossier), reader)
        return _of_filter(conn, asked, reader)


def _of_filter(conn: Connection, asked: wanted.Brief, reader: Reader) -> Brief:
    fields = {name: getattr(asked, name) for name in asked.__struct_fields__ if name not in {"dossier", "most"}}
    chosen = filter_of(wanted.Statements(**fields), reader.name)
    return brief_of_filter(conn, chosen, asked.most, _as_asked(asked), reader)


def _dossier(conn: Connection, one: str) -> Dossier:
    """Return a dossier. 404 where there is none, or it was removed."""
    known = get_dossier(conn, one)
    dossier: Dossier = found(known if known and not known.removed else None)
    return dossier


def _as_asked(asked: wanted.Brief) -> Asked:
    """Return what is asked as the form of the page has it."""
    given = {name: one for name, one in msgspec.structs.asdict(asked).items() if one not in (None, False, "")}
    return {name: f"{one:%Y-%m-%d}" if isinstance(one, datetime) else str(one) for name, one in given.items()}


def _page(request: Request, asked: wanted.Brief) -> bytes:
    return bytes(brief.shown(request, _brief(request, asked), _as_asked(asked)).body)


def _document(request: Request, asked: wanted.Brief) -> bytes:
    return brief_document.document(_brief(request, asked), reader_of(request).words)


def _table(request: Request, asked: wanted.Brief) -> bytes:
    return brief_table.table(_brief(request, asked), reader_of(request).words)


_FORMS = (
    ("html", "text/html", "page to print", _page),
    ("docx", brief_document.MEDIA_TYPE, "Word document", _document),
    ("xlsx", brief_table.MEDIA_TYPE, "spreadsheet", _table),
)

BRIEFING = tuple(
    Giving(
        path=f"/brief.{ending}",
        name=f"giveBrief{ending.capitalize()}",
        tag="briefs",
        summary=f"Statements for somebody to read, as a {what}",
        media=media,
        give=give,
        query=wanted.Brief,
        refuses=(404,),
    )
    for ending, media, what, give in _FORMS
)
