"""Quotations that are never closed: they end with their paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.attribution.svo.alone import last_in
from otkuda.attribution.svo.extent import span
from otkuda.text.quotes import OPENING, STRAIGHT
from otkuda.text.tokens import MARK

if TYPE_CHECKING:
    from otkuda.attribution.svo.line import Line
    from otkuda.attribution.svo.scene import Scene
    from otkuda.text.tokens import Token

_BEFORE_CUE = frozenset({"clause_then_cue"})


def read_unclosed(scene: Scene, line: Line) -> None:
    """«“We will not stop. We can go on, the commander said.»; «“We can go on.» behind a quotation of his."""
    if line.depth or len(line.nodes) < 2:
        return
    if not _opens(line):
        _lengthen(scene, line)
        return
    lines = _paragraph(scene, line)
    start = line.nodes[1].start
    said = next((f for one in lines for f in scene.found_in(one) if f.rule in _BEFORE_CUE), None)
    if said is not None:
        said.content[0] = start, said.content[0][1]
        said.kind = "direct"
        return
    end = span(scene, lines[-1], 0, len(lines[-1].nodes))
    before = scene.beside(line, -1)
    finding = last_in(scene, before) if before is not None else None
    if end is not None and finding is not None and finding.kind == "direct" and finding.rule != "headline":
        finding.content.append((start, end[1]))
        scene.note(finding, start)


def _lengthen(scene: Scene, line: Line) -> None:
    """«The captain said: “The lads were fine. We knew it.»: the words behind the colon, up to the paragraph's end."""
    at = line.tags.find(":", 1) + 1
    if not 0 < at < len(line.nodes) - 1 or not _is_opening(line.nodes[at]):
        return
    start = line.nodes[at + 1].start
    said = next((f for f in scene.found_in(line) if f.content and f.content[-1][0] == start), None)
    lines = _paragraph(scene, line)
    end = span(scene, lines[-1], 0, len(lines[-1].nodes))
    if said is not None and end is not None:
        said.content[-1], said.kind = (start, end[1]), "direct"


def _opens(line: Line) -> bool:
    """Does an opening mark that has no partner stand first?"""
    return _is_opening(line.nodes[0])


def _is_opening(mark: Token) -> bool:
    return mark.kind == MARK and (mark.text in OPENING or mark.text in STRAIGHT)


def _paragraph(scene: Scene, line: Line) -> list[Line]:
    """The lines up to the paragraph's end, or to the next such mark."""
    lines, after = [line], scene.beside(line, 1)
    while after is not None and after.sentence.paragraph == line.sentence.paragraph and not _opens(after):
        lines.append(after)
        after = scene.beside(after, 1)
    return lines
