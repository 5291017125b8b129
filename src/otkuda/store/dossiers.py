"""Dossiers: statements that somebody put together, each with what it said when it was put in.

What was frozen is never written again, but for one case: when an article is forgotten, its words go here too. The hash
stays, so that it shows.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

from sqlalchemy import func, select, update

from otkuda.store.columns import id_of, microseconds
from otkuda.store.dossier_schema import dossier_items, dossiers
from otkuda.store.rows import put, put_new, record, values

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import datetime

    from sqlalchemy import Connection

DossierState = Literal["open", "checked", "closed"]
STATES: tuple[DossierState, ...] = get_args(DossierState)
_OF_STATEMENT: dict[str, Any] = {
    "text": "",
    **dict.fromkeys(("speaker", "role", "organization", "origin", "origin_named")),
}
_OF_APPEARANCE: dict[str, Any] = {
    "text": "",
    **dict.fromkeys(("url", "headline", "outlet", "speaker", "role", "organization")),
}


@dataclass(frozen=True, slots=True)
class Dossier:
    """A name under which statements are put together; ``removed`` is since when it is gone."""

    id: str
    name: str
    made: datetime
    note: str = ""
    state: DossierState = "open"
    removed: datetime | None = None


@dataclass(frozen=True, slots=True)
class DossierItem:
    """A statement in a dossier: what it said when it was put in, as a JSON record, and the SHA-256 of that."""

    id: str
    dossier_id: str
    statement_id: str
    added: datetime
    frozen: str
    sha256: str
    note: str = ""
    removed: datetime | None = None

    @property
    def is_whole(self) -> bool:
        """Is the record as it was frozen? It is not where an article in it was forgotten."""
        return hash_of(self.frozen) == self.sha256


def new_dossier(name: str, when: datetime) -> Dossier:
    """Return a dossier that is not kept yet."""
    return Dossier(id_of("dossier", name, microseconds(when)), name, when)


def new_item(dossier_id: str, statement_id: str, frozen: str, when: datetime) -> DossierItem:
    """Return a statement, with its record, as it is put into a dossier."""
    id_ = id_of("dossier item", dossier_id, statement_id)
    return DossierItem(id_, dossier_id, statement_id, when, frozen, hash_of(frozen))


def hash_of(frozen: str) -> str:
    """Return the SHA-256 of a record, in hexadecimal digits."""
    return hashlib.sha256(frozen.encode("utf-8", "surrogatepass")).hexdigest()


def put_dossier(conn: Connection, one: Dossier) -> None:
    """Keep a dossier, or what was changed in it."""
    put(conn, dossiers, values(one))


def get_dossier(conn: Connection, id: str) -> Dossier | None:  # noqa: A002 - what it is
    """Return the dossier with an id, also one that was removed; None where there never was one."""
    row = conn.execute(select(dossiers).where(dossiers.c.id == id)).first()
    return record(Dossier, row) if row else None


def list_dossiers(conn: Connection) -> list[tuple[Dossier, int]]:
    """Return the dossiers that are not removed, the newest first, each with how many statements it holds."""
    columns = dossier_items.c
    held = select(columns.dossier_id, func.count()).where(columns.removed.is_(None)).group_by(columns.dossier_id)
    counts = {row[0]: row[1] for row in conn.execute(held)}
    rows = conn.execute(select(dossiers).where(dossiers.c.removed.is_(None)).order_by(dossiers.c.made.desc()))
    return [(record(Dossier, row), counts.get(row.id, 0)) for row in rows]


def add_item(conn: Connection, one: DossierItem) -> None:
    """Put a statement into a dossier. One that is there stays as it was frozen first; one that was removed is back."""
    put_new(conn, dossier_items, values(one))
    set_removed(conn, one.id, None)


def get_item(conn: Connection, id: str) -> DossierItem | None:  # noqa: A002 - what it is
    """Return the item with an id, also one that was removed; None where there never was one."""
    row = conn.execute(select(dossier_items).where(dossier_items.c.id == id)).first()
    return record(DossierItem, row) if row else None


def items_of(conn: Connection, dossier_id: str) -> list[DossierItem]:
    """Return what a dossier holds, in the order in which it was put in."""
    columns = dossier_items.c
    chosen = select(dossier_items).where(columns.dossier_id == dossier_id, columns.removed.is_(None))
    return [record(DossierItem, row) for row in conn.execute(chosen.order_by(columns.added, columns.id))]


def set_note(conn: Connection, item_id: str, note: str) -> None:
    """Write what somebody has to say of an item."""
    conn.execute(update(dossier_items).where(dossier_items.c.id == item_id).values(note=note))


def set_removed(conn: Connection, item_id: str, when: datetime | None) -> None:
    """Take an item out of its dossier, or put it back (None)."""
    conn.execute(update(dossier_items).where(dossier_items.c.id == item_id).values(removed=when))


def forget_frozen(conn: Connection, named: Collection[str]) -> None:
    """Take the words of articles, named by address or by the id of a version, out of what was frozen."""
    for item_id, frozen in list(conn.execute(select(dossier_items.c.id, dossier_items.c.frozen))):
        held = json.loads(frozen)
        gone = list(_appearances_in(held, named))
        if gone:
            kept = json.dumps(_without(held, gone), ensure_ascii=False, separators=(",", ":"))
            conn.execute(update(dossier_items).where(dossier_items.c.id == item_id).values(frozen=kept))


def _appearances_in(held: dict[str, Any], named: Collection[str]) -> Iterator[dict[str, Any]]:
    return (one for one in held["appearances"] if one["url"] in named or one["version_id"] in named)


def _without(held: dict[str, Any], gone: list[dict[str, Any]]) -> dict[str, Any]:
    """Return a record without the words of some appearances; what differs from them tells them, and goes too."""
    addresses = {one["url"] for one in gone}
    kept = [
        one
        | (_OF_APPEARANCE if one in gone else {})
        | {"changes": [], "from": None if one["from"] in addresses else one["from"]}
        for one in held["appearances"]
    ]
    return held | _OF_STATEMENT | {"appearances": kept}
