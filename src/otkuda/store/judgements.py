"""What a person decided on entities: kept apart from what is derived, and never removed by deriving it again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select

from otkuda.store.among import among
from otkuda.store.entity_records import Anchor, Fit, Judgement
from otkuda.store.entity_schema import anchors, judgements
from otkuda.store.rows import put, put_new, values
from otkuda.store.unresolved import mark_unresolved

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection, Row


def add_judgements(conn: Connection, made: Iterable[Judgement]) -> int:
    """Take in what a person decided; what is known already stays. Returns how many are new.

    The articles that it is about are marked to be resolved.
    """
    made = list({one.id: one for one in made}.values())
    known = set(get_judgements(conn, [one.id for one in made]))
    fresh = [one for one in made if one.id not in known]
    put_new(conn, judgements, *(values(one) for one in fresh))
    held = [Fit(one.id, at, each.article_id, None) for one in fresh for at, each in enumerate(one.said)]
    put_fits(conn, held)
    mark_unresolved(conn, (one.article_id for one in held))
    return len(fresh)


def remove_judgement(conn: Connection, identity: str) -> Judgement | None:
    """Take a decision back. Returns it; None where there is none with this id."""
    found = get_judgements(conn, [identity]).get(identity)
    if found:
        mark_unresolved(conn, (one.article_id for one in fits_of(conn, [identity])))
        conn.execute(delete(anchors).where(anchors.c.judgement_id == identity))
        conn.execute(delete(judgements).where(judgements.c.id == identity))
    return found


def get_judgements(conn: Connection, ids: Iterable[str]) -> dict[str, Judgement]:
    """Return the judgements with these ids, by id."""
    return {row.id: _judgement(row) for row in among(conn, judgements.c.id, ids)}


def list_judgements(conn: Connection) -> list[Judgement]:
    """Return all judgements in the order in which they were made."""
    columns = judgements.c
    return [_judgement(row) for row in conn.execute(select(judgements).order_by(columns.made, columns.id))]


def _judgement(row: Row[Any]) -> Judgement:
    said = tuple(Anchor(*each) for each in row.said)
    return Judgement(row.id, row.kind, row.made, row.who, said, row.wikidata)


def fits_in(conn: Connection, article_ids: Iterable[str]) -> list[Fit]:
    """Return what holds fast in some articles."""
    return [Fit(*row) for row in among(conn, anchors.c.article_id, article_ids)]


def fits_on(conn: Connection, mention_ids: Iterable[str]) -> list[Fit]:
    """Return what stands on some mentions."""
    return [Fit(*row) for row in among(conn, anchors.c.mention_id, mention_ids)]


def fits_of(conn: Connection, ids: Iterable[str]) -> list[Fit]:
    """Return where all that some judgements are about stands."""
    return [Fit(*row) for row in among(conn, anchors.c.judgement_id, ids)]


def put_fits(conn: Connection, fits: Iterable[Fit]) -> None:
    """Write where those stand that judgements are about."""
    put(conn, anchors, *(one._asdict() for one in fits))
