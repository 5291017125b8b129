"""Every golden case, read: all attributions that it marks, and no other."""

from __future__ import annotations

from pathlib import Path

import pytest

import otkuda

from .agreement import difference
from .notation import Case, load_cases

CASES = load_cases(Path(__file__).parent / "ru")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.where)
def test_case_is_read_as_marked(case: Case) -> None:
    """The case's attributions are found, each as marked, and nothing else is."""
    if message := difference(case, otkuda.read(case.text, language="ru").attributions):
        pytest.fail(message, pytrace=False)
