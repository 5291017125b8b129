"""What a query string asks: bounded, and never an error where it asks for what there is not."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.requests import Request

LONGEST = 500  # characters of a value

Asked = dict[str, str]


def asked_of(request: Request) -> Asked:
    """Return the values of a query string that are not empty, the last of each name."""
    values = {name: value.replace("\0", "").strip()[:LONGEST] for name, value in request.query_params.items()}
    return {name: value for name, value in values.items() if value}


def word_of(asked: Asked, name: str, known: Sequence[str]) -> str | None:
    """Return a value that is one of those known; None for any other."""
    return asked.get(name) if asked.get(name) in known else None


def page_of(asked: Asked, many: int, at_once: int) -> int:
    """Return which page of a list of so many is asked for, from 0; the last where there are not so many pages.

    >>> page_of({"page": "1"}, 70, 30), page_of({"page": "99999999"}, 70, 30), page_of({"page": "-1"}, 70, 30)
    (1, 2, 0)
    """
    wanted, last = asked.get("page", ""), max(0, (many - 1) // at_once)
    return min(int(wanted), last) if wanted.isascii() and wanted.isdecimal() else 0


def day_of(asked: Asked, name: str, zone: tzinfo | None = None) -> datetime | None:
    """Return the beginning of a day by a clock, as a form of the browser writes it; None for what is no day.

    >>> day_of({"since": "2026-03-01"}, "since")
    datetime.datetime(2026, 3, 1, 0, 0, tzinfo=datetime.timezone.utc)
    >>> day_of({"since": "soon"}, "since")
    """
    try:
        return datetime.strptime(asked.get(name, ""), "%Y-%m-%d").replace(tzinfo=zone or UTC)
    except ValueError:
        return None
