"""A file read from any place on, unpacked where it is compressed: gzip or zstd, whole or a member a record.

A damaged member ends the stream, like the end of the file; ``next_member`` then looks for the one after it. So
nothing that is whole is lost behind what is broken, and nothing is read past it by chance.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, BinaryIO, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

GZIP = b"\x1f\x8b\x08"
ZSTD = b"\x28\xb5\x2f\xfd"
_DICTIONARY = b"\x5d\x2a\x4d\x18"  # the skippable frame at the head of a .warc.zst that holds its dictionary
_SKIPPABLE = b"\x2a\x4d\x18"  # after a byte 0x50..0x5f
_SKIPPABLE_FIRST = 0x50
_SKIPPABLE_HEAD = 8  # bytes: the magic and the size
_CHUNK = 65_536
_PIECE = 1_024  # compressed bytes that are unpacked at a time: at most 1 MB of gzip, 32 MB of zstd
_LARGEST_DICTIONARY = 10_000_000  # bytes
_STEP = 1_000_000  # bytes that are skipped at a time


class _Member(Protocol):
    """What zlib and zstandard have in common."""

    @property
    def eof(self) -> bool: ...

    @property
    def unused_data(self) -> bytes: ...

    def decompress(self, data: bytes, /) -> bytes: ...


class Unpacked:
    """The bytes of ``file`` from ``offset`` on, unpacked; see the head of this file.

    ``start`` is the offset of the member that the next byte lies in, ``inside`` how many of its bytes lie before it.
    """

    def __init__(self, file: BinaryIO, offset: int = 0, inside: int = 0) -> None:
        file.seek(0)
        self._file = file
        self._opening = file.read(4)
        self._new_member = _members_of(file, self._opening)
        self.is_damaged = False
        self._begin(offset)
        if self._new_member is None:
            self._file.seek(offset + inside)
            self._base = offset + inside
        else:
            self.skip(inside)

    @property
    def place(self) -> tuple[int, int]:
        """Return the offset of the member that the next byte lies in, and how many of its bytes lie before it."""
        self._fill(1)
        if self._new_member is None:
            return self._base, 0
        while len(self._starts) > 1 and self._starts[1][1] <= self._base:
            del self._starts[0]
        return self._starts[0][0], self._base - self._starts[0][1]

    @property
    def done(self) -> int:
        """Return how much of the file was read."""
        return self._file.tell() - len(self._packed)

    def line(self, longest: int = _CHUNK) -> bytes:
        """Return the next line with its end, or its first ``longest`` bytes; empty at the end."""
        size = _CHUNK // 16
        while (end := self._ready.find(b"\n", 0, longest)) < 0 and len(self._ready) < longest:
            if not self._fill(min(longest, size := size * 2)):
                break
        return self._take(end + 1 if end >= 0 else min(longest, len(self._ready)))

    def read(self, size: int) -> bytes:
        """Return the next ``size`` bytes, fewer only at the end."""
        self._fill(size)
        return self._take(min(size, len(self._ready)))

    def skip(self, size: int) -> int:
        """Pass over ``size`` bytes; return over how many there were."""
        left = size
        while left and (passed := len(self.read(min(left, _STEP)))):
            left -= passed
        return size - left

    def unread(self, content: bytes) -> None:
        """Put bytes of the same member that were just read back."""
        self._ready[:0] = content
        self._base -= len(content)

    def next_member(self) -> bool:
        """Go to the first member behind the damage; False where there is none."""
        if self._new_member is None or not self.is_damaged:
            return False
        magic = self._opening[:3] if self._opening.startswith(GZIP) else ZSTD
        after = self._starts[-1][0] + 1
        while (place := _find(self._file, magic, after)) is not None:
            self._begin(place)
            if self._fill(1):
                return True
            after = place + 1
        return False

    def _begin(self, offset: int) -> None:
        """Start at the head of a member."""
        self._file.seek(offset)
        self._ready = bytearray()
        self._packed = b""
        self._base = 0  # of the unpacked bytes, where the next one lies
        self._member: _Member | None = None
        self._starts = [(offset, 0)]  # of members: in the file, and among the unpacked bytes
        self.is_damaged = False

    def _take(self, size: int) -> bytes:
        taken = bytes(memoryview(self._ready)[:size])
        del self._ready[:size]
        self._base += size
        return taken

    def _fill(self, size: int) -> bool:
        """Have ``size`` bytes ready; return whether there are."""
        while len(self._ready) < size:
            piece = self._piece(size - len(self._ready))
            if piece is None:
                break
            self._ready += piece
        return len(self._ready) >= size

    def _piece(self, wanted: int) -> bytes | None:
        """Return the next unpacked bytes, or None at the end or where the member is damaged."""
        if self._new_member is None:
            return self._file.read(max(wanted, _CHUNK)) or None
        if self.is_damaged or not (self._packed or self._load()):
            self.is_damaged = self.is_damaged or self._member is not None
            return None
        if self._member is None and not self._open():
            return None
        return self._unpack()

    def _open(self) -> bool:
        """Begin the member whose first bytes are at hand; what pads the end of a file is none."""
        while self._at_skippable():
            size = int.from_bytes(self._packed[4:8], "little")
            self._file.seek(self.done + 8 + size)
            self._packed = b""
        if self._new_member is None or not self._packed.strip(b"\0"):
            self._packed = b""
            return False
        start, unpacked = self.done, self._base + len(self._ready)
        if self._starts[-1] != (start, unpacked):
            self._starts.append((start, unpacked))
        self._member = self._new_member()
        return True

    def _at_skippable(self) -> bool:
        """Tell whether a frame of zstd that holds no content is at hand."""
        while len(self._packed) < _SKIPPABLE_HEAD and self._load():
            pass
        return self._packed[1:4] == _SKIPPABLE and self._packed[0] & 0xF0 == _SKIPPABLE_FIRST

    def _unpack(self) -> bytes | None:
        from zstandard import ZstdError

        member = self._member
        if member is None:
            return None
        try:
            # A little at a time, so that a bomb unpacks to a bounded piece before anybody asks for more.
            piece = member.decompress(self._packed[:_PIECE])
        except (zlib.error, ZstdError):
            self.is_damaged = True
            return None
        self._packed = self._packed[_PIECE:]
        if member.eof:
            self._packed = member.unused_data + self._packed
            self._member = None
        return piece

    def _load(self) -> bool:
        loaded = self._file.read(_CHUNK)
        self._packed += loaded
        return bool(loaded)


def _members_of(file: BinaryIO, opening: bytes) -> Callable[[], _Member] | None:
    """Return what makes a reader of one member, or None where the file is not compressed."""
    if opening.startswith(GZIP):
        return lambda: zlib.decompressobj(31)
    if opening not in {ZSTD, _DICTIONARY}:
        return None
    from zstandard import ZstdCompressionDict, ZstdDecompressor

    dictionary = _dictionary(file) if opening == _DICTIONARY else b""
    opener = ZstdDecompressor(dict_data=ZstdCompressionDict(dictionary)) if dictionary else ZstdDecompressor()
    return lambda: opener.decompressobj()  # noqa: PLW0108 - its own type takes more


def _dictionary(file: BinaryIO) -> bytes:
    """Return the dictionary at the head of the file, which may itself be compressed."""
    from zstandard import ZstdDecompressor, ZstdError

    file.seek(4)
    size = int.from_bytes(file.read(4), "little")
    content = file.read(min(size, _LARGEST_DICTIONARY))
    if not content.startswith(ZSTD):
        return content
    try:
        return ZstdDecompressor().decompress(content, max_output_size=_LARGEST_DICTIONARY)
    except ZstdError:
        return b""


def _find(file: BinaryIO, magic: bytes, start: int) -> int | None:
    """Return where ``magic`` next stands in the file."""
    file.seek(start)
    kept = b""
    while chunk := file.read(_STEP):
        if (place := (kept + chunk).find(magic)) >= 0:
            return file.tell() - len(chunk) - len(kept) + place
        kept = (kept + chunk)[1 - len(magic) :]
    return None
