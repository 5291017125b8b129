"""A statement as a JSON line: who said it, where it was first said, and all its appearances.

The names ``speaker``, ``origin``, ``appearances``, ``url``, ``version``, ``text``, ``relation`` and ``from`` are those
in which statements are evaluated; all others stand beside them. Dossiers freeze records: what is added to one later
needs a default, so that those of today can still be read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from otkuda.export.cells import in_words
from otkuda.export.record import encode, published_of
from otkuda.model import Ground, Kind, OriginKind, Relation, SourceType, Span, What

if TYPE_CHECKING:
    from otkuda.export.telling import Told
    from otkuda.model import Appearance


class ChangeRecord(msgspec.Struct, frozen=True):
    """One thing that is not the same any more: the words of the text that is compared with, and of the appearance."""

    what: What
    original: str
    appearance: str
    original_span: Span
    appearance_span: Span


class AppearanceRecord(msgspec.Struct, frozen=True, rename={"source": "from", "source_id": "from_id"}):
    """A statement in one article. ``source`` is the address of the page that has the words before this one."""

    id: str
    url: str | None
    version: int
    version_id: str
    outlet: str | None
    headline: str | None
    published: str | None
    seen: str | None
    language: str
    text: str
    spans: tuple[Span, ...]
    position: int | None
    kind: Kind | None
    speaker: str | None
    role: str | None
    organization: str | None
    relation: Relation
    changes: tuple[ChangeRecord, ...]
    against: str | None
    source: str | None
    source_id: str | None
    ground: Ground | None
    strength: float | None
    against_clock: bool
    speaker_type: SourceType | None = None


class OriginRecord(msgspec.Struct, frozen=True):
    """The page of the archive where a statement was first said, and which appearances are on it."""

    url: str | None
    outlet: str | None
    published: str | None
    appearances: tuple[str, ...]


class StatementRecord(msgspec.Struct, frozen=True):
    """One statement. ``origin`` is None unless it is a page of the archive; ``origin_named`` is what the texts name."""

    id: str
    speaker: str | None
    role: str | None
    organization: str | None
    text: str
    language: str
    origin: OriginRecord | None
    origin_kind: OriginKind
    origin_named: str | None
    appearances: tuple[AppearanceRecord, ...]


def statement_record(told: Told) -> StatementRecord:
    """Return the record of a statement."""
    statement, speaker = told.statement, told.speaker
    return StatementRecord(
        id=statement.id,
        speaker=statement.speaker,
        role=speaker.role if speaker else None,
        organization=speaker.organization if speaker else None,
        text=statement.text,
        language=statement.language,
        origin=origin_record(told),
        origin_kind=statement.origin.kind,
        origin_named=statement.origin.named,
        appearances=tuple(appearance_record(told, one) for one in statement.appearances),
    )


def frozen(told: Told) -> str:
    """Return the record of a statement as one line of JSON."""
    return encode(statement_record(told)).decode().rstrip("\n")


def thawed(line: str) -> StatementRecord:
    """Return the record that a line holds."""
    return msgspec.json.decode(line, type=StatementRecord)


def origin_record(told: Told) -> OriginRecord | None:
    """Return the page on which a statement was first said; None where it is none of the archive."""
    origin = told.statement.origin
    first = next((told.by_id[one] for one in origin.appearances if one in told.by_id), None)
    if origin.kind != "page":
        return None
    article = told.article(first) if first else None
    return OriginRecord(
        url=origin.url,
        outlet=article.outlet if article else None,
        published=published_of(article) if article else None,
        appearances=origin.appearances,
    )


def appearance_record(told: Told, one: Appearance) -> AppearanceRecord:
    """Return the record of an appearance; its article, and that which it is held against, must be there with text."""
    carrier, said, speaker, taken = (
        told.carriers[one.carrier],
        told.attribution(one),
        told.source(one),
        told.source_of(one),
    )
    return AppearanceRecord(
        id=one.id,
        url=one.url,
        version=one.version,
        version_id=one.carrier,
        outlet=carrier.article.outlet,
        headline=carrier.article.headline,
        published=published_of(carrier.article),
        seen=in_words(carrier.seen),
        language=one.language,
        text=one.text,
        spans=one.spans,
        position=one.position,
        kind=said.kind if said else None,
        speaker=one.speaker,
        role=speaker.role if speaker else None,
        organization=speaker.organization if speaker else None,
        relation=one.relation,
        changes=_changes(told, one),
        against=one.against,
        source=taken.url if taken else None,
        source_id=one.step.source if one.step else None,
        ground=one.step.ground if one.step else None,
        strength=one.step.strength if one.step else None,
        against_clock=bool(one.step and one.step.against_clock),
        speaker_type=speaker.type if speaker else None,
    )


def _changes(told: Told, one: Appearance) -> tuple[ChangeRecord, ...]:
    both = zip(one.changes, told.wordings(one), strict=False)
    return tuple(
        ChangeRecord(change.what, words.original, words.appearance, change.original, change.appearance)
        for change, words in both
    )
