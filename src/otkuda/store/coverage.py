"""What the store covers: how many articles, whose, from when to when, and when a source was out of reach."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from otkuda.store.schema import source_days, versions
from otkuda.store.sources import DAY, list_sources

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from otkuda.store.records import NewsSource

_MOST = 8  # hosts that are named, those with most articles


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was there to be found.

    ``first`` and ``last`` are the days of the oldest and the newest article (None: there are none). ``hosts`` are those
    with most articles, of ``host_count``, with their numbers. ``unreached`` has the sources that did not answer, with
    the days (of the last 90) on which no poll of them succeeded.
    """

    articles: int
    first: datetime | None
    last: datetime | None
    hosts: tuple[tuple[str, int], ...]
    host_count: int
    sources: tuple[NewsSource, ...]
    unreached: tuple[tuple[NewsSource, tuple[date, ...]], ...]


def coverage(conn: Connection) -> Coverage:
    """Return what the store covers."""
    columns = versions.c
    counts = (func.count(), func.count(columns.host.distinct()), func.min(columns.dated), func.max(columns.dated))
    articles, host_count, first, last = conn.execute(select(*counts).where(columns.is_latest)).one()
    of_host = select(columns.host, func.count().label("count")).where(columns.is_latest, columns.host.is_not(None))
    most = of_host.group_by(columns.host).order_by(func.count().desc(), columns.host).limit(_MOST)
    hosts = tuple((row.host, row[1]) for row in conn.execute(most))
    sources = tuple(list_sources(conn))
    return Coverage(articles, first, last, hosts, host_count, sources, _unreached(conn, sources))


def _unreached(conn: Connection, sources: tuple[NewsSource, ...]) -> tuple[tuple[NewsSource, tuple[date, ...]], ...]:
    columns = source_days.c
    failed = select(columns.source_id, columns.day).where(columns.polls > 0, columns.failures >= columns.polls)
    days: dict[str, list[date]] = {}
    for source_id, day in conn.execute(failed.order_by(columns.day)):
        days.setdefault(source_id, []).append(datetime.fromtimestamp(day * DAY, UTC).date())
    return tuple((source, tuple(days[source.id])) for source in sources if source.id in days)
