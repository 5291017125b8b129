"""A word in the two other languages, by the table of concepts: what else a reader of three languages searches for."""

from __future__ import annotations

from functools import cache

from otkuda.lang.language import load
from otkuda.lang.lexicon import rows

LANGUAGES = ("ru", "kk", "en")  # the columns of the table
_KAZAKH = frozenset("әғқңөұүһі")


def in_other_languages(word: str) -> dict[str, str]:
    """Return a word in the other two languages, by their codes; nothing where the table does not hold it.

    Of a word with several senses the first in the table counts.

    >>> in_other_languages("мосты"), in_other_languages("flood")
    ({'kk': 'көпір', 'en': 'bridge'}, {'ru': 'наводнение', 'kk': 'тасқын'})
    """
    low = word.lower()
    for language in _likely(low):
        lemmas = [low, *(one.lemma for one in load(language).analyse(low)[:1])]
        row = next((row for lemma in lemmas if (row := _table(language).get(lemma.replace("ё", "е")))), None)
        if row:
            return {code: column.split()[0] for code, column in zip(LANGUAGES, row, strict=True) if code != language}
    return {}


def _likely(low: str) -> tuple[str, ...]:
    """Return the languages that a word may be of, by its letters."""
    if low.isascii():
        return ("en",)
    return ("kk",) if not _KAZAKH.isdisjoint(low) else ("ru", "kk")


@cache
def _table(language: str) -> dict[str, tuple[str, ...]]:
    """Return the first row of each word of a language."""
    found: dict[str, tuple[str, ...]] = {}
    column = LANGUAGES.index(language)
    for row in rows("otkuda.lang", "concepts.tsv"):
        for word in row[column].split():
            found.setdefault(word.lower().replace("ё", "е"), row)
    return found
