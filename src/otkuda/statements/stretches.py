"""Two texts whose words are aligned, and the stretches in which they differ."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from otkuda.statements.told import MOST_FACTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from otkuda.statements.alignment import Block
    from otkuda.statements.quantity import Quantity
    from otkuda.statements.reading import Reading

FEW = 4  # words that may be put in or left out inside a clause for one of them to turn it
_SHORT = 3  # letters of a conjunction


@dataclass(frozen=True)
class Aligned:
    """Two texts, how they are aligned, and the places of words that tell who speaks in each."""

    appearance: Reading
    original: Reading
    blocks: list[Block]
    said: frozenset[int]  # of the appearance
    said_originally: frozenset[int]

    @cached_property
    def all_ours(self) -> list[Quantity]:
        """All that the appearance counts."""
        return quantities_at(self.appearance, range(len(self.appearance.units)))[:MOST_FACTS]

    @cached_property
    def all_theirs(self) -> list[Quantity]:
        """All that the origin counts."""
        return quantities_at(self.original, range(len(self.original.units)))[:MOST_FACTS]

    @cached_property
    def first_kept(self) -> dict[int, int]:
        """The first place of each of the original's sentences that the appearance has."""
        places = [place for block in self.blocks if block.is_equal for place in block.b]
        return {self.original.units[place].sentence: place for place in reversed(places)}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of the appearance that stand for words of the original, either of which may be none."""

    a: list[int]
    b: list[int]
    at_a: int
    at_b: int


def stretches(pair: Aligned) -> list[Stretch]:
    """Return what differs, without the words that tell who speaks and without whole sentences left out."""
    found = []
    for block in pair.blocks:
        a = [place for place in block.a if place not in pair.said]
        b = [place for place in block.b if place not in pair.said_originally]
        if not block.is_equal and (a or b) and not _is_said(pair, a, b) and not _is_conjunction(pair, a, b):
            found.append(Stretch(a, b, block.a.start, block.b.start))
    return found


def _is_said(pair: Aligned, a: list[int], b: list[int]) -> bool:
    """«… жабылады деді ол»: words put in that tell who speaks, with no mark before them."""
    is_last = bool(a) and a[-1] == len(pair.appearance.units) - 1
    return is_last and not b and len(a) <= FEW and any(pair.appearance.is_cue(place) for place in a)


def _is_conjunction(pair: Aligned, a: list[int], b: list[int]) -> bool:
    """«Но прогноз …», of which «Прогноз …» was made: a short word that opened a sentence."""
    if a or len(b) != 1:
        return False
    unit, before = pair.original.units[b[0]], pair.original.units[b[0] - 1] if b[0] else None
    return (
        len(unit.key) <= _SHORT
        and (before is None or before.sentence != unit.sentence)
        and not pair.original.markers_in(b)
    )


def quantities_at(reading: Reading, places: Sequence[int]) -> list[Quantity]:
    """Return what is counted or dated at some places."""
    return [quantity for place in places if (quantity := reading.units[place].quantity)]
