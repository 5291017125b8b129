"""What the user named, as a list of inputs: files, what folders hold, addresses, standard input.

Nothing is opened here but folders. A file that is missing or cannot be read is still an input: reading it gives the
message, in its place in the order.
"""

from __future__ import annotations

import os
import stat
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from otkuda.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

STDIN = "-"
TEXT_ENDINGS = (".txt", ".html", ".htm", ".xhtml")
MAX_BYTES = 100_000_000


@dataclass(frozen=True, slots=True)
class Input:
    """One thing to read. ``content`` is given where only this process can read it (standard input, a pipe)."""

    path: str
    content: bytes | None = None


def gather(paths: Iterable[str]) -> list[Input]:
    """Return the inputs in order, each folder as its texts in the order of their names."""
    return [item for path in paths for item in _expand(path)]


def with_streams(inputs: Iterable[Input]) -> Iterator[Input]:
    """Yield ``inputs``, those that are streams of this process with their content."""
    for item in inputs:
        yield Input(item.path, _stream(item.path)) if _is_stream(item.path) else item


def is_url(path: str) -> bool:
    """Whether ``path`` is an address of the web."""
    return path.lower().startswith(("http://", "https://"))


def content_of(path: str) -> bytes:
    """Return the bytes of the file. Raises ``UnreadableError`` or ``OSError`` where it has none to read."""
    if Path(path).is_dir():
        next(Path(path).iterdir(), None)
        message = f"no {', '.join(TEXT_ENDINGS)} files in this folder; name another folder or the files themselves"
        raise UnreadableError(message)
    with Path(path).open("rb") as file:
        return bounded(file.read(MAX_BYTES + 1))


def bounded(content: bytes) -> bytes:
    """Return ``content``. Raises ``UnreadableError`` where it is larger than any article."""
    if len(content) > MAX_BYTES:
        message = f"larger than {MAX_BYTES // 1_000_000} MB, which no article is; cut it into articles"
        raise UnreadableError(message)
    return content


def _expand(path: str) -> Iterator[Input]:
    if path == STDIN or is_url(path) or not Path(path).is_dir():
        yield Input(path)
        return
    found = sorted(_texts_under(path))
    yield from map(Input, found or [path])


def _texts_under(folder: str) -> Iterator[str]:
    """Yield the texts of ``folder``, and the folders in it that cannot be opened. Hidden ones are left alone."""
    unopened: list[str] = []
    for root, folders, names in os.walk(folder, onerror=lambda error: unopened.append(str(error.filename))):
        folders[:] = [name for name in folders if not name.startswith(".")]
        texts = (name for name in names if name.lower().endswith(TEXT_ENDINGS) and not name.startswith("."))
        yield from (_within(folder, Path(root, name)) for name in texts)
    yield from unopened


def _within(folder: str, path: Path) -> str:
    """Return the path under the folder's name as it was given («./news»), which ``Path`` would tidy."""
    return f"{folder.removesuffix('/')}/{path.relative_to(folder).as_posix()}"


def _is_stream(path: str) -> bool:
    """Whether it is standard input, a named pipe or the shell's ``<(command)``."""
    if path == STDIN:
        return True
    try:
        mode = Path(path).stat().st_mode
    except (OSError, ValueError):
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def _stream(path: str) -> bytes | None:
    """Return its bytes, or None where it cannot be opened: then reading it says why. At most ``MAX_BYTES`` + 1."""
    if path == STDIN:
        return sys.stdin.buffer.read(MAX_BYTES + 1) if sys.stdin else b""
    try:
        with Path(path).open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError:
        return None
