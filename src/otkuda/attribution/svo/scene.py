"""A text as the rules see it: its lines, its mentions, and what is already read."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from typing import TYPE_CHECKING

from msgspec import Struct, field

from otkuda.attribution.svo.appositions import join_appositions
from otkuda.attribution.svo.lexis import lexis
from otkuda.attribution.svo.line import make_line
from otkuda.attribution.svo.naming import Namer
from otkuda.attribution.svo.phrases import extend
from otkuda.attribution.svo.tags import Capitals

if TYPE_CHECKING:
    from otkuda.attribution.ordered.sight import Finding, Mention
    from otkuda.attribution.svo.lexis import Lexis
    from otkuda.attribution.svo.line import Line, Phrase
    from otkuda.attribution.svo.subject import Subject
    from otkuda.lang.language import Language, Names
    from otkuda.text.sentences import Document, Sentence
    from otkuda.text.tokens import Token


class Scene(Struct, eq=False):
    """One text: its lines in order, inner ones behind the sentence that holds them."""

    document: Document
    language: Language
    lexis: Lexis
    namer: Namer
    lines: list[Line] = field(default_factory=list)
    outer: list[Line] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)  # offsets of the outer lines
    said: dict[int, list[Finding]] = field(default_factory=dict)  # by number of an outer line
    quoted: dict[int, Finding] = field(default_factory=dict)  # by the index of a quotation's first mark
    used: set[int] = field(default_factory=set)  # offsets of cue words
    owners: dict[int, Mention] = field(default_factory=dict)  # by id of a phrase: whose the thing is
    turns: set[int] | None = None  # numbers of the lines that open a turn, once somebody has asked
    subjects: dict[int, Subject | None] = field(default_factory=dict)  # by id of a group

    @property
    def text(self) -> str:
        """The article's text."""
        return self.document.text

    @property
    def has_headline(self) -> bool:
        """Is the first paragraph one sentence without a full stop, and does more follow?"""
        lines = self.outer
        return (
            len(lines) > 1
            and lines[1].sentence.paragraph > lines[0].sentence.paragraph
            and lines[0].nodes[-1].text != "."
        )

    def is_headline(self, line: Line) -> bool:
        """Is it the headline?"""
        return bool(self.outer) and line is self.outer[0] and self.has_headline

    def beside(self, line: Line, step: int) -> Line | None:
        """The outer line ``step`` places further on; None outside the text."""
        at = line.number + step
        return self.outer[at] if not line.depth and 0 <= at < len(self.outer) else None

    def add(self, finding: Finding) -> None:
        """Keep a finding, its pieces in order and apart; its cue is used up."""
        if finding.cue:
            self.used.add(finding.cue[0])
        self.findings.append(finding)
        if finding.content:
            self.note(finding, (finding.cue or finding.content[0])[0])

    def note(self, finding: Finding, at: int) -> None:
        """Remember that a finding has words in the outer sentence that holds an offset."""
        self.said.setdefault(bisect_right(self.starts, at) - 1, []).append(finding)

    def found_in(self, line: Line) -> list[Finding]:
        """The findings whose cues, or words without a cue, stand in an outer sentence."""
        return self.said.get(line.number, [])

    def unlisted(self, line: Line, phrase: Phrase) -> Mention | None:
        """Whom a phrase mentions whose noun no table holds."""
        made = self.namer.unlisted(line, phrase)
        if made is not None:
            self.mentions.append(made)
        return made

    def inside(self, quote: Token) -> tuple[int, int] | None:
        """Offsets of the words between quotation marks, without the stop or comma that ends them."""
        tokens, first, last = self.document.tokens, quote.first, quote.last
        while first < last and (tokens[first].kind == "break" or tokens[first].text in _EDGES):
            first += 1
        while last > first and (tokens[last - 1].kind == "break" or tokens[last - 1].text in _EDGES):
            last -= 1
        return (tokens[first].start, tokens[last - 1].end) if first < last else None

    def pieces(self, quote: Token) -> list[tuple[int, int]]:
        """What stands between the marks, a piece a paragraph, without the marks that open each."""
        tokens, found, low = self.document.tokens, [], quote.first
        for at in range(quote.first, quote.last + 1):
            if at == quote.last or tokens[at].kind == "break":
                if piece := self._piece(low, at):
                    found.append(piece)
                low = at + 1
        return found

    def _piece(self, first: int, last: int) -> tuple[int, int] | None:
        tokens = self.document.tokens
        while first < last and (tokens[first].text in _EDGES or tokens[first].text in _OPENING):
            first += 1
        while last > first and tokens[last - 1].text in _EDGES:
            last -= 1
        return (tokens[first].start, tokens[last - 1].end) if first < last else None

    def words_in(self, quote: Token) -> int:
        """How many words stand between the marks."""
        return sum(token.kind == "word" for token in self.document.tokens[quote.first : quote.last])

    def is_speech(self, quote: Token) -> bool:
        """Are the words between the marks more than a name or a single word?"""
        tokens = [t for t in self.document.tokens[quote.first : quote.last] if t.kind == "word"]
        return len(tokens) > 1 and not all(t.is_capital or len(t.text) < 4 for t in tokens)


_EDGES = frozenset({".", ",", ";", ":", "—", "–", "-", "--"})
_OPENING = frozenset({"“", '"', "«", "‹", "„", "''", "``", "”"})


def stage(document: Document, language: Language) -> Scene:
    """Return a text with its lines and its mentions."""
    words = lexis(language.code)
    namer = Namer(words, language.code, document.text, {}, set(), set(), set())
    scene = Scene(document, language, words, namer)
    names = _capitals(document, language.names)
    for sentence in document.sentences:
        line = _add_line(scene, sentence, names)
        line.number = len(scene.outer)
        scene.outer.append(line)
        scene.starts.append(sentence.start)
    named = [(line, p) for line in scene.lines for p in line.phrases if "m" in line.tags[p.start : p.end]]
    for line, phrase in named:
        namer.note_firm(line, phrase)
        namer.note_led(line, phrase)
    for line, phrase in named:
        namer.note(line, phrase)
    for line in scene.lines:
        _mention(scene, namer, line)
    return scene


def _capitals(document: Document, names: Names) -> Capitals:
    """The words that are written with a capital where no sentence begins."""
    pairs = [(a, b) for a, b in itertools.pairwise(document.tokens) if b.is_capital and a.kind == "word"]
    return Capitals(
        frozenset(b.text for a, b in pairs if not a.is_capital),
        frozenset(b.text for a, b in pairs if a.is_capital and names.is_given_name(a.text)),
    )


def _add_line(scene: Scene, sentence: Sentence, names: Capitals) -> Line:
    line = make_line(sentence, scene.lexis, names)
    scene.lines.append(line)
    for inner in sentence.inner.values():
        for one in inner:
            _add_line(scene, one, names).number = len(scene.outer)
    return line


def _mention(scene: Scene, namer: Namer, line: Line) -> None:
    until = 0
    namer.part(line)
    for phrase in line.phrases:
        extend(line, phrase, scene.lexis)
        if phrase.start >= until:
            phrase.mention = namer.mention(line, phrase)
        if line.tags[phrase.end - 1] == "m":
            until = max(until, phrase.until)
    join_appositions(scene, line, namer)
    kept = dict.fromkeys(phrase.mention for phrase in line.phrases if phrase.mention is not None)
    scene.mentions += kept
