"""Which articles one is matched with, of those that share keys with it."""

from __future__ import annotations

from collections import defaultdict

from otkuda.collect.candidates import COVER, MOST, candidates
from otkuda.store.grouping import HOT

RUN, TOLD = 4.0, 1.0  # what two kinds of keys tell


class Tells(defaultdict[int, float]):
    """Every key is a thing spoken of."""

    def __init__(self) -> None:
        super().__init__(lambda: TOLD)


def test_what_is_rare_comes_first() -> None:
    """A key that two have tells more than one that fifty have; what is shared twice more than once."""
    shared = [(1, [7]), (2, [8, 9]), (3, [8]), (4, [*range(20, 70)])]
    assert candidates(shared, Tells()) == [8, 7, 9]


def test_a_run_of_words_tells_more_than_a_thing_spoken_of() -> None:
    """Thirty articles carry one sentence: each is a candidate by that alone."""
    assert candidates([(1, list(range(30)))], Tells()) == []
    assert set(candidates([(1, list(range(30)))], {1: RUN})) == set(range(30))


def test_what_all_news_has_makes_no_candidate_unless_there_is_much_of_it() -> None:
    """Seven keys that a hundred articles have are none, eight are."""
    everywhere = list(range(HOT))
    assert candidates([(key, everywhere) for key in range(7)], Tells()) == []
    assert len(candidates([(key, everywhere) for key in range(8)], Tells())) == COVER


def test_not_all_of_very_many_are_taken() -> None:
    """Whatever is shared, no more than so many."""
    assert len(candidates([(key, [key]) for key in range(10 * MOST)], Tells())) == MOST
