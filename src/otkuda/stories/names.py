"""tokens → the names among them, by keys in which spellings, cases and alphabets meet.

A word with a capital letter inside a sentence is a name, one that opens a sentence is one if its language does not
know it or knows it for a name. What a name tells: a person's surname, a ship, a village much; a country or a large
town little, for half of the news names it; a given name next to nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from otkuda.lang.every import every_row, is_given_name
from otkuda.lang.language import load
from otkuda.lang.lexicon import rows
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

PLACE, GIVEN, NAME = 0.4, 0.1, 1.0  # what a name tells


@dataclass(frozen=True, slots=True)
class Name:
    """A name by its keys, and how much it tells."""

    keys: frozenset[str]
    tells: float


def names(tokens: Sequence[Token], language: str, spell: Spell, own: frozenset[str] = frozenset()) -> tuple[Name, ...]:
    """Return the names among the tokens of a text, each once; ``own`` are words in small letters that name its outlet."""
    return merged(_name(token.low, language, spell) for token in named(tokens, language) if token.low not in own)


def runs(tokens: Sequence[Token], language: str, spell: Spell) -> tuple[frozenset[str], ...]:
    """Return the keys of the names that stand side by side, one set for each such run: «Вера Лозинская», "Tobol Line"."""
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
        if token.kind == WORD and token.is_capital and len(token.low) >= _SHORTEST and _is_name(token, language, opens=opens):
            found.append(token)
        opens = token.text in STOPS or (token.kind != WORD and (opens or not token.text.isalnum()) and token.text != ",")
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
    return Name(keys, _tells(lemmas, any("Geox" in one.grammemes for one in likely), keys, spell))


def _tells(lemmas: Iterable[str], is_place: bool, keys: frozenset[str], spell: Spell) -> float:  # noqa: FBT001
    if any(map(is_given_name, lemmas)):
        return GIVEN
    return PLACE if is_place or not keys.isdisjoint(_places(spell)) else NAME


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
