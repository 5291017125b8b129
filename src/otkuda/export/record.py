"""An article as the JSON line of ``otkuda read --json``: the form of the gold records, and what else was found.

``text`` and the offsets are the article's own. A lone surrogate, which UTF-8 cannot hold, is written as its JSON
escape; two that would join into one character when read back become two U+FFFD, so that no offset moves.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import PurePath, PurePosixPath
from typing import TYPE_CHECKING

from otkuda.model import CreditType, Kind, SourceType, Span  # noqa: TC001 - msgspec reads records by them

if TYPE_CHECKING:
    from otkuda.model import Article, Attribution, Source

SURROGATE_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_QUERY = re.compile("[?#].*", re.DOTALL)
LINE_BREAKS = {"\x85": b"\\u0085", "\u2028": b"\\u2028", "\u2029": b"\\u2029"}


@dataclass(frozen=True, slots=True)
class LinkRecord:
    """One link of a chain."""

    mention: Span | None
    entity: str
    type: SourceType


@dataclass(frozen=True, slots=True)
class WordsRecord:
    """The words of each span; None where the span is None."""

    content: tuple[str, ...]
    cue: str | None
    chain: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class AttributionRecord:
    """One attribution. ``role`` and ``organization`` are those of its source, the last link."""

    content: tuple[Span, ...]
    cue: Span | None
    kind: Kind
    chain: tuple[LinkRecord, ...]
    role: str | None
    organization: str | None
    rule: str
    confidence: float
    evidence: tuple[str, ...]
    words: WordsRecord


@dataclass(frozen=True, slots=True)
class CreditRecord:
    """One credit."""

    what: CreditType
    agency: str | None
    author: str | None
    text: Span | None


@dataclass(frozen=True, slots=True)
class HyperlinkRecord:
    """A hyperlink of the text: the words that carry it, and where it leads."""

    start: int
    end: int
    url: str


@dataclass(frozen=True, slots=True)
class Record:
    """One article; ``published`` is ISO 8601."""

    path: str
    id: str
    headline: str | None
    outlet: str | None
    authors: tuple[str, ...]
    published: str | None
    language: str | None
    text: str
    credits: tuple[CreditRecord, ...]
    links: tuple[HyperlinkRecord, ...]
    attributions: tuple[AttributionRecord, ...]


def record_of(article: Article, path: str) -> Record:
    """Return the record of an article that was read from ``path``."""
    return Record(
        path=path,
        id=identity(path),
        headline=article.headline,
        outlet=article.outlet,
        authors=article.authors,
        published=published_of(article),
        language=article.language,
        text=article.text,
        credits=tuple(CreditRecord(one.what, one.agency, one.author, one.text) for one in article.credits),
        links=tuple(HyperlinkRecord(*one.text, one.url) for one in article.links),
        attributions=tuple(attribution_record(one, article.text) for one in article.attributions),
    )


def identity(path: str) -> str:
    """Return ``path`` without its ending: the ``id`` of a record.

    >>> identity("ru/001.txt"), identity("-"), identity("https://zarya.example/a/1.html")
    ('ru/001', '-', 'https://zarya.example/a/1')
    """
    if path.lower().startswith(("http://", "https://")):
        place = _QUERY.sub("", path).partition("://")[2].partition("/")[2]
        return path.removesuffix(PurePosixPath(place).suffix)
    return path.removesuffix(PurePath(path).suffix)


def encode(record: object) -> bytes:
    """Return a record, or anything that is made of such, as one line of JSON in UTF-8, its line end with it."""
    import msgspec

    try:
        line = msgspec.json.encode(record)
    except UnicodeEncodeError:
        plain = json.dumps(msgspec.to_builtins(record), ensure_ascii=False, separators=(",", ":"))
        line = SURROGATE_PAIR.sub("\ufffd\ufffd", plain).encode("utf-8", "backslashreplace")
    for mark, escape in LINE_BREAKS.items():
        line = line.replace(mark.encode(), escape)
    return line + b"\n"


def published_of(article: Article) -> str | None:
    """Return the time in ISO 8601; only the date where the page states no more than a day."""
    if article.published is None:
        return None
    return (article.published.date() if article.published_until else article.published).isoformat()


def attribution_record(one: Attribution, text: str) -> AttributionRecord:
    """Return the record of one attribution of the article with this text."""
    source = one.chain[-1] if one.chain else None
    return AttributionRecord(
        content=one.content,
        cue=one.cue,
        kind=one.kind,
        chain=tuple(map(_link, one.chain)),
        role=source.role if source else None,
        organization=source.organization if source else None,
        rule=one.rule,
        confidence=one.confidence,
        evidence=one.evidence,
        words=_words(one, text),
    )


def _link(link: Source) -> LinkRecord:
    return LinkRecord(link.mention, link.entity, link.type)


def _words(one: Attribution, text: str) -> WordsRecord:
    return WordsRecord(
        content=tuple(text[span.start : span.end] for span in one.content),
        cue=_slice(one.cue, text),
        chain=tuple(_slice(link.mention, text) for link in one.chain),
    )


def _slice(span: Span | None, text: str) -> str | None:
    return None if span is None else text[span.start : span.end]
