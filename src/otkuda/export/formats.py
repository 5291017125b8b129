"""The formats of tables, by the file's ending."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

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


# The module that writes each format: its function ``write``.
_WRITERS = {
    ".csv": "delimited",
    ".xlsx": "spreadsheet",
    ".jsonl": "lines",
    ".parquet": "parquet",
    ".jsonld": "linked",
}
ENDINGS = tuple(_WRITERS)


def writer_for(path: str | Path) -> Writer:
    """Return what writes a table in the format that the file's ending names. ExportError where there is none."""
    name = _WRITERS.get(Path(path).suffix.lower())
    if name is None:
        raise ExportError(f"{path}: the ending names the format; end it with one of {', '.join(ENDINGS)}")
    try:
        module = import_module(f"otkuda.export.{name}")
    except ImportError:
        raise ExportError(f"{path}: Parquet needs pyarrow; pip install 'otkuda[parquet]'") from None
    return cast("Writer", module.write)
