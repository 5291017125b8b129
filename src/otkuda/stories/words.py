"""tokens → the words that carry what a text is about: no names, no function words, no words of saying."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from otkuda.lang.common_words import everyday_words
from otkuda.lang.concepts import concepts
from otkuda.lang.language import load
from otkuda.text.tokens import WORD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from otkuda.text.tokens import Token

_TELLING = frozenset({"NOUN", "VERB", "INFN", "ADJF", "ADJS", "PRTF", "PRTS", "GRND"})
_EMPTY = frozenset({"Apro", "Auxl", "Anph", "NPRO", "Prnt"})
_SHORTEST = 4  # letters


def telling(tokens: Sequence[Token], language: str) -> frozenset[str]:
    """Return the lemmas of the words among some tokens that carry what the text is about.

    >>> from otkuda.text.tokens import tokenize
    >>> sorted(telling(tokenize("Мост, который рухнул, сказал он", load("ru").analyse), "ru"))
    ['мост', 'рухнуть']
    """
    found = (_lemma(one.low, language) for one in tokens if one.kind == WORD and len(one.low) >= _SHORTEST)
    return frozenset(one for one in found if one)


@lru_cache(maxsize=200_000)
def _lemma(low: str, language: str) -> str:
    """Return the likeliest lemma of a word, or the empty text where it tells nothing."""
    readings = load(language).analyse(low)
    if not readings or readings[0].pos not in _TELLING or not _EMPTY.isdisjoint(readings[0].grammemes):
        return ""
    return "" if is_common(low, language) else str(readings[0].lemma)


@cache
def _anywhere(language: str) -> frozenset[str]:
    """Return the lemmas that stand in any news: everyday ones, cues, titles, sources that are not named."""
    known = load(language)
    listed = [*known.cues, *known.nouns, *known.titles, *known.unnamed, *known.organizations, *known.outlets]
    return everyday_words(language) | {word.lower().replace("ё", "е") for word in listed}


def is_common(low: str, language: str) -> bool:
    """Is a word one that stands in any news, or one that names what somebody is: «министерство», "Director"?"""
    return any(one.lemma in _anywhere(language) for one in load(language).analyse(low)[:1])


def concepts_of(tokens: Sequence[Token], language: str) -> frozenset[int]:
    """Return the concepts of the words among some tokens, which are the same in every language."""
    found = (_concepts(one.low, language) for one in tokens if one.kind == WORD and len(one.low) >= _SHORTEST - 1)
    return frozenset[int]().union(*found)


@lru_cache(maxsize=200_000)
def _concepts(low: str, language: str) -> frozenset[int]:
    readings = load(language).analyse(low)
    return concepts(frozenset({low, *(one.lemma for one in readings[:2])}), language)
