"""How a sentence is laid out: its segments between marks, what stands aside, where its verbs and phrases are."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from otkuda.attribution.phrase import Phrase, Reader
from otkuda.attribution.segment import Segment
from otkuda.attribution.word import word
from otkuda.text.tokens import DASHES, MARK, NUMBER, QUOTE, WORD

if TYPE_CHECKING:
    from otkuda.lang.language import Language
    from otkuda.text.sentences import Sentence
    from otkuda.text.tokens import Token

Marks = list[tuple[int, str]]  # the nodes that may part segments, in order
SPLIT = DASHES | {",", ";", ":", "(", ")"}
ENDS = frozenset({",", "!", "?", "…"})  # «Нужно,-пояснил он»
FINITE = frozenset({"VERB", "PRTS"})
LONGEST_ASIDE = 4  # words
MONTHS = frozenset("января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split())
DAYS = frozenset(
    "понедельник вторник среду четверг пятницу субботу воскресенье сегодня вчера завтра накануне послезавтра позавчера "
    "утром днем вечером ночью".split()
)


@dataclass(slots=True, eq=False)
class Layout:
    """A sentence with its segments."""

    sentence: Sentence
    language: Language
    text: str
    nodes: list[Token] = field(init=False)
    capitals: list[int] = field(init=False)  # the nodes that are written with a capital
    reader: Reader = field(init=False)
    segments: list[Segment] = field(init=False)
    asides: set[int] = field(init=False)  # nodes of brackets and of «, однако,» that part nothing
    signed: int = -1  # where the source begins that closes a headline: «… — мэр»
    cues: dict[int, Any] | None = None  # what ``cue.cues_in`` found, once it has looked

    def __post_init__(self) -> None:
        self.nodes = self.sentence.nodes
        self.capitals = [k for k, node in enumerate(self.nodes) if node.is_capital]
        self.reader = Reader(self.nodes, self.language, self.text, self.capitals)
        marks = [(k, node.text) for k, node in enumerate(self.nodes) if node.kind == MARK and node.text in SPLIT]
        self.asides = self._brackets(marks) | self._inserted(marks)
        self.segments = self._segments(marks)

    def _segments(self, marks: Marks) -> list[Segment]:
        found, first, opener = [], 0, ""
        for k, mark in marks:
            if k not in self.asides and not self._glues(k):
                if k > first:
                    found.append(Segment(first, k, opener, self.nodes))
                first, opener = k + 1, mark
        if first < len(self.nodes):
            found.append(Segment(first, len(self.nodes), opener, self.nodes))
        return found

    def _brackets(self, marks: Marks) -> set[int]:
        """Nodes of short brackets without a verb: «Данияр Токов (гендиректор компании)»."""
        inside: set[int] = set()
        opened = -1
        for k, mark in marks:
            if mark == "(":
                opened = k
            elif mark == ")" and opened >= 0:
                if (
                    k - opened <= 12
                    and self.finite(opened, k) < 0
                    and not any(n.low in {"по", "как"} for n in self.nodes[opened:k])
                ):
                    inside.update(range(opened, k + 1))
                opened = -1
        return inside

    def _inserted(self, marks: Marks) -> set[int]:
        """Nodes of «, однако,» between a subject and its verb: what stands before it has no verb yet."""
        inside: set[int] = set()
        for at, (k, mark) in enumerate(marks):
            if mark == "," and (date := self._date_at(k + 1)):
                opener = word(self.nodes[marks[at - 1][0] + 1]) if at else None
                opened = opener is not None and any(verb.pos in {"PRTF", "GRND"} for verb in opener.verbs)
                inside.update(range(k, date - opened))  # «на встрече, прошедшей вчера, 5 мая, глава района»
                continue
            last = self.aside_at(k + 1, len(self.nodes)) if mark == "," else 0
            if last and last < len(self.nodes) and self.nodes[last].text == ",":
                first = marks[at - 1][0] if at else -1
                if k - first > 1 and self.finite(first + 1, k) < 0:
                    inside.update(range(k, last + 1))
        return inside

    def _date_at(self, k: int) -> int:
        """«вчера, 5 апреля,» and «5 апреля, в среду,»: the node behind the second day and its comma, or 0."""
        nodes = self.nodes
        if k + 1 >= len(nodes) or k < 2:
            return 0
        if nodes[k].kind == NUMBER and nodes[k + 1].low in MONTHS and nodes[k - 2].low in DAYS:
            last = k + 2
            while last < len(nodes) and (nodes[last].kind == NUMBER or nodes[last].low in {"года", "г"}):
                last += 1
        elif nodes[k].low in {"в", "во"} and nodes[k + 1].low in DAYS and nodes[k - 2].low in MONTHS:
            last = k + 2
        else:
            return 0
        return last + (last < len(nodes) and nodes[last].text == ",")

    def aside_at(self, k: int, stop: int) -> int:
        """Return the node behind the aside that begins at node ``k``, or 0."""
        lows = tuple(node.low for node in self.nodes[k : min(k + LONGEST_ASIDE, stop)])
        return next((k + n for n in range(len(lows), 0, -1) if lows[:n] in self.language.asides), 0)

    def _glues(self, k: int) -> bool:
        """A hyphen inside «Ж.-К.» or «2008-2009»."""
        nodes, node = self.nodes, self.nodes[k]
        if node.text not in DASHES or not 0 < k < len(nodes) - 1:
            return False
        glued = nodes[k - 1].end == node.start == nodes[k + 1].start - 1 and nodes[k - 1].text not in ENDS
        if glued or nodes[k - 1].kind == nodes[k + 1].kind == QUOTE:
            return True
        after = nodes[k + 1]
        if after.kind != WORD or not (self._is_title(k + 1) or self.language.names.is_given_name(after.text)):
            return False
        before = range(max(0, k - 5), k)
        return any(self._is_title(j) for j in before) and not any(
            nodes[j].text in SPLIT or self.is_finite(j) for j in before
        )

    def _is_title(self, k: int) -> bool:
        return any(f.lemma in self.language.titles for f in word(self.nodes[k]).nouns)

    def phrases_in(self, first: int, last: int) -> list[Phrase]:
        """The phrases of nodes ``first`` to ``last``, in order."""
        found, k = [], first
        while k < last:
            phrase = self.reader.phrase(k, last) if word(self.nodes[k]).pos != "PREP" else None
            if phrase is None:
                k += 1
            else:
                found.append(phrase)
                k = phrase.last
        return found

    def segment_at(self, k: int) -> int:
        """Index of the segment that holds node ``k``."""
        for index, segment in enumerate(self.segments):
            if k < segment.last:
                return index
        return len(self.segments) - 1

    def finite(self, first: int, last: int) -> int:
        """Index of the first finite verb among nodes ``first`` to ``last``, or -1."""
        for k in range(first, last):
            if self.is_finite(k):
                return k
        return -1

    def is_finite(self, k: int) -> bool:
        """Is the node a finite verb (or a short participle, which is one too)?"""
        return word(self.nodes[k]).is_finite

    def sentence_text(self, first: int, last: int) -> str:
        """The words of nodes ``first`` to ``last`` as they stand in the text."""
        return self.text[self.nodes[first].start : self.nodes[last - 1].end] if first < last else ""

    def inner_text(self, quote: Token) -> str:
        """The words between quotation marks."""
        return self.reader.quoted(quote)

    def inner_first(self, quote: Token) -> str:
        """The part of speech of the first word between quotation marks."""
        inside = self.sentence.inner.get(quote.index)
        nodes = [n for n in inside[0].nodes if n.low != "не"] if inside else []
        return word(nodes[0]).pos if nodes else ""

    def is_infinitive(self, k: int) -> bool:
        """Is the node an infinitive?"""
        return word(self.nodes[k]).pos == "INFN"

    def _has_title(self, phrase: Phrase) -> bool:
        """A title, or any other noun for a person («бармен»)."""
        head = self.nodes[phrase.head]
        person = word(head).is_animate and not word(head).is_name and (phrase.first == 0 or not head.is_capital)
        return person or any(lemma in self.language.titles for lemma in phrase.lemmas())

    def _closes(self, k: int, last: int) -> bool:
        return k == last or (k == last - 1 and self.nodes[k].text == ".")

    def _interrupted(self, index: int) -> int:
        """«где чиновник, не пожелавший назваться, рассказывает»: the segment that ``index`` goes on, or -1."""
        for other in range(index - 1, -1, -1):
            segment = self.segments[other]
            is_whole = self.finite(segment.first, segment.last) >= 0
            if segment.kind in {"participle", "gerund"} or (segment.kind == "relative" and is_whole):
                continue
            return -1 if is_whole or other == index - 1 else other
        return -1
