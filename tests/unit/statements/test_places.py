"""Offsets in what is compared lead back to the words in the article."""

from __future__ import annotations

import pytest

import otkuda
from otkuda.model import Carrier, Span
from otkuda.statements.passages import joined, passages_of

TEXT = (
    "«Мост мы откроем в мае, — сказал директор Глеб Одинцов. — Осталось уложить асфальт». "
    "Он не советует ехать через старый мост. Дорогу закроют в июне, добавил Одинцов."
)


@pytest.mark.parametrize("together", [1, 2, 3])
def test_words_come_back(together: int) -> None:
    """Whatever stands in one piece of what is compared stands in the article, at the place that is told."""
    passages = passages_of(Carrier("1", otkuda.read(TEXT)))
    assert passages
    for first in range(len(passages) - together + 1):
        passage = joined(passages[first : first + together])
        for word in ("асфальт", "советует", "закроют"):
            if word in passage.told:
                start = passage.told.index(word)
                found = passage.in_article(Span(start, start + len(word)))
                assert TEXT[found.start : found.end] == word


def test_nothing_has_no_length() -> None:
    """A place between words stays one."""
    passage = passages_of(Carrier("1", otkuda.read(TEXT)))[0]
    for at in (0, len(passage.told)):
        found = passage.in_article(Span(at, at))
        assert found.start == found.end
    assert passage.in_article(Span(0, len(passage.told))) == Span(passage.spans[0].start, passage.spans[-1].end)
