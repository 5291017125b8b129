"""What an article and its attributions are found by: the keys and the forms of their words, the names of speakers."""

from __future__ import annotations

from bisect import bisect_left
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from otkuda.lang.every import may_change_language
from otkuda.lang.search_keys import index_key
from otkuda.model import Span
from otkuda.store.matching import full_text
from otkuda.store.schema import attributions, versions
from otkuda.text.language import LANGUAGES, paragraphs
from otkuda.text.search_words import search_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from otkuda.model import Article

GAP = "·"  # between what does not stand side by side; no word of a text is one, so no phrase leads over it
EVERY = "·"  # among the names of everything: what NOT is taken from
MOST_WORDS = 20_000  # of one article; the vector of PostgreSQL takes 1 MB


class Terms(NamedTuple):
    """What one article or attribution is found by. ``keys`` and ``forms`` stand in the order of the text."""

    keys: list[str]
    forms: list[str]
    names: list[str]


class Keyed(NamedTuple):
    """A word of a text with its key."""

    start: int
    end: int
    key: str
    form: str


class Wording(NamedTuple):
    """What a version is found by, and each of its attributions."""

    whole: Terms
    attributions: list[Terms]


def index_readings(conn: Connection, found: dict[str, Wording]) -> None:
    """Write what versions and their attributions are found by."""
    rows = conn.execute(select(versions.c.id, versions.c.number).where(versions.c.id.in_(found)))
    write_terms(conn, "version_words", [(number, found[version_id].whole) for version_id, number in rows])
    columns = attributions.c
    chosen = select(columns.number, columns.version_id, columns.position).where(columns.version_id.in_(found))
    numbers = conn.execute(chosen.order_by(columns.number))
    of_attributions = [(number, found[version_id].attributions[position]) for number, version_id, position in numbers]
    write_terms(conn, "attribution_words", of_attributions)


def write_terms(conn: Connection, table: str, rows: list[tuple[int, Terms]]) -> None:
    """Write rows of a search table, in the database's own way."""
    if rows:
        full_text(conn).write(conn, table, rows)


def found_by(article: Article) -> Wording:
    """Return what an article is found by (headline, text, all whom it gives as a source), and each attribution.

    An attribution is found by its content and by its source, which is the last of the chain.
    """
    language = article.language
    text = keyed(article.text, language)
    starts = [word.start for word in text]
    said = [
        [text[bisect_left(starts, start) : bisect_left(starts, end)] for start, end in one.content]
        for one in article.attributions
    ]
    speakers = [{one.chain[-1].entity} if one.chain else set() for one in article.attributions]
    whole = _terms([keyed(article.headline or "", language), text], set().union(*speakers), language)
    return Wording(whole, [_terms(parts, names, language) for parts, names in zip(said, speakers, strict=True)])


def keyed(text: str, language: str | None) -> list[Keyed]:
    """Return the words of a text with their keys, those of each paragraph in its language."""
    found = (
        Keyed(word.start, word.end, index_key(word.form, code, word.is_capital), word.form)
        for span, code in _stretches(text, language)
        for word in search_words(text, *span)
    )
    return list(islice(found, MOST_WORDS))


def _stretches(text: str, language: str | None) -> Sequence[tuple[Span, str | None]]:
    if language in LANGUAGES and not may_change_language(text, language):
        return [(Span(0, len(text)), language)]
    return paragraphs(text, language)


def _terms(parts: list[list[Keyed]], names: set[str], language: str | None) -> Terms:
    """Terms of parts that do not stand side by side. Each word of a name begins as names do."""
    keys = [key for part in parts for key in [*(word.key for word in part), GAP]]
    forms = [form for part in parts for form in [*(word.form for word in part), GAP]]
    named = {index_key(word.form, language, True) for name in names for word in search_words(name)}  # noqa: FBT003
    return Terms(keys, forms, sorted({EVERY} | named))
