"""Searching over articles, and over what was said in them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sqlalchemy import exists, literal, or_, select, tuple_

from otkuda.errors import InputError
from otkuda.store.columns import instant, microseconds
from otkuda.store.matching import looked_for
from otkuda.store.query import All, Words, parse_query
from otkuda.store.readings import articles_of, outlet_key
from otkuda.store.records import Found, Hit, Query
from otkuda.store.schema import attributions, versions
from otkuda.store.snippets import snippet
from otkuda.text.search_words import search_words

if TYPE_CHECKING:
    from sqlalchemy import CTE, ColumnElement, Connection, Row, Select

    from otkuda.store.query import Node

MOST = 1_000  # hits of one page
BETWEEN = " … "  # the parts of a content are shown with it between them
_CURSOR = re.compile(r"(\d+)|(-?\d+)\.(\d+)")


def search_articles(conn: Connection, query: Query) -> Found:
    """Return the articles that have the words; with ``speaker`` and ``kind``, those with such an attribution."""
    return _search(conn, query, of_attributions=False)


def search_attributions(conn: Connection, query: Query) -> Found:
    """Return the attributions whose content has the words and whose source (the last of the chain) is the speaker."""
    return _search(conn, query, of_attributions=True)


def _search(conn: Connection, query: Query, *, of_attributions: bool) -> Found:
    node = parse_query(query.words)
    limit = min(max(query.limit, 1), MOST)
    rows = conn.execute(chosen_by(conn, query, node, of_attributions=of_attributions).limit(limit + 1)).all()
    keys, starts = looked_for(node, query.language)
    articles = articles_of(conn, {row.version_id for row in rows[:limit]})
    hits = []
    for row in rows[:limit]:
        article = articles[row.version_id][1]
        one = article.attributions[row.position] if of_attributions else None
        said = BETWEEN.join(article.text[slice(*span)] for span in one.content) if one else article.text
        shown = snippet(said, article.language, keys, starts)
        hits.append(Hit(row.article_id, row.version_id, article, row.dated, shown, row.score, row.attribution_id, one))
    is_last = len(rows) <= limit
    return Found(tuple(hits), None if is_last else _next(query, rows[limit - 1], by_time=_by_time(query, node)))


def chosen_by(conn: Connection, query: Query, node: Node, *, of_attributions: bool) -> Select[Any]:
    """The rows of the hits in their order, from the cursor on."""
    number = (attributions if of_attributions else versions).c.number
    speaker = Words(tuple(word.form for word in search_words(query.speaker or "")))
    columns = [versions.c.article_id, versions.c.id.label("version_id"), versions.c.dated, number.label("number")]
    if of_attributions:
        columns += [attributions.c.position, attributions.c.id.label("attribution_id")]
    else:
        columns += [literal(None).label("attribution_id")]
    if node == All(()) and not speaker.forms:
        chosen = select(*columns, literal(0.0).label("score"))
        score = None
    else:
        hits = _hits(conn, "attribution_words" if of_attributions else "version_words", node, speaker, query.language)
        chosen = select(*columns, hits.c.score).join(hits, hits.c.number == number)
        score = hits.c.score
    if of_attributions:
        chosen = chosen.join(versions, versions.c.id == attributions.c.version_id)
    return _paged(chosen.where(*_filters(query, of_attributions=of_attributions)), query, number, score)


def _by_time(query: Query, node: Node) -> bool:
    """Newest first: where that is asked for, and where there are no words to rank by."""
    return query.newest_first or (node == All(()) and not query.speaker)


def _hits(conn: Connection, name: str, node: Node, speaker: Words, language: str | None) -> CTE:
    if conn.dialect.name == "sqlite":
        from otkuda.store.fts5 import hits
    else:
        from otkuda.store.tsvector import hits
    return hits(name, node, speaker, language)


def _filters(query: Query, *, of_attributions: bool) -> list[ColumnElement[bool]]:
    columns = versions.c
    wanted: list[ColumnElement[bool]] = [] if query.all_versions else [columns.is_latest]
    if query.outlet is not None:
        host = query.outlet.lower().removeprefix("www.")
        wanted.append(or_(columns.outlet_key == outlet_key(query.outlet), columns.host == host))
    if query.kind is not None:
        is_kind = attributions.c.kind == query.kind
        of_version = attributions.c.version_id == columns.id
        wanted.append(is_kind if of_attributions else exists().where(of_version, is_kind))
    if query.since is not None:
        wanted.append(columns.dated >= query.since)
    if query.until is not None:
        wanted.append(columns.dated < query.until)
    if query.language is not None:
        wanted.append(columns.language == query.language)
    return wanted


def _paged(
    chosen: Select[Any], query: Query, number: ColumnElement[int], score: ColumnElement[float] | None
) -> Select[Any]:
    """Best first goes on by how many were shown, newest first by the last that was shown."""
    cursor = _CURSOR.fullmatch(query.cursor) if query.cursor else None
    by_time = score is None or query.newest_first
    if query.cursor and (cursor is None or bool(cursor[1]) is by_time):
        raise InputError(f"{query.cursor[:40]!r} is no cursor of this search; leave it out to begin again")
    dated = versions.c.dated
    if score is not None and not by_time:
        return chosen.order_by(score.desc(), number.desc()).offset(int(cursor[1]) if cursor else 0)
    if cursor:
        last = tuple_(literal(instant(int(cursor[2])), dated.type), literal(int(cursor[3])))
        chosen = chosen.where(tuple_(dated, number) < last)
    return chosen.order_by(dated.desc(), number.desc())


def _next(query: Query, last: Row[Any], *, by_time: bool) -> str:
    shown = int(query.cursor or 0) if not by_time else 0
    return f"{microseconds(last.dated)}.{last.number}" if by_time else str(shown + min(max(query.limit, 1), MOST))
