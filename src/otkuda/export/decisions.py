"""Decisions as JSON Lines, one a line, so that they can be carried to another archive."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from otkuda.errors import InputError
from otkuda.export.record import encode
from otkuda.model import Anchor, Decision, DecisionKind, Source, SourceType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import BinaryIO

_SIDES = {  # does a decision speak of a first appearance, and of a second?
    "merge": (True, True),
    "split": (True, True),
    "speaker": (True, False),
    "no_quotation": (True, False),
    "span": (True, True),
    "missed": (True, False),
    "differs": (True, False),
    "undo": (False, False),
}
_SPEAKING = {"speaker", "missed"}  # those that say whose words it is


@dataclass(frozen=True, slots=True)
class AnchorRecord:
    """Words of an article and what stands around them."""

    article: str
    exact: str
    prefix: str
    suffix: str


@dataclass(frozen=True, slots=True)
class SpeakerRecord:
    """Who speaks."""

    entity: str
    type: SourceType
    role: str | None = None
    organization: str | None = None


@dataclass(frozen=True, slots=True)
class DecisionRecord:
    """A decision as a line says it."""

    id: str
    kind: DecisionKind
    made: str
    by: str | None = None
    first: tuple[AnchorRecord, ...] = ()
    second: tuple[AnchorRecord, ...] = ()
    speaker: SpeakerRecord | None = None
    undoes: str | None = None


def write_decisions(file: BinaryIO, decisions: Iterable[Decision]) -> int:
    """Write a line for each decision. Returns how many."""
    count = 0
    for one in decisions:
        file.write(encode(decision_record(one)))
        count += 1
    return count


def decision_record(one: Decision) -> DecisionRecord:
    """Return the record of a decision."""
    speaker = one.speaker
    return DecisionRecord(
        one.id,
        one.kind,
        one.made.astimezone(UTC).isoformat(),
        one.by,
        tuple(AnchorRecord(*anchor) for anchor in one.first),
        tuple(AnchorRecord(*anchor) for anchor in one.second),
        SpeakerRecord(speaker.entity, speaker.type, speaker.role, speaker.organization) if speaker else None,
        one.undoes,
    )


def read_decisions(lines: Iterable[bytes]) -> Iterator[Decision]:
    """Yield the decisions of lines that ``write_decisions`` wrote. InputError names the first line that is none."""
    import msgspec

    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield _decision(msgspec.convert(json.loads(line), DecisionRecord))
            except (ValueError, OverflowError, RecursionError) as error:
                why = str(error).partition("\n")[0][:100]
                raise InputError(f"line {number} is no decision: {why}") from error


def _decision(told: DecisionRecord) -> Decision:
    made = datetime.fromisoformat(told.made)
    if made.tzinfo is None:
        raise ValueError("«made» has no zone")
    if (bool(told.first), bool(told.second)) != _SIDES[told.kind]:
        raise ValueError(f"these are not the appearances of «{told.kind}»")
    if (told.speaker is None, told.undoes is None) != (told.kind not in _SPEAKING, told.kind != "undo"):
        raise ValueError(f"«speaker» or «undoes» is missing, or none of «{told.kind}»")
    first, second = (tuple(_anchor(one) for one in held) for held in (told.first, told.second))
    return Decision(told.id, told.kind, made, first, second, _speaker(told.speaker), told.undoes, told.by)


def _anchor(told: AnchorRecord) -> Anchor:
    return Anchor(told.article, told.exact, told.prefix, told.suffix)


def _speaker(told: SpeakerRecord | None) -> Source | None:
    return Source(None, told.entity, told.type, told.role, told.organization) if told else None
