"""The numbers and dates that one gave earlier and gives otherwise now, in whatever languages.

Two sayings on one matter need not count the same. So only such are put side by side as each text has once of its kind,
or as count the same thing by the word behind them: «шесть автобусов», «он автобус», "ten buses".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from otkuda.model import Span
from otkuda.statements.quantity import Amount, can_differ, holds, is_same
from otkuda.statements.terms import terms_of
from otkuda.statements.units import read_units
from otkuda.text.language import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from otkuda.statements.quantity import Quantity

LONGEST = 2_000  # characters of a text that is looked at
MOST = 40  # numbers of a text


class Given(NamedTuple):
    """Where the two texts have what they give otherwise."""

    then: Span
    now: Span


class _Figure(NamedTuple):
    span: Span
    quantity: Quantity
    counted: frozenset[str]  # by what the word behind it is known


def given_otherwise(then: str, then_code: str, now: str, now_code: str) -> tuple[Given, ...]:
    """Return the numbers and dates of an earlier text that a later one gives otherwise, in the order of the later.

    >>> then, now = "Сдадим к 1 августа", "The road will be finished by 1 October"
    >>> [(then[a.start : a.end], now[b.start : b.end]) for a, b in given_otherwise(then, "ru", now, "en")]
    [('1 августа', '1 October')]
    """
    before, after = _figures(then, then_code), _figures(now, now_code)
    own = [one for one in before if not any(_agree(one, other) for other in after)]
    its = [one for one in after if not any(_agree(one, other) for other in before)]
    return tuple(Given(a.span, b.span) for b in its for a in own if _is_pair(a, b, own, its))


def _figures(text: str, code: str) -> list[_Figure]:
    if code not in LANGUAGES:
        return []
    units = read_units(text[:LONGEST], code)
    found = []
    for place, unit in enumerate(units):
        if unit.quantity:
            behind = [one for one in units[place + 1 : place + 2] if not one.marks.strip()]
            counted = frozenset(key for term in terms_of(behind, code) for key in term.keys)
            found.append(_Figure(Span(unit.start, unit.end), unit.quantity, counted))
    return found[:MOST]


def _agree(one: _Figure, other: _Figure) -> bool:
    """Is one an honest word for the other, whichever is the rounder?"""
    a, b = one.quantity, other.quantity
    return is_same(a, b) or holds(a, b) or holds(b, a)


def _is_pair(then: _Figure, now: _Figure, before: Sequence[_Figure], after: Sequence[_Figure]) -> bool:
    if not can_differ(then.quantity, now.quantity):
        return False
    if isinstance(then.quantity.what, Amount) and not then.quantity.what.measure:
        return not then.counted.isdisjoint(now.counted)
    return (
        sum(can_differ(one.quantity, now.quantity) for one in before)
        == 1
        == sum(can_differ(then.quantity, one.quantity) for one in after)
    )
