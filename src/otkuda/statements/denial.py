"""Whether the appearance denies what its origin says, or says what it denies.

In one language a denied word is looked for in the other text: «не планируем», «планируют». In two languages only the
whole can be compared: the one text denies something, the other nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from otkuda.model import Change

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from otkuda.model import Span
    from otkuda.statements.markers import Marker
    from otkuda.statements.reading import Reading
    from otkuda.statements.told import Told
    from otkuda.statements.units import Unit

_ALIKE = 0.44  # of the longer of two words, the letters that both must begin with: «поднимать», «поднять»
_LEAST = 4  # letters
_REACH = 3  # words between a negation and what it denies
_LONG = 5  # letters of a word that tells what is denied: «не будем закрывать» denies the closing
_MOST = 200  # places of one word that are looked at
_ANY = frozenset({"strong", "weak", "affirmed"})
_PREDICATES = frozenset({"VERB", "INFN", "PRTF", "PRTS", "ADJS", "ADJF", "PRED", "GRND"})


class _Denied(NamedTuple):
    """What is denied in a text: the places of the negation and of the word."""

    marker: Marker
    place: int


def denied(told: Told) -> Iterator[Change]:
    """Yield what one of the texts denies and the other does not."""
    if told.is_translation:
        yield from _in_translation(told)
        return
    for one in _all_denied(told.original, frozenset()):
        if place := _said_plainly(one, told.original, told.appearance, told.said):
            yield Change("negation", told.appearance.span(place), _span(told.original, one))
    for one in _all_denied(told.appearance, told.said):
        if place := _said_plainly(one, told.appearance, told.original, frozenset()):
            yield Change("negation", _span(told.appearance, one), told.original.span(place))


def is_denied_in(plain: Reading, denying: Reading, marker: Marker) -> bool:
    """Denies the one text, too, what a negation of the other denies?"""
    place = _predicate(denying, marker)
    if place is None:
        return False
    word = denying.units[place]
    return any(_is_denied(plain, at, {"strong"}) for at in _same(plain, word))


def _in_translation(told: Told) -> Iterator[Change]:
    ours, theirs = _negators(told.appearance, frozenset()), _negators(told.original, frozenset())
    lost = [one for one in theirs if one.kind == "strong" and told.speaks_of(one.first)]
    gained = [one for one in ours if one.kind == "strong" and one.first not in told.said]
    if lost and not ours:
        yield Change("negation", told.appearance.point(0), told.original.span(range(lost[0].first, lost[0].end)))
    elif gained and not theirs:
        yield Change("negation", told.appearance.span(range(gained[0].first, gained[0].end)), told.original.point(0))


def _negators(reading: Reading, said: frozenset[int]) -> list[Marker]:
    return [one for one in reading.markers if one.sort == "negator" and one.first not in said]


def _all_denied(reading: Reading, said: frozenset[int]) -> list[_Denied]:
    found = [(one, _predicate(reading, one)) for one in _negators(reading, said) if one.kind == "strong"]
    return [_Denied(marker, place) for marker, place in found if place is not None]


def _predicate(reading: Reading, marker: Marker) -> int | None:
    """Return the place of what is denied: the verb itself, what stands behind «не», what stands before «емес»."""
    if reading.units[marker.first].grammemes & _PREDICATES and not reading.tables.negators.at(
        [reading.units[marker.first].first], 0
    ):
        return marker.first
    if reading.tables.language.order == "sov":
        return marker.first - 1 if marker.first else None
    for place in range(marker.end, min(marker.end + _REACH, len(reading.units))):
        unit = reading.units[place]
        if unit.grammemes & _PREDICATES and any(len(form) >= _LONG for form in unit.forms - {unit.key} or unit.forms):
            return place
    return None


def _said_plainly(one: _Denied, denying: Reading, plain: Reading, said: frozenset[int]) -> list[int]:
    """Return where the other text has the same word undenied; nowhere, if it is denied there, or said here as well."""
    word = denying.units[one.place]
    if not all(_is_denied(denying, place) for place in _same(denying, word)):
        return []
    same = [place for place in _same(plain, word) if place not in said]
    return [] if any(_is_denied(plain, place) for place in same) else same[:1]


def _same(reading: Reading, word: Unit) -> list[int]:
    """Return the places of forms of a word, or of the other aspect of a verb; of very many some."""
    return [place for place in reading.alike(word)[:_MOST] if _are_one(reading.units[place], word)]


def _are_one(one: Unit, other: Unit) -> bool:
    """Are two words forms of one, or the two aspects of one verb?"""
    if one.quantity or other.quantity:
        return False
    return any(_begin_alike(a, b) for a in one.forms - {one.key} or one.forms for b in other.forms)


def _begin_alike(one: str, other: str) -> bool:
    shared = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        shared += 1
    return one == other or (shared >= _LEAST and shared >= _ALIKE * max(len(one), len(other)))


def _is_denied(reading: Reading, place: int, kinds: AbstractSet[str] = _ANY) -> bool:
    """Does a negation stand near a word?"""
    near = reading.markers_in(range(place - _REACH - 1, place + _REACH + 1))
    return any(one.sort == "negator" and one.kind in kinds for one in near)


def _span(reading: Reading, one: _Denied) -> Span:
    return reading.span(sorted({one.marker.first, one.place}))
