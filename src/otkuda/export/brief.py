"""A statement as a brief tells it: who, what, where first, who carries it, what differs; out of the statement's record.

A record is what a dossier freezes too, so that a brief of a dossier tells what was said then.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from otkuda.text.urls import host_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from otkuda.export.statement_record import AppearanceRecord, ChangeRecord, StatementRecord

First = Literal["page", "occasion", "absent"]
_MOST = 12  # carriers that are named


class Carrier(NamedTuple):
    """Who carries the words, where and when; ``published`` is ISO 8601, None where the page does not say."""

    outlet: str
    url: str | None
    published: str | None


class Differing(NamedTuple):
    """Who has other words, and what is other."""

    carrier: Carrier
    changes: tuple[ChangeRecord, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A statement in a brief.

    ``firsts`` are the pages where the words were first said: one, or, where several heard them, all of those.
    ``named`` is what the texts name as their source where it is not kept. ``carriers`` are a few of ``outlets``.
    """

    id: str
    speaker: str | None
    standing: str
    words: str
    language: str
    first: First
    firsts: tuple[Carrier, ...]
    named: str | None
    outlets: int
    carriers: tuple[Carrier, ...]
    differing: tuple[Differing, ...]
    note: str = ""


def entry(record: StatementRecord, note: str = "") -> Entry:
    """Return what a brief tells of a statement."""
    origin = set(record.origin.appearances) if record.origin else set()
    first = [one for one in record.appearances if one.id in origin]
    if record.origin_kind == "occasion":
        first = [one for one in record.appearances if one.source_id is None]
    carried = [one for one in _once(record.appearances) if one not in first]
    return Entry(
        id=record.id,
        speaker=record.speaker,
        standing=_standing(record.role, record.organization),
        words=record.text,
        language=record.language,
        first=record.origin_kind,
        firsts=tuple(map(_carrier, _once(first)))[:_MOST],
        named=record.origin_named,
        outlets=len({_carrier(one).outlet for one in record.appearances}),
        carriers=tuple(map(_carrier, carried))[:_MOST],
        differing=tuple(_differing(record)),
        note=note,
    )


def _once(appearances: Iterable[AppearanceRecord]) -> list[AppearanceRecord]:
    """Return the first appearance at each address."""
    found: dict[str, AppearanceRecord] = {}
    for one in appearances:
        found.setdefault(one.url or one.version_id, one)
    return list(found.values())


def _carrier(one: AppearanceRecord) -> Carrier:
    return Carrier(one.outlet or host_of(one.url or "") or one.url or "—", one.url, one.published)


def _differing(record: StatementRecord) -> Iterator[Differing]:
    seen: set[tuple[str, tuple[ChangeRecord, ...]]] = set()
    for one in record.appearances:
        carrier = _carrier(one)
        if one.relation == "altered" and (carrier.outlet, one.changes) not in seen:
            seen.add((carrier.outlet, one.changes))
            yield Differing(carrier, one.changes)


def _standing(role: str | None, organization: str | None) -> str:
    said = role is not None and organization is not None and organization.casefold() in role.casefold()
    return ", ".join(filter(None, (role, None if said else organization)))
