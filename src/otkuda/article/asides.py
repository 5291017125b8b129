"""What stands in the middle of an article and is none of it, taken out before its text is looked for.

Links to other articles («Читайте также: …», a paragraph that is one link between two of text, a box under such a
label), lines that ask for something («Подписывайтесь на наш канал»), and boxes that say what they are («Об авторе»).
The words are in ``asides.tsv``.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from otkuda.article.leaves import above_of, leaves_of, letters, linked_letters
from otkuda.lang.lexicon import rows

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

    from otkuda.article.leaves import Leaf

_LONGEST_LABEL = 60  # characters
_LONGEST = 400  # of a line that is looked at
_LONGEST_BOX = 3_000
_LONGEST_ABOUT = 1_500  # of a company or an author about themselves
_LONGEST_LINE = 200  # without links, in a box of teasers
_MOST_STEPS = 4
_BOX_STEPS = 2
_PARTS = re.compile(r"[\W_]+")
_LEAST_SHARE = 0.5  # of what follows a label, in links
_LEAST_LINKED = 0.9  # of what stands on the line of a label, in links
_LEAST_TEASER = 25
_ENDS = (".", "!", "?", "…", ":", ";", "»", '"', "”")
_KEPT = "h1, article, [itemprop='articleBody']"
_WHOLE = frozenset({"article", "main"})
_PROSE = frozenset({"p", "div", "blockquote"})


def drop_asides(tree: LexborHTMLParser) -> list[Leaf]:
    """Take out of ``tree`` what interrupts an article; return the lines that are left."""
    leaves = leaves_of(tree)
    doomed: dict[int, LexborNode] = {}
    for before, leaf, after in zip([None, *leaves], leaves, [*leaves[1:], None], strict=False):
        for node in _foreign(leaf) or _lone_link(before, leaf, after):
            doomed[node.mem_id] = node
    if not doomed:
        return leaves
    left = [leaf for leaf in leaves if leaf.node.mem_id not in doomed and not _lies_in(leaf.node, doomed)]
    for node in [node for node in doomed.values() if not _lies_in(node, doomed)]:
        node.decompose()
    return left


def _lies_in(node: LexborNode, doomed: dict[int, LexborNode]) -> bool:
    return any(above.mem_id in doomed for above in above_of(node))


def _foreign(leaf: Leaf) -> list[LexborNode]:
    """Return what goes with a line that is a label, a heading or a plea, nothing where it is none of them."""
    node, text = leaf
    if len(text) > _LONGEST or node.tag == "h1":
        return []
    if _pattern("plea").fullmatch(text) or is_boxed(node):
        return [node]
    if _pattern("heading").fullmatch(text):
        return [_box_of(node)]
    label = _pattern("label").match(text)
    if not label:
        return []
    rest = text[label.end() :].strip(" :—–-.…»→")
    if rest:
        return [node] if linked_letters(node) >= letters(rest) * _LEAST_LINKED else []
    return [_box_under(node)] if _box_under(node) is not node else [node, *_list_under(node)]


def is_boxed(node: LexborNode) -> bool:
    """Tell whether a line stands in a box whose class says that it advertises or asks for something.

    An article is no such box, whatever its class: it may be about a promotion.
    """
    near = (box for box in (node, *islice(above_of(node), _BOX_STEPS)) if box.tag not in _WHOLE)
    return any(_asks(box.attributes.get("class") or "", box.attributes.get("id") or box.tag or "") for box in near)


@lru_cache(maxsize=2_000)
def _asks(classes: str, name: str) -> bool:
    return not _boxes().isdisjoint(_PARTS.split(f"{classes[:_LONGEST]} {name[:_LONGEST]}".lower()))


@cache
def _boxes() -> frozenset[str]:
    return frozenset(
        word for row in rows("otkuda.article", "asides.tsv") if row[0] == "box" for word in row[1].split("|")
    )


def _box_under(label: LexborNode) -> LexborNode:
    """Return the widest box that the label opens and that holds teasers alone."""
    widest = label
    for step, box in enumerate(above_of(label)):
        if box.tag == "a":
            return box
        if step >= _MOST_STEPS or not _opens(label, box) or not _is_teasers(box):
            break
        widest = box
    return widest


def _box_of(heading: LexborNode) -> LexborNode:
    """Return the widest box that the heading opens, whatever else it holds."""
    widest = heading
    for box in islice(above_of(heading), _BOX_STEPS):
        if not _opens(heading, box) or box.css_first(_KEPT) is not None or len(box.text(deep=True)) > _LONGEST_ABOUT:
            break
        widest = box
    return widest


def _opens(label: LexborNode, box: LexborNode) -> bool:
    return "".join(box.text(deep=True).split()).startswith("".join(label.text(deep=True).split()))


def _is_teasers(box: LexborNode) -> bool:
    if box.css_first(_KEPT) is not None or box.css_first("a[href]") is None or len(box.text(deep=True)) > _LONGEST_BOX:
        return False
    lines = box.css("p, div, li")
    return not any(
        len(line.text(deep=True).strip()) > _LONGEST_LINE and not line.css_first("a[href], p, div, li, h3")
        for line in lines
        if line.css_first("p, div, li") in {None, line}
    )


def _list_under(label: LexborNode) -> list[LexborNode]:
    """Return the list of links that follows a label."""
    following = label.next
    while following is not None and following.tag == "-text":
        following = following.next
    if following is None or following.css_first(_KEPT) is not None:
        return []
    shown = letters(following.text(deep=True))
    return [following] if shown and linked_letters(following) > shown * _LEAST_SHARE else []


def _lone_link(before: Leaf | None, leaf: Leaf, after: Leaf | None) -> list[LexborNode]:
    """Return a paragraph that is one link, no sentence, and stands between two of text: another article's headline."""
    node, text = leaf
    is_headline = node.tag in _PROSE and _LEAST_TEASER <= len(text) <= _LONGEST_LINE and not text.endswith(_ENDS)
    if not is_headline or before is None or after is None or not (_is_prose(before) and _is_prose(after)):
        return []
    return [node] if len(node.css("a[href]")) == 1 and linked_letters(node) == letters(text) else []


def _is_prose(leaf: Leaf) -> bool:
    is_long = len(leaf.text) > 2 * _LEAST_TEASER and leaf.text.endswith(_ENDS)
    return is_long and linked_letters(leaf.node) < letters(leaf.text) * _LEAST_SHARE


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    """Return the pattern of all lines of one kind.

    >>> bool(_pattern("label").match("Читайте также: Мост открыт"))
    True
    """
    found = "|".join(f"(?:{row[1]})" for row in rows("otkuda.article", "asides.tsv") if row[0] == kind)
    return re.compile(rf"[^\w(«]*(?:{found})(?!\w)\W*" if kind == "label" else rf"\W*(?:{found})\W*", re.IGNORECASE)
