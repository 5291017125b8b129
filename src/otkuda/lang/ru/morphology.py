"""Russian morphology: what a word form may be, and its other forms; kept for the run."""

from __future__ import annotations

import re
from functools import lru_cache

from otkuda.lang.ru.dictionary import Analysis, analyzer, guess, inflected, look_up, place_of


@lru_cache(maxsize=200_000)
def analyse(word: str) -> tuple[Analysis, ...]:
    """Return the readings of a word form (any letter case), the likeliest first; none for what is no word.

    >>> analyse("министра")[0].lemma
    'министр'
    """
    low = word.lower()
    if word != low and len(word) > 1:
        return analyse(low)
    if not _READABLE.fullmatch(word):
        return ()
    readings = look_up(low)
    if not readings or word != low:  # no word of the dictionary, or an initial
        return guess(word, is_known=bool(readings))
    return readings


# Latin and Cyrillic words of a length that words have; pymorphy3 fails on letters that Unicode gives no name
_READABLE = re.compile(r"[0-9A-Za-zÀ-ɏЀ-ӿ@.:/_'’‑-]{1,60}")


@lru_cache(maxsize=50_000)
def inflect(word: str, analysis: Analysis, target: frozenset[str]) -> str:
    """Return the form, in small letters, that a reading of ``word`` has with the grammemes ``target``.

    ``analysis`` is one of ``analyse(word)``. A word without such a form is returned as it is.

    >>> inflect("министра", analyse("министра")[0], frozenset({"nomn", "sing"}))
    'министр'
    """
    place = place_of(word.lower(), analysis)
    if place:
        return inflected(place, target) or word
    form = analyzer().parse(word)[analyse(word).index(analysis)].inflect(target)
    return str(form.word) if form else word
