"""Headlines: «Pell: the road is shut», «The road is shut: mayor», «The road is shut – council»."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from otkuda.attribution.ordered.sight import Finding
from otkuda.attribution.svo.extent import kind_of, span
from otkuda.attribution.svo.lexis import NONE
from otkuda.attribution.svo.reach import source_links
from otkuda.text.tokens import QUOTE

if TYPE_CHECKING:
    from otkuda.attribution.svo.line import Line, Phrase
    from otkuda.attribution.svo.scene import Scene
    from otkuda.text.tokens import Token

_SAME = 0.7  # share of the words of a quotation in a headline that somebody says below
_LEAST = 4  # words of such a quotation
_MOST = 6  # nodes of a name beside a colon


def read_headline(scene: Scene, line: Line) -> None:
    """Read a headline that a colon or a dash parts into a source and its words."""
    if not scene.is_headline(line):
        if (
            line.letter(0) == '"'
            and line.letter(1) == "-"
            and not line.depth
            and line.nodes[0].index not in scene.quoted
        ):
            _after(scene, line, 1)
        return
    for at, letter in enumerate(line.tags):
        parts = letter == ":" or (letter == "-" and line.nodes[at].start > line.nodes[at - 1].end)
        if parts and (_before(scene, line, at) or _after(scene, line, at)):
            return


def _before(scene: Scene, line: Line, at: int) -> bool:
    """«Pell: the road is shut»."""
    phrase = line.ending.get(at)
    if phrase is None or phrase.start > 0 or line.letter(at) != ":" or not _may_tell(scene, line, at, phrase):
        return False
    return _add(scene, line, at, phrase, range(at + 1, len(line.nodes)))


def _may_tell(scene: Scene, line: Line, at: int, phrase: Phrase) -> bool:
    """No «Obituary: …», «Storm Adela: what we know»."""
    mention = phrase.mention
    if line.letter(at + 1) == "q" and line.nodes[-1].text != "?":
        return False
    if mention is None or mention.kind != "document":
        return True
    return not _TELLING.isdisjoint(scene.language.documents.get(mention.head, NONE))


_TELLING = frozenset({"report", "study", "file", "letter", "statement", "decision"})


def _after(scene: Scene, line: Line, at: int) -> bool:
    """«The road is shut: mayor»."""
    phrase = line.phrase_at.get(at + 1)
    if phrase is None or max(phrase.until, phrase.end) < len(line.nodes) or at < 3:
        if line.letter(0) == '"' and at == 1 and phrase is not None:
            return _add(scene, line, at, phrase, range(at))
        return False
    return _add(scene, line, at, phrase, range(at))


def _add(scene: Scene, line: Line, at: int, phrase: Phrase, words: range) -> bool:
    start, end, mention = words.start, words.stop, phrase.mention
    if mention is None or mention.kind in {"thing", "pronoun"} or phrase.end - phrase.start > _MOST:
        return False
    whole = span(scene, line, start, end)
    if whole is None or end - start < 1 or any(f.content and f.content[0] == whole for f in scene.findings):
        return False
    pieces = [whole]
    kind = kind_of(scene, line, pieces)
    finding = Finding(pieces, (line.nodes[at].start, line.nodes[at].end), source_links(phrase), kind, "headline")
    if line.letter(start) == '"' and end - start <= 2:
        scene.quoted[line.nodes[start].index] = finding
        finding.kind = "direct"
    scene.add(finding)
    return True


def read_quoted_headline(scene: Scene) -> None:
    """«“We will not be moved”: islanders defy order»: a quotation in the headline that somebody says below."""
    if not scene.has_headline:
        return
    for node in scene.outer[0].nodes:
        if node.kind == QUOTE and scene.words_in(node) >= _LEAST and _is_open(scene, node):
            said = _said_below(scene, scene.pieces(node))
            if said is not None and node.index in scene.quoted:
                told = scene.quoted[node.index]
                told.chain, told.cue = said.chain[-1:], None
            elif said is not None:
                scene.quoted[node.index] = said
                made = Finding(scene.pieces(node), None, said.chain[-1:], "direct", "headline", certainty=0.9)
                scene.add(made)


def _is_open(scene: Scene, quote: Token) -> bool:
    """Is nobody by name given the quotation: «“We heard it”: survivors tell of the slide»?"""
    told = scene.quoted.get(quote.index)
    mention = told.chain[-1].mention if told is not None and told.chain else None
    return told is None or (told.rule == "headline" and mention is not None and mention.kind in {"group", "body"})


def _said_below(scene: Scene, pieces: list[tuple[int, int]]) -> Finding | None:
    """The first quotation below that holds most of the words."""
    sought = _words(scene, pieces)
    end = scene.outer[0].sentence.end
    below = (f for f in scene.findings if f.chain and f.kind != "indirect" and f.content and f.content[0][0] >= end)
    alike = [(len(sought & _words(scene, f.content)) / max(1, len(sought)), f) for f in below]
    share, found = max(alike, key=lambda pair: pair[0], default=(0.0, None))
    return found if share >= _SAME else None


def _words(scene: Scene, pieces: list[tuple[int, int]]) -> set[str]:
    return {word.lower() for start, end in pieces for word in _WORD.findall(scene.text, start, end)}


_WORD = re.compile(r"\w+")
