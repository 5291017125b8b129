"""What readers did: read, starred, looked. Theirs, not derived: it stays when statements are made again.

A mark is kept under the id that the statement or story had then, and found under the one that this leads to by now.
A reader is a name; "" is whoever reads where nobody has to tell a name.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import bindparam, delete, exists, or_, select, update

from otkuda.store.among import SOME, among, of_some
from otkuda.store.feed_schema import marks, readers
from otkuda.store.rows import put
from otkuda.store.schema import redirects
from otkuda.store.story_schema import story_redirects

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime

    from sqlalchemy import Column, ColumnElement, CompoundSelect, Connection, Select, Table

LEADS = (redirects, story_redirects)


class Marked(NamedTuple):
    """What a reader did with some statements or stories: the ids of those read, and of those starred."""

    read: frozenset[str]
    starred: frozenset[str]


def mark_read(conn: Connection, reader: str, ids: Iterable[str], when: datetime) -> None:
    """Write that a reader has read statements or stories."""
    put(conn, marks, *({"reader": reader, "id": one, "read": when} for one in dict.fromkeys(ids)))


def mark_unread(conn: Connection, reader: str, ids: Iterable[str]) -> None:
    """Take that back."""
    _take_back(conn, reader, ids, "read")


def star(conn: Connection, reader: str, ids: Iterable[str], when: datetime) -> None:
    """Write that a reader keeps statements or stories in view."""
    put(conn, marks, *({"reader": reader, "id": one, "starred": when} for one in dict.fromkeys(ids)))


def unstar(conn: Connection, reader: str, ids: Iterable[str]) -> None:
    """Take that back."""
    _take_back(conn, reader, ids, "starred")


def _take_back(conn: Connection, reader: str, ids: Iterable[str], what: str) -> None:
    wanted = set(ids)
    its = (marks.c.reader == reader, marks.c.id.in_(wanted | _leading_to(conn, wanted).keys()))
    conn.execute(update(marks).where(*its).values({what: None}))
    conn.execute(delete(marks).where(*its, marks.c.read.is_(None), marks.c.starred.is_(None)))


def look(conn: Connection, reader: str, when: datetime) -> None:
    """Write that a reader has looked at the feed."""
    put(conn, readers, {"reader": reader, "looked": when})


def looked(conn: Connection, reader: str) -> datetime | None:
    """Return when a reader looked at the feed last; None where that was never."""
    return conn.execute(select(readers.c.looked).where(readers.c.reader == reader)).scalar()


def marked(conn: Connection, reader: str, ids: Collection[str]) -> Marked:
    """Return which of some statements or stories a reader has read and starred."""
    home = {one: one for one in ids} | _leading_to(conn, ids)
    rows = conn.execute(_marking(), {SOME: list(home), "whose": reader}).all()
    read = frozenset(home[row.id] for row in rows if row.read)
    return Marked(read, frozenset(home[row.id] for row in rows if row.starred))


@cache
def _marking() -> Select[Any]:
    return select(marks).where(marks.c.reader == bindparam("whose"), marks.c.id.in_(of_some()))


def _leading_to(conn: Connection, ids: Collection[str]) -> dict[str, str]:
    """Return the old ids that lead to some, and where each leads."""
    return {old: new for table in LEADS for old, new in among(conn, table.c.new, set(ids), table.c.old, table.c.new)}


def has_read(reader: str, one: Column[str], leads: Table = redirects) -> ColumnElement[bool]:
    """Return whether a reader has read what has the id of a column; ``leads`` are the redirects of its kind."""
    its = (marks.c.reader == reader, marks.c.read.is_not(None))
    earlier = select(leads.c.old).where(leads.c.new == one).correlate(one.table)
    return or_(exists().where(*its, marks.c.id == one), exists().where(*its, marks.c.id.in_(earlier)))


def starred_by(reader: str, leads: Table = redirects) -> CompoundSelect[str]:
    """Return the ids of what a reader starred, those of then and those that they lead to by now."""
    its = (marks.c.reader == reader, marks.c.starred.is_not(None))
    moved = select(leads.c.new).join_from(marks, leads, leads.c.old == marks.c.id).where(*its)
    return select(marks.c.id).where(*its).union(moved)
