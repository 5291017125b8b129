"""Every golden case, read: all attributions that it marks, and no other."""

from __future__ import annotations

from pathlib import Path

import pytest

import otkuda

from .agreement import faults, paired
from .notation import Case, load_article, load_cases, render

FOLDER = Path(__file__).parent / "ru"
CASES = load_cases(FOLDER)
ARTICLES = [load_article(path) for path in sorted((FOLDER / "articles").glob("*.txt"))]


def difference(case: Case) -> str:
    """Return what is wrong with the reading of a case, for a person; empty where it is right."""
    got = otkuda.read(case.text, language="ru").attributions
    pairs = paired(case.text, case.attributions, got)
    wrong = {i + 1: faults(case.text, case.attributions[i], got[j]) for i, j in pairs.items()}
    found = [f"{number}: {', '.join(names)} differ" for number, names in sorted(wrong.items()) if names]
    found += [f"{i + 1}: missed" for i in range(len(case.attributions)) if i not in pairs]
    extra = [j for j in range(len(got)) if j not in pairs.values()]
    found += [f"{len(case.attributions) + k}: false" for k in range(1, len(extra) + 1)]
    if not found:
        return ""
    order = [pairs[i] for i in sorted(pairs)] + extra
    numbers = [i + 1 for i in sorted(pairs)] + [len(case.attributions) + k for k in range(1, len(extra) + 1)]
    rules = [f"{n} {got[j].rule} {got[j].confidence:.2f}" for n, j in zip(numbers, order, strict=True)]
    produced = render(case.text, [got[j] for j in order], numbers)
    return "\n".join(
        [case.where, *found, f"  expected  {render(case.text, case.attributions)}", f"  produced  {produced}",
         f"  rules     {'; '.join(rules) or 'none'}"]
    )  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.where)
def test_case_is_read_as_marked(case: Case) -> None:
    """The case's attributions are found, each as marked, and nothing else is."""
    if message := difference(case):
        pytest.fail(message, pytrace=False)


@pytest.mark.parametrize("case", ARTICLES, ids=lambda case: f"article-{case.where}")
def test_article_is_read_as_marked(case: Case) -> None:
    """The whole article is read as marked."""
    if message := difference(case):
        pytest.fail(message, pytrace=False)
