"""What came since the last look → alerts and the messages that carry them, all of a batch in one transaction.

A statement is looked at when it was noted to have changed and had a short time to settle: what comes together is
grouped together. The alert, that it was told, its messages, and that the statement needs no look any more are written
together, so that whatever ends the program, nothing is lost and nothing is told twice.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from otkuda.alerts.news import FRESH, facts, is_sure, news
from otkuda.alerts.timing import going_out
from otkuda.errors import OtkudaError
from otkuda.store.changed import changed, drop_changed, is_any_changed, stamp
from otkuda.store.columns import id_of
from otkuda.store.outbox import put_message
from otkuda.store.sifting import Sieve
from otkuda.store.standing import standings, worth_a_look
from otkuda.store.watching import known_of, list_watchlists, put_alerts, put_known, targets_of
from otkuda.store.watching_records import Alert, Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from sqlalchemy import Connection

    from otkuda.alerts.news import Fact
    from otkuda.store import Store
    from otkuda.store.standing import Standings
    from otkuda.store.watching_records import Known, Watchlist

BATCH = 100  # statements of a transaction
SETTLING = timedelta(seconds=10)
OLD = timedelta(days=31)  # after which what no article tells any more is no news; articles are looked at for 30
_LONGEST = 2_000  # characters of a text that are told


class _Seen(NamedTuple):
    """A statement that is looked at, and all that is so of it."""

    one: Standings
    facts: list[Fact]


class _Told(NamedTuple):
    """What a watchlist is told of a statement, under which subject."""

    seen: _Seen
    subject: str
    found: list[Fact]


def notice(store: Store, now: datetime, settling: timedelta = SETTLING) -> list[Alert]:
    """Look at what changed and had its time to settle; return what is told of it, once that is written."""
    with store.reading() as conn:
        if not is_any_changed(conn):
            return []
    made: list[Alert] = []
    with store.writing() as conn:
        stamp(conn, now)
    many = BATCH
    while True:
        try:
            done = _batch(store, now, settling, many)
        except OtkudaError:
            raise
        except Exception as error:
            if many == 1:
                _leave(store, now - settling)
                raise OtkudaError(f"a statement cannot be looked at ({type(error).__name__}: {error})") from error
            many = 1  # the one in which a fault of ours shows is found alone, and the others are told
            continue
        if done is None:
            return made
        made += done


def _batch(store: Store, now: datetime, settling: timedelta, many: int) -> list[Alert] | None:
    """Look at some statements; None where there are none."""
    with store.writing() as conn:
        noted = changed(conn, now - settling, many)
        made = _look(conn, list(noted), now)
        drop_changed(conn, [ticket for tickets in noted.values() for ticket in tickets])
    return made if noted else None


def _leave(store: Store, until: datetime) -> None:
    """Let the first statement be looked at no more, until it changes again."""
    with store.writing() as conn:
        drop_changed(conn, [ticket for tickets in changed(conn, until, 1).values() for ticket in tickets])


def _look(conn: Connection, statement_ids: list[str], now: datetime) -> list[Alert]:
    found = [_Seen(one, facts(one)) for one in standings(conn, worth_a_look(conn, statement_ids, now - OLD))]
    watching = [one for one in list_watchlists(conn) if not one.paused] if found else []
    if not watching:
        return []
    known = known_of(conn, [seen.one.statement for seen in found])
    made: list[Alert] = []
    with Sieve(conn, [seen.one.statement.id for seen in found], [one.filter for one in watching]) as sieve:
        for watched in watching:
            its = known.get(watched.id, {})
            wanted = sieve.through(watched.filter) | its.keys()
            made += _tell(conn, watched, [seen for seen in found if seen.one.statement.id in wanted], its, now)
    return made


def _tell(
    conn: Connection, watched: Watchlist, found: list[_Seen], known: dict[str, Known], now: datetime
) -> list[Alert]:
    """Write what a watchlist is told of statements that it lets through, or has met."""
    made = []
    for told in _news(found, watched, known, now):
        alerts = [alert_of(told.seen.one, fact, watched, told.subject, now) for fact in told.found]
        keys: dict[str, str | None] = {key: None for fact in told.seen.facts for key in (fact.key, fact.turned) if key}
        keys |= {fact.key: alert.id for fact, alert in zip(told.found, alerts, strict=True)}
        put_known(conn, watched.id, told.subject, told.seen.one.statement, keys)
        made += alerts
    if made:
        put_alerts(conn, made)
        _post(conn, watched, made, now)
    return made


def _news(found: Iterable[_Seen], watched: Watchlist, known: dict[str, Known], now: datetime) -> Iterator[_Told]:
    """Yield what is to be told, and of what is known already that it is so."""
    since = max(watched.since, now - FRESH)
    for seen in found:
        its = known.get(seen.one.statement.id)
        if its or is_sure(seen.one):
            subject = min(its.subjects) if its else seen.one.statement.id
            yield _Told(seen, subject, news(seen.facts, watched, its, since))


def alert_of(one: Standings, fact: Fact, watched: Watchlist, subject: str, now: datetime) -> Alert:
    """Return what is told of a statement: its words, or those of the article that the news is about."""
    shown = fact.shown_by
    short, statement = one.summary, one.statement
    first = next((each for each in statement.appearances if each.text == statement.text), statement.appearances[0])
    article = one.heads[shown.carrier].carrier.article if shown and shown.carrier in one.heads else None
    differs = fact.differing
    if differs and differs.what == "cue":  # it lies beside the words
        differs = next((each for each in short.changes if each.what == "cue"), differs)
    return Alert(
        id=id_of("alert", watched.id, subject, fact.key),
        watch_id=watched.id,
        kind=fact.kind,
        statement_id=statement.id,
        made=now,
        speaker=statement.speaker,
        role=short.role,
        text=(shown.text if shown and fact.kind != "origin" else statement.text)[:_LONGEST],
        language=shown.language if shown and fact.kind != "origin" else statement.language,
        outlet=article.outlet if article else short.first_outlet,
        url=article.url if article else short.first_url,
        published=article.published if article else short.first_at,
        outlets=short.outlets,
        what=differs.what if differs else None,
        before=differs.original[:_LONGEST] if differs else None,
        after=differs.appearance[:_LONGEST] if differs else None,
        version_id=(shown or first).carrier,
    )


def _post(conn: Connection, watched: Watchlist, made: Iterable[Alert], now: datetime) -> None:
    """Let messages wait with what is told: one each, or one with all that goes out at the same moment."""
    together = going_out(now, watched)
    for target in targets_of(conn, watched.id):
        for alert in made:
            key = id_of("message", target.id, alert.id if together is None else together.isoformat())
            put_message(conn, Message(key, target.id, now, together or now), [alert.id])
