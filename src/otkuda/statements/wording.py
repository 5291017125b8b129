"""What changed where the appearance has the origin's own words, but for a few.

The words of both are aligned; each stretch that differs is looked at by itself.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from otkuda.model import Change
from otkuda.statements.denial import denied, is_denied_in
from otkuda.statements.inexact import approximator_changed
from otkuda.statements.names import are_one, is_name
from otkuda.statements.quantity import Date, Quantity, can_differ, holds, is_other_measure, is_same
from otkuda.statements.stretches import FEW, Aligned, Stretch, quantities_at, stretches
from otkuda.statements.told import stems, tell
from otkuda.statements.words import has_ellipsis

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from otkuda.model import Span, What
    from otkuda.statements.alignment import Block
    from otkuda.statements.markers import Marker
    from otkuda.statements.reading import Reading
    from otkuda.statements.units import Unit

_RUN = 2  # words that make a part of a quotation
_DISTANT = 60  # words that lie between distant places


def changes(pair: Aligned) -> Iterator[Change]:
    """Yield what is not the same any more.

    Where a negation is lost in one place and gained in another, the words have changed their order, and what is denied
    decides. A hedge that is lost and another that is put in are one in other words.
    """
    found = list(_all_changes(pair))
    if sum(one.what == "negation" for one in found) > 1:
        told = tell(pair.appearance, pair.original, pair.said, is_translation=False)
        found = [*(one for one in found if one.what != "negation"), *denied(told)]
    moved = _moved(found)
    yield from (one for one in found if one not in moved)


def _moved(found: Sequence[Change]) -> list[Change]:
    """Return the hedges lost and gained, as many of the ones as of the others."""
    hedges = [one for one in found if one.what == "hedge"]
    lost = [one for one in hedges if one.appearance.start == one.appearance.end]
    gained = [one for one in hedges if one.original.start == one.original.end]
    return [one for pair in zip(lost, gained, strict=False) for one in pair]


def _all_changes(pair: Aligned) -> Iterator[Change]:
    for stretch in stretches(pair):
        if stretch.a and stretch.b:
            yield from _replaced(pair, stretch)
        elif stretch.b:
            yield from _left_out(pair, stretch)
        else:
            yield from _added(pair, stretch)
    yield from _inexact(pair)
    yield from _glued(pair)
    yield from glued_on(pair)


def _change(pair: Aligned, what: What, stretch: Stretch) -> Change:
    return Change(what, _span(pair.appearance, stretch.a, stretch.at_a), _span(pair.original, stretch.b, stretch.at_b))


def _span(reading: Reading, places: Sequence[int], at: int) -> Span:
    return reading.span(places) if places else reading.point(at)


def _replaced(pair: Aligned, stretch: Stretch) -> Iterator[Change]:
    quantities = _quantities(pair, stretch)
    if quantities:
        yield _change(pair, quantities, stretch)
    if _is_other_name(pair, stretch):
        yield _change(pair, "name", stretch)
    ours, theirs = pair.appearance.markers_in(stretch.a), pair.original.markers_in(stretch.b)
    if _is_denial_lost(pair.original, theirs, pair.appearance, ours) or _is_denial_lost(
        pair.appearance, ours, pair.original, theirs
    ):
        yield _change(pair, "negation", stretch)
    if _is_hedge_lost(theirs, ours) or _is_hedge_lost(ours, theirs, is_gain=True):
        yield _change(pair, "hedge", stretch)


def _quantities(pair: Aligned, stretch: Stretch) -> What | None:
    """Return what is wrong with the numbers that stand for each other."""
    ours, theirs = quantities_at(pair.appearance, stretch.a), quantities_at(pair.original, stretch.b)
    for said in ours:
        rivals = [one for one in theirs if can_differ(said, one) and not _are_moved(pair, said, one)]
        if rivals and not any(holds(said, one) for one in rivals):
            return "date" if isinstance(said.what, Date) else "number"
    return "number" if len(ours) == len(theirs) == 1 and is_other_measure(ours[0], theirs[0]) else None


def _are_moved(pair: Aligned, said: Quantity, origin: Quantity) -> bool:
    """Has each text both numbers, so that only their places can have changed?"""
    return any(is_same(said, one) for one in pair.all_theirs) and any(is_same(origin, one) for one in pair.all_ours)


def _is_other_name(pair: Aligned, stretch: Stretch) -> bool:
    """Does a name stand where the original has another one?"""
    ours = [unit for place in stretch.a if is_name(unit := pair.appearance.units[place])]
    theirs = [unit for place in stretch.b if is_name(unit := pair.original.units[place])]
    if not ours or not theirs:
        return False
    return not all(_is_known(pair.original, one) for one in ours)


def _is_known(original: Reading, name: Unit) -> bool:
    words = [original.units[place] for place in original.alike(name)]
    return any(word.first.is_capital and are_one(name, word) for word in words)


def _is_denial_lost(denying: Reading, before: Sequence[Marker], plain: Reading, after: Sequence[Marker] = ()) -> bool:
    """Has the one side more negations than the other, where a weak one may stand for a strong one?

    One whose verb the other text denies as well has only changed its place.
    """
    strong = [one for one in before if one.sort == "negator" and one.kind == "strong"]
    needed = sum(not is_denied_in(plain, denying, one) for one in strong)
    return needed > sum(one.sort == "negator" and one.kind != "affirmed" for one in after)


def _is_hedge_lost(before: Sequence[Marker], after: Sequence[Marker], *, is_gain: bool = False) -> bool:
    """Is there a hedge or a condition on the one side, and none of any kind on the other?"""
    if any(one.sort in {"hedge", "conditional"} for one in after):
        return False
    kinds = {("hedge", "possible"), ("conditional", "strong")}
    kinds |= set() if is_gain else {("hedge", "able"), ("hedge", "expected")}
    return any((one.sort, one.kind) in kinds for one in before)


def _added(pair: Aligned, stretch: Stretch) -> Iterator[Change]:
    if len(stretch.a) > FEW:
        return
    ours = pair.appearance.markers_in(stretch.a)
    if _is_denial_lost(pair.appearance, ours, pair.original):
        yield _change(pair, "negation", stretch)
    if _is_hedge_lost(ours, (), is_gain=True):
        yield _change(pair, "hedge", stretch)


def _left_out(pair: Aligned, stretch: Stretch) -> Iterator[Change]:
    """Look at what is left out of each sentence of which something is kept."""
    units = pair.original.units
    for sentence in sorted({units[place].sentence for place in stretch.b}):
        part = [place for place in stretch.b if units[place].sentence == sentence]
        kept = pair.first_kept.get(sentence)
        if kept is not None and (what := _turning(pair, part, is_behind=kept < part[0])):
            yield _change(pair, what, Stretch([], part, stretch.at_a, part[0]))


def _turning(pair: Aligned, part: list[int], *, is_behind: bool) -> What | None:
    """Return how leaving out a part of a sentence turns the rest; None where it does not."""
    original = pair.original
    if is_behind and original.tables.contrasts.at(original.units, part[0]):
        return "omission"
    inside = original.markers_in(part)
    is_clause = original.opens_segment(part[0]) and original.opens_segment(part[-1] + 1)
    if is_clause and len(part) > FEW:
        return "hedge" if _opens_with_hedge(inside, part) else None
    if len(part) <= FEW and not is_clause and _is_denial_lost(original, inside, pair.appearance):
        return "negation"
    is_own = is_clause and _says_more(original, part, inside)
    return "hedge" if len(part) <= FEW and not is_own and _is_hedge_lost(inside, (), is_gain=is_clause) else None


def _says_more(original: Reading, part: Sequence[int], inside: Sequence[Marker]) -> bool:
    """Hedges a clause words of its own? «…, и мы им, пожалуй, верим»."""
    if any(one.sort == "conditional" for one in inside):
        return False
    marked = {place for one in inside for place in range(one.first, one.end)}
    return sum(bool(stems(original.units[place])) for place in part if place not in marked) > 1


def _opens_with_hedge(inside: Sequence[Marker], part: Sequence[int]) -> bool:
    """«Если подрядчик не подведёт, …», «Не исключено, что …»."""
    return any(
        (one.sort, one.kind) in {("hedge", "possible"), ("conditional", "strong")} and one.first <= part[0] + 1
        for one in inside
    )


def _inexact(pair: Aligned) -> Iterator[Change]:
    """Yield «около 420 тысяч», of which «420 тысяч» was made."""
    for block in pair.blocks:
        if block.is_equal:
            for a, b in zip(block.a, block.b, strict=True):
                ours, theirs = pair.appearance.units[a], pair.original.units[b]
                if ours.quantity and theirs.quantity and approximator_changed(ours.quantity, theirs.quantity):
                    yield Change("hedge", pair.appearance.inexact(a), pair.original.inexact(b))


def _glued(pair: Aligned) -> Iterator[Change]:
    """Yield two parts of the original that were no neighbours and are now, with nothing to tell it."""
    equal = [block for block in pair.blocks if block.is_equal and len(block.a) >= _RUN]
    for left, right in pairwise(equal):
        between = [place for place in range(left.b.stop, right.b.start) if place not in pair.said_originally]
        if left.a.stop == right.a.start and between and _is_joint(pair, left.b.stop - 1, right):
            places = [left.a.stop - 1, right.a.start]
            yield _change(pair, "glued", Stretch(places, [left.b.stop - 1, right.b.start], left.a.start, left.b.start))


def _is_joint(pair: Aligned, before: int, right: Block) -> bool:
    """Are parts of two sentences made one, or parts from distant places neighbours?"""
    ours, theirs = pair.appearance.units, pair.original.units
    if has_ellipsis(ours[right.a.start].marks):
        return False
    is_one_sentence = ours[right.a.start - 1].sentence == ours[right.a.start].sentence
    is_two = theirs[before].sentence != theirs[right.b.start].sentence
    return (is_one_sentence and is_two) or theirs[right.b.start].index - theirs[before].index > _DISTANT


def glued_on(pair: Aligned) -> Iterator[Change]:
    """Yield a clause before or behind the origin's own words that has none of them."""
    found = [one for one in stretches(pair) if one.a]
    if len(found) != 1 or len(found[0].a) < FEW or not _is_edge(pair, found[0].a):
        return
    run = max((len(block.a) for block in pair.blocks if block.is_equal), default=0)
    known = {stem for unit in pair.original.units for stem in stems(unit)}
    if run >= FEW and not any(stems(pair.appearance.units[place]) & known for place in found[0].a):
        yield _change(pair, "glued", found[0])


def _is_edge(pair: Aligned, places: list[int]) -> bool:
    """Do words stand at an end of what is said, and a mark between them and the rest?"""
    appearance = pair.appearance
    told = [place for place in range(len(appearance.units)) if place not in pair.said]
    before, behind = places[0] == told[0], places[-1] == told[-1]
    return (before and appearance.opens_segment(places[-1] + 1)) or (behind and appearance.opens_segment(places[0]))
