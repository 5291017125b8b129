"""Whole invented articles: how well the rules do on texts that they were not written from.

An article is no pass or fail: what counts is the share of attributions whose content (word overlap of 0.7) and source
are right, over all articles.
"""

from __future__ import annotations

from pathlib import Path

import otkuda

from .agreement import difference, overlap, paired, same_origin
from .notation import Case, load_article

ARTICLES = [load_article(path) for path in sorted((Path(__file__).parent / "ru" / "articles").glob("*.txt"))]
LEAST_F1 = 0.87
LEAST_OVERLAP = 0.7


def counts(case: Case) -> tuple[int, int, int]:
    """Return how many attributions were read right, were read, and are marked."""
    got = otkuda.read(case.text, language="ru").attributions
    right = 0
    for i, j in paired(case.text, case.attributions, got).items():
        one, other = case.attributions[i], got[j]
        right += same_origin(one, other) and overlap(case.text, one, other) >= LEAST_OVERLAP
    return right, len(got), len(case.attributions)


def test_articles_are_read_well() -> None:
    """F1 over the articles is above the floor; the message shows every difference."""
    right, read, marked = map(sum, zip(*map(counts, ARTICLES), strict=True))
    score = 2 * right / (read + marked)
    message = "\n\n".join(difference(case, otkuda.read(case.text, language="ru").attributions) for case in ARTICLES)
    assert score >= LEAST_F1, f"F1 {score:.3f}: {right} right of {read} read, {marked} marked\n{message}"
