"""Outlets: who publishes, and where its words are from. Sources: what is followed, and how it does."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from otkuda.archive.cursors import page
from otkuda.archive.outlet_records import (
    CarriedLine,
    DayLine,
    GroundCounts,
    OutletLine,
    OutletShown,
    Quoted,
    SourceShown,
)
from otkuda.collect.following import state_of
from otkuda.store import get_source, health
from otkuda.store.health import days_of as source_days
from otkuda.store.outlets import list_outlets, portrait_of
from otkuda.store.published import called, days_of

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from otkuda.archive.records import Listed
    from otkuda.archive.wanted import Outlets, Paged
    from otkuda.store import Health
    from otkuda.store.outlets import Grounds

_ALL = 1_000_000
MOST = 100  # whom an outlet quotes, and from whom its words are


def outlets(conn: Connection, wanted: Outlets) -> Listed[OutletLine]:
    """Return a page of the outlets."""
    found = list_outlets(conn, wanted.q, _ALL)
    return page([OutletLine(*one) for one in found], wanted, lambda one: one.name)


def outlet(conn: Connection, name: str) -> OutletShown | None:
    """Return an outlet by its name or its host; None where nothing is kept of it."""
    one = called(conn, name)
    if one is None:
        return None
    found = portrait_of(conn, name, MOST)
    return OutletShown(
        name=one.name,
        host=one.host,
        articles=sum(days_of(conn, name).values()),
        counted=found.articles,
        quotes=tuple(Quoted(*each) for each in found.quotes),
        carries=tuple(CarriedLine(each.name, _counts(each.grounds)) for each in found.carries),
        grounds=_counts(found.grounds),
        own=found.own,
    )


def _counts(grounds: Grounds) -> GroundCounts:
    return GroundCounts(*grounds)


def sources(conn: Connection, wanted: Paged, now: datetime) -> Listed[SourceShown]:
    """Return a page of the sources, in the order in which they were added."""
    return page([_source(one) for one in health(conn, now)], wanted, lambda one: one.id)


def source(conn: Connection, id: str, now: datetime) -> SourceShown | None:  # noqa: A002 - what it is
    """Return a source by its id; None where there is none."""
    return next((_source(one) for one in health(conn, now) if one.source.id == id), None)


def days(conn: Connection, id: str, wanted: Paged) -> Listed[DayLine] | None:  # noqa: A002 - what it is
    """Return a page of the days on which a source was asked, the last first; None where there is no such source."""
    one = get_source(conn, id)
    if one is None:
        return None
    known = source_days(conn, date.min, one.id).get(one.id, {})
    found = [
        DayLine(day.isoformat(), its.polls, its.failures, its.entries, its.unreadable) for day, its in known.items()
    ]
    return page(found[::-1], wanted, lambda one: one.day)


def _source(one: Health) -> SourceShown:
    """A proxy is left out: its address may hold a password."""
    source, state = one.source, state_of(one)
    return SourceShown(
        id=source.id,
        url=source.url,
        kind=source.kind,
        listing=source.listing,
        title=source.title,
        language=source.language,
        added=source.added,
        state=state.what,
        days=state.days,
        pace=source.pace,
        zone=source.zone,
        due=source.due,
        last_success=source.last_success,
        error=source.error,
        failures=source.failures,
        articles_a_day=one.articles_a_day,
        polls=one.counts.polls,
        failed=one.counts.failures,
        entries=one.counts.entries,
        unreadable=one.counts.unreadable,
        usual=one.usual,
        longest=one.longest,
        silence=one.silence,
    )
