"""Names of persons, from any case to the nominative, and what their words tell of gender and case."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from otkuda.lang.kk.name_forms import CASES, Reading, given_endings, given_readings, name_readings, shape
from otkuda.lang.lexicon import rows

__all__ = [
    "gender_of",
    "is_given_name",
    "looks_like_surname",
    "may_be_given_name",
    "name_cases",
    "nominative_person",
    "opens_eastern_name",
]

_LAST_WORD = re.compile(r"[^\W\d_]+(?:[-‑’'][^\W\d_]+)*$")
_SURE = 2.0  # the weight of what is a surname by its looks
_CLOSE = 0.7  # readings that are less likely by no more are possible too


@lru_cache(maxsize=50_000)
def nominative_person(name: str, *, case: str = "", gender: str = "") -> str:  # noqa: ARG001 - no gender in Kazakh
    """Return the name of a person in the nominative, spacing and letter case kept.

    ``case`` ("nomn", "gent", …) is what the sentence says of it, believed as far as the last word allows. Without it
    the word decides. ``gender`` is taken as in other languages and changes nothing.

    >>> nominative_person("Әлихан Смайыловтан")
    'Әлихан Смайылов'
    """
    readings = _readings(name)
    asked = [one for one in readings if one.case == case]
    best = (asked or readings)[:1]
    return name[: len(name) - best[0].cut].rstrip("-‑") if best else name


def _readings(name: str) -> tuple[Reading, ...]:
    """Return the readings of the last word of a name."""
    found = _LAST_WORD.search(name)
    return name_readings(found[0]) if found else ()


def gender_of(name: str) -> str:
    """Return "masc" or "femn" where the words of a name tell the gender, else "".

    >>> gender_of("Айгүл Ермекованың"), gender_of("О. Шарипов"), gender_of("Бақыт Ли")
    ('femn', 'masc', '')
    """
    *before, last = name.split() or [""]
    told = [shape(word)[0] for word in before] + [one.gender for one in _readings(last)[:1]]
    sure = {gender for gender in told if gender in {"masc", "femn"}}
    return sure.pop() if len(sure) == 1 else ""


def name_cases(name: str) -> frozenset[tuple[str, str]]:
    """Return the (case, gender) pairs in which a name may stand, and those nearly as likely.

    >>> sorted(name_cases("Сергей Лавровтың"))
    [('gent', 'masc')]
    """
    readings = _readings(name)
    if not readings:
        return frozenset((case, gender) for case in CASES | {"nomn"} for gender in ("masc", "femn"))
    gender = gender_of(name)
    near = [one.case for one in readings if one.weight >= readings[0].weight - _CLOSE]
    return frozenset((case, one) for case in near for one in ([gender] if gender else ["masc", "femn"]))


@cache
def _family_first() -> frozenset[str]:
    return frozenset(row[0] for row in rows("otkuda.lang.kk", "family_first.tsv"))


def opens_eastern_name(word: str) -> bool:
    """Say whether a word is a family name of China, Korea or Vietnam, which stands first: «Си», «Ким»."""
    return word in _family_first()


@lru_cache(maxsize=50_000)
def is_given_name(word: str) -> str:
    """Return "masc", "femn" or "both" for a given name in any case, "" for any other word. Letter case is ignored.

    >>> is_given_name("Айгүлдің"), is_given_name("Рахат"), is_given_name("көпір")
    ('femn', 'both', '')
    """
    genders = {gender for gender, _case in given_readings(word)}
    return "both" if len(genders) > 1 else next(iter(genders), "")


@lru_cache(maxsize=50_000)
def looks_like_surname(word: str) -> bool:
    """Say whether a capitalised word is a surname by its ending, in any case.

    >>> looks_like_surname("Сапаровтың"), looks_like_surname("Министрлік")
    (True, False)
    """
    if not word[:1].isupper() or word.isupper():
        return False
    stems = [word[: len(word) - one.cut] for one in name_readings(word)]
    return any(shape(stem)[1] >= _SURE and not is_given_name(stem) for stem in stems)


def may_be_given_name(word: str) -> bool:
    """Say whether a word in the nominative is a given name by the lists or by its ending.

    >>> may_be_given_name("Асылбек"), may_be_given_name("Сапаров")
    (True, False)
    """
    return word.lower().endswith(given_endings()) or bool(is_given_name(word))
