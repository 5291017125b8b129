"""units → markers: the words that deny, that hedge, that open a condition or a contrast.

Of phrases that overlap the longest counts: «не исключено» is a hedge and denies nothing, «не менее ста» neither.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from otkuda.statements.lists import Lists, Phrases
    from otkuda.statements.units import Unit

Sort = Literal["negator", "hedge", "conditional", "approximator"]

# Grammemes of a verb that denies by itself («көтермейміз», "isn't") or that may be one of a condition: «бұзылмаса» is,
# «болса да» is none.
_DENYING = frozenset({"neg", "Negt"})
_CONDITIONAL = frozenset({"cond"})


class Marker(NamedTuple):
    """One such phrase: where its units stand, its sort, and its kind as its list gives it."""

    first: int
    end: int
    sort: Sort
    kind: str


def read_markers(units: Sequence[Unit], tables: Lists) -> list[Marker]:
    """Return the markers of a text in order."""
    found = [*_listed(units, tables), *_by_grammemes(units)]
    taken: set[int] = set()
    kept: list[Marker] = []
    for marker in sorted(found, key=lambda one: (one.first - one.end, one.first)):
        places = set(range(marker.first, marker.end))
        is_same = any((one.first, one.end) == (marker.first, marker.end) for one in kept)  # «вряд ли» hedges and denies
        if marker.sort == "conditional" or is_same or not places & taken:
            kept.append(marker)
            taken |= places
    return sorted(kept)


def _listed(units: Sequence[Unit], tables: Lists) -> Iterable[Marker]:
    sources: tuple[tuple[Sort, Phrases[str]], ...] = (
        ("hedge", tables.hedges),
        ("negator", tables.negators),
        ("conditional", tables.conditionals),
    )
    for at, unit in enumerate(units):
        if unit.quantity is not None:
            continue
        for sort, phrases in sources:
            if found := phrases.at(units, at):
                yield Marker(at, at + found.length, sort, found.value)
        if near := _of_quantity(units, at, tables):
            yield near


def _of_quantity(units: Sequence[Unit], at: int, tables: Lists) -> Marker | None:
    """Return the approximator at a place, if a quantity is near that it can belong to."""
    found = tables.approximators.at(units, at)
    if not found:
        return None
    end = at + found.length
    near = [*units[end : end + 2], *units[max(0, at - 3) : at]]
    is_one = any(unit.quantity for unit in near)
    return Marker(at, end, "approximator", found.value.kind) if is_one else None


def _by_grammemes(units: Sequence[Unit]) -> Iterable[Marker]:
    for at, unit in enumerate(units):
        if unit.grammemes & _DENYING:
            yield Marker(at, at + 1, "negator", "strong")
        if unit.grammemes & _CONDITIONAL:
            yield Marker(at, at + 1, "conditional", "weak")
