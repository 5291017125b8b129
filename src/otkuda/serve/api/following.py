"""Sources by the API: one is added, paused, resumed, removed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import msgspec
from msgspec import Meta
from starlette.exceptions import HTTPException

from otkuda.archive import outlets
from otkuda.archive.records import SourceShown
from otkuda.collect.following import paused, resumed
from otkuda.errors import OtkudaError
from otkuda.serve.api.described import Acting, found
from otkuda.serve.pages.sources import LONGEST_ADDRESS, found_at
from otkuda.store import add_source, get_source, remove_source, update_source

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection
    from starlette.requests import Request

    from otkuda.store import NewsSource


class NewSource(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is to be followed: the address of a site, a feed, a sitemap, a channel or a page."""

    address: Annotated[str, Meta(min_length=1, max_length=LONGEST_ADDRESS, pattern=r"^[^\u0000]*$")]


def add(request: Request, asked: NewSource) -> SourceShown:
    """Follow what stands at an address; what is followed already stays as it is. 422 where nothing can be followed."""
    try:
        source = found_at(request, asked.address.strip())
    except OtkudaError as error:
        raise HTTPException(422, str(error)) from error
    with request.app.state.store.writing() as conn:
        add_source(conn, source)
        return _shown(conn, source.id)


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


FOLLOWING = (
    Acting(
        path="/sources",
        name="addSource",
        tag="sources",
        summary="Follow what stands at an address; of a site, the best that it offers",
        body=NewSource,
        answer=SourceShown,
        act=add,
        status=201,
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
