"""Keeping what was read from pages: many at a time with a few statements, each as if it came alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from otkuda.store.addresses import address_id
from otkuda.store.articles import Sighting, found_again, mark_latest, runs, sightings_of_all
from otkuda.store.columns import id_of, microseconds
from otkuda.store.contents import keep_contents
from otkuda.store.grouping import enqueue, times
from otkuda.store.readings import Reading, reading_id, write_readings
from otkuda.store.records import Kept
from otkuda.store.rows import put_new
from otkuda.store.schema import articles, sightings, tombstones

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy import Connection

    from otkuda.model import Article, Page
    from otkuda.store.index import Wording


@dataclass(frozen=True, slots=True)
class Observation:
    """What was read from a page at the time ``seen``, by which rules.

    ``address`` is the id of the address under which the article is known, where it is not that of ``article.url``. An
    article without any address is known by its text. ``found`` are the words by which it is found, where they are
    worked out already.
    """

    page: Page | None
    article: Article
    seen: datetime
    read_by: str
    address: str | None = None
    found: Wording | None = None

    @property
    def article_id(self) -> str:
        """The id of the article."""
        by_itself = address_id(self.article.url) if self.article.url else id_of("text", self.article.text)
        return self.address or by_itself


def keep(  # noqa: PLR0913 - what a page gave, when, and to whom it belongs
    conn: Connection,
    page: Page | None,
    article: Article,
    *,
    seen: datetime,
    read_by: str,
    address: str | None = None,
) -> Kept | None:
    """Keep one observation. None where the article was forgotten: it stays so."""
    return keep_all(conn, [Observation(page, article, seen, read_by, address)])[0]


def keep_all(conn: Connection, seen: list[Observation]) -> list[Kept | None]:
    """Keep what was read from pages, and return what became of each: None where the article was forgotten.

    A page that is kept already is left as it was read then.
    """
    batch = _Batch(conn, seen)
    kept = [batch.add(one, content) for one, content in zip(seen, batch.contents, strict=True)]
    batch.write()
    return kept


class _Batch:
    """Observations that are written together: what was known of their articles before, and what comes to it."""

    def __init__(self, conn: Connection, seen: list[Observation]) -> None:
        self._conn = conn
        ids = {one.article_id for one in seen}
        columns = tombstones.c
        self._forgotten = set(conn.execute(select(columns.article_id).where(columns.article_id.in_(ids))).scalars())
        self._before = sightings_of_all(conn, ids)
        self._known = {one: list(self._before.get(one, ())) for one in ids}
        wanted = [None if one.article_id in self._forgotten or not one.page else one.page.content for one in seen]
        self.contents = keep_contents(conn, wanted)
        self._articles: dict[str, dict[str, Any]] = {}
        self._readings: dict[str, Reading] = {}
        self._found: dict[str, Wording] = {}
        self._sightings: list[dict[str, Any]] = []

    def add(self, one: Observation, content: str | None) -> Kept | None:
        """Take one in; ``content`` is the digest of its page."""
        article_id = one.article_id
        if article_id in self._forgotten:
            return None
        known = self._known[article_id]
        before = len(runs(known))
        version_id = reading_id(article_id, one.article)
        key = id_of("sighting", article_id, microseconds(one.seen), content or version_id)
        if all(earlier.id != key for earlier in known):
            sighting = Sighting(key, version_id, one.seen)
            self._write(one, sighting, content)
            known.append(sighting)
            known.sort(key=lambda each: (each.seen, each.id))
        number, kept_as = next(
            (number, each.version_id) for number, run in enumerate(runs(known), 1) for each in run if each.id == key
        )
        return Kept(article_id, kept_as, number, len(runs(known)) > before)

    def _write(self, one: Observation, sighting: Sighting, content: str | None) -> None:
        """Note the rows of a sighting, of its version and article."""
        article_id, version_id = one.article_id, sighting.version_id
        row = {"id": article_id, "url": one.article.url, "missing_at": None, "missing_why": None}
        self._articles.setdefault(article_id, row)
        if all(known.version_id != version_id for known in self._known[article_id]):
            self._readings[version_id] = Reading(article_id, version_id, one.read_by, one.seen, one.article)
            if one.found:
                self._found[version_id] = one.found
        page = one.page
        self._sightings.append(
            {
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
        )

    def write(self) -> None:
        """Write all rows, and what they change of what was known before."""
        newest = {article_id: self._known[article_id][-1] for article_id in self._articles}
        put_new(self._conn, articles, *self._articles.values())
        readings = [
            one._replace(is_latest=one.id == newest[one.article_id].version_id) for one in self._readings.values()
        ]
        write_readings(self._conn, readings, self._found)
        put_new(self._conn, sightings, *self._sightings)
        enqueue(self._conn, self._moved())
        for article_id in self._before.keys() & newest.keys():
            mark_latest(self._conn, article_id, newest[article_id].version_id)
            found_again(self._conn, article_id, newest[article_id].seen)

    def _moved(self) -> Iterator[tuple[str, str]]:
        """Yield the versions, with their articles, whose number or first sighting is another than before."""
        for article_id in self._articles:
            before = times(self._before.get(article_id, ()))
            yield from (
                (one, article_id) for one, now in times(self._known[article_id]).items() if before.get(one) != now
            )
