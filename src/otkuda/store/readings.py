"""A reading ↔ its rows: the article without loss, its attributions, their chains, its credits."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select

from otkuda.model import Article, Attribution, Credit, Source, Span
from otkuda.store.columns import id_of
from otkuda.store.moments import columns_of, of_columns
from otkuda.store.rows import put_new
from otkuda.store.schema import attributions, credit_lines, links, versions

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row, Table

TIMES = ("published", "published_until", "modified")


def reading_id(article_id: str, article: Article) -> str:
    """Return the id of a version: of all that was extracted from the page. What rules find in the text is not of it."""
    return id_of(article_id, repr(tuple(extracted(article).values())))


def extracted(article: Article) -> dict[str, Any]:
    """Return the columns of what was extracted from the page."""
    times = {column: value for name in TIMES for column, value in columns_of(name, getattr(article, name)).items()}
    plain = {name: getattr(article, name) for name in ("text", "headline", "outlet", "authors", "language", "url")}
    return plain | times


def write_reading(conn: Connection, article_id: str, version_id: str, article: Article, read_by: str) -> None:
    """Write a version and all that was read in it."""
    row = {"id": version_id, "article_id": article_id, "is_latest": False, "read_by": read_by, **extracted(article)}
    put_new(conn, versions, row)
    write_attributions(conn, version_id, article)
    put_new(conn, credit_lines, *(_credit(version_id, *numbered) for numbered in enumerate(article.credits)))


def write_attributions(conn: Connection, version_id: str, article: Article) -> None:
    """Write the attributions of a version, and their chains."""
    ids = attribution_ids(version_id, article.attributions)
    rows = [_attribution(version_id, *numbered) for numbered in enumerate(article.attributions)]
    put_new(conn, attributions, *({"id": one, **row} for one, row in zip(ids, rows, strict=True)))
    chains = zip(ids, article.attributions, strict=True)
    put_new(conn, links, *(_link(one, *link) for one, each in chains for link in enumerate(each.chain)))


def remove_readings(conn: Connection, version_ids: list[str], *, keep_versions: bool = False) -> None:
    """Remove versions with all that was read in them, or only what was read in them."""
    for table in (attributions, credit_lines):  # chains go with their attributions
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


def _attribution(version_id: str, position: int, one: Attribution) -> dict[str, Any]:
    return {
        "version_id": version_id,
        "position": position,
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


def _span(name: str, span: Span | None) -> dict[str, int | None]:
    return {f"{name}_start": span.start if span else None, f"{name}_end": span.end if span else None}


def article_of(conn: Connection, version_id: str) -> tuple[str, Article]:
    """Return the rules that read a version, and the article as it was kept."""
    row = conn.execute(select(versions).where(versions.c.id == version_id)).one()
    article = Article(
        text=row.text,
        headline=row.headline,
        outlet=row.outlet,
        authors=tuple(row.authors),
        published=of_columns("published", row),
        published_until=of_columns("published_until", row),
        modified=of_columns("modified", row),
        language=row.language,
        url=row.url,
        credits=tuple(_credit_of(one) for one in _in_order(conn, credit_lines, version_id)),
        attributions=_attributions_of(conn, version_id),
    )
    return row.read_by, article


def _in_order(conn: Connection, table: Table, version_id: str) -> list[Row[Any]]:
    chosen = select(table).where(table.c.version_id == version_id)
    return list(conn.execute(chosen.order_by(table.c.position)))


def _attributions_of(conn: Connection, version_id: str) -> tuple[Attribution, ...]:
    chosen = select(links).join(attributions, attributions.c.id == links.c.attribution_id)
    chains: dict[str, list[Source]] = {}
    for row in conn.execute(chosen.where(attributions.c.version_id == version_id).order_by(links.c.position)):
        mention = _span_of("mention", row)
        source = Source(mention, row.entity, row.type, row.role, row.organization)
        chains.setdefault(row.attribution_id, []).append(source)
    return tuple(
        _attribution_of(row, tuple(chains.get(row.id, ()))) for row in _in_order(conn, attributions, version_id)
    )


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


def _span_of(name: str, row: Row[Any]) -> Span | None:
    start = getattr(row, f"{name}_start")
    return None if start is None else Span(start, getattr(row, f"{name}_end"))
