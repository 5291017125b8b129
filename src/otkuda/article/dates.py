"""Dates as pages write them: ISO 8601, «11.03.2026 10:05», «11 марта 2026, 10:05», "March 11, 2026".

Every result is aware. A date without an offset is taken as UTC: a page that states none leaves it open, and one fixed
reading keeps results the same on every machine.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

_TIME = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d{1,9})?)?"
_OFFSET = r"\s?(?:\(?(?:UTC|GMT)?(?P<offset>Z|[+-]\d{1,2}(?::?\d{2})?|МСК|мск|MSK))?"
_GAP = r"[\s,|/·•–—-]{0,5}(?:в|at|сағат)?\s{0,2}"
_ISO = re.compile(rf"(?P<year>\d{{4}})-(?P<month>\d{{2}})-(?P<day>\d{{2}})(?:[T\s]{{1,2}}{_TIME}{_OFFSET})?")
_POINTS = re.compile(rf"\b(?P<day>\d{{1,2}})[./](?P<month>\d{{1,2}})[./](?P<year>\d{{4}})(?:{_GAP}{_TIME}{_OFFSET})?")
_MONTH = r"(?P<month>[а-яёәғқңөұүһіa-z]{3,12})\.?"
_DAY_FIRST = re.compile(
    rf"\b(?P<day>\d{{1,2}})\s{_MONTH},?\s(?P<year>\d{{4}})\b(?:\s?г(?:ода|\.)?|\sжылы?)?(?:{_GAP}{_TIME}{_OFFSET})?",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    rf"\b{_MONTH}\s(?P<day>\d{{1,2}}),\s(?P<year>\d{{4}})\b(?:{_GAP}{_TIME}{_OFFSET})?", re.IGNORECASE
)
_YEAR_FIRST = re.compile(
    rf"\b(?P<year>\d{{4}})\sжыл(?:ғы|дың)?,?\s(?P<day>\d{{1,2}})\s{_MONTH}(?:{_GAP}{_TIME}{_OFFSET})?", re.IGNORECASE
)
_CLOCK_FIRST = re.compile(rf"\b{_TIME}[\s,|·]{{1,4}}(?P<day>\d{{1,2}})[./](?P<month>\d{{1,2}})[./](?P<year>\d{{4}})")
_SHAPES = (_ISO, _CLOCK_FIRST, _POINTS, _DAY_FIRST, _MONTH_FIRST, _YEAR_FIRST)

# The beginnings of the months' names in Russian, English and Kazakh.
_MONTHS = (
    ("янв", "jan", "қаң"),
    ("фев", "feb", "ақп"),
    ("мар", "mar", "нау"),
    ("апр", "apr", "сәу"),
    ("ма", "may", "мам"),
    ("июн", "jun", "мау"),
    ("июл", "jul", "шіл"),
    ("авг", "aug", "там"),
    ("сен", "sep", "қыр"),
    ("окт", "oct", "қаз"),
    ("ноя", "nov", "қар"),
    ("дек", "dec", "жел"),
)
_YEARS = range(1990, 2100)
_LONGEST = 300  # characters; a date stands at the beginning of what holds one


def read_date(text: str | None) -> datetime | None:
    """Return the first date in ``text``, aware, or None where there is none that exists.

    >>> read_date("11 марта 2026, 10:05").isoformat()
    '2026-03-11T10:05:00+00:00'
    """
    shown = (text or "")[:_LONGEST]
    found = [match for shape in _SHAPES if (match := shape.search(shown))]
    for match in sorted(found, key=lambda match: match.start()):
        if date := _date(match.groupdict()):
            return date
    return None


def _date(parts: dict[str, str | None]) -> datetime | None:
    number = {name: int(parts.get(name) or 0) for name in ("year", "day", "hour", "minute", "second")}
    month = _month(parts["month"] or "")
    if number["year"] not in _YEARS or month is None:
        return None
    try:
        return datetime(
            number["year"],
            month,
            number["day"],
            number["hour"],
            number["minute"],
            number["second"],
            tzinfo=_zone(parts.get("offset")),
        )
    except ValueError:  # 31 February, 25:61, an offset of two days
        return None


def _month(word: str) -> int | None:
    if word.isdigit():
        return int(word)
    # «ма» (май, мая) is also how «март» and the Kazakh «мамыр», «маусым» begin: the longest beginning decides.
    fitting = [
        (len(stem), number)
        for number, stems in enumerate(_MONTHS, 1)
        for stem in stems
        if word.lower().startswith(stem)
    ]
    return max(fitting)[1] if fitting else None


def _zone(offset: str | None) -> timezone:
    """Read «+0500», «+05:00», «+5» or «МСК»."""
    if offset is None or offset == "Z":
        return UTC
    if offset[0] not in "+-":
        return timezone(timedelta(hours=3))
    digits = offset[1:].replace(":", "")
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")  # noqa: PLR2004 - «+5», «+05»
    shift = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(shift if offset[0] == "+" else -shift)
