"""What came of a task goes into the store: one task, one transaction, so that a killed run loses and doubles nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal

from otkuda.collect.changes import is_trivial
from otkuda.collect.schedule import next_look, next_poll, next_try, poll_interval
from otkuda import store
from otkuda.pipeline import READ_BY
from otkuda.store import Counts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from otkuda.collect.ask import Outcome
    from otkuda.model import Entry, Listing, Page
    from otkuda.store.records import Address, AddressState, NewsSource

What = Literal["listed", "kept", "changed", "same", "missing", "unreadable", "refused", "failed"]


@dataclass(frozen=True, slots=True)
class Event:
    """What a person may want to see of it. ``new`` are the addresses that a listing named first."""

    what: What
    url: str
    source: str | None = None
    reason: str | None = None
    new: tuple[Address, ...] = ()


def settle(conn: Connection, outcome: Outcome, now: datetime) -> Event:
    """Write what came of a task, and return what to tell of it."""
    if outcome.task.address is None:
        return _settle_listing(conn, outcome, now)
    return _settle_article(conn, outcome, outcome.task.address, now)


def _settle_listing(conn: Connection, outcome: Outcome, now: datetime) -> Event:
    source = outcome.task.source and store.get_source(conn, outcome.task.source.id)
    if source is None:  # it was removed while it was asked
        return Event("same", outcome.task.url)
    if outcome.error is not None:
        return _settle_failure(conn, outcome, source, now)
    new = store.note_entries(conn, source.id, outcome.listing.entries, now) if outcome.listing else ()
    store.count(conn, source.id, now, Counts(polls=1, entries=len(new)))
    store.update_source(conn, _polled(conn, source, outcome, now))
    return Event("listed" if outcome.listing else "same", source.listing, source.url, new=new)


def _polled(conn: Connection, source: NewsSource, outcome: Outcome, now: datetime) -> NewsSource:
    answer, listing = outcome.answer, outcome.listing
    published = _times(listing.entries) if listing else ()
    interval = poll_interval(published or store.entry_times(conn, source.id), now)
    return replace(
        source,
        listing=(answer.moved if answer else None) or source.listing,
        title=source.title or (listing.title if listing else None),
        home=source.home or (listing.home if listing else None),
        language=source.language or (listing.language if listing else None),
        etag=answer.etag if answer else None,
        last_modified=answer.last_modified if answer else None,
        interval=interval.total_seconds(),
        due=next_poll(now, interval, asked=answer.fresh_for if answer else None),
        last_success=now,
        failures=0,
        error=None,
    )


def _times(entries: Iterable[Entry]) -> tuple[datetime, ...]:
    return tuple(entry.published.start for entry in entries if entry.published and entry.published.end is None)


def _settle_failure(conn: Connection, outcome: Outcome, source: NewsSource, now: datetime) -> Event:
    failures = source.failures + 1
    due = next_poll(now, timedelta(seconds=source.interval), failures=failures, asked=outcome.wait)
    failed = replace(source, failures=failures, error=outcome.error, due=due, gone=outcome.is_gone)
    store.count(conn, source.id, now, Counts(polls=1, failures=1))
    store.update_source(conn, replace(failed, due=None) if outcome.is_gone else failed)
    return Event("failed", source.listing, source.url, outcome.error)


def _settle_article(conn: Connection, outcome: Outcome, address: Address, now: datetime) -> Event:
    if outcome.is_same:
        return _settled(conn, outcome, address, now, "kept", None)
    if outcome.reading and outcome.reading.article:
        return _keep(conn, outcome, address, now)
    if outcome.reading:
        if address.source_id and address.state != "unreadable":
            store.count(conn, address.source_id, now, Counts(unreadable=1))
        return _settled(conn, outcome, address, now, "unreadable", outcome.reading.reason)
    if outcome.is_gone:
        return _settle_missing(conn, outcome, address, now)
    if outcome.is_final:
        return _given_up(conn, outcome, address, "refused")
    return _try_again(conn, outcome, address, now)


def _keep(conn: Connection, outcome: Outcome, address: Address, now: datetime) -> Event:
    article = outcome.reading.article if outcome.reading else None
    if article is None:
        raise AssertionError
    article = replace(article, url=address.url)
    known = store.latest(conn, address.url)
    if known and is_trivial(known.article, article):
        return _settled(conn, outcome, address, now, "kept", None)
    store.keep(conn, _page(outcome), article, seen=now, read_by=READ_BY, address=address.id)
    return replace(_settled(conn, outcome, address, now, "kept", None), what="changed" if known else "kept")


def _page(outcome: Outcome) -> Page | None:
    return outcome.answer.page if outcome.answer else None


def _settle_missing(conn: Connection, outcome: Outcome, address: Address, now: datetime) -> Event:
    """A page that was kept once keeps its text and is looked at on; one that never came is tried again a few times."""
    if address.state in {"kept", "missing"} and store.latest(conn, address.url):
        store.mark_missing(conn, address.url, now, outcome.error or "")
        return _settled(conn, outcome, address, now, "missing", outcome.error)
    return _try_again(conn, outcome, address, now)


def _try_again(conn: Connection, outcome: Outcome, address: Address, now: datetime) -> Event:
    """Try later what failed now; what failed too often is given up, and what was kept is looked at as planned."""
    attempts = address.attempts + 1
    due = next_try(now, attempts, asked=outcome.wait)
    if due is None:
        return _given_up(conn, outcome, address, "missing" if outcome.is_gone else "refused")
    store.settle(conn, replace(address, attempts=attempts, due=due, reason=outcome.error))
    return Event("failed", address.url, reason=outcome.error)


def _given_up(conn: Connection, outcome: Outcome, address: Address, state: AddressState) -> Event:
    """Record why an address is asked no more. What was kept of it stays kept."""
    state = "kept" if address.state == "kept" else state
    store.settle(conn, replace(address, state=state, due=None, reason=outcome.error))
    return Event("refused", address.url, reason=outcome.error)


def _settled(
    conn: Connection, outcome: Outcome, address: Address, now: datetime, state: AddressState, reason: str | None
) -> Event:
    """Write that the address was looked at, and when it is looked at again."""
    look = next_look(address.found, now, 0 if address.state == "new" else address.looks + 1)
    answer = outcome.answer
    store.settle(
        conn,
        replace(
            address,
            state=state,
            reason=reason,
            attempts=0,
            due=look[0] if look else None,
            looks=look[1] - 1 if look else address.looks,
            etag=answer.etag if answer else address.etag,
            last_modified=answer.last_modified if answer else address.last_modified,
        ),
    )
    what: What = "missing" if state == "missing" else "unreadable" if state == "unreadable" else "same"
    return Event(what, address.url, reason=reason)
