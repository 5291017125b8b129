"""The formats of tables, by the file's ending."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from otkuda.errors import ExportError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import BinaryIO

    from otkuda.export.columns import K, L, Table

    class Writer(Protocol):
        """Writes a table."""

        def __call__(self, file: BinaryIO, table: Table[K, L], kept: Iterable[K], /) -> int:
            """Write all of it. Returns how many lines it has."""


# The module that writes each format: its function ``write``.
_WRITERS = {
    ".csv": "delimited",
    ".xlsx": "spreadsheet",
    ".jsonl": "lines",
    ".parquet": "parquet",
    ".jsonld": "linked",
}
# Where statements are no rows: whole statements, each with its appearances.
_WRITERS_OF_STATEMENTS = _WRITERS | {".jsonl": "statement_lines", ".jsonld": "statement_graph"}
ENDINGS = tuple(_WRITERS)


def writer_for(path: str | Path, *, of_statements: bool = False) -> Writer:
    """Return what writes a table in the format that the file's ending names. ExportError where there is none."""
    name = (_WRITERS_OF_STATEMENTS if of_statements else _WRITERS).get(Path(path).suffix.lower())
    if name is None:
        raise ExportError(f"{path}: the ending names the format; end it with one of {', '.join(ENDINGS)}")
    try:
        module = import_module(f"otkuda.export.{name}")
    except ImportError:
        raise ExportError(f"{path}: Parquet needs pyarrow; pip install 'otkuda[parquet]'") from None
    return cast("Writer", module.write)
