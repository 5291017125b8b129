"""Word lists as data: tab-separated files beside the code, one entry a line, read once and kept for the run.

A blank line and a line that opens with ``#`` are comments. Columns mean what the file's own head says.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def rows(package: str, name: str) -> tuple[tuple[str, ...], ...]:
    """Return the entries of ``name`` in ``package``, in order, each as its columns without outer blanks.

    Raises ``FileNotFoundError`` where the package holds no such file: a fault of the installation, not of the input.

    >>> rows("otkuda.lang.ru", "titles.tsv")[0][0]
    'президент'
    """
    text = (files(package) / name).read_text(encoding="utf-8")
    return tuple(
        tuple(column.strip() for column in line.split("\t"))
        for line in text.splitlines()
        if line.strip() and not line.startswith("#")
    )
