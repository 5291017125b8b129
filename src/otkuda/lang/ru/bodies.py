"""Names of bodies and media, and the nouns that sources are made of, as the word lists know them."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from otkuda.lang.lexicon import rows
from otkuda.lang.ru.morphology import analyse
from otkuda.lang.ru.name_forms import Listed, Readings, listed_readings

_PACKAGE = "otkuda.lang.ru"
_CYRILLIC_TAIL = re.compile(r"[а-яё]+$", re.IGNORECASE)


def plain(text: str) -> str:
    """Return a text as the lists are compared: small letters, «е» for «ё»."""
    return text.lower().replace("ё", "е")


@cache
def _declined_names() -> Listed:
    """Return the gender of each one-word name of a body or medium that declines, lower case."""
    names = Listed()
    for file in ("organizations.tsv", "outlets.tsv"):
        for lemma, features, _example in rows(_PACKAGE, file):
            kinds = features.split(",")
            if "name" in kinds and not {"fixed", "plur", "neut"} & set(kinds) and _CYRILLIC_TAIL.search(lemma):
                names[plain(lemma)] = "femn" if lemma[-1] in "ая" else "masc"
    return names


@cache
def fixed_names() -> frozenset[str]:
    """Return the names that never change, lower case: «РИА Новости», «Минобороны», «МВД»."""
    return frozenset(
        plain(lemma)
        for file in ("organizations.tsv", "outlets.tsv")
        for lemma, features, _example in rows(_PACKAGE, file)
        if {"fixed", "abbr"} & set(features.split(","))
    )


@cache
def features_of_heads() -> dict[str, frozenset[str]]:
    """Return the features of each noun or name of a body, a medium or a document, lower case."""
    files = ("documents.tsv", "outlets.tsv", "organizations.tsv")
    entries = [row for file in files for row in rows(_PACKAGE, file)]
    return {plain(lemma): frozenset(features.split(",")) for lemma, features, _example in entries}


@cache
def role_nouns() -> frozenset[str]:
    """Return the role nouns of persons, lower case."""
    return frozenset(plain(row[0]) for row in rows(_PACKAGE, "titles.tsv"))


def _listed_readings(word: str) -> Readings:
    return listed_readings(plain(word), _declined_names())


_DECLINED_ABBREVIATION = re.compile(r"([А-ЯЁ][А-ЯЁа-яё]*[А-ЯЁ])(?:а|у|ом|ем|е)$")
_MINISTRY = re.compile(r"(мин\w+?)(?:е|у|ой|ою|ам|ами|ах)$")


@lru_cache(maxsize=20_000)
def listed_name(word: str) -> str:
    """Return the nominative of a name that the lists or its capitals tell: «ТАССа», «Минобороне», «Казинформу»."""
    if plain(word) in fixed_names() or " " in word:
        return word if " " not in word else ""
    abbreviation = _DECLINED_ABBREVIATION.match(word)
    if abbreviation:
        return abbreviation[1]
    ministry = _MINISTRY.match(plain(word))
    for ending in ("ы", "и") if ministry else ():
        if ministry and ministry[1] + ending in fixed_names():
            return ministry[1] + ending
    reading = next(iter(_listed_readings(word).values()), None)
    return word[: len(word) - reading.cut] + reading.add if reading else ""


def is_listed_alone(word: str) -> bool:
    """Say whether the lists alone can decline a word: «Казинформа», not «Собеседника» (a paper, but a noun too)."""
    return bool(listed_name(word)) and (
        plain(word) in fixed_names() or not any(reading.is_known for reading in analyse(word)[:1])
    )
