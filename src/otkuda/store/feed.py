"""The feed: statements as they come, or those that weigh most, chosen by filters, page by page.

Newest first goes by when the last article that carries a statement was published. By weight, a statement is as good as
one of half a day later with half as many first-hand and independent outlets: that is a sum, written down with the
statement, so that no order changes with the clock. A page goes on after the last that was shown: what arrives meanwhile
stands before it.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select

from otkuda.store.feed_records import Feed
from otkuda.store.feed_schema import facets, spoken, summaries
from otkuda.store.items import items_of
from otkuda.store.matching import Sought
from otkuda.store.paging import Asked, Shelf, page
from otkuda.store.query import LONGEST, All, Words, parse_query
from otkuda.store.readers import has_read, starred_by
from otkuda.store.readings import outlet_key
from otkuda.store.schema import appearances
from otkuda.store.speakers import spoken_by
from otkuda.store.story_schema import story_articles, story_redirects
from otkuda.store.summaries import facet_key
from otkuda.text.search_words import search_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import BindParameter, Connection, Select

    from otkuda.store.feed_records import Filter

SHELF = Shelf(summaries, facets)


def feed(conn: Connection, wanted: Filter, *, after: str | None = None, limit: int = 30) -> Feed:
    """Return the statements that a filter lets through, from the one after the cursor ``after`` on.

    CursorError for a cursor of something else.
    """
    rows, cursor = page(conn, chosen(conn, wanted, after), wanted, limit)
    return Feed(tuple(items_of(conn, rows, wanted.reader)), cursor)


def has_any(conn: Connection, wanted: Filter) -> bool:
    """Return whether a filter lets any statement through."""
    return conn.execute(chosen(conn, wanted).limit(1)).first() is not None


def chosen(conn: Connection, wanted: Filter, after: str | None = None) -> Select[Any]:
    """Return the query for the statements of a filter in short, in its order."""
    asked = Asked([facet_key(*one) for one in properties_of(wanted)], list(_found(conn, wanted)))
    if wanted.is_unread:
        asked.conditions.append(~has_read(wanted.reader, summaries.c.statement_id))
    node = parse_query(wanted.words)
    name = Words(tuple(word.form for word in islice(search_words(wanted.speaker or ""), LONGEST)))
    if node != All(()) or name.forms:
        sought = Sought("attribution_words", node, name)
        asked.put_words(conn, sought, select(spoken.c.attribution, spoken.c.number))
    return SHELF.chosen(asked, wanted, after)


def found_once(conn: Connection, wanted: Filter) -> Filter:
    """Return a filter with what its speaker said looked up, for a page that asks more than one thing of it."""
    if wanted.entity is None:
        return wanted
    return replace(wanted, entity=None, numbers=tuple(conn.execute(spoken_by(conn, wanted.entity)).scalars()))


def properties_of(wanted: Filter) -> Iterator[tuple[str, str]]:
    """Yield the facets that are asked for, the rarest first, as far as one can tell."""
    if wanted.outlet is not None:
        yield "outlet", outlet_asked(wanted.outlet)
    flags = (("differing", wanted.is_differing), ("primary", wanted.has_primary))
    yield from ((name, "") for name, is_asked in flags if is_asked)
    if wanted.kind is not None:
        yield "kind", wanted.kind
    if wanted.language is not None:
        yield "language", wanted.language
    yield ("several", "") if wanted.is_of_several else ("all", "")


def outlet_asked(name: str) -> str:
    """Return by what an outlet is found whose name or host is given."""
    return outlet_key(name.lower().removeprefix("www."))


def _found(conn: Connection, wanted: Filter) -> Iterator[Select[int]]:
    """Yield the numbers of the statements that a part of the filter finds at once."""
    if wanted.entity is not None:
        yield spoken_by(conn, wanted.entity)
    if wanted.numbers is not None:
        yield select(summaries.c.number).where(summaries.c.number.in_(_listed(wanted.numbers)))
    if wanted.story is not None:
        yield _within(conn, wanted.story)
    if wanted.is_starred:
        its = starred_by(wanted.reader)
        yield select(summaries.c.number).where(summaries.c.statement_id.in_(its))


def _listed(numbers: Sequence[int]) -> BindParameter[Any]:
    """Return numbers as they are written into a query: of parameters a database takes only so many."""
    return bindparam("numbers", list(numbers), expanding=True, literal_execute=True, unique=True)


def _within(conn: Connection, story: str) -> Select[int]:
    """Return the numbers of the statements that appear in the articles of a story."""
    moved = conn.execute(select(story_redirects.c.new).where(story_redirects.c.old == story)).scalar()
    joined = story_articles.join(appearances, appearances.c.version_id == story_articles.c.version_id)
    joined = joined.join(summaries, summaries.c.statement_id == appearances.c.statement_id)
    its = story_articles.c.story_id == (moved or story)
    return select(summaries.c.number).distinct().select_from(joined).where(its)
