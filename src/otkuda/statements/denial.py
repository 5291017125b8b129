"""Whether the appearance denies what its origin says, or says what it denies.

A denied word is looked for in the other text, by its concept where that is in another language: «не планируем»,
«планируют»; «жаппаймыз», "will be closed". Only a word of no known concept leaves the whole to be compared: the one
text denies something, the other nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from otkuda.model import Change
from otkuda.statements.predicates import meant, predicate, same

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from otkuda.model import Span
    from otkuda.statements.markers import Marker
    from otkuda.statements.reading import Reading
    from otkuda.statements.told import Told

_REACH = 4  # words between a negation and what it denies
_BESIDE = 6  # words between «не» and the «без» that undoes it
_ANY = frozenset({"strong", "weak", "lacking", "affirmed"})


class _Denied(NamedTuple):
    """What is denied in a text: the places of the negation and of the word."""

    marker: Marker
    place: int


def denied(told: Told) -> Iterator[Change]:
    """Yield what one of the texts denies and the other does not."""
    for one in _all_denied(told.original, frozenset()):
        if place := _said_plainly(one, told.original, told.appearance, told.said):
            yield Change("negation", told.appearance.span(place), _span(told.original, one))
    for one in _all_denied(told.appearance, told.said):
        if place := _said_plainly(one, told.appearance, told.original, frozenset()):
            yield Change("negation", _span(told.appearance, one), told.original.span(place))
    if told.is_translation:
        yield from _in_translation(told)


def is_denied_in(plain: Reading, denying: Reading, marker: Marker) -> bool:
    """Denies the one text, too, what a negation of the other denies?"""
    place = predicate(denying, marker)
    if place is None:
        return False
    words = same(plain, denying.units[place], denying.tables.language.code)
    return any(is_denied_at(plain, at, {"strong"}) for at in words)


def _in_translation(told: Told) -> Iterator[Change]:
    """Compare the whole where no concept tells what is denied."""
    ours, theirs = _negators(told.appearance, frozenset()), _negators(told.original, frozenset())
    lost = [one for one in theirs if _is_unknown(told.original, one) and told.speaks_of(one.first)]
    gained = [one for one in ours if _is_unknown(told.appearance, one) and one.first not in told.said]
    if lost and not ours:
        yield Change("negation", told.appearance.point(0), told.original.span(range(lost[0].first, lost[0].end)))
    elif gained and not theirs:
        yield Change("negation", told.appearance.span(range(gained[0].first, gained[0].end)), told.original.point(0))


def _is_unknown(reading: Reading, marker: Marker) -> bool:
    """Tells no concept what is denied in the sentence of a negation?"""
    places = [at for clause in reading.sentence(marker.first) for at in clause]
    strong = [one for one in reading.markers_in(places) if one.sort == "negator" and one.kind == "strong"]
    told = [at for one in strong if (at := predicate(reading, one)) is not None]
    return marker in strong and not any(meant(reading.units[at], reading.tables.language.code) for at in told)


def _negators(reading: Reading, said: frozenset[int]) -> list[Marker]:
    return [one for one in reading.markers if one.sort == "negator" and one.first not in said]


def _all_denied(reading: Reading, said: frozenset[int]) -> list[_Denied]:
    strong = [one for one in _negators(reading, said) if one.kind == "strong"]
    found = [(one, predicate(reading, one)) for one in strong]
    return [_Denied(marker, place) for marker, place in found if place is not None]


def _are_conditions(one: _Denied, denying: Reading, plain: Reading, found: list[int]) -> bool:
    """«Не начнём, если не дадут денег» says the same as «начало зависит от денег»."""
    is_first = _has_condition(denying, one.place)
    return is_first and any(_has_condition(plain, place) for place in found)


def _has_condition(reading: Reading, place: int) -> bool:
    places = [at for clause in reading.sentence(place) for at in clause]
    return any(one.sort == "conditional" for one in reading.markers_in(places))


def _is_undone(one: _Denied, denying: Reading, plain: Reading, found: list[int], said: frozenset[int]) -> bool:
    """«Не закроют без предупреждения» says that it may be closed, and with what: is that told?"""
    near = denying.markers_in(range(one.marker.end, one.marker.end + _BESIDE))
    exceptions = [marker.end for marker in near if marker.kind == "lacking"]
    if not exceptions:
        return False
    code = denying.tables.language.code
    is_hedged = any(marker.sort == "hedge" for at in found for marker in plain.markers_in(range(at - _REACH, at)))
    words = [unit for at in exceptions for unit in denying.units[at : at + 1]]
    return is_hedged or any(at not in said for word in words for at in same(plain, word, code))


def _said_plainly(one: _Denied, denying: Reading, plain: Reading, said: frozenset[int]) -> list[int]:
    """Return where the other text has the same word undenied; nowhere, if it is denied there, or said here as well."""
    word, code = denying.units[one.place], denying.tables.language.code
    if not all(is_denied_at(denying, place) for place in same(denying, word, code) if place != one.place):
        return []
    is_itself = any(_is_itself(marker, one.place) for marker in denying.markers_in([one.place]))
    found = [place for place in same(plain, word, code, by_form=is_itself) if place not in said]
    is_denied = any(is_denied_at(plain, place) for place in found)
    is_other = _is_undone(one, denying, plain, found, said) or _are_conditions(one, denying, plain, found)
    return [] if is_denied or is_other else found[:1]


def is_denied_at(reading: Reading, place: int, kinds: AbstractSet[str] = _ANY) -> bool:
    """Does a negation stand near a word? One that is the word itself («запрещено») denies something else."""
    near = reading.markers_in(range(place - _REACH, place + _REACH))
    return any(one.sort == "negator" and one.kind in kinds and not _is_itself(one, place) for one in near)


def _is_itself(marker: Marker, place: int) -> bool:
    return marker.kind == "weak" and marker.first <= place < marker.end


def _span(reading: Reading, one: _Denied) -> Span:
    return reading.span(sorted({one.marker.first, one.place}))
