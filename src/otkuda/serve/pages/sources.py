"""Sources: what is followed and how each does; adding, pausing, removing; the list for other readers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse
from starlette.responses import Response as Plain
from starlette.routing import Route

from otkuda import store as kept
from otkuda.collect.following import SLOWEST, follow, outlines, paused, resumed, zone_named
from otkuda.errors import OtkudaError, UnreadableError
from otkuda.fetch.opml import read_opml, write_opml
from otkuda.serve.faults import Fault, fault
from otkuda.serve.forms import submitted
from otkuda.serve.network import opened_net, request_of
from otkuda.serve.pages.sources_view import all_followed, followed
from otkuda.serve.rendering import page, reader_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

    from otkuda.store import NewsSource

OPML = "text/x-opml"
LARGEST_LIST = 1_000_000  # bytes
_SECONDS = 10.0  # for each address that is looked at
LONGEST_ADDRESS = 2_000
_UNPROCESSABLE = 422


def show(request: Request) -> Response:
    """Show all sources."""
    return _list(request)


def one(request: Request) -> Response:
    """Show one source with its days."""
    with request.app.state.store.reading() as conn:
        found = followed(conn, request.path_params["id"], datetime.now(UTC))
    if found is None:
        raise HTTPException(404)
    return page(request, "source.html.jinja", one=found)


def add(request: Request, form: FormData) -> Response:
    """Follow what stands at an address, and show it; or say in one line why nothing can be followed there."""
    address = str(form.get("address") or "").strip()[:LONGEST_ADDRESS]
    if not address:
        return _list(request)
    try:
        source = found_at(request, address)
        with request.app.state.store.writing() as conn:
            kept.add_source(conn, source)
    except OtkudaError as error:
        return _list(request, address=address, error=fault(reader_of(request).words, error))
    return _to(request, source.id)


def found_at(request: Request, address: str) -> NewsSource:
    """Return what can be followed at an address, of the network that a server may ask."""
    from otkuda.collect.adding import Finder, Wishes, source_of

    chosen = request.app.state.settings
    with opened_net(request_of(chosen, most_seconds=_SECONDS)) as net:
        choice = Finder(net, chosen.host_delay, Wishes()).find(address)
    return source_of(choice, Wishes(), datetime.now(UTC))


def import_list(request: Request, form: FormData) -> Response:
    """Follow the feeds of an OPML list."""
    file = form.get("file")
    content = file.file.read(LARGEST_LIST + 1) if isinstance(file, UploadFile) else b""
    try:
        count, new = followed_all(request, content if len(content) <= LARGEST_LIST else b"")
    except UnreadableError:
        words = reader_of(request).words
        return _list(request, error=Fault(words("sources.no_list"), words.language))
    return RedirectResponse(reader_of(request).url("sources", new=new, known=count - new), 303)


def followed_all(request: Request, content: bytes) -> tuple[int, int]:
    """Follow the feeds of an OPML list, and return how many it names, and how many are new."""
    named = read_opml(content)
    with request.app.state.store.writing() as conn:
        return follow(conn, named, datetime.now(UTC))


def export_list(request: Request) -> Response:
    """Give the sources as an OPML list."""
    headers = {"content-disposition": 'attachment; filename="otkuda-sources.opml"'}
    return Plain(listed(request), media_type=f"{OPML}; charset=utf-8", headers=headers)


def listed(request: Request) -> bytes:
    """Return the sources as an OPML list."""
    with request.app.state.store.reading() as conn:
        found = outlines(kept.list_sources(conn))
    return write_opml(found, title="otkuda", created=datetime.now(UTC))


def pause(request: Request, form: FormData) -> Response:  # noqa: ARG001 - its path says all
    """Ask a source no more."""
    return _changed(request, paused)


def resume(request: Request, form: FormData) -> Response:  # noqa: ARG001 - its path says all
    """Ask a source again."""
    return _changed(request, lambda source: resumed(source, datetime.now(UTC)))


def change(request: Request, form: FormData) -> Response:
    """Keep the pace and the zone of a source; what is none of either changes nothing."""
    pace, zone = (str(form.get(name) or "").strip() for name in ("pace", "zone"))
    return _changed(
        request, lambda source: replace(source, pace=_pace(pace, source.pace), zone=_zone(zone, source.zone))
    )


def remove(request: Request, form: FormData) -> Response:  # noqa: ARG001 - its path says all
    """Follow a source no longer; its articles stay."""
    with request.app.state.store.writing() as conn:
        kept.remove_source(conn, request.path_params["id"])
    return RedirectResponse(reader_of(request).url("sources"), 303)


def _list(request: Request, *, address: str = "", error: Fault | None = None) -> Response:
    with request.app.state.store.reading() as conn:
        found = all_followed(conn, datetime.now(UTC))
    new, known = (_whole(request.query_params.get(name)) for name in ("new", "known"))
    status = _UNPROCESSABLE if error else 200
    values = {"found": found, "address": address, "error": error, "new": new, "known": known}
    return page(request, "sources.html.jinja", status=status, **values)


def _changed(request: Request, changed: Callable[[NewsSource], NewsSource]) -> Response:
    id_ = request.path_params["id"]
    with request.app.state.store.writing() as conn:
        source = kept.get_source(conn, id_)
        if source is None:
            raise HTTPException(404)
        kept.update_source(conn, changed(source))
    return _to(request, id_)


def _to(request: Request, id_: str) -> Response:
    return RedirectResponse(reader_of(request).url("sources", id_), 303)


def _whole(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else None  # noqa: PLR2004


def _pace(text: str, before: float | None) -> float | None:
    """Return seconds; None for nothing, what was before for what is no number."""
    try:
        return min(max(float(text.replace(",", ".")), 0.0), SLOWEST) if text else None
    except ValueError:
        return before


def _zone(text: str, before: str | None) -> str | None:
    """Return the name of a zone; None for nothing, what was before for what names none."""
    return (zone_named(text) or before) if text else None


ROUTES = [
    Route("/sources", show),
    Route("/sources/add", submitted(add), methods=["POST"]),
    Route("/sources/import", submitted(import_list, files=1), methods=["POST"]),
    Route("/sources/list.opml", export_list),
    Route("/sources/{id}", one),
    Route("/sources/{id}/pause", submitted(pause), methods=["POST"]),
    Route("/sources/{id}/resume", submitted(resume), methods=["POST"]),
    Route("/sources/{id}/change", submitted(change), methods=["POST"]),
    Route("/sources/{id}/remove", submitted(remove), methods=["POST"]),
]
