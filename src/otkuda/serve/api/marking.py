"""Marks by the API: what the one who asks has read, and what they keep in view: their own, nobody else's."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import msgspec

from otkuda.archive import statements, stories
from otkuda.archive.records import StatementLine, StoryShown, When
from otkuda.export.linked import Node, known
from otkuda.serve.api.described import Acting, Asking, Showing, found
from otkuda.serve.rendering import reader_of
from otkuda.store.readers import look, looked, mark_read, mark_unread, star, unstar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection
    from starlette.requests import Request

    from otkuda.serve.api.described import Operation

    Show = Callable[[Connection, str, str], Any]
    Write = Callable[[Connection, str, str], None]


class Looked(msgspec.Struct, frozen=True):
    """When the one who asks looked at the feed last; what came since then is new to them (``came``)."""

    looked: When | None


def seen(request: Request, _: None) -> Looked:
    """Write that the one who asks has looked."""
    now = datetime.now(UTC)
    with request.app.state.store.writing() as conn:
        look(conn, reader_of(request).name, now)
    return Looked(now)


def _looked(one: Asking) -> Looked:
    return Looked(looked(one.conn, one.reader))


def _node(one: Looked) -> Node:
    return known({"@type": "ViewAction", "endTime": one.looked.isoformat() if one.looked else None})


def _act(show: Show, write: Write) -> Callable[[Request, None], Any]:
    """Return what writes a mark and answers what has it, by its id now. 404 where there is none."""

    def act(request: Request, _: None) -> Any:  # noqa: ANN401 - whatever is marked
        reader = reader_of(request).name
        with request.app.state.store.writing() as conn:
            one = found(show(conn, request.path_params["id"], reader))
            write(conn, reader, one.id)
            return found(show(conn, one.id, reader))

    return act


# What is done, the words for it, and how it is written of one id.
_WAYS: dict[str, tuple[str, Write]] = {
    "read": (
        "Mark {} as read by the one who asks",
        lambda conn, reader, one: mark_read(conn, reader, [one], datetime.now(UTC)),
    ),
    "unread": ("Take that back", lambda conn, reader, one: mark_unread(conn, reader, [one])),
    "star": (
        "Star {} for the one who asks",
        lambda conn, reader, one: star(conn, reader, [one], datetime.now(UTC)),
    ),
    "unstar": ("Take the star away", lambda conn, reader, one: unstar(conn, reader, [one])),
}


def _marking(kind: str, tag: str, answer: type, show: Show) -> Iterator[Acting]:
    """Yield what marks things of a kind."""
    for what, (summary, write) in _WAYS.items():
        yield Acting(
            path=f"/{tag}/{{id}}/{what}",
            name=f"{what}{kind.capitalize()}",
            tag=tag,
            summary=summary.format(f"a {kind}"),
            body=None,
            answer=answer,
            act=_act(show, write),
        )


MARKING: tuple[Operation, ...] = (
    *_marking("statement", "statements", StatementLine, statements.in_short),
    *_marking("story", "stories", StoryShown, stories.story),
    Showing(
        path="/looked",
        name="showLooked",
        tag="statements",
        summary="When the one who asks looked at the feed last",
        answer=Looked,
        find=_looked,
        node=_node,
    ),
    Acting(
        path="/looked",
        name="look",
        tag="statements",
        summary="Write that the one who asks has looked: what comes from now on is new",
        body=None,
        answer=Looked,
        act=seen,
    ),
)
