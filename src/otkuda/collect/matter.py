"""What a speaker said before on the same matter as now, whatever the language."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from otkuda.statements.matter import on_same_matter, topics_in
from otkuda.store.matters import earlier_matters, items_with, last_matters
from otkuda.store.statements import statement_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from otkuda.store.feed_records import Item


class Before(NamedTuple):
    """An earlier statement, and the share of what the later one speaks of that it speaks of too."""

    item: Item
    nearness: float


def said_before(conn: Connection, statement_id: str, limit: int = 5, reader: str = "") -> list[Before]:
    """Return what the speaker of a statement said before on the same matter, the nearest first.

    Nothing where no entity is known to speak, or nothing near was said; what stands in the same articles is left out.
    """
    statement = statement_of(conn, statement_id)
    if statement is None:
        return []
    candidates = earlier_matters(conn, statement.id)
    asked = topics_in(statement.text, statement.language)
    found = on_same_matter(asked, candidates, last_matters(conn))[:limit] if candidates else []
    items = items_with(conn, [number for number, _ in found], reader)
    return [Before(item, nearness) for item, (_, nearness) in zip(items, found, strict=True)]
