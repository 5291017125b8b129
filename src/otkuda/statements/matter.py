"""What a statement is about, so that those on the same matter are found: in other words, other languages, other years.

Numbers and dates are left out: they tell two wordings of one statement from each other, not what it is about.
"""

from __future__ import annotations

from hashlib import blake2b
from itertools import islice
from math import log
from typing import TYPE_CHECKING, NamedTuple

from otkuda.statements.terms import Term, terms_of
from otkuda.statements.units import read_units
from otkuda.text.language import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from otkuda.statements.passages import Passage

Keys = frozenset[int]

MOST = 100  # terms of a statement
LONGEST = 4_000  # characters of what is asked for
LEAST = 0.15  # share of what a statement says that another has to say too
RARE = 2  # terms that two have in common, or a single one that hardly anybody has
_SAYING = 1.0  # weight of a term that says something
_EXACT = ("q:", "d:")


class Topic(NamedTuple):
    """One thing that a statement speaks of: what it is known by, in any language, and how much it says."""

    keys: Keys
    weight: float


def matter_of(passages: Iterable[Passage]) -> Keys:
    """Return what passages that are one statement speak of, as numbers of 64 bits: of each language the longest."""
    longest: dict[str, Passage] = {}
    for one in sorted(passages, key=lambda one: (len(one.units), one.carrier.id, one.position)):
        longest[one.language] = one
    return frozenset().union(*(topic.keys for one in longest.values() for topic in _topics(one.terms)))


def topics_in(text: str, code: str) -> tuple[Topic, ...]:
    """Return what a text in the language of a code speaks of."""
    if code not in LANGUAGES:
        return ()
    return _topics(terms_of(read_units(text[:LONGEST], code), code))


def _topics(terms: Iterable[Term]) -> tuple[Topic, ...]:
    said = (one for one in terms if one.weight >= _SAYING)
    found = ((frozenset(key for key in one.keys if not key.startswith(_EXACT)), one.weight) for one in said)
    kept = dict.fromkeys(Topic(frozenset(map(_number, keys)), weight) for keys, weight in found if keys)
    return tuple(islice(kept, MOST))


def _number(key: str) -> int:
    digest = blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def on_same_matter(
    asked: Sequence[Topic], candidates: Mapping[int, Keys], others: Sequence[Keys]
) -> list[tuple[int, float]]:
    """Return those of some statements that are on the matter of one, with how near they are (0 to 1), in this order.

    ``others`` are any statements: what many of them speak of says little.
    """
    known = [*candidates.values(), *others]
    counts = [sum(not topic.keys.isdisjoint(keys) for keys in known) for topic in asked]
    worth = [topic.weight * log((1 + len(known)) / (1 + count)) for topic, count in zip(asked, counts, strict=True)]
    whole = sum(worth)
    found = []
    for one, keys in candidates.items():
        shared = [it for topic, it in zip(asked, worth, strict=True) if not topic.keys.isdisjoint(keys)]
        if whole and len(shared) >= RARE and sum(shared) >= LEAST * whole:
            found.append((one, sum(shared) / whole))
    return sorted(found, key=lambda one: (-one[1], one[0]))
