"""The lines of an article as a reader sees them: headline, lead, sub-headings, rows of lists and tables, paragraphs.

A text has no markup any more; what a line is shows in its length, its end and its neighbours.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Literal, NamedTuple

from otkuda.serve.marks import is_headline, marked_lines, paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from otkuda.model import Article, Span
    from otkuda.serve.marks import Run, Step

Kind = Literal["headline", "lead", "heading", "row", "quote", "text"]

_SHORT = 90  # characters of a heading or a row
_LEAD = 500
_ENDS = '.!?…:;,»”"'
_QUOTES = '«„“"‘'


class Block(NamedTuple):
    """A line: what it is, and the steps in which it is written."""

    kind: Kind
    steps: list[Step]


def blocks(article: Article, within: Span) -> Iterator[Block]:
    """Yield the lines of a stretch of an article's text."""
    lines = list(paragraphs(article, within))
    texts = ["".join(run.text for run in runs).strip() for runs in lines]
    is_top = bool(lines) and within.start == 0
    has_headline = is_top and is_headline(lines[0], article)
    texts[: int(has_headline)] = [""] * int(has_headline)  # no neighbour of a row
    for place, (runs, steps) in enumerate(zip(lines, marked_lines(lines), strict=True)):
        first = is_top and place == int(has_headline)
        kind = "headline" if has_headline and place == 0 else _kind(texts, place, runs, is_first=first)
        yield Block(kind, steps)


def _kind(texts: Sequence[str], place: int, runs: Sequence[Run], *, is_first: bool) -> Kind:
    around = [*texts[max(0, place - 1) : place], *texts[place + 1 : place + 2]]
    if is_short(texts[place]):
        if any(map(is_short, around)):
            return "row"
        return "text" if is_first or place + 1 == len(texts) or _is_said(runs) else "heading"
    if is_first and len(texts[place]) <= _LEAD and len(texts) > 3:  # noqa: PLR2004 - headline, lead, text
        return "lead"
    return "quote" if texts[place].startswith(tuple(_QUOTES)) else "text"


def is_short(text: str) -> bool:
    """Whether a line is like a heading or a row: short, and not ended as a sentence.

    >>> is_short("Почему разъём так важен"), is_short("Так решили в мэрии.")
    (True, False)
    """
    return 0 < len(text) <= _SHORT and not text.endswith(tuple(_ENDS))


def _is_said(runs: Sequence[Run]) -> bool:
    return any(chain.from_iterable(run.marks for run in runs))
