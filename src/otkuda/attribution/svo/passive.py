"""Verbs in the passive: «is said to», «it was reported that», «was quoted as saying», «reported by the Beacon»."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.attribution.ordered.sight import Finding, Link
from otkuda.attribution.svo.anaphor import is_anaphor, sentence_before
from otkuda.attribution.svo.before import content_before
from otkuda.attribution.svo.complement import complement
from otkuda.attribution.svo.cue import cue_of, cue_span, finish
from otkuda.attribution.svo.extent import clause_end, kind_of, span
from otkuda.attribution.svo.reach import carriers_between, origins, outlet_link, source_links, walk
from otkuda.attribution.svo.subject import subject_of

if TYPE_CHECKING:
    from otkuda.attribution.svo.cue import Cue
    from otkuda.attribution.svo.line import Line, Phrase
    from otkuda.attribution.svo.reach import Reach
    from otkuda.attribution.svo.scene import Scene


def read_passives(scene: Scene, line: Line) -> None:
    """Read every passive verb of a line that hands content over."""
    for group in line.groups:
        cue = cue_of(scene, line, group)
        if cue is None or "weak" in cue.features or "accuse" in cue.features:
            continue
        if group.is_passive:
            _read(scene, line, cue)


def _is_reduced(scene: Scene, line: Line, cue: Cue) -> bool:
    """«as reported by the Beacon»: a participle though it may look like a past."""
    start = cue.group.start
    while line.letter(start - 1) == "r" or line.low(start - 1) in scene.lexis.grammar["adverb"]:
        start -= 1
    return line.low(cue.group.end) in scene.lexis.grammar["by"] and line.low(start - 1) in scene.lexis.grammar["as"]


def _read(scene: Scene, line: Line, cue: Cue) -> None:
    agent = _agent(scene, line, cue.end)
    if "carry" in cue.features and cue.group.form == "finite" and _read_quoted(scene, line, cue, agent):
        return
    if cue.group.form == "finite" and not _is_reduced(scene, line, cue):
        _read_finite(scene, line, cue, agent)


def read_as_reported(scene: Scene, line: Line) -> None:
    """«As reported by the Beacon, …», «…, as first reported by the Beacon»."""
    for group in line.groups:
        cue = cue_of(scene, line, group)
        if cue is not None and _is_reduced(scene, line, cue):
            agent = _agent(scene, line, cue.end)
            if agent is not None:
                _read_as(scene, line, cue, agent)


def _agent(scene: Scene, line: Line, at: int) -> Phrase | None:
    """The phrase behind «by»."""
    while line.letter(at) in {"r", "T"} or (
        line.letter(at) == "p" and line.low(at) not in scene.lexis.grammar["by"] and at + 1 in line.phrase_at
    ):
        at = line.phrase_at[at + 1].end if line.letter(at) == "p" else at + 1
    if line.low(at) not in scene.lexis.grammar["by"]:
        return None
    phrase = line.phrase_at.get(at + 1)
    return phrase if phrase is not None and phrase.mention is not None else None


def _links(scene: Scene, line: Line, cue: Cue, agent: Phrase | None) -> list[Link]:
    if agent is None:
        return []
    return [
        *carriers_between(scene, line, cue.end, agent.start),
        *source_links(agent),
        *origins(scene, line, cue.end, len(line.nodes)),
    ]


def _read_quoted(scene: Scene, line: Line, cue: Cue, agent: Phrase | None) -> bool:
    """«Corvell was quoted (by the Beacon) as saying that»: the subject speaks, the agent carries."""
    at = cue.end
    if agent is not None:
        at = max(agent.until, agent.end)
    if line.low(at) not in scene.lexis.grammar["as"] or line.letter(at + 1) != "g":
        return False
    subject = subject_of(scene, line, cue.group)
    if subject is None or subject.mention is None:
        return False
    inner = cue_of(scene, line, line.group_at[at + 1]) if at + 1 in line.group_at else None
    if inner is None:
        return False
    scene.used.add(line.nodes[inner.start].start)
    agent = agent or _agent(scene, line, inner.end)
    start = max(agent.until, agent.end) if agent is not None and agent.start >= inner.end else inner.end
    reach = walk(scene, line, start, inner.features)
    found = complement(scene, line, inner, reach)
    pieces = found.pieces if found else content_before(scene, subject.start, inner)
    if not pieces:
        return False
    carrier = outlet_link(scene, line, agent, told=True) if agent else None
    chain = [*([carrier] if carrier else []), *reach.carriers, Link(subject.mention)]
    finish(scene, cue, pieces, chain, "quoted_as_saying")
    return True


def _read_as(scene: Scene, line: Line, cue: Cue, agent: Phrase) -> None:
    """«As reported by the Beacon, the pier is shut», «the pier is shut, as reported by the Beacon»."""
    start = cue.group.start - 1
    while line.letter(start) == "r" or line.low(start) in scene.lexis.grammar["adverb"]:
        start -= 1
    end = max(agent.until, agent.end)
    if start == 0 and line.letter(end) == ",":
        whole = span(scene, line, end + 1, clause_end(scene, line, end + 1, cue.start))
        pieces = [whole] if whole else []
    else:
        if _lengthen(scene, line, agent):
            return
        pieces = content_before(scene, start, cue) if _says_something(line, start) else []
    if pieces:
        finish(scene, cue, pieces, _links(scene, line, cue, agent), "as_reported_by")


def _says_something(line: Line, at: int) -> bool:
    """Does a verb or a quotation stand before a node: no «A timeline of the wreck, as told by its crew»?"""
    return '"' in line.tags[:at] or any(g.start < at and g.form == "finite" for g in line.groups)


def _lengthen(scene: Scene, line: Line, agent: Phrase) -> bool:
    """«…, the guard said, as quoted by the Beacon»: the outlet carries what was found before."""
    link = outlet_link(scene, line, agent, told=True)
    for finding in reversed(scene.findings[-3:]):
        is_here = finding.cue is not None and line.nodes[0].start <= finding.cue[0] < line.nodes[agent.start].start
        if is_here and link is not None and finding.rule in _BEFORE:
            finding.chain.insert(0, link)
            return True
    return False


_BEFORE = frozenset({"quote_then_cue", "clause_then_cue"})


def _read_finite(scene: Scene, line: Line, cue: Cue, agent: Phrase | None) -> None:
    if ("opinion" in cue.features and agent is None) or _is_modal(scene, cue):
        return
    reach = walk(scene, line, max(agent.until, agent.end) if agent else cue.end, cue.features)
    for read in (_read_described, _read_clause, _read_anaphor, _read_infinitive):
        if read(scene, cue, agent, reach):
            return


def _is_modal(scene: Scene, cue: Cue) -> bool:
    """«it should be noted»: the author's own."""
    return any(cue.line.low(k) in scene.lexis.grammar["modal"] for k in range(cue.group.start, cue.group.main))


def _read_described(scene: Scene, cue: Cue, agent: Phrase | None, reach: Reach) -> bool:
    """«He has been described by critics as a dinosaur»."""
    is_as = cue.line.low(reach.at) in scene.lexis.grammar["as"] and "as" in cue.features
    return agent is not None and is_as and _read_raised(scene, cue, agent, reach.at)


def _read_clause(scene: Scene, cue: Cue, agent: Phrase | None, reach: Reach) -> bool:
    """«It was reported that …», «…, it was announced», «The court was told that …»."""
    line, subject = cue.line, subject_of(scene, cue.line, cue.group)
    is_that = line.letter(reach.at) == "s" and line.low(reach.at) in scene.lexis.grammar["that"]
    is_it = subject is not None and subject.low in scene.lexis.grammar["it"] and subject.end - subject.start == 1
    if not (is_it or cue.features & {"told", "ask"} or (subject is not None and is_that)):
        return False
    found = complement(scene, line, cue, reach)
    asks = "ask" in cue.features and "shows" not in cue.features
    if found is not None and found.rule in _CLAUSES and (found.rule != "question" or asks):
        chain = _links(scene, line, cue, agent) or (reach.carriers if not agent else [])
        finish(scene, cue, found.pieces, chain, "reported_that")
        return True
    if subject is None or line.letter(subject.start - 1) != "," or "say" not in cue.features:
        return False
    if pieces := content_before(scene, subject.start, cue):
        finish(scene, cue, pieces, _links(scene, line, cue, agent), "reported_that")
    return True


def _read_anaphor(scene: Scene, cue: Cue, agent: Phrase | None, reach: Reach) -> bool:  # noqa: ARG001 - one of several
    """«This was reported by the Beacon»."""
    line, subject = cue.line, subject_of(scene, cue.line, cue.group)
    if agent is None or subject is None or not is_anaphor(scene, line, subject):
        return False
    if pieces := sentence_before(scene, line):
        finish(scene, cue, pieces, _links(scene, line, cue, agent), "reported_by")
    return True


def _read_infinitive(scene: Scene, cue: Cue, agent: Phrase | None, reach: Reach) -> bool:
    """«Two divers are reported to have surfaced», «Residents were urged by officials to leave»."""
    line, at = cue.line, reach.at
    if line.letter(at) != "t":
        return False
    if "raised" in cue.features:
        return _read_raised(scene, cue, agent, at)
    if agent is None or "addressed" not in cue.features:
        return False
    whole = span(scene, line, at, clause_end(scene, line, at, cue.start, reach="narrow"))
    if whole:
        finish(scene, cue, [whole], _links(scene, line, cue, agent), "urged_by")
    return True


_CLAUSES = frozenset({"that_clause", "bare_clause", "question", "cue_then_quote"})


def _read_raised(scene: Scene, cue: Cue, agent: Phrase | None, at: int) -> bool:
    """The subject and what is said of it, from node ``at``, as two pieces."""
    line, subject = cue.line, subject_of(scene, cue.line, cue.group)
    if subject is None:
        return False
    first = span(scene, line, subject.start, _before_verb(line, cue.group.start))
    second = span(scene, line, at, clause_end(scene, line, at, cue.start))
    if first and second:
        pieces, chain = [first, second], _links(scene, line, cue, agent)
        scene.add(Finding(pieces, cue_span(cue), chain, kind_of(scene, line, pieces), "said_to"))
    return True


def _before_verb(line: Line, at: int) -> int:
    while line.letter(at - 1) in {"r", ","}:
        at -= 1
    return at
