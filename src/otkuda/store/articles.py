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
from otkuda.store.columns import id_of, microseconds
from otkuda.store.contents import keep_content
from otkuda.store.readings import Reading, articles_of, reading_id, write_readings
from otkuda.store.records import Kept, Missing, Version
from otkuda.store.rows import put_new
from otkuda.store.schema import articles, sightings, tombstones, versions

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Connection

    from otkuda.model import Article, Page


class Sighting(NamedTuple):
    """An article read so at a time."""

    id: str
    version_id: str
    seen: datetime


def keep(  # noqa: PLR0913 - what a page gave, when, and to whom it belongs
    conn: Connection,
    page: Page | None,
    article: Article,
    *,
    seen: datetime,
    read_by: str,
    address: str | None = None,
) -> Kept | None:
    """Keep what was read from a page at the time ``seen``. None where the article was forgotten: it stays so.

    ``address`` is the id of the address under which the article is known, where it is not that of ``article.url``. An
    article without any address is known by its text. A page that is kept already is left as it was read then.
    """
    article_id = address or (address_id(article.url) if article.url else id_of("text", article.text))
    if conn.execute(select(tombstones.c.article_id).where(tombstones.c.article_id == article_id)).first():
        return None
    content = keep_content(conn, page.content) if page else None
    version_id = reading_id(article_id, article)
    sighting = Sighting(id_of("sighting", article_id, microseconds(seen), content or version_id), version_id, seen)
    before = sightings_of(conn, article_id)
    after = before
    if all(known.id != sighting.id for known in before):
        after = sorted([*before, sighting], key=lambda one: (one.seen, one.id))
        put_new(conn, articles, {"id": article_id, "url": article.url, "missing_at": None, "missing_why": None})
        if all(known.version_id != version_id for known in before):
            is_latest = after[-1] == sighting
            write_readings(conn, [Reading(article_id, version_id, read_by, seen, article, is_latest)])
        _write_sighting(conn, article_id, sighting, page, content)
    if after is not before and before:
        mark_latest(conn, article_id, after[-1].version_id)
        _found_again(conn, article_id, seen)
    number, kept_as = next(
        (number, one.version_id) for number, run in enumerate(runs(after), 1) for one in run if one.id == sighting.id
    )
    return Kept(article_id, kept_as, number, len(runs(after)) > len(runs(before)))


def sightings_of(conn: Connection, article_id: str) -> list[Sighting]:
    """Return when the article read how, in the order of time."""
    columns = sightings.c
    chosen = select(columns.id, columns.version_id, columns.seen).where(columns.article_id == article_id)
    return [Sighting(*row) for row in conn.execute(chosen.order_by(columns.seen, columns.id))]


def runs(seen: Iterable[Sighting]) -> list[list[Sighting]]:
    """Return the sightings of each version: neighbours in time that read the same."""
    return [list(run) for _, run in groupby(seen, key=lambda one: one.version_id)]


def _write_sighting(
    conn: Connection, article_id: str, sighting: Sighting, page: Page | None, content: str | None
) -> None:
    """Write that the page read so at the time."""
    row = {
        **sighting._asdict(),
        "article_id": article_id,
        "content": content,
        "url": page.url if page else None,
        "requested": page.requested if page else None,
        "status": page.status if page else None,
        "charset": page.charset if page else None,
        "content_type": page.content_type if page else None,
        "headers": page.headers if page else (),
    }
    put_new(conn, sightings, row)


def mark_latest(conn: Connection, article_id: str, version_id: str) -> None:
    """Mark the version that was seen last, where another is marked."""
    columns = versions.c
    is_wrong = columns.is_latest != (columns.id == version_id)
    changed = update(versions).where(columns.article_id == article_id, is_wrong)
    conn.execute(changed.values(is_latest=columns.id == version_id))


def _found_again(conn: Connection, article_id: str, seen: datetime) -> None:
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
    if article_id is None:
        return []
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
    gone = update(articles).where(columns.id == article_id_of(conn, url), columns.missing_at.is_(None))
    conn.execute(gone.values(missing_at=when, missing_why=why))


def missing(conn: Connection, url: str) -> Missing | None:
    """Return since when and why the article at an address is gone; None for one that is there."""
    columns = articles.c
    row = conn.execute(
        select(columns.missing_at, columns.missing_why).where(columns.id == article_id_of(conn, url))
    ).first()
    return Missing(*row) if row and row.missing_at else None
