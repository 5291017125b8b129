"""All that a query asks for, in bounded memory: what an export is made from, and what is read again."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, islice
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import exists, func, select

from otkuda.store.articles import Sighting, runs
from otkuda.store.readings import articles_of
from otkuda.store.records import Missing, Version
from otkuda.store.rereading import stored_pages
from otkuda.store.schema import articles, attributions, sightings, versions
from otkuda.store.search import chosen_by

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from typing import Any

    from sqlalchemy import ColumnElement, Connection, Row, Select

    from otkuda.model import Article, Page
    from otkuda.store.records import Query

BATCH = 200  # versions that are in memory at a time


@dataclass(frozen=True, slots=True)
class Archived:
    """A version of an article, and what is known of the article.

    ``times`` says of each version of the article when it was seen first and last. ``positions`` are the attributions
    of this version that were asked for.
    """

    version: Version
    times: tuple[tuple[datetime, datetime], ...]
    missing: Missing | None = None
    positions: tuple[int, ...] = ()


class _Chosen(NamedTuple):
    """A version, and which of its attributions."""

    article_id: str
    version_id: str
    positions: tuple[int, ...]


def every_article(conn: Connection, query: Query) -> Iterator[Archived]:
    """Yield the articles that a query finds, the oldest first; the last version of each, or all of them."""
    rows = _streamed(conn, chosen_by(conn, query, of_attributions=False), ())
    yield from _archived(conn, (_Chosen(row.article_id, row.version_id, ()) for row in rows), query)


def every_attribution(conn: Connection, query: Query) -> Iterator[Archived]:
    """Yield the versions with the attributions that a query finds, the oldest first."""
    chosen = chosen_by(conn, query, of_attributions=True)
    rows = _streamed(conn, chosen, (attributions.c.position,))
    versions_of_rows = groupby(rows, key=lambda row: (row.article_id, row.version_id))
    found = (_Chosen(*ids, tuple(row.position for row in group)) for ids, group in versions_of_rows)
    yield from _archived(conn, found, query)


def how_many(conn: Connection, query: Query, *, of_attributions: bool) -> int:
    """Return how many readings of articles ``every_article`` or ``every_attribution`` goes through."""
    found = chosen_by(conn, query, of_attributions=of_attributions).subquery()
    return conn.execute(select(func.count(found.c.version_id.distinct()))).scalar_one()


def _streamed(conn: Connection, chosen: Select[Any], further: tuple[Any, ...]) -> Iterator[Row[Any]]:
    ordered = chosen.order_by(versions.c.dated, versions.c.number, *further)
    yield from conn.execute(ordered, execution_options={"stream_results": True, "yield_per": BATCH})


def _archived(conn: Connection, found: Iterator[_Chosen], query: Query) -> Iterator[Archived]:
    while batch := list(islice(found, BATCH)):
        readings = articles_of(conn, {one.version_id for one in batch})
        seen = _sightings(conn, {one.article_id for one in batch})
        gone = _missing(conn, {one.article_id for one in batch})
        for one in batch:
            stays = [(number, run) for number, run in enumerate(seen[one.article_id], 1) if _is(run, one.version_id)]
            for number, run in stays if query.all_versions else stays[-1:]:
                yield Archived(
                    Version(
                        one.version_id, one.article_id, number, run[0].seen, run[-1].seen, *readings[one.version_id]
                    ),
                    tuple((each[0].seen, each[-1].seen) for each in seen[one.article_id]),
                    gone.get(one.article_id),
                    one.positions,
                )


def _is(run: list[Sighting], version_id: str) -> bool:
    return run[0].version_id == version_id


def _sightings(conn: Connection, article_ids: Iterable[str]) -> dict[str, list[list[Sighting]]]:
    """Return for each article the sightings of each of its versions."""
    columns = sightings.c
    chosen = select(columns.article_id, columns.id, columns.version_id, columns.seen)
    rows = conn.execute(
        chosen.where(columns.article_id.in_(article_ids)).order_by(columns.article_id, columns.seen, columns.id)
    )
    each = groupby(rows, key=lambda row: row.article_id)
    return {article_id: runs(Sighting(*row[1:]) for row in group) for article_id, group in each}


def _missing(conn: Connection, article_ids: Iterable[str]) -> dict[str, Missing]:
    columns = articles.c
    chosen = select(columns.id, columns.missing_at, columns.missing_why).where(columns.id.in_(article_ids))
    return {row.id: Missing(*row[1:]) for row in conn.execute(chosen.where(columns.missing_at.is_not(None)))}


@dataclass(frozen=True, slots=True)
class Readable:
    """A version with what it can be read from again: its first page, or, where it came without one, its own text."""

    version_id: str
    article_id: str
    article: Article
    page: Page | None


def readable_after(conn: Connection, after: str, since: datetime | None, limit: int) -> list[Readable]:
    """Return versions in the order of their ids, those behind ``after`` that were seen at ``since`` or later."""
    chosen = select(versions.c.id, versions.c.article_id).where(*_behind(after, since))
    rows = conn.execute(chosen.order_by(versions.c.id).limit(limit)).all()
    kept = articles_of(conn, {row.id for row in rows})
    pages: dict[str, Page] = {}
    for stored in stored_pages(conn, after) if rows else ():
        if stored.version_id > rows[-1].id:
            break
        pages[stored.version_id] = stored.page
    return [Readable(row.id, row.article_id, kept[row.id][1], pages.get(row.id)) for row in rows]


def how_many_readable(conn: Connection, after: str, since: datetime | None) -> int:
    """Return how many versions ``readable_after`` goes through in all."""
    return conn.execute(select(func.count(versions.c.id)).where(*_behind(after, since))).scalar_one()


def is_kept(conn: Connection, version_id: str) -> bool:
    """Tell whether a version is there still: it may have been forgotten, or become one with another."""
    return conn.execute(select(versions.c.id).where(versions.c.id == version_id)).first() is not None


def _behind(after: str, since: datetime | None) -> Iterator[ColumnElement[bool]]:
    yield versions.c.id > after
    if since:
        yield exists().where(sightings.c.version_id == versions.c.id, sightings.c.seen >= since)
