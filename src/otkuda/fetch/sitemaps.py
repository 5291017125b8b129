"""Sitemaps → listings: sets of addresses, indexes of sitemaps, the news extension, plain text; packed or not."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING

from otkuda.errors import UnreadableError
from otkuda.fetch import markup
from otkuda.model import Entry, Listing
from otkuda.text.dates import read_date
from otkuda.text.urls import canonical

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

LARGEST = 52_428_800  # bytes, unpacked: the protocol's own limit
MOST_ENTRIES = 50_000  # the same

ROOT = re.compile(r"<(?:\w+:)?(?:urlset|sitemapindex)\b[^<>]*>", re.IGNORECASE)
_ITEM = re.compile(r"<(?:\w+:)?(url|sitemap)(?=[\s/>])", re.IGNORECASE)
_FIELD = re.compile(r"<(?:(\w++):)?(\w++)[^<>]*+>([^<>]*+)</")
_GZIP = b"\x1f\x8b"


def parse_sitemap(
    content: bytes, *, url: str, charset: str | None, zone: tzinfo, since: datetime | None = None
) -> Listing:
    """Return what a sitemap lists: articles as entries, further sitemaps as parts.

    ``zone`` is the outlet's; ``since`` leaves out the parts of an index that were last changed before. What is beyond
    the protocol's limits is left out and counted. Raises ``UnreadableError`` where the bytes are no sitemap.
    """
    text = markup.text_of(unpacked(content, LARGEST), charset)
    pieces = markup.cut(markup.mended(text), ROOT, _ITEM, MOST_ENTRIES)
    if pieces is None:
        return _plain(text, url)
    is_index = "sitemapindex" in pieces.opening.lower()
    found = [_fields(item) for item in pieces.items]
    if is_index:
        found = [one for one in found if not _is_before(one, since, zone)]
        parts = [part for one in found if (part := canonical(one.get("loc", ""), url))]
        return Listing((), parts=tuple(dict.fromkeys(parts)), left_out=pieces.left_out + len(found) - len(parts))
    entries = tuple(entry for fields in found if (entry := _entry(fields, url, zone)))
    return Listing(entries, left_out=pieces.left_out + len(found) - len(entries))


def unpacked(content: bytes, limit: int) -> bytes:
    """Return the bytes, unpacked where they are gzip's. Raises ``UnreadableError`` where they are damaged or too many.

    >>> import gzip
    >>> unpacked(gzip.compress(b"<urlset/>"), 100)
    b'<urlset/>'
    """
    if content.startswith(_GZIP):
        content = _inflated(content, limit)
    if len(content) > limit:
        raise UnreadableError(f"larger than {limit:,} bytes; no sitemap may be")
    return content


def _inflated(content: bytes, limit: int) -> bytes:
    found = bytearray()
    try:
        while content.startswith(_GZIP) and len(found) <= limit:
            member = zlib.decompressobj(31)
            found += member.decompress(content, limit + 1 - len(found))
            content = member.unused_data
    except zlib.error:
        raise UnreadableError("its compression is damaged; try again later") from None
    return bytes(found)


def _fields(item: str) -> dict[str, str]:
    """Return the first of each field that holds text. The names' prefixes are the publisher's own: «n:title»."""
    found: dict[str, str] = {}
    for prefix, name, text in _FIELD.findall(item):
        key = name.lower()
        if key in {"title", "loc"} and prefix.lower() in {"image", "video"}:
            continue
        if text.strip():
            found.setdefault(key, markup.plain(text))
    return found


def _entry(fields: dict[str, str], url: str, zone: tzinfo) -> Entry | None:
    address = canonical(fields.get("loc", ""), url)
    if address is None:
        return None
    return Entry(
        address,
        headline=fields.get("title"),
        published=read_date(fields.get("publication_date"), zone),
        modified=read_date(fields.get("lastmod"), zone),
        language=fields.get("language", "")[:2].lower() or None,
    )


def _is_before(fields: dict[str, str], since: datetime | None, zone: tzinfo) -> bool:
    """Whether a sitemap was last changed before a time; one that does not say was not."""
    changed = read_date(fields.get("lastmod"), zone) if since else None
    return bool(since and changed and (changed.end or changed.start) <= since)


def _plain(text: str, url: str) -> Listing:
    """Read a sitemap that is a text: an address a line."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines or not all(re.match(r"https?://\S+$", line) for line in lines[:20]):
        raise UnreadableError("not a sitemap; give the address of one, or of the site")
    found: list[Entry] = [Entry(address) for line in lines[:MOST_ENTRIES] if (address := canonical(line, url))]
    return Listing(tuple(found), left_out=len(lines) - len(found))
