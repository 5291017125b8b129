"""Decisions: whatever is decided, in whatever order, the articles come together in one way."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from otkuda.model import Anchor, Decision, DecisionKind, Source
from otkuda.statements.anchoring import find
from otkuda.statements.clustering import cluster
from otkuda.statements.decisions import anchored, decide, decided, fates, ruled
from otkuda.statements.gathering import gather
from otkuda.statements.kinship import Telling
from otkuda.statements.matching import match
from tests.unit.statements.told import BENT, CARRIED, JUDGE, OTHER, PRESS

NOON = datetime(2026, 4, 1, 12, tzinfo=UTC)
WORLD = [PRESS, CARRIED, BENT, OTHER]
BASE = gather(WORLD, JUDGE)
ANCHORS = [
    *(anchored([passage], Telling(one))[0] for one in WORLD for passage in Telling(one).passages),
    Anchor("https://nowhere.example/1", "Мост откроют"),
    Anchor(PRESS.id, "слова, которых там нет"),
    Anchor(OTHER.id, ""),
]
PAIRED: tuple[DecisionKind, ...] = ("merge", "split")
SINGLE: tuple[DecisionKind, ...] = ("speaker", "no_quotation")
MOMENTS = st.integers(0, 5).map(lambda hours: NOON + timedelta(hours=hours))
HELD = st.lists(st.sampled_from(ANCHORS), min_size=1, max_size=2).map(tuple)
SPEAKERS = st.sampled_from(["Глеб Одинцов", "Е. Сарбасов", "?"]).map(lambda name: Source(None, name, "person"))


def _voice(kind: DecisionKind, made: datetime, held: tuple[Anchor, ...], speaker: Source) -> Decision:
    return decide(kind, made, held, speaker=speaker if kind == "speaker" else None)


DECISIONS = st.lists(
    st.builds(decide, st.sampled_from(PAIRED), MOMENTS, HELD, HELD)
    | st.builds(_voice, st.sampled_from(SINGLE), MOMENTS, HELD, SPEAKERS),
    max_size=6,
)


@settings(max_examples=40, deadline=None)
@given(DECISIONS, st.randoms(use_true_random=False))
def test_the_order_does_not_matter(made: list[Decision], random: object) -> None:
    """Of the decisions, and of the articles."""
    shuffled, world = [*made], [*WORLD]
    for one in (shuffled, world):
        random.shuffle(one)  # type: ignore[attr-defined]  # a Random
    found = gather(WORLD, JUDGE, made)
    assert gather(world, JUDGE, shuffled) == found
    assert set(fates(world, shuffled)) == set(fates(WORLD, made))


@settings(max_examples=40, deadline=None)
@given(DECISIONS)
def test_undoing_all_gives_the_first_result(made: list[Decision]) -> None:
    """Nothing is left of what was decided."""
    undone = [decide("undo", NOON + timedelta(days=1), undoes=one.id) for one in made]
    assert gather(WORLD, JUDGE, [*made, *undone]) == BASE


@settings(max_examples=40, deadline=None)
@given(DECISIONS)
def test_what_stands_is_so(made: list[Decision]) -> None:
    """What is merged is one group, what is split shares none; each decision is one or the other, or is listed."""
    standing = {one.decision.id for one in fates(WORLD, made) if one.fate == "stands"}
    tellings = [Telling(one) for one in decided(WORLD, made)]
    pairs = [pair for one, other in combinations(tellings, 2) for pair in match(one, other, JUDGE)]
    passages = [passage for one in tellings for passage in one.passages]
    groups = cluster(passages, ruled(tellings, pairs, made))
    group_of = {one.place: number for number, group in enumerate(groups) for one in group}
    for one in made:
        sides = [
            [found.place for anchor in side for told in tellings if told.key == anchor.article
             if (found := find(anchor, told.passages))]
            for side in (one.first, one.second)
        ]  # fmt: skip
        for first, second in product(*sides) if one.kind in PAIRED and one.id in standing else ():
            there = {group_of.get(first), group_of.get(second)}
            assert (len(there) == 1) == (one.kind == "merge") or there == {None}
