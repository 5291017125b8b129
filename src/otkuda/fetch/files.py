"""Files and folders that are imported → records. What a file is, is seen from its bytes, never from its name.

A record's place is where the reading goes on: ``open_any(path, after=place)`` yields what follows it. The files of a
folder come in the order of their paths, so that a place in a folder stays what it was.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from otkuda.model import Place, Record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import tzinfo
    from typing import BinaryIO

    from otkuda.model import Moment

LARGEST_FILE = 50_000_000  # bytes of a page or a document, which is read whole
_OPENING = 4_096  # bytes that tell what a file is


@dataclass(frozen=True, slots=True)
class Stated:
    """What the user says of what is imported: whose words it is, when they were said, where they stand, the zone."""

    speaker: str | None = None
    published: Moment | None = None
    url: str | None = None
    zone: tzinfo | None = None


class Amount(NamedTuple):
    """How much there is to import."""

    files: int
    size: int


def measure(path: Path) -> Amount:
    """Return how many files and bytes ``path`` is."""
    sizes = [_size(file) for file in _files(path)]
    return Amount(len(sizes), sum(sizes))


def open_any(path: Path, *, after: Place | None = None, stated: Stated | None = None) -> Iterator[Record]:
    """Yield the records of a file, or of the files of a folder; those that follow ``after``, where it is given.

    Never raises but for what ends the process: a file that cannot be read is a record with the reason.
    """
    for file in _files(path):
        name = _name(file, path)
        if after is None or _order(name) >= _order(after.file):
            yield from _open_file(file, name, after if after and after.file == name else None, stated or Stated())


def _files(path: Path) -> Iterator[Path]:
    """Yield the file, or the files of the folder in the order of their paths; hidden ones are left alone."""
    if not path.is_dir():
        yield path
        return
    found = [Path(root, name) for root, folders, names in _walk(path) for name in names if not name.startswith(".")]
    yield from sorted(found, key=lambda file: _order(_name(file, path)))


def _walk(path: Path) -> Iterator[tuple[str, list[str], list[str]]]:
    for root, folders, names in os.walk(path):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield root, folders, names


def _name(file: Path, path: Path) -> str:
    return file.relative_to(path).as_posix() if path.is_dir() else file.name


def _order(name: str) -> tuple[tuple[str, ...], str]:
    parts = tuple(name.split("/"))
    return parts[:-1], parts[-1]


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0


def _open_file(path: Path, name: str, after: Place | None, stated: Stated) -> Iterator[Record]:
    try:
        with path.open("rb") as file:
            yield from _records(file, path, name, after, stated)
    except OSError as error:
        yield Record(Place(name), 0, reason=f"cannot be read: {error.strerror or error}")


def _records(file: BinaryIO, path: Path, name: str, after: Place | None, stated: Stated) -> Iterator[Record]:
    from otkuda.fetch.jsonl import read_jsonl
    from otkuda.fetch.saved import saved_page
    from otkuda.fetch.warc import read_warc

    opening = file.read(_OPENING)
    file.seek(0)
    if opening.startswith((b"WARC/", b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd", b"\x5d\x2a\x4d\x18")):
        yield from read_warc(file, name, after)
    elif re.match(rb"(?:\xef\xbb\xbf)?\s*\{", opening):
        yield from read_jsonl(file, name, after, stated.zone)
    elif after is None:
        content = file.read(LARGEST_FILE + 1)
        page = saved_page(content, path, name, stated.url)
        yield Record(Place(name), len(content), page=page, seen=page.fetched)
