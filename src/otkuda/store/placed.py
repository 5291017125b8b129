"""Where what was said in an article belongs: the statement that it is of, and who speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from otkuda.store.feed_schema import spoken, summaries
from otkuda.store.schema import attributions, links
from otkuda.store.who import entities_named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection


class Placed(NamedTuple):
    """The place of an attribution in its article, and, where they are known, its statement and its speaker's entity.

    ``articles``, ``outlets`` and ``differing`` count those that carry the statement.
    """

    position: int
    speaker: str | None = None
    statement: str | None = None
    articles: int = 0
    outlets: int = 0
    differing: int = 0


def placed(conn: Connection, attribution_ids: Sequence[str]) -> dict[str, Placed]:
    """Return for each of some attributions where it belongs."""
    said, short = attributions.c, summaries.c
    joined = attributions.outerjoin(spoken, spoken.c.attribution == said.number)
    joined = joined.outerjoin(summaries, short.number == spoken.c.number)
    shown = (said.id, said.position, short.statement_id, short.articles, short.outlets, short.differing)
    rows = conn.execute(select(*shown).select_from(joined).where(said.id.in_(attribution_ids))).all()
    speakers = speakers_in(conn, attribution_ids)
    return {
        row.id: Placed(
            row.position,
            speakers.get(row.id),
            row.statement_id,
            row.articles or 0,
            row.outlets or 0,
            row.differing or 0,
        )
        for row in rows
    }


def speakers_in(conn: Connection, attribution_ids: Sequence[str]) -> dict[str, str]:
    """Return for each of some attributions the id of the entity at the end of its chain."""
    columns = links.c
    rows = conn.execute(
        select(columns.attribution_id, columns.position).where(columns.attribution_id.in_(attribution_ids))
    )
    last: dict[str, int] = {}
    for one, position in rows:
        last[one] = max(position, last.get(one, 0))
    named = entities_named(conn, attribution_ids)
    return {one: named[one, position] for one, position in last.items() if (one, position) in named}
