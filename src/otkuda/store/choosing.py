"""What a query finds among some versions: how a stream of something else is chosen from, batch by batch."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from otkuda.store.schema import versions
from otkuda.store.search import chosen_by

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from otkuda.store.records import Query


class Place(NamedTuple):
    """A version, and which of its attributions; None for all of it."""

    version_id: str
    position: int | None


def found_among(conn: Connection, query: Query, version_ids: set[str], *, of_attributions: bool) -> set[Place]:
    """Return what a query finds in some versions: their attributions, or the versions themselves."""
    chosen = chosen_by(conn, query, of_attributions=of_attributions)
    rows = conn.execute(chosen.where(versions.c.id.in_(version_ids)))
    return {Place(row.version_id, row.position) for row in rows}
