"""Where a content may begin behind a verb, and the clause that begins there."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from otkuda.attribution.svo.extent import clause_end, span

if TYPE_CHECKING:
    from otkuda.attribution.svo.cue import Cue
    from otkuda.attribution.svo.line import Line
    from otkuda.attribution.svo.reach import Reach
    from otkuda.attribution.svo.scene import Scene


class Spot(NamedTuple):
    """Where a content may begin: behind a verb and what stands between."""

    scene: Scene
    line: Line
    cue: Cue
    reach: Reach


class Complement(NamedTuple):
    """Content behind a verb, as offsets, and the rule that found it."""

    pieces: list[tuple[int, int]]
    rule: str


def clause(scene: Scene, line: Line, start: int, cue: Cue, rule: str) -> Complement | None:
    """Return the clause that begins at node ``start`` and hangs on a cue; None where nothing stands there."""
    reach = "bare" if rule in _BARE else "wide" if rule == "that_clause" and cue.group.start else "narrow"
    end = clause_end(scene, line, start, cue.start, reach=reach)
    return Complement(pieces, rule) if (pieces := with_quote(scene, line, start, end)) else None


def with_quote(scene: Scene, line: Line, start: int, end: int) -> list[tuple[int, int]]:
    """«warned there would be more: “It is no one-day fever.”»: the clause, and the words that it leads up to."""
    colon = line.tags.find(':"', start, end)
    if colon < 0 or colon + 2 < end - (line.letter(end - 1) == ".") or not scene.is_speech(line.nodes[colon + 1]):
        whole = span(scene, line, start, end)
        return [whole] if whole else []
    whole = span(scene, line, start, colon)
    return [*([whole] if whole else []), *scene.pieces(line.nodes[colon + 1])]


_BARE = frozenset({"small_clause", "as_clause", "infinitive", "gerund"})
