"""Evidence: the pages of an article as they were fetched, as WARC/1.1 (ISO 28500), each record a gzip member.

A page is a ``response``, with its status, its headers and its bytes; what came from a file and not from a server is a
``resource``. Beside them stands a ``metadata`` record for each version: when it was seen, and what was read in it.
The bytes are kept decompressed and without the chunks of their transfer. So the headers that spoke of these, and a
length that is no longer right, are named ``X-Crawler-…``, as Common Crawl does. The status line is written anew from
the status.
"""

from __future__ import annotations

import hashlib
import re
import uuid
import zlib
from base64 import b32encode
from dataclasses import dataclass
from http.client import responses
from typing import TYPE_CHECKING
from urllib.parse import quote

from otkuda.export.cells import in_words
from otkuda.export.record import encode, record_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from typing import BinaryIO

    from otkuda.model import Page
    from otkuda.store.records import Missing, StoredPage, Version

_SPACE = uuid.UUID("6f1f7b53-6c0e-4f0b-9a57-0d2c7f0e6a11")  # of the ids of records: the same evidence has the same ids
_NO_TOKEN = re.compile(r"[^!#$%&'*+.^_`|~0-9A-Za-z-]")
_NO_LINE = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")
_DESCRIPTION = (
    "All that is kept of one article. Payloads are decoded; headers that told of encodings are named X-Crawler-*; "
    "status lines are written anew from the status."
)
_UNDONE = frozenset({"content-encoding", "transfer-encoding", "content-length"})
_URI = "!#$%&'()*+,/:;=?@[]~"  # what stands in an address as it is


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of an article: its versions, the pages that they were read from, since when it is missing."""

    url: str
    versions: tuple[Version, ...]
    pages: tuple[StoredPage, ...]
    missing: Missing | None = None


def write_evidence(
    file: BinaryIO, evidence: Evidence, software: str, now: datetime, *, compressed: bool = True
) -> None:
    """Write all versions of an article as WARC; ``now`` is when, ``software`` by what."""
    for record in _records(evidence, software, now):
        whole = _written(record)
        file.write(_member(whole) if compressed else whole)


@dataclass(frozen=True, slots=True)
class _Record:
    kind: str
    id: str
    date: datetime
    block: bytes
    fields: tuple[tuple[str, str], ...]


def _records(evidence: Evidence, software: str, now: datetime) -> Iterator[_Record]:
    info = _id("warcinfo", evidence.url, now.isoformat())
    yield _Record("warcinfo", info, now, _info(software), (("Content-Type", "application/warc-fields"),))
    ids: dict[str, str] = {}  # of the first page of each version
    for stored in evidence.pages:
        record = _page(stored, info)
        ids.setdefault(stored.version_id, record.id)
        yield record
    for version in evidence.versions:
        yield _metadata(version, evidence, ids.get(version.id), info)


def _info(software: str) -> bytes:
    told = (
        ("software", software),
        ("format", "WARC File Format 1.1"),
        ("conformsTo", "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"),
        ("description", _DESCRIPTION),
    )
    return _lines(told)


def _page(stored: StoredPage, info: str) -> _Record:
    """Return the record of a page. What was imported from a file has no headers, and no server ever answered."""
    page = stored.page
    date = page.fetched
    assert date is not None  # noqa: S101 - the store knows when each of its pages was seen
    more = [("WARC-Target-URI", _uri(page.url)), ("WARC-Warcinfo-ID", info)]
    if page.headers:
        kind, declared = "response", "application/http; msgtype=response"
        block = _head(page) + page.content
    else:
        kind, declared = "resource", page.content_type or "application/octet-stream"
        block = page.content
    if page.requested and page.requested != page.url:
        more.append(("X-Otkuda-Requested", _uri(page.requested)))
    fields = (*more, ("WARC-Payload-Digest", _digest(page.content)), ("Content-Type", _line(declared)))
    return _Record(kind, _id(kind, page.url, date.isoformat(), stored.sha256), date, block, fields)


def _head(page: Page) -> bytes:
    headers = [(_told_name(name), value) for name, value in page.headers]
    headers.append(("Content-Length", str(len(page.content))))
    status = f"HTTP/1.1 {page.status:03} {responses.get(page.status, '')}\r\n"
    return status.encode() + _lines(headers) + b"\r\n"


def _told_name(name: str) -> str:
    return f"X-Crawler-{name}" if name.strip().lower() in _UNDONE else name


def _metadata(version: Version, evidence: Evidence, page: str | None, info: str) -> _Record:
    """Return the record of a version: when it was seen, and what was read in it."""
    article = version.article
    told: dict[str, object] = {
        "version": version.number,
        "versions": len(evidence.versions),
        "seen": in_words(version.seen),
        "last_seen": in_words(version.last_seen),
        "read_by": version.read_by,
        "missing": in_words(evidence.missing.when) if evidence.missing else None,
        "missing_why": evidence.missing.why if evidence.missing else None,
        "article": record_of(article, article.url or ""),
    }
    refers = (("WARC-Refers-To", page),) if page else ()
    fields = (("WARC-Target-URI", _uri(evidence.url)), ("WARC-Warcinfo-ID", info), *refers)
    name = _id("metadata", version.id, str(version.number), version.read_by)
    return _Record("metadata", name, version.seen, encode(told), (*fields, ("Content-Type", "application/json")))


def _member(record: bytes) -> bytes:
    """Return the record as a member of gzip, without a time in it: the same record is the same bytes."""
    deflate = zlib.compressobj(6, zlib.DEFLATED, 31)
    return deflate.compress(record) + deflate.flush()


def _written(record: _Record) -> bytes:
    head = (
        ("WARC-Type", record.kind),
        ("WARC-Record-ID", record.id),
        ("WARC-Date", in_words(record.date) or ""),
        *record.fields,
        ("WARC-Block-Digest", _digest(record.block)),
        ("Content-Length", str(len(record.block))),
    )
    return b"WARC/1.1\r\n" + _lines(head) + b"\r\n" + record.block + b"\r\n\r\n"


def _lines(fields: Iterable[tuple[str, str]]) -> bytes:
    """Return header fields, none of which can begin another."""
    lines = (f"{_NO_TOKEN.sub('-', name) or '-'}: {_line(value)}\r\n" for name, value in fields)
    return "".join(lines).encode("utf-8", "replace")


def _line(value: str) -> str:
    return _NO_LINE.sub(" ", value).strip()


def _uri(url: str) -> str:
    """Return the address as one that a header can hold: what is no sign of an address is percent-encoded."""
    return quote(url.strip().encode("utf-8", "replace"), safe=_URI)


def _digest(content: bytes) -> str:
    return "sha256:" + b32encode(hashlib.sha256(content).digest()).decode()


def _id(*parts: str) -> str:
    return f"<urn:uuid:{uuid.uuid5(_SPACE, repr(parts))}>"
