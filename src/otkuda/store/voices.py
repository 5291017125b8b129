"""By whom somebody is quoted, and what a list says of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, select

from otkuda.store.entity_schema import mentions, profiles
from otkuda.store.schema import versions

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Select

LATEST = 5_000  # mentions that are looked at for who quotes somebody


class Quoter(NamedTuple):
    """An outlet, and how many of its articles name somebody; without a host where its articles have no address."""

    host: str | None
    outlet: str | None
    articles: int


def quoters_of(conn: Connection, entity: str, limit: int = 20) -> list[Quoter]:
    """Return the outlets whose articles name an entity most, by the latest of its mentions."""
    its = _articles(entity).cte("naming_it")
    columns = versions.c
    count = func.count().label("articles")
    name = func.max(columns.outlet).label("outlet")
    key = func.coalesce(columns.host, columns.outlet_key).label("key")
    chosen = select(func.max(columns.host).label("host"), name, count).join_from(
        its, versions, columns.article_id == its.c.article_id
    )
    rows = conn.execute(chosen.where(columns.is_latest).group_by(key).order_by(count.desc(), key).limit(limit))
    return [Quoter(row.host, row.outlet, row.articles) for row in rows]


def _articles(entity: str) -> Select[str]:
    """The articles that name an entity, the latest of them."""
    joined = mentions.join(profiles, profiles.c.key == mentions.c.profile)
    chosen = select(mentions.c.article_id).select_from(joined).where(profiles.c.entity_id == entity)
    latest = chosen.order_by(mentions.c.dated.desc(), mentions.c.id).limit(LATEST).subquery()
    return select(latest.c.article_id).distinct()


class Known(NamedTuple):
    """What a list says of an entity: as what it is named most, and when it was named last."""

    role: str | None
    organization: str | None
    last: datetime | None


def known_of(conn: Connection, entities: Sequence[str]) -> dict[str, Known]:
    """Return what a list says of entities."""
    columns = profiles.c
    last = select(func.max(mentions.c.dated)).where(mentions.c.profile == columns.key).scalar_subquery()
    shown = (columns.entity_id, columns.role, columns.organization, columns.mentions, last.label("last"))
    rows = conn.execute(select(*shown).where(columns.entity_id.in_(entities)).order_by(columns.mentions, columns.key))
    found: dict[str, Known] = {}
    for row in rows:  # the commonest last
        before = found.get(row.entity_id, Known(None, None, None))
        role, organization = (row.role, row.organization) if row.role or row.organization else before[:2]
        dates = [one for one in (before.last, row.last) if one]
        found[row.entity_id] = Known(role, organization, max(dates, default=None))
    return found
