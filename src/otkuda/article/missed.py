"""Paragraphs of an article that the extraction left out though they stand amid those that it found.

A lead in a box of its own between headline and text, lines of a list behind an advertisement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.article.leaves import leaves_of, letters, linked_letters

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

    from otkuda.article.leaves import Leaf

_LEAST = 60  # characters of a sentence that is worth bringing back
_MOST_LEADS = 2
_LONGEST_LEAD = 1_000
_ENDS = (".", "!", "?", "…", "»", '"', "”")
_KEY = 40  # characters by which a line is found among the paragraphs


def with_missed(tree: LexborHTMLParser, headline: str | None, paragraphs: list[str]) -> list[str]:
    """Return the paragraphs with those that were missed, each behind the one that it follows on the page."""
    leaves = leaves_of(tree)
    keys = {_key(text): index for index, text in reversed([*enumerate(paragraphs)])}
    places = [(at, keys[_key(leaf.text)]) for at, leaf in enumerate(leaves) if _key(leaf.text) in keys]
    if not places:
        return paragraphs
    first, last = places[0][0], places[-1][0]
    top = max((at for at, leaf in enumerate(leaves[:first]) if leaf.text == headline), default=first)
    known = "".join("".join(paragraphs).split())
    after: dict[int, list[str]] = {}
    place, found = -1, dict(places)
    for at in range(top + 1, last):
        place = found.get(at, place)
        is_near = at > first or (first - at <= _MOST_LEADS + 1 and len(leaves[at].text) <= _LONGEST_LEAD)
        if at not in found and is_near and _is_sentence(leaves[at], known):
            after.setdefault(place, []).append(leaves[at].text)
    return [*after.get(-1, []), *(line for index, text in enumerate(paragraphs) for line in (text, *after.get(index, [])))]


def _is_sentence(leaf: Leaf, known: str) -> bool:
    text = leaf.text
    if len(text) < _LEAST or not text.endswith(_ENDS) or "".join(text.split()) in known:
        return False
    return leaf.node.tag not in {"figcaption", "td", "aside"} and linked_letters(leaf.node) * 2 < letters(text)


def _key(text: str) -> str:
    return "".join(text.split())[:_KEY]
