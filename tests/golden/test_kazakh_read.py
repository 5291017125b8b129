"""Every Kazakh golden case, read: all attributions that it marks, and no other; those still to come are listed."""

from __future__ import annotations

from pathlib import Path

import pytest

import otkuda

from .agreement import difference
from .notation import Case, load_cases

CASES = load_cases(Path(__file__).parent / "kk")
ROLE_BELOW = "a role before its bearer is named, with nothing that says so"
PENDING = {
    "chain:3": "an office named but in the words that it is said to have told",
    "chain:32": "a pronoun before its bearer is named",
    "chain:59": "«деген» far from the noun that it describes",
    "chain:67": "three links, the last in a participle clause",
    "direct:41": "kin of the speaker are no persons of the text",
    "headline:3": ROLE_BELOW,
    "headline:4": "a headline that is a part of a quotation below",
    "indirect:27": ROLE_BELOW,
    "indirect:31": ROLE_BELOW,
    "indirect:39": ROLE_BELOW,
    "long:3": "«the office» is the press service's, not the press service",
    "parenthetical:2": ROLE_BELOW,
}


def place(case: Case) -> str:
    """Return «file:line» without the folder."""
    return case.where.rsplit("/", 1)[-1]


@pytest.mark.parametrize("case", CASES, ids=place)
def test_case_is_read_as_marked(case: Case, request: pytest.FixtureRequest) -> None:
    """The case's attributions are found, each as marked, and nothing else is."""
    if place(case) in PENDING:
        request.applymarker(pytest.mark.xfail(reason=PENDING[place(case)], strict=True))
    if message := difference(case, otkuda.read(case.text, language="kk").attributions):
        pytest.fail(message, pytrace=False)


def test_what_is_pending_is_a_case() -> None:
    """The list holds no case that is gone."""
    assert set(PENDING) <= {place(case) for case in CASES}
