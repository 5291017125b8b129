"""The feed of stories, as that of statements: by filters, in the same two orders, page by page."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import exists, func, select

from otkuda.store.among import among
from otkuda.store.feed import chosen as chosen_statements
from otkuda.store.feed import outlet_asked, properties_of
from otkuda.store.feed_records import Filter, StoryFeed, StoryItem
from otkuda.store.feed_schema import facets, story_facets, story_summaries, summaries
from otkuda.store.items import items_of
from otkuda.store.matching import Sought
from otkuda.store.paging import Asked, Shelf, page
from otkuda.store.query import All, Words, parse_query
from otkuda.store.readers import has_read, marked, starred_by
from otkuda.store.schema import appearances, versions
from otkuda.store.story_schema import stories, story_articles, story_redirects
from otkuda.store.story_summaries import story_summary_of
from otkuda.store.summaries import facet_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection, Select

    from otkuda.store.feed_records import Item

SHELF = Shelf(story_summaries, story_facets)
TOP = 3  # statements that are shown of a story
FEW = 1_000  # statements of which the stories are found at once


def story_feed(
    conn: Connection,
    wanted: Filter,
    *,
    after: str | None = None,
    limit: int = 30,
) -> StoryFeed:
    """Return the stories that a filter lets through, from the one after the cursor ``after`` on.

    Words are looked for in all of an article; a speaker, a kind, what differs and a primary page in the statements of
    the story. By weight counts how many outlets tell it in words of their own. CursorError for a strange cursor.
    """
    rows, cursor = page(conn, chosen(conn, wanted, after), wanted, limit)
    ids = [row.story_id for row in rows]
    headlines = {row.id: row.headline for row in among(conn, stories.c.id, ids)}
    said = top_statements(conn, ids, wanted.reader)
    done = marked(conn, wanted.reader, ids)
    items = (
        StoryItem(
            id=row.story_id,
            headline=headlines[row.story_id],
            summary=story_summary_of(row),
            statements=tuple(said.get(row.story_id, ())),
            is_read=row.story_id in done.read,
            is_starred=row.story_id in done.starred,
        )
        for row in rows
    )
    return StoryFeed(tuple(items), cursor)


def chosen(conn: Connection, wanted: Filter, after: str | None = None) -> Select[Any]:
    """Return the query for the stories of a filter in short, in its order."""
    asked = Asked([facet_key(*one) for one in _facets(wanted)])
    if wanted.is_unread:
        asked.conditions.append(~has_read(wanted.reader, story_summaries.c.story_id, story_redirects))
    if wanted.is_starred:
        its = starred_by(wanted.reader, story_redirects)
        asked.found.append(select(story_summaries.c.number).where(story_summaries.c.story_id.in_(its)))
    _put_words(conn, asked, wanted)
    _put_said(conn, asked, wanted)
    return SHELF.chosen(asked, wanted, after)


def _facets(wanted: Filter) -> Iterator[tuple[str, str]]:
    if wanted.outlet is not None:
        yield "outlet", outlet_asked(wanted.outlet)
    if wanted.language is not None:
        yield "language", wanted.language
    yield ("several", "") if wanted.is_of_several else ("all", "")


def _put_words(conn: Connection, asked: Asked, wanted: Filter) -> None:
    """Ask for the stories that have an article with the words."""
    node, their = parse_query(wanted.words), story_summaries.alias("their")
    if node != All(()):
        joined = versions.join(story_articles, story_articles.c.version_id == versions.c.id)
        joined = joined.join(their, their.c.story_id == story_articles.c.story_id)
        told = select(versions.c.number.label("told"), their.c.number).select_from(joined)
        asked.put_words(conn, Sought("version_words", node, Words(())), told)


def _put_said(conn: Connection, asked: Asked, wanted: Filter) -> None:
    """Ask for the stories in which a statement is as wanted."""
    said = Filter(
        entity=wanted.entity,
        numbers=wanted.numbers,
        speaker=wanted.speaker,
        kind=wanted.kind,
        is_differing=wanted.is_differing,
        has_primary=wanted.has_primary,
    )
    if said == Filter():
        return
    their, ours = story_summaries.alias("their"), summaries.alias("ours")
    joined = ours.join(appearances, appearances.c.statement_id == ours.c.statement_id)
    joined = joined.join(story_articles, story_articles.c.version_id == appearances.c.version_id)
    joined = joined.join(their, their.c.story_id == story_articles.c.story_id)
    told = select(ours.c.number.label("said"), their.c.number).select_from(joined)
    hits = chosen_statements(conn, said).with_only_columns(summaries.c.number).order_by(None)
    is_of_somebody = any(one is not None for one in (said.entity, said.numbers, said.speaker))
    if is_of_somebody or len(conn.execute(hits.limit(FEW)).all()) < FEW:
        asked.put(hits, told, is_common=False)
    else:
        has = [Shelf(ours, facets).has(facet_key(*one)) for one in properties_of(said)]
        asked.common.append(lambda of_row: exists(told.where(their.c.number == of_row, *has)))


def top_statements(conn: Connection, story_ids: Sequence[str], reader: str = "") -> dict[str, list[Item]]:
    """Return of stories the statements that most of its articles have, of these those that most outlets tell first.

    An article may tell of several events: what most outlets carry of a day's review may be of another one.
    """
    columns = summaries.c
    joined = story_articles.join(appearances, appearances.c.version_id == story_articles.c.version_id)
    joined = joined.join(summaries, columns.statement_id == appearances.c.statement_id)
    own = columns.first_hand + columns.independent
    here = func.count(story_articles.c.version_id.distinct())
    counted = select(story_articles.c.story_id, columns.number, here.label("here")).select_from(joined)
    counted = counted.where(story_articles.c.story_id.in_(story_ids))
    its = counted.group_by(story_articles.c.story_id, columns.number).subquery()
    chosen = select(its.c.story_id, its.c.here, summaries, own.label("own"))
    chosen = chosen.join_from(its, summaries, columns.number == its.c.number)
    found = defaultdict(list)
    for row in conn.execute(chosen):
        found[row.story_id].append(row)
    for rows in found.values():
        rows.sort(key=lambda row: (-row.here, -row.own, -row.outlets, row.since, row.statement_id))
    shown = {row.statement_id: row for rows in found.values() for row in rows[:TOP]}
    items = {one.id: one for one in items_of(conn, list(shown.values()), reader)}
    return {story: [items[row.statement_id] for row in rows[:TOP]] for story, rows in found.items()}
