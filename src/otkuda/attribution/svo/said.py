"""Verbs that hand content over: what follows them, or what stands before them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.attribution.ordered.sight import Finding, Link
from otkuda.attribution.svo.before import goes_on_behind_colon, is_subordinate, read_before
from otkuda.attribution.svo.complement import complement
from otkuda.attribution.svo.cue import cue_of, cue_span, finish
from otkuda.attribution.svo.extent import span
from otkuda.attribution.svo.reach import is_place, origins, outlet_link, walk
from otkuda.attribution.svo.sources import chain_of
from otkuda.attribution.svo.subject import subject_of

if TYPE_CHECKING:
    from otkuda.attribution.svo.cue import Cue
    from otkuda.attribution.svo.line import Line, Phrase
    from otkuda.attribution.svo.reach import Reach
    from otkuda.attribution.svo.scene import Scene
    from otkuda.attribution.svo.spot import Complement
    from otkuda.attribution.svo.subject import Subject

    Piece = tuple[int, int]


def read_verbs(scene: Scene, line: Line) -> None:
    """Read every verb of a line that hands content over."""
    for group in line.groups:
        cue = cue_of(scene, line, group)
        if cue is not None:
            _read(scene, line, cue)


def _read(scene: Scene, line: Line, cue: Cue) -> None:
    if cue.group.is_passive and "short" not in cue.features:
        return
    reach = walk(scene, line, cue.end, cue.features)
    if _is_inserted(scene, line, cue, reach) and read_before(scene, line, cue, reach):
        return
    found = complement(scene, line, cue, reach)
    if found is not None:
        subject = subject_of(scene, line, cue.group)
        if subject is not None and not _may_show(scene, cue, subject):
            return
        if subject is not None or cue.group.form == "finite":
            _add_after(scene, cue, reach, found, subject)
        return
    if cue.features & {"say", "paren", "quote", "shows"} and not read_before(scene, line, cue, reach):
        _read_cut(scene, cue, reach)


def _read_cut(scene: Scene, cue: Cue, reach: Reach) -> None:
    """«“Which one?” Farrow asks.»: the stop inside the marks has cut the sentence in two."""
    line, before = cue.line, scene.beside(cue.line, -1)
    subject = subject_of(scene, line, cue.group)
    if before is None or subject is None or subject.start > 0 or subject.mention is None or subject.is_shared:
        return
    quote = before.nodes[-1]
    is_cut = before.tags.endswith('"') and before.sentence.paragraph == line.sentence.paragraph
    if "weak" in cue.features and scene.document.tokens[quote.last - 1].text == ".":
        return  # «“The road took the shop.” Her husband nods.»
    is_told = any(a <= quote.start < b for finding in scene.found_in(before) for a, b in finding.content)
    if is_cut and not is_told and quote.index not in scene.quoted and line.letter(reach.at) in {".", "", ","}:
        finding = Finding(
            scene.pieces(quote), cue_span(cue), [*reach.carriers, Link(subject.mention)], "direct", "quote_then_cue"
        )
        scene.quoted[quote.index] = finding
        scene.add(finding)


def _may_show(scene: Scene, cue: Cue, subject: Subject) -> bool:
    """«It shows that» hands nothing over: a verb that only shows wants a writing, a body or a person."""
    is_joined = cue.line.letter(cue.group.start - 1) == ","  # «it said, adding that»
    if cue.group.form != "finite" and subject.low in scene.lexis.grammar["it"] and not is_joined:
        return False  # «suffice it to say», «it is worth noting that»
    is_thing = subject.mention is not None and subject.mention.kind == "pronoun" and not subject.mention.gender
    is_thing = is_thing or subject.low in scene.lexis.grammar["it"]
    return "shows" not in cue.features or "say" in cue.features or not is_thing


def _is_inserted(scene: Scene, line: Line, cue: Cue, reach: Reach) -> bool:
    """Does the content begin before the verb, though a quotation stands behind it too?"""
    if _is_after_quote(scene, line, cue):
        return True
    subject = subject_of(scene, line, cue.group)
    return (
        subject is not None
        and "say" in cue.features
        and (line.tags[reach.at : reach.at + 2] == ',"' or goes_on_behind_colon(line, reach.at))
        and line.letter(subject.start - 1) == ","
        and not is_subordinate(line, subject.start)
        and (any(g.form == "finite" and g.end < subject.start for g in line.groups) or _is_topic(line, subject, reach))
    )


def _is_topic(line: Line, subject: Subject, reach: Reach) -> bool:
    """«Employers, it added, “have a duty”»: the subject of what is quoted stands before the verb."""
    first = line.phrase_at.get(line.first)
    inner = line.sentence.inner.get(line.nodes[reach.at + 1].index, []) if reach.at + 1 < len(line.nodes) else []
    is_alone = first is not None and max(first.until, first.end) == subject.start - 1
    return is_alone and any(not one.nodes[0].is_capital for one in inner[:1])


def _is_after_quote(scene: Scene, line: Line, cue: Cue) -> bool:
    """Does a quotation that nobody has been given stand right before the verb and its subject?"""
    subject = subject_of(scene, line, cue.group)
    at = subject.start if subject is not None and not subject.is_shared else cue.group.start
    while line.letter(at - 1) in {",", "-"}:
        at -= 1
    return line.letter(at - 1) == '"' and line.nodes[at - 1].index not in scene.quoted


def _add_after(scene: Scene, cue: Cue, reach: Reach, found: Complement, subject: Subject | None) -> None:
    """Content behind the verb."""
    line, pieces = cue.line, found.pieces
    if not pieces or (subject is None and cue.group.form != "finite"):
        return
    if subject is None and (line.number or line.depth):
        return
    reach.origins = reach.origins or _cited_after(scene, line, pieces[-1][1])
    pieces = _before_interview(scene, line, reach, pieces)
    chain = chain_of(scene, line, cue, reach, subject)
    if not chain:
        return
    finish(scene, cue, pieces, chain, found.rule)


def _before_interview(scene: Scene, line: Line, reach: Reach, pieces: list[Piece]) -> list[Piece]:
    """«said that the firm would stay in an interview with the Beacon»: what ends the sentence is where it was said."""
    start, end = pieces[-1]
    for phrase in line.phrases:
        first = line.nodes[phrase.start - 1].start
        if start < first < end and not reach.carriers and (link := _interviewer(scene, line, phrase, end)) is not None:
            reach.carriers.append(link)
            low = next(at for at, node in enumerate(line.nodes) if node.end > start)
            whole = span(scene, line, low, phrase.start - 1)
            return [*pieces[:-1], whole] if whole else pieces
    return pieces


def _interviewer(scene: Scene, line: Line, phrase: Phrase, end: int) -> Link | None:
    """The outlet of «in an interview with the Beacon» where the phrase ends at an offset."""
    outlet = line.phrase_at.get(phrase.end + 1) if line.low(phrase.end) in scene.lexis.grammar["published"] else None
    if outlet is None or line.letter(phrase.start - 1) != "p" or not is_place(line, phrase, scene.language.code):
        return None
    is_last = line.nodes[max(outlet.until, outlet.end) - 1].end == end
    return outlet_link(scene, line, outlet, told=False) if is_last else None


def _cited_after(scene: Scene, line: Line, end: int) -> list[Link]:
    """«reported the march was off, citing the ministry»."""
    comma = next((at for at, node in enumerate(line.nodes) if node.start >= end and line.letter(at) == ","), -1)
    if comma < 0 or line.low(comma + 1) not in scene.lexis.grammar["citing"]:
        return []
    return origins(scene, line, comma, len(line.nodes))
