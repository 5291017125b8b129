"""English morphology: what a word form may be, and its other forms; kept for the run.

A form is looked up; else what stands before an apostrophe is; else its last part behind a hyphen is; else its ending
is asked (``suffixes.tsv``), and what tells nothing at all is a noun.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from msgspec.structs import replace

from otkuda.lang.en.dictionary import PACKAGE, Analysis, forms, look_up, noun_forms, reading
from otkuda.lang.en.inflection import bare_stems, suffix_of
from otkuda.lang.lexicon import rows

__all__ = ["Analysis", "analyse", "inflect"]


@lru_cache(maxsize=200_000)
def analyse(word: str) -> tuple[Analysis, ...]:
    """Return the readings of a word form (any letter case), the likeliest first; none for what is no word.

    >>> analyse("said")[0].lemma, [one.lemma for one in analyse("ministers’")]
    ('say', ['minister'])
    """
    low = word.lower().replace("’", "'")
    if low != word:
        return analyse(low)
    if not _READABLE.fullmatch(low) or not _LETTER.search(low):
        return ()
    found = look_up(low)
    if found and low.endswith("ed") and all(one.pos == "ADJF" for one in found):
        return found + _guessed(low)  # «surprised» is an adjective, and a past
    return found or _with_apostrophe(low) or _with_hyphen(low) or _guessed(low)


# Latin words of a length that words have
_READABLE = re.compile(r"[0-9a-zà-ɏ@.:/_'-]{1,60}")
_LETTER = re.compile(r"[^\W\d_]")
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")
_DECADE = re.compile(r"\d+'?s")
_CLITIC = re.compile(r"(.+?)(n't|'(?:s|re|m|ve|ll|d))")


def _with_apostrophe(low: str) -> tuple[Analysis, ...]:
    """«don't», «he's», «Pell's», «the Pells'»."""
    if _DECADE.fullmatch(low):
        return ()
    whole = _contractions().get(low)
    if whole:
        return _negated(whole)
    if low.endswith("s'"):
        return _possessives(low[:-1], "plur")
    parted = _CLITIC.fullmatch(low)
    if not parted:
        return ()
    host, clitic = parted.groups()
    if clitic == "n't":
        return _negated(host)
    return _joined(host) or (_possessives(host, "sing") if clitic == "'s" else ())


@cache
def _contractions() -> dict[str, str]:
    """Return the contractions that are not written as the word and its clitic: «won't» is «will»."""
    return {row[0]: row[1] for row in rows(PACKAGE, "contractions.tsv") if row[0][0] != "-"}


def _negated(auxiliary: str) -> tuple[Analysis, ...]:
    found = (one for one in look_up(auxiliary) if "Auxl" in one.grammemes)
    return tuple(replace(one, grammemes=one.grammemes | {"Negt"}) for one in found)


def _joined(host: str) -> tuple[Analysis, ...]:
    """The readings of a pronoun or adverb that a verb is joined to: «he's», «there'll»."""
    found = (one for one in look_up(host) if one.pos in {"NPRO", "ADVB"} and one.case in {"", "nomn"})
    return tuple(replace(one, grammemes=one.grammemes | {"Cntr"}) for one in found)


def _possessives(host: str, number: str) -> tuple[Analysis, ...]:
    """A noun, known or not, to which something belongs; «James'» may be one man's."""
    found = [one for one in analyse(host) if one.pos == "NOUN" and not one.case and one.number in {"", number}]
    found = found or [reading(host, "NOUN", (number,), 0.5, is_known=False)]
    return tuple(
        replace(one, case="gent", grammemes=(one.grammemes - {"Fixd"}) | {"gent"})
        for one in found
        if one.case != "gent"
    )


def _with_hyphen(low: str) -> tuple[Analysis, ...]:
    """«ex-minister» is a noun as «minister» is; «state-run» an adjective."""
    before, hyphen, last = low.rpartition("-")
    if not (hyphen and before and last):
        return ()
    found = [one for one in analyse(last) if one.pos in {"NOUN", "ADJF", "PRTF", "GRND"}]
    nouns = tuple(replace(one, lemma=f"{before}-{one.lemma}") for one in found if one.pos == "NOUN")
    modifier = () if nouns and nouns[0].number == "plur" else (reading(low, "ADJF", (), 0.5, is_known=False),)
    return (nouns + modifier) if found[:1] and found[0].pos == "NOUN" else (modifier + nouns)


def _guessed(low: str) -> tuple[Analysis, ...]:
    """What the ending of a word tells that no table holds."""
    if _ORDINAL.fullmatch(low):
        return _unknown(low, ("ADJF", "", 1.0))
    if _DECADE.fullmatch(low):
        return _unknown(low, ("NOUN", "plur", 1.0))
    if low.endswith("ed") and (stems := bare_stems(low, "ed")):
        return _unknown(stems[0], ("VERB", "past", 0.5), ("PRTF", "past pssv", 0.5))
    if low.endswith("ing") and (stems := bare_stems(low, "ing")):
        return _unknown(stems[0], ("GRND", "pres", 0.6)) + _unknown(low, ("NOUN", "sing", 0.2))
    if low.endswith("s") and (stems := bare_stems(low, "s")):
        return _unknown(stems[0], ("NOUN", "plur", 0.8), ("VERB", "pres sing 3per", 0.1))
    part = (suffix_of(low) or ("NOUN",))[0]
    if part == "NOUN":
        return _unknown(low, ("NOUN", "sing", 0.5))
    return _unknown(low, (part, "", 0.5), *([("NOUN", "sing", 0.1)] if part == "ADJF" else []))


def _unknown(lemma: str, *readings: tuple[str, str, float]) -> tuple[Analysis, ...]:
    return tuple(reading(lemma, pos, grammemes.split(), score, is_known=False) for pos, grammemes, score in readings)


@lru_cache(maxsize=50_000)
def inflect(word: str, analysis: Analysis, target: frozenset[str]) -> str:
    """Return the form, in small letters, that a reading of ``word`` has with the grammemes ``target``.

    ``analysis`` is one of ``analyse(word)``. Every noun has a nominative, the form without «'s». A word without such a
    form is returned as it is.

    >>> inflect("ministers’", analyse("ministers’")[0], frozenset({"nomn", "sing"}))
    'minister'
    """
    if analysis.pos == "NOUN":
        return _inflected_noun(word, analysis, target)
    slots = (slot for slot in forms(analysis.lemma) if slot.pos != "NOUN")
    return next((slot.form for slot in slots if target <= {slot.pos, *slot.grammemes.split()}), word)


def _inflected_noun(word: str, analysis: Analysis, target: frozenset[str]) -> str:
    """The number stays where the target names none; without «gent» the form has no possessive."""
    number = target & {"sing", "plur"} or {analysis.number}
    for slot in noun_forms(analysis.lemma):
        own = set(slot.grammemes.split())
        if number <= own and ("gent" in own) == ("gent" in target):
            return slot.form
    return word
