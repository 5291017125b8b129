"""Which statements are to be looked at for news: those that were made again, or whose articles changed.

They are noted in the transaction that changes them, where anybody watches at all, and stay until they were looked at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, exists, select, update

from otkuda.store.among import among
from otkuda.store.rows import put_new
from otkuda.store.schema import appearances, redirects, to_group, versions
from otkuda.store.watching_schema import changed_statements, watchlists

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime

    from sqlalchemy import Connection


def note_changed(conn: Connection, statement_ids: Iterable[str]) -> None:
    """Note that statements are to be looked at."""
    ids = dict.fromkeys(statement_ids)
    if ids and _is_watched(conn):
        put_new(conn, changed_statements, *({"statement_id": one, "noted": None} for one in ids))


def note_articles(conn: Connection, article_ids: Collection[str]) -> None:
    """Note the statements that any version of some articles carries."""
    if article_ids and _is_watched(conn):
        joined = appearances.join(versions, versions.c.id == appearances.c.version_id)
        chosen = select(appearances.c.statement_id).distinct().select_from(joined)
        note_changed(conn, conn.execute(chosen.where(versions.c.article_id.in_(article_ids))).scalars().all())


def note_articles_of(conn: Connection, version_ids: Collection[str]) -> None:
    """Note the statements that any version of the articles of some versions carries."""
    if version_ids and _is_watched(conn):
        its = select(versions.c.article_id).where(versions.c.id.in_(version_ids))
        note_articles(conn, set(conn.execute(its).scalars()))


def _is_watched(conn: Connection) -> bool:
    return bool(conn.execute(select(exists().where(watchlists.c.id.is_not(None)))).scalar())


def changed(conn: Connection, until: datetime, limit: int) -> dict[str, list[int]]:
    """Return the statements that were noted until then, by their ids now, each with the tickets of its notes."""
    columns = changed_statements.c
    chosen = select(columns.ticket, columns.statement_id).where(columns.noted <= until)
    rows = conn.execute(chosen.order_by(columns.ticket).limit(limit)).all()
    moved = {row.old: row.new for row in among(conn, redirects.c.old, [row.statement_id for row in rows])}
    found: dict[str, list[int]] = {}
    for row in rows:
        found.setdefault(moved.get(row.statement_id, row.statement_id), []).append(row.ticket)
    return found


def stamp(conn: Connection, now: datetime) -> None:
    """Write when it was seen that statements are to be looked at."""
    columns = changed_statements.c
    conn.execute(update(changed_statements).where(columns.noted.is_(None)).values(noted=now))


def is_any_changed(conn: Connection) -> bool:
    """Is there a statement to be looked at, now or later?"""
    return bool(conn.execute(select(exists().where(changed_statements.c.ticket.is_not(None)))).scalar())


def drop_changed(conn: Connection, tickets: Iterable[int]) -> None:
    """Take out what was looked at."""
    conn.execute(delete(changed_statements).where(changed_statements.c.ticket.in_(list(tickets))))


def waiting_articles(conn: Connection, article_ids: Collection[str]) -> set[str]:
    """Return those of some articles of which a version is not grouped yet."""
    columns = to_group.c
    return set(conn.execute(select(columns.article_id).where(columns.article_id.in_(article_ids))).scalars())
