"""CSV by RFC 4180: commas, CR LF, UTF-8 with a mark at its head: Excel takes Cyrillic for something else without it.

No cell is a formula for any program, whichever sign it takes for the separator (Excel in Russian takes «;»): at the
head of a cell, and behind a «;», a tab or a line end in it, an apostrophe stands before what a formula begins with.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from otkuda.export.cells import in_words, writable

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import BinaryIO

    from otkuda.export.columns import Cell, K, L, Table

_MARK = "\ufeff"
_SIGNS = r"""["' ]*[=+\-@＝＋－＠]"""
_AT_HEAD, _BEHIND = re.compile(_SIGNS), re.compile(rf"([;\t\r\n])(?={_SIGNS})")
_GUARDED = re.compile(rf"(\A|[;\t\r\n])'(?={_SIGNS})")


def write(file: BinaryIO, table: Table[K, L], kept: Iterable[K]) -> int:
    """Write a table as CSV. Returns how many lines it has under its head."""
    out = io.TextIOWrapper(file, "utf-8", newline="", write_through=False)
    out.write(_MARK)
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(column.name for column in table.columns)
    count = 0
    for count, line in enumerate(table.lines(kept), 1):  # noqa: B007 - the last one is how many
        writer.writerow([_cell(cell) for cell in table.cells(line)])
    out.flush()
    out.detach()  # the file is its opener's to close
    return count


def guarded(text: str) -> str:
    r"""Return the text so that no part of it begins like a formula.

    >>> guarded("=1+1"), guarded("Мост; =1"), guarded("с 2020-го")
    ("'=1+1", "Мост;' =1", 'с 2020-го')
    """
    return ("'" if _AT_HEAD.match(text) else "") + _BEHIND.sub(r"\1'", text)


def unguarded(text: str) -> str:
    """Return what ``guarded`` was given."""
    return _GUARDED.sub(r"\1", text)


def _cell(cell: Cell) -> str | int | float | None:
    if isinstance(cell, int | float):
        return cell
    words = in_words(cell)
    return words and guarded(writable(words).replace("\0", "\ufffd"))
