"""Evidence is WARC that other programs read, and find right."""

from __future__ import annotations

import gzip
import io
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from fastwarc import ArchiveIterator, WarcRecordType
from hypothesis import given
from hypothesis import strategies as st

from otkuda.export import Evidence, write_evidence
from otkuda.fetch.warc import read_warc
from otkuda.model import Page
from otkuda.store import Missing, StoredPage, Version
from tests.cli.articles import harbour
from tests.unit.export.made import SEEN, TEXTS

if TYPE_CHECKING:
    from fastwarc import WarcRecord

URL = "https://mayak.example/1"
PAGE = Page(
    URL,
    "<p>Порт откроют в мае</p>".encode(),
    "utf-8",
    "text/html",
    headers=(("Content-Type", "text/html; charset=utf-8"), ("Content-Encoding", "gzip"), ("Content-Length", "17")),
    fetched=SEEN,
)


def evidence(*pages: Page) -> Evidence:
    """Return what is known of an article with a version for each page."""
    versions = tuple(
        Version(f"{number}", "a", number, page.fetched or SEEN, page.fetched or SEEN, "otkuda 0.1.0", harbour())
        for number, page in enumerate(pages, 1)
    )
    stored = tuple(StoredPage("a", f"{number}", "0", page) for number, page in enumerate(pages, 1))
    return Evidence(URL, versions, stored)


def written(found: Evidence, *, compressed: bool = True) -> bytes:
    """Return the bytes of the file."""
    out = io.BytesIO()
    write_evidence(out, found, "otkuda/0.1.0", SEEN + timedelta(days=1), compressed=compressed)
    return out.getvalue()


def records(content: bytes) -> list[tuple[WarcRecord, bytes]]:
    """Return the records with their blocks as another program reads them; each block's digest is right."""
    found = []
    for record in ArchiveIterator(io.BytesIO(content), parse_http=False):
        assert record.verify_block_digest()
        record.freeze()
        found.append((record, record.reader.read()))
    return found


def test_records() -> None:
    """What the file is, each page, each version, in this order; each a member of gzip."""
    content = written(evidence(PAGE, replace(PAGE, content=b"<p>x</p>", fetched=SEEN + timedelta(hours=1))))
    kinds = [record.record_type for record, _ in records(content)]
    two = 2
    expected = [WarcRecordType.warcinfo, *[WarcRecordType.response] * two, *[WarcRecordType.metadata] * two]
    assert kinds == expected
    assert content.count(b"\x1f\x8b\x08") >= len(expected)
    assert gzip.decompress(content) == written(
        evidence(PAGE, replace(PAGE, content=b"<p>x</p>", fetched=SEEN + timedelta(hours=1))), compressed=False
    )


def test_response() -> None:
    """Status, headers and bytes; what told of an encoding that was undone is told as the crawler's."""
    record = next(one for one in ArchiveIterator(io.BytesIO(written(evidence(PAGE)))) if one.is_http)
    assert record.verify_payload_digest()
    assert record.headers["WARC-Target-URI"] == URL
    assert record.record_date == SEEN
    assert record.http_headers.status_code == 200
    assert dict(record.http_headers.to_tuples()) == {
        "Content-Type": "text/html; charset=utf-8",
        "X-Crawler-Content-Encoding": "gzip",
        "X-Crawler-Content-Length": "17",
        "Content-Length": str(len(PAGE.content)),
    }
    assert record.reader.read() == PAGE.content


def test_comes_back() -> None:
    """Our own import reads the same page, seen at the same time."""
    (record,) = [one for one in read_warc(io.BytesIO(written(evidence(PAGE))), "case.warc.gz") if one.page]
    assert record.page
    assert (record.page.url, record.page.content, record.seen) == (URL, PAGE.content, SEEN)


def test_without_a_page() -> None:
    """A message of a channel has a metadata record with its text, and since when it is missing."""
    found = Evidence(URL, evidence(PAGE).versions, (), Missing(SEEN, "the server answered 404"))
    kinds = records(written(found))
    assert [record.record_type for record, _ in kinds] == [WarcRecordType.warcinfo, WarcRecordType.metadata]
    told = json.loads(kinds[1][1])
    assert told["missing_why"] == "the server answered 404"
    assert told["article"]["text"] == harbour().text
    assert "WARC-Refers-To" not in kinds[1][0].headers


def test_from_a_file() -> None:
    """A page without headers never came from a server: it is a resource."""
    (record, block) = records(written(evidence(replace(PAGE, url="file:saved.html", headers=()))))[1]
    assert record.record_type == WarcRecordType.resource
    assert record.headers["Content-Type"] == "text/html"
    assert block == PAGE.content


def test_same_evidence_is_the_same_bytes() -> None:
    """Nothing in it depends on the moment of writing but the record of the file."""
    assert written(evidence(PAGE)) == written(evidence(PAGE))


def test_redirect() -> None:
    """The address that was asked stands beside the one that answered."""
    (record, _) = records(written(evidence(replace(PAGE, requested="https://mayak.example/?p=1"))))[1]
    assert record.headers["X-Otkuda-Requested"] == "https://mayak.example/?p=1"


HEADERS = st.lists(st.tuples(TEXTS, TEXTS), max_size=3).map(tuple)


@given(TEXTS, HEADERS, st.binary(max_size=50), st.integers(100, 599), st.none() | TEXTS)
def test_hostile(url: str, headers: tuple[tuple[str, str], ...], content: bytes, status: int, kind: str | None) -> None:
    """Whatever a server says, no record ends before its end and no header begins another."""
    when = datetime(2026, 3, 11, tzinfo=UTC)
    page = Page(url, content, None, kind, status, url, headers, when)
    found = records(written(evidence(page)))
    assert [str(record.record_type).rpartition(".")[2] for record, _ in found][1:] == [
        "response" if headers else "resource",
        "metadata",
    ]
    assert found[1][1].endswith(content)


@pytest.mark.parametrize("url", ["https://mayak.example/а\r\nWARC-Type: warcinfo", "https://mayak.example/ \ud800\0"])
def test_address(url: str) -> None:
    """An address is one line of ASCII."""
    (record, _) = records(written(evidence(replace(PAGE, url=url))))[1]
    assert record.headers["WARC-Target-URI"].isascii()
    assert record.headers["WARC-Type"] == "response"
