"""The Kazakh golden cases and articles: well-formed, whatever a reader makes of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from .notation import Case, load_article, load_cases, parse_case, render
from .test_notation import has_quoted_words, is_spoken, spans_of

FOLDER = Path(__file__).parent / "kk"
CASES = load_cases(FOLDER)
ARTICLES = [load_article(path) for path in sorted((FOLDER / "articles").glob("*.txt"))]
TEXTS = [*CASES, *ARTICLES]
LEAST = {"cases": 150, "carriers": 60, "friends": 50, "articles": 150}


@pytest.mark.parametrize("case", TEXTS, ids=lambda case: case.where)
def test_case_is_well_formed(case: Case) -> None:
    """Spans are not ragged, quotations stand in marks, and the line can be rendered again."""
    for attribution in case.attributions:
        pieces = [case.text[span.start : span.end] for span in spans_of(attribution)]
        assert all(piece == piece.strip() != "" for piece in pieces)
        assert not any(piece.endswith((",", " —", " –", " -")) for piece in pieces)
        assert attribution.kind != "direct" or is_spoken(case.text, attribution)
        assert attribution.kind != "mixed" or has_quoted_words(case.text, attribution)
    again = parse_case(render(case.text, case.attributions), case.where)
    assert (again.text, again.attributions) == (case.text, case.attributions)


@pytest.mark.parametrize("case", TEXTS, ids=lambda case: case.where)
def test_an_indirect_content_holds_no_that(case: Case) -> None:
    """«деп» belongs to the cue, never to the end of a content."""
    for attribution in case.attributions:
        assert not any(case.text[piece.start : piece.end].endswith(" деп") for piece in attribution.content)


def test_no_case_stands_twice() -> None:
    """Each case has its own text."""
    texts = [case.text for case in TEXTS]
    assert len(texts) == len(set(texts))


def test_there_are_enough() -> None:
    """Cases, those with carriers, those where nothing is to be found, and whole articles."""
    carried = [case for case in CASES if any(len(one.chain) > 1 for one in case.attributions)]
    friends = [case for case in CASES if not case.attributions]
    found = {"cases": len(CASES), "carriers": len(carried), "friends": len(friends), "articles": len(ARTICLES)}
    assert all(found[name] >= least for name, least in LEAST.items()), found
