"""words → dates: «14 мая», "mid-May", «2027 жылдың соңы», «20-х чисел», «12.06.2027»."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from otkuda.statements.numbers import read_number
from otkuda.statements.quantity import YEARS, Date, Range

if TYPE_CHECKING:
    from collections.abc import Sequence

    from otkuda.statements.lists import DateWord, Found, Lists
    from otkuda.statements.words import Word

_POINTS = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_MONTH_DAYS = 31
_MOST_PIECES = 6
_TENTHS = 10


class Dated(NamedTuple):
    """A date, and where the words behind it begin."""

    date: Date
    end: int


class _Piece(NamedTuple):
    """One part of a date as it stands: its kind, its numbers, where the words behind it begin."""

    what: str
    low: int
    high: int
    end: int


def read_date(words: Sequence[Word], at: int, tables: Lists) -> Dated | None:
    """Return the date that begins with a word; None where none does."""
    if pointed := _POINTS.fullmatch(words[at].key):
        day, month, year = (int(part) for part in pointed.groups())
        return Dated(Date(year, Range(month, month), Range(day, day)), at + 1)
    pieces: list[_Piece] = []
    end = at
    while len(pieces) < _MOST_PIECES and (piece := _piece(words, end, tables, is_first=end == at)):
        if not _joins(piece, pieces, words[end].marks, tables):
            break
        pieces.append(_with_last_day(piece, words, at, tables) if end > at else piece)
        end = pieces[-1].end
    while pieces:
        if found := _date(pieces, words, tables):
            return Dated(found, pieces[-1].end)
        pieces.pop()
    return None


def _with_last_day(piece: _Piece, words: Sequence[Word], at: int, tables: Lists) -> _Piece:
    """Return the days of "between April 16 and 20", the month of which begins at a place."""
    opener, joiner = words[at - 1].key if at else "", words[piece.end].key if piece.end < len(words) else ""
    if piece.what != "day" or (opener, joiner) not in tables.ranges:
        return piece
    last = _piece(words, piece.end + 1, tables, is_first=False)
    return _Piece("day", piece.low, last.high, last.end) if last and last.what == "day" else piece


def _joins(piece: _Piece, before: list[_Piece], marks: str, tables: Lists) -> bool:
    """Is a piece of one date with those before it? «в мае 3 школы» and "in May, 3 schools" are none."""
    kinds = {one.what for one in before}
    if not kinds:
        return True
    if "," in marks and piece.what != "number":
        return False
    if piece.what in {"day", "ordinal"} and "month" in kinds and tables.language.order == "free":
        return False
    return piece.what == "link" or piece.what not in kinds


def _piece(words: Sequence[Word], at: int, tables: Lists, *, is_first: bool) -> _Piece | None:
    if at >= len(words) or (not is_first and words[at].marks not in {"", ",", "-", "‑", "."}):
        return None
    found = _calendar(words, at, tables)
    if found:
        return _Piece(found.value.what, found.value.low, found.value.high, at + found.length)
    number = read_number(words, at, tables)
    if number is None or number.low != int(number.low) or number.kind == "fraction":
        return None
    is_year = number.low in YEARS and number.low == number.high
    if not is_year and (number.low < 1 or number.high > _MONTH_DAYS):
        return None
    what = "number" if is_year else "ordinal" if number.kind == "ordinal" else "day"
    return _Piece(what, int(number.low), int(number.high), number.end)


def _calendar(words: Sequence[Word], at: int, tables: Lists) -> Found[DateWord] | None:
    found = tables.calendar.at(words, at)
    return found if found and (words[at].is_capital or not found.value.is_capital) else None


def _date(pieces: list[_Piece], words: Sequence[Word], tables: Lists) -> Date | None:
    """Return what the pieces make together, if it is a date at all."""
    by = {piece.what: piece for piece in pieces}
    if pieces[-1].what == "link" or pieces[0].what == "link":
        return None
    if "weekday" in by:
        return Date(weekday=by["weekday"].low) if len(pieces) == 1 else None
    year = _year(by, pieces, words, tables)
    day = by.get("day") or by.get("ordinal")
    if "month" in by:
        return _in_month(by, year, day)
    if "days" in by and "ordinal" in by and day:
        return Date(days=_days(day, is_many=True))
    if year is None or day is not None or "days" in by:
        return None
    return Date(year, _months(by.get("part")))


def _year(by: dict[str, _Piece], pieces: list[_Piece], words: Sequence[Word], tables: Lists) -> int | None:
    """Return the year: a number with the word beside it, with a month, or with no noun behind it."""
    number = by.get("number")
    if number is None:
        return None
    if "year" in by or "month" in by:
        return number.low
    end = pieces[-1].end
    if end >= len(words) or words[end].marks or words[end].sentence != words[end - 1].sentence:
        return number.low
    is_counted = "NOUN" in words[end].grammemes or tables.measures.at(words, end) or "ADJF" in words[end].grammemes
    return None if is_counted else number.low


def _in_month(by: dict[str, _Piece], year: int | None, day: _Piece | None) -> Date | None:
    month = by["month"].low
    if "year" in by and year is None:
        return None
    days = _days(day, is_many="days" in by) if day else _part_of_month(by.get("part"))
    return Date(year, Range(month, month), days)


def _days(day: _Piece, *, is_many: bool) -> Range:
    """«двадцатые числа» are ten days."""
    return Range(day.low, min(day.high + 9, _MONTH_DAYS) if is_many else day.high)


def _part_of_month(part: _Piece | None) -> Range | None:
    if part is None:
        return None
    return Range(part.low * _MONTH_DAYS // _TENTHS + 1, part.high * _MONTH_DAYS // _TENTHS)


def _months(part: _Piece | None) -> Range | None:
    """Return the months of a part of a year."""
    return Range(part.low * 12 // _TENTHS + 1, part.high * 12 // _TENTHS) if part else None
