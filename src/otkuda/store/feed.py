"""The feed: statements as they come, or those that weigh most, chosen by filters, page by page.

Newest first goes by when the last article that carries a statement was published. By weight, a statement is as good as
one of half a day later with half as many first-hand and independent outlets: that is a sum, written down with the
statement, so that no order changes with the clock. A page goes on after the last that was shown: what arrives meanwhile
stands before it.

Every property that is asked for is a facet: an index gives the statements that have it in the order of the feed. The
rarest that is asked for is gone through, the others are looked up.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sqlalchemy import literal, select, tuple_

from otkuda.errors import InputError
from otkuda.store.columns import instant, microseconds
from otkuda.store.feed_records import Feed, Filter, Item
from otkuda.store.feed_schema import facets, summaries
from otkuda.store.schema import statements
from otkuda.store.summaries import facet_key, summary_of_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Row, Select

MOST = 200  # items of one page
_LAST = re.compile(r"(-?\d{1,18})\.(\d{1,18})")


def feed(conn: Connection, filter: Filter, *, after: str | None = None, limit: int = 30) -> Feed:  # noqa: A002 - what it is
    """Return the statements that a filter lets through, from the one after the cursor ``after`` on.

    InputError for a cursor of something else.
    """
    many = min(max(limit, 1), MOST)
    rows = conn.execute(chosen(filter, after).limit(many + 1)).all()
    order = "weight" if filter.by_weight else "active"
    last = rows[many - 1] if len(rows) > many else None
    cursor = f"{microseconds(getattr(last, order))}.{last.number}" if last else None
    return Feed(tuple(_items(rows[:many])), cursor)


def chosen(filter: Filter, after: str | None) -> Select[Any]:  # noqa: A002 - what it is
    """Return the query for the statements of a filter, in its order."""
    column = facets.c.weight if filter.by_weight else facets.c.active
    joined = facets.join(summaries, summaries.c.number == facets.c.number)
    joined = joined.join(statements, statements.c.id == summaries.c.statement_id)
    shown = (statements.c.speaker, statements.c.text, statements.c.language)
    found = select(summaries, *shown).select_from(joined).where(facets.c.facet == facet_key("statement"))
    if after is not None:
        found = found.where(tuple_(column, facets.c.number) < tuple_(*_place(after)))
    return found.order_by(column.desc(), facets.c.number.desc())


def _place(cursor: str) -> tuple[Any, Any]:
    found = _LAST.fullmatch(cursor)
    if not found:
        raise InputError(f"{cursor[:40]!r} is no cursor of this feed; leave it out to begin again")
    return literal(instant(int(found[1])), facets.c.active.type), literal(int(found[2]))


def _items(rows: Sequence[Row[Any]]) -> list[Item]:
    return [Item(row.statement_id, row.speaker, row.text, row.language, summary_of_row(row)) for row in rows]
