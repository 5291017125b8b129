"""What a speaker said before on the same matter as now, whatever the language."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from otkuda.model import Article
from otkuda.statements.matter import Asked, Matter, asked_of, on_same_matter
from otkuda.store.matters import earlier_matters, items_with, last_matters
from otkuda.store.readings import extracted_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from otkuda.model import Statement
    from otkuda.store.feed_records import Item


class Before(NamedTuple):
    """An earlier statement, and the share of what the later one speaks of that it speaks of too."""

    item: Item
    nearness: float


def said_before(conn: Connection, statement: Statement, limit: int = 5, reader: str = "") -> list[Before]:
    """Return what the speaker of a statement said before on the same matter, the nearest first.

    Nothing where no entity is known to speak, or nothing near was said; what stands in the same articles is left out.
    """
    candidates = {number: Matter(*its) for number, its in earlier_matters(conn, statement.id).items()}
    if not candidates:
        return []
    others = [Matter(*its) for its in last_matters(conn)]
    found = on_same_matter(_asked(conn, statement), candidates, others)[:limit]
    items = items_with(conn, [number for number, _ in found], reader)
    return [Before(item, nearness) for item, (_, nearness) in zip(items, found, strict=True)]


def _asked(conn: Connection, statement: Statement) -> Asked:
    first = statement.appearances[0]
    article = extracted_of(conn, {first.carrier}).get(first.carrier) or Article(statement.text)
    return asked_of(statement.text, statement.language, article, first.spans, statement.speaker or "")
