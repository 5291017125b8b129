"""How sources do: what they bring, what failed, whether they are quieter than they use to be."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from otkuda.store.records import Counts, Health
from otkuda.store.schema import addresses, source_days
from otkuda.store.sources import DAY, list_sources

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from otkuda.store.records import NewsSource

WINDOW = timedelta(days=14)
_EPOCH = date(1970, 1, 1)
COUNTED = ("polls", "failures", "entries", "unreadable")


def health(conn: Connection, now: datetime) -> list[Health]:
    """Return how each source does, in the order in which they were added."""
    counts = _counts(conn, now - WINDOW)
    return [_health(conn, source, now, counts.get(source.id, Counts())) for source in list_sources(conn)]


def _counts(conn: Connection, since: datetime) -> dict[str, Counts]:
    columns = source_days.c
    sums = (func.sum(columns[name]) for name in COUNTED)
    chosen = select(columns.source_id, *sums).where(columns.day > since.timestamp() // DAY)
    return {one: Counts(*map(int, rest)) for one, *rest in conn.execute(chosen.group_by(columns.source_id))}


def _health(conn: Connection, source: NewsSource, now: datetime, counts: Counts) -> Health:
    columns = addresses.c
    chosen = select(columns.appeared, columns.state).where(columns.source_id == source.id)
    rows = conn.execute(chosen.where(columns.appeared > now - WINDOW).order_by(columns.appeared)).all()
    kept = sum(row.state == "kept" for row in rows)
    days = max(min(WINDOW, now - source.added) / timedelta(days=1), 1)
    times = [row.appeared for row in rows if row.appeared <= now]
    gaps = [(later - earlier).total_seconds() for earlier, later in pairwise(times)]
    has_rhythm = len(times) >= 3  # noqa: PLR2004 - two intervals make a middle
    return Health(
        source=source,
        articles_a_day=kept / days,
        counts=counts,
        usual=median(gaps) if has_rhythm else None,
        longest=max(gaps) if has_rhythm else None,
        silence=(now - times[-1]).total_seconds() if times else None,
    )


def days_of(conn: Connection, first: date, source: str | None = None) -> dict[str, dict[date, Counts]]:
    """Return for each source, or for one, what happened to it on the days from ``first`` on that it was asked."""
    columns = source_days.c
    chosen = select(source_days).where(columns.day >= (first - _EPOCH).days)
    if source is not None:
        chosen = chosen.where(columns.source_id == source)
    found: dict[str, dict[date, Counts]] = {}
    for row in conn.execute(chosen.order_by(columns.day)):
        counts = Counts(*(getattr(row, name) for name in COUNTED))
        found.setdefault(row.source_id, {})[_EPOCH + timedelta(days=row.day)] = counts
    return found
