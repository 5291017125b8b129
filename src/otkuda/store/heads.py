"""What stands over articles, without their texts: for statements and stories of thousands of articles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from otkuda.model import Article, Carrier
from otkuda.store.among import among
from otkuda.store.articles import sightings_of_all
from otkuda.store.grouping import times
from otkuda.store.moments import of_columns
from otkuda.store.schema import versions

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection, Row

_NAMES = ("id", "article_id", "headline", "outlet", "language", "url")
_TIMES = ("published", "published_offset", "published_until", "published_until_offset")


class Head(NamedTuple):
    """A version with an empty text and nothing read in it, and the id of its article."""

    article_id: str
    carrier: Carrier


def heads_of(conn: Connection, version_ids: Iterable[str]) -> dict[str, Head]:
    """Return the heads of versions, by their ids; those that are not kept are left out."""
    columns = (versions.c[name] for name in (*_NAMES, *_TIMES))
    rows = {row.id: row for row in among(conn, versions.c.id, sorted(set(version_ids)), *columns)}
    seen = sightings_of_all(conn, {row.article_id for row in rows.values()})
    numbered = {one: found for sightings in seen.values() for one, found in times(sightings).items()}
    return {
        one: Head(row.article_id, Carrier(one, _article(row), numbered[one][0], numbered[one][1].seen))
        for one, row in rows.items()
        if one in numbered
    }


def _article(row: Row[Any]) -> Article:
    return Article(
        text="",
        headline=row.headline,
        outlet=row.outlet,
        language=row.language,
        url=row.url,
        published=of_columns("published", row),
        published_until=of_columns("published_until", row),
    )
