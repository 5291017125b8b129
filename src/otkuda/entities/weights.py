"""What features weigh (``weights.tsv``) and what their sum says."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Literal, NamedTuple

from otkuda.lang.lexicon import rows

Answer = Literal["same", "different", "open"]

SAME = 6.0
DIFFERENT = -6.0
EVIDENCE = frozenset("role_same office_same office_part company patronymic_same patronymic_alike body_same".split())
AGAINST = frozenset("role_other office_other unit_other kind_other".split())


class Verdict(NamedTuple):
    """Whether two mentions mean one, and the features that decided, each with its weight.

    ``has_evidence``: more than the name speaks for it; ``is_against``: something but the name speaks against it.
    """

    answer: Answer
    weight: float
    features: tuple[tuple[str, float], ...]
    has_evidence: bool
    is_against: bool


@lru_cache(maxsize=10_000)
def weigh(features: tuple[str, ...]) -> Verdict:
    """Return what the features say together.

    >>> weigh(("surname_same", "given_same")).answer, weigh(("surname_same", "given_other")).answer
    ('same', 'different')
    """
    weighed = tuple((one, weights()[one]) for one in features)
    total = sum(weight for _, weight in weighed)
    answer: Answer = "same" if total >= SAME else "different" if total <= DIFFERENT else "open"
    against = answer == "different" or not AGAINST.isdisjoint(features)
    return Verdict(answer, total, weighed, not EVIDENCE.isdisjoint(features), against)


@cache
def weights() -> dict[str, float]:
    """Return the weight of each feature."""
    return {feature: float(weight) for feature, weight, _ in rows("otkuda.entities", "weights.tsv")}
