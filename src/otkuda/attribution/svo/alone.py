"""Quotations that no cue goes with: they go on from the one before, or belong to whoever has just been named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.attribution.ordered.sight import Finding, Link
from otkuda.attribution.svo.reach import carriers_between
from otkuda.attribution.svo.subject import subject_of
from otkuda.text.tokens import QUOTE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from otkuda.attribution.ordered.sight import Mention
    from otkuda.attribution.svo.line import Line
    from otkuda.attribution.svo.scene import Scene
    from otkuda.text.tokens import Token

_LEAST_WORDS = 4


def read_alone(scene: Scene, line: Line) -> None:
    """A sentence that is one quotation, behind a sentence with a speaker."""
    first = int(line.letter(0) == "-")  # «“We are ready,” – Omarov said. – “The team is in form.”»
    if line.depth or first >= len(line.nodes) or line.nodes[first].kind != QUOTE or len(line.nodes) > first + 2:
        return
    quote = line.nodes[first]
    before = scene.beside(line, -1)
    if quote.index in scene.quoted or before is None:
        return
    finding = last_in(scene, before)
    if scene.is_headline(before):
        return
    if finding is None:
        _give_to_subject(scene, line, before)
        return
    pieces = scene.pieces(quote)
    if not pieces:
        return
    if finding.kind == "direct" and finding.rule != "headline":
        finding.content += pieces
        scene.note(finding, pieces[0][0])
        scene.quoted[quote.index] = finding
        return
    if scene.words_in(quote) < _LEAST_WORDS:
        return
    if finding.chain and line.sentence.paragraph == before.sentence.paragraph:
        made = Finding(pieces, None, finding.chain[-1:], "direct", "quote_alone", certainty=0.8)
        scene.quoted[quote.index] = made
        scene.add(made)


def last_in(scene: Scene, line: Line) -> Finding | None:
    """The last finding of a line that is not inside a quotation."""
    quotes = [node for node in line.nodes if node.kind == QUOTE]
    here = [
        f
        for f in scene.found_in(line)
        if f.kind == "direct" or not any(q.start < (f.cue or f.content[0])[0] < q.end for q in quotes)
    ]
    return max(here, key=lambda f: (f.cue or f.content[0])[0], default=None)


def _give_to_subject(scene: Scene, line: Line, before: Line) -> None:
    """«The commander was defiant. “We have the means.”»: in one paragraph, to the person whom the sentence is about."""
    if line.sentence.paragraph != before.sentence.paragraph:
        return
    speaker = _about(scene, before)
    if before.groups and scene.words_in(line.nodes[0]) < _LEAST_WORDS:
        return
    if speaker is not None:
        _give(scene, line.nodes[0], speaker, 0.6)


def read_colon(scene: Scene, line: Line) -> None:
    """«The commander was defiant: “We have the means.”»."""
    at = line.tags.find(':"')
    if line.depth or at < 0 or line.nodes[at + 1].index in scene.quoted:
        return
    label = line.ending.get(at)
    if label is None and not scene.is_speech(line.nodes[at + 1]):
        return
    speaker = label.mention if label is not None and label.start == 0 else _about(scene, line)
    if speaker is not None and speaker.kind != "thing" and not scene.is_headline(line):
        _give(scene, line.nodes[at + 1], speaker, 0.7, carriers_between(scene, line, 0, at))


def _about(scene: Scene, line: Line) -> Mention | None:
    """The person, the role or the writing that is the subject of a sentence's first verb."""
    group = next((g for g in line.groups if g.form == "finite"), None)
    if group is None and line.phrases and line.phrases[0].end >= len(line.nodes) - 1:
        return _giver(scene, line)
    subject = subject_of(scene, line, group) if group is not None else None
    mention = subject.mention if subject is not None else None
    return mention if mention is not None and mention.kind in {"person", "role", "pronoun", "document"} else None


def _giver(scene: Scene, line: Line) -> Mention | None:
    """«Her answer? “No.”»: whose words a noun announces."""
    phrase = line.phrases[0]
    lex = line.lexes[phrase.end - 1]
    announces = lex is not None and bool(lex.announces)
    return scene.owners.get(id(phrase)) if announces else None


def _give(scene: Scene, quote: Token, speaker: Mention, certainty: float, carriers: Sequence[Link] = ()) -> None:
    pieces = scene.pieces(quote)
    owner = speaker.owner if speaker.kind == "document" else None
    chain = [Link(speaker, "document"), Link(owner)] if owner is not None else [Link(speaker)]
    if pieces:
        chain = [*(link for link in carriers if link.mention is not speaker), *chain]
        made = Finding(pieces, None, chain, "direct", "quote_alone", certainty=certainty)
        scene.quoted[quote.index] = made
        scene.add(made)
