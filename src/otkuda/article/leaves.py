"""The blocks of a page that hold words and no other block: what a reader sees as lines and paragraphs."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from otkuda.article.metadata import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborHTMLParser, LexborNode

_BLOCKS = (
    "p, div, li, blockquote, h1, h2, h3, h4, h5, h6, td, dd, dt, section, article, header, figcaption, aside, main"
)
_TAGS = frozenset(_BLOCKS.split(", "))
_MOST = 10_000
_LONGEST = 5_000  # characters
_MOST_DEPTH = 60


class Leaf(NamedTuple):
    """A block and its words, blanks folded."""

    node: LexborNode
    text: str


def leaves_of(tree: LexborHTMLParser) -> list[Leaf]:
    """Return the innermost blocks that hold words, in the order of the page. Bounded."""
    blocks = tree.css(_BLOCKS)[:_MOST]
    outer = set(map(_box_of, blocks))
    inner = (block for block in blocks if block.mem_id not in outer)
    return [Leaf(block, text) for block in inner if (text := fold(block.text(deep=True)[:_LONGEST]))]


def _box_of(node: LexborNode) -> int | None:
    """Return which is the nearest block around ``node``."""
    above = node.parent
    for _ in range(_MOST_DEPTH):
        if above is None or above.tag in _TAGS:
            break
        above = above.parent
    return above.mem_id if above is not None else None


def above_of(node: LexborNode) -> Iterator[LexborNode]:
    """Yield what is around ``node``, the nearest first, the body left out."""
    above = node.parent
    for _ in range(_MOST_DEPTH):
        if above is None or above.tag in {"body", "html"}:
            return
        yield above
        above = above.parent


def linked_letters(node: LexborNode) -> int:
    """Return how many characters but blanks of a block stand in links."""
    return sum(letters(link.text(deep=True)) for link in node.css("a[href]")[:200])


def letters(text: str) -> int:
    """Return how many characters but blanks a text has."""
    return len("".join(text.split()))
