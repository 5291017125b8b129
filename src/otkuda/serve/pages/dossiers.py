"""Dossiers: statements put together under a name, with notes, a state, and what each said when it was put in."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse
from starlette.responses import Response as Plain
from starlette.routing import Route

from otkuda.archive.decided import told_of
from otkuda.serve.forms import submitted
from otkuda.serve.pages.dossiers_view import opened, put_in
from otkuda.serve.rendering import page, reader_of
from otkuda.store.dossiers import (
    STATES,
    get_dossier,
    get_item,
    items_of,
    list_dossiers,
    new_dossier,
    put_dossier,
    set_note,
    set_removed,
)

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

    from otkuda.store.dossiers import Dossier, DossierItem

LONGEST_NAME, LONGEST_NOTE = 200, 20_000  # characters


def show(request: Request) -> Response:
    """Show all dossiers; after one was removed, a way to have it back."""
    with request.app.state.store.reading() as conn:
        found = list_dossiers(conn)
        gone = get_dossier(conn, request.query_params.get("removed", ""))
    return page(request, "dossiers.html.jinja", found=found, removed=gone if gone and gone.removed else None)


def make(request: Request, form: FormData) -> Response:
    """Make an empty dossier, and show it."""
    name = _line(form, "name")
    if not name:
        return _to(request)
    with request.app.state.store.writing() as conn:
        made = new_dossier(name, datetime.now(UTC))
        put_dossier(conn, made)
    return _to(request, made.id)


def choose(request: Request) -> Response:
    """Ask into which dossier a statement is to go."""
    with request.app.state.store.reading() as conn:
        told = told_of(conn, request.query_params.get("statement", ""))
        found = [one for one, _ in list_dossiers(conn)]
    if told is None:
        raise HTTPException(404)
    return page(request, "dossier_add.html.jinja", told=told, dossiers=found)


def add(request: Request, form: FormData) -> Response:
    """Put a statement, as it is now, into the dossier that was chosen, or into a new one of a name."""
    name, chosen = _line(form, "name"), _line(form, "dossier")
    now = datetime.now(UTC)
    with request.app.state.store.writing() as conn:
        told = told_of(conn, _line(form, "statement"))
        dossier = new_dossier(name, now) if name else _dossier(conn, chosen)
        if told is None:
            raise HTTPException(404)
        put_dossier(conn, replace(dossier, removed=None))
        put_in(conn, dossier.id, told, now)
    return _to(request, dossier.id)


def one(request: Request) -> Response:
    """Show a dossier; after an item was removed, a way to have it back."""
    id_ = request.path_params["id"]
    with request.app.state.store.reading() as conn:
        found = opened(conn, id_, request.query_params.get("page", ""))
        gone = get_item(conn, request.query_params.get("removed", ""))
    if found is None:
        raise HTTPException(404)
    is_gone = gone is not None and gone.dossier_id == id_ and gone.removed is not None
    return page(request, "dossier.html.jinja", found=found, states=STATES, removed=gone if is_gone else None)


def change(request: Request, form: FormData) -> Response:
    """Keep the name, the state and the note of a dossier."""
    state = next((one for one in STATES if one == form.get("state")), None)
    with request.app.state.store.writing() as conn:
        before = _dossier(conn, request.path_params["id"])
        name, note = _line(form, "name") or before.name, _text(form, "note")
        put_dossier(conn, replace(before, name=name, note=note, state=state or before.state))
    return _to(request, before.id)


def remove(request: Request, form: FormData) -> Response:
    """Remove a dossier, or take that back."""
    gone = None if form.get("undo") else datetime.now(UTC)
    with request.app.state.store.writing() as conn:
        before = _dossier(conn, request.path_params["id"])
        put_dossier(conn, replace(before, removed=gone))
    return _to(request, removed=before.id) if gone else _to(request, before.id)


def note(request: Request, form: FormData) -> Response:
    """Keep the note on an item."""
    with request.app.state.store.writing() as conn:
        item = _item(conn, request)
        set_note(conn, item.id, _text(form, "note"))
    return _to(request, item.dossier_id, at=item.id)


def take_out(request: Request, form: FormData) -> Response:
    """Take an item out, or put it back."""
    gone = None if form.get("undo") else datetime.now(UTC)
    with request.app.state.store.writing() as conn:
        item = _item(conn, request)
        set_removed(conn, item.id, gone)
    return _to(request, item.dossier_id, removed=item.id if gone else None)


def evidence(request: Request) -> Response:
    """Give the records of a dossier as they were frozen, a JSON line each; their hashes stand on its page."""
    with request.app.state.store.reading() as conn:
        lines = evidence_of(conn, _dossier(conn, request.path_params["id"]).id)
    headers = {"content-disposition": 'attachment; filename="otkuda-dossier.jsonl"'}
    return Plain(lines, media_type="application/jsonl; charset=utf-8", headers=headers)


def evidence_of(conn: Connection, id_: str) -> bytes:
    """Return the records of a dossier as they were frozen, a line each."""
    return "".join(f"{one.frozen}\n" for one in items_of(conn, id_)).encode()


def _dossier(conn: Connection, id_: str) -> Dossier:
    found = get_dossier(conn, id_)
    if found is None:
        raise HTTPException(404)
    return found


def _item(conn: Connection, request: Request) -> DossierItem:
    found = get_item(conn, request.path_params["item"])
    if found is None or found.dossier_id != request.path_params["id"]:
        raise HTTPException(404)
    return found


def _to(request: Request, id_: str | None = None, *, at: str | None = None, removed: str | None = None) -> Response:
    address = reader_of(request).url("dossiers", *((id_,) if id_ else ()), removed=removed)
    return RedirectResponse(f"{address}#i-{at}" if at else address, 303)


def _line(form: FormData, name: str) -> str:
    return " ".join(str(form.get(name) or "").split())[:LONGEST_NAME]


def _text(form: FormData, name: str) -> str:
    return str(form.get(name) or "").replace("\r\n", "\n").strip()[:LONGEST_NOTE]


ROUTES = [
    Route("/dossiers", show, methods=["GET"]),
    Route("/dossiers", submitted(make), methods=["POST"]),
    Route("/dossiers/add", choose, methods=["GET"]),
    Route("/dossiers/add", submitted(add), methods=["POST"]),
    Route("/dossiers/{id}", one, methods=["GET"]),
    Route("/dossiers/{id}", submitted(change), methods=["POST"]),
    Route("/dossiers/{id}/remove", submitted(remove), methods=["POST"]),
    Route("/dossiers/{id}/evidence.jsonl", evidence),
    Route("/dossiers/{id}/{item}/note", submitted(note), methods=["POST"]),
    Route("/dossiers/{id}/{item}/remove", submitted(take_out), methods=["POST"]),
]
