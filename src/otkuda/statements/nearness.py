"""How near some words of an article come to a quotation: what ``compare`` says, held to every word.

What stands between quotation marks is to be the speaker's own words: where a word has no counterpart in the article,
or where words from all over it are put together, it is not verbatim, whatever its meaning.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

from otkuda.model import Span
from otkuda.statements.change import compare
from otkuda.statements.reading import read
from otkuda.text.language import LANGUAGES
from otkuda.text.search_words import search_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from otkuda.model import What
    from otkuda.statements.comparison import Comparison, Edit
    from otkuda.statements.quotations import Quotation
    from otkuda.statements.reading import Reading

_SAME = 0.5  # of its words that make it the words of the article, changed
_ALIKE = 0.6  # of its words that have a like one, in any order
_RUN = 3  # words in a row of what was honestly shortened
_FEW = 3  # words left out that are no part of what was said, but a turn of it
_STEM = 5
_EDGES = frozenset(".!?…\n»«“”„\"':;—–-")
_SENTENCE_END = re.compile(r"[.!?…\n]")
_ELLIPSIS = re.compile(r"…|\.\.")

_Outcome = Literal["verbatim", "shortened", "altered", "translation", "paraphrase"]


class Difference(NamedTuple):
    """One thing that is not the same, and where: in ``Quotation.text``, and in the words of the place.

    What is only said in other words, without another meaning that otkuda could tell, is "words".
    """

    what: What | Literal["words"]
    quotation: Span
    place: Span


@dataclass(frozen=True, slots=True)
class Nearness:
    """What a quotation is against some words. ``share`` of its ``words`` stand there in its order.

    The spans of ``differences`` and ``alignment`` count characters of ``Quotation.text`` and of those words.
    """

    outcome: _Outcome
    share: float
    words: int
    differences: tuple[Difference, ...] = ()
    alignment: tuple[Edit, ...] = ()


def held_to(quotation: Quotation, words: str, language: str) -> Nearness | None:
    """Return how near words come to a quotation; None where they are other words altogether."""
    ours, theirs = _languages(quotation, words, language)
    found = compare(quotation.text, words, language=ours, original_language=theirs)
    count = _count(quotation.text)
    if ours != theirs:
        outcome: _Outcome = "altered" if found.changes else "translation"
        return Nearness(outcome, 0.0, count, _told(found))
    equal = [edit for edit in found.alignment if edit.operation == "equal"]
    share = sum(_count(quotation.text, edit.appearance) for edit in equal) / max(count, 1)
    if share < _SAME and _alike(quotation.text, words) < _ALIKE:
        return None
    differences = _turned(quotation, words, found)
    if not differences and not quotation.is_retelling:
        differences = _silenced(quotation.text, words, theirs, found) or _seams(quotation.text, words, equal)
    if differences:
        return Nearness("altered", share, count, differences, found.alignment)
    outcome, differences = _outcome(quotation, words, found, share)
    return Nearness(outcome, share, count, differences, found.alignment)


def _languages(quotation: Quotation, words: str, language: str) -> tuple[str, str]:
    """Return the languages of both; words that are the same letter for letter are in one."""
    theirs = language if language in LANGUAGES else quotation.language
    if theirs != quotation.language and _alike(quotation.text, words) >= _SAME:
        return theirs, theirs
    return quotation.language, theirs


def _count(text: str, span: Span | None = None) -> int:
    return sum(1 for _ in search_words(text, *(span or ())))


def _alike(one: str, other: str) -> float:
    """Return the share of the words of one text that begin as a word of the other does."""
    ours = [word.form[:_STEM] for word in search_words(one)]
    theirs = {word.form[:_STEM] for word in search_words(other)}
    return sum(word in theirs for word in ours) / max(len(ours), 1)


def _told(found: Comparison) -> tuple[Difference, ...]:
    return tuple(Difference(*one) for one in found.changes)


def _turned(quotation: Quotation, words: str, found: Comparison) -> tuple[Difference, ...]:
    """Return what has another meaning.

    Of a part of a sentence that goes on in the draft's own words («не видит «угрозы подтопления»»), what these say
    otherwise too.
    """
    told = _told(found)
    if told and quotation.context and all(one.quotation.start == one.quotation.end for one in told):
        around = compare(quotation.context, words, language=quotation.language, original_language=quotation.language)
        turned = {one.what for one in around.changes}
        told = tuple(one for one in told if one.what in turned)
    return told


def _silenced(text: str, words: str, language: str, found: Comparison) -> tuple[Difference, ...]:
    """Return where a word that denies or hedges was left out between words that are kept: «никому [не] советую»."""
    steps = zip(found.alignment, found.alignment[1:], found.alignment[2:], strict=False)
    gone = [
        edit
        for left, edit, right in steps
        if edit.operation == "left out" and _is_silent(text, left, right) and _count(words, edit.original) <= _FEW
    ]
    if not gone:
        return ()
    reading = read(words, language)
    return tuple(
        Difference("negation" if marker.sort == "negator" else "hedge", edit.appearance, edit.original)
        for edit in gone
        for marker in reading.markers_in(_places(reading, edit.original))[:1]
    )


def _places(reading: Reading, span: Span) -> list[int]:
    return [unit.index for unit in reading.units if span.start <= unit.start < span.end]


def _seams(text: str, words: str, equal: Sequence[Edit]) -> tuple[Difference, ...]:
    """Return where words were put together that are no part of what was said: single ones, out of several sentences."""
    seams = [(left, right) for left, right in pairwise(equal) if _is_silent(text, left, right)]
    total = sum(_count(text, edit.appearance) for edit in equal)
    if total >= _RUN * (len(seams) + 1):
        seams = [(left, right) for left, right in seams if _is_patched(text, words, left, right)]
    return tuple(
        Difference(
            "glued",
            Span(left.appearance.start, right.appearance.end),
            Span(left.original.start, right.original.end),
        )
        for left, right in seams
    )


def _is_silent(text: str, left: Edit, right: Edit) -> bool:
    """Was something left out between two parts, with no word in its place, and no sign that says so?"""
    between = Span(left.appearance.end, right.appearance.start)
    return not _count(text, between) and not _ELLIPSIS.search(text, *between)


def _is_patched(text: str, words: str, left: Edit, right: Edit) -> bool:
    """«Мүмкін, …» with the «мүмкін» of the sentence before: is one of two parts a word or two of another sentence?"""
    shortest = min(_count(text, left.appearance), _count(text, right.appearance))
    return shortest < _RUN and bool(_SENTENCE_END.search(words, left.original.end, right.original.start))


def _outcome(
    quotation: Quotation, words: str, found: Comparison, share: float
) -> tuple[_Outcome, tuple[Difference, ...]]:
    """Return what a quotation is whose meaning is the same, and in which words it differs."""
    equal = [edit for edit in found.alignment if edit.operation == "equal"]
    if share == 1:
        is_whole = len(equal) == 1 and _is_whole(words, equal[0].original)
        return ("verbatim" if is_whole else "shortened"), ()
    if share < _SAME or quotation.is_retelling:
        return "paraphrase", ()
    others = (edit for edit in found.alignment if edit.operation in {"replaced", "added"})
    return "altered", tuple(Difference("words", edit.appearance, edit.original) for edit in others)


def _is_whole(words: str, span: Span) -> bool:
    """Does a stretch begin and end where sentences or quotations do?"""
    before, behind = words[: span.start].rstrip(" "), words[span.end :].lstrip(" ")
    return (not before or before[-1] in _EDGES) and (not behind or behind[0] in _EDGES)
