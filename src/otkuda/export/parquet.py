"""Parquet: typed columns, row groups of bounded size."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias

import pyarrow as pa
import pyarrow.parquet as pq

from otkuda.export.cells import in_words, utc, writable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import BinaryIO

    from otkuda.export.columns import Cell, K, Kind, L, Table

MOST_ROWS = 10_000  # of a row group
MOST_CHARACTERS = 16_000_000  # of a row group: one long article ends it

Row: TypeAlias = "Sequence[Cell]"


def write(file: BinaryIO, table: Table[K, L], kept: Iterable[K]) -> int:
    """Write a table as Parquet, compressed with zstd. Returns how many rows it has."""
    return write_rows(file, table, rows_of(table, kept))


def rows_of(table: Table[K, L], kept: Iterable[K]) -> Iterator[Row]:
    """Yield the rows of a table, their cells as Parquet holds them."""
    return ([_cell(cell) for cell in table.cells(line)] for line in table.lines(kept))


def write_rows(file: BinaryIO, table: Table[K, L], rows: Iterable[Row]) -> int:
    """Write rows that ``rows_of`` made, as ``write`` does. Returns how many there are."""
    schema = pa.schema([(column.name, _type(column.kind)) for column in table.columns])
    with pq.ParquetWriter(file, schema, compression="zstd") as writer:
        held: list[Row] = []
        size = count = 0
        for count, row in enumerate(rows, 1):  # noqa: B007 - the last one is how many
            held.append(row)
            size += sum(len(cell) for cell in row if isinstance(cell, str))
            if len(held) == MOST_ROWS or size >= MOST_CHARACTERS:
                writer.write_table(_group(held, schema))
                held, size = [], 0
        if held:
            writer.write_table(_group(held, schema))
    return count


def _group(rows: Sequence[Row], schema: pa.Schema) -> pa.Table:
    columns = zip(*rows, strict=True)
    arrays = [pa.array(column, type=field.type) for column, field in zip(columns, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)


def _type(kind: Kind) -> pa.DataType:
    types = {
        "text": pa.string(),
        "instant": pa.timestamp("us", tz="UTC"),
        "whole": pa.int32(),
        "number": pa.float64(),
        "list": pa.list_(pa.string()),
        "json": pa.string(),
    }
    return types[kind]


def _cell(cell: Cell) -> Cell:
    if cell is None or isinstance(cell, int | float):
        return cell
    if isinstance(cell, str):
        return writable(cell)
    if isinstance(cell, datetime):
        return utc(cell)
    if isinstance(cell, tuple):
        return tuple(writable(one) for one in cell)
    return writable(in_words(cell) or "")
