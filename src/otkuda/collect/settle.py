"""What came of a task goes into the store: a task, a transaction, so that a killed run loses and doubles nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

from otkuda import store
from otkuda.collect.changes import is_trivial
from otkuda.collect.listings import newest_parts
from otkuda.collect.schedule import next_look, next_poll, next_try, poll_interval
from otkuda.pipeline import READ_BY
from otkuda.store import Counts
from otkuda.text.urls import canonical

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from otkuda.collect.ask import Outcome
    from otkuda.model import Article, Entry
    from otkuda.store.records import Address, AddressState, NewsSource

What = Literal["listed", "kept", "changed", "same", "missing", "unreadable", "refused", "failed", "ungrouped", "untold"]


@dataclass(frozen=True, slots=True)
class Event:
    """What a person may want to see of it.

    ``new`` are the addresses that a listing named first, ``parts`` the listings that it names to be asked as well.
    """

    what: What
    url: str
    source: str | None = None
    reason: str | None = None
    new: tuple[Address, ...] = ()
    parts: tuple[str, ...] = ()


class _Look(NamedTuple):
    """An article's address that was asked, what came of it, and where that is written."""

    conn: Connection
    outcome: Outcome
    address: Address
    now: datetime


def settle(conn: Connection, outcome: Outcome, now: datetime) -> Event:
    """Write what came of a task, and return what to tell of it."""
    if outcome.task.address is None:
        return _settle_listing(conn, outcome, now)
    return _settle_article(_Look(conn, outcome, outcome.task.address, now))


def _settle_listing(conn: Connection, outcome: Outcome, now: datetime) -> Event:
    source = outcome.task.source and store.get_source(conn, outcome.task.source.id)
    if source is None:  # it was removed while it was asked
        return Event("same", outcome.task.url)
    task, listing = outcome.task, outcome.listing
    if outcome.error is not None:
        if task.part:  # the index itself was had; its next poll asks for its parts again
            return Event("failed", task.url, source.url, outcome.error)
        return _settle_failure(conn, outcome, source, now)
    new = store.note_entries(conn, source.id, listing.entries, now) if listing else ()
    store.count(conn, source.id, now, Counts(polls=0 if task.part else 1, entries=len(new)))
    if not task.part:
        store.update_source(conn, _polled(conn, source, outcome, now))
    parts = newest_parts(listing) if listing and source.kind == "sitemap" and not task.part else ()
    return Event("listed" if listing else "same", task.url, source.url, new=new, parts=parts)


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


def _settle_article(look: _Look) -> Event:
    outcome = look.outcome
    if outcome.is_same:
        return _settled(look, "kept")
    if outcome.reading and outcome.reading.article:
        return _keep(_landed(look), outcome.reading.article)
    if outcome.reading:
        if look.address.source_id and look.address.state != "unreadable":
            store.count(look.conn, look.address.source_id, look.now, Counts(unreadable=1))
        return _settled(look, "unreadable", outcome.reading.reason)
    if outcome.is_gone:
        return _settle_missing(look)
    if outcome.is_final:
        return _given_up(look, "refused")
    return _try_again(look)


def _landed(look: _Look) -> _Look:
    """The look as one at the address where a new one led: one article, however many feeds name it in their own way."""
    conn, address, answer = look.conn, look.address, look.outcome.answer
    url = canonical(answer.page.url) if answer and address.state == "new" else None
    if url is None or url == address.url:
        return look
    article = replace(address, id=store.address_id(url), url=url)
    store.note_addresses(conn, [article])
    store.settle(conn, replace(address, state="moved", due=None, reason=f"it leads to {url}"))
    return look._replace(address=store.get_address(conn, url) or article)


def _keep(look: _Look, article: Article) -> Event:
    conn, address = look.conn, look.address
    if address.state == "forgotten":
        return Event("same", address.url)
    article = replace(article, url=address.url)
    known = store.latest(conn, address.url)
    if known and is_trivial(known.article, article):
        return _settled(look, "kept")
    page = look.outcome.answer.page if look.outcome.answer else None
    store.keep(conn, page, article, seen=look.now, read_by=READ_BY, address=address.id)
    return replace(_settled(look, "kept"), what="changed" if known else "kept")


def _settle_missing(look: _Look) -> Event:
    """A page that was kept once keeps its text and is looked at on; one that never came is tried again a few times."""
    conn, address = look.conn, look.address
    if address.state in {"kept", "missing"} and store.latest(conn, address.url):
        store.mark_missing(conn, address.url, look.now, look.outcome.error or "")
        return _settled(look, "missing", look.outcome.error)
    return _try_again(look)


def _try_again(look: _Look) -> Event:
    """Try later what failed now; what failed too often is given up."""
    address, outcome = look.address, look.outcome
    attempts = address.attempts + 1
    due = next_try(look.now, attempts, asked=outcome.wait)
    if due is None:
        return _given_up(look, "missing" if outcome.is_gone else "refused")
    store.settle(look.conn, replace(address, attempts=attempts, due=due, reason=outcome.error))
    return Event("failed", address.url, reason=outcome.error)


def _given_up(look: _Look, state: AddressState) -> Event:
    """Record why an address is asked no more. What was kept of it stays kept."""
    address, reason = look.address, look.outcome.error
    state = "kept" if address.state == "kept" else state
    store.settle(look.conn, replace(address, state=state, due=None, reason=reason))
    return Event("refused", address.url, reason=reason)


def _settled(look: _Look, state: AddressState, reason: str | None = None) -> Event:
    """Write that the address was looked at, and when it is looked at again."""
    address, answer = look.address, look.outcome.answer
    coming = next_look(address.found, look.now, 0 if address.state == "new" else address.looks + 1)
    settled = replace(
        address,
        state=state,
        reason=reason,
        attempts=0,
        due=coming[0] if coming else None,
        looks=coming[1] - 1 if coming else address.looks,
        etag=answer.etag if answer else address.etag,
        last_modified=answer.last_modified if answer else address.last_modified,
    )
    store.settle(look.conn, settled)
    what: What = "missing" if state == "missing" else "unreadable" if state == "unreadable" else "same"
    return Event(what, address.url, reason=reason)
