"""A verb as a cue: its features, its words, and what it hands over once that is found."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from otkuda.attribution.ordered.sight import Finding
from otkuda.attribution.svo.extent import kind_of
from otkuda.attribution.svo.lexis import NONE
from otkuda.attribution.svo.subject import is_time
from otkuda.text.tokens import QUOTE

if TYPE_CHECKING:
    from otkuda.attribution.ordered.sight import Link
    from otkuda.attribution.svo.line import Group, Line
    from otkuda.attribution.svo.scene import Scene


class Cue(NamedTuple):
    """A verb that may hand content over: its features, the nodes of its words."""

    line: Line
    group: Group
    features: frozenset[str]
    start: int
    end: int  # node behind its last word: of «pointed out» behind «out»


def cue_of(scene: Scene, line: Line, group: Group) -> Cue | None:
    """Return a verb as a cue; None where it is none."""
    lex = line.lexes[group.main]
    if lex is None or line.nodes[group.main].start in scene.used:
        return None
    for other, features in scene.lexis.phrasal.get(lex.verb, ()):
        if line.low(group.end) in scene.lexis.grammar["it"] and line.low(group.end + 1) == other:
            return Cue(line, group, features, group.main, group.end + 2)  # «made it clear»
        if line.letter(group.end) == "d" and other == _noun(line, group.end + 1):
            return Cue(line, group, features, group.main, group.end + 2)  # «took the view»
        if other in {line.low(group.end), _noun(line, group.end)} and not _is_of_time(line, group.end):
            return Cue(line, group, features, group.main, group.end + 1)
    after = scene.language.cues.get(line.low(group.end), NONE)
    if "short" in after and _links(scene, line, group):
        return Cue(line, group, after, group.end, group.end + 1)
    if group.is_passive and "short" in (felt := scene.language.cues.get(line.low(group.main), NONE)):
        return Cue(line, group, felt, group.main, group.end)  # «is convinced»
    if not lex.cue or "short" in lex.cue:
        return None
    return Cue(line, group, lex.cue, group.main, group.end)


def _links(scene: Scene, line: Line, group: Group) -> bool:
    """«is sure», «remains convinced»."""
    lex = line.lexes[group.main]
    is_copula = lex is not None and lex.verb in scene.lexis.grammar["copula"]
    return is_copula or line.low(group.main) in scene.lexis.grammar["be"]


def _is_of_time(line: Line, at: int) -> bool:
    """«insisted on Friday», «argued for months»: the preposition belongs to the time."""
    phrase = line.phrase_at.get(at + 1) if line.letter(at) == "p" else None
    return line.letter(at) == "p" and (line.letter(at + 1) == "T" or (phrase is not None and is_time(line, phrase)))


def _noun(line: Line, at: int) -> str:
    lex = line.lexes[at] if at < len(line.lexes) else None
    return lex.noun if lex else ""


def cue_span(cue: Cue) -> tuple[int, int]:
    """Offsets of the words of a cue."""
    nodes = cue.line.nodes
    return nodes[cue.start].start, nodes[cue.end - 1].end


_MARKED = frozenset({"cue_then_block", "unclosed"})


def finish(scene: Scene, cue: Cue, pieces: list[tuple[int, int]], chain: list[Link], rule: str) -> None:
    """Keep what a cue hands over."""
    line = cue.line
    kind = "direct" if rule in _MARKED else kind_of(scene, line, pieces)
    finding = Finding(pieces, cue_span(cue), chain, kind, rule)
    for node in line.nodes:
        if node.kind == QUOTE and any(node.start <= a and b <= node.end for a, b in pieces):
            scene.quoted[node.index] = finding
    scene.add(finding)
