"""tokens → the names among them, by keys in which spellings, cases and alphabets meet.

A word with a capital letter inside a sentence is a name, one that opens a sentence is one if its language does not
know it or knows it for a name. What a name tells: a person's surname, a ship, a village much; a country or a large
town little, for half of the news names it; a given name next to nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from otkuda.lang.every import every_row, is_given_name
from otkuda.lang.language import load
from otkuda.lang.lexicon import rows
from otkuda.stories.words import is_common
from otkuda.text.tokens import STOPS, WORD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from otkuda.text.tokens import Token

    Spell = Callable[[str], tuple[str, ...]]

_NAMING = frozenset({"Geox", "Surn", "Name", "Patr"})
_VOWELS = str.maketrans("", "", "aeiouy'")
_SHORTEST = 3  # letters of a name
_CONSONANTS = 5  # of a long name; what follows is its case
_LONG = 4  # consonants of a name that is known by them alone
_LIKELY = 0.3  # of the score of the likeliest reading
_SPELLINGS = 3  # of one word

NAME, WORD_TOO, PLACE, GIVEN = 1.0, 0.5, 0.4, 0.1  # what a name tells, one that is a word of the language too


@dataclass(frozen=True, slots=True)
class Name:
    """A name by its keys, and how much it tells."""

    keys: frozenset[str]
    tells: float


def names(tokens: Sequence[Token], language: str, spell: Spell, own: frozenset[str] = frozenset()) -> tuple[Name, ...]:
    """Return the names among the tokens of a text, each once, but for the words ``own`` (in small letters)."""
    return merged(_name(token.low, language, spell) for token in named(tokens, language) if token.low not in own)


def runs(tokens: Sequence[Token], language: str, spell: Spell) -> tuple[frozenset[str], ...]:
    """Return the keys of names that stand side by side, one set for each run: «Вера Лозинская», "Tobol Line"."""
    found: list[frozenset[str]] = []
    end = -1
    for token in named(tokens, language):
        keys = _name(token.low, language, spell).keys
        if found and token.start == end + 1:
            found[-1] |= keys
        else:
            found.append(keys)
        end = token.end
    return tuple(found)


def merged(told: Iterable[Name]) -> tuple[Name, ...]:
    """Return names, each once: those that share a key are one."""
    found: list[Name] = []
    for name in dict.fromkeys(told):
        if name.keys:
            found = _with(found, name)
    return tuple(found)


def named(tokens: Sequence[Token], language: str) -> list[Token]:
    """Return the tokens that are names."""
    found, opens = [], True
    for token in tokens:
        if (
            token.kind == WORD
            and token.is_capital
            and len(token.low) >= _SHORTEST
            and _is_name(token, language, opens=opens)
        ):
            found.append(token)
        opens = token.text in STOPS or (
            token.kind != WORD and (opens or not token.text.isalnum()) and token.text != ","
        )
    return found


def _is_name(token: Token, language: str, *, opens: bool) -> bool:
    if _is_dated(token.low, language):
        return False
    readings = token.read(token.low)
    if not opens or not readings:
        return True
    first = readings[0]
    return not first.is_known or not _NAMING.isdisjoint(first.grammemes)


def _with(found: Iterable[Name], name: Name) -> list[Name]:
    """Return names with one more, joined to those that share a key with it."""
    apart = [one for one in found if one.keys.isdisjoint(name.keys)]
    same = [one for one in found if not one.keys.isdisjoint(name.keys)]
    keys = name.keys.union(*(one.keys for one in same))
    return [*apart, Name(keys, min([name.tells, *(one.tells for one in same)]))]


@lru_cache(maxsize=100_000)
def _name(low: str, language: str, spell: Spell) -> Name:
    readings = load(language).analyse(low)
    likely = [one for one in readings if one.score >= _LIKELY * readings[0].score][:_SPELLINGS]
    lemmas = dict.fromkeys([one.lemma for one in likely] + [low])
    keys = frozenset(key for lemma in lemmas for one in spell(lemma)[:_SPELLINGS] if (key := _key(one)))
    if any(map(is_given_name, lemmas)) or is_common(low, language):
        return Name(keys, GIVEN)
    if any("Geox" in one.grammemes for one in likely) or not keys.isdisjoint(_places(spell)):
        return Name(keys, PLACE)
    return Name(keys, WORD_TOO if _is_word(likely) else NAME)


def _is_word(readings: Sequence[Any]) -> bool:
    """Is a name a word of the language, too: «Белый дом», "Defense"?"""
    return bool(readings) and readings[0].is_known and _NAMING.isdisjoint(readings[0].grammemes)


def _key(spelling: str) -> str:
    """Return a skeleton without what the cases of a name change.

    >>> _key("petropavlovsk"), _key("esil")
    ('ptrpv', 'esil')
    """
    consonants = spelling.translate(_VOWELS)
    return consonants[:_CONSONANTS] if len(consonants) >= _LONG else spelling.rstrip("aeiouy'")


@lru_cache(maxsize=4)
def _places(spell: Spell) -> frozenset[str]:
    """Return the keys of places that the lists know."""
    listed = [row[0] for row in rows("otkuda.lang.en", "places.tsv")]
    listed += [word for row in every_row("countries.tsv") for word in row[1].split()]
    return frozenset(_key(one) for word in listed if " " not in word for one in spell(word)[:1])


@cache
def _dated(language: str) -> frozenset[str]:
    return frozenset(row[0].lower() for row in rows(f"otkuda.lang.{language}", "calendar.tsv"))


@lru_cache(maxsize=50_000)
def _is_dated(low: str, language: str) -> bool:
    """Is a word the name of a month or a weekday?"""
    return low in _dated(language) or any(one.lemma in _dated(language) for one in load(language).analyse(low)[:1])
