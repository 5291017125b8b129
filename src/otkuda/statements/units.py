"""text → units: the words of a text with its numbers, measures and dates as one unit each.

Units are what texts are aligned by: «четыре часа тридцать пять минут» and «4 ч 35 мин» are one unit each, and the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from otkuda.statements.dates import read_date
from otkuda.statements.lists import Approximator, Lists, Measure, lists
from otkuda.statements.numbers import numerals_of, read_number
from otkuda.statements.quantity import VAGUE, Amount, Date, Quantity
from otkuda.statements.words import SIGNS, Word, read_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from otkuda.statements.numbers import Number

_CLOCK = re.compile(r"([01]?\d|2[0-4]):([0-5]\d)")
_MORNING, _EVENING = "clock", "evening"  # measures of the time of day
_NOON = 12
_ABLATIVE = "abla"  # «үштен бір»: of three, one
_LIKE = "simi"  # «қырықтай»: like forty
_NEAR = 1  # words between an approximator and its number: «примерно на треть»
_SHORT = 3  # letters of such a word
_LONGEST = 3  # words of an approximator
_BEHIND = 3  # words behind a number among which an approximator may be: «қырық адамға жуық»
_TIMES = frozenset({"minute", "month"})
_DAY = 1440  # minutes: the largest unit that a smaller one is added to


@dataclass(frozen=True, slots=True)
class Unit:
    """One word, or the words of one quantity."""

    key: str
    first: Word
    last: Word
    forms: frozenset[str]
    index: int  # its place in the text
    quantity: Quantity | None = None

    @property
    def start(self) -> int:
        """Offset of its first character."""
        return self.first.start

    @property
    def end(self) -> int:
        """Offset behind its last character."""
        return self.last.end

    @property
    def sentence(self) -> int:
        """The number of its sentence."""
        return self.first.sentence

    @property
    def marks(self) -> str:
        """What stands between it and the word before."""
        return self.first.marks

    @property
    def grammemes(self) -> frozenset[str]:
        """Of its likeliest reading."""
        return self.first.grammemes


def read_units(text: str, code: str) -> list[Unit]:
    """Return the units of a text in the language of a code.

    >>> [unit.key for unit in read_units("Путь займёт 4 ч 35 мин", "ru")]
    ['путь', 'займет', 'minute:275']
    """
    tables, words = lists(code), read_words(text, code)
    found: list[Unit] = []
    at = 0
    while at < len(words):
        quantity, end = (_may_count(words[at], tables) and _quantity(words, at, tables)) or (None, at + 1)
        key = words[at].key if quantity is None else _key(quantity)
        forms = words[at].forms if quantity is None else frozenset()
        found.append(Unit(key, words[at], words[end - 1], forms, len(found), quantity))
        at = end
    return [_with_approximator(found, unit, tables) for unit in found]


def _may_count(word: Word, tables: Lists) -> bool:
    """Can a quantity or a date begin with a word? With most words none does, which is told at once."""
    return not word.key.isalpha() or not word.forms.isdisjoint(tables.counting)


def _quantity(words: Sequence[Word], at: int, tables: Lists) -> tuple[Quantity, int] | None:
    if dated := read_date(words, at, tables):
        return Quantity(dated.date), dated.end
    if clock := _clock(words, at, tables):
        return clock
    if times := _times(words[at], tables):
        return Quantity(times), at + 1
    before = tables.measures.at(words, at) if words[at].key in SIGNS else None
    number = read_number(words, at + 1 if before else at, tables)
    if number is None:
        return None
    if before:
        return Quantity(_amount(number, before.value)), number.end
    return _of_many(words, number, tables) or _measured(words, number, tables)


def _clock(words: Sequence[Word], at: int, tables: Lists) -> tuple[Quantity, int] | None:
    """«6:40», "6:40 pm"."""
    clock = _CLOCK.fullmatch(words[at].key)
    if clock is None:
        return None
    part = tables.measures.at(words, at + 1) if at + 1 < len(words) else None
    part = part if part and part.value.name in {_MORNING, _EVENING} else None
    hours = float(clock[1]) + float(clock[2]) / 60
    hours = _of_day(hours, part.value) if part else hours
    return Quantity(Amount(hours * 60, hours * 60, _MORNING)), at + 1 + (part.length if part else 0)


def _of_day(hours: float, part: Measure) -> float:
    return hours + _NOON if part.name == _EVENING and hours < _NOON else hours


def _times(word: Word, tables: Lists) -> Amount | None:
    """«вдвое», "twice"."""
    value = next((one.value for one in numerals_of(word, tables) if one.kind == "times"), None)
    return None if value is None else Amount(value, value, "time")


def _of_many(words: Sequence[Word], number: Number, tables: Lists) -> tuple[Quantity, int] | None:
    """«үштен бір»."""
    if _ABLATIVE not in words[number.end - 1].grammemes or number.end >= len(words) or number.low <= 1:
        return None
    part = read_number(words, number.end, tables)
    if part is None or not 0 < part.low < number.low:
        return None
    value = part.low / number.low
    return Quantity(Amount(value, value, "share", is_fraction=True)), part.end


def _measured(words: Sequence[Word], number: Number, tables: Lists) -> tuple[Quantity, int]:
    """Return the number with what it counts."""
    measure = tables.measures.at(words, number.end) if number.end < len(words) else None
    if measure and _is_apart(words[number.end].marks):
        measure = None
    if not measure or number.kind == "ordinal":
        return Quantity(_amount(number, None)), number.end
    amount, end = _amount(number, measure.value), number.end + measure.length
    amount, end = _added(words, end, amount, measure.value, tables)
    return Quantity(amount), end


def _is_apart(marks: str) -> bool:
    return any(mark in ",;:—–" for mark in marks)


def _amount(number: Number, measure: Measure | None) -> Amount:
    if number.kind == "fraction" and (measure is None or measure.name == "share"):
        return Amount(number.low, number.high, "share", is_fraction=True)
    if measure and measure.name in {_MORNING, _EVENING}:
        return Amount(_of_day(number.low, measure) * 60, _of_day(number.high, measure) * 60, _MORNING)
    factor, name = (measure.factor, measure.name) if measure else (1.0, "")
    return Amount(number.low * factor, number.high * factor, name, is_ordinal=number.kind == "ordinal")


def _added(words: Sequence[Word], end: int, amount: Amount, measure: Measure, tables: Lists) -> tuple[Amount, int]:
    """Add what stands behind in a smaller unit: «четыре часа тридцать пять минут»."""
    at = end
    if at < len(words) and any(one.kind == "joint" for one in numerals_of(words[at], tables)):
        at += 1
    if at >= len(words) or _is_apart(words[at].marks) or measure.factor > _DAY:
        return amount, end
    number = read_number(words, at, tables)
    smaller = tables.measures.at(words, number.end) if number and number.end < len(words) else None
    if not number or not smaller or smaller.value.name != measure.name or smaller.value.factor >= measure.factor:
        return amount, end
    more = number.low * smaller.value.factor
    return replace(amount, low=amount.low + more, high=amount.high + more), number.end + smaller.length


def _key(quantity: Quantity) -> str:
    """Return the same for the same quantity in any words."""
    if isinstance(quantity.what, Date):
        date = quantity.what
        return f"date:{date.year}:{date.months}:{date.days}:{date.weekday}"
    amount = quantity.what
    name = "ordinal" if amount.is_ordinal else amount.measure
    return f"{name}:{amount.low:.6g}" + (f"–{amount.high:.6g}" if amount.high > amount.low else "")


def _with_approximator(units: Sequence[Unit], unit: Unit, tables: Lists) -> Unit:
    if unit.quantity is None:
        return unit
    is_time = isinstance(unit.quantity.what, Amount) and unit.quantity.what.measure in _TIMES
    kind = _before(units, unit.index, tables, is_time=is_time) or _behind(units, unit.index, tables)
    kind = kind or ("about" if _LIKE in unit.first.grammemes else None)
    return replace(unit, quantity=Quantity(unit.quantity.what, kind)) if kind else unit


def _before(units: Sequence[Unit], index: int, tables: Lists, *, is_time: bool) -> str | None:
    """Return what the words before a quantity make of it; of several the longest."""
    ends = [] if _is_apart(units[index].marks) else [index]
    if ends and index and len(units[index - 1].key) <= _SHORT:
        ends.append(index - _NEAR)
    for end in ends:
        for start in range(max(0, end - _LONGEST), end):
            found = tables.approximators.at(units, start)
            if found and found.length == end - start and _is_of(found.value, is_near=end == index):
                return VAGUE if is_time and found.value.place == "amount" else found.value.kind
    return None


def _is_of(found: Approximator, *, is_near: bool) -> bool:
    """Does what stands before a number make it inexact? «меньше на треть» does not, «примерно на треть» does."""
    return found.place != "after" and (is_near or found.kind not in {"over", "under"})


def _behind(units: Sequence[Unit], index: int, tables: Lists) -> str | None:
    for at in range(index + 1, min(index + 1 + _BEHIND, len(units))):
        if units[at].marks or units[at].quantity:
            break
        found = tables.approximators.at(units, at)
        if found and found.value.place == "after":
            return found.value.kind
    return None
