"""What a word speaks of, in whatever language: «құдық», «колодец» and "well" are one concept.

The concepts are the rows of ``concepts.tsv``; a concept is known by the number of its row. A word that has several
senses has several concepts: two words may speak of the same thing where they share one.
"""

from __future__ import annotations

from functools import cache

from otkuda.lang.lexicon import rows

_LANGUAGES = ("ru", "kk", "en")  # the columns of the table


def concepts(words: frozenset[str], language: str) -> frozenset[int]:
    """Return the concepts of a word by its form and its lemmas (any letter case); none where the table holds none.

    ``language`` is the ISO 639-1 code of the language of the word; one that the table does not hold knows no concepts.

    >>> concepts(frozenset({"колодцы", "колодец"}), "ru") & concepts(frozenset({"wells", "well"}), "en") != frozenset()
    True
    """
    table = _table(language)
    return frozenset(number for word in words for number in table.get(_plain(word), ()))


@cache
def _table(language: str) -> dict[str, tuple[int, ...]]:
    """Return the numbers of the rows of a language's words, by the word."""
    found: dict[str, tuple[int, ...]] = {}
    if language not in _LANGUAGES:
        return found
    column = _LANGUAGES.index(language)
    for number, row in enumerate(rows("otkuda.lang", "concepts.tsv")):
        for word in row[column].split():
            found[_plain(word)] = (*found.get(_plain(word), ()), number)
    return found


def _plain(word: str) -> str:
    return word.lower().replace("ё", "е")
