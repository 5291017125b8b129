"""Two texts that say a thing in different words, and how much of the one the other speaks of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from otkuda.statements.names import is_name, sound_alike
from otkuda.statements.predicates import meant
from otkuda.statements.quantity import holds

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from otkuda.statements.quantity import Quantity
    from otkuda.statements.reading import Reading
    from otkuda.statements.units import Unit

MOST_FACTS = 100  # numbers or names of a text that are compared: no quotation has so many
_CONTENT = 4  # letters of a word that says something of its own
_HALF = 0.5  # of the length of one sentence: it is told
_WHOLE = 0.85  # of the length of several: all of them are told
_STEM = 5  # letters by which words are taken for one


@dataclass(frozen=True, slots=True)
class Told:
    """An appearance and its origin, and the places in the appearance of words that tell who speaks."""

    appearance: Reading
    original: Reading
    said: frozenset[int]
    is_translation: bool
    stems: frozenset[str]  # of the appearance
    counted: tuple[Quantity, ...]
    named: tuple[Unit, ...]

    def share(self) -> float:
        """Return how long the appearance is beside its origin, in letters, without the words that tell who speaks."""
        ours = sum(len(unit.key) for place, unit in enumerate(self.appearance.units) if place not in self.said)
        return ours / max(1, sum(len(unit.key) for unit in self.original.units))

    def coverage(self, places: Iterable[int]) -> float:
        """Return what share of some words of the original the appearance has, in whatever form; 0 where none tells."""
        units = [unit for place in places if stems(unit := self.original.units[place]) or unit.quantity]
        return sum(self._has(unit) for unit in units) / len(units) if units else 0.0

    def speaks_of(self, place: int) -> bool:
        """Does a translation tell the sentence of a place of the original?

        It does where it has a number or a name of it; of a sentence without any only its length tells.
        """
        sentence = [one for clause in self.sentence(place) for one in clause]
        facts = [one for one in sentence if (unit := self.original.units[one]).quantity or is_name(unit)]
        if facts and len(sentence) < len(self.original.units):
            return any(self._has(self.original.units[one]) for one in facts)
        return self.share() >= (_HALF if len(sentence) == len(self.original.units) else _WHOLE)

    def _has(self, unit: Unit) -> bool:
        if unit.quantity:
            return any(holds(one, unit.quantity) for one in self.counted)
        if self.is_translation and is_name(unit):
            return any(sound_alike(one, unit) for one in self.named)
        if self.is_translation:
            return not self.appearance.by_concept.keys().isdisjoint(meant(unit, self.original.tables.language.code))
        return not self.stems.isdisjoint(stems(unit))

    def sentence(self, place: int) -> list[range]:
        """Return the clauses of the original's sentence in which a place is."""
        return self.original.sentence(place)


def tell(appearance: Reading, original: Reading, said: frozenset[int], *, is_translation: bool) -> Told:
    """Return two texts to be compared by what they say."""
    units = appearance.units
    found = frozenset(stem for unit in units for stem in stems(unit))
    counted = tuple({unit.key: unit.quantity for unit in units if unit.quantity}.values())[:MOST_FACTS]
    capital = {unit.key: unit for unit in units if unit.first.is_capital and not unit.quantity}
    named = tuple(capital.values())[:MOST_FACTS]
    return Told(appearance, original, said, is_translation, found, counted, named)


def around(reading: Reading, places: Sequence[int], reach: int) -> frozenset[str | int]:
    """Return what the words beside some places speak of: their stems, and their concepts."""
    code = reading.tables.language.code
    near = [*reading.units[max(0, places[0] - reach) : places[0]], *reading.units[places[-1] + 1 :][:reach]]
    found: set[str | int] = set()
    for unit in near:
        if own := stems(unit):
            found |= own | meant(unit, code)
    return frozenset(found)


def stems(unit: Unit) -> frozenset[str]:
    """Return the beginnings of the lemmas of a word that says something of its own."""
    if unit.quantity or len(unit.key) < _CONTENT:
        return frozenset()
    return frozenset(form[:_STEM] for form in unit.forms if len(form) >= _CONTENT)
