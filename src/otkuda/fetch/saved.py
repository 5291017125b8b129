"""Saved pages: HTML files → pages. The time of the file is when the page was seen."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from otkuda.model import Page

if TYPE_CHECKING:
    from otkuda.fetch.files import File

_HEAD = 200_000  # bytes in which a page says its address
# Where a saved page says its address, in the order of trust.
_ADDRESSES = (
    rb"<link\b(?=[^>]{0,500}\brel=[\"']?canonical\b)[^>]{0,500}?\bhref=[\"']?(https?://[^\s\"'>]{1,2000})",
    rb"<meta\b(?=[^>]{0,500}\bproperty=[\"']?og:url\b)[^>]{0,500}?\bcontent=[\"']?(https?://[^\s\"'>]{1,2000})",
    rb"<!-- saved from url=\(\d{4,6}\)(https?://[^\s>]{1,2000})",  # browsers
    rb"Page saved with SingleFile\s{1,9}url: (https?://\S{1,2000})",
)
_PATTERNS = tuple(re.compile(pattern, re.IGNORECASE) for pattern in _ADDRESSES)


def saved_page(content: bytes, path: File, relative: str, url: str | None = None) -> Page:
    """Return a saved page.

    Its address is ``url``, else what it says itself; else ``file:`` and its path in the folder that is imported, so
    that the same folder gives the same address wherever it lies.
    """
    seen = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    return Page(url or stated_address(content) or f"file:{relative}", content, None, "text/html", fetched=seen)


def stated_address(content: bytes) -> str | None:
    """Return the address that a page gives as its own.

    >>> stated_address(b'<link rel="canonical" href="https://zarya.example/most">')
    'https://zarya.example/most'
    """
    found = next((match for pattern in _PATTERNS if (match := pattern.search(content[:_HEAD]))), None)
    return html.unescape(found[1].decode("utf-8", "replace")) if found else None
