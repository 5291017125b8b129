"""Which articles one is matched with: those that share keys with it, the rarest and the most telling ones first."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from otkuda.store.grouping import HOT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MOST = 60  # articles that one is matched with
COVER = 40  # of them by one key: of a thousand that say the same not all are looked at
ENOUGH = 3.0  # what shared keys tell: one that five articles have, or several that more have
_MANY = 8  # keys that all news has which make a candidate


def candidates(shared: Iterable[tuple[int, list[int]]], tells: Mapping[int, float]) -> list[int]:
    """Return the articles that may carry the same, the likeliest first.

    A key tells the more the fewer articles have it, as ``tells`` weighs it. What all news has makes no candidate unless
    there is much of it; and where many share a key, some are enough.
    """
    keys: defaultdict[int, list[int]] = defaultdict(list)
    told: defaultdict[int, float] = defaultdict(float)
    for key, numbers in shared:
        rarity = tells[key] * math.log((HOT + 1) / len(numbers))
        for number in numbers:
            keys[number].append(key)
            told[number] += rarity
    likely = (one for one, of_it in keys.items() if told[one] >= ENOUGH or len(of_it) >= _MANY)
    covered: Counter[int] = Counter()
    chosen: list[int] = []
    for one in sorted(likely, key=lambda one: (-told[one], -one)):
        if len(chosen) < MOST and any(covered[key] < COVER for key in keys[one]):
            chosen.append(one)
            covered.update(keys[one])
    return chosen
