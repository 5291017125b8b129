"""What the headers of an answer say of the next request: when to ask again, and how long it stays true."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST_WAIT = 86_400.0  # seconds: a source that asks for more is looked at once a day
_DIRECTIVE = re.compile(r"([a-z-]{1,40})\s{0,9}(?:=\s{0,9}\"?([0-9]{1,12})\"?)?", re.IGNORECASE)


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """Return how many seconds the server asks to wait, or None where it does not.

    >>> retry_after({"retry-after": "120"}, datetime(2026, 6, 9, tzinfo=UTC))
    120.0
    """
    stated = headers.get("retry-after", "").strip()
    if re.fullmatch(r"[0-9]{1,12}", stated):
        return _bounded(float(stated))
    until = _date(stated)
    return None if until is None else _bounded((until - (_date(headers.get("date")) or now)).total_seconds())


def fresh_for(headers: Mapping[str, str], now: datetime) -> float | None:
    """Return how many seconds the answer stays true by its own word, or None where it says nothing.

    We are a reader's cache (RFC 9111): ``max-age`` before ``s-maxage`` before ``Expires``, less the age that it came
    with; ``no-cache`` and ``no-store`` are 0.
    """
    stated = dict(_DIRECTIVE.findall(headers.get("cache-control", "").lower()[:1000]))
    if "no-cache" in stated or "no-store" in stated:
        return 0.0
    for name in ("max-age", "s-maxage"):
        if stated.get(name):
            age = headers.get("age", "").strip()
            return _bounded(float(stated[name]) - (float(age) if re.fullmatch(r"[0-9]{1,12}", age) else 0.0))
    if "expires" not in headers:
        return None
    until = _date(headers["expires"])  # «0» and the like: already over
    return 0.0 if until is None else _bounded((until - (_date(headers.get("date")) or now)).total_seconds())


def _bounded(seconds: float) -> float:
    return min(max(seconds, 0.0), LONGEST_WAIT)


def _date(text: str | None) -> datetime | None:
    try:
        found = parsedate_to_datetime((text or "")[:100])
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)  # HTTP's dates are GMT
