"""A reading ↔ its rows: the article without loss, its attributions, their chains, its credits, its links."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar
from urllib.parse import urlsplit

from sqlalchemy import delete, select

from otkuda.model import Article, Attribution, Credit, Link, Source, Span
from otkuda.store.addresses import address_id
from otkuda.store.columns import id_of
from otkuda.store.index import found_by, index_readings
from otkuda.store.moments import columns_of, of_columns
from otkuda.store.rows import put_new
from otkuda.store.schema import attributions, credit_lines, hyperlinks, links, versions
from otkuda.store.unresolved import mark_unresolved
from otkuda.text.search_words import search_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection, Row, Table

    from otkuda.store.index import Wording

T = TypeVar("T")
TIMES = ("published", "published_until", "modified")


def reading_id(article_id: str, article: Article) -> str:
    """Return the id of a version: of what was extracted from the page.

    What rules find in the text is not of it. Nor are links: a page that leads elsewhere says the same, and what was
    kept before links were read keeps its id.
    """
    return id_of(article_id, repr(tuple(extracted(article).values())))


def extracted(article: Article) -> dict[str, Any]:
    """Return the columns of what was extracted from the page."""
    times = {column: value for name in TIMES for column, value in columns_of(name, getattr(article, name)).items()}
    plain = {name: getattr(article, name) for name in ("text", "headline", "outlet", "authors", "language", "url")}
    return plain | times


class Reading(NamedTuple):
    """An article as it was read: which version of which article, by which rules, first seen when."""

    article_id: str
    id: str
    read_by: str
    seen: datetime
    article: Article
    is_latest: bool = False

    @property
    def dated(self) -> datetime:
        """When the article was published, else first seen: what a search goes by."""
        return self.article.published or self.seen


def write_readings(conn: Connection, readings: list[Reading], words: dict[str, Wording] | None = None) -> None:
    """Write versions and all that was read in them; what is written already stays.

    ``words`` are those by which a version is found, where they are worked out already.
    """
    if not readings:
        return
    mark_unresolved(conn, (one.article_id for one in readings))
    put_new(conn, versions, *map(_version, readings))
    found = [
        (one, attribution_id, position, attribution)
        for one in readings
        for position, (attribution_id, attribution) in enumerate(
            zip(attribution_ids(one.id, one.article.attributions), one.article.attributions, strict=True)
        )
    ]
    put_new(conn, attributions, *(_attribution(*one) for one in found))
    put_new(conn, links, *(_link(one, *link) for _, one, _, each in found for link in enumerate(each.chain)))
    lines = [(one.id, *numbered) for one in readings for numbered in enumerate(one.article.credits)]
    put_new(conn, credit_lines, *(_credit(*line) for line in lines))
    put_new(conn, hyperlinks, *(_hyperlink(one.id, *each) for one in readings for each in enumerate(one.article.links)))
    worked_out = words or {}
    index_readings(conn, {one.id: worked_out.get(one.id) or found_by(one.article) for one in readings})


def _version(reading: Reading) -> dict[str, Any]:
    article = reading.article
    return {
        "id": reading.id,
        "article_id": reading.article_id,
        "is_latest": reading.is_latest,
        "read_by": reading.read_by,
        "dated": reading.dated,
        "outlet_key": outlet_key(article.outlet) if article.outlet else None,
        "host": host_of(article.url) if article.url else None,
        **extracted(article),
    }


def outlet_key(name: str) -> str:
    """Return the name of an outlet as it is compared: «ЗАРЯ» is «Заря»."""
    return " ".join(word.form for word in search_words(name))


def host_of(url: str) -> str | None:
    """Return the host of an address, without «www.»; None for what is no address."""
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def remove_readings(conn: Connection, version_ids: list[str], *, keep_versions: bool = False) -> None:
    """Remove versions with all that was read in them, or only what was read in them."""
    of = select(versions.c.article_id).where(versions.c.id.in_(version_ids))
    mark_unresolved(conn, conn.execute(of).scalars().all())
    for table in (attributions, credit_lines, hyperlinks):  # chains go with their attributions
        conn.execute(delete(table).where(table.c.version_id.in_(version_ids)))
    if not keep_versions:
        conn.execute(delete(versions).where(versions.c.id.in_(version_ids)))


def attribution_ids(version_id: str, found: tuple[Attribution, ...]) -> list[str]:
    """Return the id of each attribution: of its content, cue, chain and kind, and which of the same ones it is."""
    seen: Counter[str] = Counter()
    ids = []
    for one in found:
        key = repr((one.content, one.cue, one.chain, one.kind))
        ids.append(id_of(version_id, key, seen[key]))
        seen[key] += 1
    return ids


def _attribution(reading: Reading, attribution_id: str, position: int, one: Attribution) -> dict[str, Any]:
    return {
        "id": attribution_id,
        "version_id": reading.id,
        "position": position,
        "dated": reading.dated,
        "kind": one.kind,
        "content": one.content,
        **_span("cue", one.cue),
        "rule": one.rule,
        "confidence": one.confidence,
        "evidence": one.evidence,
    }


def _link(attribution_id: str, position: int, source: Source) -> dict[str, Any]:
    return {
        "attribution_id": attribution_id,
        "position": position,
        **_span("mention", source.mention),
        "entity": source.entity,
        "type": source.type,
        "role": source.role,
        "organization": source.organization,
    }


def _credit(version_id: str, position: int, credit: Credit) -> dict[str, Any]:
    names = {"what": credit.what, "agency": credit.agency, "author": credit.author}
    return {"version_id": version_id, "position": position, **names, **_span("text", credit.text)}


def _hyperlink(version_id: str, position: int, link: Link) -> dict[str, Any]:
    return {
        "version_id": version_id,
        "position": position,
        **_span("text", link.text),
        "url": link.url,
        "leads_to": address_id(link.url),
    }


def _span(name: str, span: Span | None) -> dict[str, int | None]:
    return {f"{name}_start": span.start if span else None, f"{name}_end": span.end if span else None}


def article_of(conn: Connection, version_id: str) -> tuple[str, Article]:
    """Return the rules that read a version, and the article as it was kept."""
    return articles_of(conn, {version_id})[version_id]


def articles_of(conn: Connection, version_ids: set[str]) -> dict[str, tuple[str, Article]]:
    """Return for each version the rules that read it, and the article as it was kept."""
    found: dict[str, list[Attribution]] = {}
    for row, attribution in _attributions(conn, attributions.c.version_id.in_(version_ids)):
        found.setdefault(row.version_id, []).append(attribution)
    lines = _of_versions(conn, credit_lines, version_ids, _credit_of)
    leads = _of_versions(conn, hyperlinks, version_ids, _link_of)
    rows = conn.execute(select(versions).where(versions.c.id.in_(version_ids)))
    return {
        row.id: (
            row.read_by,
            replace(
                _article(row), credits=lines(row.id), links=leads(row.id), attributions=tuple(found.get(row.id, ()))
            ),
        )
        for row in rows
    }


def _of_versions(
    conn: Connection, table: Table, version_ids: set[str], made: Callable[[Row[Any]], T]
) -> Callable[[str], tuple[T, ...]]:
    """Return what gives the records of a version that a table holds, in their order."""
    records: dict[str, list[T]] = {}
    chosen = select(table).where(table.c.version_id.in_(version_ids)).order_by(table.c.position)
    for row in conn.execute(chosen):
        records.setdefault(row.version_id, []).append(made(row))
    return lambda version_id: tuple(records.get(version_id, ()))


def extracted_of(conn: Connection, version_ids: set[str]) -> dict[str, Article]:
    """Return for each version the article as it was extracted, without what was read in it."""
    rows = conn.execute(select(versions).where(versions.c.id.in_(version_ids)))
    return {row.id: _article(row) for row in rows}


def attributions_of(conn: Connection, ids: set[str]) -> dict[str, Attribution]:
    """Return the attributions of these ids."""
    return {row.id: one for row, one in _attributions(conn, attributions.c.id.in_(ids))}


def _article(row: Row[Any]) -> Article:
    return Article(
        text=row.text,
        headline=row.headline,
        outlet=row.outlet,
        authors=tuple(row.authors),
        published=of_columns("published", row),
        published_until=of_columns("published_until", row),
        modified=of_columns("modified", row),
        language=row.language,
        url=row.url,
    )


def _attributions(conn: Connection, chosen: ColumnElement[bool]) -> Iterator[tuple[Row[Any], Attribution]]:
    """The attributions that are chosen with their rows, in the order of their positions."""
    of_chosen = select(links).join(attributions, attributions.c.id == links.c.attribution_id).where(chosen)
    chains: dict[str, list[Source]] = {}
    for row in conn.execute(of_chosen.order_by(links.c.position)):
        source = Source(_span_of("mention", row), row.entity, row.type, row.role, row.organization)
        chains.setdefault(row.attribution_id, []).append(source)
    for row in conn.execute(select(attributions).where(chosen).order_by(attributions.c.position)):
        yield row, _attribution_of(row, tuple(chains.get(row.id, ())))


def _attribution_of(row: Row[Any], chain: tuple[Source, ...]) -> Attribution:
    return Attribution(
        content=tuple(Span(*span) for span in row.content),
        cue=_span_of("cue", row),
        chain=chain,
        kind=row.kind,
        rule=row.rule,
        confidence=row.confidence,
        evidence=tuple(row.evidence),
    )


def _credit_of(row: Row[Any]) -> Credit:
    return Credit(row.what, row.agency, row.author, _span_of("text", row))


def _link_of(row: Row[Any]) -> Link:
    return Link(Span(row.text_start, row.text_end), row.url)


def _span_of(name: str, row: Row[Any]) -> Span | None:
    start = getattr(row, f"{name}_start")
    return None if start is None else Span(start, getattr(row, f"{name}_end"))
