"""Which articles one is matched with: those that share keys with it, of many that say the same some."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from otkuda.store.grouping import HOT

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST = 200  # articles that one is matched with
COVER = 40  # of them by one key: of a thousand that say the same not all are looked at
_MANY = 8  # keys that all news has which make a candidate


def candidates(shared: Iterable[tuple[int, list[int]]]) -> list[int]:
    """Return the articles that may carry the same, those that share the most keys first.

    What all news has makes no candidate unless there is much of it; and where many share a key, some are enough.
    """
    keys: defaultdict[int, list[int]] = defaultdict(list)
    rare = set()
    for key, numbers in shared:
        for number in numbers:
            keys[number].append(key)
        if len(numbers) < HOT:
            rare.update(numbers)
    likely = (one for one, of_it in keys.items() if one in rare or len(of_it) >= _MANY)
    covered: Counter[int] = Counter()
    chosen = []
    for one in sorted(likely, key=lambda one: (-len(keys[one]), one)):
        if any(covered[key] < COVER for key in keys[one]):
            chosen.append(one)
            covered.update(keys[one])
    return chosen[:MOST]
