"""What statements speak of, as it is kept: of the earlier ones of a speaker, and of any."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from otkuda.store.feed_schema import matters, summaries
from otkuda.store.grouping import unpacked
from otkuda.store.items import items_of
from otkuda.store.schema import appearances
from otkuda.store.speakers import speakers_of, spoken_by
from otkuda.store.summaries import summary_of_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from otkuda.store.feed_records import Item, Summary

Keys = tuple[frozenset[int], frozenset[int]]  # what is said, and what is around it

EARLIER = 500  # statements of a speaker that are looked at, the last ones
OTHERS = 200  # of anybody


def earlier_matters(conn: Connection, statement_id: str) -> dict[int, Keys]:
    """Return what the speaker of a statement spoke of before, by the numbers of those statements, the last first.

    What is in the same articles was said on the same occasion, and is left out.
    """
    columns = summaries.c
    row = conn.execute(select(columns.number, columns.since).where(columns.statement_id == statement_id)).first()
    speaker = speakers_of(conn, [row.number]).get(row.number) if row else None
    if row is None or speaker is None:
        return {}
    its = spoken_by(conn, speaker).cte()
    joined = its.join(summaries, columns.number == its.c.number).join(matters, matters.c.number == its.c.number)
    before = select(matters).select_from(joined).where(columns.since < row.since)
    before = before.where(columns.statement_id.not_in(_beside(conn, statement_id)))
    rows = conn.execute(before.order_by(columns.since.desc(), columns.number.desc()).limit(EARLIER))
    return {row.number: (unpacked(row.own), unpacked(row.around)) for row in rows}


def _beside(conn: Connection, statement_id: str) -> list[str]:
    """Return the statements in the articles of one, with itself."""
    ours, theirs = appearances.alias("ours"), appearances.alias("theirs")
    joined = ours.join(theirs, ours.c.version_id == theirs.c.version_id)
    chosen = select(theirs.c.statement_id).distinct().select_from(joined)
    return list(conn.execute(chosen.where(ours.c.statement_id == statement_id)).scalars())


def last_matters(conn: Connection) -> list[Keys]:
    """Return what the statements that were made last speak of, whoever speaks."""
    chosen = select(matters.c.own, matters.c.around).order_by(matters.c.number.desc()).limit(OTHERS)
    return [(unpacked(row.own), unpacked(row.around)) for row in conn.execute(chosen)]


def items_with(conn: Connection, numbers: Sequence[int], reader: str = "") -> list[Item]:
    """Return statements as a feed shows them, by their numbers, in this order."""
    rows = {row.number: row for row in conn.execute(select(summaries).where(summaries.c.number.in_(numbers)))}
    return items_of(conn, [rows[one] for one in numbers if one in rows], reader)


def summary_named(conn: Connection, statement_id: str) -> Summary | None:
    """Return the statement with an id in short."""
    row = conn.execute(select(summaries).where(summaries.c.statement_id == statement_id)).first()
    return summary_of_row(row) if row else None
