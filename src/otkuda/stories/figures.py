"""text → the numbers and dates that it speaks of, written alike in every language.

"1,870 people", «1 870 человек» and «1870 адам» are one number; "thirty-four" and «34» are one; «2,3 миллиарда» is the
product. A day with its month is a date, not a number. How much a number tells lies in its digits: «20» is anywhere,
«1 870» hardly in two places by chance.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from otkuda.lang.lexicon import rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from otkuda.text.tokens import Token

_GROUPED = re.compile(r"(?<=\d)[ \u00a0\u2009\u202f](?=\d{3}(?!\d))")
_GROUPED_BY_COMMA = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_YEARS = range(1900, 2101)
_FEW = 12  # so much is counted anywhere
_LONGEST = 12  # characters of a number that is read
_DAYS = 31

DATE = 0.8  # what a date tells
_TELLING = (0.0, 0.3, 0.7, 1.0, 1.2)  # what a number tells, by how many of its digits are no zeros at the end
_HARDLY = 0.15  # what a small number or a year tells


def joined(text: str, language: str) -> str:
    """Return a text with the digits of each number together.

    >>> joined("1 870 человек", "ru"), joined("1,870 people", "en")
    ('1870 человек', '1870 people')
    """
    text = _GROUPED.sub("", text)
    return _GROUPED_BY_COMMA.sub("", text) if language == "en" else text


def figures(tokens: Sequence[Token], language: str) -> dict[str, float]:
    """Return the numbers and dates among the tokens of a text, each with how much it tells."""
    found: dict[str, float] = {}
    places = list(_numbers(tokens, language))
    for place, after, value in places:
        month = _month(tokens, place - 1, language) or _month(tokens, after, language)
        if month and value.isdigit() and int(value) <= _DAYS:
            found[f"{month}-{int(value)}"] = DATE
        else:
            found[value] = _tells(value)
    return found


def _numbers(tokens: Sequence[Token], language: str) -> Iterator[tuple[int, int, str]]:
    """Give each number: the place of its first token, the place after its last one, what it is."""
    place = 0
    while place < len(tokens):
        after, value = _number_at(tokens, place, language)
        if value is not None:
            yield place, after, value
        place = max(after, place + 1)


def _number_at(tokens: Sequence[Token], place: int, language: str) -> tuple[int, str | None]:
    written = _NUMBER.match(tokens[place].text)
    if not written:
        return _in_words(tokens, place, language)
    digits = written.group()[:_LONGEST].replace(",", ".")
    scale = _numeral(tokens, place + 1, language)
    if scale and scale[1] == "scale" and digits.count(".") <= 1 and ":" not in digits:
        return place + 2, _plain(float(digits) * scale[0])
    return place + 1, _plain(float(digits)) if digits.replace(".", "", 1).isdigit() else digits


def _in_words(tokens: Sequence[Token], place: int, language: str) -> tuple[int, str | None]:
    """Read «тридцать четыре», "sixty-three", «екі мың»."""
    total = part = 0.0
    start = place
    while numeral := _numeral(tokens, place, language):
        value, kind = numeral
        if kind == "card":
            part += value
        elif kind == "hundred":
            part = (part or 1) * value if part < value else part + value
        else:
            total, part = total + (part or 1) * value, 0.0
        place += 1
    return place, _plain(total + part) if place > start else None


def _numeral(tokens: Sequence[Token], place: int, language: str) -> tuple[float, str] | None:
    if place >= len(tokens):
        return None
    token, table = tokens[place], _numerals(language)
    if token.low in table:
        return table[token.low]
    if "-" in token.low and all(one in table for one in token.low.split("-")):
        return sum(table[one][0] for one in token.low.split("-")), "card"
    lemmas = [one.lemma for one in token.read(token.low)[:1]]
    return table.get(lemmas[0]) if lemmas else None


def _month(tokens: Sequence[Token], place: int, language: str) -> int | None:
    if not 0 <= place < len(tokens):
        return None
    months, token = _months(language), tokens[place]
    lemmas = [token.low, *(one.lemma for one in token.read(token.low)[:2])]
    return next((months[one] for one in lemmas if one in months), None)


def _tells(value: str) -> float:
    if value.isdigit() and (int(value) <= _FEW or int(value) in _YEARS):
        return _HARDLY
    telling = value.replace(".", "").replace(":", "").strip("0")
    return _TELLING[min(len(telling), len(_TELLING) - 1)]


def _plain(value: float) -> str:
    """Return a number as it is compared.

    >>> _plain(4.50), _plain(1870.0)
    ('4.5', '1870')
    """
    return f"{value:.4f}".rstrip("0").rstrip(".")


@cache
def _numerals(language: str) -> dict[str, tuple[float, str]]:
    found = rows(f"otkuda.lang.{language}", "numerals.tsv")
    return {row[0].lower(): (float(row[1]), row[2]) for row in found if row[2] in {"card", "hundred", "scale"}}


@cache
def _months(language: str) -> dict[str, int]:
    return {row[0].lower(): int(row[2]) for row in rows(f"otkuda.lang.{language}", "calendar.tsv") if row[1] == "month"}
