"""Search: words in what was said, or in whole articles; and what a check of a draft found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.archive.cursors import closed, opened
from otkuda.archive.records import CheckShown, Hit, Listed, SnippetRecord
from otkuda.collect.lookup import candidates
from otkuda.export.checked_record import checked_record
from otkuda.export.record import attribution_record, published_of
from otkuda.store import Query, coverage, search_articles, search_attributions
from otkuda.store.placed import Placed, placed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from otkuda.archive.wanted import Search
    from otkuda.model import Article
    from otkuda.statements import Checked
    from otkuda.store import Coverage
    from otkuda.store import Hit as StoredHit


def search(conn: Connection, wanted: Search) -> Listed[Hit]:
    """Return a page of what is found."""
    query = Query(
        wanted.q,
        speaker=wanted.speaker,
        outlet=wanted.outlet,
        kind=wanted.kind,
        since=wanted.since,
        until=wanted.until,
        language=wanted.language,
        newest_first=wanted.order == "new",
        limit=wanted.limit,
        cursor=opened(wanted.cursor),
    )
    found = (search_attributions if wanted.where == "said" else search_articles)(conn, query)
    places = placed(conn, [one.attribution_id for one in found.hits if one.attribution_id])
    hits = tuple(_hit(one, places.get(one.attribution_id or "")) for one in found.hits)
    return Listed(hits, closed(found.cursor))


def _hit(one: StoredHit, place: Placed | None) -> Hit:
    article, said, shown = one.article, one.attribution, one.snippet
    return Hit(
        article_id=one.article_id,
        version_id=one.version_id,
        url=article.url,
        headline=article.headline,
        outlet=article.outlet,
        published=published_of(article),
        language=article.language,
        dated=one.dated,
        score=one.score,
        snippet=SnippetRecord(shown.text, shown.marks, shown.cut_before, shown.cut_after),
        attribution=attribution_record(said, article.text) if said else None,
        statement=place.statement if place else None,
        entity=place.speaker if place else None,
    )


def check(conn: Connection, text: str, *, indirect: bool = False) -> CheckShown:
    """Return what each quotation of a text is by the articles that are kept."""
    from otkuda import pipeline

    if not text.strip():
        return empty_check()
    draft = pipeline.read(text)
    known = candidates(conn, draft, indirect=indirect)
    return check_shown(draft, pipeline.check(draft, known, indirect=indirect), coverage(conn))


def empty_check() -> CheckShown:
    """Return what a check of nothing finds."""
    return CheckShown(url=None, headline=None, language=None, articles=0, checked=())


def check_shown(draft: Article, found: Sequence[Checked], covered: Coverage) -> CheckShown:
    """Return what a check of a draft found."""
    return CheckShown(
        url=draft.url,
        headline=draft.headline,
        language=draft.language,
        articles=covered.articles,
        checked=tuple(checked_record(draft, one, covered) for one in found),
    )
