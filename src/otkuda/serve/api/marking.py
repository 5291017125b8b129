"""Marks by the API: what the one who asks has read, and what they keep in view: their own, nobody else's."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from otkuda.archive import statements
from otkuda.archive.records import StatementLine
from otkuda.serve.api.described import Acting, found
from otkuda.serve.rendering import reader_of
from otkuda.store.readers import mark_read, mark_unread, star, unstar

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection
    from starlette.requests import Request


def _act(write: Callable[[Connection, str, str], None]) -> Callable[[Request, None], StatementLine]:
    """Return what writes a mark and answers the statement with it, by its id now. 404 where there is none."""

    def act(request: Request, _: None) -> StatementLine:
        reader = reader_of(request).name
        with request.app.state.store.writing() as conn:
            one: StatementLine = found(statements.in_short(conn, request.path_params["id"]))
            write(conn, reader, one.id)
            shown: StatementLine = found(statements.in_short(conn, one.id, reader))
        return shown

    return act


def _marking(what: str, summary: str, write: Callable[[Connection, str, str], None]) -> Acting:
    return Acting(
        path=f"/statements/{{id}}/{what}",
        name=f"{what}Statement",
        tag="statements",
        summary=summary,
        body=None,
        answer=StatementLine,
        act=_act(write),
    )


MARKING = (
    _marking(
        "read",
        "Mark a statement as read by the one who asks",
        lambda conn, reader, one: mark_read(conn, reader, [one], datetime.now(UTC)),
    ),
    _marking(
        "unread",
        "Take that back",
        lambda conn, reader, one: mark_unread(conn, reader, [one]),
    ),
    _marking(
        "star",
        "Star a statement for the one who asks",
        lambda conn, reader, one: star(conn, reader, [one], datetime.now(UTC)),
    ),
    _marking(
        "unstar",
        "Take the star away",
        lambda conn, reader, one: unstar(conn, reader, [one]),
    ),
)
