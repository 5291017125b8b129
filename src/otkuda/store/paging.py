"""Pages of what is in a feed, statements or stories alike: one query of properties in an order, from a place on.

Most of what can be asked for is a facet: an index gives what has it in the order of the feed. The rarest that is asked
for is gone through, the others are looked up. What is found at once (by words, speaker, stars) is put in order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import exists, intersect, literal, select, tuple_

from otkuda.errors import CursorError
from otkuda.store.columns import instant, microseconds
from otkuda.store.matching import full_text
from otkuda.store.summaries import facet_key

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import ColumnElement, Connection, Row, Select, Table
    from sqlalchemy.sql.selectable import NamedFromClause

    from otkuda.store.feed_records import Filter
    from otkuda.store.matching import Sought

MOST = 500  # items of one page
MANY = 5_000  # hits of words that are not looked up one by one
ALL = facet_key("all")  # what every row has
_LAST = re.compile(r"(-?\d{1,18})\.(\d{1,18})")


@dataclass(slots=True)
class Asked:
    """What is asked of a feed: facets, the rarest first; selects of numbers; words; what is looked at in each row."""

    facets: list[int]
    found: list[Select[int]] = field(default_factory=list)
    conditions: list[ColumnElement[bool]] = field(default_factory=list)
    common: list[Callable[[ColumnElement[int]], ColumnElement[bool]]] = field(default_factory=list)

    def put_words(self, conn: Connection, sought: Sought, of: Select[Any]) -> None:
        """Ask for words. ``of`` gives the number of each row of their index, and that of what it belongs to."""
        hits = select(full_text(conn).matching(sought).cte().prefix_with("MATERIALIZED").c.number)
        self.put(hits, of, is_common=len(full_text(conn).last(conn, sought, MANY)) == MANY)

    def put(self, hits: Select[int], of: Select[Any], *, is_common: bool) -> None:
        """Ask for what has any of the hits. ``of`` gives the number of each hit, and that of what it belongs to.

        What few have is found at once. Of what many have, only so many are looked up as fill a page.
        """
        row, number = of.selected_columns
        if is_common:
            its = of.where((row + 0).in_(hits))  # a sum has no index: SQLite would go through all hits in each row
            self.common.append(lambda of_row: exists(its.with_only_columns(row).where(number == of_row)))
        else:
            self.found.append(of.where(row.in_(hits)).with_only_columns(number).distinct())


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where one kind of items stands: its rows in short, and their facets."""

    rows: NamedFromClause
    facets: Table

    def chosen(self, asked: Asked, wanted: Filter, after: str | None = None) -> Select[Any]:
        """Return the query for the rows that are asked for, in the order of the filter."""
        first, *others = asked.facets
        conditions = [*asked.conditions, *(has(self.rows.c.number) for has in asked.common)]
        if asked.found:
            hits = intersect(*asked.found) if asked.found[1:] else asked.found[0]
            numbers = hits.cte().prefix_with("MATERIALIZED")
            joined = numbers.join(self.rows, numbers.c.number == self.rows.c.number)
            by, others = self.rows, [one for one in asked.facets if one != ALL]
        else:
            joined = self.facets.join(self.rows, self.facets.c.number == self.rows.c.number)
            by, conditions = self.facets, [*conditions, self.facets.c.facet == first]
        column = by.c[order_of(wanted)]
        if wanted.since is not None:
            conditions.append(by.c.active >= wanted.since)
        if wanted.until is not None:
            conditions.append(by.c.active < wanted.until)
        if wanted.came is not None:
            conditions.append(self.rows.c.last_seen >= wanted.came)
        if after is not None:
            conditions.append(tuple_(column, by.c.number) < tuple_(*self._place(after)))
        chosen = select(self.rows).select_from(joined).where(*conditions, *map(self.has, others))
        return chosen.order_by(column.desc(), by.c.number.desc())

    def has(self, facet: int) -> ColumnElement[bool]:
        """Return whether a row has a facet."""
        other = self.facets.alias("other").c
        has = (other.facet == facet, other.active == self.rows.c.active, other.number == self.rows.c.number)
        return exists().where(*has)

    def _place(self, cursor: str) -> tuple[Any, Any]:
        found = _LAST.fullmatch(cursor)
        if not found:
            raise CursorError(cursor)
        return literal(instant(int(found[1])), self.rows.c.active.type), literal(int(found[2]))


def order_of(wanted: Filter) -> str:
    """Return by which column a filter orders."""
    return "weight" if wanted.by_weight else "active"


def page(
    conn: Connection,
    chosen: Select[Any],
    wanted: Filter,
    limit: int,
) -> tuple[Sequence[Row[Any]], str | None]:
    """Return the rows of one page, and the cursor of the next."""
    many = min(max(limit, 1), MOST)
    rows = conn.execute(chosen.limit(many + 1)).all()
    last = rows[many - 1] if len(rows) > many else None
    return rows[:many], f"{microseconds(getattr(last, order_of(wanted)))}.{last.number}" if last else None
