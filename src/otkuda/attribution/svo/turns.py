"""Interviews and transcripts: paragraphs that open with a name and a colon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.attribution.ordered.sight import Finding
from otkuda.attribution.svo.extent import span
from otkuda.attribution.svo.reach import source_links

if TYPE_CHECKING:
    from otkuda.attribution.svo.line import Line, Phrase
    from otkuda.attribution.svo.scene import Scene

_LONGEST = 6  # nodes of a name
_LEAST = 2  # turns of a conversation


def read_turns(scene: Scene, line: Line) -> None:
    """«Beacon: Why did you leave?»: the rest of the paragraph, where several paragraphs open so."""
    if line.depth or not _opens_paragraph(scene, line) or (phrase := _label(line)) is None:
        return
    if sum(_label(one) is not None and _opens_paragraph(scene, one) for one in _near(scene, line)) < _LEAST:
        return
    scene.findings = [f for f in scene.findings if not (f.rule == "headline" and f.cue and f.cue[0] == line.nodes[phrase.end].start)]
    pieces = _rest(scene, line, phrase)
    if pieces:
        cue = line.nodes[phrase.end].start, line.nodes[phrase.end].end
        scene.add(Finding(pieces, cue, source_links(phrase), "direct", "turn"))


def _near(scene: Scene, line: Line) -> list[Line]:
    return scene.outer[max(0, line.number - 40) : line.number + 40]


def _opens_paragraph(scene: Scene, line: Line) -> bool:
    before = scene.beside(line, -1)
    return before is None or before.sentence.paragraph != line.sentence.paragraph


def _label(line: Line) -> Phrase | None:
    """The name before the colon that opens a line; None where there is none."""
    colon = line.tags.find(":", 0, _LONGEST + 1)
    phrase = line.ending.get(colon) if colon > 0 else None
    if phrase is None or phrase.start > 0 or phrase.mention is None or line.letter(colon + 1) in {"", '"'}:
        return None
    return phrase if phrase.mention.kind in {"person", "role", "body"} else None


def _rest(scene: Scene, line: Line, phrase: Phrase) -> list[tuple[int, int]]:
    """The words of the paragraph behind the colon."""
    first = span(scene, line, phrase.end + 1, len(line.nodes))
    last = line
    while (after := scene.beside(last, 1)) is not None and after.sentence.paragraph == line.sentence.paragraph:
        last = after
    end = span(scene, last, 0, len(last.nodes))
    return [(first[0], end[1])] if first and end else []
