"""XLSX, written row by row: text cells that never run, instants as dates in UTC, as many sheets as the rows need.

Excel holds 32,767 characters a cell. A longer text is cut with a mark, and the rest of it stands under the number of
the mark in the sheet «continued», so that nothing is lost.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from otkuda.errors import ExportError
from otkuda.export.cells import in_words, utc, writable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import BinaryIO

    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

    from otkuda.export.columns import Cell, K, Kind, L, Table

MOST_ROWS = 1_048_576  # of a sheet
MOST_CHARACTERS = 32_000  # of a cell, in the UTF-16 units that Excel counts; the mark comes on top
_WIDTHS: dict[Kind, int] = {"text": 24, "instant": 19, "whole": 9, "number": 11, "list": 24, "json": 16}
_FIRST_YEAR = 1900  # of Excel's calendar
_RICH = ("<r>", "</r>")  # xlsxwriter takes a text between these for markup of its own


def write(file: BinaryIO, table: Table[K, L], kept: Iterable[K]) -> int:
    """Write a table as XLSX. Returns how many rows it has under its heads."""
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import XlsxWriterException

    # What is written waits beside the result and not where the system has its small files; nothing is left of it.
    with TemporaryDirectory(prefix=".", suffix=".part", dir=Path(file.name).parent) as folder:
        book = Workbook(file, {"constant_memory": True, "tmpdir": folder})
        book.use_zip64()
        try:
            count = _write_rows(book, table, kept)
            book.close()
        except XlsxWriterException as error:
            raise ExportError(str(error)) from error
        finally:  # xlsxwriter leaves the rows' own files open where it was stopped
            for sheet in book.worksheets():
                sheet.row_data_fh.close()
    return count


def _write_rows(book: Workbook, table: Table[K, L], kept: Iterable[K]) -> int:
    head, widths = zip(*((column.name, _WIDTHS[column.kind]) for column in table.columns), strict=True)
    rows = _Rows(book, table.name, head, widths)
    rest = _Rest(book)
    count = 0
    for count, line in enumerate(table.lines(kept), 1):  # noqa: B007 - the last one is how many
        rows.add([rest.cut(cell) for cell in table.cells(line)])
    rows.finish()
    rest.finish()
    return count


class _Rest:
    """What of long texts has no room in their cells."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._rows: _Rows | None = None
        self._number = 0

    def cut(self, cell: Cell) -> Cell:
        """Return a cell as Excel can hold it; what is beyond goes to the sheet «continued»."""
        first, *more = _pieces(cell)
        if not more:
            return first
        self._number += 1
        self._rows = self._rows or _Rows(self._book, "continued", ("number", "part", "words"), (9, 9, 100))
        for part, piece in enumerate(more, 2):
            self._rows.add([self._number, part, piece])
        return f"{first} … [→ continued, {self._number}]"

    def finish(self) -> None:
        """End the sheet, where there is one."""
        if self._rows:
            self._rows.finish()


class _Rows:
    """Rows under a head, on a further sheet where one is full."""

    def __init__(self, book: Workbook, name: str, head: Sequence[str], widths: Sequence[int]) -> None:
        self._book = book
        self._name = name
        self._head = head
        self._widths = widths
        self._bold = book.add_format({"bold": True})
        self._plain = book.add_format()
        self._date = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        self._sheets = 0
        self._start()

    def _start(self) -> None:
        self._sheets += 1
        self._sheet: Worksheet = self._book.add_worksheet(self._name + (f" {self._sheets}" if self._sheets > 1 else ""))
        self._sheet.freeze_panes(1, 0)
        for place, width in enumerate(self._widths):
            self._sheet.set_column(place, place, width)
        for place, name in enumerate(self._head):
            self._sheet.write_string(0, place, name, self._bold)
        self._row = 1

    def add(self, cells: Sequence[Cell]) -> None:
        """Write a row."""
        if self._row == MOST_ROWS:
            self.finish()
            self._start()
        for place, cell in enumerate(cells):
            self._write(place, cell)
        self._row += 1

    def finish(self) -> None:
        """Let the rows of the sheet be filtered by its head."""
        self._sheet.autofilter(0, 0, self._row - 1, len(self._head) - 1)

    def _write(self, place: int, cell: Cell) -> None:
        if cell is None or cell == "":
            return
        if isinstance(cell, datetime):
            self._sheet.write_datetime(self._row, place, cell, self._date)
        elif isinstance(cell, int | float):
            self._sheet.write_number(self._row, place, cell)
        elif isinstance(cell, str) and (cell.startswith(_RICH[0]) and cell.endswith(_RICH[1])):
            self._sheet.write_rich_string(self._row, place, cell[:1], self._plain, cell[1:])
        else:
            self._sheet.write_string(self._row, place, str(cell))


def _pieces(cell: Cell) -> Iterator[Cell]:
    """Yield a cell as Excel can hold it: an instant without its zone, words in pieces that are short enough."""
    if isinstance(cell, datetime) and utc(cell).year >= _FIRST_YEAR:
        yield utc(cell).replace(tzinfo=None)
    elif cell is None or isinstance(cell, int | float):
        yield cell
    else:
        words = writable(in_words(cell) or "")
        most = MOST_CHARACTERS if not words or max(words) < "\U00010000" else MOST_CHARACTERS // 2
        yield words[:most]
        for start in range(most, len(words), most):
            yield words[start : start + most]
