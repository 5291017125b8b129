"""A draft → the quotations in it that are to be checked, each with whom the draft gives it to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from otkuda.lang.language import load
from otkuda.model import Span
from otkuda.text.language import LANGUAGES, paragraphs
from otkuda.text.search_words import search_words
from otkuda.text.sentences import cut
from otkuda.text.tokens import QUOTE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from otkuda.model import Article, Attribution, Source

MOST = 2_000  # quotations of a draft that are looked for
_ALONE = 4  # words between quotation marks that are a quotation, though nobody is named: «Есиль» is a train
_USUAL = "ru"
_STOP = re.compile(r"[.!?…]")
_CLOSED = re.compile("[»”\"’›]|''")  # the marks were closed between two stretches: each is a quotation by itself


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that a draft gives as somebody's.

    ``spans`` is where they stand in the draft, ``text`` the words alone, ``language`` that of the words.
    ``attribution`` is None where the draft says nothing of whose they are, and ``context`` what the draft gives to the
    speaker around them, in its own words.
    """

    spans: tuple[Span, ...]
    text: str
    language: str
    attribution: Attribution | None = None
    context: str = ""

    @property
    def source(self) -> Source | None:
        """Whom the draft gives the words to."""
        return self.attribution.chain[-1] if self.attribution and self.attribution.chain else None

    @property
    def is_retelling(self) -> bool:
        """Are they the draft's own words for what was said?"""
        return self.attribution is not None and self.attribution.kind == "indirect"


def quotations(draft: Article, *, indirect: bool = False) -> tuple[Quotation, ...]:
    """Return the quotations of a draft in the order of its text, at most ``MOST``; ``indirect`` adds its retellings.

    >>> from otkuda import read
    >>> [one.text for one in quotations(read("«Мост, — сказал аким Ерлан Сапаров, — откроют в мае»."))]
    ['Мост откроют в мае']
    """
    code = draft.language if draft.language in LANGUAGES else _USUAL
    marked = _marked(draft.text, code)
    given = [
        one
        for said in draft.attributions
        if said.content
        for one in _given(draft.text, said, marked, indirect=indirect)
    ]
    found = [*given, *_alone(draft.text, marked, [span for spans, _, _ in given for span in spans])]
    made = (_quotation(draft.text, code, *one) for one in _outer(found)[:MOST])
    return tuple(one for one in made if next(search_words(one.text), None))


_Given = tuple[tuple[Span, ...], "Attribution | None", str]


def _given(text: str, said: Attribution, marked: Sequence[Span], *, indirect: bool) -> Iterator[_Given]:
    """Yield a direct quotation as a whole, and of a mixed one each part between marks."""
    if said.kind == "direct" or (said.kind == "indirect" and indirect):
        yield said.content, said, ""
    elif said.kind == "mixed":
        inside = [one for one in marked if any(start <= one.start and one.end <= end for start, end in said.content)]
        for one in inside:
            yield (one,), said, joined(text, said.content)


def _alone(text: str, marked: Iterable[Span], taken: Sequence[Span]) -> Iterator[_Given]:
    """Yield what stands between marks and is given to nobody."""
    ordered = sorted(taken)
    at = 0
    for one in marked:
        while at < len(ordered) and ordered[at].end <= one.start:
            at += 1
        is_free = at == len(ordered) or ordered[at].start >= one.end
        if is_free and sum(1 for _ in search_words(text, *one)) >= _ALONE:
            yield (one,), None, ""


def _outer(found: Iterable[_Given]) -> list[_Given]:
    """Return in order what lies in no other: a quotation within a quotation is a part of it."""
    kept, reach = [], -1
    for one in sorted(found, key=lambda one: (one[0][0].start, -one[0][-1].end)):
        if one[0][-1].end > reach:
            kept.append(one)
            reach = one[0][-1].end
    return kept


def _marked(text: str, code: str) -> list[Span]:
    """Return what stands between the outer quotation marks of a text."""
    language = load(code)
    document = cut(text, language.analyse, language.abbreviations, (), language.single_quotes)
    nodes = (node for sentence in document.sentences if not sentence.depth for node in sentence.nodes)
    inside = (document.tokens[node.first : node.last] for node in nodes if node.kind == QUOTE)
    return [Span(tokens[0].start, tokens[-1].end) for tokens in inside if tokens]


def _quotation(text: str, code: str, spans: tuple[Span, ...], said: Attribution | None, context: str) -> Quotation:
    words = joined(text, spans)
    language = next((one.language for one in paragraphs(words, code) if one.language), code)
    return Quotation(spans, words, language, said, context)


def joined(text: str, spans: Sequence[Span]) -> str:
    """Return the words of a content that something was said between.

    >>> joined("«Да, — сказал он. — Мы едем»", (Span(1, 3), Span(20, 27)))
    'Да. Мы едем'
    """
    found = text[slice(*spans[0])] if spans else ""
    for before, behind in pairwise(spans):
        between, words = text[before.end : behind.start], text[slice(*behind)]
        found += _joint(between, found, words) + words
    return found


def _joint(between: str, before: str, words: str) -> str:
    if _CLOSED.search(between):
        return " … "
    is_new = words[:1].isupper() and _STOP.search(between) and not _STOP.search(before[-1:])
    return ". " if is_new else " "
