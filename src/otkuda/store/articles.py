"""Articles: every version of each, with the pages from which they were read.

A *version* is one reading: what was extracted from a page, whatever the rules then found in it. A *sighting* says that
an article read so at a time. Versions are numbered by the time of their sightings, so the order in which pages
are kept changes nothing, and keeping the same again changes nothing.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select, update

from otkuda.store.addresses import address_id
from otkuda.store.changed import note_articles
from otkuda.store.readings import articles_of
from otkuda.store.records import Missing, Version
from otkuda.store.schema import articles, sightings, versions

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Connection


class Sighting(NamedTuple):
    """An article read so at a time."""

    id: str
    version_id: str
    seen: datetime


def sightings_of(conn: Connection, article_id: str) -> list[Sighting]:
    """Return when the article read how, in the order of time."""
    return sightings_of_all(conn, {article_id}).get(article_id, [])


def sightings_of_all(conn: Connection, article_ids: set[str]) -> dict[str, list[Sighting]]:
    """Return the same of many articles; those that are not kept are left out."""
    columns = sightings.c
    chosen = select(columns.article_id, columns.id, columns.version_id, columns.seen)
    rows = conn.execute(chosen.where(columns.article_id.in_(article_ids)).order_by(columns.seen, columns.id))
    found: dict[str, list[Sighting]] = {}
    for article_id, *rest in rows:
        found.setdefault(article_id, []).append(Sighting(*rest))
    return found


def runs(seen: Iterable[Sighting]) -> list[list[Sighting]]:
    """Return the sightings of each version: neighbours in time that read the same."""
    return [list(run) for _, run in groupby(seen, key=lambda one: one.version_id)]


def mark_latest(conn: Connection, article_id: str, version_id: str) -> None:
    """Mark the version that was seen last, where another is marked."""
    columns = versions.c
    is_wrong = columns.is_latest != (columns.id == version_id)
    changed = update(versions).where(columns.article_id == article_id, is_wrong)
    conn.execute(changed.values(is_latest=columns.id == version_id))


def found_again(conn: Connection, article_id: str, seen: datetime) -> None:
    """An article that is seen after it was missing is missing no more."""
    columns = articles.c
    found = update(articles).where(columns.id == article_id, columns.missing_at < seen)
    conn.execute(found.values(missing_at=None, missing_why=None))


def article_id_of(conn: Connection, url: str) -> str | None:
    """Return the id of the article at an address: the one that it is known by, or the one on its page."""
    columns = articles.c
    known = select(columns.id).where((columns.id == address_id(url)) | (columns.url == url))
    return conn.execute(known.order_by(columns.id != address_id(url))).scalar()


def versions_of(conn: Connection, url: str) -> list[Version]:
    """Return the versions of the article at an address, the oldest first; none for an article that is not kept."""
    article_id = article_id_of(conn, url)
    return versions_with(conn, article_id) if article_id else []


def versions_with(conn: Connection, article_id: str) -> list[Version]:
    """Return the versions of the article with an id, the oldest first; none for one that is not kept."""
    found = runs(sightings_of(conn, article_id))
    readings = articles_of(conn, {run[0].version_id for run in found})
    return [
        Version(run[0].version_id, article_id, number, run[0].seen, run[-1].seen, *readings[run[0].version_id])
        for number, run in enumerate(found, 1)
    ]


def latest(conn: Connection, url: str) -> Version | None:
    """Return what the article at an address says now, or said last; None for one that is not kept."""
    return next(reversed(versions_of(conn, url)), None)


def mark_missing(conn: Connection, url: str, when: datetime, why: str) -> None:
    """Write that the page of an article is gone. Its text is kept; the first that saw it gone counts."""
    columns = articles.c
    article_id = article_id_of(conn, url)
    gone = update(articles).where(columns.id == article_id, columns.missing_at.is_(None))
    conn.execute(gone.values(missing_at=when, missing_why=why))
    note_articles(conn, {article_id} if article_id else ())


def missing(conn: Connection, url: str) -> Missing | None:
    """Return since when and why the article at an address is gone; None for one that is there."""
    columns = articles.c
    row = conn.execute(
        select(columns.missing_at, columns.missing_why).where(columns.id == article_id_of(conn, url))
    ).first()
    return Missing(*row) if row and row.missing_at else None
