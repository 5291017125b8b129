"""What people made: decisions, the latest first, and dossiers with what they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from otkuda.archive.cursors import page
from otkuda.archive.records import DossierLine, DossierShown, Filed, Listed
from otkuda.archive.wanted import Paged
from otkuda.export.decisions import DecisionRecord, decision_record
from otkuda.export.statement_record import thawed
from otkuda.store.decisions import decisions_of
from otkuda.store.dossiers import get_dossier, items_of, list_dossiers

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from otkuda.store.dossiers import Dossier, DossierItem

FIRST = Paged(limit=100)  # items that come with their dossier


def decisions(conn: Connection, wanted: Paged) -> Listed[DecisionRecord]:
    """Return a page of the decisions."""
    return page([decision_record(one) for one in reversed(decisions_of(conn))], wanted, lambda one: one.id)


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
    return Listed(tuple(map(_filed, found.items)), found.cursor)


def _filed(one: DossierItem) -> Filed:
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
