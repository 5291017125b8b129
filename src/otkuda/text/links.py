"""Hyperlinks of markup whose words stand in a text that was made from it, in bounded time.

The text is not asked how it was made: markup and text are compared by their ink, the characters but blanks. A line of
the markup (what stands between two blocks or line ends) is found in the text as a whole line of it, the same line twice
in its order; a long one, and what follows it, also within a line. So a menu or a teaser, which the text does not hold,
carries no link.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict, deque
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from otkuda.model import Link, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from selectolax.lexbor import LexborNode

_MOST = 1_000  # links of a text
_LEAST_WITHIN = 40  # characters of a line that is looked for within a line of the text
_MOST_BLOCKS = 50_000
_MOST_WITHIN = 500  # lines that are looked for so
_BLOCKS = (
    "p, div, br, hr, li, ul, ol, dl, dd, dt, blockquote, pre, h1, h2, h3, h4, h5, h6, table, tr, td, th, section, "
    "article, header, footer, main, nav, aside, figure, figcaption, address, center, details, summary"
)
# Marks that are put into the tree. It holds such signs itself only where a page escapes them («&#1;»).
_OPENS, _CLOSES, _END, _BREAK = "\x01", "\x02", "\x03", "\x04"
_MARK = re.compile(f"([{_OPENS}{_CLOSES}])([0-9]{{1,6}}){_END}|({_BREAK})")
_BLANKS = r"\s\x00-\x1f\x7f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
_NO_INK, _INK = re.compile(f"[{_BLANKS}]+"), re.compile(f"[^{_BLANKS}]+")


class Anchor(NamedTuple):
    """An element that carries a link, and where that leads."""

    node: LexborNode
    url: str


class _Line(NamedTuple):
    """A line of the markup: at which of all characters it begins, and its ink."""

    start: int
    ink: str


def links_in(text: str, body: LexborNode, anchors: Iterable[Anchor]) -> tuple[Link, ...]:
    """Return the links of ``anchors``, which lie in ``body``, whose words stand in ``text``, in the order of the text.

    The words of a link's span are those of its anchor, blanks aside. Marks are put into the tree, so that nothing else
    can be done with it afterwards.
    """
    known, blocks = list(anchors), body.css(_BLOCKS)
    if not known or len(blocks) > _MOST_BLOCKS:
        return ()
    stretches, lines = _read(_marked(body, blocks, known), len(known))
    offsets = [offset for match in _INK.finditer(text) for offset in range(*match.span())]
    places = list(_places(lines, text))
    starts = [line.start for line in lines]
    found = []
    for anchor, (start, end) in zip(known, stretches, strict=True):
        first, last = (_place(at, starts, places) for at in (start, end - 1))
        if start < end and first is not None and last is not None and last - first == end - 1 - start:
            found.append(Link(Span(offsets[first], offsets[last] + 1), anchor.url))
    return tuple(islice(sorted(set(found)), _MOST))


def _ink(text: str) -> str:
    return _NO_INK.sub("", text)


def _marked(body: LexborNode, blocks: list[LexborNode], anchors: list[Anchor]) -> str:
    """Return the words of ``body`` with marks where a block or a link begins and ends."""
    for block in blocks:
        block.insert_before(_BREAK)
        block.insert_after(_BREAK)
    for number, anchor in enumerate(anchors):
        anchor.node.insert_before(f"{_OPENS}{number}{_END}")
        anchor.node.insert_after(f"{_CLOSES}{number}{_END}")
    return body.text(deep=True)


def _read(marked: str, count: int) -> tuple[list[tuple[int, int]], list[_Line]]:
    """Return for each link from which to which of all characters it goes, and the lines."""
    starts, ends = [0] * count, [0] * count
    lines: list[_Line] = []
    pieces: list[str] = []
    begin = at = last = 0
    for match in _MARK.finditer(marked):
        pieces.append(_ink(marked[last : match.start()]))
        at, last = at + len(pieces[-1]), match.end()
        if match[3] and at > begin:
            lines.append(_Line(begin, "".join(pieces)))
            pieces, begin = [], at
        elif match[2] and int(match[2]) < count:
            (starts if match[1] == _OPENS else ends)[int(match[2])] = at
    if rest := "".join(pieces) + _ink(marked[last:]):
        lines.append(_Line(begin, rest))
    return list(zip(starts, ends, strict=True)), lines


def _places(lines: list[_Line], text: str) -> Iterator[int | None]:
    """Yield for each line of the markup where its ink stands in that of the text."""
    ink, whole = _ink(text), _whole(text)
    borders = {place for places in whole.values() for place in places} | {0, len(ink)}
    after, left = 0, _MOST_WITHIN
    for line in lines:
        place = whole[line.ink].popleft() if whole.get(line.ink) else -1
        if place < 0 and after not in borders and ink.startswith(line.ink, after):
            place = after  # the text joins to one line what the markup parts
        if place < 0 and len(line.ink) >= _LEAST_WITHIN and left > 0:
            left -= 1
            place = ink.find(line.ink, after)
        if place >= 0:
            after = place + len(line.ink)
        yield place if place >= 0 else None


def _whole(text: str) -> dict[str, deque[int]]:
    """Return where in the text's ink each of its lines begins."""
    places: dict[str, deque[int]] = defaultdict(deque)
    at = 0
    for line in map(_ink, text.split("\n")):
        places[line].append(at)
        at += len(line)
    return places


def _place(at: int, starts: list[int], places: list[int | None]) -> int | None:
    """Return where a character of the markup stands in the text's ink."""
    index = bisect_right(starts, at) - 1
    place = places[index] if index >= 0 else None
    return None if place is None else place + at - starts[index]
