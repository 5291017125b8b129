"""A text as it is compared: its units, its markers, and which of its words tell who speaks."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from otkuda.model import Span
from otkuda.statements.lists import Lists, lists
from otkuda.statements.markers import Marker, read_markers
from otkuda.statements.predicates import by_concept
from otkuda.statements.units import Unit, read_units

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

OPENING = 3  # letters
_BESIDE = 2  # words between a number and an approximator
_MOST_SAID = 12  # words of a clause that tells who speaks
_MOST_OF_TEXT = 0.67
_DIVIDING = frozenset(",;:.!?…—–―-()\n«»“”„\"'")


@dataclass(frozen=True, slots=True)
class Reading:
    """A text, or a window of it. Places are those in ``units``."""

    units: list[Unit]
    markers: list[Marker]
    tables: Lists
    markers_at: Mapping[int, Sequence[Marker]]  # by each of their places
    by_opening: Mapping[str, Sequence[int]]  # places of words by the first letters (OPENING) of their forms
    by_concept: Mapping[int, Sequence[int]]  # places of words by what they speak of
    sentences: Mapping[int, range]  # places by the number of a sentence

    def markers_in(self, places: Iterable[int]) -> list[Marker]:
        """Return the markers that have a word at any of some places, in order."""
        return sorted({marker for place in places for marker in self.markers_at.get(place, ())})

    def alike(self, unit: Unit) -> list[int]:
        """Return the places of words of which a form begins as one of a word does."""
        openings = {form[:OPENING] for form in unit.forms}
        return sorted({place for opening in openings for place in self.by_opening.get(opening, ())})

    def clauses(self, places: range) -> list[range]:
        """Return the places between two marks each, of a stretch."""
        edges = [place for place in places if place == places.start or self.opens_segment(place)]
        return [range(start, end) for start, end in pairwise([*edges, places.stop])]

    def sentence(self, place: int) -> list[range]:
        """Return the clauses of the sentence in which a place is."""
        return self.clauses(self.sentences[self.units[place].sentence])

    def span(self, places: Sequence[int]) -> Span:
        """Return the stretch of text from the first to the last of some places."""
        return Span(self.units[places[0]].start, self.units[places[-1]].end)

    def inexact(self, place: int) -> Span:
        """Return the stretch of a quantity with the words that make it inexact."""
        near = self.markers_in(range(place - _BESIDE, place + _BESIDE + 1))
        places = [at for one in near if one.sort == "approximator" for at in (one.first, one.end - 1)]
        return self.span(range(min([place, *places]), max([place, *places]) + 1))

    def point(self, place: int) -> Span:
        """Return the empty stretch before a place."""
        if place < len(self.units):
            return Span(self.units[place].start, self.units[place].start)
        end = self.units[-1].end if self.units else 0
        return Span(end, end)

    def opens_segment(self, place: int) -> bool:
        """Does a mark, the beginning or the end of the text stand before a place?"""
        return place in {0, len(self.units)} or bool(_DIVIDING.intersection(self.units[place].marks))

    def is_cue(self, place: int) -> bool:
        """Is a word one that hands words to a source: «сказал», «по словам»?"""
        unit, language = self.units[place], self.tables.language
        return bool(unit.forms & language.cues.keys()) or unit.key in language.phrases


def read(text: str, code: str) -> Reading:
    """Return a text as it is compared."""
    return of_units(read_units(text, code), code)


def of_units(units: list[Unit], code: str) -> Reading:
    """Return some units of a text as a reading of their own."""
    tables = lists(code)
    markers = read_markers(units, tables)
    markers_at: dict[int, list[Marker]] = {}
    for marker in markers:
        for place in range(marker.first, marker.end):
            markers_at.setdefault(place, []).append(marker)
    by_opening: dict[str, list[int]] = {}
    sentences: dict[int, range] = {}
    for place, unit in enumerate(units):
        for opening in {form[:OPENING] for form in unit.forms}:
            by_opening.setdefault(opening, []).append(place)
        sentences[unit.sentence] = range(sentences.get(unit.sentence, range(place, place)).start, place + 1)
    return Reading(units, markers, tables, markers_at, by_opening, by_concept(units, code), sentences)


def said_by(reading: Reading, shared: AbstractSet[int]) -> frozenset[int]:
    """Return the places of the words that tell who speaks: «– сказал он. –», «по её словам», "Pell said".

    They are clauses with a cue of which the other text has hardly a word (``shared`` are the places that it has). What
    counts or hedges something is said itself, a whole sentence, too; and most of a text is never who speaks.
    """
    found: set[int] = set()
    fitting = [segment for segment in segments(reading) if _tells_who(reading, segment, shared)]
    for segment in sorted(fitting, key=len):
        if len(found) + len(segment) <= _MOST_OF_TEXT * len(reading.units):
            found.update(segment)
    return frozenset(found)


def _tells_who(reading: Reading, segment: range, shared: AbstractSet[int]) -> bool:
    units = reading.units
    if len(segment) > _MOST_SAID or len(shared & set(segment)) * 3 > len(segment):
        return False
    if not any(reading.is_cue(place) for place in segment) or any(units[place].quantity for place in segment):
        return False
    return not any(
        _is_content(one) and one.first in segment for one in reading.markers_in(segment)
    ) and not _is_sentence(units, segment)


def _is_content(marker: Marker) -> bool:
    """«не исключено», «не стал называть»: what hedges or denies tells more than who speaks."""
    return (marker.sort, marker.kind) in {("hedge", "possible"), ("negator", "strong")}


def _is_sentence(units: Sequence[Unit], segment: range) -> bool:
    around = [*units[max(0, segment[0] - 1) : segment[0]], *units[segment[-1] + 1 : segment[-1] + 2]]
    return all(unit.sentence != units[segment[0]].sentence for unit in around)


def segments(reading: Reading) -> list[range]:
    """Return the places of the words between two marks each."""
    return reading.clauses(range(len(reading.units)))
