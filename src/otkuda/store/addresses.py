"""Addresses of articles: every one that a source ever named, and what became of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select, update

from otkuda.model import Entry
from otkuda.store.columns import id_of
from otkuda.store.moments import of_pairs, pairs
from otkuda.store.records import Address
from otkuda.store.rows import insert, put, values
from otkuda.store.schema import addresses

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Connection, Row


def address_id(url: str) -> str:
    """Return the id of the address, and of the article that stands at it."""
    return id_of("address", url)


def note_entries(
    conn: Connection, source_id: str | None, entries: Iterable[Entry], now: datetime
) -> tuple[Address, ...]:
    """Take in addresses that a source names, due at once. Returns those that were not known, in the source's order."""
    return note_addresses(
        conn, [Address(address_id(entry.url), entry.url, source_id, entry, "new", now, now) for entry in entries]
    )


def note_addresses(conn: Connection, named: Iterable[Address]) -> tuple[Address, ...]:
    """Take in addresses of which nothing is known yet. Returns those, in the same order."""
    noted = {one.id: one for one in named}
    if not noted:
        return ()
    added = insert(conn, addresses).on_conflict_do_nothing().returning(addresses.c.id)
    new = set(conn.execute(added, [_columns(one) for one in noted.values()]).scalars())
    return tuple(one for one in noted.values() if one.id in new)


def get_address(conn: Connection, address: str) -> Address | None:
    """Return what is known of an address, given as URL or id; None for one that nobody named."""
    row = conn.execute(select(addresses).where(addresses.c.id.in_((address, address_id(address))))).first()
    return _address(row) if row else None


def due_addresses(conn: Connection, now: datetime, limit: int = 1000, of_each: int = 50) -> list[Address]:
    """Return the addresses to ask now: of each source the longest due, then the second of each, up to ``of_each``.

    So a source with ten thousand articles due leaves the others their turn.
    """
    columns = addresses.c
    order = (columns.due, columns.id)
    turn = func.row_number().over(partition_by=columns.source_id, order_by=order).label("turn")
    due = select(columns.id, turn).where(columns.due <= now).subquery()
    first = select(addresses).join(due, due.c.id == columns.id).where(due.c.turn <= of_each)
    return [_address(row) for row in conn.execute(first.order_by(due.c.turn, *order).limit(limit))]


def settle(conn: Connection, address: Address) -> None:
    """Write what became of an address. The content that its entry carried is dropped: the page has it now."""
    if address.entry and address.entry.content is not None and address.state != "new":
        address = replace(address, entry=replace(address.entry, content=None))
    put(conn, addresses, _columns(address))


def put_off_address(conn: Connection, address: str, now: datetime, until: datetime) -> None:
    """Make an address that is due now due later; one that another process has asked meanwhile stays as it is."""
    columns = addresses.c
    conn.execute(update(addresses).where(columns.id == address, columns.due <= now).values(due=until))


def forget_address(conn: Connection, article_id: str, url: str, when: datetime, reason: str) -> None:
    """Never ask the address again, and keep nothing that its source said of it."""
    settle(conn, Address(article_id, url, None, None, "forgotten", when, None, reason=reason))


def _columns(address: Address) -> dict[str, Any]:
    entry, appeared = address.entry, address.found
    said = None
    if entry is not None:
        times = {"published": pairs(entry.published), "modified": pairs(entry.modified)}
        said = {name: value for name, value in (values(entry) | times).items() if value is not None}
        appeared = min(entry.published.start, appeared) if entry.published else appeared
    return values(address) | {"entry": said, "appeared": appeared}


def _address(row: Row[Any]) -> Address:
    columns = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public name
    del columns["appeared"]
    said = columns["entry"]
    if said is not None:
        times = {name: of_pairs(said.get(name)) for name in ("published", "modified")}
        columns["entry"] = Entry(**(said | times | {"authors": tuple(said.get("authors", ()))}))
    return Address(**columns)
