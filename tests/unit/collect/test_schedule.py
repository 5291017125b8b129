"""When to ask again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otkuda.collect.schedule import BUSIEST, LOOKS, SILENT, next_look, next_poll, next_try, poll_interval

NOW = datetime(2026, 3, 11, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("gap", "expected"),
    [
        (timedelta(minutes=1), BUSIEST),
        (timedelta(minutes=20), BUSIEST),
        (timedelta(hours=2), BUSIEST),
        (timedelta(hours=4), timedelta(minutes=30)),
        (timedelta(days=2), timedelta(hours=1)),
    ],
)
def test_rhythm(gap: timedelta, expected: timedelta) -> None:
    """A busy source every two minutes, a quiet one several times between two entries, at least hourly."""
    assert poll_interval([NOW - gap * number for number in range(20)], NOW) == expected


def test_a_source_that_falls_silent() -> None:
    """Asked less and less, but never less than every six hours."""
    intervals = [
        poll_interval([NOW - days - timedelta(minutes=5) * n for n in range(9)], NOW)
        for days in map(timedelta, (0, 1, 3, 40))
    ]
    assert intervals == sorted(intervals)
    assert intervals[0] == BUSIEST
    assert intervals[-1] == SILENT


@given(st.lists(st.datetimes(timezones=st.just(UTC)), max_size=30))
def test_interval_is_bounded(times: list[datetime]) -> None:
    """Whatever dates a feed states, also of the future."""
    assert BUSIEST <= poll_interval(times, NOW) <= SILENT


def test_failures_and_wishes() -> None:
    """Each failure doubles the wait, up to six hours; the server's wish is obeyed, up to a day."""
    waits = [next_poll(NOW, BUSIEST, failures=number) - NOW for number in range(12)]
    assert waits[:3] == [BUSIEST, 2 * BUSIEST, 4 * BUSIEST]
    assert waits[-1] == SILENT
    assert next_poll(NOW, BUSIEST, asked=600) - NOW == timedelta(minutes=10)
    assert next_poll(NOW, BUSIEST, asked=10**9) - NOW == timedelta(days=1)
    assert next_poll(NOW, timedelta(hours=1), asked=60) - NOW == timedelta(hours=1)


def test_looks() -> None:
    """After 10 and 30 minutes, 1, 6 and 24 hours, 7 and 30 days; then no more."""
    seen, now, looks = [], NOW, 0
    while look := next_look(NOW, now, looks):
        now, looks = look
        seen.append(now - NOW)
    assert tuple(seen) == LOOKS


def test_looks_slept_through() -> None:
    """After a day's sleep one look is due at once, not five."""
    later = NOW + timedelta(hours=30)
    assert next_look(NOW, later, 0) == (later, 5)
    assert next_look(NOW, later, 5) == (NOW + timedelta(days=7), 6)


def test_tries() -> None:
    """Five more tries, each later; then it is given up."""
    waits = [next_try(NOW, attempts) for attempts in range(1, 7)]
    assert waits[-1] is None
    assert waits[:-1] == sorted(filter(None, waits))
    assert next_try(NOW, 1, asked=3600) == NOW + timedelta(hours=1)
