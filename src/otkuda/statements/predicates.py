"""What a negation or a hedge is about, and whether another text speaks of it, in whatever form or language.

«Не будем закрывать» and «могут закрыть» are about the closing, «дефицита нет» about the shortage.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.lang.concepts import concepts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from otkuda.statements.markers import Marker
    from otkuda.statements.reading import Reading
    from otkuda.statements.units import Unit

_ALIKE = 0.44  # of the longer of two words, the letters that both must begin with: «поднимать», «поднять»
_LEAST = 4  # letters
_REACH = 3  # words between a marker and what it is about
_CLAUSE = 10  # words between an infinitive and the help verb that closes its clause
_SHORT = 3  # letters of the shortest word that tells something
_MOST = 200  # places of one word that are looked at
_PREDICATES = frozenset("VERB INFN PRTF PRTS ADJS ADJF PRED GRND".split())
_VERBAL = frozenset("VERB INFN PRTF PRTS GRND".split())
_GRAMMAR = frozenset("PREP CONJ PRCL NPRO Apro Auxl INTJ ADVB".split())
_DENYING = frozenset({"neg"})


def predicate(reading: Reading, marker: Marker) -> int | None:
    """Return the place of what a marker is about; None where it is not told."""
    if reading.tables.language.order == "sov":
        return _before(reading, marker)
    for find in (_behind, _in_front, _counted):
        if (found := find(reading, marker)) is not None:
            return found
    return None


def _before(reading: Reading, marker: Marker) -> int | None:
    """Return the last word that is no help verb: the negative verb itself, or what stands before «емес», «мүмкін»."""
    units = reading.units
    is_verb = bool(units[marker.first].grammemes & _DENYING)
    place = marker.first if is_verb else marker.first - 1
    while place > 0 and _is_light(reading, place) and not units[place].marks and units[place - 1].grammemes & _VERBAL:
        place -= 1
    return None if place < 0 or (place != marker.first and units[place + 1].marks) else place


def _behind(reading: Reading, marker: Marker) -> int | None:
    """Return the first verb behind, or the infinitive that hangs on it: «не собираемся продавать»."""
    units = reading.units
    found: int | None = None
    for place in range(marker.end, min(marker.end + _REACH, len(units))):
        unit = units[place]
        if (found is not None or "Negt" not in units[marker.first].grammemes) and unit.marks:
            break
        if found is not None:
            return place if unit.grammemes & {"INFN"} and not _is_light(reading, place) else found
        if _is_predicate(reading, place):
            found = place
    return found


def _in_front(reading: Reading, marker: Marker) -> int | None:
    """Return the infinitive that a help verb closes: «повышать тариф не будем»."""
    if marker.end >= len(reading.units) or not _is_light(reading, marker.end):
        return None
    for place in range(marker.first - 1, max(-1, marker.first - 1 - _CLAUSE), -1):
        if reading.units[place].grammemes & {"INFN", "PRTS", "PRTF"} and not _is_light(reading, place):
            return place
        if reading.units[place].marks:
            return None
    return None


def _is_predicate(reading: Reading, place: int) -> bool:
    unit = reading.units[place]
    if unit.quantity or len(unit.key) < _SHORT or _is_light(reading, place):
        return False
    if reading.tables.language.code == "en":  # "raise" may be a noun: nothing tells
        return not unit.grammemes & _GRAMMAR
    return bool(unit.grammemes & _PREDICATES) and not unit.grammemes & {"Apro"}


def _is_light(reading: Reading, place: int) -> bool:
    """Does a word only help another: «будем», "going to", «отыр»?"""
    unit = reading.units[place]
    return not unit.forms.isdisjoint(reading.tables.light) or "Auxl" in unit.grammemes


def _counted(reading: Reading, marker: Marker) -> int | None:
    """Return what there is none of: «дефицита инсулина нет», «нет жертв»."""
    units = reading.units
    behind = range(marker.end, min(marker.end + _REACH, len(units)))
    before = range(marker.first - 1, max(-1, marker.first - 1 - _REACH), -1)
    found: int | None = None
    if "PRED" not in units[marker.first].grammemes:
        return None
    for places in (behind, before):
        for place in places:
            if {"NOUN", "gent"} <= units[place].grammemes:
                found = place
            if found is not None and (places is behind or units[place].marks):
                break
        if found is not None:
            return found
    return None


def same(reading: Reading, word: Unit, code: str, *, by_form: bool = False) -> list[int]:
    """Return the places of forms of a word of a language and of its other aspect; if none, of what says the same."""
    places = reading.alike(word)[:_MOST] if code == reading.tables.language.code else []
    found = [place for place in places if _are_one(reading.units[place], word)]
    if found or by_form:
        return found
    return sorted({at for one in meant(word, code) for at in reading.by_concept.get(one, ())})[:_MOST]


def meant(unit: Unit, code: str) -> frozenset[int]:
    """Return the concepts of a word."""
    return frozenset() if unit.quantity else concepts(unit.forms, code)


def by_concept(units: Iterable[Unit], code: str) -> dict[int, list[int]]:
    """Return the places of words by their concepts."""
    found: dict[int, list[int]] = {}
    for place, unit in enumerate(units):
        for one in meant(unit, code):
            found.setdefault(one, []).append(place)
    return found


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
