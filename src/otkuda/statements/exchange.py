"""Numbers that changed places: «45 кедров и 130 сосен», of which «130 кедров и 45 сосен» was made.

What a number counts is told by the words beside it that both texts have, each once. Two numbers changed places where
each is nearer to the other's words than to its own.
"""

from __future__ import annotations

from itertools import combinations, product
from typing import TYPE_CHECKING, NamedTuple

from otkuda.model import Change
from otkuda.statements.predicates import meant
from otkuda.statements.quantity import Amount, can_differ, is_same
from otkuda.statements.told import MOST_FACTS, stems

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from otkuda.statements.quantity import Quantity
    from otkuda.statements.reading import Reading
    from otkuda.statements.told import Told
    from otkuda.statements.units import Unit

_REACH = 6  # words, marks counted as some, between a number and what tells what it counts
_MARK = 3  # words that a mark is as good as
_MOST = 12  # numbers that both texts have
_PARTING = frozenset(",;:.!?\n")


class _Both(NamedTuple):
    """A number or a word that both texts have: its place in the appearance, and at the origin."""

    ours: int
    theirs: int


def exchanged(told: Told) -> Iterator[Change]:
    """Yield the pairs of numbers each of which stands where the other stood."""
    numbers, words = _numbers(told), _words(told)
    for (one, first), (other, second) in combinations(numbers, 2):
        if _are_alike(told.original, (one.theirs, first), (other.theirs, second)) and _changed_places(
            told, one, other, words
        ):
            ours, theirs = sorted((one.ours, other.ours)), sorted((one.theirs, other.theirs))
            yield Change("number", told.appearance.span(ours), told.original.span(theirs))


def _are_alike(original: Reading, *numbers: tuple[int, Quantity]) -> bool:
    """Count both the same kind of thing? The one may leave it unsaid: «90 миллионов тенге, на школу 60 миллионов»."""
    (_, first), (_, second) = numbers
    if can_differ(first, second):
        return True
    lone = [place for place, one in numbers if isinstance(one.what, Amount) and not one.what.measure]
    return len(lone) == 1 and lone[0] + 1 in {len(original.units), *_marked(original)}


def _marked(reading: Reading) -> set[int]:
    return {place for place, unit in enumerate(reading.units) if unit.marks.strip()}


def _numbers(told: Told) -> list[tuple[_Both, Quantity]]:
    """Return the numbers that each of the texts has once."""
    ours, theirs = _amounts(told.appearance), _amounts(told.original)
    found = []
    for place, quantity in ours:
        same = [at for at, other in theirs if is_same(quantity, other)]
        is_once = len(same) == 1 and sum(is_same(quantity, other) for _, other in ours) == 1
        if is_once and place not in told.said:
            found.append((_Both(place, same[0]), quantity))
    return found[:_MOST]


def _amounts(reading: Reading) -> list[tuple[int, Quantity]]:
    found = [(place, unit.quantity) for place, unit in enumerate(reading.units) if unit.quantity]
    return [one for one in found if isinstance(one[1].what, Amount)][:MOST_FACTS]


def _words(told: Told) -> list[_Both]:
    """Return the words that each of the texts has once."""
    ours, theirs = _once(told.appearance), _once(told.original)
    return sorted({_Both(ours[key], theirs[key]) for key in ours.keys() & theirs.keys()})


def _once(reading: Reading) -> dict[str | int, int]:
    places: dict[str | int, list[int]] = {}
    for place, unit in enumerate(reading.units):
        for key in _keys(unit, reading):
            places.setdefault(key, []).append(place)
    return {key: found[0] for key, found in places.items() if len(found) == 1}


def _keys(unit: Unit, reading: Reading) -> frozenset[str | int]:
    """Return by what a word can be known in the other text; small ordinals tell, too: «в первую смену»."""
    if unit.quantity:
        return frozenset({unit.key})
    own: frozenset[str | int] = stems(unit)
    return own | meant(unit, reading.tables.language.code) if own else own


def _changed_places(told: Told, one: _Both, other: _Both, words: Sequence[_Both]) -> bool:
    """Speaks more for it than against it that the words beside two numbers tell? The surer at the origin the more."""
    if _counts_the_same(told, one, other) or _counts_the_same(told, other, one):
        return False
    total, is_near = 0, False
    for mine, its in product(*(_beside(told.original, number, words) for number in (one, other))):
        before = _leaning(told.original, (one.theirs, other.theirs), (mine.theirs, its.theirs))
        if before < 0:
            total -= before * _leaning(told.appearance, (one.ours, other.ours), (mine.ours, its.ours))
            is_near = is_near or _are_as_near(told, (one, its), (other, mine))
    return total > 0 and is_near


def _counts_the_same(told: Told, one: _Both, other: _Both) -> bool:
    """Counts a number in both texts what stands behind it: «три состава по шесть вагонов», «алты вагондық үш құрам»?

    Of «выиграли 14 партий и проиграли 6» the second leaves it unsaid, and the first tells nothing.
    """
    before, its = _behind(told.original, one.theirs), _behind(told.original, other.theirs)
    now = _behind(told.appearance, one.ours)
    return bool(its) and before.isdisjoint(its) and not before.isdisjoint(now)


def _behind(reading: Reading, place: int) -> frozenset[str | int]:
    """Return by what the word is known that stands behind a number with no mark between."""
    unit = next((unit for unit in reading.units[place + 1 : place + 2] if not unit.marks.strip()), None)
    return _keys(unit, reading) if unit else frozenset()


def _beside(original: Reading, number: _Both, words: Sequence[_Both]) -> list[_Both]:
    return [word for word in words if word != number and _distance(original, number.theirs, word.theirs) <= _REACH]


def _are_as_near(told: Told, *pairs: tuple[_Both, _Both]) -> bool:
    """Stands each number by the other's word, nearly as the other did?"""
    (one, its), (other, mine) = pairs
    return (
        _distance(told.appearance, one.ours, its.ours) <= _distance(told.original, other.theirs, its.theirs) + 1
        and _distance(told.appearance, other.ours, mine.ours) <= _distance(told.original, one.theirs, mine.theirs) + 1
    )


def _leaning(reading: Reading, numbers: tuple[int, int], words: tuple[int, int]) -> int:
    """Return less than 0 where each of two numbers is nearer to its word, more where it is to the other's."""
    straight = sum(_distance(reading, number, word) for number, word in zip(numbers, words, strict=True))
    return straight - sum(_distance(reading, number, word) for number, word in zip(numbers, words[::-1], strict=True))


def _distance(reading: Reading, one: int, other: int) -> int:
    first, last = sorted((one, other))
    marks = sum(bool(_PARTING.intersection(unit.marks)) for unit in reading.units[first + 1 : last + 1])
    return last - first + _MARK * marks
