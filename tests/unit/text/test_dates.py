"""Dates as pages write them."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from otkuda.text.dates import read_date

DATES = """
2026-05-05T09:30:00+05:00 | 2026-05-05T09:30:00+05:00
2026-05-05T09:30:00+0500 | 2026-05-05T09:30:00+05:00
2026-05-05T09:30:00.123Z | 2026-05-05T09:30:00+00:00
2026-05-05T09:30+05:00 | 2026-05-05T09:30:00+05:00
2026-05-05 09:30:00 | 2026-05-05T09:30:00+00:00
2026-05-05 | 2026-05-05T00:00:00+00:00
05.05.2026 09:30 | 2026-05-05T09:30:00+00:00
11.03.2026, 13:20 (МСК) / Соседи | 2026-03-11T13:20:00+03:00
09:30, 05.05.2026 | 2026-05-05T09:30:00+00:00
5 мая 2026, 09:30 | 2026-05-05T09:30:00+00:00
5 мая 2026 г. в 9:30 | 2026-05-05T09:30:00+00:00
5 мая 2026 года | 2026-05-05T00:00:00+00:00
1 марта 2026 | 2026-03-01T00:00:00+00:00
Опубликовано 01.06.2026 в рубрике | 2026-06-01T00:00:00+00:00
6 Apr 2026, 16:40 UTC+5 / Lena Orlova | 2026-04-06T16:40:00+05:00
March 11, 2026 | 2026-03-11T00:00:00+00:00
May 1, 2026 at 10:00 | 2026-05-01T10:00:00+00:00
2026 жылғы 11 наурыз, 12:15 | 2026-03-11T12:15:00+00:00
12 мамыр 2026 | 2026-05-12T00:00:00+00:00
12 маусым 2026 | 2026-06-12T00:00:00+00:00
March 11, 2026 10:05 PM | 2026-03-11T22:05:00+00:00
March 11, 2026, 12:05 a.m. GMT+5 | 2026-03-11T00:05:00+05:00
11 наурыз 2026 ж., 10:05 | 2026-03-11T10:05:00+00:00
10:05, 11 марта 2026 | 2026-03-11T10:05:00+00:00
Published 10:05 UTC+5, 11 Mar 2026 | 2026-03-11T10:05:00+05:00
11.03.2026 г. 10:05 | 2026-03-11T10:05:00+00:00
11.03.2026ж. 10:05 | 2026-03-11T10:05:00+00:00
11-03-2026 10:05 | 2026-03-11T10:05:00+00:00
11.03.26 10:05 | 2026-03-11T10:05:00+00:00
2026/03/11 10:05 | 2026-03-11T10:05:00+00:00
2026.03.11 10:05 | 2026-03-11T10:05:00+00:00
Wed, 11 Mar 2026 10:05:00 +0500 | 2026-03-11T10:05:00+05:00
"""

NONE = [
    "",
    "вчера",
    "31.02.2026",
    "5 вечера 2026",
    "2026-13-01",
    "2026-05-05T25:61",
    "1066-10-14",
    "99.99.9999",
    "5 мая",
]


@pytest.mark.parametrize("line", DATES.strip().splitlines())
def test_date(line: str) -> None:
    """Each shape, with its time and offset where stated."""
    text, expected = line.split(" | ")
    date = read_date(text)
    assert date is not None
    assert date.start.isoformat() == expected


@pytest.mark.parametrize("text", [*NONE, None, "2026-05-05T10:00+99:99", "1" * 100_000, "5 " * 100_000])
def test_no_date(text: str | None) -> None:
    """What is no date, or none that exists, is None or the date without the time that cannot be."""
    date = read_date(text)
    assert date is None or date.start.tzinfo is not None
    if text in NONE and text != "2026-05-05T25:61":
        assert date is None


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("29.02.2024 10:05", "2024-02-29T10:05:00+06:00", None),
        ("01.03.2024 10:05", "2024-03-01T10:05:00+05:00", None),
        ("28 февраля 2024", "2024-02-28T00:00:00+06:00", "2024-02-29T00:00:00+06:00"),
        ("29 февраля 2024", "2024-02-29T00:00:00+06:00", "2024-03-01T00:00:00+05:00"),
        ("2024-03-01T10:05+03:00", "2024-03-01T10:05:00+03:00", None),
    ],
)
def test_zone_of_the_outlet(text: str, start: str, end: str | None) -> None:
    """Almaty's clock was set back on 1 March 2024; a stated offset counts before it; a day ends at its midnight."""
    date = read_date(text, ZoneInfo("Asia/Almaty"))
    assert date is not None
    assert date.start.isoformat() == start
    assert (date.end and date.end.isoformat()) == end


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("Tue, 09 Jun 2026 13:00:00 +0500", 5),
        ("Tue, 09 Jun 2026 13:00:00 GMT", 0),
        ("Tue, 09 Jun 2026 13:00:00 UT", 0),
        ("Tue, 09 Jun 2026 13:00:00 EST", -5),
        ("Tue, 09 Jun 2026 13:00:00 PDT", -7),
        ("Tue, 09 Jun 2026 13:00:00 MSK", 3),
        ("09.06.2026 13:00 мск", 3),
        ("2026-06-09T13:00:00Z", 0),
        ("2026-06-09 13:00:00 UTC", 0),
        ("2026-06-09 13:00 UTC+3", 3),
        ("09 Jun 2026 13:00:00", 6),
        ("09 Jun 2026 13:00:00 estimated", 6),
    ],
)
def test_named_zones(text: str, hours: int) -> None:
    """A zone may be a name (RFC 822); where there is none, the outlet's clock counts."""
    moment = read_date(text, timezone(timedelta(hours=6)))
    assert moment is not None
    assert moment.start == datetime(2026, 6, 9, 13, tzinfo=timezone(timedelta(hours=hours)))
