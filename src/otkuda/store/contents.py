"""The bytes of pages, compressed, each once."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import delete, exists, select

from otkuda.store.rows import put_new
from otkuda.store.schema import contents, sightings

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from zstandard import ZstdCompressor, ZstdDecompressor

LEVEL = 9  # measured on pages of 20 to 200 kB: smaller by 4 % than 3 for 0.6 ms a page; 19 takes 30 ms for 4 % more


def keep_contents(conn: Connection, pages: list[bytes | None]) -> list[str | None]:
    """Keep the bytes that are not kept yet. Returns their SHA-256, in the same order."""
    digests = [None if content is None else hashlib.sha256(content).hexdigest() for content in pages]
    wanted = {digest: content for digest, content in zip(digests, pages, strict=True) if digest and content is not None}
    known = set(conn.execute(select(contents.c.sha256).where(contents.c.sha256.in_(wanted))).scalars())
    packer = _compressor()
    rows = [
        {"sha256": digest, "size": len(content), "body": packer.compress(content)}
        for digest, content in wanted.items()
        if digest not in known
    ]
    put_new(conn, contents, *rows)
    return digests


def content_of(conn: Connection, digest: str) -> bytes | None:
    """Return the bytes with this SHA-256; None where they are not kept."""
    row = conn.execute(select(contents.c.body, contents.c.size).where(contents.c.sha256 == digest)).first()
    return _decompressor().decompress(row.body, max_output_size=row.size) if row else None


def drop_unused(conn: Connection, digests: set[str]) -> None:
    """Remove those of the contents that no page has any more."""
    columns = contents.c
    used = exists().where(sightings.c.content == columns.sha256)
    conn.execute(delete(contents).where(columns.sha256.in_(digests), ~used))


def _compressor() -> ZstdCompressor:
    from zstandard import ZstdCompressor

    return ZstdCompressor(level=LEVEL)


@cache
def _decompressor() -> ZstdDecompressor:
    from zstandard import ZstdDecompressor

    return ZstdDecompressor()
