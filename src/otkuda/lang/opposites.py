"""Concepts that cannot both be true of one thing: growth and fall, ban and permission."""

from __future__ import annotations

from functools import cache

from otkuda.lang.concepts import concepts
from otkuda.lang.lexicon import rows


def opposites(concept: int) -> frozenset[int]:
    """Return the opposites of a concept; none where the table holds none.

    >>> ban, permit = (concepts(frozenset({word}), "en") for word in ("ban", "permit"))
    >>> any(opposites(one) & permit for one in ban)
    True
    """
    return _table().get(concept, frozenset())


@cache
def _table() -> dict[int, frozenset[int]]:
    found: dict[int, frozenset[int]] = {}
    for one, other, _ in rows("otkuda.lang", "opposites.tsv"):
        sides = concepts(frozenset({one}), "ru"), concepts(frozenset({other}), "ru")
        for side, opposite in (sides, sides[::-1]):
            for concept in side - opposite:
                found[concept] = found.get(concept, frozenset()) | (opposite - side)
    return found
