"""Files and folders that are imported → records. What a file is, is seen from its bytes, never from its name.

A record's place is where the reading goes on: ``open_any(path, after=place)`` yields what follows it. The files of a
folder come in the order of their paths, so that a place in a folder stays what it was.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

from otkuda.errors import UnreadableError
from otkuda.model import Place, Record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import tzinfo
    from typing import BinaryIO

    from otkuda.model import Moment

LARGEST_FILE = 50_000_000  # bytes of a page or a document, which is read whole
_OPENING = 16_384  # bytes that tell what a file is

_ASSETS = tuple(
    ".css .js .mjs .map .png .jpg .jpeg .gif .webp .avif .svg .ico .bmp .woff .woff2 .ttf .otf .eot .mp3 .ogg .oga"
    " .opus .wav .m4a .mp4 .webm .mov .avi .tgs .exe .apk".split()
)

Kind = Literal["warc", "parquet", "telegram", "telegram page", "json lines", "json list", "json", "page", "document"]

# What the first bytes say; the first that fits is taken. A line of JSON ends in its brace, or goes on behind.
_PAGE = (
    rb"(?:\xef\xbb\xbf)?(?:\s|<!--[^\0]{0,2000}?-->|<\?[^>]{0,300}>)*"
    rb"<(?:!doctype\s+html|html|head|body|title|meta|link|script|style|article|main|section|header|div|table|h1|p)\b"
)
_PATTERNS: tuple[tuple[Kind, bytes], ...] = (
    ("warc", rb"WARC/|\x1f\x8b\x08|\x28\xb5\x2f\xfd|\x5d\x2a\x4d\x18"),
    ("parquet", rb"PAR1"),
    ("telegram", rb"(?:\xef\xbb\xbf)?\s*\{[^\0]{0,16000}?\"(?:messages\"\s*:\s*\[|chats\"\s*:\s*\{\s*\"about)"),
    ("json lines", rb"(?:\xef\xbb\xbf)?\s*\{(?:[^\n]*\}\s*(?:\n|\Z)|[^\n]{16000,})"),
    ("json list", rb"(?:\xef\xbb\xbf)?\s*\[\s*\{"),
    ("json", rb"(?:\xef\xbb\xbf)?\s*\{\s*\""),
    ("telegram page", rb"\s*<!DOCTYPE html>\s*<html>\s*<head>[^\0]{0,500}<title>Exported Data</title>"),
    ("page", _PAGE),
)  # fmt: skip
_KINDS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _PATTERNS)


@dataclass(frozen=True, slots=True)
class Stated:
    """What the user says of what is imported: whose words it is, when they were said, where they stand, the zone."""

    speaker: str | None = None
    published: Moment | None = None
    url: str | None = None
    zone: tzinfo | None = None


class Stat(Protocol):
    """What is known of a file: how many bytes it is, and when it was last written, in seconds since 1970."""

    @property
    def st_size(self) -> int:
        """Bytes."""

    @property
    def st_mtime(self) -> float:
        """Seconds."""


class File(Protocol):
    """A file to read: a path, or what can be asked the same."""

    @property
    def name(self) -> str:
        """The last part of its path."""

    def open(self, mode: Literal["rb"], /) -> BinaryIO:
        """Open it to read it from anywhere."""

    def stat(self) -> Stat:
        """Return what is known of it."""


class Amount(NamedTuple):
    """How much there is to import."""

    files: int
    size: int


def measure(path: Path) -> Amount:
    """Return how many files and bytes ``path`` is."""
    sizes = [_size(file) for file in files_of(path)]
    return Amount(len(sizes), sum(sizes))


def open_any(path: Path, *, after: Place | None = None, stated: Stated | None = None) -> Iterator[Record]:
    """Yield the records of a file, or of the files of a folder; those that follow ``after``, where it is given.

    Never raises but for what ends the process: a file that cannot be read is a record with the reason.
    """
    for file in files_of(path):
        name = _name(file, path)
        if after is None or order(name) >= order(after.file):
            yield from _open_file(file, name, after if after and after.file == name else None, stated or Stated())


def places_of(file: File) -> Iterator[Place]:
    """Yield where the records of a file stand; those of a web archive without reading them, so that some hold nothing.

    Never raises, as ``open_any`` does: a file that cannot be read ends.
    """
    from otkuda.fetch.warc import places_in

    with suppress(OSError), file.open("rb") as opened:
        if kind_of(opened.read(_OPENING)) == "warc":
            yield from places_in(opened, file.name)
        else:
            yield from (record.place for record in open_file(file))


def open_file(file: File, *, after: Place | None = None) -> Iterator[Record]:
    """Yield the records of one file as ``open_any`` does; it may lie anywhere."""
    yield from _open_file(file, file.name, after, Stated())


def files_of(path: Path) -> Iterator[Path]:
    """Yield the file, or the files of the folder in the order of their paths; hidden ones are left alone.

    What a saved page or an export brings along (styles, scripts, pictures) is left out: it is told by its ending, for
    a script is a text by its bytes.
    """
    if not path.is_dir():
        yield path
        return
    found = [Path(root, name) for root, folders, names in _walk(path) for name in names if is_content(name)]
    yield from sorted(found, key=lambda file: order(_name(file, path)))


def is_content(name: str) -> bool:
    """Tell by its name whether a file of a folder is read; see ``files_of``."""
    return not name.startswith(".") and not name.lower().endswith(_ASSETS)


def _walk(path: Path) -> Iterator[tuple[str, list[str], list[str]]]:
    for root, folders, names in os.walk(path):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield root, folders, names


def _name(file: Path, path: Path) -> str:
    return file.relative_to(path).as_posix() if path.is_dir() else file.name


def order(name: str) -> tuple[tuple[str, ...], str]:
    """Return the key by which files of a folder are sorted: by their path in it."""
    parts = tuple(name.split("/"))
    return parts[:-1], parts[-1]


def _size(file: File) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0


def _open_file(path: File, name: str, after: Place | None, stated: Stated) -> Iterator[Record]:
    try:
        with path.open("rb") as file:
            yield from _records(file, path, name, after, stated)
    except OSError as error:
        yield Record(Place(name), 0, reason=f"cannot be read: {error.strerror or error}")


def _records(file: BinaryIO, path: File, name: str, after: Place | None, stated: Stated) -> Iterator[Record]:
    from otkuda.fetch.jsonl import read_json_list, read_jsonl
    from otkuda.fetch.parquet import read_parquet
    from otkuda.fetch.telegram_export import read_export, read_export_page
    from otkuda.fetch.warc import read_warc

    opening = file.read(_OPENING)
    file.seek(0)
    kind = kind_of(opening)
    if kind == "warc":
        yield from read_warc(file, name, after)
    elif kind == "parquet":
        yield from read_parquet(file, name, after, stated.zone)
    elif kind == "telegram":
        yield from read_export(file, name, after, stated.url, stated.zone)
    elif kind == "telegram page":
        yield from read_export_page(file, name, after, stated.url, stated.zone)
    elif kind == "json lines":
        yield from read_jsonl(file, name, after, stated.zone)
    elif kind == "json list":
        yield from read_json_list(file, name, after, stated.zone)
    elif after is not None:
        return
    elif kind == "json":
        yield Record(Place(name), _size(path), reason="JSON, but neither JSON Lines nor an export of Telegram")
    else:
        yield _whole(file, path, name, stated, is_page=kind == "page")


def kind_of(opening: bytes) -> Kind:
    """Tell what a file is from its first bytes.

    >>> kind_of(b"WARC/1.1"), kind_of(b"<!doctype html>"), kind_of(b'{"text": "x"}'), kind_of(b"%PDF-1.7")
    ('warc', 'page', 'json lines', 'document')
    """
    return next((kind for kind, pattern in _KINDS if pattern.match(opening)), "document")


def _whole(file: BinaryIO, path: File, name: str, stated: Stated, *, is_page: bool) -> Record:
    """Return the one record of a page or a document."""
    from otkuda.fetch.documents import Document, read_document
    from otkuda.fetch.saved import saved_page

    content = file.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        return Record(Place(name), _size(path), reason=f"larger than {LARGEST_FILE // 1_000_000} MB")
    if is_page:
        page = saved_page(content, path, name, stated.url)
        return Record(Place(name), len(content), page=page, seen=page.fetched)
    try:
        article = read_document(content, Document(name, stated.speaker, stated.published, stated.url))
    except UnreadableError as error:
        return Record(Place(name), len(content), reason=str(error))
    return Record(Place(name), len(content), article=article)
