"""Reading again what is stored, with new rules, and seeing what that changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update

from otkuda.model import Page
from otkuda.store.articles import article_id_of, mark_latest, sightings_of
from otkuda.store.contents import content_of
from otkuda.store.grouping import enqueue, times
from otkuda.store.readings import Reading, article_of, reading_id, remove_readings, write_readings
from otkuda.store.records import Reread, StoredPage
from otkuda.store.schema import sightings, versions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Row

    from otkuda.model import Article, Attribution

BATCH = 100


def stored_pages(conn: Connection, after: str = "") -> Iterator[StoredPage]:
    """Give the first page of each version in the order of the versions' ids, from the one after ``after``.

    A version that was read from no page (a line of an import) is left out.
    """
    columns = sightings.c
    while True:
        chosen = select(versions.c.id).where(versions.c.id > after).order_by(versions.c.id).limit(BATCH)
        batch = list(conn.execute(chosen).scalars())
        for version_id in batch:
            first = select(sightings).where(columns.version_id == version_id, columns.content.is_not(None))
            row = conn.execute(first.order_by(columns.seen, columns.id).limit(1)).first()
            if row:
                yield _stored(conn, row)
        if not batch:
            return
        after = batch[-1]


def pages_of(conn: Connection, url: str) -> Iterator[StoredPage]:
    """Give every page of the article at an address, in the order of time."""
    columns = sightings.c
    chosen = select(sightings).where(columns.article_id == article_id_of(conn, url), columns.content.is_not(None))
    for row in list(conn.execute(chosen.order_by(columns.seen, columns.id))):
        yield _stored(conn, row)


def _stored(conn: Connection, row: Row[Any]) -> StoredPage:
    page = Page(
        url=row.url,
        content=content_of(conn, row.content) or b"",
        charset=row.charset,
        content_type=row.content_type,
        status=row.status,
        requested=row.requested,
        headers=tuple((name, value) for name, value in row.headers),
        fetched=row.seen,
    )
    return StoredPage(row.article_id, row.version_id, row.content, page)


def replace_reading(conn: Connection, version_id: str, article: Article, read_by: str) -> Reread:
    """Put a new reading in the place of a version's. Returns what changed.

    A text that is extracted otherwise makes it another version by id, which takes over the sightings. Where two
    versions of an article read the same now, they become one.
    """
    old_rules, old = article_of(conn, version_id)
    article_id, dated = conn.execute(
        select(versions.c.article_id, versions.c.dated).where(versions.c.id == version_id)
    ).one()
    new_id = reading_id(article_id, article)
    if (old_rules, old) != (read_by, article):
        remove_readings(conn, [new_id], keep_versions=True)
        conn.execute(update(versions).where(versions.c.id == new_id).values(read_by=read_by))
        write_readings(conn, [Reading(article_id, new_id, read_by, dated, article)])
    if new_id != version_id:
        conn.execute(update(sightings).where(sightings.c.version_id == version_id).values(version_id=new_id))
        remove_readings(conn, [version_id])
        mark_latest(conn, article_id, sightings_of(conn, article_id)[-1].version_id)
    if (old_rules, old) != (read_by, article):
        enqueue(conn, [(one, article_id) for one in (version_id, *times(sightings_of(conn, article_id)))])
    before, after = ({_words(one, each): each for each in one.attributions} for one in (old, article))
    added = tuple(one for words, one in after.items() if words not in before)
    removed = tuple(one for words, one in before.items() if words not in after)
    return Reread(new_id, old.text != article.text, added, removed)


def _words(article: Article, one: Attribution) -> tuple[object, ...]:
    """What an attribution says, wherever in the text it stands."""
    said = tuple(article.text[slice(*span)] for span in one.content)
    chain = tuple((source.entity, source.type, source.role, source.organization) for source in one.chain)
    return said, one.cue and article.text[slice(*one.cue)], chain, one.kind
