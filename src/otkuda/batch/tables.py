"""The tables of a batch: the columns of an export, without what only a store knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from otkuda.export.columns import ARTICLES, ATTRIBUTIONS, Column, Line, Table
from otkuda.export.statement_columns import STATEMENTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from otkuda.export.columns import Cell
    from otkuda.export.statement_columns import Appearing
    from otkuda.export.telling import Told
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
