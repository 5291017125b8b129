"""What ``compare`` says of pairs whose truth is known: no worse than it was."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import ModuleType

HERE = Path(__file__).parent
PAIRS = {"dev": 75, "apart": 75, "free": 80, "fine": 48}
TABLES = ("dev", "apart", "free_dev", "free_apart", "fine_dev", "fine_apart")


def _measure() -> ModuleType:
    """Load the script beside this file."""
    spec = importlib.util.spec_from_file_location("measure_changes", HERE / "measure.py")
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules["measure_changes"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


measure = _measure()


@pytest.mark.parametrize(
    ("name", "relation", "precision", "recall"),
    [
        ("dev", 0.98, 0.97, 0.97),
        ("apart", 0.93, 0.97, 0.94),
        ("free_dev", 0.96, 0.97, 0.97),
        ("free_apart", 0.87, 0.93, 0.85),
        ("fine_dev", 0.85, 0.91, 0.85),
        ("fine_apart", 0.85, 0.91, 0.85),
    ],
)
def test_relations_are_told(name: str, relation: float, precision: float, recall: float) -> None:
    """The pairs for development and those that were only measured keep their figures."""
    figures = measure.score(measure.pairs(HERE / f"{name}.tsv"))
    assert figures["pairs"] == PAIRS[name.partition("_")[0]]
    assert figures["relation"] >= relation
    assert figures["P"] >= precision
    assert figures["R"] >= recall
    assert figures["kinds"] >= 0.95


def test_no_pair_stands_twice() -> None:
    """The tables have no pair in common."""
    found = [pair for name in TABLES for pair in measure.pairs(HERE / f"{name}.tsv")]
    assert len(found) == len(set(found)) == 406
