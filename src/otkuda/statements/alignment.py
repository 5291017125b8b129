"""Which units of two texts are the same: anchors first, then the longest common subsequence between them.

Pairs of neighbours that both texts have once anchor the alignment (as patience diff does), so that frequent words do
not scatter it; what lies between the anchors is aligned exactly, row by row in machine words (H. Hyyrö, *Bit-parallel
LCS-length computation revisited*, 2004). Time and memory are at worst the product of the lengths over 64.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence


_SHORT = 3  # letters of a word that may be the same by chance


class Block(NamedTuple):
    """Stretches of the appearance (a) and of the original (b) that are equal or stand for each other."""

    is_equal: bool
    a: range
    b: range


def align(a: Sequence[str], b: Sequence[str]) -> list[Block]:
    """Return the blocks of two texts in order; equal and other blocks alternate.

    >>> [block.is_equal for block in align("a b c d".split(), "a x c d".split())]
    [True, False, True]
    """
    return _blocks(_without_scattered(_matches(a, b), a, b), len(a), len(b))


def _matches(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    i = j = 0
    for next_i, next_j in [*_anchors(a, b), (len(a), len(b))]:
        found += [(i + x, j + y) for x, y in _between(a[i:next_i], b[j:next_j])]
        i, j = next_i, next_j
    return found


def _anchors(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    """Return the places of neighbours that both texts have once, as far as they come in one order."""
    pairs_a, pairs_b = list(pairwise(a)), list(pairwise(b))
    once_a, once_b = _once(pairs_a), _once(pairs_b)
    places = [(once_a[pair], once_b[pair]) for pair in pairs_a if pair in once_a and pair in once_b]
    return _rising(places)


def _once(pairs: Sequence[tuple[str, str]]) -> dict[tuple[str, str], int]:
    counts = Counter(pairs)
    return {pair: at for at, pair in enumerate(pairs) if counts[pair] == 1}


def _rising(places: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest part of the places whose second numbers rise, too."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for at, (_, j) in enumerate(places):
        rank = bisect_left(tails, j)
        before.append(ends[rank - 1] if rank else -1)
        tails[rank:] = [j, *tails[rank + 1 :]]
        ends[rank:] = [at, *ends[rank + 1 :]]
    found = []
    at = ends[-1] if ends else -1
    while at >= 0:
        found.append(places[at])
        at = before[at]
    return found[::-1]


def _between(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    """Return a longest common subsequence; what both begin with is matched first."""
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    rest = _subsequence(a[start:], b[start:]) if start < min(len(a), len(b)) else []
    return [(at, at) for at in range(start)] + [(start + i, start + j) for i, j in rest]


def _subsequence(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    places: dict[str, int] = {}
    for j, key in enumerate(b):
        places[key] = places.get(key, 0) | 1 << j
    everything = (1 << len(b)) - 1
    row, rows = everything, []
    for key in a:
        same = row & places.get(key, 0)
        row = ((row + same) | (row - same)) & everything
        rows.append(row)
    found, i, j = [], len(a), len(b)
    while i and j:
        if rows[i - 1] >> (j - 1) & 1:
            j -= 1
            continue
        i -= 1
        if not i or rows[i - 1] >> (j - 1) & 1:
            j -= 1
            found.append((i, j))
    return found[::-1]


def _without_scattered(matches: list[tuple[int, int]], a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    """Leave out short words that are the same by chance: with other words on both sides in both texts."""
    known = {*matches, (-1, -1), (len(a), len(b))}
    around = [(-1, -1), *matches, (len(a), len(b))]
    return [
        (i, j)
        for (before, _), (i, j), (behind, _) in zip(around, matches, around[2:], strict=False)
        if len(a[i]) > _SHORT or {(i - 1, j - 1), (i + 1, j + 1)} & known or before == i - 1 or behind == i + 1
    ]


def _blocks(matches: list[tuple[int, int]], length_a: int, length_b: int) -> list[Block]:
    found: list[Block] = []
    i = j = 0
    for x, y in [*matches, (length_a, length_b)]:
        if (x, y) != (i, j):
            found.append(Block(is_equal=False, a=range(i, x), b=range(j, y)))
        if x < length_a and y < length_b:
            _add_equal(found, x, y)
        i, j = x + 1, y + 1
    return found


def _add_equal(found: list[Block], x: int, y: int) -> None:
    last = found[-1] if found else None
    if last and last.is_equal:
        found[-1] = Block(is_equal=True, a=range(last.a.start, x + 1), b=range(last.b.start, y + 1))
    else:
        found.append(Block(is_equal=True, a=range(x, x + 1), b=range(y, y + 1)))
