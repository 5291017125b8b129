"""A sentence as the rules see it: its nodes, their letters, its noun phrases and its verbs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct, field

from otkuda.attribution.svo.phrases import PHRASE
from otkuda.attribution.svo.tags import tag
from otkuda.text.tokens import QUOTE, WORD

if TYPE_CHECKING:
    from otkuda.attribution.ordered.sight import Mention
    from otkuda.attribution.svo.lexis import Lex, Lexis
    from otkuda.attribution.svo.tags import Capitals
    from otkuda.text.sentences import Sentence
    from otkuda.text.tokens import Token


class Phrase(Struct, eq=False, gc=False):
    """A noun phrase: nodes ``start`` to ``end``; with what belongs to it, up to ``until``."""

    start: int
    end: int
    until: int = -1
    mention: Mention | None = None


class Group(Struct, eq=False, gc=False):
    """A verb with its auxiliaries: nodes ``start`` to ``end``, its main word at ``main``."""

    start: int
    end: int
    main: int
    form: str  # finite, infinitive, gerund, participle
    is_passive: bool = False


class Line(Struct, eq=False):
    """One sentence. ``phrase_at`` and ``ending`` find phrases by the nodes they begin and end at."""

    sentence: Sentence
    nodes: list[Token]
    lexes: list[Lex | None]
    tags: str
    phrases: list[Phrase] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    phrase_at: dict[int, Phrase] = field(default_factory=dict)
    ending: dict[int, Phrase] = field(default_factory=dict)
    group_at: dict[int, Group] = field(default_factory=dict)
    number: int = 0  # among the lines of the text
    first: int = 0  # the node behind a dateline: «OST, March 7 (Beacon) -»

    @property
    def depth(self) -> int:
        """How many quotations stand around it."""
        return self.sentence.depth

    def low(self, at: int) -> str:
        """A node's word in small letters; "" outside the sentence."""
        return self.nodes[at].low if 0 <= at < len(self.nodes) else ""

    def letter(self, at: int) -> str:
        """A node's letter; "" outside the sentence."""
        return self.tags[at] if 0 <= at < len(self.tags) else ""


GROUP = re.compile(r"(?P<f>[xO](?:[rdo]?[rd]*[ieg])*|v)|(?P<i>t?r*i(?:r*[eg])*)|(?P<g>g(?:r*[eg])*)|(?P<e>e)")
_DATELINE = re.compile(r"[mndTN#/,.()p]{1,14}-")
_FORMS = {"f": "finite", "i": "infinitive", "g": "gerund", "e": "participle"}


def make_line(sentence: Sentence, lexis: Lexis, names: Capitals) -> Line:
    """Return a sentence with its letters, phrases and verbs."""
    nodes = sentence.nodes
    lexes = [lexis[node.low] if node.kind == WORD else None for node in nodes]
    line = Line(sentence, nodes, lexes, _with_titles(sentence, tag(nodes, lexes, lexis, names)))
    dateline = _DATELINE.match(line.tags)
    if dateline is not None and nodes[0].text.isupper() and len(nodes[0].text) > 1:
        line.first = dateline.end()
    else:
        line.first = _behind_dateline(line)
    for found in PHRASE.finditer(line.tags):
        start, end = found.span()
        if line.tags[end - 1] == "N" and end - start > _LEAST_OF_TWO and _are_two(line, start, end, lexis):
            _add_phrase(line, Phrase(start, end - 1, end - 1))
            start = end - 1
        if end > start:
            _add_phrase(line, Phrase(start, end, end))
    for found in GROUP.finditer(line.tags):
        first = found.start()
        if line.tags[first] not in "ge" or not _is_modifier(line, first):
            cut = _gerund_in(line, first, found.end(), lexis) if line.tags[found.end() - 1] == "g" else found.end()
            _add_group(line, first, cut, _FORMS[found.lastgroup or "f"], lexis)
            if cut < found.end():
                _add_group(line, cut, found.end(), "gerund", lexis)
    return line


def _behind_dateline(line: Line) -> int:
    """«Games to return By Ida Roe on 14 March ASTANA – They will …»: a headline that runs on into the text; else 0."""
    dash = line.tags.find("-", 1, _LONGEST_HEAD)
    place = max((at for at in range(dash) if _is_place_line(line, at)), default=0)
    if dash < 0 or not place or not set(line.tags[place + 1 : dash]) <= set("mT#,.()p"):
        return 0
    return dash + 1 if not set("vVx") & set(line.tags[:place]) else 0


def _is_place_line(line: Line, at: int) -> bool:
    """«ASTANA»: a name in capitals, longer than an abbreviation."""
    text = line.nodes[at].text
    return text.isupper() and len(text) > _LONGEST_SHORT and line.tags[at] == "m"


_LONGEST_HEAD = 45  # nodes of a headline, its author and a dateline
_LONGEST_SHORT = 3  # letters of «UN», «MPs»


def _gerund_in(line: Line, start: int, end: int, lexis: Lexis) -> int:
    """«has denied sending»: where a second verb begins, the object of the first; ``end`` where none does.

    «was quoted saying» is one.
    """
    if any(line.low(at) in lexis.grammar["be"] for at in range(start, end)):
        return end
    return next((at for at in range(start + 2, end) if line.tags[at - 1 : at + 1] in {"eg", "ig"}), end)


def _are_two(line: Line, start: int, end: int, lexis: Lexis) -> bool:
    """«a promise villagers have heard»: no article of the singular goes with a plural."""
    if _MANY.fullmatch(line.tags[start:end]) is None or line.low(start) not in lexis.grammar["article_of_one"]:
        return False
    return line.low(end - 2) not in lexis.grammar["quantity"] and line.letter(end) in {"v", "x"}


_MANY = re.compile("da*n+N")
_LEAST_OF_TWO = 2  # words of «a promise villagers»


def _with_titles(sentence: Sentence, tags: str) -> str:
    """A quotation that is a name or a single word belongs to the phrase around it: «the film “Salt”»."""
    for at, node in enumerate(sentence.nodes):
        if node.kind == QUOTE and at and _is_title(sentence, node):
            tags = tags[:at] + "m" + tags[at + 1 :]
    return tags


def _is_title(sentence: Sentence, quote: Token) -> bool:
    inner = sentence.inner.get(quote.index)
    if not inner or len(inner) > 1:
        return False
    words = [node for node in inner[0].nodes if node.kind == WORD]
    whole = len(words) == len(inner[0].nodes)
    if not whole or not words:
        return False
    return len(words) == 1 or (words[0].is_capital and all(n.is_capital or len(n.text) < 4 for n in words))


def _add_phrase(line: Line, phrase: Phrase) -> None:
    line.phrases.append(phrase)
    line.phrase_at[phrase.start] = phrase
    line.ending[phrase.end] = phrase


def _is_modifier(line: Line, at: int) -> bool:
    """Does a participle stand inside a phrase: «the reported cases»?"""
    return any(phrase.start <= at < phrase.end for phrase in line.phrases)


def _add_group(line: Line, start: int, end: int, form: str, lexis: Lexis) -> None:
    main = max(at for at in range(start, end) if line.tags[at] not in "rdO" or end - start == 1)
    before = next((at for at in range(main - 1, start - 1, -1) if line.tags[at] not in "rd"), -1)
    is_be = before >= 0 and (line.low(before) in lexis.grammar["be"] or line.tags[before] == "O")
    is_passive = line.tags[main] == "e" and (is_be or before < 0)
    group = Group(start, end, main, form, is_passive)
    line.groups.append(group)
    line.group_at[start] = group
