"""WARC files: what is whole is read, from any place on; what is not is refused with its place."""

from __future__ import annotations

import gzip
import hashlib
import io
import zlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import brotli  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from otkuda.fetch.warc import read_warc
from tests.unit.fetch.warcs import packed, record, response

if TYPE_CHECKING:
    from otkuda.model import Record

WAYS = ["plain", "gzip", "whole gzip", "zstd", "whole zstd", "zstd with a dictionary"]
BODY = "<h1>Мост</h1><p>В посёлке открыли мост.</p>".encode()
RECORDS = [
    record("warcinfo", "", b"software: by hand\r\n"),
    response("https://zarya.example/1", BODY),
    record("request", "https://zarya.example/2", b"GET / HTTP/1.1\r\n\r\n"),
    response("https://zarya.example/2", BODY * 3),
    response("https://zarya.example/p.png", b"\x89PNG", kind="image/png"),
    response("https://zarya.example/3", BODY * 50),
    response("https://zarya.example/old", b"", status="301 Moved", headers="Location: /3\r\n"),
    record("resource", "https://zarya.example/4", BODY, "Content-Type: text/html\r\n"),
]
URLS = [f"https://zarya.example/{number}" for number in (1, 2, 3, 4)]


def read(content: bytes, after: Record | None = None) -> list[Record]:
    """Return the records of a WARC file."""
    return list(read_warc(io.BytesIO(content), "a.warc", after.place if after else None))


def urls(records: list[Record]) -> list[str]:
    """Return the addresses of the pages among ``records``."""
    return [one.page.url for one in records if one.page]


@pytest.mark.parametrize("how", WAYS)
def test_pages(how: str) -> None:
    """Pages come in their order with the date of the record; what is no page is passed over."""
    records = read(packed(RECORDS, how))
    assert urls(records) == URLS
    assert not any(one.reason for one in records)
    page = records[0].page
    assert page is not None
    assert (page.content, page.charset, page.content_type, page.status) == (BODY, "utf-8", "text/html", 200)
    assert records[0].seen == page.fetched == datetime(2026, 3, 11, 5, tzinfo=UTC)


@pytest.mark.parametrize("how", WAYS)
def test_reading_goes_on_behind_any_record(how: str) -> None:
    """What follows a place is what followed it in the whole reading."""
    content = packed(RECORDS, how)
    records = read(content)
    for number, one in enumerate(records, 1):
        assert [later.place for later in read(content, one)] == [later.place for later in records[number:]]


def chunked(body: bytes) -> bytes:
    """Return a body in chunks."""
    pieces = [body[start : start + 7] for start in range(0, len(body), 7)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


ENCODED = {
    "gzip": (gzip.compress(BODY), "Content-Encoding: gzip\r\n"),
    "x-gzip": (gzip.compress(BODY), "Content-Encoding: x-gzip\r\n"),
    "deflate": (zlib.compress(BODY), "Content-Encoding: deflate\r\n"),
    "bare deflate": (zlib.compress(BODY, wbits=-15), "Content-Encoding: deflate\r\n"),
    "br": (brotli.compress(BODY), "Content-Encoding: br\r\n"),
    "chunked": (chunked(BODY), "Transfer-Encoding: chunked\r\n"),
    "both": (chunked(gzip.compress(BODY)), "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n"),
    "undone gzip": (BODY, "Content-Encoding: gzip\r\n"),
    "undone chunks": (BODY, "Transfer-Encoding: chunked\r\n"),
    "cut": (gzip.compress(BODY)[:-8], "Content-Encoding: gzip\r\n"),
}


@pytest.mark.parametrize("name", ENCODED)
def test_encodings_of_http(name: str) -> None:
    """Each is undone; many tools keep the headers of one that they have undone."""
    body, headers = ENCODED[name]
    page = read(response(URLS[0], body, headers=headers))[0].page
    assert page is not None
    assert page.content == BODY


def test_a_bomb_is_refused() -> None:
    """A page that unpacks to more than any article."""
    bomb = gzip.compress(b"<p>" * 60_000_000)
    (only,) = read(response(URLS[0], bomb, headers="Content-Encoding: gzip\r\n"))
    assert only.page is None
    assert "larger" in (only.reason or "")


@pytest.mark.parametrize("how", ["plain", "gzip", "zstd"])
def test_a_cut_file(how: str) -> None:
    """What is whole is read, and one record says where the rest is missing."""
    content = packed(RECORDS, how)
    records = read(content[:-40])
    assert urls(records) == URLS[:3]
    assert records[-1].reason == f"damaged or cut off at byte {records[-1].place.offset:,}; what is whole is read"


@pytest.mark.parametrize("how", ["gzip", "zstd"])
def test_reading_goes_on_behind_a_damaged_member(how: str) -> None:
    """One member lost, one refusal, the others read."""
    content = bytearray(packed(RECORDS, how))
    damaged = read(bytes(content))[1].place.offset
    content[damaged + 20 : damaged + 30] = b"\xff" * 10
    records = read(bytes(content))
    assert urls(records) == [URLS[0], *URLS[2:]]
    assert [one.place.offset for one in records if one.reason] == [damaged]


def test_a_wrong_length_hides_nothing() -> None:
    """The records behind it are read all the same."""
    wrong = RECORDS[1].replace(b"Content-Length: ", b"Content-Length: 9")
    records = read(wrong + RECORDS[3] * 40)
    assert urls(records) == [URLS[1]] * 40
    assert records[0].reason


@pytest.mark.parametrize("how", ["plain", "gzip"])
def test_a_revisit_is_the_page_again(how: str) -> None:
    """A page that was seen unchanged is the earlier one at the later time."""
    digest = f"WARC-Payload-Digest: sha1:{hashlib.sha1(BODY, usedforsecurity=False).hexdigest()}\r\n"
    first = response(URLS[0], BODY).replace(b"WARC-Record-ID", digest.encode() + b"WARC-Record-ID")
    again = record("revisit", URLS[0], b"HTTP/1.1 304 Not Modified\r\n\r\n", digest)
    again = again.replace(b"03-11", b"03-12")
    records = read(packed([first, again, RECORDS[3]], how))
    assert urls(records) == [URLS[0], URLS[0], URLS[1]]
    assert records[1].page is not None
    assert records[1].page.content == BODY
    assert records[1].seen == datetime(2026, 3, 12, 5, tzinfo=UTC)
    assert read(packed([again], how))[0].reason


def test_a_compressed_file_that_is_no_archive() -> None:
    """One refusal."""
    (only,) = read(gzip.compress(b'{"text": "x"}'))
    assert "no web archive" in (only.reason or "")


@given(st.sampled_from(WAYS), st.integers(0, 5_000), st.integers(0, 255), st.integers(0, 5_000))
def test_any_damage_is_bounded(how: str, place: int, byte: int, end: int) -> None:
    """Cut anywhere, one byte turned: records or refusals, no error, and places that grow."""
    content = bytearray(packed(RECORDS, how))
    content[place % len(content)] = byte
    records = read(bytes(content[: len(content) - end % len(content)]))
    assert all((one.page is None) != (one.reason is None) for one in records)
    assert [one.place for one in records] == sorted({one.place for one in records})


@given(
    st.binary(max_size=300),
    st.sampled_from([b"WARC/1.0\r\n", b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd", b"\x5d\x2a\x4d\x18"]),
)
def test_any_bytes(content: bytes, opening: bytes) -> None:
    """No error."""
    read(opening + content)
