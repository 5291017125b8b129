"""What features weigh (``weights.tsv``) and what their sum says."""

from __future__ import annotations

from functools import cache
from math import fsum
from typing import TYPE_CHECKING, NamedTuple

from otkuda.lang.lexicon import rows

if TYPE_CHECKING:
    from collections.abc import Mapping

SAME = 3.3


class Verdict(NamedTuple):
    """Whether two items tell of one event, and what each feature added."""

    is_same: bool
    weight: float
    features: tuple[tuple[str, float], ...]


def weigh(values: Mapping[str, float]) -> Verdict:
    """Return what the values of features say together.

    >>> weigh({"names": 4.0, "names_share": 0.6, "figures": 1.2}).is_same, weigh({"names": 2.0}).is_same
    (True, False)
    """
    known = weights()
    added = tuple([(feature, value * known[feature]) for feature, value in values.items() if value])
    total = fsum([weight for _, weight in added])
    return Verdict(total >= SAME, total, added)


@cache
def weights() -> dict[str, float]:
    """Return the weight of each feature."""
    return {feature: float(weight) for feature, weight, _ in rows("otkuda.stories", "weights.tsv")}
