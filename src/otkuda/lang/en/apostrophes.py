"""Which single marks of a text quote, and which are apostrophes: «'The ministers' plan won't pass,' he said.»

A mark between two letters is an apostrophe, and so is one before a word that opens with one («'em», «'90s»). What is
left opens a quotation before a word and closes one behind a word or a stop. Behind an «s» it may be a possessive: it
closes only where nothing later does.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from otkuda.lang.lexicon import rows

_MARK = re.compile(r"(?<!['‘’])['‘’](?!['‘’])")
_WORD = re.compile(r"[^\W_]+")
_DECADE = re.compile(r"\d\ds?\b")
_BREAK = re.compile(r"\n\s*\n|\n")
_STOPS = frozenset(".,!?…;:—–-")


class _Mark(NamedTuple):
    at: int
    opens: bool
    closes: bool
    is_sure: bool  # it closes, and is no possessive


def single_quotes(text: str) -> list[tuple[int, int]]:
    """Return the offsets of the opening and the closing mark of each quotation in single marks, in order.

    A quotation that no mark closes is none. Curly opening marks (‘) are believed; straight ones are judged by what
    stands around them.

    >>> single_quotes("'The ministers' plan won't pass,' he said.")
    [(0, 32)]
    """
    found: list[tuple[int, int]] = []
    low = 0
    for gap in [*_BREAK.finditer(text), None]:
        high = gap.start() if gap else len(text)
        found += _pairs([mark for at in _MARK.finditer(text, low, high) if (mark := _judged(text, at.start()))])
        low = gap.end() if gap else high
    return sorted(found)


def _judged(text: str, at: int) -> _Mark | None:
    """What a mark may do; None for an apostrophe."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if before.isalnum() and after.isalnum():
        return None
    if not before.isalnum() and (after.isalnum() or after in {"“", '"', "…"}):
        if text[at] != "‘" and _is_elided(text, at + 1):
            return None
        opens = text[at] != "’" and before not in _STOPS - {"—", "–", "-", ":"}
        return _Mark(at, opens, closes=False, is_sure=False)
    closes = text[at] != "‘" and bool(before) and not before.isspace()
    sure = before in _STOPS or before in {"”", '"', ")"} or (before.isalnum() and before not in "sS")
    return _Mark(at, opens=False, closes=closes, is_sure=sure)


def _is_elided(text: str, at: int) -> bool:
    """Does a word stand there that opens with an apostrophe: «'em», «'90s»?"""
    word = _WORD.match(text, at)
    return bool(_DECADE.match(text, at)) or (word is not None and word[0].lower() in _elisions())


@cache
def _elisions() -> frozenset[str]:
    return frozenset(row[0] for row in rows("otkuda.lang.en", "elisions.tsv"))


def _pairs(marks: list[_Mark]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    stack: list[int] = []
    closes_later = _close_later(marks)
    for index, mark in enumerate(marks):
        if mark.opens:
            stack.append(mark.at)
        elif mark.closes and stack and (mark.is_sure or not closes_later[index]):
            found.append((stack.pop(), mark.at))
    return found


def _close_later(marks: list[_Mark]) -> list[bool]:
    """Tell of each mark whether a sure one closes behind it before the next one opens."""
    later, found = False, []
    for mark in reversed(marks):
        found.append(later)
        later = mark.is_sure or (later and not mark.opens)
    return found[::-1]
