"""The formats of tables, by the file's ending."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from otkuda.errors import ExportError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import BinaryIO

    from otkuda.export.columns import Table
    from otkuda.store.everything import Archived

    class Writer(Protocol):
        """Writes a table."""

        def __call__(self, file: BinaryIO, table: Table, kept: Iterable[Archived], /) -> int:
            """Write all of it. Returns how many lines it has."""


ENDINGS = (".csv", ".xlsx", ".jsonl", ".parquet", ".jsonld")


def writer_for(path: str | Path) -> Writer:
    """Return what writes a table in the format that the file's ending names. ExportError where there is none."""
    ending = Path(path).suffix.lower()
    if ending == ".csv":
        from otkuda.export.delimited import write_csv as writer
    elif ending == ".xlsx":
        from otkuda.export.spreadsheet import write_xlsx as writer
    elif ending == ".jsonl":
        from otkuda.export.lines import write_jsonl as writer
    elif ending == ".parquet":
        writer = _parquet(path)
    elif ending == ".jsonld":
        from otkuda.export.linked import write_jsonld as writer
    else:
        raise ExportError(f"{path}: the ending names the format; end it with one of {', '.join(ENDINGS)}")
    return writer


def _parquet(path: str | Path) -> Writer:
    try:
        from otkuda.export.parquet import write_parquet
    except ImportError:
        raise ExportError(f"{path}: Parquet needs pyarrow; pip install 'otkuda[parquet]'") from None
    return write_parquet
