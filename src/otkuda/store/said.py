"""What somebody said, over time and by story; who speaks, by the beginning of a name.

A plot and the stories are those of any filter: of a speaker, of an outlet, of words.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import BigInteger, func, or_, select, type_coerce

from otkuda.store.columns import instant, microseconds_of
from otkuda.store.entity_schema import entities
from otkuda.store.feed import chosen
from otkuda.store.feed_schema import summaries
from otkuda.store.schema import appearances
from otkuda.store.story_schema import stories, story_articles

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import CTE, Connection

    from otkuda.store.feed_records import Filter

SPEAKING = ("person", "organization")
LONGEST = 100  # letters of the beginning of a name


class Count(NamedTuple):
    """How many statements were first said from ``start`` to the next."""

    start: datetime
    statements: int


class Topic(NamedTuple):
    """A story, and how many statements of those asked for are in it."""

    story: str
    headline: str | None
    statements: int
    since: datetime | None
    until: datetime | None


class Speaker(NamedTuple):
    """Who is named as a source, and in how many articles."""

    id: str
    name: str
    type: str
    articles: int


def counts_by(conn: Connection, wanted: Filter, step: timedelta, ahead: timedelta = timedelta()) -> list[Count]:
    """Return how many statements of a filter were first said in each step of time, those of none left out.

    The steps go by a clock that is so far ``ahead`` of UTC, and their starts are what it shows.
    """
    its = _numbers(conn, wanted)
    width = microseconds_of(step)
    moment = type_coerce(summaries.c.since, BigInteger) + microseconds_of(ahead)
    bucket = (moment - moment % width).label("bucket")
    joined = its.join(summaries, summaries.c.number == its.c.number)
    rows = conn.execute(select(bucket, func.count()).select_from(joined).group_by(bucket).order_by(bucket))
    return [Count(instant(start), many) for start, many in rows]


def topics(conn: Connection, wanted: Filter, limit: int = 20) -> list[Topic]:
    """Return the stories that have the most statements of a filter, of those with as many the latest first.

    A statement is of the story that has the most of its articles: that of a day's review has many of others, too.
    """
    its = _numbers(conn, wanted)
    joined = its.join(summaries, summaries.c.number == its.c.number)
    joined = joined.join(appearances, appearances.c.statement_id == summaries.c.statement_id)
    joined = joined.join(story_articles, story_articles.c.version_id == appearances.c.version_id)
    both = (summaries.c.number, story_articles.c.story_id)
    place = func.row_number().over(partition_by=both[0], order_by=(func.count().desc(), both[1])).label("place")
    placed = select(*both, place).select_from(joined).group_by(*both).cte()
    many = func.count().label("many")
    by_story = select(placed.c.story_id, many).where(placed.c.place == 1).group_by(placed.c.story_id).cte()
    shown = (stories.c.id, stories.c.headline, by_story.c.many, stories.c.since, stories.c.until)
    found = select(*shown).join_from(by_story, stories, stories.c.id == by_story.c.story_id)
    best = found.order_by(by_story.c.many.desc(), stories.c.until.desc().nulls_last(), stories.c.id).limit(limit)
    return [Topic(*row) for row in conn.execute(best)]


def _numbers(conn: Connection, wanted: Filter) -> CTE:
    return chosen(conn, wanted).with_only_columns(summaries.c.number).order_by(None).cte()


def list_speakers(conn: Connection, start: str = "", limit: int = 20) -> list[Speaker]:
    """Return who has a name of which a word begins so, those that most articles name first."""
    columns = entities.c
    begins = start.strip().lower()[:LONGEST]
    has = or_(columns.words.startswith(begins, autoescape=True), columns.words.contains(f" {begins}", autoescape=True))
    chosen = select(columns.id, columns.name, columns.type, columns.mentions)
    rows = conn.execute(
        chosen.where(columns.type.in_(SPEAKING), *([has] if begins else []))
        .order_by(columns.mentions.desc(), columns.id.desc())
        .limit(limit)
    )
    return [Speaker(*row) for row in rows]
