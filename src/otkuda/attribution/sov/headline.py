"""Headlines: «Әкім: көпір ашылады» is read with the other colons; here «Көпір ашылады – әкім», and «…» alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from otkuda.attribution.ordered.sight import Link
from otkuda.attribution.sov.reported import kind_of
from otkuda.text.tokens import DASHES, MARK, QUOTE, WORD

if TYPE_CHECKING:
    from otkuda.attribution.sov.scene import Scene
    from otkuda.attribution.sov.word import Line

_WORDS = 3  # a quotation of fewer may be a name
_MUCH = 0.5  # share of the words of a headline that a writing must hold, for people are quoted there rather
_STEM = 5  # letters by which words are told to be alike
_WORD = re.compile(r"\w+")
_SHORT = 14  # words of a subheading


def words_then_name(scene: Scene, line: Line) -> None:
    """«Көпір мамырда ашылады – әкім»."""
    dash = next((k for k in range(len(line) - 1, 0, -1) if line.nodes[k].text in DASHES), -1)
    is_quoted = dash == 1 and line.nodes[0].kind == QUOTE and line.nodes[0].index not in scene.given
    if not (scene.is_headline(line) or is_quoted) or dash < 1 or scene.cues[line]:
        return
    named = [one for one in scene.phrases(line, dash + 1) if one.first == dash + 1 and one.case == "nomn"]
    rest = range(named[0].last + 1, len(line)) if named else range(0)
    if not named or not named[0].may_speak or any(line.words[k].pos in {"VERB", "PRTF", "GRND"} for k in rest):
        return
    quoted = line.nodes[dash - 1].kind == QUOTE and dash == 1
    if not quoted and not any(_is_predicate(scene, line, k) for k in range(dash)):
        return
    content = scene.span(line, 0, dash)
    if content is not None:
        scene.add([content], None, [Link(named[0].mention)], "direct" if quoted else kind_of(scene, line, 0, dash))


def _is_predicate(scene: Scene, line: Line, at: int) -> bool:
    """«Көпір ашылады», «Тарифті қайта қарау керек»."""
    return line.words[at].pos in {"VERB", "PRTF"} or line.low[at] in scene.known.predicates


def quote_alone(scene: Scene, line: Line) -> None:
    """«Антикор іске араласуы керек»: a quotation in a headline, or alone in a sentence, with no verb beside it."""
    if line.sentence.depth or any(cue.heard for cue in scene.cues[line]) or scene.is_said(line):
        return
    is_headline = scene.is_headline(line)
    whole = sum(node.kind != MARK for node in line.nodes) == 1
    for at, node in enumerate(line.nodes):
        if node.kind != QUOTE or not (whole or (is_headline and _stands_apart(line, at))):
            continue
        tokens = [t for t in scene.document.tokens[node.first : node.last] if t.kind == WORD]
        if len(tokens) < _WORDS and not _is_own(scene, tokens):
            continue
        if not (_is_speech(scene, tokens) or _announces(line, at, tokens)):
            continue
        content = scene.inside(node)
        if content is not None:
            subheading = scene.is_whole_paragraph(line) and len(tokens) <= _SHORT
            below = _teller(scene, content) if is_headline or subheading else Link(None, "previous")
            below = _named_behind(scene, line, at) or below
            scene.add([content], None, [below], "direct")


def _stands_apart(line: Line, at: int) -> bool:
    """Is a quotation the sentence, or parted from what stands behind it?"""
    after = line.nodes[at + 1].text if at + 1 < len(line) else "."
    before = line.nodes[at - 1].text if at else "."
    return (after in {".", ":", ",", "!", "?"} or after in DASHES) and (before in {".", ":"} or before in DASHES)


def _announces(line: Line, at: int, tokens: list) -> bool:  # type: ignore[type-arg]
    """«Доп дөңгелек, бірақ төреші де адам»: бапкер …: words before a colon, too many for a name."""
    return len(tokens) > _WORDS and at + 1 < len(line) and line.nodes[at + 1].text == ":"


def _named_behind(scene: Scene, line: Line, at: int) -> Link | None:
    """«…»: бапкер дауға нүкте қойды»: who stands right behind the colon says it."""
    if at + 2 >= len(line) or line.nodes[at + 1].text != ":":
        return None
    named = next((one for one in scene.phrases(line, at + 2) if one.first == at + 2), None)
    return Link(named.mention) if named is not None and named.case == "nomn" and named.may_speak else None


def _is_own(scene: Scene, tokens: list) -> bool:  # type: ignore[type-arg]
    """«Кінәмді мойындамаймын»: two words of which the last is a verb in the first person."""
    says = scene.read(tokens[-1].low).says if len(tokens) > 1 else frozenset[str]()
    return not says.isdisjoint({"1sg", "1pl"})


def _is_speech(scene: Scene, tokens: list) -> bool:  # type: ignore[type-arg]
    predicates = scene.known.predicates
    return any(scene.read(t.low).pos in {"VERB", "PRTF"} or t.low in predicates for t in tokens)


def _teller(scene: Scene, content: tuple[int, int]) -> Link:
    """Return who says below what a headline quotes: whose speech shares most words with it, else the first speaker."""
    wanted = _stems(scene.text[slice(*content)])
    best, most = Link(None, "headline"), -1.0
    for finding, mention in scene.spoken_below(content[1]):
        said = frozenset[str]().union(*(_stems(scene.text[start:end]) for start, end in finding.content))
        share = len(wanted & said) / len(wanted) if wanted else 0.0
        if share > most and (mention.kind != "document" or share >= _MUCH):
            best, most = Link(mention), share
    return best


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in _WORD.findall(text.lower()))
