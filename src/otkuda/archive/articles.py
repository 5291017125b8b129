"""Articles: those that are asked for, the newest first; one with who says what in it, as people corrected it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from otkuda.archive.cursors import closed, opened
from otkuda.archive.records import (
    ArticleLine,
    ArticleShown,
    ChangesShown,
    Gone,
    Listed,
    Reworded,
    Standing,
    VersionLine,
)
from otkuda.collect.changes import LONGEST, beginning, changes
from otkuda.collect.deciding import as_decided
from otkuda.export.record import attribution_record, published_of, record_of
from otkuda.model import Carrier
from otkuda.store import Query, missing, search_articles, versions_of, versions_with
from otkuda.store.placing import placed_in
from otkuda.store.stories import stories_with

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from otkuda.archive.wanted import Articles
    from otkuda.model import Article
    from otkuda.store import Hit, Version


def articles(conn: Connection, wanted: Articles) -> Listed[ArticleLine]:
    """Return a page of the articles that are asked for."""
    if wanted.url is not None:
        return Listed(tuple(_at(one) for one in versions_of(conn, wanted.url)[-1:]))
    query = Query(
        wanted.q,
        speaker=wanted.speaker,
        outlet=wanted.outlet,
        kind=wanted.kind,
        since=wanted.since,
        until=wanted.until,
        language=wanted.language,
        newest_first=True,
        limit=wanted.limit,
        cursor=opened(wanted.cursor),
    )
    found = search_articles(conn, query)
    return Listed(tuple(map(_found, found.hits)), closed(found.cursor))


def _found(hit: Hit) -> ArticleLine:
    article = hit.article
    return ArticleLine(
        id=hit.article_id,
        version_id=hit.version_id,
        url=article.url,
        headline=article.headline,
        outlet=article.outlet,
        authors=article.authors,
        published=published_of(article),
        language=article.language,
        dated=hit.dated,
    )


def _at(version: Version) -> ArticleLine:
    article = version.article
    return ArticleLine(
        id=version.article_id,
        version_id=version.id,
        url=article.url,
        headline=article.headline,
        outlet=article.outlet,
        authors=article.authors,
        published=published_of(article),
        language=article.language,
        dated=article.published or version.seen,
    )


def article(conn: Connection, id: str, number: int | None = None) -> ArticleShown | None:  # noqa: A002 - what it is
    """Return an article by its id, in the version with a number or the last; None where there is none."""
    versions = versions_with(conn, id)
    found = [one for one in versions if number in {None, one.number}]
    return _shown(conn, versions, found[-1]) if found else None


def _shown(conn: Connection, versions: Sequence[Version], one: Version) -> ArticleShown:
    telling, _ = as_decided(conn, Carrier(one.id, one.article, one.number, one.seen))
    gone = missing(conn, one.article.url) if one.article.url else None
    return ArticleShown(
        id=one.article_id,
        version=one.number,
        version_id=one.id,
        read_by=one.read_by,
        seen=one.seen,
        last_seen=one.last_seen,
        versions=tuple(map(_version, versions)),
        missing=Gone(gone.when, gone.why) if gone else None,
        stories=tuple(each.id for each in stories_with(conn, [one.id])),
        statements=tuple(Standing(*each) for each in placed_in(conn, one.id)),
        article=record_of(_said_only(telling.article), one.article.url or one.id),
    )


def changes_of(conn: Connection, id: str, number: int | None = None) -> ChangesShown | None:  # noqa: A002 - what it is
    """Return what changed in a version of an article, or in its last; None where there is none before it."""
    versions = versions_with(conn, id)
    pairs = [pair for pair in pairwise(versions) if number in {None, pair[1].number}]
    if not pairs:
        return None
    before, after = pairs[-1]
    old, new = beginning(before.article), beginning(after.article)
    found = changes(old, new)
    return ChangesShown(
        id=after.article_id,
        before=_version(before),
        after=_version(after),
        pieces=tuple(Reworded(one.change, one.text) for one in found.pieces),
        lost=tuple(attribution_record(one, old.text) for one in found.lost),
        gained=tuple(attribution_record(one, new.text) for one in found.gained),
        is_cut=max(len(before.article.text), len(after.article.text)) > LONGEST,
    )


def _version(one: Version) -> VersionLine:
    return VersionLine(one.number, one.id, one.seen, one.last_seen)


def _said_only(article: Article) -> Article:
    """Return an article without what was found to be no quotation."""
    return replace(article, attributions=tuple(one for one in article.attributions if one.content))
