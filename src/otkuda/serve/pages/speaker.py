"""A speaker: who it is, all that was said by time or by story, how much it is quoted and by whom.

People and organizations have the same page; an outlet has one, too, as far as others name it as their source.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse
from starlette.routing import Route

from otkuda.collect.portrait import Portrait, portrait
from otkuda.serve.asking import asked_of
from otkuda.serve.pictures.columns import Columns, columns_of
from otkuda.serve.rendering import page, reader_of
from otkuda.store import get_entity
from otkuda.store.feed import feed
from otkuda.store.feed_records import Filter, Item
from otkuda.store.said import Topic, counts_by, topics
from otkuda.store.voices import Quoter, quoters_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection
    from starlette.requests import Request
    from starlette.responses import Response

    from otkuda.serve.rendering import Reader

PAGE = 25  # statements by time,
BY_STORY = 100  # and by story
QUOTERS, TOPICS = 12, 8


class Lines(NamedTuple):
    """What was said on one story; without an id what is of none."""

    story: str | None
    headline: str | None
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Voice:
    """What a page tells of a speaker; ``lines`` are the statements of this page, all in one where they go by time."""

    who: Portrait
    lines: tuple[Lines, ...]
    cursor: str | None
    is_by_story: bool
    plot: Columns | None
    statements: int
    quoters: tuple[Quoter, ...]
    topics: tuple[Topic, ...]


def show(request: Request) -> Response:
    """Show a speaker; under an id that it had before, lead to the one that it has now."""
    identity = request.path_params["id"]
    reader = reader_of(request)
    with request.app.state.store.reading() as conn:
        entity = get_entity(conn, identity)
        if entity is None:
            raise HTTPException(404)
        if entity.id != identity:
            return RedirectResponse(reader.url("speaker", entity.id, **request.query_params), 307)
        voice = voice_of(conn, portrait(conn, entity, articles=0), request, reader)
    return page(request, "speaker.html.jinja", voice=voice, who=voice.who, entity=entity)


def voice_of(conn: Connection, who: Portrait, request: Request, reader: Reader) -> Voice:
    """Return what the page tells."""
    asked = asked_of(request)
    is_by_story = asked.get("by") == "story"
    limit = BY_STORY if is_by_story else PAGE
    wanted = Filter(entity=who.id, reader=reader.name)
    said = feed(conn, wanted, after=asked.get("after"), limit=limit)
    days = counts_by(conn, wanted, timedelta(days=1), reader.ahead)
    return Voice(
        who,
        tuple(_by_story(said.items)) if is_by_story else (Lines(None, None, said.items),),
        said.cursor,
        is_by_story,
        columns_of({one.start: one.statements for one in days}, reader),
        sum(one.statements for one in days),
        tuple(quoters_of(conn, who.id, QUOTERS)),
        tuple(topics(conn, wanted, TOPICS)),
    )


def _by_story(items: Sequence[Item]) -> Iterator[Lines]:
    """Yield the stories by the latest of what was said on them."""
    order = {story: place for place, story in reversed([*enumerate(one.story for one in items)])}
    for story, its in groupby(sorted(items, key=lambda one: order[one.story]), key=lambda one: one.story):
        some = tuple(its)
        yield Lines(story, some[0].headline, some)


ROUTES = [Route("/speaker/{id}", show)]
