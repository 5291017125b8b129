"""Noun phrases: from any case to the nominative.

The last word of a Kazakh phrase bears the case for all of it, and nothing before it changes: «Қаржы министрлігі-нің» is
«Қаржы министрлігі». The ending of the owned («-і») stays: it belongs to the name.
"""

from __future__ import annotations

import re
from functools import lru_cache

from otkuda.lang.kk.morphology import analyse
from otkuda.lang.kk.names import is_given_name, looks_like_surname, nominative_person
from otkuda.lang.lexicon import rows

_LAST_WORD = re.compile(r"[\w@]+(?:[-‑’'.][\w]+)*$")
_CAPITAL = re.compile("[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]")


@lru_cache(maxsize=50_000)
def nominative_phrase(phrase: str, *, case: str = "") -> str:
    """Return a noun phrase in the nominative.

    ``case`` ("gent", "datv", …) is the case that the sentence asks for; "nomn" leaves the phrase as it is. Without it
    the last word decides. A phrase that ends in a quotation mark stays; one that is a person's name is left to
    ``nominative_person``.

    >>> nominative_phrase("министрліктің баспасөз қызметінен"), nominative_phrase("ІІМ-нің")
    ('министрліктің баспасөз қызметі', 'ІІМ')
    """
    found = _LAST_WORD.search(phrase)
    if case == "nomn" or not found or phrase in _names():
        return phrase
    if _is_person(phrase):
        return nominative_person(phrase, case=case)
    word = found[0]
    readings = analyse(word)
    best = next((one for one in readings if case in {"", one.case}), readings[0] if readings else None)
    if best is None or "NPRO" in best.grammemes:
        return phrase[: found.start()] + (best.lemma if best else word)
    return phrase[: len(phrase) - best.tail].rstrip("-‑") if best.tail else phrase


def _is_person(phrase: str) -> bool:
    """Is the phrase a name of two capitalised words, one a given name or a surname by its looks?"""
    words = phrase.split()
    capital = len(words) > 1 and all(_CAPITAL.match(word) for word in words)
    return capital and (bool(is_given_name(words[0])) or looks_like_surname(words[-1]))


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    """Return the listed names of bodies and media, some of which look like a case form: «Массагет»."""
    files = ("organizations.tsv", "outlets.tsv")
    entries = [row for file in files for row in rows("otkuda.lang.kk", file)]
    return frozenset(row[0] for row in entries if {"name", "abbr"} & set(row[1].split(",")))
