"""What is counted, measured or dated in a text, and when one such stands honestly for another.

A quantity is a stretch of numbers: «14–15» runs from 14 to 15. An honest rounding holds true of what it rounds:
«почти треть» of 32 %, «более 1200» of 1247, «середина мая» of 14 мая.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

YEARS = range(1900, 2101)
VAGUE = "to"  # an approximator that may be none: «до ста», "over ten years"
_SAME = 0.005  # relative: 4.5 hours, and 270.4 minutes
_ABOUT = 0.12  # how far «около» reaches
_ALMOST = 0.2  # how far «почти» reaches
_MINUTES = {"minute": 1.0, "month": 43_800.0}  # «30 дней», «месяц» are one
_MONTH = 0.08  # thirty days, a month
_CLOCK = "clock"  # nobody rounds the time of a train
_VAGUE = 9  # days: «двадцатые числа», «середина мая»
_OVER = 1.5  # «более ста» is no honest word for more than so many times as much
_ROUNDED = 0.05  # how far a rounding without such a word reaches
_FRACTION = 0.09  # how far a fraction in words does: «треть» of 32 % or 35 %


class Range(NamedTuple):
    """From the one number to the other, both included."""

    low: int
    high: int

    def meets(self, other: Range) -> bool:
        """Have the two a number in common?"""
        return self.low <= other.high and other.low <= self.high


@dataclass(frozen=True, slots=True)
class Date:
    """What a text says of a date; a part that it does not say is None. A weekday stands alone."""

    year: int | None = None
    months: Range | None = None
    days: Range | None = None
    weekday: int | None = None

    def agrees(self, other: Date) -> bool:
        """Can both be true of one day?"""
        return (
            (None in (self.year, other.year) or self.year == other.year)
            and (self.months is None or other.months is None or self.months.meets(other.months))
            and (self.days is None or other.days is None or self.days.meets(other.days))
            and (None in (self.weekday, other.weekday) or self.weekday == other.weekday)
        )

    def speaks_of(self, other: Date) -> bool:
        """Do the two say the same kind of thing of a day, so that they can differ?"""
        return (
            None not in (self.months, other.months)
            or None not in (self.year, other.year)
            or None not in (self.weekday, other.weekday)
            or (None not in (self.days, other.days))
        )


@dataclass(frozen=True, slots=True)
class Amount:
    """So much of something: from ``low`` to ``high`` of what ``measure`` names ("" where nothing is known of it)."""

    low: float
    high: float
    measure: str = ""
    is_fraction: bool = False
    is_ordinal: bool = False


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount or a date, and what makes it inexact (``approximators.tsv``)."""

    what: Amount | Date
    approximator: str | None = None


def is_same(one: Quantity, other: Quantity) -> bool:
    """Do both name the same, in whatever words and units?"""
    if isinstance(one.what, Amount) and isinstance(other.what, Amount):
        return (
            _are_comparable(one.what, other.what)
            and _near(one.what.low, other.what.low, _SAME)
            and _near(one.what.high, other.what.high, _SAME)
        )
    return one.what == other.what


def can_differ(one: Quantity, other: Quantity) -> bool:
    """Do both speak of the same kind of thing?"""
    if isinstance(one.what, Amount) and isinstance(other.what, Amount):
        return _are_comparable(one.what, other.what)
    return isinstance(one.what, Date) and isinstance(other.what, Date) and one.what.speaks_of(other.what)


def holds(said: Quantity, origin: Quantity) -> bool:
    """Is what the appearance says an honest word for what the origin says?"""
    if isinstance(said.what, Amount) and isinstance(origin.what, Amount):
        return _are_comparable(said.what, origin.what) and _amount_holds(said, said.what, origin.what)
    return isinstance(said.what, Date) and isinstance(origin.what, Date) and _date_holds(said, said.what, origin.what)


def _date_holds(said: Quantity, date: Date, origin: Date) -> bool:
    """Is a date true of the origin's? One day for several is, where the origin is vague or the appearance says so."""
    if not date.agrees(origin):
        return False
    if date.days is None or origin.days is None or said.approximator:
        return True
    is_wider = date.days.low <= origin.days.low and origin.days.high <= date.days.high
    return is_wider or origin.days.high - origin.days.low >= _VAGUE


def _are_comparable(one: Amount, other: Amount) -> bool:
    """Do both count the same? What has no known unit compares with its like alone, and never with an ordinal."""
    return one.measure == other.measure and one.is_ordinal == other.is_ordinal


def is_other_measure(one: Quantity, other: Quantity) -> bool:
    """Are both of a known measure, and not of the same? «15 тысяч тенге», «15 тысяч долларов»."""
    a, b = one.what, other.what
    if not (isinstance(a, Amount) and isinstance(b, Amount) and a.measure and b.measure) or a.measure == b.measure:
        return False
    return not _near(a.low * _MINUTES.get(a.measure, 0.0), b.low * _MINUTES.get(b.measure, 1.0), _MONTH)


def _amount_holds(said: Quantity, amount: Amount, origin: Amount) -> bool:
    if amount.low <= origin.low and origin.high <= amount.high:
        return True
    if amount.low < amount.high:
        return _near(amount.low, origin.low, _SAME) and _near(amount.high, origin.high, _SAME)
    if origin.low < origin.high:
        return said.approximator is not None and origin.low <= amount.low <= origin.high
    is_rounder = amount.is_fraction or _digits(amount.low) < _digits(origin.low)
    if not is_rounder or amount.measure == _CLOCK:
        return _near(amount.low, origin.low, _SAME)
    return _rounds(amount, origin.low, said.approximator)


def _rounds(amount: Amount, value: float, approximator: str | None) -> bool:
    """Is a number, of fewer digits or a fraction in words, an honest rounding of another?"""
    number = amount.low
    match approximator:
        case "over" | "least":
            return number <= value < number * _OVER
        case "under" | "most":
            return value <= number < value * _OVER
        case "almost":
            return number * (1 - _ALMOST) <= value <= number
        case "about":
            return _near(number, value, _ABOUT)
        case _:
            return _near(number, value, _FRACTION if amount.is_fraction else _ROUNDED)


def _near(one: float, other: float, reach: float) -> bool:
    return math.isclose(one, other, rel_tol=reach, abs_tol=1e-9)


def _digits(value: float) -> int:
    """Return how many digits of a number say something: 1,200 has two."""
    return len(f"{value:.6g}".replace(".", "").split("e")[0].strip("0"))
