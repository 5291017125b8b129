"""Paragraphs of an article that the extraction left out though they stand amid those that it found.

A lead in a box of its own between headline and text, lines of a list behind an advertisement.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from otkuda.article.leaves import letters, linked_letters

if TYPE_CHECKING:
    from otkuda.article.leaves import Leaf

_LEAST = 60  # characters of a sentence that is worth bringing back
_MOST_LEADS = 2  # blocks between headline and text, beside a line for date or author
_MOST_LOOKED_FOR = 500
_ENDS = (".", "!", "?", "…", "»", '"', "”")
_KEY = 40  # characters by which a line is found among the paragraphs


def with_missed(leaves: list[Leaf], headline: str | None, paragraphs: list[str]) -> list[str]:
    """Return the paragraphs with those of ``leaves``, the lines of the page, that were missed, in their places."""
    keys = {_key(text): index for index, text in reversed([*enumerate(paragraphs)])}
    places = [(at, keys[_key(leaf.text)]) for at, leaf in enumerate(leaves) if _key(leaf.text) in keys]
    if not places:
        return paragraphs
    first, last = places[0][0], places[-1][0]
    top = max((at for at, leaf in enumerate(leaves[:first]) if leaf.text == headline), default=first)
    known = "".join("".join(paragraphs).split())
    after: dict[int, list[str]] = {}
    place, found, left = -1, dict(places), _MOST_LOOKED_FOR
    for at in range(max(top + 1, first - _MOST_LEADS - 1), last):
        place = found.get(at, place)
        left -= at not in found
        if at not in found and left > 0 and _is_missed(leaves[at], known):
            after.setdefault(place, []).append(leaves[at].text)
    lines = ((text, *after.get(index, [])) for index, text in enumerate(paragraphs))
    return [*after.get(-1, []), *chain.from_iterable(lines)]


def _is_missed(leaf: Leaf, known: str) -> bool:
    text = leaf.text
    if len(text) < _LEAST or not text.endswith(_ENDS) or "".join(text.split()) in known:
        return False
    return leaf.node.tag not in {"figcaption", "td", "aside"} and linked_letters(leaf.node) * 2 < letters(text)


def _key(text: str) -> str:
    return "".join(text.split())[:_KEY]
