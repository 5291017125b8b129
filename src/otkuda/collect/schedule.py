"""When to ask again. Pure: times in, times out; the clock is an argument.

A source is asked in the rhythm in which it publishes: a busy one every two minutes, so that an entry is seen within
three, a quiet one a few times between two of its entries. What the server asks for (Retry-After, Cache-Control) only
makes it later, never sooner.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

BUSIEST = timedelta(minutes=2)
QUIETEST = timedelta(hours=1)
SILENT = timedelta(hours=6)  # for what has not published for a month
BUSY_GAP = timedelta(hours=2)
LOOKS_A_GAP = 8
LONGEST_WAIT = timedelta(days=1)
# How long after an article was first kept it is looked at again.
LOOKS = (
    timedelta(minutes=10),
    timedelta(minutes=30),
    timedelta(hours=1),
    timedelta(hours=6),
    timedelta(hours=24),
    timedelta(days=7),
    timedelta(days=30),
)
# How long to wait after the first, second, … failure to fetch an article; after the last one it is given up.
RETRIES = (timedelta(minutes=2), timedelta(minutes=15), timedelta(hours=1), timedelta(hours=6), timedelta(hours=24))
_RECENT = 10  # entries that tell the rhythm


def poll_interval(published: Iterable[datetime], now: datetime) -> timedelta:
    """Return how long to wait between two looks at a source whose entries were published then.

    The time since the last entry counts as a gap too, so that a source that falls silent is asked less often.

    >>> now = datetime.fromisoformat("2026-03-11T12:00:00+05:00")
    >>> poll_interval([now - timedelta(minutes=20 * n) for n in range(10)], now)
    datetime.timedelta(seconds=120)
    >>> poll_interval([now - timedelta(days=n) for n in range(10)], now)
    datetime.timedelta(seconds=3600)
    """
    times = sorted((time for time in published if time <= now), reverse=True)[:_RECENT]
    if not times:
        return QUIETEST
    gaps = [(later - earlier).total_seconds() for later, earlier in pairwise(times)]
    usual = timedelta(seconds=median(gaps)) if gaps else QUIETEST * LOOKS_A_GAP
    silence = now - times[0]
    if max(usual, silence / LOOKS_A_GAP) <= BUSY_GAP:
        return BUSIEST
    if silence > timedelta(days=30):
        return SILENT
    return min(max(max(usual, silence) / LOOKS_A_GAP, BUSIEST), QUIETEST)


def next_poll(now: datetime, interval: timedelta, *, failures: int = 0, asked: float | None = None) -> datetime:
    """Return when to ask a source again, after ``failures`` in a row; ``asked`` is the server's wish in seconds."""
    wait = interval * float(2 ** min(failures, 12))
    wait = min(wait, max(SILENT, interval))
    return now + max(wait, timedelta(seconds=min(asked or 0, LONGEST_WAIT.total_seconds())))


def next_look(kept: datetime, now: datetime, looks: int) -> tuple[datetime, int] | None:
    """Return when to look at an article again and which look that is, or None after the last.

    ``looks`` are done. Looks that were slept through are left out but for the last of them, which is due at once.

    >>> kept = datetime.fromisoformat("2026-03-11T12:00:00+05:00")
    >>> next_look(kept, kept, 0)[0].time().isoformat()
    '12:10:00'
    >>> next_look(kept, kept + timedelta(days=40), 7) is None
    True
    """
    left = [(kept + after, number) for number, after in enumerate(LOOKS, 1) if number > looks]
    coming = [(when, number) for when, number in left if when > now]
    missed = [number for when, number in left if when <= now]
    if missed:
        return now, missed[-1]
    return coming[0] if coming else None


def next_try(now: datetime, attempts: int, *, asked: float | None = None) -> datetime | None:
    """Return when to try an article again that could not be fetched ``attempts`` times, or None to give it up."""
    if attempts > len(RETRIES):
        return None
    return now + max(RETRIES[attempts - 1], timedelta(seconds=min(asked or 0, LONGEST_WAIT.total_seconds())))
