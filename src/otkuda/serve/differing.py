"""The words of an appearance beside those that it is compared with: what came, what went, what is the same.

Words are compared as they are written, without case and marks, so that a reader sees what he would see with both texts
before him. What is the same far from every change is left out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from otkuda.collect.changes import Piece
from otkuda.model import Span
from otkuda.serve.view import shortened
from otkuda.statements.alignment import align

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from otkuda.model import Appearance

CONTEXT = 60  # characters of unchanged text that are shown beside a change
_ALIKE = 0.4  # share of an appearance that must be the other's for a word diff to say more than both texts
_LONGEST = 20_000  # characters of a text that is compared
_WORD = re.compile(r"\w+(?:[-.,:]\w+)*")


class Shared(NamedTuple):
    """Stretches that two texts have in common, in their order: where they stand in the one, and in the other."""

    ours: tuple[Span, ...]
    theirs: tuple[Span, ...]

    @property
    def length(self) -> int:
        """How many characters of the first text they are."""
        return sum(span.end - span.start for span in self.ours)


def shared(ours: str, theirs: str) -> Shared:
    """Return what two texts have in common, in the order of both.

    >>> shared("Мост не откроют", "Мост откроют").theirs
    (Span(start=0, end=4), Span(start=5, end=12))
    """
    one, other = _words(ours), _words(theirs)
    equal = [block for block in align(_keys(one), _keys(other)) if block.is_equal]
    return Shared(tuple(_span(one, block.a) for block in equal), tuple(_span(other, block.b) for block in equal))


def has_same_words(one: Appearance, original: Appearance) -> bool:
    """Whether two texts have the same words in the same order; what differs between them is something else."""
    return max(len(one.text), len(original.text)) <= _LONGEST and _keys(_words(one.text)) == _keys(
        _words(original.text)
    )


def pieces(one: Appearance, original: Appearance) -> tuple[Piece, ...]:
    """Return both texts as pieces; none where the words are the same, or have too little in common for that."""
    ours, theirs = one.text, original.text
    if one.language != original.language or max(len(ours), len(theirs)) > _LONGEST or has_same_words(one, original):
        return ()
    return tuple(merged(_pieces(ours, theirs))) if shared(ours, theirs).length >= _ALIKE * len(ours) else ()


def context(text: str, *, is_first: bool, is_last: bool) -> str:
    """Return what stands beside a change: the end of what is before it, the beginning of what is behind."""
    head = "" if is_first else text[:CONTEXT]
    tail = "" if is_last else text[max(len(text) - CONTEXT, len(head)) :]
    if len(head) + len(tail) >= len(text):
        return text
    head = head.rpartition(" ")[0] if " " in head else head
    tail = tail.partition(" ")[2] if " " in tail else tail
    return f"{head} … {tail}" if head and tail else f"{head} …" if head else f"… {tail}"


def in_context(found: Sequence[Piece]) -> Iterator[Piece]:
    """Yield pieces, of what is the same only what stands beside a change, and all of it in short."""
    for place, piece in enumerate(found):
        if piece.change == "same":
            yield Piece("same", context(piece.text, is_first=place == 0, is_last=place == len(found) - 1))
        else:
            yield piece


def merged(found: Iterable[Piece]) -> Iterator[Piece]:
    """Yield pieces; changes with only blanks between them are one, what went before what came."""
    gone, come, blanks = "", "", ""
    for piece in (*found, None):
        if piece and piece.change == "same" and piece.text.isspace() and (gone or come):
            blanks += piece.text
        elif piece and piece.change != "same":
            gone, come, blanks = gone + blanks * bool(gone), come + blanks * bool(come), ""
            gone += piece.text * (piece.change == "removed")
            come += piece.text * (piece.change == "added")
        else:
            same = Piece("same", blanks + (piece.text if piece else ""))
            yield from (one for one in (Piece("removed", gone), Piece("added", come), same) if one.text)
            gone, come, blanks = "", "", ""


def _pieces(ours: str, theirs: str) -> Iterator[Piece]:
    one, other = _words(ours), _words(theirs)
    at = 0
    for block in align(_keys(one), _keys(other)):
        start, end = _span(one, block.a) if block.a else (at, at)
        yield Piece("same", ours[at : end if block.is_equal else start])
        if not block.is_equal:
            gone = theirs[slice(*_span(other, block.b))] if block.b else ""
            yield Piece("removed", _apart(shortened(gone), ours[:start], is_replaced=end > start))
            yield Piece("added", ours[start:end])
        at = end
    yield Piece("same", ours[at:])


def _apart(gone: str, before: str, *, is_replaced: bool) -> str:
    """Return what an appearance has not, with a blank to what stands before or behind it."""
    if is_replaced or not gone:
        return gone
    return f"{gone} " if not before or before[-1].isspace() else f" {gone}"


def _words(text: str) -> list[re.Match[str]]:
    return list(_WORD.finditer(text, 0, _LONGEST))


def _keys(words: Iterable[re.Match[str]]) -> list[str]:
    return [word[0].casefold().replace("ё", "е") for word in words]


def _span(words: Sequence[re.Match[str]], places: range) -> Span:
    return Span(words[places.start].start(), words[places.stop - 1].end())
