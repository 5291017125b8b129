"""Watchlists: making and changing them, what each told and sent, what it would have told, its feed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse
from starlette.responses import Response as Plain
from starlette.routing import Route

from otkuda.alerts.making import KINDS, Wish, keep_wish, resumed
from otkuda.alerts.trying import send_trial, would_tell
from otkuda.alerts.world import world_of
from otkuda.errors import DeliveryError, OtkudaError
from otkuda.export.feeds import MEDIA, feed_in
from otkuda.serve.asking import asked_of, page_of
from otkuda.serve.faults import fault
from otkuda.serve.forms import submitted
from otkuda.serve.pages.watch_view import all_watched, feed_of, form_of, shown
from otkuda.serve.rendering import page, reader_of
from otkuda.serve.words import LANGUAGES
from otkuda.store.outbox import send_again
from otkuda.store.watching import drop_watchlist, get_watchlist, put_watchlist, targets_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

    from otkuda.export.feeds import FeedForm
    from otkuda.serve.faults import Fault
    from otkuda.store.watching_records import Target, Watchlist

WEEK = timedelta(days=7)
AT_ONCE = 50  # alerts of a page
_LONGEST = 500  # characters of a field
_MANY = 4_000  # of one with several addresses
_UNPROCESSABLE = 422


def show(request: Request) -> Response:
    """Show all watchlists, and a form for another."""
    asked = asked_of(request)
    wish = Wish(
        name=asked.get("name", ""),
        speaker=asked.get("speaker", ""),
        words=asked.get("words", ""),
        entity=asked.get("entity", ""),
        outlet=asked.get("outlet", ""),
        tongue=reader_of(request).words.language,
    )
    return _all(request, wish)


def add(request: Request, form: FormData) -> Response:
    """Make a watchlist, and show it; or say in one line what is wrong."""
    wish = _wish(request, form)
    try:
        with request.app.state.store.writing() as conn:
            made = keep_wish(conn, wish, datetime.now(UTC), by=reader_of(request).name or None)
    except OtkudaError as error:
        return _all(request, wish, error=error, status=_UNPROCESSABLE)
    return _to(request, made.id)


def one(request: Request) -> Response:
    """Show one watchlist: what it told, what was sent and what failed; and what it would have told, where asked."""
    return _one(request)


def change(request: Request, form: FormData) -> Response:
    """Keep what was changed in a watchlist."""
    wish = _wish(request, form)
    try:
        with request.app.state.store.writing() as conn:
            keep_wish(conn, wish, datetime.now(UTC), _known(request))
    except OtkudaError as error:
        return _one(request, wish=wish, error=error, status=_UNPROCESSABLE)
    return _to(request, request.path_params["id"])


def pause(request: Request, form: FormData) -> Response:
    """Let a watchlist tell nothing, or tell again what comes from now on."""
    known = _known(request)
    now = datetime.now(UTC)
    with request.app.state.store.writing() as conn:
        put_watchlist(conn, resumed(known, now) if form.get("resume") else replace(known, paused=True))
    return _to(request, known.id)


def remove(request: Request, form: FormData) -> Response:  # noqa: ARG001 - its path says all
    """Remove a watchlist."""
    with request.app.state.store.writing() as conn:
        drop_watchlist(conn, request.path_params["id"])
    return RedirectResponse(reader_of(request).url("watch"), 303)


def again(request: Request, form: FormData) -> Response:
    """Let a message that was given up go out again."""
    known = _known(request)
    with request.app.state.store.writing() as conn:
        send_again(conn, str(form.get("message", ""))[:_LONGEST], datetime.now(UTC))
    return _to(request, known.id)


def test(request: Request, form: FormData) -> Response:  # noqa: ARG001 - its path says all
    """Send a trial to each address, and say what came of it."""
    return _one(request, came={one.id: error for one, error in tested(request, _known(request))})


def tested(request: Request, known: Watchlist) -> Iterator[tuple[Target, DeliveryError | None]]:
    """Send a trial to each address of a watchlist, and yield why it was not taken; None where it was."""
    with request.app.state.store.reading() as conn:
        targets = targets_of(conn, known.id)
    for target in targets:
        try:
            send_trial(target, known, world_of(request.app.state.settings))
        except DeliveryError as error:
            yield target, error
        else:
            yield target, None


def subscribed(request: Request, form: FeedForm) -> Response:
    """Give what a watchlist told as RSS, Atom or JSON Feed."""
    known = _known(request)
    with request.app.state.store.reading() as conn:
        feed = feed_of(conn, known, reader_of(request), str(request.base_url).rstrip("/"), form)
    return Plain(feed_in(form, feed), media_type=f"{MEDIA[form]}; charset=utf-8")


def _all(request: Request, wish: Wish, error: OtkudaError | None = None, status: int = 200) -> Response:
    with request.app.state.store.reading() as conn:
        found = all_watched(conn)
    values = {"found": found, "wish": wish, "error": _line(request, error), "kinds": KINDS, "tongues": LANGUAGES}
    return page(request, "watch.html.jinja", status=status, **values)


def _one(
    request: Request,
    wish: Wish | None = None,
    error: OtkudaError | None = None,
    came: dict[str, DeliveryError | None] | None = None,
    status: int = 200,
) -> Response:
    known, asked, now = _known(request), asked_of(request), datetime.now(UTC)
    with request.app.state.store.reading() as conn:
        found = shown(conn, known, lambda many: page_of(asked, many, AT_ONCE), AT_ONCE)
        would = would_tell(conn, known, now - WEEK, now) if "try" in asked else None
    ready = world_of(request.app.state.settings).channels
    values = {
        "one": found,
        "wish": wish or form_of(found),
        "error": _line(request, error),
        "came": came,
        "would": would,
        "ready": ready,
    }
    return page(request, "watchlist.html.jinja", status=status, kinds=KINDS, tongues=LANGUAGES, **values)


def _line(request: Request, error: OtkudaError | None) -> Fault | None:
    return fault(reader_of(request).words, error) if error else None


def _known(request: Request) -> Watchlist:
    with request.app.state.store.reading() as conn:
        found: Watchlist | None = get_watchlist(conn, request.path_params["id"])
    if found is None:
        raise HTTPException(404)
    return found


def _wish(request: Request, form: FormData) -> Wish:
    """Return what a form says."""

    def typed(name: str, most: int = _LONGEST) -> str:
        return str(form.get(name) or "").replace("\0", "")[:most]

    return Wish(
        name=typed("name"),
        words=typed("words"),
        speaker=typed("speaker"),
        entity=typed("entity"),
        outlet=typed("outlet"),
        kinds=tuple(str(kind) for kind in form.getlist("kinds")[: len(KINDS)]) or ("new",),
        tongue=typed("tongue"),
        quiet=typed("quiet"),
        digest=typed("digest"),
        zone=typed("zone"),
        emails=tuple(typed("emails", _MANY).split()),
        webhooks=tuple(typed("webhooks", _MANY).split()),
        telegrams=tuple(typed("telegrams", _MANY).split()),
        secret=typed("secret"),
        allow_private=request.app.state.settings.allow_private,
    )


def _to(request: Request, id_: str) -> Response:
    return RedirectResponse(reader_of(request).url("watch", id_), 303)


ROUTES = [
    Route("/watch", show),
    Route("/watch/add", submitted(add), methods=["POST"]),
    *(Route(f"/watch/{{id}}.{form}", partial(subscribed, form=form)) for form in MEDIA),
    Route("/watch/{id}", one),
    Route("/watch/{id}/change", submitted(change), methods=["POST"]),
    Route("/watch/{id}/pause", submitted(pause), methods=["POST"]),
    Route("/watch/{id}/remove", submitted(remove), methods=["POST"]),
    Route("/watch/{id}/again", submitted(again), methods=["POST"]),
    Route("/watch/{id}/test", submitted(test), methods=["POST"]),
]
