"""Quotations that no cue goes with: they go on from the one before, or belong to whoever has just been named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.attribution.ordered.sight import Finding
from otkuda.text.tokens import QUOTE

if TYPE_CHECKING:
    from otkuda.attribution.svo.line import Line
    from otkuda.attribution.svo.scene import Scene

_LEAST_WORDS = 4


def read_alone(scene: Scene, line: Line) -> None:
    """A sentence that is one quotation, behind a sentence with a speaker."""
    if line.depth or not line.nodes or line.nodes[0].kind != QUOTE or len(line.nodes) > 2:
        return
    quote = line.nodes[0]
    before = scene.beside(line, -1)
    if quote.index in scene.quoted or before is None or scene.words_in(quote) < _LEAST_WORDS:
        return
    finding = _last_in(scene, before)
    if finding is None or (scene.is_headline(before)):
        return
    pieces = scene.pieces(quote)
    if not pieces:
        return
    if finding.kind == "direct" and finding.rule != "headline":
        finding.content += pieces
        scene.quoted[quote.index] = finding
        return
    if finding.chain and line.sentence.paragraph == before.sentence.paragraph:
        made = Finding(pieces, None, finding.chain[-1:], "direct", "quote_alone", certainty=0.8)
        scene.quoted[quote.index] = made
        scene.add(made)


def _last_in(scene: Scene, line: Line) -> Finding | None:
    """The last finding of a line that is not inside a quotation."""
    low, high = line.nodes[0].start, line.nodes[-1].end
    quotes = [node for node in line.nodes if node.kind == QUOTE]
    here = [
        f
        for f in scene.findings
        if f.content and low <= (f.cue or f.content[0])[0] < high
        if f.kind == "direct" or not any(q.start < (f.cue or f.content[0])[0] < q.end for q in quotes)
    ]
    return max(here, key=lambda f: (f.cue or f.content[0])[0], default=None)
