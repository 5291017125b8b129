"""What a comparison of an appearance with its origin says.

Offsets are half-open and count Unicode code points, each of its own text. A span without length stands where the other
text has words that this one lacks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from otkuda.model import Change, Relation, Span

Operation = Literal["equal", "replaced", "left out", "added"]


class Edit(NamedTuple):
    """One step of a word diff: stretches of the two texts that are equal or stand for each other."""

    operation: Operation
    appearance: Span
    original: Span


@dataclass(frozen=True, slots=True)
class Comparison:
    """How an appearance stands to its origin.

    ``changes`` is empty unless the relation is «altered». ``alignment`` runs from the beginning of the appearance to
    its end; it is empty where the texts are in different languages. ``window`` is the stretch of the original that was
    looked at: all of it, unless it is much longer than the appearance.
    """

    relation: Relation
    changes: tuple[Change, ...]
    alignment: tuple[Edit, ...]
    window: Span
