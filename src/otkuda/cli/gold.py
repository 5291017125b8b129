"""Gold records in, the sides that ``score`` compares out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from otkuda.cli.sameness import Link
from otkuda.cli.score import Reading, Side
from otkuda.errors import UnreadableError
from otkuda.model import Credit, CreditType, Kind, SourceType, Span
from otkuda.serve.certainty import is_certain

if TYPE_CHECKING:
    from collections.abc import Callable

    from otkuda.model import Article


@dataclass(frozen=True, slots=True)
class GoldLink:
    """A link of a gold chain, as it stands in the file."""

    entity: str
    type: SourceType
    mention: Span | None = None
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GoldAttribution:
    """A gold attribution, as it stands in the file."""

    content: tuple[Span, ...]
    kind: Kind
    chain: tuple[GoldLink, ...]
    cue: Span | None = None


@dataclass(frozen=True, slots=True)
class GoldCredit:
    """A gold credit, as it stands in the file."""

    agency: str | None = None
    author: str | None = None
    what: CreditType = "photo"


@dataclass(frozen=True, slots=True)
class GoldRecord:
    """A line of the file."""

    id: str
    attributions: tuple[GoldAttribution, ...] = ()
    credits: tuple[GoldCredit, ...] = ()


def load(path: str) -> list[GoldRecord]:
    """Return the records of a JSONL file. Raises ``UnreadableError`` naming the file and the line that is none."""
    import msgspec

    try:
        lines = Path(path).read_bytes().split(b"\n")
    except OSError as error:
        message = f"{path}: {error.strerror}; check the name"
        raise UnreadableError(message) from error
    records = []
    for number, line in enumerate(lines, 1):
        try:
            records += [msgspec.json.decode(line, type=GoldRecord)] if line.strip() else []
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            message = f"{path}: line {number} is no gold record: {error}"
            raise UnreadableError(message) from error
    return records


def text_of(folder: str, identity: str) -> str:
    """Return the text of a record. Raises ``UnreadableError`` where it is missing or not UTF-8."""
    path = Path(folder, f"{identity}.txt")
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        message = f"{path}: no UTF-8 text there for record {identity}; check the folder of the texts"
        raise UnreadableError(message) from error


def gold_side(record: GoldRecord) -> Side:
    """Return what the record says."""
    return Side(
        tuple(
            Reading(
                one.content, one.cue, tuple(Link(link.entity, link.type, link.also) for link in one.chain), one.kind
            )
            for one in record.attributions
        ),
        tuple(Credit(one.what, one.agency, one.author, None) for one in record.credits),
    )


def read_side(article: Article) -> Side:
    """Return what otkuda read in the article."""
    readings = (
        Reading(
            content=one.content,
            cue=one.cue,
            chain=tuple(Link(link.entity, link.type) for link in one.chain),
            kind=one.kind,
            rule=one.rule,
            certain=is_certain(one),
        )
        for one in article.attributions
    )
    return Side(tuple(readings), article.credits)


def in_ranges(ranges: str) -> Callable[[str], bool]:
    """Return whether the number at the end of an id lies in ``ranges``. Raises ``ValueError`` for what are none.

    >>> within = in_ranges("001-040,061")
    >>> within("ru/007"), within("ru/061"), within("ru/050"), within("statement")
    (True, True, False, False)
    """
    bounds = [_bounds(part) for part in ranges.split(",")]

    def within(identity: str) -> bool:
        last = identity.rpartition("/")[2]
        return last.isdecimal() and any(low <= int(last) <= high for low, high in bounds)

    return within


def _bounds(part: str) -> tuple[int, int]:
    low, dash, high = part.strip().partition("-")
    return int(low), int(high if dash else low)
