"""WARC files (ISO 28500) → pages: plain, gzip or zstd, whole or a member a record, from any tool.

Responses and resources that are HTML or plain text are read, and revisits of such in the same file. The date of the
record is when the page was seen. What is cut or damaged is refused with its place, and the reading goes on behind it.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import replace
from datetime import UTC
from typing import TYPE_CHECKING, BinaryIO, Literal, NamedTuple

from otkuda.fetch.unpacked import GZIP, Unpacked
from otkuda.model import Page, Place, Record
from otkuda.text.dates import read_date

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from fastwarc import WarcRecord

Decoding = Literal["none", "content", "transfer", "all"]

LARGEST_PAGE = 50_000_000  # bytes, unpacked
_LONGEST_HEAD = 200_000  # bytes
_LONGEST_WAY = 20_000_000  # unpacked bytes to pass over to a record that is visited again
_MOST_DIGESTS = 200_000  # of records that may be visited again, kept in memory
_HEADER = re.compile(rb"^([!-9;-~]+)[ \t]*:[ \t]*([^\r\n]*(?:\r?\n[ \t]+[^\r\n]*)*)", re.MULTILINE)
_NEXT = re.compile(rb"\r?\n(?=WARC/\d\.\d\r?\n)")
_WANTED = frozenset({b"response", b"resource", b"revisit"})
_TEXTS = frozenset({"text/html", "application/xhtml+xml", "text/plain", "application/xhtml", "text/xhtml"})
_REDIRECTS = range(300, 400)
_MARKUP = re.compile(rb"\s{0,99}<(?:!doctype\s+html|html|head|body|meta|title)\b", re.IGNORECASE)


class _Frame(NamedTuple):
    """A record as it stands in the file: its head, and its block where that was wanted and is whole."""

    place: Place
    fields: dict[bytes, bytes]
    content: bytes
    fault: str | None = None


def read_warc(file: BinaryIO, name: str, after: Place | None = None) -> Iterator[Record]:
    """Yield the pages of a WARC file in its order; those that follow ``after``, where it is given."""
    if Unpacked(file).read(5) not in {b"WARC/", b""}:
        if after is None:
            yield Record(Place(name), 0, reason="a compressed file, but no web archive; unpack it first")
        return
    stream = Unpacked(file, after.offset, after.inside) if after else Unpacked(file)
    earlier = _Earlier(file, name)
    for frame in _frames(stream, name):
        if frame.place == after:
            continue
        outcome = frame.fault or _page(frame, earlier)
        if isinstance(outcome, Page):
            yield Record(frame.place, stream.done, page=outcome, seen=outcome.fetched)
        elif outcome:
            yield Record(frame.place, stream.done, reason=outcome)


def places_in(file: BinaryIO, name: str) -> Iterator[Place]:
    """Yield where the records stand that may be pages, and damage, without reading what they hold."""
    for frame in _frames(Unpacked(file), name, are_wanted=False):
        if not frame.fields or frame.fields.get(b"warc-type", b"").lower() in _WANTED:
            yield frame.place


def _frames(stream: Unpacked, name: str, *, are_wanted: bool = True) -> Iterator[_Frame]:
    """Yield the records, and for each damage one without fields; their content only where it is wanted."""
    is_lost = False
    while True:
        place = Place(name, *stream.place)
        line = stream.line()
        if not line:
            if stream.is_damaged and not is_lost:
                yield _damage(place)
            is_lost = stream.is_damaged
            if not stream.next_member():
                return
        elif line.startswith(b"WARC/"):
            frame = _frame(stream, place, are_wanted=are_wanted)
            is_lost = not frame.fields
            yield frame
        elif line.strip() and not is_lost:
            is_lost = True  # one refusal for all that follows until the next record
            yield _damage(place)


def _damage(place: Place) -> _Frame:
    inside = f", {place.inside:,} when unpacked" if place.inside else ""
    return _Frame(place, {}, b"", f"damaged or cut off at byte {place.offset:,}{inside}; what is whole is read")


def _frame(stream: Unpacked, place: Place, *, are_wanted: bool) -> _Frame:
    """Read a record whose first line was read."""
    head = bytearray()
    while (line := stream.line()).strip() and len(head) < _LONGEST_HEAD:
        head += line
    fields = {key.lower(): _unfolded(value) for key, value in _HEADER.findall(bytes(head))}
    length = int(fields.get(b"content-length", b"")) if fields.get(b"content-length", b"").isdigit() else None
    if length is None or line.strip():
        return _damage(place)
    is_wanted = are_wanted and fields.get(b"warc-type", b"").lower() in _WANTED
    if not is_wanted or length > 2 * LARGEST_PAGE:
        passed = stream.skip(length)
        fault = _TOO_LARGE if is_wanted else None
        return _Frame(place, fields, b"", fault) if passed == length else _damage(place)
    content = stream.read(length)
    if len(content) == length and _is_end(stream):
        return _Frame(place, fields, content)
    follows = _NEXT.search(content)  # a wrong length must not hide the records behind it
    stream.unread(content[follows.end() :] if follows else b"")
    return _damage(place)


def _is_end(stream: Unpacked) -> bool:
    """Tell whether a record ends here: two line ends, as the standard says; or fewer, or the end of the file."""
    ahead = stream.read(5)
    stream.unread(ahead)
    return ahead.strip(b"\r\n") in {b"", b"W", b"WAR", b"WARC/"} or ahead.lstrip(b"\r\n").startswith(b"W")


def _unfolded(value: bytes) -> bytes:
    return b" ".join(value.split())


_TOO_LARGE = f"larger than {LARGEST_PAGE // 1_000_000} MB, which no article is"


def _page(frame: _Frame, earlier: _Earlier) -> Page | str | None:
    """Return the page of a record, why it cannot be read, or None for what is no text."""
    kind = frame.fields.get(b"warc-type", b"").lower()
    if kind not in _WANTED:
        return None
    if b"warc-segment-number" in frame.fields:
        return "a page in segments; join them first"
    if kind == b"revisit":
        return earlier.visited_again(frame)
    return _resource(frame) if kind == b"resource" else _response(frame)


def _address(frame: _Frame) -> str:
    return frame.fields.get(b"warc-target-uri", b"").decode("utf-8", "replace").strip("<> ")


def _seen(frame: _Frame) -> datetime | None:
    """Return the record's date. It is UTC by the standard."""
    moment = read_date(frame.fields.get(b"warc-date", b"").decode("ascii", "replace"), UTC)
    return moment.start if moment else None


def _resource(frame: _Frame) -> Page | None:
    declared, _, rest = frame.fields.get(b"content-type", b"").decode("ascii", "replace").partition(";")
    kind = declared.strip().lower()
    if kind not in _TEXTS or not _address(frame):
        return None
    charset = re.search(r"charset=[\"']?([\w.:-]{2,30})", rest, re.IGNORECASE)
    return Page(_address(frame), frame.content, charset[1] if charset else None, kind, fetched=_seen(frame))


def _response(frame: _Frame) -> Page | str | None:
    address = _address(frame)
    if not address.lower().startswith(("http://", "https://")):
        return None  # «dns:zarya.example»
    answer = _answer(frame, "none")
    if answer is None:
        return "an HTTP answer that cannot be read"
    kind = (answer.http_content_type or "").strip().lower()
    status = answer.http_headers.status_code or 0
    if status in _REDIRECTS or (kind and kind not in _TEXTS):
        return None
    content = _decoded(frame, answer.http_headers.get("content-encoding") or "")
    if isinstance(content, str) or not (kind or _MARKUP.match(content)):
        return content if isinstance(content, str) else None
    headers = answer.http_headers.to_tuples()
    return Page(address, content, answer.http_charset or None, kind or None, status, None, headers, _seen(frame))


def _answer(frame: _Frame, decoding: Decoding) -> WarcRecord | None:
    """Return the record with its HTTP head parsed, or None where it is not HTTP."""
    from fastwarc import WarcRecord

    head = b"WARC/1.1\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\n"
    length = b"Content-Length: %d\r\n\r\n" % len(frame.content)
    try:
        record = WarcRecord.from_bytes(head + length + frame.content + b"\r\n\r\n")
        record.parse_http(auto_decode=decoding)
    except (OSError, ValueError):
        return None
    return record if record.is_http_parsed and record.http_headers.status_code else None


def _decoded(frame: _Frame, encoding: str) -> bytes | str:
    """Return the body, or why there is none. Many tools keep the headers of an encoding that they have undone."""
    decodings: tuple[Decoding, ...] = ("all", "transfer", "content", "none")
    for decoding in decodings:
        try:
            record = _answer(frame, decoding)
            content = record.reader.read(LARGEST_PAGE + 1) if record else None
            if content is not None and decoding != "all":
                content = _inflated(content, encoding)
        except (OSError, ValueError, zlib.error):
            continue
        if content is not None:
            return content if len(content) <= LARGEST_PAGE else _TOO_LARGE
    return "its compression is damaged"


def _inflated(content: bytes, encoding: str) -> bytes:
    """Undo a compression that fastwarc does not: gzip named ``x-gzip``, deflate without the head of zlib."""
    if content.startswith(GZIP):
        return zlib.decompressobj(31).decompress(content, LARGEST_PAGE + 1)
    if encoding.strip().lower() == "deflate" and not _MARKUP.match(content):
        return zlib.decompressobj(-15).decompress(content, LARGEST_PAGE + 1)
    return content


class _Earlier:
    """The records of the file by the digest of their payload, for revisits; looked up only where the file has one."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self._file = file
        self._name = name
        self._places: dict[bytes, Place] | None = None

    def visited_again(self, frame: _Frame) -> Page | str | None:
        """Return the page that a revisit found unchanged, as seen then."""
        position = self._file.tell()
        try:
            found = self._find(frame.fields.get(b"warc-payload-digest", b""))
        finally:
            self._file.seek(position)
        if found is None:
            return "seen unchanged, but what was seen before is not in this file"
        page = _page(found, self)
        return replace(page, url=_address(frame), fetched=_seen(frame)) if isinstance(page, Page) else page

    def _find(self, digest: bytes) -> _Frame | None:
        if self._places is None:
            self._places = dict(self._digests())
        place = self._places.get(digest)
        if place is None:
            return None
        return next(_frames(Unpacked(self._file, place.offset, place.inside), self._name), None)

    def _digests(self) -> Iterator[tuple[bytes, Place]]:
        """Yield the digest and the place of each response that can be reached without unpacking half the file."""
        found = 0
        for frame in _frames(Unpacked(self._file), self._name, are_wanted=False):
            digest = frame.fields.get(b"warc-payload-digest")
            is_response = frame.fields.get(b"warc-type", b"").lower() in {b"response", b"resource"}
            if digest and is_response and frame.place.inside < _LONGEST_WAY and found < _MOST_DIGESTS:
                found += 1
                yield digest, frame.place
