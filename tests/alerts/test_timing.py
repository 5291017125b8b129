"""When messages go out: quiet hours over midnight and over a change of clocks, digests, ever longer waits."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from otkuda.alerts.timing import MOST, after_quiet, going_out, hours_of, next_attempt
from otkuda.errors import InputError
from otkuda.store.watching_records import Watchlist

NOON = datetime(2026, 3, 11, 12, tzinfo=UTC)


def watched(zone: str = "Asia/Almaty", quiet: str | None = None, digest: str | None = None) -> Watchlist:
    """A watchlist with these hours."""
    return Watchlist("w", "w", NOON, NOON, quiet=quiet, digest=digest, zone=zone)


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("2026-03-11T21:59:59+05:00", "2026-03-11T21:59:59+05:00"),
        ("2026-03-11T22:00:00+05:00", "2026-03-12T07:00:00+05:00"),
        ("2026-03-12T03:00:00+05:00", "2026-03-12T07:00:00+05:00"),
        ("2026-03-12T07:00:00+05:00", "2026-03-12T07:00:00+05:00"),
    ],
)
def test_quiet_over_midnight(now: str, then: str) -> None:
    """From ten in the evening to seven, by the clock of the reader."""
    found = after_quiet(datetime.fromisoformat(now), watched(quiet="22:00-07:00"))
    assert found == datetime.fromisoformat(then)


def test_quiet_in_the_day() -> None:
    """Hours that begin and end on one day."""
    assert after_quiet(NOON, watched("UTC", "11:00-13:00")) == NOON + timedelta(hours=1)
    assert after_quiet(NOON, watched("UTC", "13:00-14:00")) == NOON


def test_clocks_that_change() -> None:
    """Seven in the morning is seven in the morning, though the night was an hour shorter."""
    night = datetime.fromisoformat("2026-03-29T00:30:00+01:00")
    assert after_quiet(night, watched("Europe/Berlin", "22:00-07:00")).isoformat() == "2026-03-29T05:00:00+00:00"


def test_digests() -> None:
    """Each hour, each day; what falls into quiet hours waits for their end; else at once."""
    assert going_out(NOON, watched()) is None
    assert going_out(NOON, watched(digest="hourly")) == NOON + timedelta(hours=1)
    assert going_out(NOON, watched("UTC", digest="12:00")) == NOON + timedelta(days=1)
    assert going_out(NOON, watched("UTC", "12:30-14:00", "hourly")) == NOON + timedelta(hours=2)


def test_waits() -> None:
    """Twice as long each time, up to six hours, or what is asked for within a day; then never."""
    waits = [due - NOON for number in range(1, MOST) if (due := next_attempt(NOON, number))]
    assert waits[:3] == [timedelta(seconds=30), timedelta(seconds=60), timedelta(seconds=120)]
    assert waits[-1] == timedelta(hours=6)
    assert timedelta(days=2) < sum(waits, timedelta()) < timedelta(days=4)
    assert next_attempt(NOON, MOST) is None
    assert next_attempt(NOON, 1, 300.0) == NOON + timedelta(minutes=5)
    assert next_attempt(NOON, 1, 1e9) == NOON + timedelta(days=1)


@pytest.mark.parametrize("text", ["", "22", "22:00", "25:00-07:00", "22:00-07:60", "abc-def", "1:1-2:2"])
def test_no_hours(text: str) -> None:
    """One line says how to write them."""
    with pytest.raises(InputError, match="write 07:30"):
        hours_of(text)
