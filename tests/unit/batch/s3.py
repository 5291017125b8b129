"""An object store of the kind S3 on loopback: so much of the protocol as two libraries use of it, and faults on demand.

Buckets are given; a request must bring a key that may, but for reading what is public. Signatures are not looked at.
What Amazon's own answers look like was compared with moto, which itself would bring another python-dateutil along.
"""

from __future__ import annotations

import io
import re
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from io import BufferedIOBase

KEY = "AKIDREADER"
SECRET = "never-to-be-seen"  # noqa: S105 - of a store that lives as long as a test
_DATE = "2026-03-11T05:00:00.000Z"
_LIST_SIZE = 1000


@dataclass
class Bucket:
    """Files by their keys."""

    files: dict[str, bytes] = field(default_factory=dict)
    is_public: bool = False


@dataclass
class Store:
    """A store: its buckets, whose keys it knows, what it was asked, and how it fails.

    ``fails`` is asked at each request, with its method and path; what it returns is the status that is answered, or 0
    for a connection that breaks off in the middle.
    """

    buckets: dict[str, Bucket]
    keys: frozenset[str] = frozenset({KEY})
    asked: list[tuple[str, str, str]] = field(default_factory=list)  # method, path, range
    fails: Callable[[str, str], int | None] = lambda method, path: None  # noqa: ARG005 - none fails
    address: str = ""
    uploads: dict[str, dict[int, bytes]] = field(default_factory=dict)

    def asked_for(self, key: str) -> list[str]:
        """Return which ranges of a file were asked for."""
        return [span for method, path, span in self.asked if method == "GET" and path == key]


@contextmanager
def serving(store: Store) -> Iterator[Store]:
    """Serve a store while in here."""
    handler = type("Handler", (_Handler,), {"store": store})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    store.address = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield store
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _chunks(file: BufferedIOBase) -> Iterator[bytes]:
    """Yield pieces that come each behind its length, up to the empty one and the lines behind it."""
    while size := int(file.readline().partition(b";")[0], 16):
        yield file.read(size)
        file.readline()
    while file.readline().strip():
        pass


class _Refusal(Exception):  # noqa: N818 - it is an answer
    def __init__(self, status: int, code: str) -> None:
        super().__init__(code)
        self.status = status
        self.code = code


class _Handler(BaseHTTPRequestHandler):
    """One request."""

    protocol_version = "HTTP/1.1"
    store: Store

    def log_message(self, *_: object) -> None:
        """Stay silent."""

    def do_HEAD(self) -> None:
        self._answer(self._head)

    def do_GET(self) -> None:
        self._answer(self._get)

    def do_PUT(self) -> None:
        self._answer(self._put)

    def do_POST(self) -> None:
        self._answer(self._post)

    def do_DELETE(self) -> None:
        self._answer(self._delete)

    def _answer(self, do: Callable[[bytes], None]) -> None:
        address = urlsplit(self.path)
        self.query = {name: values[0] for name, values in parse_qs(address.query, keep_blank_values=True).items()}
        self.bucket, _, self.key = unquote(address.path).lstrip("/").partition("/")
        self.store.asked.append((self.command, f"{self.bucket}/{self.key}", self.headers.get("Range", "")))
        body = self._body()
        status = self.store.fails(self.command, f"{self.bucket}/{self.key}")
        try:
            if status == 0:
                self._break_off()
                return
            self._may(status)
            do(body)
        except _Refusal as refusal:
            self._send(refusal.status, f"<Error><Code>{refusal.code}</Code><Message>no</Message></Error>".encode())

    def _body(self) -> bytes:
        if "chunked" in self.headers.get("Transfer-Encoding", ""):
            body = b"".join(_chunks(self.rfile))
        else:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        is_chunked = "aws-chunked" in self.headers.get("Content-Encoding", "")  # once more, with sums behind
        return b"".join(_chunks(io.BytesIO(body))) if is_chunked else body

    def _may(self, status: int | None) -> None:
        """Let in who brings a key that is known; and who brings none to read what is public."""
        if status:
            raise _Refusal(status, {403: "AccessDenied", 503: "ServiceUnavailable"}[status])
        bucket = self.store.buckets.get(self.bucket)
        given = re.search(r"Credential=([^/]+)/", self.headers.get("Authorization", ""))
        if given and given[1] not in self.store.keys:
            raise _Refusal(403, "InvalidAccessKeyId")
        if not given and not (bucket and bucket.is_public and self.command in {"GET", "HEAD"}):
            raise _Refusal(403, "AccessDenied")
        if bucket is None:
            raise _Refusal(404, "NoSuchBucket")

    def _break_off(self) -> None:
        """Answer half of what was promised."""
        self.send_response(206)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(b"x" * 10)
        self.wfile.flush()
        self.close_connection = True

    @property
    def files(self) -> dict[str, bytes]:
        """The files of the bucket that is asked."""
        return self.store.buckets[self.bucket].files

    def _head(self, body: bytes) -> None:
        del body
        if not self.key:
            self._send(200)
        elif self.key in self.files:
            self._send(200, length=len(self.files[self.key]))
        else:
            self._send(404)

    def _get(self, body: bytes) -> None:
        del body
        if not self.key:
            self._list()
            return
        content = self.files.get(self.key)
        if content is None:
            raise _Refusal(404, "NoSuchKey")
        span = re.fullmatch(r"bytes=(\d*)-(\d*)", self.headers.get("Range", ""))
        if span is None:
            self._send(200, content)
            return
        start = int(span[1]) if span[1] else max(0, len(content) - int(span[2]))
        end = min(int(span[2]), len(content) - 1) if span[1] and span[2] else len(content) - 1
        self._send(206, content[start : end + 1], span=f"bytes {start}-{end}/{len(content)}")

    def _list(self) -> None:
        """Answer which files there are; where a delimiter is named, folders in place of what is in them."""
        prefix, after = self.query.get("prefix", ""), self.query.get("continuation-token", "")
        size = int(self.query.get("max-keys", _LIST_SIZE))
        found: dict[str, str] = {}
        for key in sorted(self.files):
            if key.startswith(prefix):
                head, mark, _ = key[len(prefix) :].partition(self.query.get("delimiter") or "\0")
                name = prefix + head + mark
                found[name] = self._common(name) if mark == "/" else self._content(key)
        names = [name for name in found if name > after]
        more = f"<NextContinuationToken>{escape(names[size - 1])}</NextContinuationToken>" if len(names) > size else ""
        said = f"<IsTruncated>{'true' if more else 'false'}</IsTruncated><KeyCount>{len(names[:size])}</KeyCount>{more}"
        listed = "".join(found[name] for name in names[:size])
        self._send(200, f"<ListBucketResult>{said}{listed}</ListBucketResult>".encode())

    def _content(self, key: str) -> str:
        said = f"<Key>{escape(key)}</Key><Size>{len(self.files[key])}</Size><LastModified>{_DATE}</LastModified>"
        return f"<Contents>{said}</Contents>"

    def _common(self, name: str) -> str:
        return f"<CommonPrefixes><Prefix>{escape(name)}</Prefix></CommonPrefixes>"

    def _put(self, body: bytes) -> None:
        if "uploadId" in self.query:
            self.store.uploads[self.query["uploadId"]][int(self.query["partNumber"])] = body
        else:
            self.files[self.key] = body
        self._send(200)

    def _post(self, body: bytes) -> None:
        if "uploads" in self.query:
            number = str(len(self.store.uploads))
            self.store.uploads[number] = {}
            self._send(
                200,
                f"<InitiateMultipartUploadResult><UploadId>{number}</UploadId></InitiateMultipartUploadResult>".encode(),
            )
        elif "delete" in self.query:
            for key in ET.fromstring(body).iter():  # noqa: S314 - it is what our own libraries send
                if key.tag.endswith("Key"):
                    self.files.pop(key.text or "", None)
            self._send(200, b"<DeleteResult></DeleteResult>")
        else:
            parts = self.store.uploads.pop(self.query["uploadId"])
            self.files[self.key] = b"".join(parts[number] for number in sorted(parts))
            done = "<CompleteMultipartUploadResult><ETag>&quot;1&quot;</ETag></CompleteMultipartUploadResult>"
            self._send(200, done.encode())

    def _delete(self, body: bytes) -> None:
        del body
        self.files.pop(self.key, None)
        self._send(204)

    def _send(self, status: int, content: bytes = b"", *, length: int | None = None, span: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(content) if length is None else length))
        self.send_header("Content-Type", "application/xml" if content.startswith(b"<") else "application/octet-stream")
        self.send_header("Last-Modified", "Wed, 11 Mar 2026 05:00:00 GMT")
        self.send_header("ETag", '"1"')
        if span:
            self.send_header("Content-Range", span)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)
