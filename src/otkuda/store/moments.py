"""Datetimes with their zone: an instant in UTC, and beside it how many minutes the zone was ahead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from otkuda.model import Moment
from otkuda.store.columns import instant, microseconds, offset_minutes

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Row


def columns_of(name: str, when: datetime | None) -> dict[str, int | None]:
    """Return the two columns of a datetime: ``name`` and ``name_offset``."""
    return {name: microseconds(when) if when else None, f"{name}_offset": offset_minutes(when)}


def of_columns(name: str, row: Row[Any]) -> datetime | None:
    """Return the datetime that stands in two columns of a row."""
    value = getattr(row, name)
    return None if value is None else instant(value, getattr(row, f"{name}_offset"))


def pair(when: datetime | None) -> list[int | None]:
    """Return the datetime as microseconds and minutes, for JSON."""
    return [microseconds(when), offset_minutes(when)] if when else []


def of_pair(numbers: list[int]) -> datetime | None:
    """Return the datetime of a pair."""
    return instant(*numbers) if numbers else None


def pairs(moment: Moment | None) -> list[list[int | None]] | None:
    """Return the start and the end of a moment, for JSON."""
    return [pair(moment.start), pair(moment.end)] if moment else None


def of_pairs(numbers: list[list[int]] | None) -> Moment | None:
    """Return the moment of two pairs."""
    return Moment(instant(*numbers[0]), of_pair(numbers[1])) if numbers else None
