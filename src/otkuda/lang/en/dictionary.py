"""The words that the tables of English hold, in all their forms: made once from their lemmas, then looked up.

Parts of speech and grammemes are those of OpenCorpora, as in Russian, so that what reads a sentence need not know which
language it reads. What English has not is left empty.
"""

from __future__ import annotations

import itertools
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from otkuda.lang.en.inflection import possessive, with_ed, with_ing, with_s
from otkuda.lang.lexicon import rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PACKAGE = "otkuda.lang.en"


class Analysis(Struct, frozen=True, gc=False):
    """One reading of a word form.

    Grammemes are OpenCorpora's three- and four-letter names. Of English alone are Auxl (auxiliary), Negt (with «not»),
    Cntr (with a verb behind an apostrophe), Relt (relative), Ques (interrogative), Rflx (reflexive), Poss («hers»).
    """

    lemma: str
    pos: str  # NOUN, ADJF, VERB, INFN, PRTF (participle), GRND (-ing), NPRO, ADVB, PREP, CONJ, NUMR, PRCL, INTJ
    case: str  # nomn, gent (possessive), accs (of pronouns), or "" for any
    number: str  # sing, plur or ""
    gender: str  # masc, femn, neut or ""
    grammemes: frozenset[str]
    score: float
    is_known: bool  # in the tables, not guessed from its ending


class Slot(NamedTuple):
    """A form of a lemma: how it is written, its part of speech, its grammemes, how likely it is so read."""

    form: str
    pos: str
    grammemes: str
    score: float


def reading(lemma: str, pos: str, grammemes: Iterable[str], score: float, *, is_known: bool = True) -> Analysis:
    """Return the analysis that has these grammemes; a noun or determiner without a case may stand in any (Fixd)."""
    found = frozenset(grammemes) | {pos}
    case, number, gender = (next((one for one in kind if one in found), "") for kind in (_CASES, _NUMBERS, _GENDERS))
    if pos in {"NOUN", "ADJF"} and not case:
        found |= {"Fixd"}
    return Analysis(lemma, pos, case, number, gender, found, score, is_known)


_CASES = ("nomn", "gent", "accs")
_NUMBERS = ("sing", "plur")
_GENDERS = ("masc", "femn", "neut")


def look_up(low: str) -> tuple[Analysis, ...]:
    """Return the readings of a form in small letters, the likeliest first; none where the tables hold no such."""
    return _readings().get(low, ())


def forms(lemma: str) -> Iterator[Slot]:
    """Yield the forms of a lemma as each part of speech that the tables know it as."""
    yield from _closed_forms().get(lemma, ())
    if lemma in verbs():
        yield from _verb_forms(lemma)
    if lemma in nouns():
        yield from noun_forms(lemma)


def openings(lemma: str, letters: int) -> set[str]:
    """Return the first letters of all forms of a lemma.

    >>> sorted(openings("say", 3)), sorted(openings("think", 3))
    (['sai', 'say'], ['thi', 'tho'])
    """
    return {lemma[:letters]} | {
        form[:letters] for slot in forms(lemma) for form in (slot.form, slot.form.replace("'", "’"))
    }


@cache
def _closed_forms() -> dict[str, tuple[Slot, ...]]:
    """Return the forms of the closed classes by their lemmas, each likelier than any other reading of it."""
    found: dict[str, tuple[Slot, ...]] = {}
    for at, (form, lemma, pos, grammemes, _) in enumerate(rows(PACKAGE, "function_words.tsv")):
        found[lemma] = (*found.get(lemma, ()), Slot(form, pos, grammemes.strip("-"), 1 - at / 10_000))
    return found


@cache
def verbs() -> frozenset[str]:
    """Return the lemmas of all verbs of the tables."""
    cues = [lemma for row in rows(PACKAGE, "cues.tsv") if "short" not in row[1].split() for lemma in row[0].split()]
    listed = [row[0] for name in _VERBS for row in rows(PACKAGE, name)]
    return (frozenset(cues) | frozenset(listed)) - {"be", "have", "do"}  # these stand in function_words.tsv


_VERBS = ("verbs.tsv", "irregular_verbs.tsv", "phrasal_cues.tsv")


@cache
def nouns() -> dict[str, frozenset[str]]:
    """Return the lemmas of all nouns of the tables with what is told of them: anim, masc, femn."""
    common = (row[0].lower() for name in _NOUNS for row in rows(PACKAGE, name) if not _is_name(row))
    found = dict.fromkeys(common, frozenset[str]())
    for title, features, _ in rows(PACKAGE, "titles.tsv"):
        gender = {"masc"} if title.endswith("man") and "woman" not in title else set[str]()
        found[title.lower()] = frozenset({"anim"} | gender | ({"masc", "femn"} & set(features.split(","))))
    singular = _irregular_nouns()
    unnamed = {row[0].lower() for row in rows(PACKAGE, "unnamed.tsv") if "sing" in row[1].split(",")}
    return {noun: found.get(noun, frozenset()) for noun in {*found, *singular, *unnamed}}


_NOUNS = ("nouns.tsv", "documents.tsv", "organizations.tsv", "outlets.tsv", "common_nouns.tsv", "bodies.tsv")


def _is_name(row: tuple[str, ...]) -> bool:
    """Is it the row of a body or an outlet that is called so, «NATO», and of no noun?"""
    return "name" in row[1].split(",")


@cache
def _irregular_nouns() -> dict[str, str]:
    """Singular → plural; «police» is its own lemma, and «news» has no plural."""
    listed = rows(PACKAGE, "irregular_nouns.tsv")
    return {plural if singular == "-" else singular: plural for singular, plural, _ in listed}


@cache
def _irregular_verbs() -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    return {
        lemma: (tuple(past.split()), tuple(participle.split()))
        for lemma, past, participle, _ in rows(PACKAGE, "irregular_verbs.tsv")
    }


def _verb_forms(lemma: str) -> Iterator[Slot]:
    """Yield the paradigm of a verb: say, says, said, saying."""
    past, participle = _irregular_verbs().get(lemma) or (with_ed(lemma),) * 2
    yield Slot(lemma, "INFN", "", 0.3)
    yield Slot(lemma, "VERB", "pres", 0.25)
    third = 0.35 if lemma in _weak_verbs() else 0.6
    yield from (Slot(form, "VERB", "pres sing 3per", third) for form in with_s(lemma))
    yield from (Slot(form, "VERB", "past", 0.6) for form in past)
    yield from (Slot(form, "PRTF", "past pssv", 0.4) for form in participle)
    yield from (Slot(form, "GRND", "pres", 0.6) for form in with_ing(lemma))


@cache
def _weak_verbs() -> frozenset[str]:
    """Verbs whose third person is rarer than the noun that is written so."""
    strong = {lemma for row in rows(PACKAGE, "cues.tsv") if "weak" not in row[1].split() for lemma in row[0].split()}
    return verbs() - strong


def noun_forms(lemma: str) -> Iterator[Slot]:
    """Yield the paradigm of a noun: minister, ministers, minister's, ministers'."""
    traits = " ".join(sorted(nouns().get(lemma, ())))
    if lemma not in _plural_only():
        yield from _numbered(lemma, f"sing {traits}", 0.5, plural=False)
    for plural in _plurals(lemma):
        yield from _numbered(plural, f"plur {traits}", 0.5, plural=True)


def _numbered(form: str, grammemes: str, score: float, *, plural: bool) -> Iterator[Slot]:
    yield Slot(form, "NOUN", grammemes, score)
    yield Slot(possessive(form, plural=plural), "NOUN", f"gent {grammemes}", 0.9)


@cache
def _plural_only() -> frozenset[str]:
    listed = {row[1] for row in rows(PACKAGE, "irregular_nouns.tsv") if row[0] == "-"}
    documents = {row[0] for row in rows(PACKAGE, "documents.tsv") if "plur" in row[1].split(",")}
    return frozenset(listed | documents)


def _plurals(lemma: str) -> tuple[str, ...]:
    irregular = _irregular_nouns()
    if lemma in irregular:
        return (irregular[lemma],) if irregular[lemma] != "-" else ()
    if lemma in _plural_only():
        return (lemma,)
    ending = next((one for one in ("person", "woman", "man", "child") if lemma.endswith(one)), "")
    return (lemma.removesuffix(ending) + irregular[ending],) if ending else with_s(lemma)


@cache
def _readings() -> dict[str, tuple[Analysis, ...]]:
    """Return all forms of all tables with their readings. Made once, in some hundredths of a second."""
    found: dict[str, dict[tuple[str, str, frozenset[str]], Analysis]] = {}
    for form, one in _all():
        found.setdefault(form, {}).setdefault((one.lemma, one.pos, one.grammemes), one)
    return {form: _likeliest_first(form, every.values()) for form, every in found.items()}


def _likeliest_first(form: str, readings: Iterable[Analysis]) -> tuple[Analysis, ...]:
    """Sort by score, behind the part of speech that ``likelier.tsv`` names for the form."""
    part = _likelier().get(form)
    return tuple(sorted(readings, key=lambda one: (one.pos != part, -one.score)))


@cache
def _likelier() -> dict[str, str]:
    return {form: part for form, part, _ in rows(PACKAGE, "likelier.tsv")}


def _all() -> Iterator[tuple[str, Analysis]]:
    """Yield every form with a reading."""
    for lemma in sorted(verbs() | set(nouns()) | set(_closed_forms())):
        for slot in forms(lemma):
            yield slot.form, reading(lemma, slot.pos, slot.grammemes.split(), slot.score)
    for word, _ in rows(PACKAGE, "adjectives.tsv"):
        yield word.lower(), reading(word.lower(), "ADJF", (), 0.45)
    for name, grammemes, score in _names():
        yield name.lower(), reading(name.lower(), "NOUN", grammemes, score)


def _names() -> Iterator[tuple[str, tuple[str, ...], float]]:
    """Yield names and shortened words with their grammemes; what is oftener a word is hardly a name."""
    for row in itertools.chain(rows(PACKAGE, "organizations.tsv"), rows(PACKAGE, "outlets.tsv")):
        if _is_name(row):
            yield row[0], ("Orgn", "sing"), 0.1
    for place, _ in rows(PACKAGE, "places.tsv"):
        yield place, ("Geox", "sing"), 0.4
    for abbreviation, *_ in rows(PACKAGE, "abbreviations.tsv"):
        yield abbreviation, ("Abbr",), 0.05
    for given, gender, *rest in rows(PACKAGE, "given_names.tsv"):
        yield given, ("Name", "anim", "sing", *((gender,) if gender != "both" else ())), 0.1 if rest else 0.4
