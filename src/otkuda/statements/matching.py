"""Are two passages one statement? A readable sum of features (``weights.tsv``) over all pairs of two articles."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from otkuda.statements.kinship import are_apart, ties
from otkuda.statements.weighing import LONG_RUNS, NEAR, SAME, Verdict, weigh

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from otkuda.statements.kinship import Judge, Telling
    from otkuda.statements.passages import Passage

_RUNS = ((8, "run_8"), (5, "run_5"), (4, "run_4"))
_AMOUNTS = ((8.0, "shared_8"), (5.0, "shared_5"), (3.0, "shared_3"), (2.0, "shared_2"), (1.0, "shared_1"))
_SHARES = ((0.85, "share_high"), (0.6, "share_good"), (0.4, "share_half"), (0.25, "share_low"))
_SHORT_RUNS = frozenset({"run_4", "run_5"})
_TOLD = frozenset({"linked", "named"})
_WHOLE = 4  # words that are a run when they are all
_CLOSE = 1.0  # of weight: as good as the best
_WORTH = -3.0  # of weight: what is looked at at all
_BESIDE = frozenset({"linked", "company"})
_TIED_BY_NAME = 1.0  # of weight: what the name of an outlet adds proves nothing alone
_COMPANY = 1  # others that are alike beside a pair


class Common:
    """How often two articles speak of a thing: what they are about tells no two of their passages apart."""

    def __init__(self, one: Telling, other: Telling) -> None:
        """Look at all passages of two articles."""
        self._ours, self._theirs = one.spoken_of, other.spoken_of
        self._weights: dict[Passage, list[float]] = {}

    def rarity(self, keys: Iterable[str]) -> float:
        """Return 1 for what one passage of each speaks of by some of the keys, less for what many do by all."""
        ours, theirs = self._ours.get, self._theirs.get
        return 1 / math.sqrt(min([ours(key, 1) * theirs(key, 1) for key in keys]))

    def weights(self, passage: Passage) -> list[float]:
        """Return how much each term of a passage says."""
        if passage not in self._weights:
            self._weights[passage] = [term.weight * self.rarity(term.keys) for term in passage.terms]
        return self._weights[passage]


@dataclass(frozen=True, eq=False)
class Pair:
    """Two passages and how much speaks for their being one."""

    one: Passage
    other: Passage
    verdict: Verdict

    @property
    def is_said(self) -> bool:
        """Does somebody say both by their articles?"""
        return bool(self.one.attribution and self.other.attribution)

    @property
    def is_likely(self) -> bool:
        """Is each handed to somebody, and is what they say enough to make them one?"""
        return self.is_said and self.verdict.is_same


def match(one: Telling, other: Telling, judge: Judge) -> list[Pair]:
    """Return the pairs of passages of two articles that are one statement each, in the order of the first's text.

    What an outlet prints as its own is never paired with what another prints as its own; with what somebody says it is
    also where the two are only near (``Verdict.is_same`` is false): it may lead to a quotation that stands beside it.
    """
    tied = ties(one, other, judge)
    if are_apart(one, other) and not _TOLD & set(tied):
        return []
    pairs = [pair for pair in _pairs(one, other, judge) if pair.verdict.weight > _WORTH]
    best: defaultdict[tuple[bool, int], float] = defaultdict(float)
    for pair in pairs:
        for side, place in ((False, pair.one.position), (True, pair.other.position)):
            best[side, place] = max(best[side, place], pair.verdict.weight)
    likely = sum(pair.is_likely for pair in pairs)
    found = []
    for pair in pairs:
        at = [
            pair.verdict.weight >= best[key] - _CLOSE
            for key in ((False, pair.one.position), (True, pair.other.position))
        ]
        rank = ("best_of_both",) if all(at) else () if any(at) else ("best_of_neither",)
        company = ("company",) if likely - pair.is_likely >= _COMPANY else ()
        features = tuple(name for name, _ in pair.verdict.features)
        verdict = weigh((*features, *tied, *company, *rank))
        if pair.one.sums_up and pair.other.sums_up and not (pair.verdict.is_verbatim or _is_named(pair, judge)):
            continue
        made = Pair(pair.one, pair.other, verdict)
        if verdict.weight >= _least(made):
            found.append(made)
    return found


def _is_named(pair: Pair, judge: Judge) -> bool:
    """Is one of them given to the outlet that published the other: «…, сообщает «Саяк»»?"""
    sides = ((pair.one, pair.other), (pair.other, pair.one))
    return any(
        one.source is not None and judge.publishes(one.source, one.carrier.article, other.carrier.article)
        for one, other in sides
    )


def _least(pair: Pair) -> float:
    """Return the weight that a pair is to have.

    What an outlet prints as its own is like much that others print: that it is named, or nothing, ties the two little.
    """
    tied = {name for name, _ in pair.verdict.features}
    if pair.is_said:
        return SAME
    if pair.verdict.is_verbatim or not _BESIDE.isdisjoint(tied):
        return NEAR
    return SAME + _TIED_BY_NAME if "named" in tied else math.inf


def _pairs(one: Telling, other: Telling, judge: Judge) -> Iterator[Pair]:
    common = Common(one, other)
    for ours in one.telling:
        for theirs in other.telling:
            if (ours.attribution or theirs.attribution) and not ours.keys.isdisjoint(theirs.keys):
                yield Pair(ours, theirs, weigh(features(ours, theirs, judge, common)))


def features(one: Passage, other: Passage, judge: Judge, common: Common) -> tuple[str, ...]:
    """Return what two passages say of each other, whatever else stands in their articles."""
    found = []
    is_one_language = one.language == other.language
    if is_one_language:
        found += _wording(one.words, other.words)
    found += _sharing(one, other, common, is_one_language=is_one_language)
    found.append(_speakers(one, other, judge))
    if is_one_language and "speaker_other" in found and LONG_RUNS.isdisjoint(found):
        found.append("phrase_of_two")
    if is_one_language and "share_none" in found and not _SHORT_RUNS.isdisjoint(found):
        found.append("phrase_alone")
    own = [passage for passage in (one, other) if not passage.attribution]
    if own:
        found.append("own_text")
    if any(passage.sums_up for passage in own or (one, other)):
        found.append("summing_up")
    return tuple(one for one in found if one)


def _wording(one: Sequence[str], other: Sequence[str]) -> list[str]:
    run = longest_run(one, other)
    found = [next((name for least, name in _RUNS if run >= least), "")]
    return [*found, "run_whole"] if run >= _WHOLE and run == min(len(one), len(other)) else found


def longest_run(one: Sequence[str], other: Sequence[str]) -> int:
    """Return the number of words of the longest run that both have.

    >>> longest_run("мост не закроют до мая".split(), "пока мост не закроют".split())
    3
    """
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, word in enumerate(other):
        places[word].append(place)
    best, before = 0, dict[int, int]()
    for word in one:
        now = {place: before.get(place - 1, 0) + 1 for place in places.get(word, ())}
        best = max(best, max(now.values(), default=0))
        before = now
    return best


def _sharing(one: Passage, other: Passage, common: Common, *, is_one_language: bool) -> Iterator[str]:
    ours, all_ours = _covered(one, other, common, is_one_language=is_one_language)
    theirs, all_theirs = _covered(other, one, common, is_one_language=is_one_language)
    amount = min(ours, theirs)
    share = max(ours / all_ours if all_ours else 0.0, theirs / all_theirs if all_theirs else 0.0)
    yield next((name for least, name in _AMOUNTS if amount >= least), "shared_0")
    yield next((name for least, name in _SHARES if share >= least), "share_none")
    numbers, others = one.numbers, other.numbers
    if numbers and others:
        yield "number_other" if numbers.isdisjoint(others) else "number_shared"


def _covered(one: Passage, other: Passage, common: Common, *, is_one_language: bool) -> tuple[float, float]:
    """Return how much of what a passage says another says too, and how much of it can be compared."""
    shared = total = 0.0
    keys = other.keys
    for term, weight in zip(one.terms, common.weights(one), strict=True):
        if not term.keys.isdisjoint(keys):
            met = term.weight * common.rarity(term.keys & keys)
            shared += met
            total += met
        elif is_one_language or term.is_of_all_languages:
            total += weight
    return shared, total


def _speakers(one: Passage, other: Passage, judge: Judge) -> str:
    if one.source is None or other.source is None:
        return ""
    answer = judge.agree(one.source, one.carrier.article, other.source, other.carrier.article)
    return {"same": "speaker_same", "different": "speaker_other", "open": "speaker_open"}[answer]
