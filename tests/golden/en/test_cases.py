"""The English golden cases and articles hold together; no rule reads them yet."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from tests.golden.notation import Case, load_article, load_cases, parse_case, render

CASES = load_cases(Path(__file__).parent)
ARTICLES = [load_article(path) for path in sorted((Path(__file__).parent / "articles").glob("*.txt"))]
MARKS = "“”\"‘’'«»„"
QUOTED_BEFORE = re.compile(f"[{MARKS}]\\s*$")
RAGGED = (",", " —", " –", " -")
CARRIERS = frozenset({"outlet", "document"})


def test_there_are_enough() -> None:
    """150 cases, and 60 whose content somebody carries for another."""
    carried = [case for case in CASES if any(len(one.chain) > 1 for one in case.attributions)]
    assert len(CASES) >= 150
    assert len(carried) >= 60


def test_no_case_stands_twice() -> None:
    """A text is one case's."""
    assert [text for text, times in Counter(case.text for case in CASES + ARTICLES).items() if times > 1] == []


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.where)
def test_articles_are_of_one_size(article: Case) -> None:
    """An article has 90 (a wire of one paragraph) to 450 words, 6 to 20 attributions, and no mark left in its text."""
    assert 90 <= len(article.text.split()) <= 450
    assert 6 <= len(article.attributions) <= 20
    assert not re.search(r"[\[<{]\d|\||¶", article.text)


@pytest.mark.parametrize("case", CASES + ARTICLES, ids=lambda case: case.where)
def test_rendering_gives_the_case_back(case: Case) -> None:
    """A case that is rendered and parsed again is the same."""
    again = parse_case(render(case.text, case.attributions), case.where)
    assert (again.text, again.attributions) == (case.text, case.attributions)


@pytest.mark.parametrize("case", CASES + ARTICLES, ids=lambda case: case.where)
def test_spans_are_whole(case: Case) -> None:
    """No span is blank or ragged, begins or ends within a word, or keeps the comma or dash behind it."""
    for attribution in case.attributions:
        mentions = [link.mention for link in attribution.chain if link.mention]
        for span in [*attribution.content, *([attribution.cue] if attribution.cue else []), *mentions]:
            piece = case.text[span.start : span.end]
            assert piece
            assert piece == piece.strip(), piece
            assert not piece.endswith(RAGGED), piece
            assert not re.search(r"\w\Z", case.text[: span.start]) or not piece[0].isalnum(), piece
            assert not re.match(r"\w", case.text[span.end :]) or not piece[-1].isalnum(), piece


@pytest.mark.parametrize("case", CASES + ARTICLES, ids=lambda case: case.where)
def test_kinds_agree_with_the_marks(case: Case) -> None:
    """Direct content stands in marks, or is a turn of its own; mixed content has marks in it."""
    for attribution in case.attributions:
        pieces = [case.text[max(0, piece.start - 1) : piece.end] for piece in attribution.content]
        if attribution.kind == "direct":
            before = case.text[: attribution.content[0].start]
            is_turn = before.endswith((": ", "\n", "\n– "))
            assert QUOTED_BEFORE.search(before) or is_turn, render(case.text, [attribution])
        if attribution.kind == "mixed":
            assert any(mark in piece for piece in pieces for mark in MARKS)


@pytest.mark.parametrize("case", CASES + ARTICLES, ids=lambda case: case.where)
def test_chains_are_in_order(case: Case) -> None:
    """Carriers are outlets and documents; every mention of one entity in a case has one type."""
    types: dict[str, str] = {}
    for attribution in case.attributions:
        assert all(link.type in CARRIERS for link in attribution.chain[:-1])
        for link in attribution.chain:
            assert types.setdefault(link.entity, link.type) == link.type, link.entity
