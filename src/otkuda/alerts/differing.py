"""What a number, a date or a name was changed to, whatever words, form and language it is in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.statements.names import skeleton
from otkuda.statements.quantity import Date
from otkuda.statements.units import read_units
from otkuda.text.language import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from otkuda.statements.units import Unit
    from otkuda.store.feed_records import Differing

LONGEST = 500  # characters of a wording that are read
_SOUNDS = 4  # consonants by which a name is known: what follows may be an ending
_COUNTED, _NAMED = frozenset({"number", "date"}), frozenset({"name", "speaker"})


def changed_to(one: Differing, language: str) -> str:
    """Return by what a difference is known beside others of its kind; "" where its kind is all.

    >>> from otkuda.store.feed_records import Differing
    >>> changed_to(Differing("number", "400 метров", "700 метров"), "ru")
    'metre:700'
    >>> changed_to(Differing("number", "400 metres", "seven hundred metres"), "en")
    'metre:700'
    """
    if one.what not in _COUNTED | _NAMED or language not in LANGUAGES:
        return ""
    units, before = (read_units(text[:LONGEST], language) for text in (one.appearance, one.original))
    if one.what in _NAMED:
        return " ".join(map(_sound, units))
    counted = [unit for unit in units if unit.quantity]
    return " ".join(_quantity(unit, before) for unit in counted or units)


def _sound(unit: Unit) -> str:
    plain = min(unit.forms or {unit.key}, key=lambda form: (len(form), form))
    return skeleton(plain)[:_SOUNDS] or unit.key


def _quantity(unit: Unit, before: Sequence[Unit]) -> str:
    """Return a quantity; of a date what it gives otherwise than the one before: whether the year is told is no news."""
    date = unit.quantity.what if unit.quantity else None
    was = next((one.quantity.what for one in before if one.quantity and isinstance(one.quantity.what, Date)), None)
    if isinstance(date, Date) and isinstance(was, Date):
        return " ".join(_otherwise(date, was)) or unit.key
    return unit.key


def _otherwise(date: Date, was: Date) -> Iterator[str]:
    for name in ("year", "months", "days", "weekday"):
        now, then = getattr(date, name), getattr(was, name)
        if None not in (now, then) and now != then:
            yield f"{name}:{now}" if isinstance(now, int) else f"{name}:{now.low}–{now.high}"
