"""What an outlet published, by its name or its host: article by article, and day by day."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import BigInteger, func, literal, or_, select, tuple_, type_coerce

from otkuda.errors import CursorError
from otkuda.store.columns import instant, microseconds, microseconds_of
from otkuda.store.readings import outlet_key
from otkuda.store.schema import versions

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection

DAY = 86_400_000_000  # microseconds
_LAST = re.compile(r"(-?\d{1,18})\.(\d{1,18})")


class Published(NamedTuple):
    """An article as a list shows it."""

    article_id: str
    headline: str | None
    url: str | None
    language: str | None
    dated: datetime


class Called(NamedTuple):
    """An outlet's name and host, as its last article has them."""

    name: str | None
    host: str | None


def called(conn: Connection, outlet: str) -> Called | None:
    """Return what an outlet is called; None where nothing is kept of it."""
    columns = versions.c
    chosen = select(columns.outlet, columns.host).where(*_of(outlet)).order_by(columns.dated.desc()).limit(1)
    row = conn.execute(chosen).first()
    return Called(row.outlet, row.host) if row else None


def published_by(
    conn: Connection, outlet: str, *, after: str | None = None, limit: int = 30
) -> tuple[list[Published], str | None]:
    """Return the articles of an outlet, the newest first, and the cursor of the next page. CursorError for another."""
    columns = versions.c
    shown = (columns.article_id, columns.headline, columns.url, columns.language, columns.dated)
    chosen = select(*shown, columns.number).where(*_of(outlet))
    if after is not None:
        place = _LAST.fullmatch(after)
        if not place:
            raise CursorError(after)
        last = (literal(instant(int(place[1])), columns.dated.type), literal(int(place[2])))
        chosen = chosen.where(tuple_(columns.dated, columns.number) < tuple_(*last))
    rows = conn.execute(chosen.order_by(columns.dated.desc(), columns.number.desc()).limit(limit + 1)).all()
    cursor = f"{microseconds(rows[limit - 1].dated)}.{rows[limit - 1].number}" if len(rows) > limit else None
    return [Published(*row[:-1]) for row in rows[:limit]], cursor


def days_of(conn: Connection, outlet: str, ahead: timedelta = timedelta()) -> dict[datetime, int]:
    """Return how many articles an outlet published on each day on which it did, by a clock so far ``ahead`` of UTC."""
    moment = type_coerce(versions.c.dated, BigInteger) + microseconds_of(ahead)
    day = (moment // DAY).label("day")
    rows = conn.execute(select(day, func.count()).where(*_of(outlet)).group_by(day).order_by(day))
    return {instant(start * DAY): many for start, many in rows}


def _of(outlet: str) -> tuple[ColumnElement[bool], ...]:
    columns, host = versions.c, outlet.lower().removeprefix("www.")
    return or_(columns.outlet_key == outlet_key(outlet), columns.host == host), columns.is_latest
