"""Whether the appearance is surer than its origin, or less sure: hedges, conditions, what was said against it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.model import Change
from otkuda.statements.predicates import predicate, same

if TYPE_CHECKING:
    from collections.abc import Iterator

    from otkuda.model import Span
    from otkuda.statements.markers import Marker
    from otkuda.statements.reading import Reading
    from otkuda.statements.told import Told

_COVERED = 0.34  # share of the words of a clause that makes the appearance speak of it
_SURELY = 0.6


def hedged(told: Told) -> Iterator[Change]:
    """Yield the hedge or condition that one of the texts has, and the half of a sentence that turned it."""
    ours, theirs = _hedges(told.appearance), _hedges(told.original)
    lost = [one for one in theirs if (_is_strong(one) or one.kind == "able") and _speaks_of(told, one)]
    gained = [one for one in ours if _is_strong(one) and one.first not in told.said]
    if lost and not ours:
        yield Change("hedge", told.appearance.point(0), _span(told.original, lost[0]))
    elif gained and not theirs:
        yield Change("hedge", _span(told.appearance, gained[0]), told.original.point(0))
    if not told.is_translation and not lost and (half := _half_left_out(told)):
        yield Change("omission", told.appearance.point(len(told.appearance.units)), told.original.span(half))


def enabled(told: Told) -> Iterator[Change]:
    """Yield «мог начаться», of which «начался» was said: in one language nothing leaves a «мочь» unsaid."""
    if told.is_translation or _hedges(told.original):
        return
    code = told.original.tables.language.code
    for one in _hedges(told.appearance):
        about = predicate(told.appearance, one) if one.kind == "able" and one.first not in told.said else None
        if about is None:
            continue
        if plain := same(told.original, told.appearance.units[about], code, by_form=True):
            yield Change("hedge", _span(told.appearance, one), told.original.span(plain[:1]))


def _hedges(reading: Reading) -> list[Marker]:
    return [one for one in reading.markers if one.sort in {"hedge", "conditional"}]


def _is_strong(marker: Marker) -> bool:
    return (marker.sort, marker.kind) in {("hedge", "possible"), ("conditional", "strong")}


def _span(reading: Reading, marker: Marker) -> Span:
    return reading.span(range(marker.first, marker.end))


def _speaks_of(told: Told, marker: Marker) -> bool:
    """Does the appearance speak of the sentence in which a hedge stands, beside the condition itself?"""
    clauses = told.sentence(marker.first)
    own = next(clause for clause in clauses if marker.first in clause)
    if told.is_translation:
        rest = [place for place in own if not marker.first <= place < marker.end]
        about = [rest] if rest else [clause for clause in clauses if clause is not own]
        return told.speaks_of(marker.first) or any(told.coverage(clause) >= _SURELY for clause in about)
    others = [clause for clause in clauses if clause is not own] if marker.sort == "conditional" else clauses
    return any(told.coverage(clause) >= _COVERED for clause in others or [own])


def _half_left_out(told: Told) -> range | None:
    """Return the half of a sentence that turned the other one, and of which the appearance has nothing."""
    ours, theirs = told.appearance.units, told.original.units
    contrasts = told.appearance.tables.contrasts
    if any(contrasts.at(ours, place) for place in range(len(ours))):
        return None
    for place in range(1, len(theirs)):
        if contrasts.at(theirs, place) and told.original.opens_segment(place):
            clauses = told.sentence(place)
            before = [clause for clause in clauses if clause[0] < place]
            behind = [clause for clause in clauses if clause[0] >= place]
            is_kept = any(told.coverage(clause) >= _SURELY for clause in before)
            if is_kept and not any(told.coverage(clause) for clause in behind):
                return range(place, behind[-1][-1] + 1)
    return None
