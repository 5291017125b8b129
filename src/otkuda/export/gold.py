"""Corrected articles as gold records: the texts, and what is attributed in each, for ``otkuda evaluate``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from otkuda.errors import ExportError
from otkuda.export.files import new_file
from otkuda.export.record import CreditRecord, LinkRecord, encode
from otkuda.text.language import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from otkuda.model import Article, Attribution, Kind, Span

RECORDS = "gold.jsonl"


@dataclass(frozen=True, slots=True)
class GoldSaid:
    """One attribution of a gold record."""

    content: tuple[Span, ...]
    cue: Span | None
    kind: Kind
    chain: tuple[LinkRecord, ...]


@dataclass(frozen=True, slots=True)
class Gold:
    """A line of the records. ``id`` is the language and the id of the article: the text is in the file ``id``.txt."""

    id: str
    attributions: tuple[GoldSaid, ...]
    credits: tuple[CreditRecord, ...]


def gold_of(identity: str, article: Article) -> Gold:
    """Return the record of an article as people corrected it, in the order of its text."""
    said = sorted((one for one in article.attributions if one.content), key=lambda one: one.content)
    credits_ = tuple(CreditRecord(one.what, one.agency, one.author, one.text) for one in article.credits)
    return Gold(identity, tuple(map(_said, said)), credits_)


def _said(one: Attribution) -> GoldSaid:
    chain = tuple(LinkRecord(link.mention, link.entity, link.type) for link in one.chain)
    return GoldSaid(one.content, one.cue, one.kind, chain)


def write_gold(folder: str | Path, corrected: Iterable[tuple[str, Article]]) -> int:
    """Write articles, each with its id, into a folder: ``gold.jsonl`` and a text for each. Returns how many.

    ExportError where the folder cannot be made or written.
    """
    place, count = Path(folder), 0
    _make(place)
    with new_file(place / RECORDS) as lines:
        for article_id, article in corrected:
            language = article.language if article.language in LANGUAGES else "und"
            identity = f"{language}/{article_id}"
            _make(place / language)
            with new_file(place / f"{identity}.txt") as text:
                # UTF-8 cannot hold half a surrogate pair: another single character keeps the offsets
                text.write(article.text.encode("utf-8", "replace"))
            lines.write(encode(gold_of(identity, article)))
            count += 1
    return count


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ExportError(f"{folder}: {error.strerror or error}; name another folder") from error
