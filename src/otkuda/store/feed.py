"""The feed: statements as they come, or those that weigh most, chosen by filters, page by page.

Newest first goes by when the last article that carries a statement was published. By weight, a statement is as good as
one of half a day later with half as many first-hand and independent outlets: that is a sum, written down with the
statement, so that no order changes with the clock. A page goes on after the last that was shown: what arrives meanwhile
stands before it.

Most of what can be asked for is a facet: an index gives the statements that have it in the order of the feed. The
rarest that is asked for is gone through, the others are looked up. Words, a speaker and stars are found first, and put
in order.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sqlalchemy import exists, intersect, literal, select, tuple_

from otkuda.errors import InputError
from otkuda.store.columns import instant, microseconds
from otkuda.store.feed_records import Feed
from otkuda.store.feed_schema import facets, marks, spoken, summaries
from otkuda.store.items import items_of
from otkuda.store.matching import Sought, full_text
from otkuda.store.query import All, Words, parse_query
from otkuda.store.readers import has_read
from otkuda.store.readings import outlet_key
from otkuda.store.schema import redirects, statements
from otkuda.store.speakers import spoken_by
from otkuda.store.summaries import facet_key
from otkuda.text.search_words import search_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import ColumnElement, Connection, Select

    from otkuda.store.feed_records import Filter

MOST = 200  # items of one page
_LAST = re.compile(r"(-?\d{1,18})\.(\d{1,18})")


def feed(conn: Connection, filter: Filter, *, after: str | None = None, limit: int = 30) -> Feed:  # noqa: A002 - what it is
    """Return the statements that a filter lets through, from the one after the cursor ``after`` on.

    InputError for a cursor of something else.
    """
    many = min(max(limit, 1), MOST)
    rows = conn.execute(chosen(conn, filter, after).limit(many + 1)).all()
    last = rows[many - 1] if len(rows) > many else None
    cursor = f"{microseconds(getattr(last, _order(filter)))}.{last.number}" if last else None
    return Feed(tuple(items_of(conn, rows[:many], filter.reader)), cursor)


def chosen(conn: Connection, filter: Filter, after: str | None = None) -> Select[Any]:  # noqa: A002 - what it is
    """Return the query for the statements of a filter, in its order."""
    first, *others = (facet_key(*one) for one in _facets(filter))
    found = list(_found(conn, filter))
    joined = summaries.join(statements, statements.c.id == summaries.c.statement_id)
    wanted = list(_wanted(filter))
    if found:
        hits = (intersect(*found) if found[1:] else found[0]).cte("hits").prefix_with("MATERIALIZED")
        joined = hits.join(joined, hits.c.number == summaries.c.number)
        by, others = summaries, [first, *others]
    else:
        joined = facets.join(joined, facets.c.number == summaries.c.number)
        by, wanted = facets, [*wanted, facets.c.facet == first]
    column = by.c[_order(filter)]
    if filter.since is not None:
        wanted.append(by.c.active >= filter.since)
    if after is not None:
        wanted.append(tuple_(column, by.c.number) < tuple_(*_place(after)))
    shown = (statements.c.speaker, statements.c.text, statements.c.language)
    rows = select(summaries, *shown).select_from(joined).where(*wanted, *map(_has, others))
    return rows.order_by(column.desc(), by.c.number.desc())


def _order(filter: Filter) -> str:  # noqa: A002 - what it is
    return "weight" if filter.by_weight else "active"


def _place(cursor: str) -> tuple[Any, Any]:
    found = _LAST.fullmatch(cursor)
    if not found:
        raise InputError(f"{cursor[:40]!r} is no cursor of this feed; leave it out to begin again")
    return literal(instant(int(found[1])), facets.c.active.type), literal(int(found[2]))


def _facets(filter: Filter) -> Iterator[tuple[str, str]]:  # noqa: A002 - what it is
    """Yield the facets that are asked for, the rarest first, as far as one can tell."""
    if filter.outlet is not None:
        yield "outlet", outlet_key(filter.outlet.lower().removeprefix("www."))
    flags = (("differing", filter.is_differing), ("primary", filter.has_primary))
    yield from ((name, "") for name, is_asked in flags if is_asked)
    if filter.kind is not None:
        yield "kind", filter.kind
    if filter.language is not None:
        yield "language", filter.language
    yield ("several", "") if filter.is_of_several else ("statement", "")


def _has(facet: int) -> ColumnElement[bool]:
    """Return whether a statement has a facet."""
    columns = facets.alias("other").c
    return exists().where(
        columns.facet == facet, columns.active == summaries.c.active, columns.number == summaries.c.number
    )


def _wanted(filter: Filter) -> Iterator[ColumnElement[bool]]:  # noqa: A002 - what it is
    """Yield what is looked at in each statement."""
    if filter.came is not None:
        yield summaries.c.last_seen >= filter.came
    if filter.is_unread:
        yield ~has_read(filter.reader, summaries.c.statement_id)


def _found(conn: Connection, filter: Filter) -> Iterator[Select[int]]:  # noqa: A002 - what it is
    """Yield the numbers of the statements that a part of the filter finds at once."""
    node, name = parse_query(filter.words), Words(tuple(word.form for word in search_words(filter.speaker or "")))
    if node != All(()) or name.forms:
        hits = full_text(conn).matching(Sought("attribution_words", node, name)).cte("said").prefix_with("MATERIALIZED")
        yield select(spoken.c.number).distinct().join_from(hits, spoken, spoken.c.attribution == hits.c.number)
    if filter.entity is not None:
        yield spoken_by(conn, filter.entity)
    if filter.is_starred:
        yield _starred(filter.reader)


def _starred(reader: str) -> Select[int]:
    """The numbers of what a reader starred, under the ids of then or of now."""
    its = (marks.c.reader == reader, marks.c.starred.is_not(None))
    now = select(marks.c.id).where(*its)
    moved = select(redirects.c.new).join_from(marks, redirects, redirects.c.old == marks.c.id).where(*its)
    return select(summaries.c.number).where(summaries.c.statement_id.in_(now.union(moved)))
