"""Questions and answers that take turns, each a paragraph that a dash opens, with no word on who speaks."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from otkuda.attribution.finding import Finding, Link, Scene
from otkuda.attribution.unmarked import opens_paragraph, to_the_end
from otkuda.text.tokens import DASHES, STOPS

if TYPE_CHECKING:
    from otkuda.attribution.clause import Clause


def exchange(scene: Scene, clause: Clause) -> None:
    """— Чего не хватило? ¶ — Удачи. The one who asks and the one who answers take turns."""
    if not _is_turn(scene, clause) or _is_turn(scene, _line(scene, clause, -1)):
        return
    turns = [clause]
    while (after := _line(scene, turns[-1], 1)) is not None and _is_turn(scene, after):
        turns.append(after)
    asks = [_asks(scene, turn) for turn in turns]
    first = _asker(asks)
    if first < 0:
        return
    for number, turn in enumerate(turns):
        content = to_the_end(scene, turn, 1)
        if content:
            link = Link(clause, None, "asker" if number % 2 == first else "guest")
            scene.add(Finding(turn, content, None, [link], is_direct=True))


def _asker(asks: list[bool]) -> int:
    """Which of the two asks, 0 or 1; -1 where nobody answers a question."""
    if len(asks) < 2 or not any(one and not other for one, other in pairwise(asks)):
        return -1
    return int(sum(asks[1::2]) > sum(asks[::2]))


def _asks(scene: Scene, clause: Clause) -> bool:
    return scene.last_of(clause).nodes[-1].text == "?"


def _line(scene: Scene, clause: Clause, step: int) -> Clause | None:
    """The opening sentence of the paragraph before or behind."""
    first, last = scene.extent[clause.sentence.paragraph]
    at = last + 1 if step > 0 else first - 1
    if not 0 <= at < len(scene.outer):
        return None
    return scene.outer[scene.extent[scene.outer[at].sentence.paragraph][0]]


def _is_turn(scene: Scene, clause: Clause | None) -> bool:
    """Does the sentence open a paragraph with a dash, a capital and no remark in it?"""
    if clause is None or clause.sentence.depth or not clause.sentence.paragraph:
        return False
    if len(clause.nodes) < 2 or clause.nodes[0].text not in DASHES or not clause.nodes[1].is_capital:
        return False
    if not opens_paragraph(scene, clause) or scene.last_of(clause).nodes[-1].text not in STOPS:
        return False
    first, last = scene.extent[clause.sentence.paragraph]
    here = (f for at in range(first, last + 1) for f in scene.findings_of(scene.outer[at]))
    return not any(f.rule == "speech_without_marks" for f in here)  # «— А, — сказал он»
