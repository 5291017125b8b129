"""Which words are names, and which names may be one in any case, spelling and alphabet."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from otkuda.statements.units import Unit

_NAMING = frozenset({"Geox", "Surn", "Name", "Patr", "Orgn"})
_SHORTEST = 3  # letters of a name
_PREFIX = 4  # consonants that make two names one, whatever follows: «Petropavl», «Петропавловск»
_OF_PLACES = frozenset({"sk", "nsk"})  # what adjectives have behind: «Акмолинский», «Ақмола»
_STEM = 3  # letters in which forms of one name may differ at their ends

# Letters of the three alphabets that write one sound, as one letter each; vowels and half-vowels are left out.
_SOUNDS = (
    ("shch", "s"), ("sch", "s"), ("sh", "s"), ("zh", "j"), ("kh", "h"), ("ts", "c"), ("ch", "c"), ("gh", "g"),
    ("ck", "k"), ("ph", "f"), ("ng", "n"), ("нг", "н"),
)  # fmt: skip
_LETTERS = str.maketrans("бвгғджзйкқлмнңпрстфхһцчшщqx", "bvggdjz kklmnnprstfhhccsskk")
_NO_CONSONANT = re.compile("[^bcdfghjklmnprstvz]")


def is_name(unit: Unit) -> bool:
    """Is a unit a name: with a capital letter where no sentence begins, or known for one?"""
    if unit.quantity or not unit.first.is_capital or len(unit.key) < _SHORTEST:
        return False
    return not unit.first.is_initial or bool(unit.grammemes & _NAMING)


def are_one(one: Unit, other: Unit) -> bool:
    """May two words of one language be forms of one name?"""
    if one.forms & other.forms:
        return True
    least = max(_STEM, min(len(one.key), len(other.key)) - _STEM)
    return one.key[:least] == other.key[:least]


def sound_alike(one: Unit, other: Unit) -> bool:
    """May two words of any two languages be one name: «Тоқаев», «Токаеву», «Tokayev»?"""
    return any(
        _alike(a, b) for a in {skeleton(form) for form in one.forms} for b in {skeleton(form) for form in other.forms}
    )


def _alike(one: str, other: str) -> bool:
    if not one or not other:
        return False
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if len(short) >= _PREFIX and long.startswith(short):
        return True
    if len(short) == _PREFIX - 1 and long.removeprefix(short) in _OF_PLACES:
        return True
    is_long = len(short) > _PREFIX and len(long) == len(short)
    return is_long and sum(a != b for a, b in zip(short, long, strict=True)) == 1


@lru_cache(maxsize=100_000)
def skeleton(word: str) -> str:
    """Return the consonants of a word in one alphabet.

    >>> skeleton("тоқаев"), skeleton("tokayev")
    ('tkv', 'tkv')
    """
    for letters, sound in _SOUNDS:
        word = word.replace(letters, sound)
    return _NO_CONSONANT.sub("", word.translate(_LETTERS))
