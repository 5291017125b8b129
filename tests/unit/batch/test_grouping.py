"""Articles of a batch → entities, statements, stories: what a store has of the same articles."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import otkuda
from otkuda.batch.near import _choose, _meetings, end_of_turn
from otkuda.statements.carrying import carrier_of
from tests.cli.outlets import FILE, articles

if TYPE_CHECKING:
    from collections.abc import Iterable

pq = pytest.importorskip("pyarrow.parquet")
pytest.importorskip("daft")

NOTEBOOK = Path(__file__).resolve().parents[3] / "docs" / "howto" / "who-carries-whom.ipynb"
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Daft leaves pipes open


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder with the tables of three outlets, in a batch that was run twice."""
    from otkuda.batch.engine import Engine
    from otkuda.batch.run import run_batch
    from otkuda.batch.shard import Limits

    out = tmp_path_factory.mktemp("batch") / "tables"
    for _ in range(2):
        *_, last = run_batch([FILE], out, Engine(1), Limits(seconds=120.0))
        assert (last.articles, last.rejects) == (3, 0)
    return out


def rows(folder: Path, name: str) -> list[dict[str, Any]]:
    """Return the rows of a table."""
    found: list[dict[str, Any]] = pq.ParquetDataset(folder / name).read().to_pylist()
    return found


def test_statements(tables: Path) -> None:
    """The statements of a batch are those that are gathered in memory, with their appearances, ways and changes."""
    found = {
        (row["statement"], row["appearance"], row["relation"], row["against"]) for row in rows(tables, "statements")
    }
    assert found == {
        (statement.id, one.id, one.relation, one.against)
        for statement in otkuda.gather(articles())
        for one in statement.appearances
    }


def test_stories(tables: Path) -> None:
    """The stories of a batch are those that are gathered in memory."""
    told = {(row["story"], row["url"]) for row in rows(tables, "stories")}
    gathered = otkuda.gather_stories(list(map(carrier_of, articles())))
    assert told == {(story.id, one.article.url) for story in gathered for one in story.carriers}


def test_entities(tables: Path) -> None:
    """Who says it is one entity over the articles, and each attribution leads to it."""
    known = {row["entity"]: row["name"] for row in rows(tables, "entities")}
    said = rows(tables, "attributions")
    assert {row["speaker"] for row in said if row["entity"]} == {known[row["entity"]] for row in said if row["entity"]}
    assert len({row["entity"] for row in said}) < len(said)


def test_the_notebook(tables: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The cells of the notebook run one after the other and answer from the tables; they are kept without output."""
    monkeypatch.chdir(tables.parent)
    cells = [one for one in json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"] if one["cell_type"] == "code"]
    known: dict[str, Any] = {}
    for cell in cells:
        exec(cell["source"], known)  # noqa: S102 - what a reader of the notebook runs
        assert cell["outputs"] == []
    said = capsys.readouterr().out
    assert max(known["quoted"].values()) == 3
    assert known["carries"].total() == sum(bool(row["taken_from"]) for row in rows(tables, "statements")) > 0
    assert "3 articles" in said


def test_whom_an_article_sees() -> None:
    """By a key it sees the last hundred before the end of its turn, the last first, also those that come after it."""
    everyone = range(1_000)
    seen = {seeker: near for seeker, _, near in _meetings(list(everyone), [1] * 1_000)}
    assert seen[3] == list(range(199, 99, -1))
    assert seen[450] == list(range(599, 499, -1))
    assert end_of_turn(199) == 200
    assert end_of_turn(200) == 400
    assert not list(_meetings([5, 6], [-1, -1]))  # both seek by it, none is found by it
    assert [one[0] for one in _meetings([5, 300], [1, -1])] == [300]  # 5 sees itself alone


def test_whom_an_article_is_matched_with() -> None:
    """Those that share what few have; itself is the likeliest and left out."""
    assert _choose(1, [10, 11], [4, 1], [[1, 2], [3, 1, *range(20, 30)]]) == [2]


@pytest.mark.parametrize("edges", [[(1, 2), (2, 3), (3, 4), (9, 8)], [(at, at + 1) for at in range(40)], [(5, 5)]])
def test_components(edges: list[tuple[int, int]]) -> None:
    """Whatever a chain of pairs leads to has one label, the least of all."""
    from otkuda.batch.components import components
    from otkuda.batch.engine import Engine

    engine = Engine(1)
    frame = engine.daft.from_pydict({"one": [one for one, _ in edges], "other": [other for _, other in edges]})
    found = components(engine, frame).to_pydict()
    assert dict(zip(found["place"], found["label"], strict=True)) == by_union(edges)


def by_union(edges: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Return the least of its component for each end, one edge after the other."""
    whole: dict[int, set[int]] = {}
    for one, other in edges:
        both = whole.get(one, {one}) | whole.get(other, {other})
        whole.update(dict.fromkeys(both, both))
    return {one: min(those) for one, those in whole.items()}
