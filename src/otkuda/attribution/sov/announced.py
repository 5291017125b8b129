"""Words that a noun announces: «жабылады деген қауесет», «салу туралы уәдесі», «…» деген жазу."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.attribution.ordered.sight import Link
from otkuda.attribution.sov.reported import kind_of
from otkuda.attribution.sov.speaker import ahead, behind, is_quote
from otkuda.attribution.sov.start import behind_adjuncts, start_behind
from otkuda.text.tokens import WORD

if TYPE_CHECKING:
    from otkuda.attribution.ordered.sight import Finding
    from otkuda.attribution.sov.phrase import Phrase
    from otkuda.attribution.sov.scene import Cue, Scene
    from otkuda.attribution.sov.vocabulary import Says
    from otkuda.attribution.sov.word import Line


def noun_behind(scene: Scene, line: Line, cue: Cue) -> Finding | None:
    """«Көпір жабылады деген қауесет»."""
    if line.low[cue.first] not in line.known.grammar["so-called"] or cue.first < 1:
        return None
    at = next((k for k in range(cue.first + 1, min(cue.first + 3, len(line))) if scene.announces(line, k)), -1)
    if at < 0:
        return None
    says = scene.announces(line, at)
    light = next((one for one in scene.cues[line] if one.first in {at, at + 1} and one is not cue), None)
    is_trap = (line.low[cue.first], line.words[at].lemma) in scene.known.traps
    if is_quote(line, cue.first - 1) and "quote" in says:
        return _quoted(scene, line, cue, at)
    if light is not None:
        return _with_verb(scene, line, cue, light, at)
    if line.words[at].case == "loct" and "light" in says:
        return _with_verb(scene, line, cue, cue, at)  # «деген пікірде»
    whose = _author(scene, line, cue.first)
    comes = at + 1 < len(line) and line.words[at + 1].lemma in line.known.grammar["come"]
    is_trap = is_trap and not (comes and "report" in says)
    if is_trap or (whose is None and "report" not in says):
        return None
    low = whose.last + 1 if whose is not None else 0
    content = scene.span(line, start_behind(scene, line, low, cue.first), cue.first)
    if content is None:
        return None
    chain = [Link(whose.mention)] if whose is not None else []
    return scene.add([content], _span(line, cue.first, at), chain, kind_of(scene, line, low, cue.first))


def _span(line: Line, first: int, last: int) -> tuple[int, int]:
    return line.nodes[first].start, line.nodes[last].end


def _quoted(scene: Scene, line: Line, cue: Cue, at: int) -> Finding | None:
    content = scene.inside(line.nodes[cue.first - 1])
    if content is None:
        return None
    subject = ahead(scene, line, 0, cue.first - 1)
    subject = subject or (behind(scene, line, cue) if line.words[at].case == "loct" else None)
    chain = [Link(subject.mention)] if subject is not None else []
    return scene.add([content], _span(line, cue.first, at), chain, "direct")


def _with_verb(scene: Scene, line: Line, cue: Cue, light: Cue, at: int) -> Finding | None:
    """«деген сенім білдірді»."""
    light.heard = scene.nothing
    ahead_of = ahead(scene, line, 0, cue.first)
    subject = ahead_of or (behind(scene, line, cue) if light is cue else None)  # «деген пікірде депутат Серіков»
    start = behind_adjuncts(scene, line, ahead_of.last + 1 if ahead_of else 0, cue.first, cue)
    content = scene.span(line, start, cue.first)
    if content is None:
        return None
    chain = [Link(subject.mention)] if subject is not None else [Link(None, "unsaid")]
    where = _span(line, cue.first, max(at, light.last - 1))
    kind = "direct" if is_quote(line, start) and start == cue.first - 1 else kind_of(scene, line, start, cue.first)
    return scene.add([content], where, chain, kind)


def _author(scene: Scene, line: Line, high: int) -> Phrase | None:
    """Return whose words they are: somebody in the genitive before the clause."""
    for phrase in scene.phrases(line, 0, high):
        if phrase.case == "gent" and phrase.may_speak:
            return phrase
    return None


def about_then_noun(scene: Scene, line: Line) -> None:
    """«Әкімнің мектеп салу туралы уәдесі», «азаматы екенім туралы хабарлама келді»."""
    for at in range(2, len(line)):
        if line.low[at - 1] not in line.known.grammar["about"] or line.nodes[at].kind != WORD:
            continue
        says, word = scene.announces(line, at), line.words[at - 2]
        if not says or word.case != "nomn" or any(cue.first <= at < cue.last for cue in scene.cues[line]):
            continue
        whose = _author(scene, line, at - 2)
        if word.pos == "PRTF" and word.is_owned and ("rumour" in says or ("report" in says and whose is None)):
            _report(scene, line, at, is_rumour="rumour" in says)
        elif whose is not None and line.words[at].is_owned and _fits(says, word.is_infinitive, word.is_content):
            content = scene.span(line, whose.last + 1, at - 1)
            if content is not None:
                scene.add([content], _span(line, at, at), [Link(whose.mention)], "indirect")


def _fits(says: Says, is_infinitive: bool, is_content: bool) -> bool:  # noqa: FBT001
    return ("inf" in says and is_infinitive) or ("that" in says and is_content and not is_infinitive)


def _report(scene: Scene, line: Line, at: int, *, is_rumour: bool) -> None:
    comes = at + 1 < len(line) and line.words[at + 1].lemma in line.known.grammar["come"]
    if not comes and not is_rumour:
        return
    subject = ahead(scene, line, 0, at) if not comes else None
    low = subject.last + 1 if subject is not None else 0
    content = scene.span(line, start_behind(scene, line, low, at - 1), at - 1)
    if content is not None:
        scene.add([content], _span(line, at, at + comes), [], "indirect")
