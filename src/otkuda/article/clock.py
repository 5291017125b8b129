"""When a page's dates were, though it seldom says by which clock: «12 марта 2026, 09:00», «11.03, 11:30», «вчера».

What is known beside the page decides, in this order: the outlet's zone, the country at the end of the host's name,
the feed that lists the article. Where none is known a time counts as UTC.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, NamedTuple

from otkuda.lang.zones import zone_of
from otkuda.text.dates import read_date

if TYPE_CHECKING:
    from datetime import tzinfo

    from otkuda.model import Moment

_OTHER = timezone(timedelta(hours=1))  # a time with an offset of its own is the same in every zone
_STEP = timedelta(minutes=15)  # zones differ by quarters of an hour
_DAY = timedelta(days=1)
_WIDEST = timedelta(hours=14)


class Clock(NamedTuple):
    """What is known of the time beside the page.

    ``zone`` is the outlet's, ``listed`` when its feed says that the article appeared, ``seen`` when the page was.
    """

    zone: tzinfo | None = None
    listed: Moment | None = None
    seen: datetime | None = None

    def at(self, url: str | None) -> Clock:
        """Return the clock with the zone of the address's country, where no other is known."""
        return self if self.zone else self._replace(zone=zone_of(url))

    def read(self, text: str | None) -> Moment | None:
        """Return the first date in ``text``.

        >>> Clock(seen=datetime(2026, 3, 12, tzinfo=UTC)).read("11.03 · 11:30").start.isoformat()
        '2026-03-11T11:30:00+00:00'
        """
        near = self.listed.start if self.listed else self.seen
        date = read_date(text, self.zone or UTC, near)
        if date is None or self.listed is None or (date.end is None and self.zone):
            return date
        if date == read_date(text, _OTHER, near):
            return date  # it states its offset
        nights = (near + step for step in (timedelta(0), _DAY, -_DAY) if near)  # whose «today» it is
        readings = (read_date(text, self.zone or UTC, night) for night in nights)
        return self.listed if any(one and _is_same_clock(one, self.listed) for one in readings) else date


UNKNOWN = Clock()


def _is_same_clock(local: Moment, listed: Moment) -> bool:
    """Tell whether the feed says the same more closely: 09:00 on the page, 04:00 GMT in the feed; a day, a time."""
    shift = local.start - listed.start
    if listed.end or abs(shift) > _WIDEST + (local.end or local.start) - local.start:
        return False
    return local.end is not None or not shift % _STEP
