"""By which clock the dates of a page are."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from otkuda.article import Clock, from_html
from otkuda.lang.lexicon import rows
from otkuda.lang.zones import zone_of
from otkuda.model import Moment

ALMATY = ZoneInfo("Asia/Almaty")
BODY = f"<p>{'В посёлке Атбасар открыли мост через Ишим. ' * 5}</p>"
FEED = Moment(datetime(2026, 3, 12, 4, 0, tzinfo=UTC))


def published(date: str, url: str | None = None, clock: Clock | None = None) -> str | None:
    """Return the date of a page that shows ``date``."""
    page = f'<h1>Мост открыт</h1><p class="date">{date}</p>{BODY}'
    article = from_html(page, url=url, clock=clock or Clock())
    if article.published is None:
        return None
    end = f"/{article.published_until.isoformat()}" if article.published_until else ""
    return article.published.isoformat() + end


CASES = [
    # Almaty went from UTC+6 to UTC+5 on 1 March 2024.
    ("29.02.2024 23:30", Clock(ALMATY), "2024-02-29T23:30:00+06:00"),
    ("01.03.2024 00:30", Clock(ALMATY), "2024-03-01T00:30:00+05:00"),
    ("12.03.2026", Clock(ALMATY), "2026-03-12T00:00:00+05:00/2026-03-13T00:00:00+05:00"),
    ("12.03.2026 09:00 UTC+3", Clock(ALMATY, FEED), "2026-03-12T09:00:00+03:00"),
    ("12.03.2026 09:00", Clock(), "2026-03-12T09:00:00+00:00"),
    # The feed says 04:00 GMT, so the page's clock is five hours ahead.
    ("12.03.2026 09:00", Clock(None, FEED), "2026-03-12T04:00:00+00:00"),
    ("12.03.2026 09:07", Clock(None, FEED), "2026-03-12T09:07:00+00:00"),
    ("12.03.2026 09:00", Clock(ALMATY, FEED), "2026-03-12T09:00:00+05:00"),
    ("12.03.2026", Clock(None, FEED), "2026-03-12T04:00:00+00:00"),
    ("10.03.2026", Clock(None, FEED), "2026-03-10T00:00:00+00:00/2026-03-11T00:00:00+00:00"),
    # No year, no day.
    ("12.03 · 09:00", Clock(ALMATY, FEED), "2026-03-12T09:00:00+05:00"),
    ("31.12, 23:00", Clock(ALMATY, None, datetime(2026, 1, 2, tzinfo=UTC)), "2025-12-31T23:00:00+05:00"),
    ("5 мая, 09:30", Clock(ALMATY, None, datetime(2026, 5, 6, tzinfo=UTC)), "2026-05-05T09:30:00+05:00"),
    ("вчера, 21:30", Clock(ALMATY, None, datetime(2026, 3, 11, 20, tzinfo=UTC)), "2026-03-11T21:30:00+05:00"),
    ("12.03, 09:00", Clock(), None),
]


@pytest.mark.parametrize(("date", "clock", "expected"), CASES)
def test_what_is_known_beside_the_page(date: str, clock: Clock, expected: str | None) -> None:
    """The outlet's zone, then what its feed says, then UTC."""
    assert published(date, clock=clock) == expected


def test_the_country_of_the_host() -> None:
    """Decides where the outlet's zone is not known; the page may name its own address."""
    assert published("12.03.2026 09:00", "https://www.zarya.kz/1") == "2026-03-12T09:00:00+05:00"
    assert published("12.03.2026 09:00", "https://zarya.ru:8080/1") == "2026-03-12T09:00:00+03:00"
    assert published("12.07.2026 09:00", "https://zarya.co.uk/1") == "2026-07-12T09:00:00+01:00"
    page = f"<link rel=canonical href='https://zarya.uz/1'><h1>Мост</h1><p class=date>12.03.2026 09:00</p>{BODY}"
    article = from_html(page)
    assert article.published is not None
    assert article.published.utcoffset() == timedelta(hours=5)


def test_a_time_counts_before_a_day() -> None:
    """The head of the page gives the day, the page the hour."""
    page = f"<meta name=pubdate content=2026-03-12><h1>Мост</h1><p class=date>12.03.2026 09:00</p>{BODY}"
    article = from_html(page)
    assert article.published == datetime(2026, 3, 12, 9, tzinfo=UTC)


@pytest.mark.parametrize("row", rows("otkuda.lang", "zones.tsv"), ids=lambda row: row[0])
def test_zones_exist(row: tuple[str, str, str]) -> None:
    """Each of the list, and it is that of its example."""
    ending, zone, example = row
    host = example if "." in example else f"zarya.{ending}"
    assert zone_of(f"https://{host}/") == ZoneInfo(zone)


@pytest.mark.parametrize("url", [None, "", "http://[", "https://zarya.example/", "zarya", "file:a.html"])
def test_no_country(url: str | None) -> None:
    """None."""
    assert zone_of(url) is None
