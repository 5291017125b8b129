"""Whose words statements are: from an entity to its statements, from statements to the entities of their speakers."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import exists, select

from otkuda.store.among import SOME, of_some
from otkuda.store.entity_schema import mentions, naming, profiles
from otkuda.store.feed_schema import spoken, summaries
from otkuda.store.schema import attributions, links
from otkuda.store.who import current_id, entity_ids

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement, Connection, Select


def spoken_by(conn: Connection, entity: str) -> Select[int]:
    """Return the numbers of the statements in which some article has an entity speak, but where a person denied that."""
    now = current_id(conn, entity) or ""
    by_name = select(mentions.c.id).join_from(profiles, mentions, mentions.c.profile == profiles.c.key)
    its = by_name.where(profiles.c.entity_id == now).union(select(mentions.c.id).where(mentions.c.id == now)).cte()
    joined = its.join(naming, naming.c.mention_id == its.c.id)
    joined = joined.join(attributions, attributions.c.id == naming.c.attribution_id)
    said = select(spoken.c.number).select_from(joined.join(spoken, spoken.c.attribution == attributions.c.number))
    given = select(summaries.c.number).select_from(
        joined.join(summaries, summaries.c.attribution == attributions.c.number)
    )
    either = said.where(is_last(), ~spoken.c.is_corrected).union(given.where(is_last())).subquery()
    return select(either.c.number)


def speakers_of(conn: Connection, numbers: Sequence[int]) -> dict[int, str]:
    """Return the ids of the entities that speak in statements, by the numbers of these."""
    rows = conn.execute(_speaking(), {SOME: list(numbers)}).all()
    found = entity_ids(conn, {row.mention_id for row in rows})
    return {row.number: found[row.mention_id] for row in rows if row.mention_id in found}


@cache
def _speaking() -> Select[int, str]:
    joined = summaries.join(attributions, attributions.c.number == summaries.c.attribution)
    joined = joined.join(naming, naming.c.attribution_id == attributions.c.id)
    chosen = select(summaries.c.number, naming.c.mention_id).select_from(joined)
    return chosen.where(summaries.c.number.in_(of_some()), is_last())


def speaker_of(conn: Connection, statement_id: str) -> str | None:
    """Return the id of the entity that speaks in a statement; None where no entity is known of it."""
    chosen = select(summaries.c.number).where(summaries.c.statement_id == statement_id)
    return next(iter(speakers_of(conn, conn.execute(chosen).scalars().all()).values()), None)


def is_last() -> ColumnElement[bool]:
    """Is a mention the last link of its chain: the speaker, not one who carried the words?"""
    further = (links.c.attribution_id == naming.c.attribution_id, links.c.position == naming.c.position + 1)
    return ~exists().where(*further)
