"""The hyperlinks of an article's main text: which words lead where.

A link counts where its words stand in the text (``otkuda.text.links``), so that those of menus and teasers are none.
Those that the text holds and that lead to no source are left out too: tags, authors, shares (``links.tsv``), and what
leads to the page itself.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from otkuda.article.leaves import above_of, letters, linked_letters
from otkuda.lang.lexicon import rows
from otkuda.text.links import Anchor, links_in
from otkuda.text.urls import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborHTMLParser, LexborNode

    from otkuda.model import Link

_MOST_LOOKED_AT = 10_000
_LONGEST_CLASS = 400  # characters
_BOX_STEPS = 2
_LONGEST_BOX = 3_000  # characters but blanks; what is longer is no line of tags
_MOST_BOXES = 200
_PARTS = re.compile(r"[\W_]+")
_LEAST_LINKED = 0.5  # of a box of links
_WHOLE = frozenset({"article", "main"})


def find_links(tree: LexborHTMLParser, text: str, url: str | None, base: str | None = None) -> tuple[Link, ...]:
    """Return the links of the tree of a page, found at ``url``, whose words stand in ``text``, the article's.

    ``base`` is what relative addresses are joined to. Marks are put into the tree: nothing else can be done with it.

    >>> from otkuda.text.pages import tree_of
    >>> tree = tree_of('<p>Мост открыт, <a href="/1">сообщила</a> «Заря».</p>')
    >>> find_links(tree, "Мост открыт, сообщила «Заря».", None, "https://zarya.example/2")
    (Link(text=Span(start=13, end=21), url='https://zarya.example/1'),)
    """
    body = tree.body
    return links_in(text, body, _anchors(tree, url, base or url)) if body is not None else ()


def base_of(tree: LexborHTMLParser, url: str | None) -> str | None:
    """Return what the page's relative addresses are joined to."""
    base = tree.css_first("base[href]")
    stated = canonical(base.attributes.get("href") or "", url) if base is not None else None
    return stated or url


def _anchors(tree: LexborHTMLParser, url: str | None, base: str | None) -> Iterator[Anchor]:
    own = canonical(url) if url else None
    seen: dict[int, bool] = {}
    for node in tree.css("a[href]")[:_MOST_LOOKED_AT]:
        leads_to = canonical(node.attributes.get("href") or "", base)
        if leads_to and leads_to != own and not _is_foreign(node, leads_to) and not _is_listed(node, seen):
            yield Anchor(node, leads_to)


def _is_foreign(link: LexborNode, leads_to: str) -> bool:
    """Tell whether a link is a tag, an author, a share or the like."""
    if _words("rel").intersection(_PARTS.split((link.attributes.get("rel") or "")[:_LONGEST_CLASS].lower())):
        return True
    if any(pattern.search(leads_to) for pattern in _addresses()) or link.text(deep=True).lstrip().startswith("#"):
        return True
    return _is_named(link)


def _is_listed(link: LexborNode, seen: dict[int, bool]) -> bool:
    """Tell whether a link stands in a box of such links; ``seen`` are the boxes that were looked at. Bounded."""
    for box in filter(_is_named, islice(above_of(link), _BOX_STEPS)):
        if box.mem_id not in seen and len(seen) < _MOST_BOXES:
            seen[box.mem_id] = _is_of_links(box)
        if seen.get(box.mem_id):
            return True
    return False


def _is_named(node: LexborNode) -> bool:
    if node.tag in _WHOLE:
        return False
    named = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}"[:_LONGEST_CLASS].lower()
    return not _words("class").isdisjoint(_PARTS.split(named))


def _is_of_links(box: LexborNode) -> bool:
    """Tell whether a box holds little but links: the class of a whole post may name its tags and its author too."""
    shown = letters(box.text(deep=True))
    return shown <= _LONGEST_BOX and linked_letters(box) > shown * _LEAST_LINKED


@cache
def _words(kind: str) -> frozenset[str]:
    named = (row[1] for row in rows("otkuda.article", "links.tsv") if row[0] == kind)
    return frozenset(word for words in named for word in words.split("|"))


@cache
def _addresses() -> tuple[re.Pattern[str], ...]:
    found = (row[1] for row in rows("otkuda.article", "links.tsv") if row[0] == "address")
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in found)
