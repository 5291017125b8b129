"""Grouping ignores the order of articles, copies and strange texts change nothing, and spans lie in the text."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from otkuda.entities.judging import Judge
from otkuda.model import Article, Carrier
from otkuda.pipeline import read_article
from otkuda.statements.gathering import gather
from otkuda.statements.passages import passages_of
from tests.property.texts import texts
from tests.unit.statements.told import WORLD

JUDGE = Judge()


@given(st.permutations(WORLD))
@settings(max_examples=20, deadline=None)
def test_order(carriers: list[Carrier]) -> None:
    """Any order gives the same statements with the same ids."""
    assert gather(carriers, JUDGE) == gather(WORLD, JUDGE)


@given(texts)
@settings(max_examples=60, deadline=None)
def test_any_text(text: str) -> None:
    """No text stops the grouping; each appearance has its words at its spans."""
    strange = Carrier("strange", read_article(Article(text, url="https://strange.example/1", language="ru")))
    for passage in passages_of(strange):
        assert all(0 <= span.start < span.end <= len(text) for span in passage.spans)
    found = gather([*WORLD[:2], strange], JUDGE)
    assert {one.id for one in gather(WORLD[:2], JUDGE)} & {one.id for one in found} or text in WORLD[0].article.text


@given(st.integers(2, 6))
@settings(max_examples=5, deadline=None)
def test_copies_are_one_statement(count: int) -> None:
    """Copies of one text are appearances of its statements and make no new ones."""
    copies = [replace(WORLD[4], id=f"copy {at}") for at in range(count)]
    assert len(gather(copies, JUDGE)) == len(gather(WORLD[4:], JUDGE))
