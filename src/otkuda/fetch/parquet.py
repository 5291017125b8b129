"""Tables in Parquet → articles and pages, a row each: our own table of articles, or columns under the usual names.

The names are those of JSON Lines (``jsonl``). A place is the number of a row. Only columns that are known are read, a
few rows at a time.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, BinaryIO

from otkuda.fetch.jsonl import NAMES, At, record_of
from otkuda.model import Place, Record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import tzinfo

    from otkuda.fetch.json_stream import Json

_AT_ONCE = 50  # rows
_KNOWN = frozenset(name for those in NAMES.values() for name in those)
_MISSING = 'Parquet: reading it needs pyarrow; install it with: pip install "otkuda[parquet]"'
_DAMAGED = "Parquet, but damaged or cut off; what is whole is read"


def read_parquet(file: BinaryIO, name: str, after: Place | None = None, zone: tzinfo | None = None) -> Iterator[Record]:
    """Yield one record for each row; those that follow ``after``, where it is given."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        yield Record(Place(name), 0, reason=_MISSING)
        return
    number = 0
    try:
        table = pq.ParquetFile(file)
        columns = [column for column in table.schema_arrow.names if column in _KNOWN]
        groups = [table.metadata.row_group(group).num_rows for group in range(table.num_row_groups)]
        first = 0
        while after and first < len(groups) and number + groups[first] <= after.offset:  # groups that end before it
            number += groups[first]
            first += 1
        for batch in table.iter_batches(_AT_ONCE, row_groups=range(first, len(groups)), columns=columns):
            for row in batch.to_pylist():
                number += 1
                if after is None or number - 1 > after.offset:
                    yield record_of(_plain(row), At(Place(name, number - 1), 0, f"row {number:,}"), zone)
    except (pa.ArrowException, OSError, ValueError):
        yield Record(Place(name, number), 0, reason=_DAMAGED)


def _plain(row: dict[str, object]) -> dict[str, Json]:
    """Return a row as JSON would have it: what is an instant in words, that of a store in UTC."""
    return {name: _in_words(cell) for name, cell in row.items()}


def _in_words(cell: object) -> Json:
    if isinstance(cell, datetime):
        return (cell if cell.tzinfo else cell.replace(tzinfo=UTC)).isoformat()
    if isinstance(cell, list):
        return [_in_words(one) for one in cell]
    return cell if isinstance(cell, str | int | float) else None
