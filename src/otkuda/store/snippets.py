"""The words of a hit in their context: cut from the text as it stands, by offsets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.model import Span
from otkuda.store.index import keyed
from otkuda.store.records import Snippet

if TYPE_CHECKING:
    from collections.abc import Collection

LENGTH = 240  # characters
BEFORE = 80  # of them before the first word that is marked


def snippet(text: str, language: str | None, keys: Collection[str], starts: tuple[str, ...]) -> Snippet:
    """Return the place of a text with the first word that was looked for, and where the words stand in it."""
    marks = [
        Span(word.start, word.end)
        for word in keyed(text, language)
        if (starts and word.form.startswith(starts)) or word.key in keys
    ]
    begin = _cut(text, marks[0].start - BEFORE) if marks and marks[0].start > LENGTH - BEFORE else 0
    end = len(text) if len(text) <= begin + LENGTH else text.rfind(" ", begin + BEFORE, begin + LENGTH)
    end = begin + LENGTH if end < 0 else end
    shown = tuple(Span(one.start - begin, one.end - begin) for one in marks if begin <= one.start and one.end <= end)
    return Snippet(text[begin:end], shown, begin > 0, end < len(text))


def _cut(text: str, at: int) -> int:
    """The beginning of the word after ``at``, or ``at`` where none begins soon."""
    space = text.find(" ", at, at + BEFORE // 2)
    return at if space < 0 else space + 1
