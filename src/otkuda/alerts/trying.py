"""What a watchlist would have told of what is kept already: nothing is written.

And a trial letter, so that an address can be tried too.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from otkuda.alerts.delivering import send
from otkuda.alerts.news import facts, is_sure, news
from otkuda.alerts.noticing import alert_of
from otkuda.alerts.wording import letter_of
from otkuda.store.columns import id_of
from otkuda.store.feed import feed
from otkuda.store.standing import standings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy import Connection

    from otkuda.alerts.world import World
    from otkuda.store.standing import Standings
    from otkuda.store.watching_records import Alert, Target, Watchlist

_PAGE = 100
MOST = 1_000  # statements that are looked at


def would_tell(conn: Connection, watched: Watchlist, since: datetime, now: datetime) -> list[Alert]:
    """Return what would have been told since then, the last first."""
    found = [
        alert_of(one, fact, watched, one.statement.id, min(fact.since, now))
        for one in _since(conn, watched, since)
        if is_sure(one)
        for fact in news(facts(one), watched, None, since)
    ]
    return sorted(found, key=lambda one: one.made, reverse=True)


def _since(conn: Connection, watched: Watchlist, since: datetime) -> Iterator[Standings]:
    """Yield the statements that a watchlist finds among those in which something came since then."""
    wanted, after = replace(watched.filter, came=since), None
    for _ in range(MOST // _PAGE):
        page = feed(conn, wanted, after=after, limit=_PAGE)
        yield from standings(conn, [one.id for one in page.items])
        after = page.cursor
        if after is None:
            return


def send_trial(target: Target, watched: Watchlist, world: World) -> None:
    """Send a letter that says that it is a trial; ``DeliveryError`` says why it was not taken."""
    send(target, id_of("trial", target.id, world.now().isoformat()), letter_of((), watched, world.pages), world)
