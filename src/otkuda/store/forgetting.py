"""Forgetting: an article is removed on demand, and a tombstone says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from otkuda.store.addresses import address_id, forget_address
from otkuda.store.contents import drop_unused
from otkuda.store.decisions import forget_words
from otkuda.store.dossiers import forget_frozen
from otkuda.store.grouping import enqueue
from otkuda.store.readings import remove_readings
from otkuda.store.records import Tombstone
from otkuda.store.rows import put, record, values
from otkuda.store.schema import articles, sightings, tombstones, versions
from otkuda.store.statements import blank
from otkuda.store.stories import forget_stories
from otkuda.store.watching import forget_alerts
from otkuda.text.urls import canonical

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection


def forget(conn: Connection, url: str, when: datetime, reason: str) -> tuple[Tombstone, ...]:
    """Remove the article at an address: versions, attributions, pages, what feeds said of it, its words elsewhere.

    These are the words in the search, in people's decisions, in dossiers and in what watchlists told.
    Returns the tombstones, one for each article that stood at the address (one that was never kept gets one too: it
    will not be fetched). SQLite overwrites what it deletes. Backups made before keep the article.
    """
    if conn.dialect.name == "sqlite":
        conn.exec_driver_sql("PRAGMA secure_delete = ON")
    columns = articles.c
    known = conn.execute(select(columns.id).where((columns.id == address_id(url)) | (columns.url == url))).scalars()
    stones = [Tombstone(one, url, when, reason) for one in sorted({address_id(url), *known})]
    for stone in stones:
        _remove(conn, stone.article_id)
        forget_address(conn, stone.article_id, url, when, reason)
        put(conn, tombstones, values(stone))
    return tuple(stones)


def tombstone(conn: Connection, url: str) -> Tombstone | None:
    """Return the tombstone of an address; None for one that was not forgotten."""
    row = conn.execute(select(tombstones).where(tombstones.c.article_id == address_id(url))).first()
    return record(Tombstone, row) if row else None


def _remove(conn: Connection, article_id: str) -> None:
    columns = sightings.c
    held = set(conn.execute(select(columns.content).where(columns.article_id == article_id)).scalars())
    known = list(conn.execute(select(versions.c.id, versions.c.url).where(versions.c.article_id == article_id)))
    read = [row.id for row in known]
    blank(conn, read)
    forget_stories(conn, read)
    enqueue(conn, [(one, article_id) for one in read])
    names = {name for row in known for name in (row.id, row.url, canonical(row.url or "")) if name}
    forget_words(conn, names)
    forget_frozen(conn, names)
    forget_alerts(conn, read)
    conn.execute(delete(sightings).where(columns.article_id == article_id))
    remove_readings(conn, read)
    conn.execute(delete(articles).where(articles.c.id == article_id))
    drop_unused(conn, {one for one in held if one})
