"""The other articles in which the same words stand: what is decided of them in one may be decided in all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.statements.anchoring import anchor_at, extent, find, places, stretch
from otkuda.statements.decisions import decided
from otkuda.statements.kinship import Telling
from otkuda.store.decisions import decisions_of
from otkuda.store.statements import carriers_of, statement_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from otkuda.model import Anchor

MOST = 1_000  # articles that are looked through


def reprints(conn: Connection, statement_id: str, anchor: Anchor) -> list[Telling]:
    """Return the other articles of a statement that have just the words of an anchor, each as it is decided."""
    statement = statement_of(conn, statement_id)
    ids = list(dict.fromkeys(one.carrier for one in statement.appearances))[:MOST] if statement else []
    carriers = decided(carriers_of(conn, ids).values(), decisions_of(conn))
    tellings = {one.key: one for one in map(Telling, carriers)}
    return [one for key, one in tellings.items() if key != anchor.article and places(anchor, one.article.text)]


def said_there(anchor: Anchor, tellings: Iterable[Telling]) -> list[Anchor]:
    """Return an anchor for each article in which somebody says the words of another article's."""
    found = ((one, find(anchor._replace(article=one.key), one.passages)) for one in tellings)
    return [
        anchor_at(one.key, one.article.text, extent(passage))
        for one, passage in found
        if passage and passage.attribution
    ]


def standing_there(anchor: Anchor, tellings: Iterable[Telling]) -> list[Anchor]:
    """Return an anchor for each article in which the words of another article's stand."""
    found = ((one, stretch(anchor, one.article.text)) for one in tellings)
    return [anchor_at(one.key, one.article.text, place) for one, place in found if place]
