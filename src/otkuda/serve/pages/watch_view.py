"""What the pages of watchlists show: each with what it told and sent; one as a form and as a feed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from otkuda.alerts.making import Wish
from otkuda.alerts.wording import headline_of, text_of
from otkuda.export.feeds import Feed, FeedEntry
from otkuda.store.outbox import how_many_messages, messages_of
from otkuda.store.watching import alerts_of, how_many_alerts, list_watchlists, targets_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy import Connection

    from otkuda.export.feeds import FeedForm
    from otkuda.serve.rendering import Reader
    from otkuda.store.outbox import Letter
    from otkuda.store.watching_records import Alert, Target, Watchlist

FEED = 50  # alerts of a feed


class Watched(NamedTuple):
    """A watchlist in the list of all: how often it told, when last, how many of its messages wait or failed."""

    watchlist: Watchlist
    told: int
    last: datetime | None
    waiting: int
    failed: int


class Shown(NamedTuple):
    """A watchlist on its own page: a page of what it told, where it tells, what was sent last."""

    watchlist: Watchlist
    targets: tuple[Target, ...]
    alerts: tuple[Alert, ...]
    told: int
    page: int
    has_more: bool
    letters: tuple[Letter, ...]


def all_watched(conn: Connection) -> list[Watched]:
    """Return all watchlists."""
    told, sent = how_many_alerts(conn), how_many_messages(conn)
    found = []
    for one in list_watchlists(conn):
        many, last = told.get(one.id, (0, None))
        states = sent.get(one.id, {})
        found.append(Watched(one, many, last, states.get("waiting", 0), states.get("failed", 0)))
    return found


def shown(conn: Connection, one: Watchlist, page: Callable[[int], int], at_once: int) -> Shown:
    """Return a watchlist with one page of what it told."""
    many = how_many_alerts(conn).get(one.id, (0, None))[0]
    at = page(many)
    alerts = alerts_of(conn, one.id, at_once, skip=at * at_once)
    letters = tuple(messages_of(conn, one.id))
    return Shown(one, tuple(targets_of(conn, one.id)), tuple(alerts), many, at, many > (at + 1) * at_once, letters)


def form_of(found: Shown) -> Wish:
    """Return a watchlist as it stands in its form."""
    one = found.watchlist
    to = {
        channel: tuple(target.address for target in found.targets if target.channel == channel)
        for channel in ("email", "webhook", "telegram")
    }
    return Wish(
        name=one.name,
        words=one.words,
        speaker=one.speaker or "",
        entity=one.entity or "",
        outlet=one.outlet or "",
        kinds=one.kinds,
        tongue=one.tongue,
        quiet=one.quiet or "",
        digest=one.digest or "",
        zone=one.zone,
        emails=to["email"],
        webhooks=to["webhook"],
        telegrams=to["telegram"],
    )


def feed_of(conn: Connection, one: Watchlist, reader: Reader, base: str, form: FeedForm) -> Feed:
    """Return what a watchlist told last, for other readers. ``base`` is where the pages stand."""
    entries = (_entry(alert, one, base) for alert in alerts_of(conn, one.id, FEED))
    home = f"{base}{reader.url('watch', one.id).removeprefix(reader.root)}"
    return Feed(f"otkuda: {one.name}", f"{home}.{form}", home, tuple(entries))


def _entry(alert: Alert, one: Watchlist, base: str) -> FeedEntry:
    return FeedEntry(
        id=f"urn:otkuda:alert:{alert.id}",
        url=f"{base}/statement/{alert.statement_id}",
        title=headline_of(alert, one.tongue),
        text=text_of(alert, one.tongue, base),
        updated=alert.made,
        published=alert.made,
        author=alert.speaker,
        language=alert.language,
        about=alert.url,
    )
