"""How long after one article another was published, as far as both say it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from datetime import timedelta

    from otkuda.model import Carrier

Unit = Literal["day", "hour", "minute"]
_UNITS: tuple[tuple[int, Unit], ...] = ((86_400, "day"), (3_600, "hour"), (60, "minute"))


class Distance(NamedTuple):
    """So many days, hours or minutes later, or earlier; none at all is «at once», or the same day."""

    many: int
    unit: Unit
    is_later: bool = True


def distance(earlier: Carrier, later: Carrier) -> Distance | None:
    """Return how long after the one the other was published; None where one of them does not say."""
    one, other = earlier.article, later.article
    if one.published is None or other.published is None:
        return None
    if one.published_until or other.published_until:
        days = (other.published.date() - one.published.date()).days
        return Distance(abs(days), "day", days >= 0)
    return of_time(other.published - one.published)


def of_time(passed: timedelta) -> Distance:
    """Return a time that passed, in its largest unit.

    >>> from datetime import timedelta
    >>> of_time(timedelta(hours=30)), of_time(timedelta(minutes=-5)).is_later
    (Distance(many=1, unit='day', is_later=True), False)
    """
    seconds = passed.total_seconds()
    parts = ((int(abs(seconds) // size), unit) for size, unit in _UNITS)
    count, unit = next((part for part in parts if part[0]), (0, "minute"))
    return Distance(count, unit, seconds >= 0 or not count)
