"""What is to be resolved: articles whose readings changed, marked as they are written; all, where the rules did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select

from otkuda.store.among import among, remove_among
from otkuda.store.entity_schema import (
    judgements,
    profiles,
    resolving,
    stale_profiles,
    unresolved,
)
from otkuda.store.rows import put, put_new
from otkuda.store.schema import articles

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sqlalchemy import Connection


def mark_unresolved(conn: Connection, article_ids: Iterable[str]) -> None:
    """Mark articles: whom they name is to be looked at again."""
    put_new(conn, unresolved, *({"article_id": one} for one in dict.fromkeys(article_ids)))


def unresolved_articles(conn: Connection, most: int) -> list[str]:
    """Return the marked articles, at most so many, in the order of their ids."""
    columns = unresolved.c
    return list(conn.execute(select(columns.article_id).order_by(columns.article_id).limit(most)).scalars())


def how_many_unresolved(conn: Connection) -> int:
    """Return how many articles are marked."""
    return conn.execute(select(func.count()).select_from(unresolved)).scalar_one()


def drop_marks(conn: Connection, article_ids: Iterable[str]) -> None:
    """Take the marks away."""
    conn.execute(delete(unresolved).where(unresolved.c.article_id.in_(list(article_ids))))


def stale_among(conn: Connection, profile_ids: Collection[str]) -> set[str]:
    """Return those of some profiles that were counted and grouped by rules that hold no more."""
    return {row.profile for row in among(conn, stale_profiles.c.profile, profile_ids)}


def drop_stale(conn: Connection, profile_ids: Collection[str]) -> None:
    """Take the marks of profiles away."""
    remove_among(conn, stale_profiles.c.profile, profile_ids)


def resolved_by(conn: Connection) -> str | None:
    """Return the rules that entities were resolved by; None where none ever were."""
    return conn.execute(select(resolving.c.rules)).scalar()


def resolve_anew(conn: Connection, rules: str) -> None:
    """Mark all articles and profiles to be resolved by other rules; until they are, what is there stays as it is."""
    put_new(conn, stale_profiles, *({"profile": key} for key in conn.execute(select(profiles.c.key)).scalars()))
    mark_unresolved(conn, conn.execute(select(articles.c.id)).scalars())
    mark_unresolved(conn, conn.execute(select(judgements.c.id).where(judgements.c.kind == "alias")).scalars())
    put(conn, resolving, {"number": 1, "rules": rules})
