"""Cursors as they are handed out: places in a list, closed, so that nobody counts on what is in them."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import TYPE_CHECKING, TypeVar

from otkuda.archive.records import Listed
from otkuda.errors import CursorError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from otkuda.archive.wanted import Paged

T = TypeVar("T")


def closed(place: str | None) -> str | None:
    """Return the cursor of a place.

    >>> opened(closed("1741687200000000.12"))
    '1741687200000000.12'
    """
    return None if place is None else urlsafe_b64encode(place.encode()).decode().rstrip("=")


def opened(cursor: str | None) -> str | None:
    """Return the place of a cursor. CursorError for what is none."""
    if cursor is None:
        return None
    try:
        return urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
    except ValueError as error:
        raise CursorError(cursor) from error


def page(found: Sequence[T], wanted: Paged, key: Callable[[T], str]) -> Listed[T]:
    """Return a page of what is all at hand; ``key`` names each item, so that one knows where the next page begins."""
    after = opened(wanted.cursor)
    start = 0
    if after is not None:
        start = next((at + 1 for at, one in enumerate(found) if key(one) == after), 0)
        if not start:
            raise CursorError(wanted.cursor or "")
    items = tuple(found[start : start + wanted.limit])
    is_last = start + wanted.limit >= len(found)
    return Listed(items, None if is_last else closed(key(items[-1])))
