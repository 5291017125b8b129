"""The benchmarks measure what they say: texts of the right size, the same each time; help without heavy modules."""

from __future__ import annotations

import sys

import pytest

from bench.costs import BEGIN, END, README, table
from bench.importing import measure
from bench.startup import heavy_modules
from bench.texts import SHAPES, news
from bench.watch import watch


@pytest.mark.parametrize("shape", SHAPES)
def test_texts(shape: str) -> None:
    """A text has about the size asked for, and another seed gives another text."""
    text = news(20_000, 1, shape)
    assert 19_000 < len(text.encode()) < 22_000
    assert text == news(20_000, 1, shape)
    assert text != news(20_000, 2, shape)


def test_shapes() -> None:
    """One paragraph is one, one line is one."""
    assert news(5_000, 1, "paragraph").count("\n\n") == 1
    assert "\n" not in news(5_000, 1, "line")


def test_help_imports_nothing_heavy() -> None:
    """``otkuda --help`` answers without the dictionary, the web or the page."""
    assert heavy_modules() == []


def test_readme_shows_the_latest_runs() -> None:
    """The README's costs are those of the latest runs; ``python -m bench.costs`` writes them again."""
    assert BEGIN + table() + END in README.read_text(encoding="utf-8")


def test_importing() -> None:
    """A small run of the benchmark of import imports all of its pages."""
    figures, _ = measure(40, None)
    assert figures["pages"] == 40


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
def test_watching() -> None:
    """A small run of the benchmark of watching fetches from each source, and ends well."""
    figures, _ = watch(2, 20, 1, 1)
    assert figures["fetches"] >= 20
    assert 50 < float(str(figures["most MB"])) < 500
