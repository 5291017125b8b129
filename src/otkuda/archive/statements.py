"""Statements: those that a filter lets through; one with where it was first said; its appearances."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from otkuda.archive.cursors import closed, opened, page
from otkuda.archive.records import Difference, Listed, StatementLine, StatementShown
from otkuda.archive.wanted import Paged
from otkuda.export.statement_record import AppearanceRecord, appearance_record, origin_record
from otkuda.export.telling import Told, told, versions_of_all
from otkuda.store.feed import feed
from otkuda.store.feed_records import Filter
from otkuda.store.heads import heads_of
from otkuda.store.items import item_of
from otkuda.store.statements import carriers_of, statement_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from otkuda.archive.wanted import Statements, Stories
    from otkuda.model import Appearance
    from otkuda.store.feed_records import Item

FIRST = Paged(limit=100)  # appearances that come with their statement


def statements(conn: Connection, wanted: Statements, reader: str = "") -> Listed[StatementLine]:
    """Return a page of the statements that are asked for."""
    found = feed(conn, filter_of(wanted, reader), after=opened(wanted.cursor), limit=wanted.limit)
    return Listed(tuple(map(statement_line, found.items)), closed(found.cursor))


def filter_of(wanted: Statements | Stories, reader: str) -> Filter:
    """Return the filter that is asked for."""
    return Filter(
        words=wanted.q,
        entity=wanted.entity,
        speaker=wanted.speaker,
        outlet=wanted.outlet,
        language=wanted.language,
        kind=wanted.kind,
        since=wanted.since,
        until=wanted.until,
        came=wanted.came,
        is_differing=wanted.differing,
        has_primary=wanted.primary,
        is_of_several=wanted.several,
        is_unread=wanted.unread,
        is_starred=wanted.starred,
        by_weight=wanted.order == "weight",
        reader=reader,
        story=getattr(wanted, "story", None),
    )


def statement_line(item: Item) -> StatementLine:
    """Return an item of the feed as it is answered."""
    return StatementLine(**_line(item))


def _line(item: Item) -> dict[str, Any]:
    short = item.summary
    same = (
        "speaker_type role organization articles outlets first_hand independent differing languages kinds has_primary"
        " first_outlet first_url first_at since active first_seen last_seen"
    )
    return {name: getattr(short, name) for name in same.split()} | {
        "id": item.id,
        "speaker": item.name,
        "entity": item.entity,
        "text": item.text,
        "language": item.language,
        "story": item.story,
        "headline": item.headline,
        "changes": tuple(Difference(*one) for one in short.changes),
        "is_read": item.is_read,
        "is_starred": item.is_starred,
    }


def statement(conn: Connection, id: str, reader: str = "") -> StatementShown | None:  # noqa: A002 - what it is
    """Return a statement, also under an address that it had before; None where there is none."""
    short = _told(conn, id)
    item = item_of(conn, short.statement.id, reader) if short else None
    if short is None or item is None:
        return None
    shown = _page(conn, short, FIRST)
    origin = short.statement.origin
    return StatementShown(
        **_line(item),
        origin_kind=origin.kind,
        origin_named=origin.named,
        origin=origin_record(short),
        appearances=shown.items,
        next=shown.cursor,
    )


def in_short(conn: Connection, id: str, reader: str = "") -> StatementLine | None:  # noqa: A002 - what it is
    """Return a statement as lists have it, also under an address that it had before; None where there is none."""
    known = statement_of(conn, id)
    item = item_of(conn, known.id, reader) if known else None
    return statement_line(item) if item else None


def appearances(conn: Connection, id: str, wanted: Paged) -> Listed[AppearanceRecord] | None:  # noqa: A002
    """Return a page of a statement's appearances, those at the origin first, the others in the order of time."""
    short = _told(conn, id)
    return _page(conn, short, wanted) if short else None


def _told(conn: Connection, id_: str) -> Told | None:
    """Return a statement with what stands over its articles, but not their texts."""
    found = statement_of(conn, id_)
    heads = heads_of(conn, versions_of_all([found])) if found else {}
    return told(found, {one: head.carrier for one, head in heads.items()}) if found else None


def _page(conn: Connection, short: Told, wanted: Paged) -> Listed[AppearanceRecord]:
    found: Listed[Appearance] = page(short.appearances, wanted, lambda one: one.id)
    beside = (short.by_id.get(one.against or "") for one in found.items)
    texts = carriers_of(conn, {one.carrier for one in (*found.items, *filter(None, beside))})
    whole = Told(short.statement, {**short.carriers, **texts})
    return Listed(tuple(appearance_record(whole, one) for one in found.items), found.cursor)
