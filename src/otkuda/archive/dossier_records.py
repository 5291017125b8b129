"""What the archive answers of dossiers: what each holds as it was frozen, and what became of it."""

from __future__ import annotations

import msgspec

from otkuda.archive.records import When
from otkuda.export.since import Later
from otkuda.export.statement_record import StatementRecord
from otkuda.store.dossiers import DossierState


class DossierLine(msgspec.Struct, frozen=True, kw_only=True):
    """A dossier, and how many statements it holds."""

    id: str
    name: str
    made: When
    note: str
    state: DossierState
    count: int


class Filed(msgspec.Struct, frozen=True, kw_only=True):
    """A statement in a dossier as it was frozen; ``is_whole`` is false where an article in it was forgotten since."""

    id: str
    statement_id: str
    added: When
    note: str
    sha256: str
    is_whole: bool
    frozen: StatementRecord


class BecameLine(msgspec.Struct, frozen=True, kw_only=True):
    """A statement in a dossier, by the id of its item, and what is not as it was frozen."""

    id: str
    statement_id: str
    added: When
    since: tuple[Later, ...]


class DossierShown(DossierLine, frozen=True, kw_only=True):
    """A dossier with the first of what it holds; ``next`` leads to further items."""

    items: tuple[Filed, ...]
    next: str | None = None
