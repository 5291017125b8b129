"""The figures of statements beside what they are to reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from evaluation.newsroom_score import AIMS, Aim, Figures, score, table

if TYPE_CHECKING:
    from pathlib import Path

FIGURES: Figures = {
    "seen": 0.95,
    "bare": None,
    "false": 16,
    "same": {"P": 1.0, "F1": 0.88},
    "cross": {"F1": 0.9},
    "distractor": 0,
    "relation": 0.79,
    "altered": {"P": 0.9, "R": 0.9},
    "origin": 1.0,
    "way": {"F1": 0.9},
    "unlinked": 0.7,
}


def test_aims() -> None:
    """A figure reaches its aim or misses it; faults are to stay below; what could not be measured is missed."""
    missed = [aim.figure for aim in AIMS if not aim.is_reached(FIGURES)]
    assert missed == ["bare", "false", "relation"]
    assert Aim("same", "P", 0.95).value(FIGURES) == 1.0


def test_table() -> None:
    """A line an aim."""
    lines = table(FIGURES).splitlines()
    assert len(lines) == len(AIMS) + 1
    assert [line.endswith("missed") for line in lines[1:4]] == [False, True, True]


def test_without_scorer(tmp_path: Path) -> None:
    """Where the scorer is not there, it says so."""
    with pytest.raises(SystemExit, match=r"score_statements\.py: not there"):
        score(tmp_path / "dev", "", 0)
