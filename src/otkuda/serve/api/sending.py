"""What watchlists send, by the API: what one would have told, a trial to each address, what became of each message."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote

import msgspec
from starlette.exceptions import HTTPException

from otkuda.alerts.trying import would_tell
from otkuda.archive import watched
from otkuda.archive.cursors import page
from otkuda.archive.records import Listed
from otkuda.archive.wanted import Id, Paged, Tried
from otkuda.archive.watched_records import AlertShown, MessageShown
from otkuda.export.feeds import FeedEntry
from otkuda.serve.api.described import Listing, acting, found
from otkuda.serve.api.entries import lines_of, title_of
from otkuda.serve.api.nodes import id_of
from otkuda.serve.api.watching import alert_entry, alert_node
from otkuda.serve.pages.watch import tested
from otkuda.store.outbox import message_with, send_again
from otkuda.store.watching import get_watchlist
from otkuda.store.watching_records import Channel

if TYPE_CHECKING:
    from starlette.requests import Request

    from otkuda.export.linked import Node
    from otkuda.serve.api.described import Asking, Operation


class Sent(msgspec.Struct, frozen=True):
    """What came of a trial to an address: why it was not taken, or null."""

    channel: Channel
    address: str
    error: str | None


class Tested(msgspec.Struct, frozen=True):
    """What came of a trial to each address."""

    sent: tuple[Sent, ...]


class Again(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A message that was given up, by its id."""

    message: Id


def _tried(one: Asking) -> Listed[AlertShown] | None:
    known, now = get_watchlist(one.conn, one.id), datetime.now(UTC)
    if known is None:
        return None
    would = would_tell(one.conn, known, now - timedelta(days=one.wanted.days), now)
    shown = page(would, one.wanted, lambda each: each.id)
    return Listed(tuple(map(watched.alert_shown, shown.items)), shown.cursor)


def test(request: Request, _: None) -> Tested:
    """Send a trial to each address of a watchlist, and say what came of it."""
    with request.app.state.store.reading() as conn:
        known = found(get_watchlist(conn, request.path_params["id"]))
    came = tested(request, known)
    return Tested(tuple(Sent(one.channel, one.address, str(error) if error else None) for one, error in came))


def again(request: Request, asked: Again) -> MessageShown:
    """Let a message that was given up go out again. 409 where the watchlist has no such message."""
    with request.app.state.store.writing() as conn:
        one = found(get_watchlist(conn, request.path_params["id"]))
        if message_with(conn, one.id, asked.message) is None:
            raise HTTPException(409, "the watchlist has no message of this id")
        send_again(conn, asked.message, datetime.now(UTC))
        return watched.message_shown(found(message_with(conn, one.id, asked.message)))


def _node(one: MessageShown) -> Node:
    alerts: list[Node] = [{"@id": id_of("alert", each)} for each in one.alerts]
    made = one.made.isoformat()
    return {"@type": "Message", "@id": id_of("message", one.id), "dateCreated": made, "messageAttachment": alerts}


def _entry(one: MessageShown, base: str) -> FeedEntry:
    return FeedEntry(
        id=id_of("message", one.id),
        url=f"{base}/watch#{quote(one.id)}",
        title=title_of(one.state, one.channel, one.address),
        text=lines_of(one.state, one.error),
        updated=one.sent or one.made,
        published=one.made,
    )


SENDING: tuple[Operation, ...] = (
    Listing(
        path="/watchlists/{id}/trial",
        name="tryWatchlist",
        tag="watchlists",
        summary="What a watchlist would have told of the last days, the last first; nobody is told, nothing is written",
        query=Tried,
        item=AlertShown,
        find=_tried,
        node=alert_node,
        entry=alert_entry,
        home="/watch",
    ),
    Listing(
        path="/watchlists/{id}/messages",
        name="listMessages",
        tag="watchlists",
        summary="What a watchlist sent and is to send, the last first",
        query=Paged,
        item=MessageShown,
        find=lambda one: watched.messages(one.conn, one.id, one.wanted),
        node=_node,
        entry=_entry,
        home="/watch",
    ),
    acting("/watchlists/{id}/test", "testWatchlist", test, body=None, answer=Tested),
    acting("/watchlists/{id}/again", "sendAgain", again, body=Again, answer=MessageShown, refuses=(409,)),
)
