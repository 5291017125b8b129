"""A file that is read by ranges, each a request: what is read in a row is fetched ahead, more the longer it goes on.

A part of an archive begins with a look at the head of the file and goes on somewhere in its middle. So the first ranges
are small, and each later one is a quarter of what was read in a row: few requests for a long part, and little that is
fetched for nothing behind a short one.
"""

from __future__ import annotations

import io
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

LEAST = 1 << 17  # bytes of a range
MOST = 1 << 23
_SHARE = 4
_BUFFER = 1 << 16  # bytes that are handed on at a time


class Ahead(io.RawIOBase):
    """The bytes of a file, fetched by ``read_at(size, offset)`` from wherever it lies."""

    def __init__(self, read_at: Callable[[int, int], bytes], size: int) -> None:
        """``size`` is that of the whole file."""
        self._read_at = read_at
        self._size = size
        self._at = 0
        self._start = 0  # of the block
        self._block = b""
        self._in_a_row = 0

    def readable(self) -> bool:
        """Return that it can be read."""
        return True

    def seekable(self) -> bool:
        """Return that it can be read from anywhere."""
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go on at an offset."""
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._size}[whence]
        self._at = max(0, base + offset)
        return self._at

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - whatever can be written to, as its base says
        """Read as many bytes as there are at hand, at most what the buffer takes."""
        into = memoryview(buffer).cast("B")
        if not self._start <= self._at < self._start + len(self._block):
            self._fetch(len(into))
        piece = memoryview(self._block)[self._at - self._start :][: len(into)]
        into[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)

    def _fetch(self, wanted: int) -> None:
        if self._at != self._start + len(self._block):
            self._in_a_row = 0
        ahead = min(MOST, max(LEAST, self._in_a_row // _SHARE))
        size = min(max(wanted, ahead), self._size - self._at)
        self._start, self._block = self._at, self._read_at(size, self._at) if size > 0 else b""
        self._in_a_row += len(self._block)


def read_ahead(read_at: Callable[[int, int], bytes], size: int) -> io.BufferedReader:
    r"""Return a file that is read by ranges.

    >>> read_ahead(lambda size, at: b"first\nsecond\n"[at : at + size], 13).readlines()
    [b'first\n', b'second\n']
    """
    return io.BufferedReader(Ahead(read_at, size), _BUFFER)
