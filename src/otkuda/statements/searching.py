"""Where in articles the words of quotations may stand: the stretches that share runs of words with them.

The runs (two or three words) of all quotations are one table, and each article is gone through once. Time is linear in
the length of the articles.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from otkuda.model import Span
from otkuda.text.search_words import search_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from otkuda.model import Carrier

_LONG = 12  # words of a quotation of which a run is three words long
_MOST_RUNS = 200  # of one quotation; of a longer one a sample is looked for
_MOST_SHARING = 50  # quotations that share a run
_MARGIN = 20  # words
_EDGE = re.compile(r"[.!?…](?=[\s»”\"’)]|$)|\n")
_FURTHEST = 600  # characters to the edge of a sentence


class Stretch(NamedTuple):
    """A part of an article, in whole sentences, and how many runs of a quotation it has."""

    carrier: Carrier
    span: Span
    runs: int


class _Hit(NamedTuple):
    """A run of a quotation in an article: where it begins, in words."""

    place: int
    offset: int


class Runs:
    """The runs of words of some texts."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Read the runs; a long text gives a sample of them."""
        self.lengths: list[int] = []
        self.counts: list[int] = []  # of the runs of each
        self.tables: dict[int, dict[tuple[str, ...], list[tuple[int, int]]]] = defaultdict(dict)
        for number, text in enumerate(texts):
            self._add(number, [word.form for word in search_words(text)])

    def has_most(self, number: int, found: Sequence[Stretch]) -> bool:
        """Has any of the stretches half of the runs of a text?"""
        return any(2 * one.runs >= self.counts[number] for one in found)

    def _add(self, number: int, words: list[str]) -> None:
        self.lengths.append(len(words))
        size = 3 if len(words) >= _LONG else min(2, len(words))
        count = len(words) - size + 1 if size else 0
        runs: dict[tuple[str, ...], int] = {}  # a run that a text has often is looked for once
        for offset in range(0, count, 1 + count // _MOST_RUNS):
            runs.setdefault(tuple(words[offset : offset + size]), offset)
        self.counts.append(len(runs))
        for run, offset in runs.items():
            sharing = self.tables[size].setdefault(run, [])
            if len(sharing) < _MOST_SHARING:
                sharing.append((number, offset))

    def stretches(self, carrier: Carrier) -> Iterator[tuple[int, Stretch]]:
        """Yield for each text that shares a run with an article its best stretch there."""
        words = list(search_words(carrier.article.text))
        forms = [word.form for word in words]
        hits: dict[int, list[_Hit]] = defaultdict(list)
        for size, table in self.tables.items():
            for place, run in enumerate(zip(*(forms[at:] for at in range(size)), strict=False)):
                for number, offset in table.get(run, ()):
                    hits[number].append(_Hit(place, offset))
        edges = [match.end() for match in _EDGE.finditer(carrier.article.text)] if hits else []
        for number, found in hits.items():
            best = _densest(sorted(found), self.lengths[number] * 2 + _MARGIN)
            first = max(min(hit.place - hit.offset for hit in best), best[0].place - self.lengths[number], 0)
            last = min(best[-1].place + self.lengths[number] - best[-1].offset, len(words)) - 1
            span = Span(words[first].start, words[max(last, best[-1].place)].end)
            runs = len({hit.offset for hit in best})
            yield number, Stretch(carrier, _whole(span, edges, len(carrier.article.text)), runs)


def _densest(hits: list[_Hit], size: int) -> list[_Hit]:
    """Return the hits that lie within so many words and have most of the runs, the first of several."""
    counts: dict[int, int] = defaultdict(int)
    best, start = (0, 0, 0), 0
    for end, hit in enumerate(hits):
        counts[hit.offset] += 1
        while hit.place - hits[start].place >= size:
            counts[hits[start].offset] -= 1
            if not counts[hits[start].offset]:
                del counts[hits[start].offset]
            start += 1
        if len(counts) > best[0]:
            best = (len(counts), start, end + 1)
    return hits[best[1] : best[2]]


def _whole(span: Span, edges: list[int], length: int) -> Span:
    """Return a stretch from the beginning of its first sentence to the end of its last, if these are near."""
    before, behind = bisect_right(edges, span.start) - 1, bisect_left(edges, span.end)
    start = edges[before] if before >= 0 else 0
    end = edges[behind] if behind < len(edges) else length
    return Span(max(start, span.start - _FURTHEST), min(end, span.end + _FURTHEST))
