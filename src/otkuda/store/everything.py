"""All that a query asks for, from the oldest to the newest, in bounded memory: what an export is made from."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, islice
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, select

from otkuda.store.articles import Sighting, runs
from otkuda.store.query import parse_query
from otkuda.store.readings import articles_of
from otkuda.store.records import Missing, Version
from otkuda.store.schema import articles, attributions, sightings, versions
from otkuda.store.search import chosen_by

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from typing import Any

    from sqlalchemy import Connection, Row, Select

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
    rows = _streamed(conn, chosen_by(conn, query, parse_query(query.words), of_attributions=False), ())
    yield from _archived(conn, (_Chosen(row.article_id, row.version_id, ()) for row in rows), query)


def every_attribution(conn: Connection, query: Query) -> Iterator[Archived]:
    """Yield the versions with the attributions that a query finds, the oldest first."""
    chosen = chosen_by(conn, query, parse_query(query.words), of_attributions=True)
    rows = _streamed(conn, chosen, (attributions.c.position,))
    versions_of_rows = groupby(rows, key=lambda row: (row.article_id, row.version_id))
    found = (_Chosen(*ids, tuple(row.position for row in group)) for ids, group in versions_of_rows)
    yield from _archived(conn, found, query)


def how_many(conn: Connection, query: Query, *, of_attributions: bool) -> int:
    """Return how many readings of articles ``every_article`` or ``every_attribution`` goes through."""
    found = chosen_by(conn, query, parse_query(query.words), of_attributions=of_attributions).order_by(None).subquery()
    return conn.execute(select(func.count(found.c.version_id.distinct()))).scalar_one()


def _streamed(conn: Connection, chosen: Select[Any], further: tuple[Any, ...]) -> Iterator[Row[Any]]:
    ordered = chosen.order_by(None).order_by(versions.c.dated, versions.c.number, *further)
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
