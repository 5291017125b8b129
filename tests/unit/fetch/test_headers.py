"""What an answer's headers say of the next request."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otkuda.fetch.headers import LONGEST_WAIT, fresh_for, retry_after

NOW = datetime(2026, 6, 9, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("stated", "seconds"),
    [
        ("", None),
        ("0", 0),
        ("90", 90),
        ("999999999", LONGEST_WAIT),
        ("Tue, 09 Jun 2026 08:02:00 GMT", 120),
        ("Tue, 09 Jun 2026 07:00:00 GMT", 0),
        ("Tue, 09 Jun 2099 07:00:00 GMT", LONGEST_WAIT),
        ("soon", None),
        ("-5", None),
        ("٣", None),
    ],
)
def test_retry_after(stated: str, seconds: float | None) -> None:
    """Seconds or a date, bounded to a day."""
    assert retry_after({"retry-after": stated}, NOW) == seconds


def test_retry_after_by_the_servers_clock() -> None:
    """A server whose clock is wrong is asked again when it meant."""
    stated = {"retry-after": "Mon, 08 Jun 2026 08:01:00 GMT", "date": "Mon, 08 Jun 2026 08:00:00 GMT"}
    assert retry_after(stated, NOW) == 60


@pytest.mark.parametrize(
    ("stated", "seconds"),
    [
        ({}, None),
        ({"cache-control": "public"}, None),
        ({"cache-control": "public, max-age=300"}, 300),
        ({"cache-control": "max-age=300", "age": "100"}, 200),
        ({"cache-control": "max-age=300", "age": "400"}, 0),
        ({"cache-control": "s-maxage=60, Max-Age=300"}, 300),
        ({"cache-control": "s-maxage=60"}, 60),
        ({"cache-control": 'max-age="30"'}, 30),
        ({"cache-control": "max-age=31536000"}, LONGEST_WAIT),
        ({"cache-control": "no-cache, max-age=300"}, 0),
        ({"cache-control": "private, NO-STORE"}, 0),
        ({"expires": "Tue, 09 Jun 2026 08:10:00 GMT"}, 600),
        ({"expires": "0"}, 0),
        ({"expires": "Tue, 09 Jun 2026 08:10:00 GMT", "cache-control": "max-age=5"}, 5),
    ],
)
def test_fresh_for(stated: dict[str, str], seconds: float | None) -> None:
    """By Cache-Control before Expires, less the age, bounded to a day."""
    assert fresh_for(stated, NOW) == seconds


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=60))
def test_any_headers(first: str, second: str, third: str) -> None:
    """Whatever stands there, the wait lies between nothing and a day."""
    for name in ("retry-after", "expires", "cache-control"):
        stated = {name: first, "date": second, "age": third}
        for seconds in (retry_after(stated, NOW), fresh_for(stated, NOW)):
            assert seconds is None or 0 <= seconds <= LONGEST_WAIT
