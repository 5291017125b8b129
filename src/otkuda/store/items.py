"""Rows of statements in short → items of a feed: with who speaks, their story, what the reader did with them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from otkuda.store.among import among
from otkuda.store.feed_records import Item
from otkuda.store.feed_schema import summaries
from otkuda.store.readers import marked
from otkuda.store.schema import appearances, statements
from otkuda.store.speakers import speakers_of
from otkuda.store.story_schema import stories, story_articles
from otkuda.store.summaries import summary_of_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Row


def items_of(conn: Connection, rows: Sequence[Row[Any]], reader: str) -> list[Item]:
    """Return the items of rows, in their order."""
    ids = [row.statement_id for row in rows]
    speakers = speakers_of(conn, [row.number for row in rows])
    columns = statements.c
    words = {
        row.id: row for row in among(conn, columns.id, ids, columns.id, columns.speaker, columns.text, columns.language)
    }
    told = stories_of(conn, ids)
    done = marked(conn, reader, ids)
    return [
        Item(
            id=row.statement_id,
            name=words[row.statement_id].speaker,
            text=words[row.statement_id].text,
            language=words[row.statement_id].language,
            summary=summary_of_row(row),
            entity=speakers.get(row.number),
            story=told.get(row.statement_id, (None, None))[0],
            headline=told.get(row.statement_id, (None, None))[1],
            is_read=row.statement_id in done.read,
            is_starred=row.statement_id in done.starred,
        )
        for row in rows
    ]


def item_of(conn: Connection, statement_id: str, reader: str = "") -> Item | None:
    """Return the item of a statement by its id; None where there is none."""
    rows = conn.execute(select(summaries).where(summaries.c.statement_id == statement_id)).all()
    return next(iter(items_of(conn, rows, reader)), None)


def stories_of(conn: Connection, statement_ids: Sequence[str]) -> dict[str, tuple[str, str | None]]:
    """Return for each statement the id and the headline of the story that has the most of its articles."""
    joined = appearances.join(story_articles, story_articles.c.version_id == appearances.c.version_id)
    both = (appearances.c.statement_id, story_articles.c.story_id)
    chosen = select(*both, func.count().label("many")).select_from(joined)
    rows = conn.execute(chosen.where(appearances.c.statement_id.in_(statement_ids)).group_by(*both)).all()
    counts: dict[str, Counter[str]] = {}
    for row in rows:
        counts.setdefault(row.statement_id, Counter())[row.story_id] = row.many
    best = {one: min(its, key=lambda story: (-its[story], story)) for one, its in counts.items()}
    named = select(stories.c.id, stories.c.headline).where(stories.c.id.in_(set(best.values())))
    headlines = {row.id: row.headline for row in conn.execute(named)}
    return {one: (story, headlines[story]) for one, story in best.items() if story in headlines}
