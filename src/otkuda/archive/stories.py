"""Stories: those that a filter lets through; one with its articles, and what each was first to say or carries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.archive.cursors import closed, opened, page
from otkuda.archive.records import Listed, StoryLine, StoryShown
from otkuda.archive.statements import filter_of, statement_line
from otkuda.archive.wanted import Paged
from otkuda.export.story_record import ArticleRecord, article_in_story
from otkuda.export.telling import told
from otkuda.store.heads import heads_of
from otkuda.store.readers import marked
from otkuda.store.statements import statements_within
from otkuda.store.stories import stored_story
from otkuda.store.story_feed import story_feed

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from otkuda.archive.wanted import Stories
    from otkuda.store.feed_records import StoryItem
    from otkuda.store.stories import StoredStory

FIRST = Paged(limit=100)  # articles that come with their story
_ALL = 1_000_000  # statements of a page of articles


def stories(conn: Connection, wanted: Stories, reader: str = "") -> Listed[StoryLine]:
    """Return a page of the stories that are asked for."""
    found = story_feed(conn, filter_of(wanted, reader), after=opened(wanted.cursor), limit=wanted.limit)
    return Listed(tuple(map(_line, found.items)), closed(found.cursor))


def _line(item: StoryItem) -> StoryLine:
    same = "articles outlets wordings languages since active first_seen last_seen"
    return StoryLine(
        id=item.id,
        headline=item.headline,
        statements=tuple(map(statement_line, item.statements)),
        is_read=item.is_read,
        is_starred=item.is_starred,
        **{name: getattr(item.summary, name) for name in same.split()},
    )


def story(conn: Connection, id: str, reader: str = "") -> StoryShown | None:  # noqa: A002 - what it is
    """Return a story, also under an address that it had before; None where there is none."""
    found = stored_story(conn, id)
    if found is None:
        return None
    shown, marks = _page(conn, found, FIRST), marked(conn, reader, [found.id])
    return StoryShown(
        id=found.id,
        headline=found.headline,
        since=found.since,
        until=found.until,
        count=len(found.members),
        is_read=found.id in marks.read,
        is_starred=found.id in marks.starred,
        articles=shown.items,
        next=shown.cursor,
    )


def articles_of(conn: Connection, id: str, wanted: Paged) -> Listed[ArticleRecord] | None:  # noqa: A002
    """Return a page of a story's articles, the earliest first."""
    found = stored_story(conn, id)
    return _page(conn, found, wanted) if found else None


def _page(conn: Connection, story: StoredStory, wanted: Paged) -> Listed[ArticleRecord]:
    ids = page([one.version_id for one in story.members], wanted, str)
    heads = heads_of(conn, ids.items)
    carriers = {one: head.carrier for one, head in heads.items()}
    said = (told(one, carriers) for one in statements_within(conn, carriers, _ALL))
    within = [one for one in said if one]
    its = (carriers[one] for one in ids.items if one in carriers)
    return Listed(tuple(article_in_story(one, within) for one in its), ids.cursor)
