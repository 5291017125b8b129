"""Watchlists by the API: what they watch and told for readers; making and changing them for editors.

Where a watchlist tells, and the secret that signs it, stands only in the answers to those who may change it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any, Literal
from urllib.parse import quote

import msgspec
from msgspec import UNSET, Meta, UnsetType
from starlette.exceptions import HTTPException

from otkuda.alerts.making import KINDS, MOST, Wish, keep_wish, resumed
from otkuda.archive import watched
from otkuda.archive.wanted import Line, Paged
from otkuda.archive.watched_records import AlertShown, WatchlistKept, WatchlistShown
from otkuda.errors import InputError
from otkuda.export.feeds import FeedEntry
from otkuda.export.linked import Node, known
from otkuda.serve.api.described import Acting, Listing, Showing, found
from otkuda.serve.api.entries import lines_of, title_of
from otkuda.serve.api.nodes import id_of
from otkuda.serve.pages.watch_view import form_of, shown
from otkuda.serve.rendering import reader_of
from otkuda.serve.view import one_line
from otkuda.store.watching import drop_watchlist, get_watchlist, put_watchlist
from otkuda.store.watching_records import NewsKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection
    from starlette.requests import Request

    from otkuda.serve.api.described import Operation
    from otkuda.store.watching_records import Watchlist

Address = Annotated[str, Meta(min_length=1, max_length=2_000, pattern=r"^[^\u0000]*$")]
Addresses = Annotated[tuple[Address, ...], Meta(max_length=MOST)]
Kinds = Annotated[tuple[NewsKind, ...], Meta(min_length=1, max_length=len(KINDS))]


class Watching(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is to be watched, when and where it is told. What is not given is as usual, or stays as it is.

    ``quiet`` is as 22:00-07:00, ``digest`` is hourly or a time of day, both by the clock of ``zone``; empty is none.
    ``secret`` signs webhooks; without it one is made.
    """

    name: Line | UnsetType = UNSET
    words: Line | UnsetType = UNSET
    speaker: Line | UnsetType = UNSET
    entity: Line | UnsetType = UNSET
    outlet: Line | UnsetType = UNSET
    kinds: Kinds | UnsetType = UNSET
    tongue: Literal["ru", "kk", "en"] | UnsetType = UNSET
    quiet: Line | UnsetType = UNSET
    digest: Line | UnsetType = UNSET
    zone: Line | UnsetType = UNSET
    emails: Addresses | UnsetType = UNSET
    webhooks: Addresses | UnsetType = UNSET
    telegrams: Addresses | UnsetType = UNSET
    secret: Line | UnsetType = UNSET


def make(request: Request, asked: Watching) -> WatchlistKept:
    """Make a watchlist. 422 says what is wrong."""
    with request.app.state.store.writing() as conn:
        return _kept(request, conn, Wish(**_given(request, asked)))


def change(request: Request, asked: Watching) -> WatchlistKept:
    """Change what is given of a watchlist; where nothing is, it is answered as it is. 422 says what is wrong."""
    with request.app.state.store.writing() as conn:
        before = _known(request, conn)
        form = form_of(shown(conn, before, lambda _: 0, 1))
        return _kept(request, conn, replace(form, **_given(request, asked)), before)


def _given(request: Request, asked: Watching) -> dict[str, Any]:
    """Return what is given, as a wish has it."""
    given = {name: one for name, one in msgspec.structs.asdict(asked).items() if one is not UNSET}
    return given | {"allow_private": request.app.state.settings.allow_private}


def _kept(request: Request, conn: Connection, wish: Wish, before: Watchlist | None = None) -> WatchlistKept:
    try:
        made = keep_wish(conn, wish, datetime.now(UTC), before, by=reader_of(request).name or None)
    except InputError as error:
        raise HTTPException(422, str(error)) from error
    return _answered(conn, made.id)


def pause(request: Request, _: None) -> WatchlistKept:
    """Let a watchlist tell nothing."""
    return _changed(request, lambda one: replace(one, paused=True))


def resume(request: Request, _: None) -> WatchlistKept:
    """Let a watchlist tell again what comes from now on."""
    return _changed(request, lambda one: resumed(one, datetime.now(UTC)))


def remove(request: Request, _: None) -> WatchlistKept:
    """Remove a watchlist with all that it told; it is answered as it was."""
    with request.app.state.store.writing() as conn:
        before = _answered(conn, request.path_params["id"])
        drop_watchlist(conn, before.id)
    return before


def _changed(request: Request, changed: Callable[[Watchlist], Watchlist]) -> WatchlistKept:
    with request.app.state.store.writing() as conn:
        one = _known(request, conn)
        put_watchlist(conn, changed(one))
        return _answered(conn, one.id)


def _known(request: Request, conn: Connection) -> Watchlist:
    one: Watchlist = found(get_watchlist(conn, request.path_params["id"]))
    return one


def _answered(conn: Connection, one: str) -> WatchlistKept:
    answer: WatchlistKept = found(watched.kept(conn, one))
    return answer


def _node(one: WatchlistShown) -> Node:
    return known(
        {
            "@type": "DataFeed",
            "@id": id_of("watchlist", one.id),
            "name": one.name,
            "dateCreated": one.made.isoformat(),
        }
    )


def _entry(one: WatchlistShown, base: str) -> FeedEntry:
    return FeedEntry(
        id=id_of("watchlist", one.id),
        url=f"{base}/watch/{quote(one.id)}",
        title=title_of(one.name),
        text=lines_of(one.name, one.speaker, one.words, one.outlet, ", ".join(one.kinds)),
        updated=one.last or one.made,
        published=one.made,
    )


def alert_node(one: AlertShown) -> Node:
    """Return what was told as linked data."""
    return known(
        {
            "@type": ["Quotation", "Claim"],
            "@id": id_of("alert", one.id),
            "text": one.text,
            "inLanguage": one.language,
            "spokenByCharacter": {"name": one.speaker} if one.speaker else None,
            "dateCreated": one.made.isoformat(),
            "prov:specializationOf": {"@id": id_of("statement", one.statement)},
            "url": one.url,
        }
    )


def alert_entry(one: AlertShown, base: str) -> FeedEntry:
    """Return what was told as an entry of a feed."""
    differs = f"{one.what}: «{one.before}» → «{one.after}»" if one.what else None
    return FeedEntry(
        id=id_of("alert", one.id),
        url=f"{base}/statement/{quote(one.statement)}",
        title=title_of(one.kind, one.speaker, one.text),
        text=lines_of(f"«{one.text}»", one.speaker, one.role, one.outlet, differs),
        updated=one.made,
        published=one.made,
        author=one.speaker and one_line(one.speaker),
        language=one.language,
        about=one.url,
    )


WATCHING: tuple[Operation, ...] = (
    Listing(
        path="/watchlists",
        name="listWatchlists",
        tag="watchlists",
        summary="What is watched, and how often it was told",
        query=Paged,
        item=WatchlistShown,
        find=lambda one: watched.watchlists(one.conn, one.wanted),
        node=_node,
        entry=_entry,
        home="/watch",
    ),
    Showing(
        path="/watchlists/{id}",
        name="showWatchlist",
        tag="watchlists",
        summary="A watchlist, without where it tells",
        answer=WatchlistShown,
        find=lambda one: watched.watchlist(one.conn, one.id),
        node=_node,
    ),
    Listing(
        path="/watchlists/{id}/alerts",
        name="listAlerts",
        tag="watchlists",
        summary="What a watchlist told, the last first",
        query=Paged,
        item=AlertShown,
        find=lambda one: watched.alerts(one.conn, one.id, one.wanted),
        node=alert_node,
        entry=alert_entry,
        home="/watch",
    ),
    Acting(
        path="/watchlists",
        name="makeWatchlist",
        tag="watchlists",
        summary="Watch for something",
        body=Watching,
        answer=WatchlistKept,
        act=make,
        status=201,
        refuses=(422,),
    ),
    Acting(
        path="/watchlists/{id}/change",
        name="changeWatchlist",
        tag="watchlists",
        summary="Change what is given of a watchlist",
        body=Watching,
        answer=WatchlistKept,
        act=change,
        refuses=(422,),
    ),
    Acting(
        path="/watchlists/{id}/pause",
        name="pauseWatchlist",
        tag="watchlists",
        summary="Let a watchlist tell nothing",
        body=None,
        answer=WatchlistKept,
        act=pause,
    ),
    Acting(
        path="/watchlists/{id}/resume",
        name="resumeWatchlist",
        tag="watchlists",
        summary="Let a watchlist tell again what comes from now on",
        body=None,
        answer=WatchlistKept,
        act=resume,
    ),
    Acting(
        path="/watchlists/{id}/remove",
        name="removeWatchlist",
        tag="watchlists",
        summary="Remove a watchlist with all that it told",
        body=None,
        answer=WatchlistKept,
        act=remove,
    ),
)
