"""Who is who: entities by id, by name, by attribution; their articles; where an old id leads."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import and_, func, or_, select

from otkuda.store.among import SOME, of_some, slices
from otkuda.store.entities import get_entities, get_mentions
from otkuda.store.entity_records import StoredEntity, StoredMention
from otkuda.store.entity_schema import (
    anchors,
    entities,
    entity_redirects,
    judgements,
    mentions,
    naming,
    profiles,
    publishers,
)
from otkuda.store.rows import record
from otkuda.store.schema import articles, versions

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Connection, Select

MOST_LEADS = 100  # redirects that are followed


class InArticle(NamedTuple):
    """An article that names somebody: its address, headline, outlet and date, and the mention."""

    url: str | None
    headline: str | None
    outlet: str | None
    dated: datetime
    mention: StoredMention


class Wanted(NamedTuple):
    """Which entities: words of a name, a type, only open ones; at most so many, after the one of so many mentions."""

    words: tuple[str, ...] = ()
    type: str | None = None
    is_open: bool = False
    limit: int = 20
    after: tuple[int, str] | None = None


def list_entities(conn: Connection, wanted: Wanted) -> list[StoredEntity]:
    """Return the entities that have all the words in their names, those with most mentions first."""
    columns = entities.c
    chosen = select(entities).where(*(columns.words.contains(word, autoescape=True) for word in wanted.words))
    if wanted.type:
        chosen = chosen.where(columns.type == wanted.type)
    if wanted.is_open:
        chosen = chosen.where(columns.is_open)
    if wanted.after:
        mentions, last = wanted.after
        chosen = chosen.where(or_(columns.mentions < mentions, and_(columns.mentions == mentions, columns.id > last)))
    rows = conn.execute(chosen.order_by(columns.mentions.desc(), columns.id).limit(wanted.limit))
    return [record(StoredEntity, row) for row in rows]


def known_names(conn: Connection, limit: int) -> frozenset[str]:
    """Return the words of the names that are named most, in small letters."""
    columns = entities.c
    chosen = select(columns.words).order_by(columns.mentions.desc(), columns.id).limit(limit)
    return frozenset(word for words in conn.execute(chosen).scalars() for word in words.split())


def entity_ids(conn: Connection, mention_ids: Iterable[str]) -> dict[str, str]:
    """Return for each mention the id of its entity: that of all its mentions, or its own where its name stays open."""
    return {
        mention: mention if is_apart else entity
        for some in slices(mention_ids)
        for mention, entity, is_apart in conn.execute(_entities_of_some(), {SOME: some})
    }


@cache
def _entities_of_some() -> Select[str, str, bool]:
    joined = mentions.join(profiles, profiles.c.key == mentions.c.profile)
    chosen = select(mentions.c.id, profiles.c.entity_id, profiles.c.is_apart).select_from(joined)
    return chosen.where(mentions.c.id.in_(of_some()))


def current_id(conn: Connection, identity: str) -> str | None:
    """Return the id of the entity that an id leads to, however old; None where all that led to it is gone."""
    for _ in range(MOST_LEADS):
        found = entity_ids(conn, [identity])
        if found:
            return found[identity]
        to = conn.execute(select(entity_redirects.c.mention_id).where(entity_redirects.c.id == identity)).scalar()
        if to is None:
            return None
        identity = to
    return None


def entities_named(conn: Connection, attribution_ids: Iterable[str]) -> dict[tuple[str, int], str]:
    """Return for each link of some attributions, by its place in the chain, the id of its entity."""
    columns = naming.c
    chosen = select(columns.attribution_id, columns.position, columns.mention_id)
    named = [
        tuple(row)
        for some in slices(attribution_ids)
        for row in conn.execute(chosen.where(columns.attribution_id.in_(some)))
    ]
    found = entity_ids(conn, {mention for _, _, mention in named})
    return {(one, position): found[mention] for one, position, mention in named if mention in found}


def entities_publishing(conn: Connection, version_ids: Iterable[str]) -> dict[str, str]:
    """Return for each version the id of its outlet."""
    chosen = select(publishers.c.version_id, publishers.c.mention_id)
    of = {
        version: mention
        for some in slices(version_ids)
        for version, mention in conn.execute(chosen.where(publishers.c.version_id.in_(some)))
    }
    found = entity_ids(conn, of.values())
    return {version: found[mention] for version, mention in of.items() if mention in found}


def mentions_of(
    conn: Connection, entity_id: str, limit: int | None = None, *, newest: bool = False
) -> list[StoredMention]:
    """Return the mentions of an entity, the earliest first, or the newest; of an open name all.

    An open name may be that of several.
    """
    columns = mentions.c
    order = (columns.dated.desc(), columns.id) if newest else (columns.dated, columns.id)
    joined = mentions.join(profiles, profiles.c.key == columns.profile)
    chosen = select(mentions).select_from(joined).where(profiles.c.entity_id == entity_id)
    rows = conn.execute(chosen.order_by(columns.dated.is_(None), *order).limit(limit))
    found = [record(StoredMention, row) for row in rows]
    return found or get_mentions(conn, [entity_id])


def articles_naming(conn: Connection, found: list[StoredMention]) -> list[InArticle]:
    """Return where mentions stand, in their order; those that a person gave stand nowhere."""
    columns = versions.c
    joined = versions.join(articles, articles.c.id == columns.article_id)
    chosen = select(columns.article_id, articles.c.url, columns.headline, columns.outlet, columns.dated).select_from(
        joined
    )
    rows = {
        row.article_id: row
        for some in slices({one.article_id for one in found})
        for row in conn.execute(chosen.where(columns.is_latest, columns.article_id.in_(some)))
    }
    return [InArticle(*rows[one.article_id][1:], one) for one in found if one.article_id in rows]


def how_many_entities(conn: Connection) -> int:
    """Return how many entities there are."""
    return conn.execute(select(func.count()).select_from(entities)).scalar_one()


def get_entity(conn: Connection, identity: str) -> StoredEntity | None:
    """Return the entity with this id, or one of whose mentions it is; None where there is none."""
    now = current_id(conn, identity)
    if now is None:
        return None
    entity = get_entities(conn, [now]).get(now)
    if entity is None:  # one mention of an open name
        (mention,) = get_mentions(conn, [now])
        group = conn.execute(select(profiles.c.entity_id).where(profiles.c.key == mention.profile)).scalar_one()
        entity = get_entities(conn, [group])[group]
    return entity


def article_url(conn: Connection, article_id: str) -> str | None:
    """Return the address of an article; None for one without."""
    return conn.execute(select(articles.c.url).where(articles.c.id == article_id)).scalar()


def wikidata_of(conn: Connection, mention_ids: Iterable[str]) -> tuple[str, ...]:
    """Return the Wikidata ids that a person gave to any of some mentions."""
    joined = judgements.join(anchors, anchors.c.judgement_id == judgements.c.id)
    chosen = select(judgements.c.wikidata).distinct().select_from(joined).where(judgements.c.wikidata.is_not(None))
    found = {
        one
        for some in slices(mention_ids)
        for one in conn.execute(chosen.where(anchors.c.mention_id.in_(some))).scalars()
    }
    return tuple(sorted(found))
