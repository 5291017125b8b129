"""HTML text → a tree, in bounded time: a page that nests a hundred thousand deep takes a parser minutes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_LONGEST = 5_000_000  # characters of the page that are looked at
_MOST_DEPTH = 1_000
# The elements for each of which a parser looks through all that are open, for a paragraph to close.
_CONTAINERS = re.compile(
    r"<(/?)(?:address|article|aside|blockquote|center|details|dialog|dir|div|dl|fieldset|figcaption|figure|footer|header"
    r"|hgroup|listing|main|menu|nav|ol|pre|rt|search|section|summary|table|ul)\b[^<>]*+>",
    re.IGNORECASE,
)
_UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def tree_of(page: str) -> LexborHTMLParser:
    """Return the tree of a page; of a very long one, of its beginning."""
    from selectolax.lexbor import LexborHTMLParser

    return LexborHTMLParser(_shallow(_UNFIT.sub("\N{REPLACEMENT CHARACTER}", page[:_LONGEST])))


def _shallow(page: str) -> str:
    """Return the page without its containers where they lie in each other a thousand deep."""
    if page.count("<") < _MOST_DEPTH:
        return page
    depth = 0
    for match in _CONTAINERS.finditer(page):
        depth = max(0, depth + (-1 if match[1] else 1))
        if depth > _MOST_DEPTH:
            return _CONTAINERS.sub("\n", page)
    return page
