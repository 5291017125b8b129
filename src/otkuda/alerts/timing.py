"""When a message may go out: at once, after the quiet hours, with the others of its digest; and when it is tried again.

All by a clock that is passed in, in the zone of the watchlist.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from otkuda.errors import WatchError

if TYPE_CHECKING:
    from otkuda.store.watching_records import Watchlist

HOURLY = "hourly"
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=6)
MOST_ASKED = timedelta(days=1)  # that a receiver may ask to wait
MOST = 22  # attempts, over three days; then a message is given up
_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
_DAY = timedelta(days=1)


def time_of(text: str) -> time:
    """Return a time of day. ``WatchError`` for what is none.

    >>> time_of("7:30")
    datetime.time(7, 30)
    """
    found = _TIME.fullmatch(text.strip())
    if not found:
        raise WatchError(f"{text[:20]!r} is no time of day; write 07:30", "time", text[:20])
    return time(int(found[1]), int(found[2]))


def hours_of(text: str) -> tuple[time, time]:
    """Return from when to when is quiet: «22:00-07:00». ``WatchError`` for what are no hours."""
    start, _, end = text.replace("–", "-").partition("-")
    return time_of(start), time_of(end)


def going_out(now: datetime, watched: Watchlist) -> datetime | None:
    """Return when what is told now goes out, together with all that waits for that moment; None for at once."""
    zone = ZoneInfo(watched.zone)
    at = _digest(now, watched.digest, zone) if watched.digest else now
    quiet = after_quiet(at, watched)
    return None if quiet == now else quiet


def after_quiet(when: datetime, watched: Watchlist) -> datetime:
    """Return the moment, or the end of the quiet hours in which it lies."""
    if not watched.quiet:
        return when
    zone = ZoneInfo(watched.zone)
    start, end = hours_of(watched.quiet)
    local = when.astimezone(zone)
    here = local.time()
    is_quiet = start <= here < end if start < end else here >= start or here < end
    if not is_quiet or start == end:
        return when
    return _next(local, end, zone)


def _digest(now: datetime, digest: str, zone: ZoneInfo) -> datetime:
    if digest == HOURLY:
        return now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return _next(now.astimezone(zone), time_of(digest), zone)


def _next(local: datetime, at: time, zone: ZoneInfo) -> datetime:
    """Return the next moment after one at which the clock of a zone shows a time."""
    day = local.date()
    found = datetime.combine(day, at, zone)
    if found <= local:
        found = datetime.combine(day + _DAY, at, zone)
    return found.astimezone(UTC)


def next_attempt(now: datetime, attempts: int, asked: float | None = None) -> datetime | None:
    """Return when a message is tried again that failed so often; None where it is given up.

    ``asked`` is how many seconds the receiver asks to wait.
    """
    if attempts >= MOST:
        return None
    wait = min(FIRST_WAIT * (1 << (attempts - 1)), LONGEST_WAIT)
    return now + max(wait, min(timedelta(seconds=asked or 0.0), MOST_ASKED))
