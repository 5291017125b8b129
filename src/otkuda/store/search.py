"""Searching over articles, and over what was said in them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import and_, exists, false, func, literal, null, or_, select, true, tuple_

from otkuda.errors import CursorError
from otkuda.store.columns import instant, microseconds
from otkuda.store.matching import Sought, full_text, looked_for
from otkuda.store.query import All, Words, parse_query
from otkuda.store.readings import attributions_of, extracted_of, outlet_key
from otkuda.store.records import Found, Hit, Query
from otkuda.store.schema import attributions, versions
from otkuda.store.snippets import snippet
from otkuda.text.search_words import search_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import CTE, ColumnElement, Connection, Row, Select, Table

    from otkuda.store.matching import Ranked
    from otkuda.store.query import Node

MOST = 1_000  # hits of one page
BETWEEN = " … "  # the parts of a content are shown with it between them
FIRST = 200  # hits to which the filters are put before all others
COMMON = 5_000  # hits of a common word
WEIGHED = 500  # hits that are put into the order of how well they fit
_SHOWN, _LAST = re.compile(r"(\d{1,15})"), re.compile(r"(-?\d{1,18})\.(\d{1,18})")


class Search(NamedTuple):
    """A query made out: ``skip`` hits were shown before, or all down to ``last`` (when, number)."""

    query: Query
    table: Table  # of what is found
    node: Node
    speaker: Words
    limit: int
    by_time: bool
    skip: int
    last: tuple[datetime, int] | None

    @property
    def is_everything(self) -> bool:
        """Are there no words and no name to look for?"""
        return self.node == All(()) and not self.speaker.forms


def search_articles(conn: Connection, query: Query) -> Found:
    """Return the articles that have the words; with ``speaker`` and ``kind``, those with such an attribution."""
    return _found(conn, _made_out(query, versions))


def search_attributions(conn: Connection, query: Query) -> Found:
    """Return the attributions whose content has the words and whose source (the last of the chain) is the speaker."""
    return _found(conn, _made_out(query, attributions))


def _made_out(query: Query, table: Table) -> Search:
    """Best first goes on by how many were shown, newest first by the last that was shown."""
    node, speaker = parse_query(query.words), Words(tuple(word.form for word in search_words(query.speaker or "")))
    by_time = query.newest_first or (node == All(()) and not speaker.forms)
    cursor = (_LAST if by_time else _SHOWN).fullmatch(query.cursor or "")
    if query.cursor and not cursor:
        raise CursorError(query.cursor)
    last = (instant(int(cursor[1])), int(cursor[2])) if cursor and by_time else None
    skip = int(cursor[1]) if cursor and not by_time else 0
    return Search(query, table, node, speaker, min(max(query.limit, 1), MOST), by_time, skip, last)


def _found(conn: Connection, search: Search) -> Found:
    rows = _page(conn, search)
    keys, starts = looked_for(search.node)
    shown = rows[: search.limit]
    articles = extracted_of(conn, {row.version_id for row, _ in shown})
    found = attributions_of(conn, {row.attribution_id for row, _ in shown if row.attribution_id})
    hits = []
    for row, score in shown:
        article, one = articles[row.version_id], found.get(row.attribution_id)
        said = BETWEEN.join(article.text[slice(*span)] for span in one.content) if one else article.text
        words = snippet(said, article.language, keys, starts)
        hits.append(Hit(row.article_id, row.version_id, article, row.dated, words, score, row.attribution_id, one))
    if len(rows) <= search.limit:
        return Found(tuple(hits), None)
    last = rows[search.limit - 1][0]
    at = f"{microseconds(last.dated)}.{last.number}" if search.by_time else str(search.skip + search.limit)
    return Found(tuple(hits), at)


def _page(conn: Connection, search: Search) -> list[tuple[Any, float]]:
    """The rows of the hits with their scores, one more than asked for where there are more."""
    end = search.skip + search.limit
    if not search.is_everything and not search.by_time:
        return _ranked_page(conn, search, end + 1)
    if not search.is_everything:  # the filters are put to the first alone: a common word has a hundred thousand hits
        first = conn.execute(_by_time(conn, search).limit(FIRST)).all()
        found = _rows(conn, search, first)
        if len(first) < FIRST or len(found) > end:
            return found[: end + 1]
    return _rows(conn, search, conn.execute(_by_time(conn, search, is_filtered=True).limit(search.limit + 1)).all())


def _ranked_page(conn: Connection, search: Search, end: int) -> list[tuple[Any, float]]:
    """The hits from ``skip`` to ``end``: of those that were kept last the best first, then the others, the last first.

    To weigh all is no use to anybody where there are many, and takes long: FTS5's own rank goes through every row that
    has any of the words, 13 ms for two words and a name among a million contents, against 2 ms for finding them.
    """
    sought = _sought(search)
    last = full_text(conn).last(conn, sought, WEIGHED)
    weighed = sorted(full_text(conn).weighed(conn, sought, last), key=lambda one: (one.score, one.number), reverse=True)
    ranked: list[tuple[Any, float]] = []
    for start in range(0, len(weighed), search.limit + 1):
        ranked += _rows(conn, search, weighed[start : start + search.limit + 1])
        if len(ranked) >= end:
            break
    if len(ranked) >= end or len(last) < WEIGHED:
        return ranked[search.skip : end]
    number = search.table.c.number
    hits = _hits(conn, search)
    others = _columns(search).join(hits, hits.c.number == number).where(number < last[-1], *_filters(search))
    skip = max(search.skip - len(ranked), 0)
    others = others.order_by(number.desc()).offset(skip).limit(end - max(search.skip, len(ranked)))
    return [*ranked[search.skip :], *((row, 0.0) for row in conn.execute(others))]


def _by_time(conn: Connection, search: Search, *, is_filtered: bool = False) -> Select[Any]:
    """The numbers of all hits, the newest first, from the last that was shown on."""
    number: ColumnElement[Any] = search.table.c.number
    dated = (versions if search.is_everything else search.table).c.dated  # an attribution's is that of its version
    chosen = select(number, literal(0.0).label("score"))
    if search.table is versions and _is_common(conn, search):  # from the last article back, until there are enough
        chosen = chosen.where((number + 0).in_(full_text(conn).matching(_sought(search))))
    elif not search.is_everything:
        hits = _hits(conn, search)
        chosen = chosen.join(hits, hits.c.number == number)
    if search.table is attributions and (is_filtered or search.is_everything):
        chosen = chosen.join(versions, versions.c.id == attributions.c.version_id)
    chosen = chosen.where(*_filters(search)) if is_filtered else chosen
    if search.last:
        when, last = search.last
        chosen = chosen.where(tuple_(dated, number) < tuple_(literal(when, dated.type), literal(last)))
    return chosen.order_by(dated.desc(), number.desc())


def _is_common(conn: Connection, search: Search) -> bool:
    return not search.is_everything and len(full_text(conn).last(conn, _sought(search), COMMON)) == COMMON


def _rows(conn: Connection, search: Search, best: Sequence[Row[Any] | Ranked]) -> list[tuple[Any, float]]:
    """The rows of those of the hits that the filters let through.

    The filters are a column: as conditions they lead SQLite to all versions that fulfil them, and then to the hits.
    """
    number = search.table.c.number
    chosen = _columns(search).add_columns(and_(true(), *_filters(search)).label("fits"))
    rows = conn.execute(chosen.where(number.in_([one.number for one in best])))
    found = {row.number: row for row in rows if row.fits}
    return [(found[one.number], one.score) for one in best if one.number in found]


def chosen_by(conn: Connection, query: Query, *, of_attributions: bool) -> Select[Any]:
    """Return the rows of all that a query finds, in no order, for those who go through everything."""
    search = _made_out(query, attributions if of_attributions else versions)
    chosen = _columns(search).where(*_filters(search))
    if search.is_everything:
        return chosen
    hits = _hits(conn, search)
    return chosen.join(hits, hits.c.number == search.table.c.number)


def _columns(search: Search) -> Select[Any]:
    columns, number = versions.c, search.table.c.number
    chosen = select(columns.article_id, columns.id.label("version_id"), search.table.c.dated, number)
    if search.table is attributions:
        chosen = chosen.add_columns(attributions.c.position, attributions.c.id.label("attribution_id"))
        chosen = chosen.join(versions, columns.id == attributions.c.version_id)
    else:
        chosen = chosen.add_columns(null().label("position"), null().label("attribution_id"))
    return chosen


def _hits(conn: Connection, search: Search) -> CTE:
    """The numbers of all hits. Never woven into what joins them: databases guess badly how many there are."""
    return full_text(conn).matching(_sought(search)).cte("hits").prefix_with("MATERIALIZED")


def _sought(search: Search) -> Sought:
    name = f"{search.table.name.removesuffix('s')}_words"
    return Sought(name, search.node, search.speaker)


def _filters(search: Search) -> list[ColumnElement[bool]]:
    query, columns = search.query, versions.c
    is_latest = func.coalesce(columns.is_latest, false())  # as no index has it: nearly all are, and SQLite thinks few
    wanted: list[ColumnElement[bool]] = [] if query.all_versions else [is_latest]
    if query.outlet is not None:
        host = query.outlet.lower().removeprefix("www.")
        wanted.append(or_(columns.outlet_key == outlet_key(query.outlet), columns.host == host))
    if query.kind is not None:
        is_kind = attributions.c.kind == query.kind
        of_version = attributions.c.version_id == columns.id
        wanted.append(is_kind if search.table is attributions else exists().where(of_version, is_kind))
    if query.since is not None:
        wanted.append(columns.dated >= query.since)
    if query.until is not None:
        wanted.append(columns.dated < query.until)
    if query.language is not None:
        wanted.append(columns.language == query.language)
    return wanted
