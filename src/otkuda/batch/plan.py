"""What is to be read → shards: parts of files of about as many records."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import msgspec

from otkuda.batch.paths import files_in
from otkuda.fetch.files import places_of
from otkuda.model import Place  # noqa: TC001 - msgspec asks for it when it reads a shard

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from otkuda.batch.paths import Location

RECORDS = 500  # of a shard, about
WHOLE = 1_000_000  # bytes of a file that is read by one worker as it is


class Part(msgspec.Struct, frozen=True):
    """A stretch of a file of ``size`` bytes: the records that follow ``after``, up to ``last``; to the end without."""

    path: str
    size: int
    after: Place | None = None
    last: Place | None = None


class Shard(msgspec.Struct, frozen=True):
    """What one worker reads at a time, and by what it is known."""

    id: str
    parts: tuple[Part, ...]


def shards_of(paths: Iterable[Location]) -> Iterator[Shard]:
    """Yield the shards of files and of the files in folders: a large file is parted, small ones come together."""
    small: list[Part] = []
    size = 0
    for path in paths:
        for file in files_in(path):
            length = file.stat().st_size if file.is_file() else 0
            if length > WHOLE:
                yield from (_shard([part]) for part in _parted(file, length))
                continue
            if small and (size + length > WHOLE or len(small) == RECORDS):
                yield _shard(small)
                small, size = [], 0
            small.append(Part(str(file), length))
            size += length
    if small:
        yield _shard(small)


def _parted(file: Location, size: int) -> Iterator[Part]:
    """Yield the parts of a large file, which is gone through once for it."""
    after: Place | None = None
    last: Place | None = None
    for count, place in enumerate(places_of(file)):
        if count and count % RECORDS == 0:
            yield Part(str(file), size, after, last)
            after = last
        last = place
    yield Part(str(file), size, after)


def _shard(parts: Iterable[Part]) -> Shard:
    """Return a shard; its id says what is read, so that another run over the same finds what is done."""
    parts = tuple(parts)
    said = msgspec.json.encode(parts)
    return Shard(hashlib.sha256(said).hexdigest()[:16], parts)
