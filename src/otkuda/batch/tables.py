"""The tables of a batch: the columns of an export, without what only a store knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from otkuda.export.cells import in_words
from otkuda.export.columns import ARTICLES, ATTRIBUTIONS, Column, Line, Table
from otkuda.export.statement_columns import STATEMENTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from otkuda.entities import Entity
    from otkuda.entities.mention import Held
    from otkuda.export.columns import Cell, Json
    from otkuda.export.statement_columns import Appearing
    from otkuda.export.telling import Told
    from otkuda.model import Carrier, Story
    from otkuda.store.everything import Archived

_OF_A_STORE = frozenset("version versions last_seen missing missing_why".split())
_IDS: tuple[Column[Line], ...] = (
    Column("article_id", "text", lambda line: line.archived.version.article_id),
    Column("version_id", "text", lambda line: line.archived.version.id),
)


class Reject(NamedTuple):
    """What could not be read: where it stands, its address where that is known, and why."""

    file: str
    offset: int
    inside: int
    url: str | None
    reason: str


def _articles(kept: Iterable[Archived]) -> Iterator[Line]:
    return (Line(one) for one in kept)


def _attributions(kept: Iterable[Archived]) -> Iterator[Line]:
    return (Line(one, at) for one in kept for at in range(len(one.version.article.attributions)))


def _rejects(kept: Iterable[Reject]) -> Iterator[Reject]:
    return iter(kept)


def _beyond_a_store(columns: Iterable[Column[Line]]) -> Iterator[Column[Line]]:
    return (one for one in columns if one.name not in _OF_A_STORE)


def _held(one: Held) -> Json:
    first, last = (in_words(day) for day in (one.first, one.last))
    return {"role": one.role, "organization": one.organization, "first": first, "last": last}


class Within(NamedTuple):
    """What a line of the table of stories is made from: a story, and one of its articles."""

    story: Story
    carrier: Carrier


def _within(kept: Iterable[Story]) -> Iterator[Within]:
    return (Within(story, carrier) for story in kept for carrier in story.carriers)


def _position(line: Line) -> Cell:
    return line.position


BATCH_ARTICLES: Table[Archived, Line] = Table("articles", (*_IDS, *_beyond_a_store(ARTICLES.columns)), _articles)
BATCH_ATTRIBUTIONS: Table[Archived, Line] = Table(
    "attributions",
    (*_IDS, Column("position", "whole", _position), *_beyond_a_store(ATTRIBUTIONS.columns)),
    _attributions,
)
BATCH_STATEMENTS: Table[Told, Appearing] = Table(
    "statements",
    (
        *STATEMENTS.columns,
        Column("version_id", "text", lambda line: line.one.carrier),
        Column("position", "whole", lambda line: line.one.position),
    ),
    STATEMENTS.lines,
)
ENTITIES: Table[Entity, Entity] = Table(
    "entities",
    (
        Column("entity", "text", lambda one: one.id),
        Column("type", "text", lambda one: one.type),
        Column("name", "text", lambda one: one.name),
        Column("names", "list", lambda one: tuple(dict.fromkeys(name for _, name in one.names))),
        Column("gender", "text", lambda one: one.gender or None),
        Column("mentions", "whole", lambda one: len(one.mentions)),
        Column("roles", "json", lambda one: [_held(each) for each in one.roles]),
        Column("may_be", "list", lambda one: one.may_be),
    ),
    iter,
)
STORIES: Table[Story, Within] = Table(
    "stories",
    (
        Column("story", "text", lambda line: line.story.id),
        Column("story_headline", "text", lambda line: line.story.headline),
        Column("since", "instant", lambda line: line.story.since),
        Column("until", "instant", lambda line: line.story.until),
        Column("articles", "whole", lambda line: len(line.story.carriers)),
        Column("version_id", "text", lambda line: line.carrier.id),
        Column("url", "text", lambda line: line.carrier.article.url),
        Column("headline", "text", lambda line: line.carrier.article.headline),
        Column("published_utc", "instant", lambda line: line.carrier.article.published),
    ),
    _within,
)
REJECTS: Table[Reject, Reject] = Table(
    "rejects",
    (
        Column("file", "text", lambda one: one.file),
        Column("offset", "number", lambda one: one.offset),
        Column("inside", "number", lambda one: one.inside),
        Column("url", "text", lambda one: one.url),
        Column("reason", "text", lambda one: one.reason),
    ),
    _rejects,
)
