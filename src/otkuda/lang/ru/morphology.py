"""Russian morphology: what a word form may be, from pymorphy3's dictionary, kept for the run.

``analyse`` is the one door to pymorphy3; nothing else imports it.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pymorphy3 import MorphAnalyzer
    from pymorphy3.tagset import OpencorporaTag


class Analysis(NamedTuple):
    """One reading of a word form. Grammemes are pymorphy3's (OpenCorpora's) three- and four-letter names."""

    lemma: str  # with «е» for «ё»
    pos: str  # NOUN, ADJF, VERB, INFN, PRTF, PRTS, GRND, NPRO, ADVB, PREP, CONJ, ...
    case: str  # nomn, gent, datv, accs, ablt, loct or ""
    number: str  # sing, plur or ""
    gender: str  # masc, femn, neut or ""
    grammemes: frozenset[str]
    score: float
    is_known: bool  # in the dictionary, not guessed from its ending


@cache
def analyzer() -> MorphAnalyzer:
    """Return the dictionary, loaded once."""
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang="ru")


@lru_cache(maxsize=200_000)
def analyse(word: str) -> tuple[Analysis, ...]:
    """Return the readings of a word form (any letter case), the likeliest first; none for what is no word.

    >>> analyse("министра")[0].lemma
    'министр'
    """
    if not _READABLE.fullmatch(word):
        return ()
    known = analyzer().word_is_known(word)
    return tuple(
        Analysis(p.normal_form.replace("ё", "е"), *_grammar(p.tag), p.score, known) for p in analyzer().parse(word)
    )


# Latin and Cyrillic words of a length that words have; pymorphy3 fails on letters that Unicode gives no name
_READABLE = re.compile(r"[0-9A-Za-zÀ-ɏЀ-ӿ@.:/_'’‑-]{1,60}")


_CASES = {"gen2": "gent", "acc2": "accs", "loc2": "loct", "gen1": "gent", "loc1": "loct", "voct": "nomn"}


@cache
def _grammar(tag: OpencorporaTag) -> tuple[str, str, str, str, frozenset[str]]:
    """Part of speech, case, number, gender and grammemes of a tag; the dictionary has some thousands of them."""
    case = str(tag.case or "")
    return (
        str(tag.POS or ""),
        _CASES.get(case, case),
        str(tag.number or ""),
        str(tag.gender or ""),
        frozenset(tag.grammemes),
    )


def openings(lemma: str, letters: int) -> frozenset[str]:
    """Return the first letters of all forms of a lemma: what a cheap look at a word goes by.

    >>> sorted(openings("писать", 3))
    ['пис', 'пиш']
    """
    parses = [parse for parse in analyzer().parse(lemma) if parse.normal_form.replace("ё", "е") == lemma]
    return frozenset(form.word.replace("ё", "е")[:letters] for parse in parses for form in parse.lexeme) | {
        lemma[:letters]
    }


@lru_cache(maxsize=50_000)
def inflect(word: str, analysis: Analysis, target: frozenset[str]) -> str:
    """Return the form, in small letters, that a reading of ``word`` has with the grammemes ``target``.

    ``analysis`` is one of ``analyse(word)``. A word without such a form is returned as it is.

    >>> inflect("министра", analyse("министра")[0], frozenset({"nomn", "sing"}))
    'министр'
    """
    parse = analyzer().parse(word)[analyse(word).index(analysis)]
    form = parse.inflect(target)
    return str(form.word) if form else word
