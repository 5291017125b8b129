"""The benchmarks measure what they say: texts of the right size, the same each time; help without heavy modules."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from bench.costs import BEGIN, END, README, table
from bench.startup import heavy_modules
from bench.texts import SHAPES, news

if TYPE_CHECKING:
    from pathlib import Path


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


def test_search_finds_the_same_in_both_databases(tmp_path: Path) -> None:
    """A small run of the benchmark: every query finds something, the same in SQLite and PostgreSQL."""
    from bench.search import places, run

    with places() as where:
        figures, is_same = run(300, None, 10, where)
    assert is_same
    assert figures["queries with the same hits"] == figures["queries"] == 10
    (tmp_path / "a.txt").write_text("Мост через реку откроют в мае этого года. Паром закроют осенью совсем.", "utf-8")
    with places() as where:
        assert run(100, tmp_path, 5, where)[1]


def test_importing() -> None:
    """A small run of the benchmark of import imports all of its pages."""
    from bench.importing import measure

    figures, _ = measure(40, None)
    assert figures["pages"] == 40


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
def test_watching() -> None:
    """A small run of the benchmark of watching fetches from each source, and ends well."""
    from bench.watch import watch

    figures, _ = watch(2, 20, 1, 1)
    assert int(str(figures["fetches"])) >= 20
    assert 50 < float(str(figures["most MB"])) < 500


def test_served(tmp_path: Path) -> None:
    """A small run of the benchmark of the pages gets every kind of page, with its times and its size."""
    from bench.served import run

    figures = run(tmp_path / "store.sqlite", 120, times=1)
    assert {name.partition(",")[0].partition(":")[0] for name in figures} >= {"feed", "article", "statement", "speaker"}
    assert all(figure > 0 for figure in figures.values())
