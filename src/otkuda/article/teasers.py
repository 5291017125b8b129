"""Lists of other articles, taken out of a page before its text is looked for.

A sidebar in the cell of a table looks like text to the extraction. It is told by its links, which make most of it, or
by its lines, none of which is a sentence.
What lies in an article element stays, for a digest is a list of links too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborHTMLParser, LexborNode

_MOST_LINKS = 3_000
_MOST_BOXES = 300
_MOST_DEPTH = 30  # from a link up, within which an article element is looked for
_MOST_STEPS = 4  # from a link up to the box that lists it: a > h3 > div.card > div.list
_LEAST_LINKS = 3
_LEAST_SHARE = 0.6  # of the letters of a box, in its links
_BOXES = frozenset({"td", "div", "section", "aside", "ul", "ol", "dl", "nav", "table", "tbody", "tr"})
_PLAIN = "div, section, aside, td"
_LINES = "p, li, h2, h3, h4, h5"
_LONGEST_BOARD = 600  # characters
_SENTENCE_ENDS = (".", "!", "?", "…", ":", ";")
_KEPT = "h1, article, [itemprop='articleBody']"


def drop_teasers(tree: LexborHTMLParser) -> None:
    """Take the lists of links out of ``tree``. Bounded: links and boxes are counted."""
    boxes: dict[int, tuple[LexborNode, int, int]] = {}
    for link in tree.css("a[href]")[:_MOST_LINKS]:
        letters = len(link.text(deep=True).strip())
        for box in _boxes_of(link) if letters else ():
            node, links, linked = boxes.get(box.mem_id, (box, 0, 0))
            boxes[box.mem_id] = (node, links + 1, linked + letters)
    listing = [(node, linked) for node, links, linked in boxes.values() if links >= _LEAST_LINKS]
    lists = {node.mem_id: node for node, linked in listing[:_MOST_BOXES] if _is_list(node, linked)}
    lists |= {box.mem_id: box for box in tree.css(_PLAIN)[:_MOST_BOXES] if _is_noticeboard(box)}
    outermost = [node for node in lists.values() if not _lies_in(node, lists)]
    for node in outermost:
        node.decompose()


def _lies_in(node: LexborNode, lists: dict[int, LexborNode]) -> bool:
    """Tell whether another of the lists holds ``node``, which then goes with it."""
    above = node.parent
    while above is not None:
        if above.mem_id in lists:
            return True
        above = above.parent
    return False


def _boxes_of(link: LexborNode) -> list[LexborNode]:
    """Return the boxes around a link, none where it stands in an article."""
    above = list(_above(link))
    return [] if any(map(_is_article, above)) else [node for node in above[:_MOST_STEPS] if node.tag in _BOXES]


def _is_article(node: LexborNode) -> bool:
    return node.tag == "article" or node.attributes.get("itemprop") == "articleBody"


def _is_noticeboard(box: LexborNode) -> bool:
    """Tell whether a box beside the text holds nothing but titles: no line of it is long or ends like a sentence."""
    parent = box.parent
    if parent is None or box.css_first(_KEPT) is not None or any(True for _ in _paragraphs_of(parent)):
        return False
    if any(map(_is_article, _above(box))) or len(box.text(deep=True)) > _LONGEST_BOARD:
        return False
    lines = [line.text(deep=True).strip() for line in box.css(_LINES)]
    return len(lines) >= _LEAST_LINKS and not any(line.endswith(_SENTENCE_ENDS) for line in lines)


def _paragraphs_of(node: LexborNode) -> Iterator[LexborNode]:
    return (child for child in node.iter() if child.tag == "p")


def _above(node: LexborNode) -> Iterator[LexborNode]:
    above = node.parent
    for _ in range(_MOST_DEPTH):
        if above is None or above.tag == "body":
            return
        yield above
        above = above.parent


def _is_list(node: LexborNode, linked: int) -> bool:
    letters = len("".join(node.text(deep=True).split()))
    return linked > letters * _LEAST_SHARE and node.css_first(_KEPT) is None
