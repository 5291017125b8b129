"""Whose words statements are: from an entity to its statements, from statements to the entities of their speakers."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import exists, select

from otkuda.store.among import SOME, of_some
from otkuda.store.entity_schema import mentions, naming, profiles
from otkuda.store.feed_schema import spoken, summaries
from otkuda.store.schema import attributions, links
from otkuda.store.who import current_id, entity_ids

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy import ColumnElement, Connection, Select


def spoken_by(conn: Connection, entity: str) -> Select[int]:
    """Return the numbers of the statements in which some article has an entity speak, but where a person denied it."""
    now = current_id(conn, entity) or ""
    by_name = select(mentions.c.id).join_from(profiles, mentions, mentions.c.profile == profiles.c.key)
    its = by_name.where(profiles.c.entity_id == now).union(select(mentions.c.id).where(mentions.c.id == now)).cte()
    joined = its.join(naming, naming.c.mention_id == its.c.id)
    joined = joined.join(attributions, attributions.c.id == naming.c.attribution_id)
    # once, and before what it is joined with: SQLite begins with all statements else
    voiced = select(attributions.c.number).select_from(joined).where(is_last()).cte().prefix_with("MATERIALIZED")
    its_own = select(voiced.c.number)
    said = select(spoken.c.number).where(spoken.c.attribution.in_(its_own), ~spoken.c.is_corrected)
    given = select(summaries.c.number).where(summaries.c.attribution.in_(its_own))
    either = said.union(given).subquery()
    return select(either.c.number)


def speaking_in(conn: Connection, numbers: Collection[int]) -> dict[str, set[int]]:
    """Return in which of some statements each entity speaks, the other way round; also by the ids of its mentions."""
    found: dict[str, set[int]] = {}
    for chosen in _speaking_in_some():
        for number, *ids in conn.execute(chosen, {SOME: list(numbers)}):
            for one in filter(None, ids):
                found.setdefault(one, set()).add(number)
    return found


@cache
def _speaking_in_some() -> tuple[Select[Any], Select[Any]]:
    """Build the queries for whose the words are as articles have it, and as a person gave them."""
    joined = attributions.join(naming, naming.c.attribution_id == attributions.c.id)
    joined = joined.join(mentions, mentions.c.id == naming.c.mention_id)
    joined = joined.join(profiles, profiles.c.key == mentions.c.profile)
    said = joined.join(spoken, spoken.c.attribution == attributions.c.number)
    given = joined.join(summaries, summaries.c.attribution == attributions.c.number)
    shown = (mentions.c.id, profiles.c.entity_id)
    as_read = select(spoken.c.number, *shown).select_from(said).where(is_last(), ~spoken.c.is_corrected)
    as_given = select(summaries.c.number, *shown).select_from(given).where(is_last())
    return as_read.where(spoken.c.number.in_(of_some())), as_given.where(summaries.c.number.in_(of_some()))


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
