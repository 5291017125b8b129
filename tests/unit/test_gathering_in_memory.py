"""``otkuda.gather``: statements of articles, in memory."""

from __future__ import annotations

from itertools import permutations

import otkuda
from tests.cli.outlets import CHANGED, COPY, ORIGIN, articles


def test_three_outlets() -> None:
    """One statement with its origin, its way and what changed, whatever the order of the articles."""
    [statement] = otkuda.gather(articles())
    assert statement.origin.url == ORIGIN
    assert [one.url for one in statement.appearances] == [ORIGIN, COPY, CHANGED]
    assert [one.relation for one in statement.appearances] == ["verbatim", "verbatim", "altered"]
    assert {otkuda.gather(order) for order in permutations(articles())} == {(statement,)}


def test_the_same_twice() -> None:
    """An article that is given twice counts once."""
    assert otkuda.gather([*articles(), *articles()]) == otkuda.gather(articles())


def test_nothing() -> None:
    """No articles, and articles without words of anybody, have no statements."""
    assert otkuda.gather([]) == ()
    assert otkuda.gather([otkuda.read("Мост стоит."), otkuda.read("")]) == ()
