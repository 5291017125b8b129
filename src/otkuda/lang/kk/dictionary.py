"""The Kazakh words that the lists hold: what a stem is known as, what changes in it, and forms that no rule makes."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct

from otkuda.lang.kk.chains import NOUN, VERB, Chain
from otkuda.lang.lexicon import rows

if TYPE_CHECKING:
    from collections.abc import Mapping

_PACKAGE = "otkuda.lang.kk"
_NOUN_LISTS = ("titles", "organizations", "outlets", "documents", "unnamed", "nouns", "phrases", "bodies")
_VOICED = {"п": "б", "к": "г", "қ": "ғ"}


class Analysis(Struct, frozen=True, gc=False):
    """One reading of a word form; the first eight fields are those of every language.

    Cases are nomn, gent, datv, accs, loct, abla (from), inst (with), equa («айтуынша») and simi («айтқандай»).
    Grammemes are all that the endings say, in the words of ``suffixes.tsv``, and the part of speech.
    """

    lemma: str  # of verbs the verbal noun: «айту»
    pos: str  # NOUN (adjectives too), VERB (finite), PRTF, GRND (converb), INFN (verbal noun), NPRO, ...
    case: str  # "" for what has none
    number: str  # sing, plur or ""
    gender: str  # always "": Kazakh has none
    grammemes: frozenset[str]
    score: float
    is_known: bool  # is the lemma in a list?
    tail: int  # letters of the case ending: «министрлігі-нің» has three


@cache
def known(stem: str) -> frozenset[str]:
    """Return the lemmas of the lists that are nouns (``NOUN``), or verbs by their verbal noun (``VERB``)."""
    found = {row[0] for row in rows(_PACKAGE, "words.tsv") if (row[1] == "VERB") == (stem == VERB)}
    if stem == VERB:
        found.update(lemma for row in rows(_PACKAGE, "cues.tsv") for lemma in row[0].split())
        found.update(row[1] for row in rows(_PACKAGE, "compounds.tsv"))
        return frozenset(found)
    entries = [row for name in _NOUN_LISTS for row in rows(_PACKAGE, f"{name}.tsv")]
    found.update(row[0].lower() for row in entries if "plur" not in row[1])
    return frozenset(found) - known(VERB)


@cache
def parts_of_speech() -> Mapping[str, str]:
    """Return the part of speech of the listed words that are neither nouns nor verbs."""
    return {row[0]: row[1] for row in rows(_PACKAGE, "words.tsv") if row[1] not in {"NOUN", "VERB"}}


@cache
def elided() -> Mapping[str, str]:
    """Return the stems that lose their last vowel before another, by what is left: «халқ-ы»."""
    return {row[1]: row[0] for row in rows(_PACKAGE, "elisions.tsv")}


@cache
def irregular() -> Mapping[str, tuple[Analysis, ...]]:
    """Return the readings of the forms that no rule makes: «оған»."""
    found: dict[str, list[Analysis]] = {}
    for form, lemma, says, _example in rows(_PACKAGE, "irregular.tsv"):
        part, *words = says.split()
        found.setdefault(form, []).append(reading(lemma, Chain(part, frozenset(words)), is_known=True))
    return {form: tuple(readings) for form, readings in found.items()}


def reading(lemma: str, way: Chain, *, is_known: bool, score: float = 1.0) -> Analysis:
    """Return the reading that endings make of a lemma: nominals without them stand in the nominative singular."""
    is_noun = way.part in _NOMINAL and not way.says & _PERSONS
    case = next((one for one in CASES if one in way.says), "nomn" if is_noun else "")
    number = "plur" if "plur" in way.says else "sing" if is_noun else ""
    return Analysis(lemma, way.part, case, number, "", way.says | {way.part}, score, is_known, way.tail)


_NOMINAL = frozenset({"NOUN", "NPRO", "INFN", "PRTF", "ADJF", "NUMR"})
CASES = ("gent", "datv", "accs", "loct", "abla", "inst", "equa", "simi")
_PERSONS = frozenset({"1sg", "2sg", "2frm", "1pl", "2pl", "3"})


def openings(lemma: str, letters: int) -> set[str]:
    """Return the first letters of all forms of a listed word.

    >>> sorted(openings("мектеп", 7))
    ['мектеб', 'мектеп']
    """
    stems = {lemma}
    if lemma in known(VERB):
        stems = _verb_stems(lemma)
    if lemma in known(NOUN):
        stems |= {lemma, *[short for short, whole in elided().items() if whole == lemma]}
        stems |= {lemma[:-1] + _VOICED[lemma[-1]]} if lemma[-1:] in _VOICED else set()
    return {stem[:letters] for stem in stems}


def _verb_stems(lemma: str) -> set[str]:
    """Return what all forms of a verb begin with: «шығу», «шықты»; «қою», «қойды»; «оқу», «оқиды»."""
    stem = lemma[:-1]
    voiceless = {voiced: letter for letter, voiced in _VOICED.items()}
    return {stem, stem[:-1] + voiceless[stem[-1]]} if stem[-1] in voiceless else {stem}
