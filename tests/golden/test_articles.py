"""Whole invented articles: how well the rules do on texts that they were not written from.

An article is no pass or fail: what counts is the share of attributions whose content (word overlap of 0.7) and source
are right, over all articles of a language.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import otkuda

from .agreement import difference, overlap, paired, same_origin
from .notation import Case, load_article

LEAST_F1 = {"ru": 0.87, "kk": 0.82, "en": 0.84}
LEAST_OVERLAP = 0.7


def articles(code: str) -> list[Case]:
    """Return the articles of a language."""
    return [load_article(path) for path in sorted((Path(__file__).parent / code / "articles").glob("*.txt"))]


def counts(case: Case, code: str) -> tuple[int, int, int]:
    """Return how many attributions were read right, were read, and are marked."""
    got = otkuda.read(case.text, language=code).attributions
    right = 0
    for i, j in paired(case.text, case.attributions, got).items():
        one, other = case.attributions[i], got[j]
        right += same_origin(one, other) and overlap(case.text, one, other) >= LEAST_OVERLAP
    return right, len(got), len(case.attributions)


@pytest.mark.parametrize("code", LEAST_F1)
def test_articles_are_read_well(code: str) -> None:
    """F1 over the articles is above the floor; the message shows every difference."""
    cases = articles(code)
    right, read, marked = map(sum, zip(*(counts(case, code) for case in cases), strict=True))
    score = 2 * right / (read + marked)
    message = "\n\n".join(difference(case, otkuda.read(case.text, language=code).attributions) for case in cases)
    assert score >= LEAST_F1[code], f"F1 {score:.3f}: {right} right of {read} read, {marked} marked\n{message}"
