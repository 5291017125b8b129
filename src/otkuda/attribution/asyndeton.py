"""Indirect speech that no conjunction opens: behind a colon, behind a comma."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.attribution.clause import FINITE
from otkuda.attribution.cue import cues
from otkuda.attribution.extent import content_end, goes_on
from otkuda.attribution.indirect import add
from otkuda.text.tokens import QUOTE

if TYPE_CHECKING:
    from otkuda.attribution.clause import Clause
    from otkuda.attribution.finding import Scene


def colon_clause(scene: Scene, clause: Clause) -> None:
    """Он считает: всё решено. Тренер уверен: победа близко. The content stands behind a colon, without marks."""
    nodes = clause.nodes
    for number, segment in enumerate(clause.segments[1:], 1):
        if segment.opener != ":" or nodes[segment.first - 1].text != ":":
            continue
        if nodes[segment.first].kind == QUOTE and not goes_on(clause, segment.first):
            continue
        before = clause.segments[number - 1]
        cue = next(
            (
                c
                for c in reversed(list(cues(scene, clause)))
                if before.first <= c.at < before.last and c.features & {"say", "that", "quote"}
            ),
            None,
        )
        if (
            cue is None
            or nodes[cue.at + 1].low in {"сам", "сама", "само", "сами"}
            or before.last - cue.at > 4
            or cue.verb.pos not in FINITE | {"ADJS"}
        ):
            continue
        span = scene.span(clause, segment.first, content_end(clause, cue, segment.first))
        if span:
            add(scene, clause, cue, [span], (before.first, before.last))
        return
