"""How values of ours stand in columns of a database, without loss: ids, text, instants, structures.

PostgreSQL's text takes neither NUL nor half of a surrogate pair, and SQLite's no such half; both come from hostile
pages. They are written as U+FDD0 (which is no character of any text) and four hexadecimal digits, as is U+FDD0 itself.
"""

from __future__ import annotations

import hashlib
import json
import re
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, Text, TypeDecorator, literal_column

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Dialect

_UNWRITABLE = re.compile("[\x00\ud800-\udfff\ufdd0]")
_WRITTEN = re.compile("\ufdd0([0-9a-f]{4})")
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - the arithmetic below keeps clear of the ends of the calendar
_MICROSECOND = timedelta(microseconds=1)
_FIRST, _LAST = ((day - _EPOCH) // _MICROSECOND for day in (datetime.min, datetime.max))  # noqa: DTZ901


def id_of(*parts: str | int | None) -> str:
    """Return the id of what the parts are the key of: 32 hexadecimal digits of SHA-256.

    >>> id_of("https://zarya.example/1")
    'affef8d83774bdb32ff46beb52a775f1'
    """
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def escape(text: str) -> str:
    r"""Return the text with what no database takes written in hexadecimal.

    >>> escape("а\0б") == "а\ufdd00000б"
    True
    """
    return _UNWRITABLE.sub(lambda match: f"\ufdd0{ord(match.group()):04x}", text)


def unescape(text: str) -> str:
    """Return what ``escape`` was given."""
    return _WRITTEN.sub(lambda match: chr(int(match.group(1), 16)), text) if "\ufdd0" in text else text


def microseconds_of(length: timedelta) -> ColumnElement[int]:
    """Return a length of time as a query has it: no parameter, so that PostgreSQL may group by it."""
    return literal_column(f"({length // _MICROSECOND})", BigInteger)


class Words(TypeDecorator[str]):
    """Any text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Return the text as it is written."""
        return None if value is None else escape(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Return the text as it was given."""
        return None if value is None else unescape(value)


class Instant(TypeDecorator[datetime]):
    """An aware datetime as microseconds since 1970 in UTC; it comes back in UTC."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002
        """Return the microseconds."""
        return None if value is None else microseconds(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Return the datetime."""
        return None if value is None else instant(value)


class Structure(TypeDecorator[Any]):
    """Lists, tuples and mappings of plain values as JSON in ASCII (a NUL is written as an escape there)."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: object, dialect: Dialect) -> str:  # noqa: ARG002
        """Return the JSON."""
        return json.dumps(value, separators=(",", ":"))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ANN401, ARG002
        """Return the lists and mappings."""
        return None if value is None else json.loads(value)


def microseconds(when: datetime) -> int:
    """Return the instant as microseconds since 1970; UTC offsets may lead out of the calendar's years 1 to 9999."""
    offset = when.utcoffset()
    if offset is None:
        raise ValueError(f"a time without a zone: {when}")
    return (when.replace(tzinfo=None) - _EPOCH - offset) // _MICROSECOND


def offset_minutes(when: datetime | None) -> int | None:
    """Return how many minutes the datetime's zone is ahead of UTC."""
    offset = when.utcoffset() if when else None
    return None if offset is None else int(offset / timedelta(minutes=1))


def instant(value: int, minutes: int | None = None) -> datetime:
    """Return the aware datetime of the microseconds, in the zone that is so many minutes ahead of UTC."""
    zone = timezone(timedelta(minutes=minutes)) if minutes else UTC
    local = min(max(value + (minutes or 0) * 60_000_000, _FIRST), _LAST)
    return (_EPOCH + timedelta(microseconds=local)).replace(tzinfo=zone)
