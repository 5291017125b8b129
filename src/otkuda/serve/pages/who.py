"""Who is who: whom a speaker may be as well, which articles name it, and what a person decided; each with its undo."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse
from starlette.routing import Route

from otkuda.collect import decisions
from otkuda.collect.decisions import By
from otkuda.collect.entities import resolve_all
from otkuda.collect.portrait import Portrait, portrait
from otkuda.entities.spelling import plain
from otkuda.serve.asking import asked_of
from otkuda.serve.forms import submitted
from otkuda.serve.rendering import page, reader_of
from otkuda.store import (
    InArticle,
    Judgement,
    StoredEntity,
    Wanted,
    articles_naming,
    get_entity,
    list_entities,
    mentions_of,
)
from otkuda.store.voices import Known, known_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sqlalchemy import Connection
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

    from otkuda.serve.forms import Submitted

SHOWN = 100  # articles
CALLED = 10


class Called(NamedTuple):
    """How some articles call somebody, and those articles."""

    name: str
    standing: str
    articles: tuple[InArticle, ...]


@dataclass(frozen=True, slots=True)
class Identity:
    """What the page tells: whom it may be, who else is called as was asked for, articles, what was decided."""

    who: Portrait
    known: dict[str, Known]
    others: tuple[StoredEntity, ...]
    called: tuple[Called, ...]
    decided: tuple[Judgement, ...]
    is_cut: bool


def show(request: Request) -> Response:
    """Show who a speaker is, with what can be decided."""
    identity, name = request.path_params["id"], asked_of(request).get("q", "")
    reader = reader_of(request)
    with request.app.state.store.reading() as conn:
        entity = get_entity(conn, identity)
        if entity is None:
            raise HTTPException(404)
        if entity.id != identity:
            return RedirectResponse(reader.url("speaker", entity.id, "who", q=name), 307)
        found = identity_of(conn, entity, name)
    return page(request, "who.html.jinja", found=found, who=found.who, entity=entity, name=name)


def identity_of(conn: Connection, entity: StoredEntity, name: str) -> Identity:
    """Return what the page tells; ``name`` is that of whom it is to be one with."""
    who = portrait(conn, entity, articles=1)
    words = tuple(plain(name).split())
    some = list_entities(conn, Wanted(words, entity.type, limit=CALLED)) if words else []
    others = tuple(one for one in some if one.id != entity.id)
    mentions = mentions_of(conn, entity.id, newest=True)
    return Identity(
        who,
        known_of(conn, [one.id for one in (*who.may_be, *others)]),
        others,
        tuple(_called(articles_naming(conn, mentions[:SHOWN]))),
        tuple(decisions.decided_on(conn, [one.id for one in mentions])),
        len(mentions) > SHOWN,
    )


def _called(found: Iterable[InArticle]) -> Iterable[Called]:
    groups: dict[tuple[str, str], list[InArticle]] = {}
    for one in found:
        said = ", ".join(part for part in (one.mention.role, one.mention.organization) if part)
        groups.setdefault((one.mention.name, said), []).append(one)
    return (Called(*key, tuple(its)) for key, its in groups.items())


def merge(conn: Connection, identity: str, form: FormData, by: By) -> str:
    """Decide that somebody is another one."""
    return decisions.identify(conn, identity, _named(conn, form), by)


def part(conn: Connection, identity: str, form: FormData, by: By) -> str:
    """Decide that somebody is not another one."""
    return decisions.part(conn, identity, _named(conn, form), by)


def split(conn: Connection, identity: str, form: FormData, by: By) -> str:
    """Decide that some articles name somebody else. The page of those that stay is shown again."""
    decisions.split(conn, identity, [str(one) for one in form.getlist("mention")], by)
    return identity


def undo(conn: Connection, identity: str, form: FormData, by: By) -> str:  # noqa: ARG001 - as the others
    """Take a decision back."""
    decisions.take_back(conn, str(form.get("judgement", "")))
    return identity


def _named(conn: Connection, form: FormData) -> str:
    other = get_entity(conn, str(form.get("other", "")))
    if other is None:
        raise HTTPException(404)
    return other.id


def _deciding(decide: Callable[[Connection, str, FormData, By], str]) -> Submitted:
    def answer(request: Request, form: FormData) -> Response:
        store, reader = request.app.state.store, reader_of(request)
        resolve_all(store)
        with store.writing() as conn:
            entity = get_entity(conn, request.path_params["id"])
            if entity is None:
                raise HTTPException(404)
            now = decide(conn, entity.id, form, By(datetime.now(UTC), reader.name or None))
            entity = get_entity(conn, now) or entity
        return RedirectResponse(reader.url("speaker", entity.id, "who") + "#decided", 303)

    return answer


ROUTES = [
    Route("/speaker/{id}/who", show),
    *(
        Route(f"/speaker/{{id}}/{decide.__name__}", submitted(_deciding(decide)), methods=["POST"])
        for decide in (merge, part, split, undo)
    ),
]
