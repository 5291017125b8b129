"""What people made: decisions, the latest first, and dossiers with what they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from otkuda.archive.cursors import page
from otkuda.archive.dossier_records import BecameLine, DossierLine, DossierShown, Filed
from otkuda.archive.records import Listed
from otkuda.archive.wanted import Paged
from otkuda.collect.telling import with_articles
from otkuda.export.decisions import DecisionRecord, decision_record
from otkuda.export.since import since
from otkuda.export.statement_record import statement_record, thawed
from otkuda.model import Carrier
from otkuda.statements.kinship import Telling
from otkuda.store import versions_with
from otkuda.store.decisions import decisions_about, decisions_of
from otkuda.store.dossiers import get_dossier, items_of, list_dossiers
from otkuda.store.statements import statement_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from otkuda.archive.wanted import Decisions
    from otkuda.export.since import Later
    from otkuda.export.telling import Told
    from otkuda.model import Decision
    from otkuda.store.dossiers import Dossier, DossierItem

FIRST = Paged(limit=100)  # items that come with their dossier


def decisions(conn: Connection, wanted: Decisions) -> Listed[DecisionRecord]:
    """Return a page of the decisions; of those on an article, where one is named."""
    made = decisions_of(conn) if wanted.article is None else _on(conn, wanted.article)
    return page([decision_record(one) for one in made[::-1]], wanted, lambda one: one.id)


def _on(conn: Connection, article: str) -> list[Decision]:
    """Return the decisions on an article and what undoes them; none where there is no such article."""
    versions = versions_with(conn, article)
    made = decisions_about(conn, [Telling(Carrier(one.id, one.article)).key for one in versions])
    its: dict[str, Decision] = {}
    for one in made:
        if one.kind != "undo" or one.undoes in its:
            its[one.id] = one
    return list(its.values())


def decision(conn: Connection, id: str) -> DecisionRecord | None:  # noqa: A002 - what it is
    """Return a decision by its id; None where there is none."""
    return next((decision_record(one) for one in decisions_of(conn) if one.id == id), None)


def dossiers(conn: Connection, wanted: Paged) -> Listed[DossierLine]:
    """Return a page of the dossiers, the newest first."""
    found = [DossierLine(**_line(one, count)) for one, count in list_dossiers(conn)]
    return page(found, wanted, lambda one: one.id)


def dossier(conn: Connection, id: str) -> DossierShown | None:  # noqa: A002 - what it is
    """Return a dossier by its id; None where there is none, or it was removed."""
    one = get_dossier(conn, id)
    if one is None or one.removed:
        return None
    items = items_of(conn, id)
    shown = _page(items, FIRST)
    return DossierShown(**_line(one, len(items)), items=shown.items, next=shown.cursor)


def filed_in(conn: Connection, id: str, wanted: Paged) -> Listed[Filed] | None:  # noqa: A002 - what it is
    """Return a page of what a dossier holds, in the order in which it was put in; None where there is none."""
    one = get_dossier(conn, id)
    return None if one is None or one.removed else _page(items_of(conn, id), wanted)


def _page(items: list[DossierItem], wanted: Paged) -> Listed[Filed]:
    found = page(items, wanted, lambda one: one.id)
    return Listed(tuple(map(filed, found.items)), found.cursor)


def became(conn: Connection, id: str, wanted: Paged) -> Listed[BecameLine] | None:  # noqa: A002 - what it is
    """Return a page of what became of what a dossier holds since it was put in; None where there is none."""
    one = get_dossier(conn, id)
    if one is None or one.removed:
        return None
    found = page(items_of(conn, id), wanted, lambda one: one.id)
    return Listed(tuple(_became(conn, one) for one in found.items), found.cursor)


def _became(conn: Connection, one: DossierItem) -> BecameLine:
    return BecameLine(id=one.id, statement_id=one.statement_id, added=one.added, since=since_filed(conn, one))


def told_of(conn: Connection, statement_id: str) -> Told | None:
    """Return a statement as it is now; None where there is none."""
    found = statement_of(conn, statement_id)
    return next(with_articles(conn, [found]), None) if found else None


def since_filed(conn: Connection, item: DossierItem) -> tuple[Later, ...]:
    """Return what became of a statement since it was put into a dossier; nothing of one that is not whole any more."""
    if not item.is_whole:
        return ()
    told = told_of(conn, item.statement_id)
    return since(thawed(item.frozen), statement_record(told) if told else None)


def filed(one: DossierItem) -> Filed:
    """Return a statement as it was frozen."""
    return Filed(
        id=one.id,
        statement_id=one.statement_id,
        added=one.added,
        note=one.note,
        sha256=one.sha256,
        is_whole=one.is_whole,
        frozen=thawed(one.frozen),
    )


def _line(one: Dossier, count: int) -> dict[str, Any]:
    return {"id": one.id, "name": one.name, "made": one.made, "note": one.note, "state": one.state, "count": count}
