"""words → numbers: in digits, in words, and in both («420 тысяч», "four hundred and twenty", «үштен бір»)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from otkuda.text.tokens import DASHES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from otkuda.statements.lists import Lists, Numeral
    from otkuda.statements.words import Word

_DIGITS = re.compile(r"\d{1,15}(?:[.,]\d{1,15}){0,5}")
_WITH_ENDING = re.compile(r"(\d{1,15})-[^\W\d]{1,20}")  # «14-го», «20-х», «40-та», «85-летний»
_ORDINAL_ENDING = re.compile(r"-(?:[а-яё]?[йяех]|го|му|м|ю|ми|ш[ыі])$")  # of those above, the ones of an ordinal
_GROUPS = re.compile(r"\d{1,3}(?:[.,]\d{3}){2,}")
_COMMAS = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?")
_THREE = re.compile(r"\d{3}(?:,\d+)?")
_SUFFIXES = frozenset({"st", "nd", "rd", "th"})
_LARGEST = 10.0**15
_TEN, _HUNDRED = 10.0, 100.0
_GROUP = 3  # digits
_MOST_DIGITS = 12
_GAP = 3  # characters between the ends of a range: «14 – 15»


class Number(NamedTuple):
    """A number, where the words behind it begin, and what it is: card, ordinal or fraction."""

    low: float
    high: float
    end: int
    kind: str
    is_digits: bool


def read_number(words: Sequence[Word], at: int, tables: Lists) -> Number | None:
    """Return the number, or the range of numbers, that begins with a word; None where none does."""
    opened = at + 1 < len(words) and any(words[at].key == opener for opener, _ in tables.ranges)
    first = _simple(words, at + 1 if opened else at, tables)
    if first is None:
        return None
    last = _range_end(words, at, first, tables, is_opened=opened)
    if last and last.low > first.low:
        return Number(first.low, last.high, last.end, last.kind, first.is_digits)
    return None if opened else first


def _range_end(words: Sequence[Word], at: int, first: Number, tables: Lists, *, is_opened: bool) -> Number | None:
    """Return the number that closes a range: of «14–15», «между 16 и 20»."""
    end = first.end
    if end >= len(words):
        return None
    if is_opened:
        is_joined = not words[end].marks and (words[at].key, words[end].key) in tables.ranges
        return _simple(words, end + 1, tables) if is_joined else None
    is_dash = words[end].marks in DASHES and words[end].start - words[end - 1].end <= _GAP
    return _simple(words, end, tables) if is_dash else None


def _simple(words: Sequence[Word], at: int, tables: Lists) -> Number | None:
    if at >= len(words):
        return None
    digits = _digits(words, at, tables)
    number = _Sum(words, at, tables, digits)
    found = number.read()
    return found or digits


class _Sum:
    """A number in words while it is read."""

    def __init__(self, words: Sequence[Word], at: int, tables: Lists, digits: Number | None) -> None:
        self.words, self.at, self.tables, self.digits = words, at, tables, digits
        self.total, self.current = 0.0, None if digits is None else digits.low
        self.least = 1.0 if digits else _LARGEST  # what is added must be less than this
        self.scale = _LARGEST
        self.end = digits.end if digits else at
        self.kind = digits.kind if digits else "card"

    def read(self) -> Number | None:
        """Take one numeral after the other as long as they make one number."""
        while self.kind != "ordinal" and self.end < len(self.words) and self._takes(self.end):
            pass
        if self.end == self.at or (self.current is None and not self.total) or self._is_many():
            return None
        value = self.total + (self.current or 0.0)
        return Number(value, value, self.end, self.kind, self.digits is not None) if value < _LARGEST else None

    def _is_many(self) -> bool:
        """«тысячи людей» are no thousand, «около тысячи» is one."""
        word = self.words[self.at]
        kinds = {one.kind for one in numerals_of(word, self.tables)}
        is_alone = self.end == self.at + 1 and self.digits is None and bool(kinds & {"scale", "hundred"})
        if not is_alone or not word.grammemes & {"plur", "gent"}:
            return False
        found = self.tables.approximators.at(self.words, self.at - 1) if self.at and not word.marks else None
        return found is None

    def _takes(self, at: int) -> bool:
        if at > self.at and any(mark not in DASHES | {"."} for mark in self.words[at].marks):
            return False
        if at > self.at and self.scale < _LARGEST and self.current is None and self._takes_digits(at):
            return True
        return any(self._adds(numeral, at) for numeral in numerals_of(self.words[at], self.tables))

    def _takes_digits(self, at: int) -> bool:
        """«2 тысячи 300»."""
        digits = _digits(self.words, at, self.tables)
        if digits is None or digits.low >= self.scale:
            return False
        self.current, self.least, self.end = digits.low, 1.0, digits.end
        return True

    def _adds(self, numeral: Numeral, at: int) -> bool:
        following = self.words[at + 1 : at + 2]
        after = {one.kind for word in following for one in numerals_of(word, self.tables)}
        if self.kind == "fraction" and numeral.kind != "scale":
            return False
        match numeral.kind:
            case "card" | "ordinal" if numeral.value < self.least:
                self.current, self.least = (self.current or 0.0) + numeral.value, _next_least(numeral.value)
                self.kind = numeral.kind
            case "hundred" if (self.current or 1.0) < _TEN:
                self.current, self.least = (self.current or 1.0) * numeral.value, numeral.value
            case "scale" if numeral.value < self.scale:
                self.total += (1.0 if self.current is None else self.current) * numeral.value
                self.current, self.scale, self.least = None, numeral.value, numeral.value
                self.kind = "card"  # «четверть миллиона» is a number like others
            case "fraction" if self.kind == "card" and not self.total and (self.current or 1.0) < _TEN:
                self._take_fraction(numeral, at)
            case "plus" if self.current is not None:
                self.current += numeral.value
            case "article" if at == self.at and after & {"hundred", "scale", "fraction"}:
                self.current = self.least = 1.0
            case "joint" if self.current is not None and at > self.at and self._is_joint(after):
                pass
            case _:
                return False
        self.end = at + 1
        return True

    def _is_joint(self, after: set[str]) -> bool:
        """«два с половиной», "four hundred and twenty"; no "five and six"."""
        return "fraction" in after or (bool(after & {"card"}) and self.least == _HUNDRED)

    def _take_fraction(self, numeral: Numeral, at: int) -> None:
        joined = at > self.at and any(one.kind == "joint" for one in numerals_of(self.words[at - 1], self.tables))
        if joined:
            self.current = (self.current or 0.0) + numeral.value
        else:
            self.current, self.kind = (self.current or 1.0) * numeral.value, "fraction"


def _next_least(value: float) -> float:
    """Return what the next numeral of the same number must be less than: ten behind «сорок» and «он»."""
    if value >= _HUNDRED:
        return _HUNDRED
    return _TEN if value >= _TEN and value % _TEN == 0 else 1.0


def numerals_of(word: Word, tables: Lists) -> tuple[Numeral, ...]:
    """Return what a word may be among the numbers."""
    found: tuple[Numeral, ...] = ()
    for form in sorted(word.forms & tables.numerals.keys()):
        found += tables.numerals[form]
    return tuple(one for one in found if one.kind != "range")


def _digits(words: Sequence[Word], at: int, tables: Lists) -> Number | None:
    """Return a number in digits: «420 000», «0,42», «20-х», "14th"."""
    key = words[at].key
    if ending := _WITH_ENDING.fullmatch(key):
        value, letters = float(ending[1]), len(key) - len(ending[1]) - 1
        is_noun = letters > _GROUP and tables.language.order == "sov"  # «5-сынып»: the fifth
        kind = "ordinal" if is_noun or _ORDINAL_ENDING.search(key) else "card"
        return Number(value, value, at + 1, kind, is_digits=True)
    if not _DIGITS.fullmatch(key) or key[0] not in "0123456789" or not key.isascii():
        return None
    end, text = at + 1, key
    while len(text) <= _MOST_DIGITS and _continues(words, at, end):
        text, end = text + words[end].key, end + 1
    value = _value(text, tables.language.code)
    if end < len(words) and words[end].key in _SUFFIXES and words[end].start == words[end - 1].end:
        return Number(value, value, end + 1, "ordinal", is_digits=True)
    return Number(value, value, end, "card", is_digits=True)


def _continues(words: Sequence[Word], at: int, end: int) -> bool:
    """Is a word the next three digits of a number? «9 200»."""
    return (
        end < len(words)
        and len(words[at].key) <= _GAP
        and words[at].key != "0"
        and not words[end].marks
        and words[end].start - words[end - 1].end == 1
        and _THREE.fullmatch(words[end].key) is not None
    )


def _value(text: str, code: str) -> float:
    if _GROUPS.fullmatch(text) or (code == "en" and _COMMAS.fullmatch(text)):
        groups = text.replace(",", "") if code == "en" else re.sub("[.,]", "", text)
        return float(groups)
    whole, *parts = re.split("[.,]", text)
    return float(f"{whole}.{''.join(parts)}" if parts else whole)
