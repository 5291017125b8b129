"""Dossiers by the API: one is made, changed, removed; statements are put in, noted, taken out; what became of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import quote

import msgspec
from msgspec import UNSET, Meta, UnsetType
from starlette.exceptions import HTTPException

from otkuda.archive import decided
from otkuda.archive.dossier_records import BecameLine, DossierLine, DossierShown, Filed
from otkuda.archive.wanted import Id, Line, Paged
from otkuda.export.feeds import FeedEntry
from otkuda.serve.api import entries, more_nodes, nodes
from otkuda.serve.api.described import Giving, Listing, Showing, acting, found
from otkuda.serve.pages.dossiers import LONGEST_NAME, LONGEST_NOTE, evidence_of
from otkuda.serve.pages.dossiers_view import put_in
from otkuda.store.dossiers import (
    DossierState,
    get_dossier,
    get_item,
    new_dossier,
    put_dossier,
    set_note,
    set_removed,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection
    from starlette.requests import Request

    from otkuda.export.linked import Node
    from otkuda.serve.api.described import Operation
    from otkuda.store.dossiers import Dossier

Name = Annotated[str, Meta(min_length=1, max_length=LONGEST_NAME, pattern=r"^[^\u0000]*\S[^\u0000]*$")]
Note = Annotated[str, Meta(max_length=LONGEST_NOTE, pattern=r"^[^\u0000]*$")]


class NewDossier(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A dossier to be made."""

    name: Name
    note: Line = ""


class ChangedDossier(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is to be otherwise of a dossier; what is not given stays as it is."""

    name: Name | UnsetType = UNSET
    note: Note | UnsetType = UNSET
    state: DossierState | UnsetType = UNSET


class Filing(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A statement to be put into a dossier, as it is now."""

    statement: Id


class Item(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An item of a dossier, by its id."""

    item: Id


class Noted(Item, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What somebody has to say of an item."""

    note: Note


def make(request: Request, asked: NewDossier) -> DossierShown:
    """Make an empty dossier."""
    made = new_dossier(" ".join(asked.name.split()), datetime.now(UTC))
    with request.app.state.store.writing() as conn:
        put_dossier(conn, replace(made, note=asked.note))
        return _shown(conn, made.id)


def change(request: Request, asked: ChangedDossier) -> DossierShown:
    """Change what is given of a dossier."""
    given = {name: one for name, one in msgspec.structs.asdict(asked).items() if one is not UNSET}
    if "name" in given:
        given["name"] = " ".join(given["name"].split())
    with request.app.state.store.writing() as conn:
        one = _shown(conn, request.path_params["id"])
        put_dossier(conn, replace(_known(conn, one.id), **given))
        return _shown(conn, one.id)


def remove(request: Request, _: None) -> DossierShown:
    """Remove a dossier; it is answered as it was."""
    with request.app.state.store.writing() as conn:
        one = _shown(conn, request.path_params["id"])
        put_dossier(conn, replace(_known(conn, one.id), removed=datetime.now(UTC)))
    return one


def restore(request: Request, _: None) -> DossierShown:
    """Have a dossier back that was removed."""
    with request.app.state.store.writing() as conn:
        one = _known(conn, request.path_params["id"])
        put_dossier(conn, replace(one, removed=None))
        return _shown(conn, one.id)


def file(request: Request, asked: Filing) -> DossierShown:
    """Put a statement into a dossier, as it is now. 409 where there is no such statement."""
    with request.app.state.store.writing() as conn:
        one = _shown(conn, request.path_params["id"])
        told = decided.told_of(conn, asked.statement)
        if told is None:
            raise HTTPException(409, "there is no statement of this id")
        put_in(conn, one.id, told, datetime.now(UTC))
        return _shown(conn, one.id)


def note(request: Request, asked: Noted) -> Filed:
    """Keep what somebody has to say of an item."""
    return _item_changed(request, asked, lambda conn: set_note(conn, asked.item, asked.note))


def take_out(request: Request, asked: Item) -> Filed:
    """Take an item out of its dossier; it is answered as it was."""
    return _item_changed(request, asked, lambda conn: set_removed(conn, asked.item, datetime.now(UTC)))


def put_back(request: Request, asked: Item) -> Filed:
    """Put an item back that was taken out."""
    return _item_changed(request, asked, lambda conn: set_removed(conn, asked.item, None))


def _item_changed(request: Request, asked: Item, write: Callable[[Connection], None]) -> Filed:
    """Write, and answer the item. 404 where there is no such dossier, 409 where it never held such an item."""
    with request.app.state.store.writing() as conn:
        one = _shown(conn, request.path_params["id"])
        held = get_item(conn, asked.item)
        if held is None or held.dossier_id != one.id:
            raise HTTPException(409, "the dossier has no item of this id")
        write(conn)
        return decided.filed(get_item(conn, held.id) or held)


def _known(conn: Connection, one: str) -> Dossier:
    known: Dossier = found(get_dossier(conn, one))
    return known


def _shown(conn: Connection, one: str) -> DossierShown:
    shown: DossierShown = found(decided.dossier(conn, one))
    return shown


def _evidence(request: Request, _: Any) -> bytes:  # noqa: ANN401 - nothing may be asked
    with request.app.state.store.reading() as conn:
        return evidence_of(conn, _shown(conn, request.path_params["id"]).id)


def _became_node(one: BecameLine) -> Node:
    return {
        "@type": "Quotation",
        "@id": nodes.id_of("frozen", one.id),
        "prov:specializationOf": {"@id": nodes.id_of("statement", one.statement_id)},
        "description": [f"{each.what}: {each.then} → {each.now}" for each in one.since],
    }


def _became_entry(one: BecameLine, base: str) -> FeedEntry:
    return FeedEntry(
        id=nodes.id_of("frozen", one.id),
        url=f"{base}/statement/{quote(one.statement_id)}",
        title=entries.title_of(", ".join(each.what for each in one.since)),
        text=entries.lines_of(*(f"{each.what}: «{each.then}» → «{each.now}»" for each in one.since)),
        updated=one.added,
    )


FILING: tuple[Operation, ...] = (
    Listing(
        path="/dossiers",
        name="listDossiers",
        tag="dossiers",
        summary="Dossiers, the newest first",
        query=Paged,
        item=DossierLine,
        find=lambda one: decided.dossiers(one.conn, one.wanted),
        node=more_nodes.dossier,
        entry=entries.dossier,
        home="/dossiers",
    ),
    Showing(
        path="/dossiers/{id}",
        name="showDossier",
        tag="dossiers",
        summary="A dossier with what it holds, as it was frozen",
        answer=DossierShown,
        find=lambda one: decided.dossier(one.conn, one.id),
        node=more_nodes.dossier_shown,
        further="/dossiers/{id}/items",
    ),
    Listing(
        path="/dossiers/{id}/items",
        name="listDossierItems",
        tag="dossiers",
        summary="What a dossier holds, as it was frozen",
        query=Paged,
        item=Filed,
        find=lambda one: decided.filed_in(one.conn, one.id, one.wanted),
        node=more_nodes.filed,
        entry=entries.filed,
        home="/dossiers",
    ),
    Listing(
        path="/dossiers/{id}/since",
        name="listDossierChanges",
        tag="dossiers",
        summary="What became of each statement since it was put in: empty where all is as it was frozen",
        query=Paged,
        item=BecameLine,
        find=lambda one: decided.became(one.conn, one.id, one.wanted),
        node=_became_node,
        entry=_became_entry,
        home="/dossiers",
    ),
    Giving(
        path="/dossiers/{id}/evidence.jsonl",
        name="giveEvidence",
        tag="dossiers",
        summary="The records of a dossier as they were frozen, a line each, to be held against their hashes",
        media="application/jsonl",
        give=_evidence,
    ),
    acting("/dossiers", "openDossier", make, body=NewDossier, answer=DossierShown, status=201),
    acting("/dossiers/{id}/change", "changeDossier", change, body=ChangedDossier, answer=DossierShown),
    acting("/dossiers/{id}/remove", "removeDossier", remove, body=None, answer=DossierShown),
    acting("/dossiers/{id}/restore", "restoreDossier", restore, body=None, answer=DossierShown),
    acting("/dossiers/{id}/items", "fileStatement", file, body=Filing, answer=DossierShown, status=201, refuses=(409,)),
    acting("/dossiers/{id}/note", "noteItem", note, body=Noted, answer=Filed, refuses=(409,)),
    acting("/dossiers/{id}/take-out", "takeItemOut", take_out, body=Item, answer=Filed, refuses=(409,)),
    acting("/dossiers/{id}/put-back", "putItemBack", put_back, body=Item, answer=Filed, refuses=(409,)),
)
