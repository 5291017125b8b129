"""The body of an article as data → paragraphs: HTML, plain text, or blocks as the editors of the web write them.

ProseMirror, Slate, Editor.js, Contentful and their like agree in little but that a block has a type and holds its
words under one of a few names. What the names below do not lead to (pictures, links to other articles) is left out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from otkuda.article.metadata import fold
from otkuda.text.pages import tree_of

if TYPE_CHECKING:
    from otkuda.article.jsonld import Json

_MOST_DEPTH = 12
_MOST_BLOCKS = 5_000
_LONGEST = 1_000_000  # characters
_CONTENT = ("html", "rendered", "text", "value", "content", "children", "body", "blocks", "paragraphs", "data", "items",
            "elements", "markup", "json", "nodes", "root", "document", "p")  # fmt: skip
_TYPE = ("type", "nodeType", "_type", "blockType", "kind", "tag")
_INLINE = re.compile(
    r"paragraph|p|heading[-_ ]?\d?|header|h[1-6]|link|hyperlink|a|list-?item-?(?:child|text)", re.IGNORECASE
)
_FOREIGN = re.compile(
    r"image|photo|video|audio|embed|advert|banner|gallery|relat|read|also|teaser|widget|iframe|tweet|instagram|figure"
    r"|subscribe|poll|button|incut_?news|recommend",
    re.IGNORECASE,
)
_TAG = re.compile(
    r"</?(?:p|div|br|h[1-6]|li|ul|ol|blockquote|b|i|em|strong|a|span|figure|img|table)\b[^<>]{0,2000}>", re.IGNORECASE
)


def paragraphs_of(value: Json) -> list[str]:
    """Return the paragraphs that ``value`` holds.

    >>> paragraphs_of([{"type": "paragraph", "children": [{"text": "Мост "}, {"text": "открыт."}]}])
    ['Мост открыт.']
    """
    left = [_MOST_BLOCKS, _LONGEST]
    return [line for line in map(fold, _blocks(value, left, 0)) if line]


def markup_of(value: Json) -> str:
    """Return what in ``value`` is HTML, each text of it in a block of its own, in order. Bounded.

    >>> markup_of([{"text": "Мост "}, {"html": '<a href="/1">открыт</a>.'}])
    '<div><a href="/1">открыт</a>.</div>'
    """
    stack, pieces, left = [(value, 0)], [], _MOST_BLOCKS
    while stack and left > 0:
        node, depth = stack.pop()
        left -= 1
        if isinstance(node, str) and _TAG.search(node):
            pieces.append(f"<div>{node[:_LONGEST]}</div>")
        elif isinstance(node, (dict, list)) and depth < _MOST_DEPTH:
            inner = node.values() if isinstance(node, dict) else node
            stack += [(one, depth + 1) for one in reversed([*inner])]
    return "".join(pieces)[:_LONGEST]


def _blocks(value: Json, left: list[int], depth: int) -> list[str]:
    left[0] -= 1
    if depth > _MOST_DEPTH or left[0] < 0 or left[1] < 0:
        return []
    if isinstance(value, str):
        left[1] -= len(value)
        return _lines(value[:_LONGEST])
    if isinstance(value, list):
        return [line for one in value for line in _blocks(one, left, depth + 1)]
    return _block(value, left, depth) if isinstance(value, dict) else []


def _block(value: dict[str, Json], left: list[int], depth: int) -> list[str]:
    kind = next((kind for name in _TYPE if isinstance(kind := value.get(name), str)), "")
    if _FOREIGN.search(kind):
        return []
    inner = value.get("content", value.get("children"))
    if _INLINE.fullmatch(kind) and isinstance(inner, list):
        return ["".join(_inline(inner, left, depth))]
    parts = [_blocks(value[name], left, depth + 1) for name in _CONTENT if name in value]
    return max(parts, key=lambda part: sum(map(len, part)), default=[])


def _inline(value: Json, left: list[int], depth: int) -> list[str]:
    """Return the pieces of one paragraph, blanks kept."""
    left[0] -= 1
    if depth > _MOST_DEPTH or left[0] < 0:
        return []
    if isinstance(value, list):
        return [piece for one in value for piece in _inline(one, left, depth + 1)]
    if isinstance(value, dict):
        inner = next((value[name] for name in ("text", "value", "content", "children") if name in value), None)
        return _inline(inner, left, depth + 1)
    return [" ".join(_lines(value)) if _TAG.search(value) else value] if isinstance(value, str) else []


def _lines(text: str) -> list[str]:
    """Return the paragraphs of HTML or of plain text."""
    if not _TAG.search(text) and "&" not in text:
        return text.split("\n")
    tree = tree_of(f"<body>{text}</body>")
    tree.strip_tags(["script", "style", "figure", "iframe", "noscript", "svg", "form", "button"])
    body = tree.body
    if body is None:
        return []
    for mark in body.css("p, div, br, h1, h2, h3, h4, h5, h6, li, blockquote, tr"):
        mark.insert_before("\n")
        mark.insert_after("\n")
    return body.text(deep=True).split("\n")
