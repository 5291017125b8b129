"""Small WARC files, made by hand."""

from __future__ import annotations

import gzip

import zstandard


def response(url: str, body: bytes, *, status: str = "200 OK", headers: str = "", kind: str = "text/html") -> bytes:
    """Return a response record of 11 March 2026."""
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}; charset=utf-8\r\n{headers}\r\n".encode() + body
    return record("response", url, http, "Content-Type: application/http; msgtype=response\r\n")


def record(kind: str, url: str, block: bytes, fields: str = "") -> bytes:
    """Return a record of any type."""
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2026-03-11T05:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:0>\r\n{fields}Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def packed(records: list[bytes], how: str) -> bytes:
    """Return a file of ``records``: plain, gzip or zstd, a member each or whole, zstd with a dictionary."""
    pack = zstandard.ZstdCompressor(write_checksum=True).compress
    if how == "zstd with a dictionary":
        dictionary = zstandard.ZstdCompressionDict(b"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://" * 20)
        with_it = zstandard.ZstdCompressor(dict_data=dictionary, write_checksum=True).compress
        head = b"\x5d\x2a\x4d\x18" + len(dictionary.as_bytes()).to_bytes(4, "little") + dictionary.as_bytes()
        return head + b"".join(map(with_it, records))
    return {
        "plain": lambda: b"".join(records),
        "gzip": lambda: b"".join(gzip.compress(one, mtime=0) for one in records),
        "whole gzip": lambda: gzip.compress(b"".join(records), mtime=0),
        "zstd": lambda: b"".join(map(pack, records)),
        "whole zstd": lambda: pack(b"".join(records)),
    }[how]()
