"""The words of personal names: what case each may stand in, and what is cut off to have its nominative.

Only the last word of a Kazakh name takes an ending, and its stem never changes: «Айгүл Ермекова-ның».
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from otkuda.lang.kk.chains import NOUN, Chain, ways
from otkuda.lang.lexicon import rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_PACKAGE = "otkuda.lang.kk"
CASES = frozenset({"gent", "datv", "accs", "abla", "inst", "loct"})
_OWNED = ("ұлы", "қызы", "тегі")  # the endings behind these are those behind «баласы»: «Қайратұлына»
_SHORTEST = 2  # letters of a stem
_LONGEST = 12  # letters of a case ending, or of one that tells a surname
_LISTED = 3.0
_BARE = 1.3  # how likely a word that ends like a case form is none
_RARE = 2.0  # a person seldom is a place


class Reading(Struct, frozen=True, gc=False):
    """What a word of a name may be: its case ("nomn" for the whole word), how many letters are cut off, how surely."""

    case: str
    cut: int
    weight: float
    gender: str  # masc, femn, both or "" for not known


@cache
def given_names() -> Mapping[str, str]:
    """Return the gender of each listed given name, by the name in small letters."""
    return {row[0].lower(): row[1] for row in rows(_PACKAGE, "given_names.tsv")}


@cache
def _endings() -> Mapping[str, tuple[str, float]]:
    return {ending: (gender, float(weight)) for ending, gender, weight, _, _ in rows(_PACKAGE, "name_endings.tsv")}


@cache
def given_endings() -> tuple[str, ...]:
    """Return the endings of given names that no list need hold: «Асыл-бек»."""
    return tuple(ending for ending, _, _, kind, _ in rows(_PACKAGE, "name_endings.tsv") if kind == "given")


def shape(word: str) -> tuple[str, float]:
    """Return the gender and the weight of a word as a name in the nominative: by the lists, or by its ending.

    >>> shape("Айгүл"), shape("Тоқаев"), shape("көпір")
    (('femn', 3.0), ('masc', 3.0), ('', 0.0))
    """
    low = word.lower()
    if low in given_names():
        return given_names()[low], _LISTED
    found = [_endings()[low[at:]] for at in range(max(1, len(low) - _LONGEST), len(low)) if low[at:] in _endings()]
    return max(found, key=lambda one: one[1], default=("", 0.0))


@lru_cache(maxsize=50_000)
def name_readings(word: str) -> tuple[Reading, ...]:
    """Return what a word of a name may be, the likeliest first.

    >>> name_readings("Тоқаевтың")[0]
    Reading(case='gent', cut=3, weight=6.0, gender='masc')
    """
    gender, weight = shape(word)
    found = [Reading("nomn", 0, _BARE + weight, gender)]
    for end in range(max(_SHORTEST, len(word) - _LONGEST), len(word)):
        gender, weight = shape(word[:end])
        for way, case in _case_ways(word[:end].lower(), word[end:].lower()):
            found.append(Reading(case, len(word) - end, way.weight + weight - _RARE * (case == "loct"), gender))
    return tuple(sorted(found, key=lambda one: one.weight, reverse=True))


def _case_ways(stem: str, rest: str) -> Iterator[tuple[Chain, str]]:
    """Yield the case endings that the letters behind a stem may be."""
    found = ways(NOUN, stem, rest)
    if stem.endswith(_OWNED):
        found += tuple(way for way in ways(NOUN, stem[:-1], stem[-1] + rest) if "poss3" in way.says)
    for way in found:
        case = way.says - {"poss3"}
        if way.tail == len(rest) and len(case) == 1 and case <= CASES:
            yield way, next(iter(case))


def given_readings(word: str) -> dict[tuple[str, str], Reading]:
    """Return what a word may be as a listed given name, by (gender, case); empty where no such name is listed.

    >>> sorted(given_readings("Айгүлдің"))
    [('femn', 'gent')]
    """
    listed = [one for one in name_readings(word) if word[: len(word) - one.cut].lower() in given_names()]
    genders = {"both": ("masc", "femn")}
    return {(gender, one.case): one for one in listed for gender in genders.get(one.gender, (one.gender,))}
