"""One who quotes another: «the Beacon quoted the mayor as saying», «the paper cited a former mate»."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.attribution.ordered.sight import Finding, Link
from otkuda.attribution.svo.before import content_before
from otkuda.attribution.svo.complement import complement
from otkuda.attribution.svo.cue import cue_of, cue_span, finish
from otkuda.attribution.svo.reach import source_links, walk
from otkuda.attribution.svo.sources import as_outlet, subject_links
from otkuda.attribution.svo.subject import subject_of

if TYPE_CHECKING:
    from otkuda.attribution.svo.cue import Cue
    from otkuda.attribution.svo.line import Line, Phrase
    from otkuda.attribution.svo.scene import Scene
    from otkuda.attribution.svo.subject import Subject


def read_quoting(scene: Scene, line: Line) -> None:
    """Read every verb of a line whose subject carries the words of its object."""
    for group in line.groups:
        cue = cue_of(scene, line, group)
        phrase = line.phrase_at.get(cue.end) if cue else None
        if cue is None or group.is_passive or phrase is None or phrase.mention is None or "carry" not in cue.features:
            continue
        subject = subject_of(scene, line, group)
        if subject is None or subject.mention is None:
            continue
        as_outlet(scene, cue, subject.mention)
        at = _end(line, phrase)
        if line.low(at) in scene.lexis.grammar["as"] and line.letter(at + 1) == "g":
            _read_as(scene, cue, subject, phrase, at + 1)
        elif _ends_so(line, subject, at) and line.low(group.main) in scene.lexis.grammar["cited"]:
            pieces = content_before(scene, subject.start, cue)
            if pieces:
                finish(scene, cue, pieces, [*subject_links(subject), *source_links(phrase)], "quote_then_quoting")


def _ends_so(line: Line, subject: Subject, at: int) -> bool:
    """«“…” the Beacon quoted the mayor», «Prices rose, the Beacon cites the ministry»: is that all that follows?"""
    before = line.letter(subject.start - 1)
    return before == '"' or (before == "," and line.letter(at) in {"", "."} and not subject.is_shared)


def read_cited(scene: Scene, line: Line) -> None:
    """Read every verb of a line whose subject, an outlet, goes on to name its source."""
    for group in line.groups:
        cue = cue_of(scene, line, group)
        phrase = line.phrase_at.get(cue.end) if cue else None
        if cue is None or phrase is None or line.low(group.main) not in scene.lexis.grammar["cited"]:
            continue
        subject = subject_of(scene, line, group)
        if phrase.mention is None:
            phrase.mention = scene.unlisted(line, phrase)
        if subject is not None and subject.mention is not None and group.form == "finite" and not group.is_passive:
            _read_cited(scene, cue, subject, phrase)


def _end(line: Line, phrase: Phrase) -> int:
    at = max(phrase.until, phrase.end)
    while line.letter(at) in {"T", "r"} or (line.letter(at) == "p" and line.letter(at + 1) == "T"):
        at += 1
    return at


def _read_as(scene: Scene, cue: Cue, subject: Subject, phrase: Phrase, at: int) -> None:
    line = cue.line
    inner = cue_of(scene, line, line.group_at[at]) if at in line.group_at else None
    if inner is None:
        return
    scene.used.add(line.nodes[inner.start].start)
    reach = walk(scene, line, inner.end, inner.features)
    found = complement(scene, line, inner, reach)
    pieces = found.pieces if found else content_before(scene, subject.start, inner)
    if pieces:
        chain = [*subject_links(subject), *reach.carriers, *source_links(phrase)]
        finish(scene, cue, pieces, chain, "quoted_as_saying")


def _read_cited(scene: Scene, cue: Cue, subject: Subject, phrase: Phrase) -> None:
    """«The paper cited a former mate»: the chain that ends in the paper goes on to the mate."""
    for finding in reversed(scene.findings[-4:]):
        if finding.chain and finding.chain[-1].mention is subject.mention:
            finding.chain += source_links(phrase)
            return
    scene.add(
        Finding([], cue_span(cue), [Link(subject.mention), *source_links(phrase)], "indirect", "cites", is_origin=True)
    )
