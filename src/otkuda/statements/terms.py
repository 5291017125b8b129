"""What two texts can share, whatever their languages: quantities, dates, names by their sound, concepts, words."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from otkuda.lang.concepts import concepts
from otkuda.statements.names import is_name, skeleton
from otkuda.statements.quantity import Amount

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from otkuda.statements.quantity import Quantity
    from otkuda.statements.units import Unit

_GRAMMAR = frozenset("PREP CONJ PRCL NPRO Apro Auxl INTJ".split())  # words that say nothing by themselves
_STEM = 6  # letters by which words of one language are one
_LEAST = 3  # letters of a word, and
_SOUNDS = 2  # consonants of a name that say something
_MOST_SOUNDS = 4  # consonants that make two names one, whatever follows
_NUMBER, _NAME, _SMALL, _WORD = 2.0, 1.5, 0.5, 1.0
_FEW = 3  # «один», «два», «первый» are words more than numbers


class Term(NamedTuple):
    """What one word or quantity is shared by: any of ``keys``; and how much that says."""

    weight: float
    keys: frozenset[str]

    @property
    def is_of_all_languages(self) -> bool:
        """Can it be found in a text of another language?"""
        return any(not key.startswith("w:") for key in self.keys)


def terms_of(units: Iterable[Unit], code: str) -> tuple[Term, ...]:
    """Return the terms of some units of a text in the language of a code."""
    return tuple(term for unit in units for term in _terms(unit, code))


def _terms(unit: Unit, code: str) -> Iterator[Term]:
    if unit.quantity:
        yield _counted(unit.key, unit.quantity)
    elif not unit.grammemes & _GRAMMAR and (term := spoken(unit.forms, code, is_name=is_name(unit))):
        yield term


@lru_cache(maxsize=100_000)
def spoken(forms: frozenset[str], code: str, *, is_name: bool) -> Term | None:
    """Return what a word or a name is shared by; None where it is too short to tell anything."""
    words = frozenset(f"w:{code}:{form[:_STEM]}" for form in forms if len(form) >= _LEAST)
    if is_name:
        return Term(_NAME, words | sounds_of(forms))
    return Term(_WORD, words | {f"c:{one}" for one in concepts(forms, code)}) if words else None


def _counted(key: str, quantity: Quantity) -> Term:
    """«420 тысяч» is found again by its number alone, «14 мая» by day and month."""
    what = quantity.what
    if isinstance(what, Amount):
        is_small = what.high <= _FEW and not what.measure
        return Term(_SMALL if is_small else _NUMBER, frozenset({f"q:{key}", f"q:{what.low:.6g}"}))
    days = {f"d:{what.months}:{what.days}"} if what.days and what.months else set()
    return Term(_NUMBER, frozenset({f"q:{key}", *days}))


def sounds_of(forms: Iterable[str]) -> frozenset[str]:
    """Return what a name is shared by in any alphabet."""
    found = {skeleton(form)[:_MOST_SOUNDS] for form in forms}
    return frozenset(f"n:{one}" for one in found if len(one) >= _SOUNDS)
