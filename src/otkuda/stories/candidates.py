"""Items → the pairs that may tell of one event, so that not all pairs are compared.

Two items are a pair where one links to the other, both carry one statement, or what both tell (names, numbers, dates,
many words) tells enough, not more than ``WINDOW`` days apart. What very many tell in those days finds no pair; it still
counts when a pair is compared.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from otkuda.stories.item import Item

    Telling = tuple[str, float, int]

WINDOW = 30.0  # days
MANY = 400  # items in the window that tell one name or number
MANY_WORDS = 100  # that tell one word
WORD, CONCEPT = 0.1, 0.15  # what a word and what a concept tells
ENOUGH = 1.0  # what both tell
_END = float("inf")
RARE = 0.3  # a key that tells less finds no pair


def pairs(items: Sequence[Item]) -> Iterator[tuple[Item, Item]]:
    """Give the pairs that may tell of one event, each once; ``items`` in the order of their days."""
    index: dict[str, list[int]] = defaultdict(list)
    tied = _tied(items)
    days = [_END if item.day is None else item.day for item in items]
    for place, item in enumerate(items):
        found = dict.fromkeys(tied.get(place, ()), ENOUGH)
        first = 0 if item.day is None else bisect_left(days, item.day - WINDOW)
        for key, tells, most in keys(item):
            for other in _since(index[key], first, most):
                found[other] = found.get(other, 0.0) + tells
            index[key].append(place)
        for other in sorted(found):
            if found[other] >= ENOUGH and items[other].text != item.text:
                yield items[other], item


def keys(item: Item) -> Iterator[Telling]:
    """Give what an item tells, each with how much, and of how many items it may find pairs."""
    for name in item.names:
        if name.tells >= RARE:
            for key in sorted(name.keys):
                yield f"n{key}", name.tells, MANY
    for figure, tells in item.figures.items():
        if tells >= RARE:
            yield f"f{figure}", tells, MANY
    for word in sorted(item.words):
        yield f"{item.language}{word}", WORD, MANY_WORDS
    for concept in sorted(item.concepts):
        yield f"c{concept}", CONCEPT, MANY_WORDS


def _since(places: Sequence[int], first: int, most: int) -> Sequence[int]:
    """Return the places from a first one on; none where they are very many."""
    at = bisect_left(places, first)
    return places[at:] if len(places) - at <= most else ()


def _tied(items: Sequence[Item]) -> dict[int, list[int]]:
    """Return the earlier items to which each one is tied by a hyperlink, its page or a statement."""
    pages: dict[str, list[int]] = defaultdict(list)
    found: dict[int, set[int]] = defaultdict(set)
    for place, item in enumerate(items):
        for url in item.urls:
            pages[url].append(place)
    said: dict[str, list[int]] = defaultdict(list)
    for place, item in enumerate(items):
        _tie(found, place, (other for link in item.links | item.urls for other in pages.get(link, ())[:MANY]))
        for statement in item.statements:
            _tie(found, place, said[statement][-MANY:])
            said[statement].append(place)
    return {place: sorted(others) for place, others in found.items()}


def _tie(found: dict[int, set[int]], place: int, others: Iterable[int]) -> None:
    for other in others:
        if other != place:
            found[max(place, other)].add(min(place, other))
