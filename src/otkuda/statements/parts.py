"""A part that became the whole: «двенадцать из сорока колодцев», of which «все сорок колодцев» was made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.model import Change
from otkuda.statements.quantity import Amount, holds, is_same
from otkuda.statements.told import MOST_FACTS, around

if TYPE_CHECKING:
    from collections.abc import Iterator

    from otkuda.statements.quantity import Quantity
    from otkuda.statements.reading import Reading
    from otkuda.statements.told import Told

_BESIDE = 2  # words between «все» and the number of them
_AROUND = 4  # words that tell what is counted
_MOST = 20  # words like «все» that are looked at


def taken_for_whole(told: Told) -> Iterator[Change]:
    """Yield the words that say of all what the origin says of a part; nothing where it speaks of all itself."""
    wholes = [place for place in _wholes(told.appearance) if place not in told.said][:_MOST]
    if not wholes or _wholes(told.original):
        return
    for part, share in _amounts(told.original):
        if not any(holds(one, share) for one in told.counted):
            found = [whole for whole in wholes if _is_whole_of(told, whole, part, share)]
            yield from (Change("number", told.appearance.span([at]), told.original.span([part])) for at in found[:1])


def _wholes(reading: Reading) -> list[int]:
    return [place for place in range(len(reading.units)) if reading.tables.universals.at(reading.units, place)]


def _amounts(reading: Reading) -> list[tuple[int, Quantity]]:
    """Return what is counted, and where; dates, measures and ordinals are no parts."""
    found = ((place, unit.quantity) for place, unit in enumerate(reading.units) if unit.quantity)
    return [(place, one) for place, one in found if isinstance(one.what, Amount) and _counts(one.what)][:MOST_FACTS]


def _counts(amount: Amount) -> bool:
    return amount.measure in {"", "share"} and not amount.is_ordinal


def _is_whole_of(told: Told, whole: int, part: int, share: Quantity) -> bool:
    """Is a word like «все» about that of which the origin counts a part, by its number or by what is beside it?"""
    if not isinstance(share.what, Amount):
        return False
    if share.what.measure:
        is_part = share.what.high < 1
        return is_part and bool(around(told.appearance, [whole], _AROUND) & around(told.original, [part], _AROUND))
    beside = [told.appearance.units[at].quantity for at in _beside(whole, len(told.appearance.units))]
    sentence = told.original.units[part].sentence
    wholes = [one for at, one in _amounts(told.original) if told.original.units[at].sentence == sentence]
    return any(one and is_same(one, total) and _is_more(total, share.what) for one in beside for total in wholes)


def _beside(whole: int, length: int) -> range:
    return range(max(0, whole - _BESIDE), min(whole + _BESIDE + 1, length))


def _is_more(total: Quantity, part: Amount) -> bool:
    return isinstance(total.what, Amount) and not total.what.measure and total.what.low > part.high
