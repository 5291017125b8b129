"""Whether the appearance has another name where the origin has one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from otkuda.model import Change
from otkuda.statements.names import is_name, skeleton, sound_alike
from otkuda.statements.told import MOST_FACTS, around

if TYPE_CHECKING:
    from collections.abc import Iterator

    from otkuda.statements.reading import Reading
    from otkuda.statements.told import Told
    from otkuda.statements.units import Unit

_AROUND = 4  # words that tell whose name it is
_CLOSE = 3  # such words where one text has more names than the other
_SURE = 3  # consonants by which a word that opens a sentence is a name of the other text


class _Side(NamedTuple):
    """The names of a text, each as the places of its words, and the capital words of the other text."""

    reading: Reading
    names: list[list[int]]
    others: list[Unit]

    def is_known(self, place: int) -> bool:
        """Has the other text a word of a name?"""
        return any(sound_alike(self.reading.units[place], unit) for unit in self.others)

    def is_new(self, name: list[int]) -> bool:
        """Has the other text no word of a name?"""
        return not any(self.is_known(place) for place in name)


def renamed(told: Told) -> Iterator[Change]:
    """Yield the names that stand for others: in a part («Тау Цемент», «Дала Цемент»), or whole."""
    mine, others = _capitals(told.appearance), _capitals(told.original)
    names = [run for run in _named(told.appearance, others) if run[0] not in told.said]
    ours = _Side(told.appearance, names, others)
    theirs = _Side(told.original, _named(told.original, mine), mine)
    for a in ours.names:
        for b in theirs.names:
            if _is_part_changed(ours, theirs, a, b):
                yield Change("name", told.appearance.span(a), told.original.span(b))
    new, lost = [run for run in ours.names if ours.is_new(run)], [run for run in theirs.names if theirs.is_new(run)]
    if len(new) == len(lost) == 1 and _are_rivals(told, ours, theirs, new[0], lost[0]):
        yield Change("name", told.appearance.span(new[0]), told.original.span(lost[0]))


def _are_rivals(told: Told, ours: _Side, theirs: _Side, new: list[int], lost: list[int]) -> bool:
    """Stand two names for each other: at one place among as many, or with the same words beside them?"""
    is_even = len(ours.names) == len(theirs.names)
    if len(new) != len(lost):
        return False  # a place is no person
    if is_even and len(ours.names) > 1 and ours.names.index(new) == theirs.names.index(lost):
        return True
    reach = _AROUND if is_even else _CLOSE
    return bool(around(told.appearance, new, reach) & around(told.original, lost, reach))


def _is_part_changed(ours: _Side, theirs: _Side, a: list[int], b: list[int]) -> bool:
    if len(a) != len(b) or len(a) == 1:
        return False
    pairs = list(zip(a, b, strict=True))
    unlike = [(x, y) for x, y in pairs if not sound_alike(ours.reading.units[x], theirs.reading.units[y])]
    return len(unlike) == 1 and not ours.is_known(unlike[0][0]) and not theirs.is_known(unlike[0][1])


def _named(reading: Reading, others: list[Unit]) -> list[list[int]]:
    """Return the names, each as the places of its words; at the head of a sentence also those of the other text."""
    found: list[list[int]] = []
    for place, unit in enumerate(reading.units):
        if is_name(unit) or _is_name_there(unit, others):
            if found and found[-1][-1] == place - 1 and not unit.marks:
                found[-1].append(place)
            else:
                found.append([place])
    return found[:MOST_FACTS]


def _is_name_there(unit: Unit, others: list[Unit]) -> bool:
    if not unit.first.is_initial or not unit.first.is_capital or len(skeleton(unit.key)) < _SURE:
        return False
    return any(is_name(other) and sound_alike(unit, other) for other in others)


def _capitals(reading: Reading) -> list[Unit]:
    """Return the different words with a capital letter."""
    return list({unit.key: unit for unit in reading.units if unit.first.is_capital}.values())[: 3 * MOST_FACTS]
