"""What people decided: kept apart from what is derived, only ever added to, undone by a later decision.

The words that a decision holds are those of an article: they go when the article is forgotten, the decision stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select, update

from otkuda.model import Anchor, Decision, Source
from otkuda.store.addresses import address_id
from otkuda.store.grouping import enqueue
from otkuda.store.rows import put_new
from otkuda.store.schema import articles, decision_anchors, decisions, versions

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection, Row


def keep_decisions(conn: Connection, made: Iterable[Decision]) -> int:
    """Keep decisions; those that are kept already stay as they are. Returns how many are new.

    The articles that the new ones speak of are to be grouped again.
    """
    each = {one.id: one for one in made}
    known = set(conn.execute(select(decisions.c.id)).scalars())
    new = [one for one in each.values() if one.id not in known]
    put_new(conn, decisions, *map(_decision, new))
    put_new(conn, decision_anchors, *(row for one in new for row in _anchors(one)))
    enqueue(conn, versions_named(conn, _articles(conn, new)))
    return len(new)


def _articles(conn: Connection, made: Iterable[Decision]) -> set[str]:
    """Return the articles that decisions touch, also by undoing (an undoing of) others."""
    known = {one.id: one for one in decisions_of(conn)}
    found: set[str] = set()
    for one in made:
        seen: set[str] = set()
        while one.undoes in known and one.id not in seen:
            seen.add(one.id)
            one = known[one.undoes]  # noqa: PLW2901 - what it comes to
        found |= {anchor.article for anchor in (*one.first, *one.second)}
    return found


def decisions_of(conn: Connection) -> tuple[Decision, ...]:
    """Return all decisions, the earliest first."""
    anchors = conn.execute(select(decision_anchors))
    return _with_anchors(conn.execute(select(decisions)), anchors)


def decisions_about(conn: Connection, named: Iterable[str]) -> tuple[Decision, ...]:
    """Return the decisions on articles, as anchors name these, and all undoings; the earliest first."""
    columns = decision_anchors.c
    ids = select(columns.decision_id).where(columns.article.in_(sorted(set(named))))
    chosen = or_(decisions.c.id.in_(ids.scalar_subquery()), decisions.c.kind == "undo")
    anchors = conn.execute(select(decision_anchors).where(columns.decision_id.in_(ids.scalar_subquery())))
    return _with_anchors(conn.execute(select(decisions).where(chosen)), anchors)


def _with_anchors(rows: Iterable[Row[Any]], anchors: Iterable[Row[Any]]) -> tuple[Decision, ...]:
    held: dict[tuple[str, int], list[Anchor]] = {}
    for row in sorted(anchors, key=lambda row: (row.decision_id, row.side, row.position)):
        held.setdefault((row.decision_id, row.side), []).append(Anchor(row.article, row.exact, row.prefix, row.suffix))
    made = (_decision_of(row, *(tuple(held.get((row.id, side), ())) for side in (1, 2))) for row in rows)
    return tuple(sorted(made, key=lambda one: (one.made, one.id)))


def versions_named(conn: Connection, named: Iterable[str]) -> list[tuple[str, str]]:
    """Return all versions of the articles that anchors name, by address or by the id of a version.

    Of each the id, and that of its article.
    """
    names = sorted(set(named))
    ids = [address_id(name) for name in names]
    at_address = select(articles.c.id).where(or_(articles.c.id.in_(ids), articles.c.url.in_(names)))
    columns = versions.c
    chosen = select(columns.id, columns.article_id).where(
        or_(columns.article_id.in_(at_address), columns.id.in_(names))
    )
    return [(row.id, row.article_id) for row in conn.execute(chosen.order_by(columns.id))]


def forget_words(conn: Connection, named: Iterable[str]) -> None:
    """Empty the anchors in articles that are forgotten."""
    gone = update(decision_anchors).where(decision_anchors.c.article.in_(sorted(set(named))))
    conn.execute(gone.values(exact="", prefix="", suffix=""))


def _decision(one: Decision) -> dict[str, Any]:
    speaker = one.speaker
    return {
        "id": one.id,
        "kind": one.kind,
        "made": one.made,
        "made_by": one.by,
        "entity": speaker.entity if speaker else None,
        "type": speaker.type if speaker else None,
        "role": speaker.role if speaker else None,
        "organization": speaker.organization if speaker else None,
        "undoes": one.undoes,
    }


def _anchors(one: Decision) -> list[dict[str, Any]]:
    return [
        {"decision_id": one.id, "side": side, "position": position, **anchor._asdict()}
        for side, held in ((1, one.first), (2, one.second))
        for position, anchor in enumerate(held)
    ]


def _decision_of(row: Row[Any], first: tuple[Anchor, ...], second: tuple[Anchor, ...]) -> Decision:
    speaker = Source(None, row.entity, row.type, row.role, row.organization) if row.entity is not None else None
    return Decision(row.id, row.kind, row.made, first, second, speaker, row.undoes, row.made_by)
