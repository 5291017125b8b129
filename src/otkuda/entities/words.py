"""Words of roles and of names of bodies as they are looked up in tables: lemmas, and phrases of them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from otkuda.entities.spelling import plain
from otkuda.lang.language import load

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

LONGEST = 300  # characters of a role or a name of a body
PHRASE = 6  # words of a row of a table
_WORD = re.compile(r"\d+|[^\W\d_]+(?:['’‑-][^\W\d_]+)*")
_STOPS = frozenset(
    "и в во на по при из от с о об для к за под the of for and in on at to a an by және мен пен бен".split()
)


def tokens(text: str, language: str) -> tuple[tuple[str, str], ...]:
    """Return each word of a text with its lemma first, without small words; a hyphen parts them.

    >>> tokens("экс-министр Казахстана", "ru")
    (('экс', 'экс'), ('министр', 'министр'), ('казахстан', 'Казахстана'))
    """
    found = (one for word in _WORD.findall(text[:LONGEST]) for one in re.split("[-‑]", word))
    both = ((lemma(plain(one), language), one) for one in found if one)
    return tuple((base, one) for base, one in both if base and base not in _STOPS)


def words(text: str, language: str) -> tuple[str, ...]:
    """Return the lemmas of a text, without small words.

    >>> words("Министерства иностранных дел", "ru"), words("Ministry of Foreign Affairs", "en")
    (('министерство', 'иностранный', 'дело'), ('ministry', 'foreign', 'affair'))
    """
    return tuple(base for base, _ in tokens(text, language))


@lru_cache(maxsize=100_000)
def lemma(word: str, language: str) -> str:
    """Return the likeliest lemma of a word in small letters; the word itself where the language is not read."""
    word = word.removesuffix("'s").removesuffix("'")
    if word.isdigit() or language not in {"ru", "kk", "en"} or (language == "en") != word.isascii():
        return word
    readings = load(language).analyse(word)
    return plain(readings[0].lemma) if readings else word


def phrases(found: Sequence[str], table: Mapping[tuple[str, ...], object]) -> Iterator[slice]:
    """Give the places of the words one after another, those together that the table knows as a phrase; the longest."""
    at = 0
    while at < len(found):
        sizes = range(min(PHRASE, len(found) - at), 1, -1)
        size = next((size for size in sizes if tuple(found[at : at + size]) in table), 1)
        yield slice(at, at + size)
        at += size
