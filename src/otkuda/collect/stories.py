"""The stories of a store, gathered in memory from the articles that it keeps, each in its last version."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from otkuda.entities.spelling import skeletons
from otkuda.model import Carrier
from otkuda.store import Query, latest
from otkuda.store.everything import every_article
from otkuda.store.statements import all_statements
from otkuda.stories import gather

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from otkuda.stories import Story


def story_of(conn: Connection, story_id: str) -> Story | None:
    """Return a story by its id; None for none."""
    return next((one for one in _all(conn) if one.id == story_id), None)


def stories_at(conn: Connection, url: str) -> tuple[Story, ...]:
    """Return the stories that the article at an address belongs to, the earliest first."""
    version = latest(conn, url)
    return tuple(one for one in _all(conn) if version and any(each.id == version.id for each in one.carriers))


@lru_cache(maxsize=1)
def _all(conn: Connection) -> tuple[Story, ...]:
    carried: dict[str, set[str]] = {}
    for one in all_statements(conn):
        for appearance in one.appearances:
            carried.setdefault(appearance.carrier, set()).add(one.id)
    versions = (one.version for one in every_article(conn, Query()))
    carriers = [Carrier(one.id, one.article, one.number, one.seen) for one in versions]
    return gather(carriers, skeletons, carried)
