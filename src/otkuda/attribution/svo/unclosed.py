"""Quotations that are never closed: they end with their paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.attribution.svo.alone import last_in
from otkuda.attribution.svo.extent import span
from otkuda.text.quotes import OPENING, STRAIGHT
from otkuda.text.tokens import MARK

if TYPE_CHECKING:
    from otkuda.attribution.ordered.sight import Finding
    from otkuda.attribution.svo.line import Line
    from otkuda.attribution.svo.scene import Scene

_BEFORE_CUE = frozenset({"clause_then_cue"})


def read_unclosed(scene: Scene, line: Line) -> None:
    """«“We will not stop. We can go on, the commander said.»; «“We can go on.» behind a quotation of his."""
    mark = line.nodes[0]
    if (
        line.depth
        or mark.kind != MARK
        or (mark.text not in OPENING and mark.text not in STRAIGHT)
        or len(line.nodes) < 2
    ):
        return
    lines = _paragraph(scene, line)
    start = line.nodes[1].start
    said = next((f for f in scene.findings if f.rule in _BEFORE_CUE and _is_in(f, lines)), None)
    if said is not None:
        said.content[0] = start, said.content[0][1]
        said.kind = "direct"
        return
    end = span(scene, lines[-1], 0, len(lines[-1].nodes))
    before = scene.beside(line, -1)
    finding = last_in(scene, before) if before is not None else None
    if end is not None and finding is not None and finding.kind == "direct" and finding.rule != "headline":
        finding.content.append((start, end[1]))


def _paragraph(scene: Scene, line: Line) -> list[Line]:
    lines = [line]
    while (after := scene.beside(lines[-1], 1)) is not None and after.sentence.paragraph == line.sentence.paragraph:
        lines.append(after)
    return lines


def _is_in(finding: Finding, lines: list[Line]) -> bool:
    return bool(finding.content) and lines[0].nodes[0].start <= finding.content[0][0] < lines[-1].nodes[-1].end
