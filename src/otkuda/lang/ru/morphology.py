"""Russian morphology: what a word form may be, and its other forms; kept for the run."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from msgspec.structs import replace

from otkuda.lang.lexicon import rows
from otkuda.lang.ru.dictionary import Analysis, analyzer, declined_like, guess, inflected, look_up, place_of


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
    ordinal = None if low.isalpha() else _ORDINAL.fullmatch(low)
    if ordinal:
        forms = [one for ending in _ENDINGS[ordinal[1]] for one in analyse("перв" + ending)]
        return tuple(replace(one, lemma=low) for one in forms)
    if low.replace("ё", "е") in _fixed_titles():
        return (Analysis(low, "NOUN", "nomn", "sing", "masc", _FIXED, 1.0, is_known=True),)
    readings = look_up(low) or _towns().get(low, ())
    if not readings or word != low:  # no word of the dictionary, or an initial
        return guess(word, is_known=bool(readings))
    return readings


@cache
def _fixed_titles() -> frozenset[str]:
    """Return the titles that never change: «замакима», «экс-замакима»."""
    titles = [row[0].replace("ё", "е") for row in rows("otkuda.lang.ru", "titles.tsv") if "fixed" in row[1]]
    return frozenset(titles) | {f"экс-{title}" for title in titles}


def _forms_of_town(town: str) -> list[tuple[str, Analysis]]:
    model = next(row[1] for row in rows("otkuda.lang.ru", "towns.tsv") if row[0].lower() == town)
    return declined_like(town, model.lower())


@cache
def _towns() -> dict[str, tuple[Analysis, ...]]:
    """Return what the forms of the towns may be that pymorphy3 does not hold."""
    found: dict[str, tuple[Analysis, ...]] = {}
    for row in rows("otkuda.lang.ru", "towns.tsv"):
        for form, one in declined_like(row[0].lower(), row[1].lower()):
            found[form] = (*found.get(form, ()), one)
    return found


_FIXED = frozenset({"NOUN", "anim", "masc", "sing", "nomn", "Fixd"})
# Latin and Cyrillic words of a length that words have; pymorphy3 fails on letters that Unicode gives no name
_READABLE = re.compile(r"[0-9A-Za-zÀ-ɏЀ-ӿ@.:/_'’‑-]{1,60}")
_ORDINAL = re.compile(r"\d+[-‑](й|го|му|м|я|ю|е|х|ми)")  # «2-й», «5-го»
_ENDINGS = {
    "й": ("ый", "ой"),
    "го": ("ого",),
    "му": ("ому",),
    "м": ("ом", "ым"),
    "я": ("ая",),
    "ю": ("ую",),
    "е": ("ое", "ые"),
    "х": ("ых",),
    "ми": ("ыми",),
}


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
    if analysis.lemma in _towns():
        return next((form for form, one in _forms_of_town(analysis.lemma) if target <= one.grammemes), word)
    form = analyzer().parse(word)[analyse(word).index(analysis)].inflect(target)
    return str(form.word) if form else word
