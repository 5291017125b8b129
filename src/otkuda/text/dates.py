"""Dates as pages write them: ISO 8601, «11.03.2026 10:05», «11 марта 2026, 10:05», "March 11, 2026".

Every result is aware. A time without an offset is the clock of the outlet's zone on that date, which the caller names;
a date without a time is the whole of that day there.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from otkuda.model import Moment

_TIME = (
    r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d{1,9})?)?(?:\s?(?P<half>[AaPp])\.?[Mm]\b\.?)?"
)
# The zones that are written as names, in hours: RFC 822's and those of Europe and Russia that mean one thing.
_ZONES = {"z": 0, "utc": 0, "gmt": 0, "ut": 0, "wet": 0, "west": 1, "bst": 1, "cet": 1, "cest": 2, "eet": 2, "eest": 3}
_ZONES |= {"est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7}
_ZONES |= {"мск": 3, "msk": 3, "msd": 4, "samt": 4, "yekt": 5, "omst": 6, "krat": 7, "irkt": 8, "yakt": 9, "vlat": 10}
_NAMED = "|".join(sorted(_ZONES, key=len, reverse=True))
_OFFSET = rf"\s?(?:\(?(?:UTC|GMT)?(?P<offset>[+-]\d{{1,2}}(?::?\d{{2}})?|(?i:{_NAMED})\b))?"
_GAP = r"[\s,|/·•–—-]{0,5}(?:в|at|сағат)?\s{0,2}"
_ISO = re.compile(
    rf"(?<!\d)(?P<year>\d{{4}})(?P<mark>[-/.])(?P<month>\d{{2}})(?P=mark)(?P<day>\d{{2}})(?:[T\s]{{1,2}}{_TIME}{_OFFSET})?"
)
_YEAR = r"(?:\s?г(?:ода|\.)?|\s?ж(?:ылы?|\.))?"  # what may follow a year: «2026 г.», «2026 ж.»
_POINTS = re.compile(
    rf"(?<![\d.])(?P<day>\d{{1,2}})(?P<mark>[./-])(?P<month>\d{{1,2}})(?P=mark)(?P<year>\d{{4}})(?!\d){_YEAR}(?:{_GAP}{_TIME}{_OFFSET})?"
)
_MONTH = r"(?P<month>[а-яёәғқңөұүһіa-z]{3,12})\.?"
_DAY_FIRST = re.compile(
    rf"\b(?P<day>\d{{1,2}})\s{_MONTH},?\s(?P<year>\d{{4}})\b{_YEAR}(?:{_GAP}{_TIME}{_OFFSET})?",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    rf"\b{_MONTH}\s(?P<day>\d{{1,2}}),\s(?P<year>\d{{4}})\b(?:{_GAP}{_TIME}{_OFFSET})?", re.IGNORECASE
)
_YEAR_FIRST = re.compile(
    rf"\b(?P<year>\d{{4}})\sжыл(?:ғы|дың)?,?\s(?P<day>\d{{1,2}})\s{_MONTH}(?:{_GAP}{_TIME}{_OFFSET})?", re.IGNORECASE
)
_CLOCK = rf"\b{_TIME}{_OFFSET}[\s,|·•–—-]{{1,4}}"
_CLOCK_FIRST = re.compile(rf"{_CLOCK}(?P<day>\d{{1,2}})[./](?P<month>\d{{1,2}})[./](?P<year>\d{{4}})")
_CLOCK_DAY_FIRST = re.compile(rf"{_CLOCK}(?P<day>\d{{1,2}})\s{_MONTH},?\s(?P<year>\d{{4}})\b", re.IGNORECASE)
_SHORT = re.compile(rf"(?<![\d.])(?P<day>\d{{2}})\.(?P<month>\d{{2}})\.(?P<year>\d{{2}}){_GAP}{_TIME}{_OFFSET}")
_SHAPES = (_ISO, _CLOCK_FIRST, _CLOCK_DAY_FIRST, _POINTS, _SHORT, _DAY_FIRST, _MONTH_FIRST, _YEAR_FIRST)

# What says less, and only together with a time: «4.5» is no date.
_YEARLESS = (
    re.compile(rf"(?<![\d.:/-])(?P<day>\d{{1,2}})\.(?P<month>\d{{2}}){_GAP}{_TIME}{_OFFSET}"),
    re.compile(rf"\b(?P<day>\d{{1,2}})\s{_MONTH}{_GAP}{_TIME}{_OFFSET}", re.IGNORECASE),
)
_DAYS_AGO = {"сегодня": 0, "вчера": 1, "today": 0, "yesterday": 1, "бүгін": 0, "кеше": 1}
_DAY_WORD = re.compile(rf"\b(?P<word>{'|'.join(_DAYS_AGO)})\b{_GAP}{_TIME}{_OFFSET}", re.IGNORECASE)

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
_CENTURY = 2000
_LONGEST = 300  # characters; a date stands at the beginning of what holds one


def read_date(text: str | None, zone: tzinfo = UTC, near: datetime | None = None) -> Moment | None:
    """Return the first date in ``text``, or None where there is none that exists. ``zone`` is the outlet's.

    ``near`` is when the text was seen, or is known to have appeared: «11.03, 11:30» is then of the year that puts it
    nearest before, and «вчера, 21:30» the day before. Without it such words are no date.

    >>> read_date("11 марта 2026, 10:05").start.isoformat()
    '2026-03-11T10:05:00+00:00'
    >>> read_date("11 марта 2026").end.isoformat()
    '2026-03-12T00:00:00+00:00'
    """
    shown = (text or "")[:_LONGEST]
    found = [match for shape in _SHAPES if (match := shape.search(shown))]
    for match in sorted(found, key=lambda match: match.start()):
        if date := _date(match.groupdict(), zone):
            return date
    return _date_near(shown, zone, near.astimezone(zone)) if near else None


def _date_near(shown: str, zone: tzinfo, near: datetime) -> Moment | None:
    """Read a date that takes its year, or its day, from when it was seen."""
    if match := _DAY_WORD.search(shown):
        day = near - timedelta(days=_DAYS_AGO[match["word"].lower()])
        return _date(match.groupdict() | {"year": str(day.year), "month": str(day.month), "day": str(day.day)}, zone)
    for shape in _YEARLESS:
        if match := shape.search(shown):
            latest = near + timedelta(days=1)
            dates = [_date(match.groupdict() | {"year": str(near.year - ago)}, zone) for ago in (-1, 0, 1)]
            return next((date for date in dates if date and date.start <= latest), None)
    return None


def _date(parts: dict[str, str | None], zone: tzinfo) -> Moment | None:
    year, day, hour, minute, second = (
        int(parts.get(name) or 0) for name in ("year", "day", "hour", "minute", "second")
    )
    month = _month(parts["month"] or "")
    year += _CENTURY if 0 < year < 100 else 0
    if half := parts.get("half"):
        hour = hour % 12 + (12 if half in "Pp" else 0)
    if year not in _YEARS or month is None:
        return None
    try:
        start = datetime(year, month, day, hour, minute, second, tzinfo=_offset(parts.get("offset")) or zone)
        # The end is the next midnight on the zone's clock: a day on which the clock is set back has 25 hours.
        end = None if parts.get("hour") else start + timedelta(days=1)
        return Moment(_fixed(start), end and _fixed(end))
    except (ValueError, OverflowError):  # 31 February, 25:61, an offset of two days
        return None


def _fixed(date: datetime) -> datetime:
    """Return the date with its offset as a number, as it was in the zone then."""
    return date.replace(tzinfo=timezone(date.utcoffset() or timedelta()))


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


def _offset(stated: str | None) -> timezone | None:
    """Read «+0500», «+05:00», «+5», «МСК» or «EST»."""
    if stated is None:
        return None
    if stated[0] not in "+-":
        return timezone(timedelta(hours=_ZONES[stated.lower()]))
    digits = stated[1:].replace(":", "")
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")  # «+5», «+05»
    shift = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(shift if stated[0] == "+" else -shift)
