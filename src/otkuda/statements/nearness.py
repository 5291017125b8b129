"""How near some words of an article come to a quotation: what ``compare`` says, held to every word.

What stands between quotation marks is to be the speaker's own words: where a word has no counterpart in the article,
or where words from all over it are put together, it is not verbatim, whatever its meaning.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from otkuda.model import Span
from otkuda.statements.change import compare
from otkuda.statements.comparison import Change
from otkuda.text.language import LANGUAGES
from otkuda.text.search_words import search_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from otkuda.statements.comparison import Comparison, Edit
    from otkuda.statements.quotations import Quotation

_SAME = 0.5  # of its words that make it the words of the article, changed
_ALIKE = 0.6  # of its words that have a like one, in any order
_MEAN_RUN = 3  # words in a row of what was honestly shortened
_STEM = 5
_EDGES = frozenset(".!?…\n»«“”„\"':;—–-")

_Outcome = Literal["verbatim", "shortened", "altered", "translation", "paraphrase"]


@dataclass(frozen=True, slots=True)
class Nearness:
    """What a quotation is against some words. ``share`` of its ``words`` stand there in its order.

    The spans of ``changes`` and ``alignment`` count characters of ``Quotation.text`` and of those words.
    """

    outcome: _Outcome
    share: float
    words: int
    changes: tuple[Change, ...] = ()
    alignment: tuple[Edit, ...] = ()


def held_to(quotation: Quotation, words: str, language: str) -> Nearness | None:
    """Return how near words come to a quotation; None where they are other words altogether."""
    ours, theirs = _languages(quotation, words, language)
    found = compare(quotation.text, words, language=ours, original_language=theirs)
    count = sum(1 for _ in search_words(quotation.text))
    if ours != theirs:
        outcome: _Outcome = "altered" if found.changes else "translation"
        return Nearness(outcome, 0.0, count, found.changes)
    equal = [edit for edit in found.alignment if edit.operation == "equal"]
    share = sum(1 for edit in equal for _ in search_words(quotation.text, *edit.appearance)) / max(count, 1)
    if share < _SAME and _alike(quotation.text, words) < _ALIKE:
        return None
    changes = _changes(quotation, words, found, equal)
    return Nearness(_outcome(found, changes, share, equal, words), share, count, changes, found.alignment)


def _languages(quotation: Quotation, words: str, language: str) -> tuple[str, str]:
    """Return the languages of both; words that are the same letter for letter are in one."""
    theirs = language if language in LANGUAGES else quotation.language
    if theirs != quotation.language and _alike(quotation.text, words) >= _SAME:
        return theirs, theirs
    return quotation.language, theirs


def _alike(one: str, other: str) -> float:
    """Return the share of the words of one text that begin as a word of the other does."""
    ours = [word.form[:_STEM] for word in search_words(one)]
    theirs = {word.form[:_STEM] for word in search_words(other)}
    return sum(word in theirs for word in ours) / max(len(ours), 1)


def _changes(quotation: Quotation, words: str, found: Comparison, equal: Sequence[Edit]) -> tuple[Change, ...]:
    """Return what changed; of a part of a sentence that goes on in the draft's own words, what these do not say."""
    changes = found.changes
    if changes and quotation.context and all(_is_empty(one.appearance) for one in changes):
        around = compare(quotation.context, words, language=quotation.language, original_language=quotation.language)
        turned = {one.what for one in around.changes}
        changes = tuple(one for one in changes if one.what in turned)
    if not changes and found.relation != "paraphrase" and _is_scattered(quotation.text, equal):
        return tuple(_seam(left, right) for left, right in pairwise(equal))
    return changes


def _seam(left: Edit, right: Edit) -> Change:
    ours = Span(left.appearance.end, right.appearance.start)
    return Change("glued", ours, Span(left.original.end, right.original.start))


def _is_empty(span: Span) -> bool:
    return span.start == span.end


def _is_scattered(text: str, equal: Sequence[Edit]) -> bool:
    """Are the words from many places: fewer than three in a row, in the middle?"""
    count = sum(1 for edit in equal for _ in search_words(text, *edit.appearance))
    return len(equal) > 1 and count < _MEAN_RUN * len(equal)


def _outcome(found: Comparison, changes: Sequence[Change], share: float, equal: Sequence[Edit], words: str) -> _Outcome:
    if changes:
        return "altered"
    if share < 1 or found.relation == "paraphrase":
        return "paraphrase"
    is_whole = len(equal) == 1 and _is_whole(words, equal[0].original)
    return "verbatim" if is_whole else "shortened"


def _is_whole(words: str, span: Span) -> bool:
    """Does a stretch begin and end where sentences or quotations do?"""
    before, behind = words[: span.start].rstrip(" "), words[span.end :].lstrip(" ")
    return (not before or before[-1] in _EDGES) and (not behind or behind[0] in _EDGES)
