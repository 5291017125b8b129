"""A file that is written whole or not at all: beside its place, and put there at the end."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from otkuda.errors import ExportError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO


@contextmanager
def new_file(path: str | Path) -> Iterator[BinaryIO]:
    """Give a file to write; it takes the place of ``path`` when all went well, else nothing is left of it.

    ExportError where it cannot be written: no such folder, no permission, a full disk, something that is no file.
    """
    target = Path(path).resolve()  # through a link, which is to stay
    if target.exists() and not target.is_file():
        raise ExportError(f"{path}: is no file; name another")
    part = target.with_name(f".{target.name[:100]}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except OSError as error:
        raise ExportError(f"{path}: {_why(error)}") from error
    finally:
        part.unlink(missing_ok=True)


def _why(error: OSError) -> str:
    advice = {
        FileNotFoundError: "no such folder; make it or name another",
        PermissionError: "no permission to write there; name another folder",
    }
    return advice.get(type(error)) or f"cannot be written: {error.strerror or error}; nothing is left of it"
