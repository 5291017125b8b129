"""Statements as JSON Lines: a line a statement, with all its appearances."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.export.record import encode
from otkuda.export.statement_record import statement_record

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import BinaryIO

    from otkuda.export.columns import Table
    from otkuda.export.statement_columns import Appearing
    from otkuda.export.telling import Told


def write(file: BinaryIO, _table: Table[Told, Appearing], kept: Iterable[Told]) -> int:
    """Write a JSON line a statement. Returns how many."""
    count = 0
    for count, told in enumerate(kept, 1):  # noqa: B007 - the last one is how many
        file.write(encode(statement_record(told)))
    return count
