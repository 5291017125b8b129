"""Names of persons: without their possessive, and their gender."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from otkuda.lang.en.dictionary import PACKAGE, look_up
from otkuda.lang.en.inflection import suffix_of
from otkuda.lang.en.name_forms import CASES, given_readings, split_possessive
from otkuda.lang.en.noun_phrases import nominative_phrase
from otkuda.lang.lexicon import rows

__all__ = [
    "gender_of",
    "is_given_name",
    "looks_like_surname",
    "may_be_given_name",
    "name_cases",
    "nominative_person",
    "nominative_phrase",
    "opens_eastern_name",
]

_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")
_SURNAME = re.compile(r"(?:[A-ZÀ-ÞĀ-Ɏ][^\W\d_]*['’-]?)+")


def nominative_person(name: str, *, case: str = "", gender: str = "") -> str:  # noqa: ARG001 - as in every language
    """Return the name of a person without «'s»; the case and gender that a sentence gives it tell nothing more.

    >>> nominative_person("Dalia Quennell’s")
    'Dalia Quennell'
    """
    return split_possessive(name)[0] if case != "nomn" else name


@lru_cache(maxsize=50_000)
def gender_of(name: str) -> str:
    """Return "masc" or "femn", or "" where the name leaves it open. A given name tells before a surname does.

    >>> gender_of("Dalia Quennell"), gender_of("Tasova"), gender_of("Pell")
    ('femn', 'femn', '')
    """
    words = [split_possessive(word)[0] for word in _WORD.findall(name)]
    given = next((one for word in words[: max(1, len(words) - 1)] if (one := is_given_name(word))), "")
    if given in {"masc", "femn"}:
        return given
    return next((gender for word in reversed(words) if (gender := _gender_of_surname(word))), "")


def _gender_of_surname(word: str) -> str:
    endings, low = _endings(), word.lower()
    return next((endings[low[-at:]] for at in range(6, 1, -1) if len(low) > at + 1 and low[-at:] in endings), "")


@cache
def _endings() -> dict[str, str]:
    return {ending: gender for ending, gender, _ in rows(PACKAGE, "name_endings.tsv")}


@lru_cache(maxsize=50_000)
def name_cases(name: str) -> frozenset[tuple[str, str]]:
    """Return the (case, gender) pairs in which a name may stand: a possessive as a genitive, any other in any case.

    >>> sorted(name_cases("Dalia’s"))
    [('gent', 'femn')]
    """
    _, is_possessive = split_possessive(name)
    gender = gender_of(name)
    genders = (gender,) if gender else ("masc", "femn")
    return frozenset((case, one) for case in (("gent",) if is_possessive else CASES) for one in genders)


def opens_eastern_name(word: str) -> bool:
    """Say whether a word is a family name of China, Korea or Vietnam, which may stand first: «Xi», «Kim»."""
    return word in _family_first()


@cache
def _family_first() -> frozenset[str]:
    return frozenset(row[0] for row in rows(PACKAGE, "family_first.tsv"))


@lru_cache(maxsize=50_000)
def is_given_name(word: str) -> str:
    """Return "masc", "femn" or "both" for a given name, with «'s» or without, "" for any other word.

    >>> is_given_name("Hugh’s"), is_given_name("Rowan"), is_given_name("bridge")
    ('masc', 'masc', '')
    """
    genders = {gender for gender, _case in given_readings(word)}
    return "both" if len(genders) > 1 else next(iter(genders), "")


@lru_cache(maxsize=50_000)
def looks_like_surname(word: str) -> bool:
    """Say whether a capitalized word has the look of a surname: no list, and no ending, says that it is another word.

    >>> looks_like_surname("Quennell"), looks_like_surname("O’Dell’s"), looks_like_surname("Investigation")
    (True, True, False)
    """
    name, _ = split_possessive(word)
    if len(name) < 3 or name.isupper() or not _SURNAME.fullmatch(name):
        return False
    readings, ending = look_up(name.lower()), suffix_of(name.lower())
    return all("Name" in one.grammemes for one in readings) and (bool(readings) or not ending or ending[1])


def may_be_given_name(word: str) -> bool:
    """Say whether a word may be a given name: whether it is listed as one, in any case."""
    return bool(is_given_name(word))
