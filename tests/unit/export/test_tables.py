"""Each format, read back with another program's library, holds what was written."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import openpyxl
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from openpyxl.utils.escape import unescape

from otkuda.export import ARTICLES, ATTRIBUTIONS, ENDINGS, parquet, spreadsheet, writer_for
from otkuda.export.cells import in_words, utc, writable
from otkuda.export.delimited import guarded, unguarded
from otkuda.export.record import record_of
from otkuda.model import Article
from tests.cli.articles import harbour
from tests.unit.export.made import HOSTILE, KEPT, SEEN, TEXTS, archived

if TYPE_CHECKING:
    from pathlib import Path

    from otkuda.export import Table
    from otkuda.export.columns import Cell, Line
    from otkuda.store.everything import Archived

both = pytest.mark.parametrize("table", [ARTICLES, ATTRIBUTIONS], ids=["articles", "attributions"])
often = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def written(folder: Path, ending: str, table: Table[Archived, Line], kept: list[Archived]) -> Path:
    """Write a table and return the file."""
    path = folder / f"table{ending}"
    with path.open("wb") as file:
        assert writer_for(path)(file, table, kept) == len(list(table.lines(kept)))
    return path


def cells(table: Table[Archived, Line], kept: list[Archived]) -> list[list[Cell]]:
    """Return the cells that are to be found in the file."""
    return [table.cells(line) for line in table.lines(kept)]


@both
@given(kept=KEPT)
@often
def test_csv(tmp_path: Path, table: Table[Archived, Line], kept: list[Archived]) -> None:
    """Every cell comes back, but for what no file holds."""
    path = written(tmp_path, ".csv", table, kept)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    assert head == [column.name for column in table.columns]
    expected = [[_in_csv(cell) for cell in row] for row in cells(table, kept)]
    assert [[unguarded(cell) for cell in row] for row in rows] == expected


def _in_csv(cell: Cell) -> str:
    if isinstance(cell, int | float):
        return str(cell)
    return writable(in_words(cell) or "").replace("\0", "\ufffd")


@given(TEXTS, TEXTS)
def test_no_cell_is_a_formula(one: str, other: str) -> None:
    """Neither for a program that separates cells by commas nor for one that takes semicolons or tabs."""
    out = io.StringIO(newline="")
    csv.writer(out).writerow([guarded(writable(text).replace("\0", "")) for text in (one, other)])
    for sign in ",;\t":
        shown = csv.reader(io.StringIO(out.getvalue(), newline=""), delimiter=sign)
        assert not [
            cell for row in shown for cell in row if cell.lstrip("\" '").startswith(tuple("=+-@")) and cell[0] != "'"
        ]


@given(TEXTS)
def test_guard_is_taken_off(text: str) -> None:
    """What is written with a guard is read without it."""
    assert unguarded(guarded(text)) == text


@both
@given(kept=KEPT)
@often
def test_xlsx(tmp_path: Path, table: Table[Archived, Line], kept: list[Archived]) -> None:
    """Every cell is text, a number or a date; text comes back whole."""
    book = openpyxl.load_workbook(written(tmp_path, ".xlsx", table, kept))
    head, *rows = book[table.name].iter_rows(max_col=len(table.columns))
    assert [cell.value for cell in head] == [column.name for column in table.columns]
    assert {cell.data_type for row in rows for cell in row} <= {"s", "n", "d", "inlineStr"}
    expected = [[_in_excel(cell) for cell in row] for row in cells(table, kept)]
    assert [[_text(cell.value) for cell in row] for row in rows] == expected


def _in_excel(cell: Cell) -> object:
    if isinstance(cell, datetime) and utc(cell).year >= 1900:
        return pytest.approx(_days(utc(cell).replace(tzinfo=None)), abs=0.001 / 86_400)
    if isinstance(cell, int | float):
        return pytest.approx(cell)  # Excel's own sixteen digits
    return writable(in_words(cell) or "") or None


def _days(when: datetime) -> float:
    """Return the days since the beginning of Excel's calendar: it counts in thousandths of a second."""
    return (when - datetime(1900, 1, 1)) / timedelta(days=1)  # noqa: DTZ001 - Excel knows no zones


def _text(value: object) -> object:
    if isinstance(value, datetime):
        return _days(value)
    return unescape(value) if isinstance(value, str) else value


def test_xlsx_long_texts(tmp_path: Path) -> None:
    """What has no room in a cell goes on in a sheet of its own: a megabyte, and signs outside the first plane."""
    texts = ("Слово. " * 150_000, "🧊" * 40_000)
    kept = [archived(Article(text)) for text in texts]
    book = openpyxl.load_workbook(written(tmp_path, ".xlsx", ARTICLES, kept))
    place = [column.name for column in ARTICLES.columns].index("text")
    rest = list(book["continued"].iter_rows(min_row=2, values_only=True))
    for number, (row, text) in enumerate(
        zip(book["articles"].iter_rows(min_row=2, values_only=True), texts, strict=True), 1
    ):
        head, mark, _ = row[place].partition(f" … [→ continued, {number}]")
        assert mark
        assert head + "".join(piece for one, _, piece in rest if one == number) == text
        assert len(row[place].encode("utf-16-le")) // 2 <= 32_767


def test_xlsx_more_sheets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a sheet is full, the next one has the same head."""
    monkeypatch.setattr(spreadsheet, "MOST_ROWS", 3)
    book = openpyxl.load_workbook(written(tmp_path, ".xlsx", ARTICLES, [archived(harbour())] * 5))
    assert [(sheet.title, sheet.max_row) for sheet in book] == [("articles", 3), ("articles 2", 3), ("articles 3", 2)]
    assert {sheet["A1"].value for sheet in book} == {"url"}


@both
@given(kept=KEPT)
@often
def test_parquet(tmp_path: Path, table: Table[Archived, Line], kept: list[Archived]) -> None:
    """Values come back with their types."""
    found = pq.read_table(written(tmp_path, ".parquet", table, kept))
    assert found.column_names == [column.name for column in table.columns]
    expected = [[_in_parquet(cell) for cell in row] for row in cells(table, kept)]
    assert [list(row.values()) for row in found.to_pylist()] == expected


def _in_parquet(cell: Cell) -> object:
    if isinstance(cell, datetime):
        return utc(cell)
    if isinstance(cell, tuple):
        return [writable(one) for one in cell]
    return cell if cell is None or isinstance(cell, int | float) else writable(in_words(cell) or "")


def test_parquet_row_groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A group ends with so many rows, or with so many characters."""
    kept = [archived(harbour())] * 5
    monkeypatch.setattr(parquet, "MOST_ROWS", 2)
    assert pq.ParquetFile(written(tmp_path, ".parquet", ARTICLES, kept)).num_row_groups == 3
    monkeypatch.setattr(parquet, "MOST_CHARACTERS", 1)
    assert pq.ParquetFile(written(tmp_path, ".parquet", ARTICLES, kept)).num_row_groups == 5


@both
@given(kept=KEPT)
@often
def test_jsonl(tmp_path: Path, table: Table[Archived, Line], kept: list[Archived]) -> None:
    """A line an item, each one line for every reader, and every offset stays where it was."""
    lines = written(tmp_path, ".jsonl", table, kept).read_bytes().decode().splitlines()
    expected = list(table.lines(kept))
    assert len(lines) == len(expected)
    for line, one in zip(map(json.loads, lines), expected, strict=True):
        assert line["version"] == one.archived.version.number
        if table is ARTICLES:
            assert len(line["text"]) == len(one.article.text)
            assert len(line["attributions"]) == len(one.article.attributions)
        else:
            assert line["content"] == [list(span) for span in one.said.content]


def test_jsonl_is_what_read_gives(tmp_path: Path) -> None:
    """A line of an article has each field of ``otkuda read --json``, and what the archive knows."""
    article = harbour()
    (line,) = map(json.loads, written(tmp_path, ".jsonl", ARTICLES, [archived(article, 2)]).read_text().splitlines())
    record = record_of(article, article.url or "")
    assert line["text"] == record.text
    assert line["attributions"][1]["words"]["content"] == ["Порт откроют в мае", "Суда уже ждут"]
    assert line["published_utc"] == "2031-04-05T04:30:00Z"
    assert [one["version"] for one in line["versions"]] == [1, 2]
    assert {column.name for column in ARTICLES.columns} <= set(line)


def test_the_table_of_attributions(tmp_path: Path) -> None:
    """What a journalist opens: who, what, through whom."""
    with written(tmp_path, ".csv", ATTRIBUTIONS, [archived(harbour())]).open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert rows[1]["content"] == "Порт откроют в мае … Суда уже ждут"
    assert (rows[1]["speaker"], rows[1]["role"], rows[1]["chain"]) == ("Ерлан Сапаров", "аким", "Залив → Ерлан Сапаров")
    assert json.loads(rows[1]["offsets"])["cue"] == list(harbour().attributions[1].cue or ())
    assert (rows[1]["published"], rows[1]["seen"]) == ("2031-04-05T09:30:00+05:00", "2026-03-11T05:06:00Z")


@pytest.mark.parametrize("ending", ENDINGS)
@both
def test_hostile(tmp_path: Path, ending: str, table: Table[Archived, Line]) -> None:
    """Each hostile text at every place, and a megabyte of it, is written."""
    kept = []
    for text in (*HOSTILE, HOSTILE[4] * 30_000):
        said = harbour().attributions
        kept.append(archived(Article(text * 3, text, text, (text,), language=text, url=text, attributions=said)))
    assert written(tmp_path, ending, table, kept).stat().st_size


@pytest.mark.parametrize("ending", ENDINGS)
def test_empty(tmp_path: Path, ending: str) -> None:
    """A table without lines is a file all the same."""
    assert written(tmp_path, ending, ARTICLES, []).exists()


def test_instants_are_in_utc() -> None:
    """The times of the archive itself."""
    assert in_words(SEEN) == "2026-03-11T05:06:00Z"
    assert utc(datetime(1, 1, 1, tzinfo=UTC)).year == 1
