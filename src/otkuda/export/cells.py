"""Cells as words, for the formats that know no more than words."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from otkuda.export.record import encode

if TYPE_CHECKING:
    from otkuda.export.columns import Cell

BETWEEN = "; "  # the items of a list are written with it between them
_HALVES = re.compile("[\ud800-\udfff]")


def writable(text: str) -> str:
    """Return the text with U+FFFD for each half of a surrogate pair, which no file can hold."""
    return text if text.isascii() else _HALVES.sub("\ufffd", text)


def in_words(cell: Cell) -> str | None:
    """Return a cell as words: an instant in UTC, the items of a list with «; » between them, the rest as JSON.

    >>> in_words(datetime(2026, 3, 11, 10, 5, tzinfo=UTC)), in_words(("А. Рогова", "Б. Ким"))
    ('2026-03-11T10:05:00Z', 'А. Рогова; Б. Ким')
    """
    if cell is None or isinstance(cell, str):
        return cell
    if isinstance(cell, datetime):
        return utc(cell).isoformat().replace("+00:00", "Z")
    if isinstance(cell, tuple):
        return BETWEEN.join(cell)
    return encode(cell).decode().rstrip("\n")


def utc(when: datetime) -> datetime:
    """Return the instant in UTC; where that leads out of the calendar's years 1 to 9999, its own clock."""
    try:
        return when.astimezone(UTC)
    except OverflowError:
        return when.replace(tzinfo=UTC)
