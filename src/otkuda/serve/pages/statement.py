"""A statement: the words, who said them, where they were first said, who carried them, what changed on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse
from starlette.routing import Route

from otkuda.export.telling import Told, told, versions_of_all
from otkuda.serve.asking import asked_of, page_of
from otkuda.serve.evidence import Explaining
from otkuda.serve.pages.before_view import beside
from otkuda.serve.pages.joining import joining
from otkuda.serve.pages.statement_view import (
    first_of,
    grouped,
    needed,
    relations_of,
    tellings,
    way_of,
    with_translations,
)
from otkuda.serve.rendering import page, reader_of
from otkuda.store.heads import heads_of
from otkuda.store.items import stories_of
from otkuda.store.readers import marked
from otkuda.store.speakers import speaker_of
from otkuda.store.statements import carriers_of, statement_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection
    from starlette.requests import Request
    from starlette.responses import Response

    from otkuda.model import Appearance
    from otkuda.serve.asking import Asked

PAGE = 30  # appearances of a page
EXPLAINED = 12  # with the evidence, for which each article is looked at again
EARLIER = 3  # sayings on the same matter
_WEIGHED = 60  # articles whose texts are read for the evidence


def show(request: Request) -> Response:
    """Show a statement; under an address that it had before, lead to the one that it has now."""
    reader, asked, name = reader_of(request), asked_of(request), request.path_params["id"]
    with request.app.state.store.reading() as conn:
        found = statement_of(conn, name)
        heads = heads_of(conn, versions_of_all([found])) if found else {}
        carriers = {one: head.carrier for one, head in heads.items()}
        short = told(with_translations(found), carriers) if found else None
        if short is None:
            raise HTTPException(404)
        if short.statement.id != name:
            return RedirectResponse(reader.url("statement", short.statement.id, **asked), 307)
        groups, copies_of = _groups(short, asked)
        is_explained = "why" in asked
        length = EXPLAINED if is_explained else PAGE
        at = page_of(asked, len(groups), length)
        shown = groups[at * length : (at + 1) * length]
        whole = _with_texts(conn, short, shown, everything=is_explained)
        entity, story = speaker_of(conn, name), stories_of(conn, [name]).get(name)
        marks = marked(conn, reader.name, [name])
        joined = joining(conn, short, asked)
        before = beside(conn, short.statement, EARLIER) if entity and copies_of is None and not at else None
    why = Explaining(whole, reader.words) if is_explained else None
    return page(
        request,
        "statement.html.jinja",
        told=whole,
        statement=whole.statement,
        first=first_of(whole),
        way=way_of(whole) if copies_of is None else None,
        tellings=tuple(tellings(whole, shown, why)),
        reasons=tuple(why.origin()) if why else (),
        is_explained=is_explained,
        relations=relations_of(whole),
        articles={one: head.article_id for one, head in heads.items()},
        entity=entity,
        story=story,
        is_starred=name in marks.starred,
        is_read=name in marks.read,
        joining=joined,
        before=before,
        copies_of=copies_of,
        at=at,
        further=at + 1 if (at + 1) * length < len(groups) else None,
    )


def _groups(short: Told, asked: Asked) -> tuple[Sequence[Sequence[Appearance]], Appearance | None]:
    """Return what is listed: the appearances with their copies, or the copies of one of them, each for itself."""
    groups = grouped(short)
    wanted = asked.get("copies")
    of = next((group for group in groups if group[0].id == wanted), None) if wanted else None
    return (groups, None) if of is None else (tuple((one,) for one in of), of[0])


def _with_texts(
    conn: Connection, short: Told, shown: Sequence[Sequence[Appearance]], *, everything: bool = False
) -> Told:
    """Return the statement with the texts that are shown; with evidence, with those of more articles that it weighs."""
    wanted = needed(short, shown)
    if everything:
        wanted |= {one.carrier for one in [*short.first.values()][:_WEIGHED]}
    return Told(short.statement, {**short.carriers, **carriers_of(conn, wanted)})


ROUTES = [Route("/statement/{id}", show)]
