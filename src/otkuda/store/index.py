"""What an article and its attributions are found by: the keys and the forms of their words, the names of speakers."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from otkuda.lang.search_keys import index_key
from otkuda.store.schema import attributions, versions
from otkuda.text.search_words import search_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from otkuda.model import Article, Attribution

GAP = "·"  # between what does not stand side by side; no word of a text is one, so no phrase leads over it
EVERY = "·"  # among the names of everything: what NOT is taken from
MOST_WORDS = 20_000  # of one article; the vector of PostgreSQL takes 1 MB


class Terms(NamedTuple):
    """What one article or attribution is found by. ``keys`` and ``forms`` stand in the order of the text."""

    keys: list[str]
    forms: list[str]
    names: list[str]


def index_reading(conn: Connection, version_id: str, article: Article) -> None:
    """Write what a version and its attributions are found by."""
    number = conn.execute(select(versions.c.number).where(versions.c.id == version_id)).scalar_one()
    write_terms(conn, "version_words", [(number, article_terms(article))])
    columns = attributions.c
    chosen = select(columns.number).where(columns.version_id == version_id).order_by(columns.position)
    numbers = conn.execute(chosen).scalars()
    found = [attribution_terms(article, one) for one in article.attributions]
    write_terms(conn, "attribution_words", list(zip(numbers, found, strict=True)))


def write_terms(conn: Connection, table: str, rows: list[tuple[int, Terms]]) -> None:
    """Write rows of a search table, in the database's own way."""
    if not rows:
        return
    if conn.dialect.name == "sqlite":
        from otkuda.store.fts5 import write
    else:
        from otkuda.store.tsvector import write
    write(conn, table, rows)


def article_terms(article: Article) -> Terms:
    """Return what an article is found by: its headline and text, and all whom it gives as a source."""
    speakers = {one.chain[-1].entity for one in article.attributions if one.chain}
    return terms((article.headline or "", article.text), speakers, article.language)


def attribution_terms(article: Article, one: Attribution) -> Terms:
    """Return what an attribution is found by: its content, and its source, which is the last of the chain."""
    said = (article.text[slice(*span)] for span in one.content)
    return terms(said, {one.chain[-1].entity} if one.chain else set(), article.language)


def terms(texts: Iterable[str], names: Iterable[str], language: str | None) -> Terms:
    """Return the keys and forms of texts that do not stand side by side, and those of names."""
    keys, forms = list[str](), list[str]()
    for text in texts:
        for word in islice(search_words(text), MOST_WORDS):
            keys.append(index_key(word.form, language, is_capital=word.is_capital))
            forms.append(word.form)
        keys.append(GAP)
        forms.append(GAP)
    return Terms(keys, forms, sorted({EVERY} | {key for name in names for key in name_keys(name, language)}))


def name_keys(name: str, language: str | None) -> set[str]:
    """Return the keys of the words of a name; each begins as a name does, however it is written."""
    return {index_key(word.form, language, is_capital=True) for word in search_words(name)}
