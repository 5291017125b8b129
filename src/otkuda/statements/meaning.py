"""What changed where the appearance says it in other words, or in another language.

Only what both texts speak of is compared: numbers with their measures, dates, names, what is denied, what is hedged.
What the appearance leaves out or adds beside them changes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.model import Change
from otkuda.statements.denial import denied
from otkuda.statements.derived import is_derived
from otkuda.statements.exchange import exchanged
from otkuda.statements.hedging import enabled, hedged
from otkuda.statements.inexact import approximator_changed
from otkuda.statements.naming import renamed
from otkuda.statements.parts import taken_for_whole
from otkuda.statements.quantity import Amount, Date, can_differ, holds, is_other_measure, is_same
from otkuda.statements.reversal import reversed_in
from otkuda.statements.told import MOST_FACTS, around

if TYPE_CHECKING:
    from collections.abc import Iterator

    from otkuda.statements.quantity import Quantity
    from otkuda.statements.reading import Reading
from otkuda.statements.told import Told

_AROUND = 4  # words that tell what a number counts
_SMALL = 10  # ordinals below are words like others: «второй этап»

Counted = tuple[int, "Quantity"]  # where a quantity stands, and it


def changes(told: Told) -> Iterator[Change]:
    """Yield what is not the same any more."""
    yield from numbers(told)
    yield from renamed(told)
    yield from denied(told)
    yield from reversed_in(told)
    yield from hedged(told)
    yield from enabled(told)


def numbers(told: Told) -> Iterator[Change]:
    """Yield the numbers and dates that are others than the origin's, and those that lost what made them inexact."""
    ours = [one for one in _counted(told.appearance) if one[0] not in told.said]
    theirs = _counted(told.original)
    matched = _matched(ours, theirs)
    new, free = [a for a in ours if a[0] not in matched], [b for b in theirs if b[0] not in matched.values()]
    for a in ours:
        same = [b for b in theirs if _agree(a, b)]
        rivals = [b for b in free if a in new and _are_rivals(told, a, b, new, free)]
        if rivals and is_derived(a[1], [b[1] for b in theirs]):
            continue
        if rivals and not (same and told.is_translation):
            spans = told.appearance.span([a[0]]), told.original.span([rivals[0][0]])
            yield Change("date" if isinstance(a[1].what, Date) else "number", *spans)
        elif same and all(approximator_changed(a[1], b[1]) for b in same):
            yield Change("hedge", told.appearance.inexact(a[0]), told.original.inexact(same[0][0]))
    yield from exchanged(told)
    yield from taken_for_whole(told)


def _matched(ours: list[Counted], theirs: list[Counted]) -> dict[int, int]:
    """Return for the places of the one's quantities those of the other's: each stands for one, the same ones first."""
    found: dict[int, int] = {}
    for fits in (is_same, holds):
        for a, said in ours:
            free = (b for b, origin in theirs if b not in found.values() and fits(said, origin))
            if a not in found and (b := next(free, None)) is not None:
                found[a] = b
    return found


def _counted(reading: Reading) -> list[Counted]:
    """Return the quantities; small ordinals and a lone one are words like others («второй этап», «один из них»)."""
    return [
        (place, unit.quantity)
        for place, unit in enumerate(reading.units)
        if unit.quantity and not _is_word(unit.quantity)
    ][:MOST_FACTS]


def _is_word(quantity: Quantity) -> bool:
    if not isinstance(quantity.what, Amount) or quantity.what.measure:
        return False
    return quantity.what.low < _SMALL if quantity.what.is_ordinal else quantity.what.high <= 1


def _agree(a: Counted, b: Counted) -> bool:
    return is_same(a[1], b[1]) or holds(a[1], b[1])


def _are_rivals(told: Told, a: Counted, b: Counted, new: list[Counted], free: list[Counted]) -> bool:
    """Do two quantities that differ tell of one thing?

    They have a word beside them in common, or no others of their kind differ. In two languages it is enough that the
    appearance has not more of them than the original, where it has no word that the original knows beside them.
    """
    is_near = bool(around(told.appearance, [a[0]], _AROUND) & around(told.original, [b[0]], _AROUND))
    if not can_differ(a[1], b[1]):
        return is_other_measure(a[1], b[1]) and is_near and len(new) == len(free) == 1
    mine, theirs = ([one for one in some if can_differ(one[1], a[1])] for some in (new, free))
    if told.is_translation:
        return len(mine) <= len(theirs)
    is_known = isinstance(a[1].what, Date) or bool(a[1].what.measure)
    is_alone = is_known and len(mine) == len(theirs) == 1
    return is_alone or is_near
