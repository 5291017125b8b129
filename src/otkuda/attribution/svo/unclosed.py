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
    if line.depth or len(line.nodes) < 2 or not _opens(line):
        return
    lines = _paragraph(scene, line)
    start = line.nodes[1].start
    said = next((f for one in lines for f in scene.found_in(one) if f.rule in _BEFORE_CUE), None)
    if said is not None:
        said.content[0] = start, said.content[0][1]
        said.kind = "direct"
        return
    whole = to_the_end(scene, line, start)
    before = scene.beside(line, -1)
    finding = last_in(scene, before) if before is not None else None
    if whole is not None and finding is not None and finding.kind == "direct" and finding.rule != "headline":
        finding.content.append(whole)
        scene.note(finding, start)


def to_the_end(scene: Scene, line: Line, start: int) -> tuple[int, int] | None:
    """Offsets of the words from an offset in a line to the end of its paragraph."""
    lines = _paragraph(scene, line)
    end = span(scene, lines[-1], 0, len(lines[-1].nodes))
    return (start, end[1]) if end is not None else None


def _opens(line: Line) -> bool:
    """Does an opening mark that has no partner stand first?"""
    return is_opening(line.nodes[0])


def is_opening(mark: Token) -> bool:
    """Is it a mark that opens a quotation and has no partner?"""
    return mark.kind == MARK and (mark.text in OPENING or mark.text in STRAIGHT)


def _paragraph(scene: Scene, line: Line) -> list[Line]:
    """The lines up to the paragraph's end, or to the next such mark."""
    lines, after = [line], scene.beside(line, 1)
    while after is not None and after.sentence.paragraph == line.sentence.paragraph and not _opens(after):
        lines.append(after)
        after = scene.beside(after, 1)
    return lines
