"""A text as the rules of a verb-last language see it: its sentences, their phrases and their verbs of saying."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from itertools import accumulate
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from otkuda.attribution.ordered.sight import Finding, Sight
from otkuda.attribution.sov.beside import around, is_modifier, joined
from otkuda.attribution.sov.mentions import phrases
from otkuda.attribution.sov.person import by_fathers, name_words, spelled_out, told_apart
from otkuda.attribution.sov.proper import bodies_spelled_out
from otkuda.attribution.sov.vocabulary import Says, vocabulary
from otkuda.attribution.sov.word import Line, reader
from otkuda.text.tokens import DASHES, MARK, QUOTE, WORD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from otkuda.attribution.ordered.sight import Link, Mention
    from otkuda.attribution.sov.phrase import Phrase
    from otkuda.attribution.sov.vocabulary import Vocabulary
    from otkuda.lang.language import Language
    from otkuda.model import Kind
    from otkuda.text.sentences import Document, Sentence
    from otkuda.text.tokens import Token

# How many findings of a rule cover what they should: counted on the articles and the gold texts learnt from. The rules
# that are not here are right nearly always.
CERTAINTY = {
    "noun_clause": 0.87,
    "question": 0.87,
    "clause_then_quote": 0.87,
    "that_clause": 0.82,
    "anaphor": 0.86,
    "named_then_quote": 0.8,
    "noun_behind": 0.9,
    "interview": 0.75,
    "about_then_noun": 0.5,
    "turn_alone": 0.6,
    "words_then_name": 0.8,
}
_SLIP = 3  # characters of marks at the ends of a turn
_MOST_ASKED = 0.6  # share of the turns in places of questions that end in a question mark
MOST_SPOKEN = 40  # quotations below a headline among which its own is looked for
MOST_SENTENCES = 60  # of a paragraph that are looked through for where a speech begins


class Cue(Struct, eq=False, gc=False):
    """A verb of saying in a sentence: its nodes, and what its form says."""

    first: int
    last: int  # the node behind it
    verb: str
    features: Says
    tense: str
    person: str
    is_negative: bool
    that: int  # the node of «деп», -1 where there is none
    is_finite: bool = True  # or may it stand at the end of a clause
    heard: Finding | None = None  # what it was found to say


class Scene:
    """What the rules look at, and what they have found."""

    def __init__(self, document: Document, language: Language) -> None:
        """Read the sentences of a document, those inside quotations too."""
        self.document, self.text = document, document.text
        self.known: Vocabulary = vocabulary(language.code)
        self.lines = [Line(sentence, document, self.known) for sentence in _every(document.sentences)]
        self._lines = {id(line.sentence): line for line in self.lines}
        self.sight = Sight(document)
        self.rule = ""
        self.countries: dict[int, Phrase] = {}  # that speak, by their offset: no mentions but then
        self.given: set[int] = set()  # first marks of the quotations that are somebody's
        self.taken: set[Line] = set()  # sentences whose words a verb before them has given to somebody
        self.read = reader(language.code)
        self.has_dash_speech = False
        self._told: list[tuple[Finding, Mention]] = []
        self._said: list[tuple[int, int]] = []
        self._reach: list[int] = []
        self.nothing = Finding([], None, [], "direct", "")  # what a verb is said to say that belongs to another
        self._phrases: dict[Line, list[Phrase]] = {}
        self._parts: dict[Line, list[Phrase]] = {}
        self._read_phrases()
        self.cues = {line: cues(line, self.known) for line in self.lines}
        self.before: dict[Line, Line | None] = _neighbours(self.lines)
        self._after = {before: line for line, before in self.before.items() if before is not None}
        self._first = {line.sentence.paragraph: line for line in reversed(self.lines) if not line.sentence.depth}
        self._last = {line.sentence.paragraph: line for line in self.lines if not line.sentence.depth}
        self.has_headline = bool(document.sentences) and len(document.paragraphs) > 1
        self._turns = self._interview()
        self._asked = self._by_turns()
        self.has_turns = sum(self._names_who(line) for line in self.lines) > 1
        self.guest, self.asker = self._parties() if self._turns else (None, None)

    def _read_phrases(self) -> None:
        names: frozenset[str] = frozenset().union(*(name_words(line) for line in self.lines))
        for line in self.lines:
            found = phrases(line, names)
            self._parts[line] = found
            self._phrases[line] = joined(line, sorted(around(found), key=lambda phrase: phrase.first))
            self.sight.mentions += dict.fromkeys(phrase.mention for phrase in found)
            for phrase in self._phrases[line]:
                phrase.mention.is_place = _is_venue(line, phrase)
                phrase.mention.is_subject = (
                    not line.sentence.depth and phrase.case == "nomn" and not is_modifier(line, phrase)
                )
                if phrase.mention.kind == "joint":
                    self.sight.mentions.append(phrase.mention)
        for line in self.lines:
            told_apart(line, self._phrases[line])
        spelled_out(self.sight.mentions)
        bodies_spelled_out(self.sight.mentions)
        by_fathers(self.sight.mentions, self.known.grammar["patronymic"])
        self.sight.mentions.sort(key=lambda mention: (mention.start, -mention.end))

    def phrases(self, line: Line, low: int = 0, high: int = 1 << 30) -> Iterator[Phrase]:
        """Yield the outermost phrases of a sentence that lie between two nodes, the second left out."""
        return (phrase for phrase in self._phrases[line] if low <= phrase.first and phrase.last < high)

    def parts(self, line: Line) -> list[Phrase]:
        """Return all phrases of a sentence, those inside others too, each behind its parts."""
        return self._parts[line]

    def after(self, line: Line) -> Line | None:
        """Return the sentence that follows in the same quotation, or outside all."""
        return self._after.get(line)

    def is_headline(self, line: Line) -> bool:
        """Does a sentence stand in the first paragraph of several?"""
        return self.has_headline and line.sentence.paragraph == 0

    def is_dashed(self, line: Line) -> bool:
        """Does a sentence stand in a paragraph that a dash opens, as speech without marks does?"""
        return self._first[line.sentence.paragraph].nodes[0].text in DASHES

    def is_whole_paragraph(self, line: Line) -> bool:
        """Is a sentence all that its paragraph holds?"""
        beside = [self.before[line], self.after(line)]
        return all(one is None or one.sentence.paragraph != line.sentence.paragraph for one in beside)

    def is_turn_of_interview(self, line: Line) -> bool:
        """Does a paragraph open with a dash, in a text where a question and its answer do so more than once?"""
        return line in self._turns

    def _interview(self) -> set[Line]:
        opening = [line for line in self.lines if not line.sentence.depth and self._opens_paragraph(line)]
        dashed = [line for line in opening if line.nodes[0].text in DASHES and len(line) > 2]
        asked = sum(self.last_of_paragraph(line).nodes[-1].text == "?" for line in dashed)
        return set(dashed) if asked > 1 and len(dashed) > 3 else set()

    def _parties(self) -> tuple[Mention | None, Mention | None]:
        """Return whom an interview is with, the person named most, and who asks: whoever is named with that word."""
        persons = [one for one in self.sight.mentions if one.kind == "person"]
        counts = Counter(word for one in persons for word in set(one.name.split()))
        start = min(line.sentence.start for line in self._turns)
        named = [one for one in persons if " " in one.name and one.start < start] or persons
        guest = max(named, key=lambda one: sum(counts[word] for word in one.name.split()), default=None)
        return guest, next((one for one in persons if self._asks(one)), None)

    def _asks(self, person: Mention) -> bool:
        before = self.text[max(0, person.start - 60) : person.start].rsplit("\n", 1)[-1].lower().split()
        return any(word.strip(",:.") in self.known.askers for word in before[-3:])

    def _names_who(self, line: Line) -> bool:
        """«Судья: Сіз кінәлісіз бе?»: does a paragraph open with somebody and a colon, and words behind it?"""
        if line.sentence.depth or not self._opens_paragraph(line) or self.is_headline(line):
            return False
        first = next(self.phrases(line), None)
        if first is None or first.first or not first.may_speak or first.case != "nomn":
            return False
        behind = line.low[first.last + 1 : first.last + 3]
        return len(behind) > 1 and behind[0] == ":"

    def _opens_paragraph(self, line: Line) -> bool:
        before = self.before[line]
        return before is None or before.sentence.paragraph != line.sentence.paragraph

    def line_of(self, sentence: Sentence | None) -> Line | None:
        """Return the line of a sentence."""
        return self._lines.get(id(sentence))

    def last_of_paragraph(self, line: Line) -> Line:
        """Return the last sentence of the paragraph that holds one."""
        return self._last[line.sentence.paragraph] if not line.sentence.depth else self._last_inside(line)

    def _last_inside(self, line: Line) -> Line:
        last = line
        for _ in range(MOST_SENTENCES):
            after = self.after(last)
            if after is None:
                break
            last = after
        return last

    def settle(self) -> None:
        """Remember which stretches have been given to somebody, before the rules for what stands alone."""
        self._said = sorted(span for finding in self.sight.findings for span in finding.content)
        self._reach = list(accumulate((end for _, end in self._said), max))
        last = ((f, f.chain[-1].mention) for f in self.sight.findings if f.kind == "direct" and f.chain)
        told = ((f, mention) for f, mention in last if mention is not None)
        self._told = sorted(told, key=lambda one: one[0].content[0])
        dashed = (f for f in self.sight.findings if f.rule == "speech_without_marks")
        self.has_dash_speech = any(self.text[max(0, f.content[0][0] - 2)] in DASHES for f in dashed)

    def spoken_below(self, offset: int) -> list[tuple[Finding, Mention]]:
        """Return the first quotations behind an offset, each with who says it."""
        at = bisect_left(self._told, offset, key=lambda one: one[0].content[0][0])
        return self._told[at : at + MOST_SPOKEN]

    def is_said(self, line: Line, last: Line | None = None) -> bool:
        """Have words of a sentence, or of all to ``last``, been given to somebody?"""
        end = (last or line).sentence.end
        at = bisect_left(self._said, (end, 0))
        return at > 0 and self._reach[at - 1] > line.sentence.start

    def is_told(self, line: Line, last: Line) -> bool:
        """Has all from one sentence to the end of another been given to somebody?"""
        whole = self.trimmed(line.sentence.start, last.sentence.end)
        near = self._said[: bisect_left(self._said, (last.sentence.end, 0))][-MOST_SPOKEN:]
        if whole is None:
            return True
        middle = (whole[0] + whole[1]) / 2
        return any(start <= whole[0] + _SLIP and end > middle for start, end in near)

    def asks(self, line: Line) -> bool:
        """Is a turn of an interview a question: by its place among the turns, where these take turns strictly?"""
        return self._asked.get(line, self.last_of_paragraph(line).nodes[-1].text == "?")

    def _by_turns(self) -> dict[Line, bool]:
        """Return which turns ask, where nearly all that do stand in odd places, or nearly all in even ones."""
        turns = sorted(self._turns, key=lambda line: line.sentence.start)
        asked = [self.last_of_paragraph(line).nodes[-1].text == "?" for line in turns]
        even, odd = sum(asked[::2]), sum(asked[1::2])
        if min(even, odd) or max(even, odd) < _MOST_ASKED * len(turns) / 2:
            return {}
        return {line: (k % 2 == 0) == (even > odd) for k, line in enumerate(turns)}

    def announces(self, line: Line, at: int) -> Says:
        """Return what a noun does that announces words («қауесет»): its features, none for any other word."""
        return self.known.language.nouns.get(line.words[at].lemma, frozenset())

    def is_quoted(self, node: Token) -> bool:
        """Are two or more running words quoted that are nobody's name?"""
        tokens = [t for t in self.document.tokens[node.first : node.last] if t.kind in {WORD, QUOTE}]
        if len(tokens) < 2 or (len(tokens) <= 3 and any(t.is_capital for t in tokens)):
            return False
        return not tokens[0].is_capital or len(tokens) > 6

    def trimmed(self, start: int, end: int) -> tuple[int, int] | None:
        """Return a stretch without the marks at its ends."""
        text = self.text[start:end]
        left = len(text) - len(text.lstrip(_TRIMMED))
        right = len(text.rstrip(_TRIMMED + "."))
        return (start + left, start + right) if left < right else None

    def span(self, line: Line, low: int, high: int) -> tuple[int, int] | None:
        """Return the offsets of the nodes from ``low`` to before ``high``, without marks at their ends."""
        nodes = line.nodes
        while low < high and _is_edge(nodes[low]):
            low += 1
        while low < high and (_is_edge(nodes[high - 1]) or nodes[high - 1].text == "."):
            high -= 1
        if low >= high:
            return None
        if high - low == 1 and nodes[low].kind == QUOTE:
            return self.inside(nodes[low])
        return nodes[low].start, nodes[high - 1].end

    def inside(self, node: Token) -> tuple[int, int] | None:
        """Return the offsets of the words between the marks of a quotation, without its last stop or comma."""
        low, high = node.first, node.last
        tokens = self.document.tokens
        while low < high and (tokens[high - 1].kind not in {WORD, "number"} and tokens[high - 1].text in _CLOSING):
            high -= 1
        while low < high and tokens[low].text in _CLOSING:
            low += 1
        return (tokens[low].start, tokens[high - 1].end) if low < high else None

    def add(
        self, content: list[tuple[int, int]], cue: tuple[int, int] | None, chain: list[Link], kind: Kind
    ) -> Finding:
        """Keep a finding."""
        finding = Finding(content, cue, chain, kind, self.rule, CERTAINTY.get(self.rule, 1.0))
        self.sight.findings.append(finding)
        return finding


_TRIMMED = ' \t\r\n\xa0,—–-−:;"«»“”„'
_CLOSING = frozenset({".", ",", "—", "–", "-", "−", "\n", "\r\n", ";"})
_EDGES = frozenset({",", "—", "–", "-", "−", ":", ";", '"', "«", "»", "“", "”", "„", "''", "``"})


def _is_venue(line: Line, phrase: Phrase) -> bool:
    """«Өңірлік коммуникациялар қызметінде өткен брифингте»: a body at whose place something is held."""
    if phrase.case != "loct" or phrase.mention.kind != "body" or phrase.last + 1 >= len(line):
        return False
    after = line.words[phrase.last + 1]
    return after.pos == "PRTF" and after.lemma in line.known.grammar["held"]


def _is_edge(node: Token) -> bool:
    return node.kind == MARK and node.text in _EDGES


def _every(sentences: list[Sentence]) -> Iterator[Sentence]:
    for sentence in sentences:
        yield sentence
        for node in sentence.nodes:
            if node.kind == QUOTE:
                yield from _every(sentence.inner.get(node.index, []))


def _neighbours(lines: list[Line]) -> dict[Line, Line | None]:
    """Return for each sentence the one before it in the same quotation, or outside all."""
    last: dict[object, Line] = {}
    found: dict[Line, Line | None] = {}
    for line in lines:
        place = line.sentence.around
        found[line] = last.get(place)
        last[place] = line
    return found


def cues(line: Line, known: Vocabulary) -> list[Cue]:
    """Return the verbs of saying of a sentence, and «деп» where it stands alone."""
    found: list[Cue] = []
    at = 0
    while at < len(line):
        if not line.words[at].may_say or _is_in_name(line, at):
            at += 1
            continue
        saying = known.saying(line.low, at)
        if saying is not None and saying.last > at and _is_verb(line, at, saying.last, saying.features):
            that = at if saying.has_that else -1
            further = (
                known.saying(line.low, saying.last)
                if line.low[at].startswith(line.known.grammar["so-called"]) and line.words[at].case == "accs"
                else None
            )
            if further is not None:  # «дегенді айтты»
                saying, that = replace(further, first=at), at
            if "negated" in saying.features and not saying.is_negative:
                at = saying.last  # «жасырмады» says it, «жасырды» does not
                continue
            found.append(
                Cue(at, saying.last, saying.verb, saying.features, saying.tense, saying.person,
                    saying.is_negative, that, _is_finite(line, saying.last - 1))
            )  # fmt: skip
            at = saying.last
            continue
        if line.low[at] in line.known.grammar["that"]:
            found.append(Cue(at, at + 1, "", frozenset(), "", "3", is_negative=False, that=at, is_finite=False))
        at += 1
    return found


def _is_in_name(line: Line, at: int) -> bool:
    """«Урсула фон дер Вольф»: is a form but a small word of a name?"""
    if line.low[at] not in line.known.grammar["particle"]:
        return False
    return 0 < at < len(line) - 1 and line.nodes[at + 1].is_capital and not line.nodes[at].is_capital


def _is_verb(line: Line, at: int, last: int, says: Says) -> bool:
    """«хабарламасында» is a noun, though «хабарлау» is a verb of saying."""
    word = line.words[at]
    is_verb = word.pos in {"VERB", "PRTF", "GRND"} or (word.pos == "INFN" and word.case == "loct")
    return last > at + 1 or is_verb or "pred" in says or not word.is_known


def _is_finite(line: Line, at: int) -> bool:
    """May a verb form end a clause: «айтты», «айтқан», «айтып,»?"""
    pos = line.words[at].pos
    if pos == "PRTF":
        after = line.words[at + 1] if at + 1 < len(line) else line.words[at]
        if line.words[at].case == "inst":
            return True  # «деп көрсеткенімен»
        return (
            line.words[at].case == "nomn"
            and not line.words[at].is_owned
            and not (after.is_owned and after.case != "nomn")
        )
    if pos not in {"VERB", "GRND", "INFN"} and at + 1 < len(line) and line.words[at + 1].is_content:
        return False  # «сенімді екенін айтты»
    return pos != "INFN" or line.words[at].case == "loct"  # «деп жазуда»
