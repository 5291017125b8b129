"""Sources by the API: one is added, changed, paused, resumed, removed; all as a list for other readers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
from msgspec import UNSET, Meta, UnsetType
from starlette.exceptions import HTTPException

from otkuda.archive import outlets
from otkuda.archive.outlet_records import DayLine, SourceShown
from otkuda.archive.wanted import Id, Paged
from otkuda.collect.following import SLOWEST, paused, resumed, zone_named
from otkuda.errors import OtkudaError, UnreadableError
from otkuda.export.feeds import FeedEntry
from otkuda.serve.api.described import Acting, Giving, Listing, found
from otkuda.serve.api.entries import lines_of, title_of
from otkuda.serve.api.nodes import id_of
from otkuda.serve.pages.sources import LARGEST_LIST, LONGEST_ADDRESS, OPML, followed_all, found_at, listed
from otkuda.store import add_source, get_source, remove_source, update_source

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection
    from starlette.requests import Request

    from otkuda.export.linked import Node
    from otkuda.serve.api.described import Operation
    from otkuda.store import NewsSource


class NewSource(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is to be followed: the address of a site, a feed, a sitemap, a channel or a page."""

    address: Annotated[str, Meta(min_length=1, max_length=LONGEST_ADDRESS, pattern=r"^[^\u0000]*$")]


class ChangedSource(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a source is asked: so many seconds between two requests, times by a zone's clock; null is as usual."""

    pace: Annotated[float, Meta(ge=0, le=SLOWEST)] | UnsetType | None = UNSET
    zone: Id | UnsetType | None = UNSET


class NewSources(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A list of feeds in OPML, as other readers write it."""

    opml: Annotated[str, Meta(min_length=1, max_length=LARGEST_LIST, pattern=r"^[^\u0000]*$")]


class Followed(msgspec.Struct, frozen=True):
    """How many feeds a list named, and how many of them are new."""

    named: int
    new: int


def add(request: Request, asked: NewSource) -> SourceShown:
    """Follow what stands at an address; what is followed already stays as it is. 422 where nothing can be followed."""
    try:
        source = found_at(request, asked.address.strip())
    except OtkudaError as error:
        raise HTTPException(422, str(error)) from error
    with request.app.state.store.writing() as conn:
        add_source(conn, source)
        return _shown(conn, source.id)


def take_in(request: Request, asked: NewSources) -> Followed:
    """Follow the feeds of a list; those that are followed already stay as they are. 422 where it is no list."""
    try:
        return Followed(*followed_all(request, asked.opml.encode("utf-8", "replace")))
    except UnreadableError as error:
        raise HTTPException(422, str(error)) from error


def change(request: Request, asked: ChangedSource) -> SourceShown:
    """Change what is given of how a source is asked. 422 where there is no such zone."""
    given = {name: one for name, one in msgspec.structs.asdict(asked).items() if one is not UNSET}
    if given.get("zone") is not None and zone_named(given["zone"]) is None:
        raise HTTPException(422, "no such zone; name one such as Asia/Almaty")
    return _changed(request, lambda source: replace(source, **given))


def pause(request: Request, _: None) -> SourceShown:
    """Ask a source no more."""
    return _changed(request, paused)


def resume(request: Request, _: None) -> SourceShown:
    """Ask a source again."""
    return _changed(request, lambda source: resumed(source, datetime.now(UTC)))


def remove(request: Request, _: None) -> SourceShown:
    """Follow a source no longer; its articles stay."""
    one = request.path_params["id"]
    with request.app.state.store.writing() as conn:
        shown = _shown(conn, one)
        remove_source(conn, one)
    return shown


def _changed(request: Request, changed: Callable[[NewsSource], NewsSource]) -> SourceShown:
    one = request.path_params["id"]
    with request.app.state.store.writing() as conn:
        _shown(conn, one)
        update_source(conn, changed(found(get_source(conn, one))))
        return _shown(conn, one)


def _shown(conn: Connection, one: str) -> SourceShown:
    shown: SourceShown = found(outlets.source(conn, one, datetime.now(UTC)))
    return shown


def _day_node(one: DayLine) -> Node:
    return {"@type": "Observation", "@id": id_of("day", one.day), "observationDate": one.day, "value": one.entries}


def _day_entry(one: DayLine, base: str) -> FeedEntry:
    counted = (f"{name}: {getattr(one, name)}" for name in ("polls", "failed", "entries", "unreadable"))
    return FeedEntry(
        id=id_of("day", one.day),
        url=f"{base}/sources",
        title=title_of(one.day),
        text=lines_of(*counted),
        updated=datetime.fromisoformat(one.day).replace(tzinfo=UTC),
    )


def _give_opml(request: Request, _: Any) -> bytes:  # noqa: ANN401 - nothing may be asked
    return listed(request)


FOLLOWING: tuple[Operation, ...] = (
    Listing(
        path="/sources/{id}/days",
        name="listSourceDays",
        tag="sources",
        summary="What came of asking a source, day by day, the last first",
        query=Paged,
        item=DayLine,
        find=lambda one: outlets.days(one.conn, one.id, one.wanted),
        node=_day_node,
        entry=_day_entry,
        home="/sources",
    ),
    Giving(
        path="/opml",
        name="giveSources",
        tag="sources",
        summary="All sources as an OPML list, for other readers",
        media=OPML,
        give=_give_opml,
    ),
    Acting(
        path="/opml",
        name="addSources",
        tag="sources",
        summary="Follow the feeds of an OPML list",
        body=NewSources,
        answer=Followed,
        act=take_in,
        refuses=(422,),
    ),
    Acting(
        path="/sources/{id}/change",
        name="changeSource",
        tag="sources",
        summary="Change what is given of how a source is asked",
        body=ChangedSource,
        answer=SourceShown,
        act=change,
        refuses=(422,),
    ),
    Acting(
        path="/sources",
        name="addSource",
        tag="sources",
        summary="Follow what stands at an address; of a site, the best that it offers",
        body=NewSource,
        answer=SourceShown,
        act=add,
        status=201,
        refuses=(422,),
    ),
    Acting(
        path="/sources/{id}/pause",
        name="pauseSource",
        tag="sources",
        summary="Ask a source no more",
        body=None,
        answer=SourceShown,
        act=pause,
    ),
    Acting(
        path="/sources/{id}/resume",
        name="resumeSource",
        tag="sources",
        summary="Ask a source again, also one that was given up",
        body=None,
        answer=SourceShown,
        act=resume,
    ),
    Acting(
        path="/sources/{id}/remove",
        name="removeSource",
        tag="sources",
        summary="Follow a source no longer; its articles stay, and it is answered as it was",
        body=None,
        answer=SourceShown,
        act=remove,
    ),
)
