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
from otkuda.store.readings import article_of, reading_id, write_reading
from otkuda.store.records import Kept, Version
from otkuda.store.rows import put_new
from otkuda.store.schema import articles, sightings, versions

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Connection

    from otkuda.model import Article, Page


class Sighting(NamedTuple):
    """An article read so at a time."""

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
) -> Kept:
    """Keep what was read from a page at the time ``seen``.

    ``address`` is the id of the address under which the article is known, where it is not that of ``article.url``. An
    article without any address is known by its text.
    """
    article_id = address or (address_id(article.url) if article.url else id_of("text", article.text))
    version_id = reading_id(article_id, article)
    put_new(conn, articles, {"id": article_id, "url": article.url, "missing_at": None, "missing_why": None})
    before = runs(sightings_of(conn, article_id))
    if not any(run[0].version_id == version_id for run in before):
        write_reading(conn, article_id, version_id, article, read_by)
    write_sighting(conn, page, Sighting(version_id, seen), article_id)
    after = runs(sightings_of(conn, article_id))
    _mark_latest(conn, article_id, after[-1][0].version_id, before)
    number = next(number for number, run in enumerate(after, 1) if Sighting(version_id, seen) in run)
    return Kept(article_id, version_id, number, len(after) > len(before))


def sightings_of(conn: Connection, article_id: str) -> list[Sighting]:
    """Return when the article read how, in the order of time."""
    columns = sightings.c
    chosen = select(columns.version_id, columns.seen).where(columns.article_id == article_id)
    return [Sighting(*row) for row in conn.execute(chosen.order_by(columns.seen, columns.id))]


def runs(seen: Iterable[Sighting]) -> list[list[Sighting]]:
    """Return the sightings of each version: neighbours in time that read the same."""
    return [list(run) for _, run in groupby(seen, key=lambda one: one.version_id)]


def write_sighting(conn: Connection, page: Page | None, sighting: Sighting, article_id: str) -> None:
    """Write that the page read so at the time. The bytes are kept once, however many pages have them."""
    version_id, seen = sighting
    content = keep_content(conn, page.content) if page else None
    row = {
        "id": id_of("sighting", version_id, microseconds(seen), content),
        "article_id": article_id,
        "version_id": version_id,
        "seen": seen,
        "content": content,
        "url": page.url if page else None,
        "requested": page.requested if page else None,
        "status": page.status if page else None,
        "charset": page.charset if page else None,
        "content_type": page.content_type if page else None,
        "headers": page.headers if page else (),
    }
    put_new(conn, sightings, row)


def _mark_latest(conn: Connection, article_id: str, version_id: str, before: list[list[Sighting]]) -> None:
    """Mark the version that stands now, where it is another than before. An article that is seen is not missing."""
    if before and before[-1][0].version_id == version_id:
        return
    conn.execute(
        update(versions).where(versions.c.article_id == article_id).values(is_latest=versions.c.id == version_id)
    )


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
    readings = {one: article_of(conn, one) for one in {run[0].version_id for run in found}}
    return [
        Version(run[0].version_id, article_id, number, run[0].seen, run[-1].seen, *readings[run[0].version_id])
        for number, run in enumerate(found, 1)
    ]


def latest(conn: Connection, url: str) -> Version | None:
    """Return what the article at an address says now, or said last; None for one that is not kept."""
    return next(reversed(versions_of(conn, url)), None)
