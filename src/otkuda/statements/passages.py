"""An article → its passages: what it hands to somebody, and each sentence that it prints as its own."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from otkuda.model import Span
from otkuda.statements.terms import Term, terms_of
from otkuda.statements.units import Unit, read_units
from otkuda.text.language import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from otkuda.model import Article, Attribution, Carrier, Source

MOST = 2_000  # passages of an article: no person writes so many
_LEAST = 3  # units of a sentence that an outlet prints as its own
_LONGEST = 20_000  # units of an article that are read
_LINE = re.compile(r".+")
_SENTENCE_END = re.compile(r"[.!?…\n]")
_PARAGRAPH = 8  # words: «6 апреля 2026 г.» opens no article
_BODIES = frozenset({"organization", "outlet", "document"})
_QUESTIONS = frozenset({"question", "asked_before"})  # rules
_COUNTED = ("q:", "d:")  # keys of terms
_READ = 20  # texts that are held as they were read: copies come together


@dataclass(frozen=True, eq=False)
class Passage:
    """A stretch of an article. ``attribution`` is None where the outlet prints it as its own."""

    carrier: Carrier
    language: str
    position: int  # among the passages of its article
    spans: tuple[Span, ...]
    units: tuple[Unit, ...]
    around: Span  # the sentences that it stands in, with what says in them who speaks
    attribution: Attribution | None = None
    repeat: int = 0  # passages before it in its article that have the same words
    is_lead: bool = False  # does it stand in the headline or in the first paragraph below it?

    @cached_property
    def source(self) -> Source | None:
        """Whose words they are by the article; None where it does not say.

        Who only points at a sentence in which somebody speaks hands it on: «…, сказал аким. Об этом пишет «Заря»».
        """
        said = self.attribution
        if said is None or not said.chain:
            return None
        behind = self.carrier.article.text[said.content[-1].end : said.cue.start] if said.cue else ""
        others = self.carrier.article.attributions if _SENTENCE_END.search(behind) else ()
        speakers = dict.fromkeys(_speaking_in(said.content, others))
        return next(iter(speakers)) if len(speakers) == 1 else said.chain[-1]

    @property
    def place(self) -> tuple[str, int]:
        """What tells it from all others and orders them: the version of its article, and its position there."""
        return self.carrier.id, self.position

    @property
    def is_said(self) -> bool:
        """Is it handed to somebody?"""
        return self.attribution is not None

    @property
    def is_persons(self) -> bool:
        """Is it handed to a person?"""
        return self.source is not None and self.source.type == "person"

    @property
    def text(self) -> str:
        """Its words, without what only says between them who speaks."""
        return " ".join(self.carrier.article.text[span.start : span.end] for span in self.spans)

    @property
    def told(self) -> str:
        """Its words as they are compared: of what is retold the whole sentences, as «не советует» says half of it."""
        text, spans = self.carrier.article.text, self._told
        gaps = (text[one.end : other.start] for one, other in pairwise(spans))
        marks = ["", *("\n" if _SENTENCE_END.search(gap) else " " for gap in gaps)]
        return "".join(mark + text[span.start : span.end] for mark, span in zip(marks, spans, strict=True))

    @property
    def _told(self) -> tuple[Span, ...]:
        return self.spans if self.attribution is None or self.attribution.kind == "direct" else (self.around,)

    def in_article(self, stretch: Span) -> Span:
        """Return where a stretch of ``told`` stands in the text of the article."""
        start = self._offset(stretch.start)
        return Span(start, self._offset(stretch.end - 1) + 1 if stretch.end > stretch.start else start)

    def _offset(self, at: int) -> int:
        for span in self._told:
            if at <= span.end - span.start:
                return span.start + at
            at -= span.end - span.start + 1
        return self._told[-1].end

    @property
    def sums_up(self) -> bool:
        """Does it say what its article is about, with no person named for it: «…, сообщает Минтранс» in the lead?"""
        if not self.is_lead or self.attribution is None:
            return self.is_lead
        return self.attribution.kind == "indirect" and self.source is not None and self.source.type in _BODIES

    @property
    def asks(self) -> bool:
        """Does it only say what was asked or spoken of: «– Когда пик?» of an interviewer, «рассказала, как росла»?"""
        said, source = self.attribution, self.source
        if said is None:
            return False
        is_persons = source is None or source.type == "person"
        return said.rule in _QUESTIONS or (said.kind == "direct" and not is_persons and self.text.endswith("?"))

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Its words and quantities, folded."""
        return tuple(unit.key for unit in self.units)

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """What it can share with another."""
        return terms_of(self.units, self.language)

    @cached_property
    def keys(self) -> frozenset[str]:
        """By what it is found."""
        return frozenset(key for term in self.terms for key in term.keys)

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The keys of its numbers and dates."""
        told = (key for term in self.terms if term.weight > 1 for key in term.keys)
        return frozenset(key for key in told if key.startswith(_COUNTED))

    @property
    def is_headline(self) -> bool:
        """Does it stand in the headline of its article?"""
        article = self.carrier.article
        return bool(article.headline) and self.spans[0].start < len(article.headline or "")


def _speaking_in(content: Sequence[Span], attributions: Iterable[Attribution]) -> Iterator[Source]:
    """Yield who speaks in some words with the cue that says so."""
    start, end = content[0].start, content[-1].end
    for one in attributions:
        told = (*one.content, one.cue) if one.cue and one.chain else ()
        if told and all(start <= span.start and span.end <= end for span in told):
            yield one.chain[-1]


def joined(passages: Sequence[Passage]) -> Passage:
    """Return several passages of one article as one."""
    first = min(passages, key=lambda one: (one.attribution is None, one.position))
    spans = tuple(sorted(span for one in passages for span in one.spans))
    units = tuple(unit for one in sorted(passages, key=lambda one: one.position) for unit in one.units)
    around = Span(min(one.around.start for one in passages), max(one.around.end for one in passages))
    return replace(first, spans=spans, units=units, around=around)


def passages_of(carrier: Carrier) -> tuple[Passage, ...]:
    """Return the passages of an article, in the order of its text; none in a language that is not read."""
    article = carrier.article
    code = article.language
    if code not in LANGUAGES:
        return ()
    units = _read(article.text, code)
    found = [(one.content, one) for one in article.attributions]
    taken = sorted(span for spans, _ in found for span in spans)
    own = [((span,), None) for span in _own(units, taken)]
    placed = sorted([*found, *own], key=lambda one: one[0])
    held = ((spans, attribution, _within(units, spans)) for spans, attribution in placed)
    full = [one for one in held if one[2]][:MOST]
    seen: Counter[tuple[str, ...]] = Counter()
    lead = _lead(article)
    made = []
    for position, (spans, attribution, inside) in enumerate(full):
        around, words = _around(units, inside), tuple(unit.key for unit in inside)
        is_lead = spans[0].start < lead
        made.append(Passage(carrier, code, position, spans, inside, around, attribution, seen[words], is_lead))
        seen[words] += 1
    return tuple(made)


@lru_cache(maxsize=_READ)
def _read(text: str, code: str) -> tuple[Unit, ...]:
    return tuple(read_units(text, code)[:_LONGEST])


def _lead(article: Article) -> int:
    """Return where the first paragraph below the headline ends; a date or a name above it is none."""
    start = len(article.headline) if article.headline and article.text.startswith(article.headline) else 0
    for line in _LINE.finditer(article.text, start):
        if len(line[0].split()) >= _PARAGRAPH:
            return line.end()
    return 0


def _around(units: Sequence[Unit], inside: Sequence[Unit]) -> Span:
    """Return the stretch of the sentences of some units."""
    first, last = inside[0].sentence, inside[-1].sentence
    start = bisect_left(units, first, key=lambda unit: unit.sentence)
    end = bisect_left(units, last + 1, key=lambda unit: unit.sentence)
    return Span(units[start].start, max(units[end - 1].end, inside[-1].end))


def _within(units: Sequence[Unit], spans: Iterable[Span]) -> tuple[Unit, ...]:
    return tuple(unit for span in spans for unit in _between(units, span))


def _between(units: Sequence[Unit], span: Span) -> Sequence[Unit]:
    first = bisect_left(units, span.start, key=lambda unit: unit.start)
    return units[first : bisect_left(units, span.end, lo=first, key=lambda unit: unit.start)]


def _own(units: Sequence[Unit], taken: Sequence[Span]) -> Iterator[Span]:
    """Yield the sentences of which no attribution holds a word: the rest of one only says who speaks."""
    places = iter(taken)
    span = next(places, None)
    for _, sentence in groupby(units, key=lambda unit: unit.sentence):
        members = list(sentence)
        while span and span.end <= members[0].start:
            span = next(places, None)
        if len(members) >= _LEAST and not (span and span.start < members[-1].end):
            yield Span(members[0].start, members[-1].end)
