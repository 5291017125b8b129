"""The verbs of saying as they stand in a sentence: «деп атап өтті», «айтқан жоқ», «мәлім етіп отыр».

The words are in ``cues.tsv``, ``compounds.tsv`` and ``auxiliaries.tsv``; what the verb takes is in its features.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct

from otkuda.lang.kk.morphology import analyse
from otkuda.lang.lexicon import rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from otkuda.lang.kk.dictionary import Analysis

_PACKAGE = "otkuda.lang.kk"
_THAT = "деп"
_BETWEEN = frozenset(
    {"те", "де", "тағы", "та", "да", "ешқашан", "әрі", "қана", "ғана", "жиі", "жалған", "ашық"}
)  # «деп те айтты»
_TENSES = ("past", "pres", "evid", "futr", "cond", "hab", "intn", "impr")
_PERSONS = ("1sg", "2sg", "2frm", "1pl", "2pl", "3")
_VERBAL = frozenset({"VERB", "PRTF", "GRND"})
_NOW = frozenset({"INFN", "loct"})  # «айтуда»

Says = frozenset[str]


class Saying(Struct, frozen=True, gc=False):
    """A verb of saying: its place among the words (``first`` to ``last``, that one left out) and what its form says."""

    first: int
    last: int
    verb: str  # «атап өту»
    features: Says  # of cues.tsv
    tense: str  # past, pres, evid, ... or "" for a converb that nothing follows
    person: str  # 1sg, 2sg, 2frm, 1pl, 2pl, 3
    is_negative: bool
    has_that: bool  # does «деп» stand before it?


@cache
def _cues() -> Mapping[str, Says]:
    return {verb: frozenset(row[1].split()) for row in rows(_PACKAGE, "cues.tsv") for verb in row[0].split()}


@cache
def _compounds() -> Mapping[tuple[str, ...], Mapping[str, Says]]:
    """Return the verbs and their features by the words that stand before them."""
    found: dict[tuple[str, ...], dict[str, Says]] = {}
    for before, verb, features, _example in rows(_PACKAGE, "compounds.tsv"):
        found.setdefault(tuple(before.split()), {})[verb] = frozenset(features.split())
    return found


@cache
def _auxiliaries() -> Mapping[str, Says]:
    return {row[0]: frozenset(row[1].split()) for row in rows(_PACKAGE, "auxiliaries.tsv")}


@cache
def _longest() -> int:
    return max(map(len, _compounds()))


def saying(words: Sequence[str], at: int = 0) -> Saying | None:
    """Return the verb of saying that begins at a word, «деп» with it, or None.

    >>> found = saying("деп атап өтті әкім".split())
    >>> found.verb, found.tense, found.last
    ('атап өту', 'past', 3)
    """
    low = [word.lower() for word in words[at : at + _longest() + 5]]
    start = _behind_that(low)
    found = (_compound(low, start) or _single(low, start)) if start < len(low) else None
    if found is None and start:
        start, found = 0, _single(low, 0)  # «деп отыр»
    if found is None:
        return None
    end, verb, features, reading = found
    last, says = _with_auxiliaries(low, end, reading)
    if low[:last] == [_THAT]:
        return None  # «деп аталады»: traps.tsv
    tense = next((word for word in _TENSES if word in says), "")
    person = next((word for word in _PERSONS if word in says), "3")
    return Saying(at, at + last, verb, features, tense, person, "neg" in says, start > 0)


def _behind_that(low: Sequence[str]) -> int:
    """Return where the verb begins behind «деп» and small words, 0 where there is no «деп»."""
    if low[:1] != [_THAT]:
        return 0
    return next((k for k in range(1, len(low)) if low[k] not in _BETWEEN), len(low))


_Found = tuple[int, str, Says, "Analysis"]  # where the verb ends, the verb, its features, its form


def _compound(low: Sequence[str], start: int) -> _Found | None:
    for length in range(_longest(), 0, -1):
        before = tuple(low[start : start + length])
        verbs = _compounds().get(before, {}) if start + length < len(low) else {}
        for reading in analyse(low[start + length]) if verbs else ():
            if reading.lemma in verbs and _is_verbal(reading):
                return start + length + 1, " ".join((*before, reading.lemma)), verbs[reading.lemma], reading
    return None


def _single(low: Sequence[str], start: int) -> _Found | None:
    for reading in analyse(low[start]):
        if reading.lemma in _cues() and (_is_verbal(reading) or "pred" in _cues()[reading.lemma]):
            return start + 1, reading.lemma, _cues()[reading.lemma], reading
    return None


def _is_verbal(reading: Analysis) -> bool:
    """Is a form a verb in its sentence, «айтуда» too?"""
    return reading.pos in _VERBAL or reading.grammemes == _NOW


def _with_auxiliaries(low: Sequence[str], end: int, reading: Analysis) -> tuple[int, Says]:
    """Return where the verb ends with its auxiliaries, and what they and its form say."""
    says = reading.grammemes - {"past", "pres"} if reading.pos == "GRND" else reading.grammemes
    while end < len(low):
        more = _of_auxiliary(low[end], follows_converb=reading.pos == "GRND")
        if more is None:
            break
        says, end = says | more, end + 1
    return end, says


def _of_auxiliary(word: str, *, follows_converb: bool) -> Says | None:
    """Return what an auxiliary adds; None for any other word."""
    if word in _auxiliaries():
        return _auxiliaries()[word] - {"none"}
    if not follows_converb:
        return None
    own = [one for one in analyse(word) if "as" in _auxiliaries().get(one.lemma, ()) and one.pos in {"VERB", "PRTF"}]
    return own[0].grammemes if own else None
