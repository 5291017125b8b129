"""Words that stand for the sentence before: «the mayor said so», «this was reported by the Beacon»."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.attribution.svo.cue import cue_of, finish
from otkuda.attribution.svo.extent import span
from otkuda.attribution.svo.subject import subject_of

if TYPE_CHECKING:
    from otkuda.attribution.svo.line import Line
    from otkuda.attribution.svo.scene import Scene
    from otkuda.attribution.svo.subject import Subject

from otkuda.attribution.ordered.sight import Link


def is_anaphor(scene: Scene, line: Line, subject: Subject) -> bool:
    """«this», «it», «the news»: does a subject stand for the sentence before?"""
    words = [line.low(at) for at in range(subject.start, subject.end)]
    if len(words) == 1:
        return words[0] in scene.lexis.grammar["this"]
    return len(words) == 2 and words[0] in scene.lexis.grammar["definite"] and words[1] in scene.lexis.grammar["news"]


def sentence_before(scene: Scene, line: Line) -> list[tuple[int, int]]:
    """The sentence just before, whole, unless it has been given to somebody."""
    before = scene.beside(line, -1)
    if before is None or scene.is_headline(before):
        return []
    if scene.found_in(before):
        return []
    whole = span(scene, before, 0, len(before.nodes))
    return [whole] if whole else []


def read_anaphors(scene: Scene, line: Line) -> None:
    """«The mayor said so on Friday», «The company confirmed this»."""
    for group in line.groups:
        cue = cue_of(scene, line, group)
        if cue is None or group.form != "finite" or not cue.features & {"say", "that"} or group.is_passive:
            continue
        low = line.low(cue.end)
        after = line.letter(cue.end + 1)
        if (
            after not in {"", ".", "T", "p", "r", ","}
            or low not in scene.lexis.grammar["so"] | scene.lexis.grammar["this"]
        ):
            continue
        subject = subject_of(scene, line, group)
        pieces = sentence_before(scene, line)
        if subject is not None and subject.mention is not None and pieces:
            finish(scene, cue, pieces, [Link(subject.mention)], "said_so")
