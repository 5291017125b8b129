"""The chain of a verb that hands content over: carriers, its subject, and whom that one cites."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.attribution.ordered.sight import Link
from otkuda.attribution.svo.lexis import NONE
from otkuda.attribution.svo.reach import carriers_between, is_bare_name, origins, outlet_link, stand_for, walk

if TYPE_CHECKING:
    from otkuda.attribution.ordered.sight import Mention
    from otkuda.attribution.svo.cue import Cue
    from otkuda.attribution.svo.line import Line
    from otkuda.attribution.svo.reach import Reach
    from otkuda.attribution.svo.scene import Scene
    from otkuda.attribution.svo.subject import Subject


def chain_of(scene: Scene, line: Line, cue: Cue, reach: Reach, subject: Subject | None) -> list[Link]:
    """The carriers, then who says it, then whom that one cites."""
    carriers = list(reach.carriers)
    own: list[Link] = []
    if subject is not None and subject.mention is not None:
        own = _of_medium(scene, line, subject) or subject_links(subject)
        if not subject.is_behind and not subject.is_shared:
            carriers = _leading(scene, line, subject) + _inserted(scene, line, cue, subject) + carriers
    elif subject is not None:
        own = _unlisted(scene, line, cue, subject)
        if not own:
            return []
    cited = list(reach.origins) or _cited_before(scene, line, cue, subject)
    if cited and subject is not None:
        as_outlet(scene, cue, subject.mention)
    if cited and own and own[-1].mention in [link.mention for link in cited]:
        cited = []
    if own and own[-1].mention is not None and own[-1].mention.type == "outlet":
        carriers = [link for link in carriers if not _is_own_piece(scene, link)]
    kept = [link for link in carriers if link.mention not in [one.mention for one in own]]
    return [*_unique(kept), *own, *cited]


def _of_medium(scene: Scene, line: Line, subject: Subject) -> list[Link]:
    """«…, Kazinform correspondent reports»: who stands for the outlet."""
    phrase = line.phrase_at.get(subject.start)
    link = stand_for(scene, line, phrase) if phrase is not None and phrase.mention is subject.mention else None
    return [link] if link is not None else []


def _is_own_piece(scene: Scene, link: Link) -> bool:
    """An outlet's editorial carries nobody but the outlet."""
    mention = link.mention
    return mention is not None and "publication" in scene.language.documents.get(mention.head, NONE)


def as_outlet(scene: Scene, cue: Cue, mention: Mention | None) -> None:
    """«Northwire reported, citing a guard»: a bare name that carries another's words is an outlet's."""
    if mention is None or "carry" not in cue.features:
        return
    if is_bare_name(scene, mention) or _is_station(scene, mention):
        mention.kind, mention.type, mention.gender = "body", "outlet", ""


def _is_station(scene: Scene, mention: Mention) -> bool:
    """«the state broadcaster Kesh One quoted her»: the title means an outlet too."""
    return mention.kind == "person" and any(role in scene.language.outlets for role in mention.roles)


def _unlisted(scene: Scene, line: Line, cue: Cue, subject: Subject) -> list[Link]:
    """A speaker that no table holds, of a verb that is hardly anything but saying."""
    phrase = line.phrase_at.get(subject.start)
    if phrase is None or cue.group.form != "finite" or subject.is_shared:
        return []
    mention = scene.unlisted(line, phrase)
    if mention is None:
        return []
    subject.mention = phrase.mention = mention
    return [Link(mention)]


def _cited_before(scene: Scene, line: Line, cue: Cue, subject: Subject | None) -> list[Link]:
    """«Citing a guard, the Beacon said», «The Beacon, citing a guard, said»."""
    if subject is None or subject.is_shared or subject.is_behind:
        return []
    if line.letter(0) == "g" and subject.start < 25:
        return origins(scene, line, 0, subject.start)
    between = line.tags[subject.end : cue.start]
    return (
        origins(scene, line, subject.start, cue.start)
        if between[-1:] == "," or "," in line.tags[subject.start : cue.start]
        else []
    )


def _unique(links: list[Link]) -> list[Link]:
    """An outlet before a writing, none twice."""
    found: list[Link] = []
    for link in links:
        if link.mention not in [one.mention for one in found]:
            found.append(link)
    return found


def subject_links(subject: Subject) -> list[Link]:
    """A subject as the end of a chain: a writing before its author."""
    mention = subject.mention
    if mention is None:
        return []
    if mention.kind == "document":
        return [Link(mention, "document"), *([Link(mention.owner)] if mention.owner is not None else [])]
    return [Link(mention)]


def _leading(scene: Scene, line: Line, subject: Subject) -> list[Link]:
    """«In an interview with the Beacon, Pell said», «Speaking to Radio Tarn, the mayor said»."""
    start = line.tags.rfind(";", 0, max(subject.start, 0)) + 1
    start += line.letter(start) in {"c", "s"} and line.letter(start + 1) == "g"  # «While speaking to the BBS, …»
    if subject.start - start < 2 or line.letter(start) not in {"p", "g", "r"}:
        return []
    if line.letter(subject.start - 1) != "," and any(start <= g.start < subject.start for g in line.groups):
        return []
    found = carriers_between(scene, line, start - 1, subject.start)
    if line.letter(start) == "g":
        found += [link for link in _spoken_to(scene, line, start) if link.mention not in [f.mention for f in found]]
    return found


def _inserted(scene: Scene, line: Line, cue: Cue, subject: Subject) -> list[Link]:
    """«Pell, speaking to Radio Tarn, said»."""
    start, close = subject.end + 1, line.tags.find(",", subject.end + 1)
    lex = line.lexes[start] if line.tags[subject.end : start + 1] == ",g" else None
    if lex is None or not 0 < close < cue.start or not (lex.cue or lex.verb in scene.lexis.speaking):
        return []
    found = carriers_between(scene, line, start, close)
    return found + [link for link in _spoken_to(scene, line, start) if link.mention not in [f.mention for f in found]]


def _spoken_to(scene: Scene, line: Line, start: int) -> list[Link]:
    reach = walk(scene, line, start + 1, frozenset({"to_whom"}))
    phrase = line.phrase_at.get(start + 2) if line.low(start + 1) in scene.lexis.grammar["to"] else None
    if phrase is None or phrase.mention is None or phrase.mention.kind != "body" or reach.carriers:
        return reach.carriers
    link = outlet_link(scene, line, phrase, told=True)  # «Speaking to the BBS, she said»
    return [link] if link is not None else []
