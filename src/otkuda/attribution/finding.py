"""What the rules hand on: findings, whose sources are still phrases; and the scene, the text as the rules see it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from otkuda.attribution.clause import Clause
from otkuda.text.quotes import MARKS
from otkuda.text.tokens import DASHES, MARK, QUOTE, STOPS, WORD

if TYPE_CHECKING:
    from otkuda.attribution.phrase import Phrase
    from otkuda.attribution.word import Verb
    from otkuda.lang.language import Language
    from otkuda.text.sentences import Document, Sentence
    from otkuda.text.tokens import Token

TRIM = DASHES | frozenset({",", ";", ":", ".", "(", ")"})


def _is_lone(node: Token) -> bool:
    """A quotation mark that has no partner: none of the words."""
    return node.kind == MARK and node.text in MARKS


@dataclass(slots=True)
class Link:
    """A source before it is named: the phrase that mentions it, or the verb whose subject is left unsaid."""

    clause: Clause | None
    phrase: Phrase | None
    how: str = ""
    stands_for: Phrase | None = None
    verb: Verb | None = None
    type: str = ""
    entity: str = ""
    until: int = -1  # node behind the mention, where an apposition lengthens it


@dataclass(slots=True)
class Cue:
    """A word that may hand content to a source: node ``at``, the verbal reading that counts, its features."""

    at: int
    verb: Verb
    features: frozenset[str]
    first: int = -1
    last: int = -1


@dataclass(slots=True)
class Finding:
    """An attribution whose sources are not named yet."""

    clause: Clause
    content: list[tuple[int, int]]
    cue: tuple[int, int] | None
    links: list[Link]
    rule: str = ""  # the name of the rule that found it
    is_direct: bool = False
    said_at: int = -1  # where the same words stand in the content of another finding, whose sources are theirs


@dataclass(slots=True, eq=False)
class Scene:
    """One text: its clauses in order, inner ones behind the sentence that holds them, and what is already read."""

    document: Document
    language: Language
    clauses: list[Clause] = field(default_factory=list)
    used: set[int] = field(default_factory=set)  # offsets of cue words
    quoted: set[int] = field(default_factory=set)  # indexes of first marks of quotations already given to somebody
    findings: list[Finding] = field(default_factory=list)
    position: dict[int, int] = field(default_factory=dict)  # id of a sentence → its index among the outer ones
    outer: list[Clause] = field(default_factory=list)
    by_sentence: dict[int, Clause] = field(default_factory=dict)  # id of a sentence → its clause
    extent: dict[int, tuple[int, int]] = field(default_factory=dict)  # paragraph → its outer sentences, first and last
    attributed: dict[int, list[Finding]] = field(default_factory=dict)  # id of a sentence → its findings
    rule: str = ""  # the rule at work
    labels: Counter[str] = field(default_factory=Counter)  # short words and a colon that open a paragraph

    def __post_init__(self) -> None:
        for sentence in self.document.sentences:
            at = self.position[id(sentence)] = len(self.outer)
            self.outer.append(self._add(sentence))
            first, _ = self.extent.setdefault(sentence.paragraph, (at, at))
            self.extent[sentence.paragraph] = first, at
            if first == at:
                self._note_label(sentence)
        surnames = frozenset(trunk for clause in self.clauses for trunk in clause.reader.names.trunks())
        for clause in self.clauses:
            clause.reader.names.surnames = surnames

    def _note_label(self, sentence: Sentence) -> None:
        """«Корр.:», «ШТУРМ:», «Председатель Лукин:»."""
        colon = next((node for node in sentence.nodes[:6] if node.text == ":"), None)
        if colon is not None:
            self.labels[self.document.text[sentence.start : colon.start]] += 1

    @property
    def turns(self) -> int:
        """How many paragraphs open with a short name and a colon."""
        return self.labels.total()

    def _add(self, sentence: Sentence) -> Clause:
        clause = Clause(sentence, self.language, self.document.text)
        self.clauses.append(clause)
        self.by_sentence[id(sentence)] = clause
        for inside in sentence.inner.values():
            for inner in inside:
                self._add(inner)
        return clause

    def beside(self, clause: Clause, step: int) -> Clause | None:
        """The outer sentence ``step`` places further on, or None."""
        at = self.position.get(id(clause.sentence))
        if at is None or not 0 <= at + step < len(self.outer):
            return None
        return self.outer[at + step]

    @property
    def has_headline(self) -> bool:
        """Is the first paragraph one sentence without a full stop, and does more follow?"""
        return len(self.outer) > 1 and self.extent[0] == (0, 0) and self.outer[0].nodes[-1].text != "."

    def last_of(self, clause: Clause) -> Clause:
        """The last sentence of the paragraph that an outer sentence stands in."""
        return self.outer[self.extent[clause.sentence.paragraph][1]]

    def block_after(self, clause: Clause) -> list[tuple[int, int]]:
        """The paragraph behind a sentence that ends in a colon, a quotation without its marks; empty where none is."""
        after = self.beside(clause, 1) if not clause.sentence.depth else None
        if after is None or after.sentence.paragraph == clause.sentence.paragraph:
            return []
        quote = after.nodes[0]
        if quote.kind == QUOTE and len(after.nodes) <= 2:
            self.quoted.add(quote.index)
            inside = self.inside(quote)
            return [inside] if inside else []
        last = self.last_of(after)
        start, end = self.span(after, 0, len(after.nodes)), self.span(last, 0, len(last.nodes))
        return [(start[0], end[1])] if start and end else []

    def span(self, clause: Clause, first: int, last: int) -> tuple[int, int] | None:
        """Offsets of nodes ``first`` to ``last`` without the marks around them; None where nothing is left."""
        nodes = clause.nodes
        while first < last and self._opens_trim(nodes[first]):
            first += 1
        while last > first and self._trims(nodes, first, last):
            last -= 1
        if first >= last:
            return None
        if (
            nodes[first].kind == QUOTE
            and last - first > 2
            and nodes[first + 1].text == "("
            and nodes[last - 1].text == ")"
        ):
            last = first + 1  # «…» (выделение наше)
        if last - first == 1 and nodes[first].kind == QUOTE:
            return self.inside(nodes[first])
        return nodes[first].start, nodes[last - 1].end

    def _opens_trim(self, node: Token) -> bool:
        return (node.text in TRIM and node.kind != WORD and node.text != "(") or _is_lone(node)

    def _trims(self, nodes: list[Token], first: int, last: int) -> bool:
        node = nodes[last - 1]
        if _is_lone(node):
            return True
        if node.kind in {WORD, QUOTE} or node.text not in TRIM:
            return False
        if node.text == ")":
            return not any(n.text == "(" for n in nodes[first:last])
        return not (node.text == "." and last - 1 > first and self._keeps_stop(nodes[last - 2], node))

    def _keeps_stop(self, before: Token, stop: Token) -> bool:
        """«18 млн руб.», «2008 г.»: the stop belongs to the word."""
        return (
            before.kind == WORD
            and before.end == stop.start
            and before.low in self.language.abbreviations
            and len(before.low) < 5
        )

    def inside(self, quote: Token) -> tuple[int, int] | None:
        """Offsets of the words between quotation marks, the final stop, comma or dash left out."""
        first, last = quote.first, quote.last
        tokens = self.document.tokens
        while first < last and (tokens[first].kind == "break" or tokens[first].text in DASHES | {","}):
            first += 1
        while last > first and (tokens[last - 1].kind == "break" or tokens[last - 1].text in TRIM - {")"}):
            last -= 1
        return (tokens[first].start, tokens[last - 1].end) if first < last else None

    def words_in(self, quote: Token) -> int:
        """How many words stand between the quotation marks."""
        return sum(t.kind == WORD for t in self.document.tokens[quote.first : quote.last])

    def is_full(self, quote: Token) -> bool:
        """Does the quotation end a sentence inside its marks?"""
        return self.document.tokens[quote.last - 1].text in STOPS | {","}

    def findings_of(self, clause: Clause) -> list[Finding]:
        """The findings of a sentence so far."""
        return self.attributed.get(id(clause.sentence), [])

    def add(self, finding: Finding) -> None:
        """Keep a finding; its cue is used up."""
        finding.rule = self.rule
        if finding.cue:
            self.used.add(finding.cue[0])
        self.attributed.setdefault(id(finding.clause.sentence), []).append(finding)
        self.findings.append(finding)
