"""Watchlists and what they told. Where they tell, and what that is signed with, is for those who change them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from otkuda.archive.cursors import closed, opened, page
from otkuda.archive.records import Listed
from otkuda.archive.watched_records import AlertShown, MessageShown, TargetShown, WatchlistKept, WatchlistShown
from otkuda.errors import CursorError
from otkuda.store.outbox import message_with, messages_of
from otkuda.store.watching import (
    alerts_of,
    alerts_with,
    get_watchlist,
    how_many_alerts,
    list_watchlists,
    targets_of,
)

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from otkuda.archive.wanted import Paged
    from otkuda.store.outbox import Letter
    from otkuda.store.watching_records import Alert, Watchlist

_SAME = "id name made since words speaker entity outlet kinds tongue quiet digest zone paused".split()
_OF_ALERT = [name for name in AlertShown.__struct_fields__ if name != "statement"]


def watchlists(conn: Connection, wanted: Paged) -> Listed[WatchlistShown]:
    """Return a page of the watchlists, in the order in which they were made."""
    told = how_many_alerts(conn)
    found: Listed[Watchlist] = page(list_watchlists(conn), wanted, lambda one: one.id)
    return Listed(tuple(WatchlistShown(**_fields(one, told)) for one in found.items), found.cursor)


def watchlist(conn: Connection, id: str) -> WatchlistShown | None:  # noqa: A002 - what it is
    """Return a watchlist by its id; None where there is none."""
    one = get_watchlist(conn, id)
    return WatchlistShown(**_fields(one, how_many_alerts(conn))) if one else None


def kept(conn: Connection, id: str) -> WatchlistKept | None:  # noqa: A002 - what it is
    """Return a watchlist with where it tells; None where there is none."""
    one = get_watchlist(conn, id)
    if one is None:
        return None
    targets = tuple(TargetShown(each.channel, each.address, each.secret) for each in targets_of(conn, id))
    return WatchlistKept(**_fields(one, how_many_alerts(conn)), targets=targets)


def _fields(one: Watchlist, told: dict[str, tuple[int, datetime]]) -> dict[str, Any]:
    many, last = told.get(one.id, (0, None))
    return {name: getattr(one, name) for name in _SAME} | {"by": one.made_by, "told": many, "last": last}


def alerts(conn: Connection, id: str, wanted: Paged) -> Listed[AlertShown] | None:  # noqa: A002 - what it is
    """Return a page of what a watchlist told, the last first; None where there is none."""
    if get_watchlist(conn, id) is None:
        return None
    after = opened(wanted.cursor)
    if after is not None and [one.watch_id for one in alerts_with(conn, [after])] != [id]:
        raise CursorError(wanted.cursor or "")
    found = alerts_of(conn, id, wanted.limit + 1, after=after)
    items = tuple(map(alert_shown, found[: wanted.limit]))
    return Listed(items, closed(found[wanted.limit - 1].id) if len(found) > wanted.limit else None)


def alert_shown(one: Alert) -> AlertShown:
    """Return what a watchlist told as it is answered."""
    return AlertShown(**{name: getattr(one, name) for name in _OF_ALERT}, statement=one.statement_id)


def messages(conn: Connection, id: str, wanted: Paged) -> Listed[MessageShown] | None:  # noqa: A002 - what it is
    """Return a page of what a watchlist sent and is to send, the last first; None where there is none."""
    if get_watchlist(conn, id) is None:
        return None
    after = opened(wanted.cursor)
    if after is not None and message_with(conn, id, after) is None:
        raise CursorError(wanted.cursor or "")
    found = messages_of(conn, id, wanted.limit + 1, after=after)
    last = closed(found[wanted.limit - 1].message.id) if len(found) > wanted.limit else None
    return Listed(tuple(map(message_shown, found[: wanted.limit])), last)


def message_shown(one: Letter) -> MessageShown:
    """Return a message as it is answered."""
    same = ("id", "state", "made", "due", "sent", "attempts", "error")
    return MessageShown(
        **{name: getattr(one.message, name) for name in same},
        channel=one.target.channel,
        address=one.target.address,
        alerts=tuple(each.id for each in one.alerts),
    )
