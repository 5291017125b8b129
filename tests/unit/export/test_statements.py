"""Statements in each format: read back, they hold what was written."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import openpyxl
import pyarrow.parquet as pq

from otkuda.export import STATEMENTS, writer_for
from otkuda.export.record import encode
from otkuda.export.statement_record import statement_record
from otkuda.export.telling import told
from otkuda.model import Origin
from tests.cli.outlets import CHANGED, COPY, ORIGIN, articles, three

if TYPE_CHECKING:
    from pathlib import Path

COLUMNS = [column.name for column in STATEMENTS.columns]


def written(folder: Path, ending: str) -> Path:
    """Write the statement of three outlets and return the file."""
    path = folder / f"statements{ending}"
    with path.open("wb") as file:
        writer_for(path, of_statements=True)(file, STATEMENTS, [three()])
    return path


def test_json_lines(tmp_path: Path) -> None:
    """A line a statement, in the form in which statements are evaluated, and more fields beside."""
    [line] = written(tmp_path, ".jsonl").read_text(encoding="utf-8").splitlines()
    found = json.loads(line)
    assert found["speaker"] == "Глеб Одинцов"
    assert found["role"] == "директор"
    assert found["origin"]["url"] == ORIGIN
    assert found["origin_kind"] == "page"
    appearances = [(one["url"], one["version"], one["relation"], one["from"]) for one in found["appearances"]]
    assert appearances == [
        (ORIGIN, 1, "verbatim", None),
        (COPY, 1, "verbatim", ORIGIN),
        (CHANGED, 1, "altered", COPY),
    ]
    [change] = found["appearances"][2]["changes"]
    assert (change["what"], change["original"], change["appearance"]) == ("negation", "не раньше", "")
    start, end = change["original_span"]
    assert articles()[0].text[start:end] == "не раньше"


def test_csv(tmp_path: Path) -> None:
    """A row an appearance, the statement on each of them."""
    with written(tmp_path, ".csv").open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    assert head == COLUMNS
    told = [dict(zip(head, row, strict=True)) for row in rows]
    assert [row["relation"] for row in told] == ["verbatim", "verbatim", "altered"]
    assert {row["statement"] for row in told} == {three().statement.id}
    assert json.loads(told[2]["changes"]) == [{"what": "negation", "original": "не раньше", "appearance": ""}]


def test_xlsx(tmp_path: Path) -> None:
    """The sheet has the table's name and its rows."""
    sheet = openpyxl.load_workbook(written(tmp_path, ".xlsx"))["statements"]
    assert [cell.value for cell in sheet[1]] == COLUMNS
    assert sheet.max_row == 4


def test_parquet(tmp_path: Path) -> None:
    """Typed columns: a strength is a number, when a version was seen an instant."""
    table = pq.read_table(written(tmp_path, ".parquet"))
    assert table.column_names == COLUMNS
    assert table["strength"].to_pylist() == [None, 0.9, 0.9]
    assert table["taken_from"].to_pylist() == [None, ORIGIN, COPY]


def test_without_page() -> None:
    """Where the origin is no page of the archive, ``origin`` is null and says what the texts name."""
    whole = three()
    gone = replace(whole, statement=replace(whole.statement, origin=Origin("absent", named="ТАСС")))
    found = json.loads(encode(statement_record(gone)))
    assert found["origin"] is None
    assert (found["origin_kind"], found["origin_named"]) == ("absent", "ТАСС")


def test_article_that_is_gone() -> None:
    """An appearance whose article was forgotten is left out; a statement without any is none."""
    whole = three()
    carriers = dict(list(whole.carriers.items())[1:])
    left = told(whole.statement, carriers)
    assert left
    assert len(left.statement.appearances) == 2
    statement_record(left)
    assert told(whole.statement, {}) is None


def test_reading_that_is_new() -> None:
    """Where an article was read again and has fewer attributions, what was known of one is left out."""
    whole = three()
    bare = {name: replace(one, article=replace(one.article, attributions=())) for name, one in whole.carriers.items()}
    found = statement_record(replace(whole, carriers=bare))
    assert [one.kind for one in found.appearances] == [None, None, None]


def test_speaker_that_somebody_decided() -> None:
    """Whose words they are is what a person decided; role and organization of another are not told of that one."""
    whole = three()
    ones = tuple(replace(one, speaker="Анна Рогова") for one in whole.statement.appearances)
    found = statement_record(
        replace(whole, statement=replace(whole.statement, speaker="Анна Рогова", appearances=ones))
    )
    assert {(one.speaker, one.role) for one in found.appearances} == {("Анна Рогова", None)}
    assert found.role is None
