"""Sources of news: what is polled, when, and how it went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select, update

from otkuda.store.columns import id_of
from otkuda.store.records import Counts, NewsSource
from otkuda.store.rows import insert, put, record, values
from otkuda.store.schema import addresses, source_days, sources

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

KEPT_DAYS = 90
DAY = 86_400


def source_id(listing: str) -> str:
    """Return the id of the source whose listing is polled at the address."""
    return id_of("source", listing)


def add_source(conn: Connection, source: NewsSource) -> bool:
    """Add a source. Returns False, and changes nothing, where its listing is known already."""
    added = insert(conn, sources).on_conflict_do_nothing().returning(sources.c.id)
    return conn.execute(added, values(source)).first() is not None


def get_source(conn: Connection, source: str) -> NewsSource | None:
    """Return the source with this id, address or listing; None where there is none."""
    columns = sources.c
    found = (columns.id == source) | (columns.url == source) | (columns.listing == source)
    row = conn.execute(select(sources).where(found).order_by(columns.added)).first()
    return record(NewsSource, row) if row else None


def list_sources(conn: Connection) -> list[NewsSource]:
    """Return all sources in the order in which they were added."""
    return [record(NewsSource, row) for row in conn.execute(select(sources).order_by(sources.c.added, sources.c.id))]


def due_sources(conn: Connection, now: datetime, limit: int = 1000) -> list[NewsSource]:
    """Return the sources to poll now, the longest due first; paused and gone ones are never due."""
    columns = sources.c
    wanted = (columns.due <= now) & ~columns.paused & ~columns.gone
    rows = conn.execute(select(sources).where(wanted).order_by(columns.due, columns.id).limit(limit))
    return [record(NewsSource, row) for row in rows]


def update_source(conn: Connection, source: NewsSource) -> None:
    """Write the source as it is now."""
    put(conn, sources, values(source))


def put_off_source(conn: Connection, source: str, now: datetime, until: datetime) -> None:
    """Make a source that is due now due later; one that another process has asked meanwhile stays as it is."""
    columns = sources.c
    conn.execute(update(sources).where(columns.id == source, columns.due <= now).values(due=until))


def remove_source(conn: Connection, source: str) -> None:
    """Remove the source with this id; its articles stay."""
    conn.execute(delete(sources).where(sources.c.id == source))


def entry_times(conn: Connection, source: str, most: int = 10) -> list[datetime]:
    """Return when the last entries of a source appeared, the last first."""
    columns = addresses.c
    chosen = select(columns.appeared).where(columns.source_id == source).order_by(columns.appeared.desc()).limit(most)
    return list(conn.execute(chosen).scalars())


def count(conn: Connection, source: str, now: datetime, counts: Counts) -> None:
    """Add to the counters of the day (in UTC); days older than 90 are dropped."""
    day = int(now.timestamp() // DAY)
    made = insert(conn, source_days)
    summed = {name: source_days.c[name] + made.excluded[name] for name in values(counts)}
    added = made.on_conflict_do_update(index_elements=["source_id", "day"], set_=summed)
    conn.execute(added, {"source_id": source, "day": day, **values(counts)})
    conn.execute(delete(source_days).where(source_days.c.source_id == source, source_days.c.day < day - KEPT_DAYS))
