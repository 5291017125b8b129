"""The text of an article with its contents marked, as steps that a view writes one after the other.

Contents may nest (a report of a report) and even cross. A run is a stretch over which the same contents are open,
outermost first. From run to run marks close and open again so that they always nest.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

from otkuda.model import Span
from otkuda.serve.view import Said, one_line, printable, speakers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from otkuda.model import Article


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text under the same marks, outermost first; ``ends`` are those whose last piece ends with it."""

    text: str
    marks: tuple[Said, ...]
    ends: tuple[Said, ...] = ()


class Mark(NamedTuple):
    """A step beside the text: a mark opens or closes, or the content that it marks ends here, for its number.

    ``first`` is true where the content opens for the first time.
    """

    what: Literal["open", "close", "number"]
    said: Said
    first: bool = False


Step = str | Mark


def paragraphs(article: Article, within: Span | None = None) -> Iterator[tuple[Run, ...]]:
    """Yield the lines of the text that are not empty, each as its runs; those of a stretch of it, if one is given."""
    line: list[Run] = []
    for run in _runs(article, within or Span(0, len(article.text))):
        *before, last = run.text.split("\n")
        for part in before:
            line.append(replace(run, text=part, ends=()))
            yield from _kept(line)
            line = []
        line.append(replace(run, text=last))
    yield from _kept(line)


def steps(article: Article) -> Iterator[tuple[bool, list[Step]]]:
    """Yield for each paragraph whether it is the headline, and its steps."""
    lines = list(paragraphs(article))
    for runs, marked in zip(lines, marked_lines(lines), strict=True):
        yield is_headline(runs, article), marked


def marked_lines(lines: Iterable[Iterable[Run]]) -> Iterator[list[Step]]:
    """Yield the steps of each line. Marks are opened and closed in proper nesting even where contents cross."""
    seen: set[int] = set()
    for runs in lines:
        yield list(_steps(runs, seen))


def is_headline(runs: Iterable[Run], article: Article) -> bool:
    """Whether a paragraph is the article's headline."""
    return article.headline is not None and one_line("".join(run.text for run in runs)) == one_line(article.headline)


def _kept(line: Iterable[Run]) -> Iterator[tuple[Run, ...]]:
    runs = tuple(run for run in line if run.text or run.ends)
    if any(run.text.strip() or run.ends for run in runs):
        yield runs


def _runs(article: Article, within: Span) -> Iterator[Run]:
    """Yield a stretch of the text, cut wherever a piece of a content starts or ends."""
    text = printable(article.text[within.start : within.end])
    pieces = [
        (span.start, -span.end, said)
        for speaker in speakers(article)
        for said in speaker.said
        for span in said.attribution.content
        if span.start < within.end and within.start < span.end
    ]
    pieces.sort(key=lambda piece: (piece[0], piece[1], piece[2].number))
    waiting = iter((*pieces, None))
    following = next(waiting)
    active: list[tuple[int, Said]] = []
    cuts = {edge for start, end, _ in pieces for edge in (start, -end) if within.start < edge < within.end}
    edges = sorted({*within, *cuts})
    for start, end in pairwise(edges):
        active = [(until, said) for until, said in active if until > start]
        while following is not None and following[0] <= start:
            active.append((-following[1], following[2]))
            following = next(waiting)
        marks = _once(said for _, said in active)
        yield Run(
            text[start - within.start : end - within.start], marks, tuple(said for said in marks if _last(said) == end)
        )


def _steps(runs: Iterable[Run], seen: set[int]) -> Iterator[Step]:
    open_marks: tuple[Said, ...] = ()
    for run in runs:
        shared = _shared(open_marks, run.marks)
        yield from (Mark("close", said) for said in reversed(open_marks[shared:]))
        for said in run.marks[shared:]:
            yield Mark("open", said, first=said.number not in seen)
            seen.add(said.number)
        yield run.text
        yield from (Mark("number", said) for said in reversed(run.ends))
        open_marks = run.marks
    yield from (Mark("close", said) for said in reversed(open_marks))


def _shared(one: tuple[Said, ...], other: tuple[Said, ...]) -> int:
    """How many marks, from the outermost, both have open."""
    pairs = zip(one, other, strict=False)
    return next((place for place, (a, b) in enumerate(pairs) if a is not b), min(len(one), len(other)))


def _once(marks: Iterable[Said]) -> tuple[Said, ...]:
    """Each mark once, where pieces of one content lie upon each other."""
    return tuple({said.number: said for said in marks}.values())


def _last(said: Said) -> int:
    return max(span.end for span in said.attribution.content)
