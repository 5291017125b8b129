"""Passage ↔ anchor: the words that a decision speaks of are found again in another reading of their article.

The words decide, in order: as they stood, then whatever their letter case and marks, then with one in five of them
changed, lost or put in between. Of several places the one with most of the words that stood around is taken.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from otkuda.model import Anchor, Span
from otkuda.text.search_words import SearchWord, search_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from otkuda.statements.passages import Passage

CONTEXT = 60  # characters on each side that tell like words apart
_CHANGED = 0.2  # share of the words that may be others
_HALF = 0.5  # of a place that a passage must be
_MOST = 4_000_000  # comparisons of words: two thousand words in an article of two thousand


def anchor_at(article: str, text: str, place: Span) -> Anchor:
    """Return the anchor of a stretch of an article's text.

    >>> anchor_at("https://zarya.example/1", "Мост откроют в мае.", Span(5, 12))
    Anchor(article='https://zarya.example/1', exact='откроют', prefix='Мост ', suffix=' в мае.')
    """
    before = text[max(0, place.start - CONTEXT) : place.start]
    return Anchor(article, text[place.start : place.end], before, text[place.end : place.end + CONTEXT])


def extent(passage: Passage) -> Span:
    """Return where a passage begins and ends, with what says between who speaks."""
    return Span(passage.spans[0].start, passage.spans[-1].end)


def find(anchor: Anchor, passages: Sequence[Passage]) -> Passage | None:
    """Return the passage of an article that an anchor holds; None where none fits any more.

    What is said must be the words, not hold them: a quotation in a quotation is another one. A sentence that the outlet
    prints as its own may hold them.
    """
    place = locate(anchor, passages[0].carrier.article.text) if passages else None
    if place is None:
        return None
    best = max(passages, key=lambda one: (_fit(place, one), one.attribution is not None, -one.position))
    return best if _fit(place, best) >= _HALF else None


def _fit(place: Span, passage: Passage) -> float:
    """Return which share of a place and a passage is in both; which share of the place, where nobody says it."""
    start, end = extent(passage)
    both = min(end, place.end) - max(start, place.start)
    whole = max(end, place.end) - min(start, place.start) if passage.attribution else place.end - place.start
    return max(0, both) / whole if whole else 0.0


def locate(anchor: Anchor, text: str) -> Span | None:
    """Return where the words of an anchor stand in a text; None where they do not."""
    words, wanted = _words(text), [word.form for word in search_words(anchor.exact)]
    found = list(_exact(wanted, words)) or list(_nearest(wanted, words))
    best = max(
        found, key=lambda run: (_is_verbatim(anchor, text, run, words), _beside(anchor, run, words)), default=None
    )
    return _span(best, words) if best else None


def stretch(anchor: Anchor, text: str) -> Span | None:
    """Return the same with the marks that the anchor has at its ends: «Кто это был?», not «Кто это был».

    >>> stretch(Anchor("https://zarya.example/1", "Кто это был?"), "Кто это был? Никто.")
    Span(start=0, end=12)
    """
    place = locate(anchor, text)
    held = list(search_words(anchor.exact)) if place else []
    if place is None or not held:
        return None
    before, behind = anchor.exact[: held[0].start], anchor.exact[held[-1].end :]
    start, end = place.start, place.end
    if before and text[max(0, start - len(before)) : start] == before:
        start -= len(before)
    if behind and text[end : end + len(behind)] == behind:
        end += len(behind)
    return Span(start, end)


def places(anchor: Anchor, text: str) -> list[Span]:
    """Return all places where the words of an anchor stand in a text, whatever their letter case and marks."""
    words = _words(text)
    return [_span(run, words) for run in _exact([word.form for word in search_words(anchor.exact)], words)]


@lru_cache(maxsize=32)
def _words(text: str) -> tuple[SearchWord, ...]:
    return tuple(search_words(text))


def _span(run: range, words: Sequence[SearchWord]) -> Span:
    return Span(words[run.start].start, words[run.stop - 1].end)


def _exact(wanted: Sequence[str], words: Sequence[SearchWord]) -> Iterator[range]:
    size = len(wanted)
    for start in range(len(words) - size + 1 if size else 0):
        if words[start].form == wanted[0] and all(words[start + at].form == form for at, form in enumerate(wanted)):
            yield range(start, start + size)


def _nearest(wanted: Sequence[str], words: Sequence[SearchWord]) -> Iterator[range]:
    """Yield the runs of words with the fewest changes, where these are few: Sellers' approximate matching."""
    if not wanted or len(wanted) * len(words) > _MOST:
        return
    row = [(0, -start) for start in range(len(words) + 1)]  # changes so far, and minus where the run begins
    for number, form in enumerate(wanted, 1):
        above, row = row, [(number, 0)]
        for at, word in enumerate(words):
            changed = above[at][0] + (word.form != form), above[at][1]
            lost = above[at + 1][0] + 1, above[at + 1][1]
            row.append(min(changed, lost, (row[at][0] + 1, row[at][1])))
    least = min(changes for changes, _ in row)
    if least <= _CHANGED * len(wanted):
        ends = ((end, -minus) for end, (changes, minus) in enumerate(row) if changes == least)
        yield from (range(start, end) for end, start in ends if start < end)


def _is_verbatim(anchor: Anchor, text: str, run: range, words: Sequence[SearchWord]) -> bool:
    start, end = _span(run, words)
    return text[start:end] in anchor.exact


def _beside(anchor: Anchor, run: range, words: Sequence[SearchWord]) -> int:
    """Return how many of the words around an anchor stand around a run of words."""
    before = [word.form for word in search_words(anchor.prefix)]
    behind = [word.form for word in search_words(anchor.suffix)]
    here = words[max(0, run.start - len(before)) : run.start], words[run.stop : run.stop + len(behind)]
    return _shared(before, here[0]) + _shared(behind, here[1])


def _shared(wanted: Iterable[str], words: Iterable[SearchWord]) -> int:
    return len(set(wanted) & {word.form for word in words})
