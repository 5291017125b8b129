"""What features weigh (``weights.tsv``) and what their sum says."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from otkuda.lang.lexicon import rows

SAME = 4.0
NEAR = 1.0
LONG_RUNS = frozenset({"run_8", "run_whole"})


class Verdict(NamedTuple):
    """How much speaks for two passages being one statement, and the features that decided, each with its weight."""

    weight: float
    features: tuple[tuple[str, float], ...]

    @property
    def is_same(self) -> bool:
        """Are they one?"""
        return self.weight >= SAME

    @property
    def is_merged(self) -> bool:
        """Did a person decide that they are one?"""
        return self._has("merged")

    @property
    def is_parted(self) -> bool:
        """Did a person decide that they are two?"""
        return self._has("parted")

    @property
    def is_verbatim(self) -> bool:
        """Have they a long run of words in common?"""
        return self._has(*LONG_RUNS)

    def _has(self, *wanted: str) -> bool:
        return any(name in wanted for name, _ in self.features)


@lru_cache(maxsize=50_000)
def weigh(features: tuple[str, ...]) -> Verdict:
    """Return what features say together.

    >>> weigh(("run_8", "shared_8", "speaker_same")).is_same, weigh(("shared_1", "share_low")).is_same
    (True, False)
    """
    weighed = tuple((one, weights()[one]) for one in features)
    return Verdict(sum(weight for _, weight in weighed), weighed)


@cache
def weights() -> dict[str, float]:
    """Return the weight of each feature."""
    return {feature: float(weight) for feature, weight, _ in rows("otkuda.statements", "weights.tsv")}
