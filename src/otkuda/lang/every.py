"""What a word is when nothing tells its language: a credit is two words long, a query one.

The letters of a word say which languages it may belong to; each of them is asked in turn.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib import import_module
from typing import TYPE_CHECKING

from otkuda.lang.lexicon import rows
from otkuda.text.language import LANGUAGES

if TYPE_CHECKING:
    from types import ModuleType

_CYRILLIC = range(0x400, 0x530)
_PREDICATES = frozenset({"VERB", "INFN", "GRND", "PRTS"})


def every_row(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the entries of a list of all languages, one language after the other."""
    return tuple(row for code in LANGUAGES for row in rows(f"otkuda.lang.{code}", name))


@lru_cache(maxsize=50_000)
def languages_of(word: str) -> tuple[str, ...]:
    """Return the languages that have all the letters of a word.

    >>> languages_of("мост"), languages_of("көпір"), languages_of("bridge")
    (('ru', 'kk'), ('kk',), ('en',))
    """
    return tuple(code for code, letters in _letters().items() if letters.fullmatch(word))


def may_change_language(text: str, language: str) -> bool:
    """Tell whether a text may have words whose language their letters do not tell: cheaper than to look at each.

    >>> may_change_language("Мост открыт.", "ru"), may_change_language("Мост открыт. Көпір ашылды.", "ru")
    (False, True)
    """
    theirs = _letters_of_others(language)
    return theirs is None or theirs.search(text) is not None


@cache
def _letters_of_others(language: str) -> re.Pattern[str] | None:
    """Return the letters of languages that share a script, without those of this one; None where it has them all."""
    ours, scripts = _letters()[language], [*LANGUAGES.values()]
    shared = [code for code, script in LANGUAGES.items() if scripts.count(script) > 1 and code != language]
    others = [_letters()[code] for code in shared]
    strange = [sign for sign in map(chr, _CYRILLIC) if not ours.fullmatch(sign)]
    found = "".join(sign for sign in strange if any(letters.fullmatch(sign) for letters in others))
    return re.compile(f"[{found}]") if found else None


def is_predicate(word: str) -> bool:
    """Tell whether a word makes a sentence of those beside it; the first language that knows the word says so.

    >>> is_predicate("открыли"), is_predicate("ашылды"), is_predicate("министрлігі")
    (True, True, False)
    """
    guess = ""
    for code in languages_of(word):
        for one in _module(code, "morphology").analyse(word)[:1]:
            if one.is_known:
                return one.pos in _PREDICATES
            guess = guess or one.pos
    return guess in _PREDICATES


def is_given_name(word: str) -> bool:
    """Tell whether a word is a given name in one of its languages, in any case.

    >>> is_given_name("Айгүл"), is_given_name("Анны"), is_given_name("Bridge")
    (True, True, False)
    """
    return any(_module(code, "names").is_given_name(word) for code in languages_of(word))


def may_be_name(word: str) -> bool:
    """Tell whether a word may be part of a person's name: it is no other word that its language knows.

    >>> may_be_name("Quennell"), may_be_name("Police")
    (True, False)
    """
    return is_given_name(word) or any(_module(code, "names").looks_like_surname(word) for code in languages_of(word))


def nominative(name: str) -> str:
    """Return a person's name in the genitive in the nominative; any other words, and doubtful ones, as they are.

    >>> nominative("Анны Лесной"), nominative("Айгүл Сапарованың"), nominative("Анна Лесная")
    ('Анна Лесная', 'Айгүл Сапарова', 'Анна Лесная')
    """
    words = name.split()
    if len(words) > 1 and any(map(is_given_name, words)):
        for code in LANGUAGES:
            names = _module(code, "names")
            if all(code in languages_of(word) for word in words) and _is_genitive(names.name_cases(name)):
                return str(names.nominative_person(name, case="gent"))
    return name


def _is_genitive(cases: frozenset[tuple[str, str]]) -> bool:
    found = {case for case, _ in cases}
    return "gent" in found and "nomn" not in found


def is_body(word: str) -> bool:
    """Tell whether a word, in any form, names a kind of organization or outlet.

    >>> is_body("Министрлігі"), is_body("Police"), is_body("Сапарова")
    (True, True, False)
    """
    return any(
        one.lemma in _bodies(code) for code in languages_of(word) for one in _module(code, "morphology").analyse(word)
    )


@cache
def _bodies(code: str) -> frozenset[str]:
    lists = ("organizations.tsv", "outlets.tsv")
    listed = [row for name in lists for row in rows(f"otkuda.lang.{code}", name)]
    return frozenset(row[0].lower() for row in listed if "name" not in row[1].split())


@cache
def _letters() -> dict[str, re.Pattern[str]]:
    packages = {code: import_module(f"otkuda.lang.{code}") for code in LANGUAGES}
    return {code: re.compile(rf"[{one.LETTERS}'’-]+", re.IGNORECASE) for code, one in packages.items()}


@cache
def _module(code: str, name: str) -> ModuleType:
    return import_module(f"otkuda.lang.{code}.{name}")
