"""What the pages of dossiers show: each statement as it was frozen, and what became of it since."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from otkuda.archive.decided import since_filed
from otkuda.export.brief import entry
from otkuda.export.statement_record import frozen, thawed
from otkuda.store.dossiers import add_item, get_dossier, items_of, new_item

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Connection

    from otkuda.export.brief import Entry
    from otkuda.export.since import Later
    from otkuda.export.telling import Told
    from otkuda.store.dossiers import Dossier, DossierItem

_NUMBER = re.compile("[1-9][0-9]{0,5}")
AT_ONCE = 50  # items of one page


@dataclass(frozen=True, slots=True)
class Held:
    """A statement in a dossier: as it was put in, and what is not the same any more."""

    item: DossierItem
    entry: Entry
    since: tuple[Later, ...]

    def of(self, *kinds: str) -> list[Later]:
        """Return what changed in some ways."""
        return [one for one in self.since if one.what in kinds]


@dataclass(frozen=True, slots=True)
class Opened:
    """A dossier and a page of what it holds, ``count`` items in all."""

    dossier: Dossier
    held: tuple[Held, ...]
    count: int
    page: int
    pages: int

    @property
    def first(self) -> int:
        """The number of the first item that is shown."""
        return (self.page - 1) * AT_ONCE + 1


def opened(conn: Connection, id_: str, page: str = "") -> Opened | None:
    """Return the dossier with an id, at the page with a number; None where there is none."""
    one = get_dossier(conn, id_)
    if one is None or one.removed:
        return None
    items = items_of(conn, id_)
    pages = max(-(-len(items) // AT_ONCE), 1)
    number = min(int(page), pages) if _NUMBER.fullmatch(page) else 1
    shown = items[(number - 1) * AT_ONCE : number * AT_ONCE]
    return Opened(one, tuple(_held(conn, item) for item in shown), len(items), number, pages)


def entries_of(items: Iterable[DossierItem]) -> tuple[Entry, ...]:
    """Return what a brief tells of the items of a dossier: as they were frozen."""
    return tuple(entry(thawed(one.frozen), one.note) for one in items)


def put_in(conn: Connection, dossier_id: str, told: Told, when: datetime) -> None:
    """Put a statement into a dossier, as it is now."""
    add_item(conn, new_item(dossier_id, told.statement.id, frozen(told), when))


def _held(conn: Connection, item: DossierItem) -> Held:
    return Held(item, entry(thawed(item.frozen), item.note), since_filed(conn, item))
