"""Verbs that hand content over: what follows them, or what stands before them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from otkuda.attribution.ordered.sight import Finding, Link
from otkuda.attribution.svo.complement import complement
from otkuda.attribution.svo.extent import clause_end, is_cue, kind_of, span
from otkuda.attribution.svo.lexis import NONE
from otkuda.attribution.svo.reach import carriers_between, is_bare_name, origins, walk
from otkuda.attribution.svo.subject import Subject, behind, subject_of
from otkuda.text.tokens import QUOTE

if TYPE_CHECKING:
    from otkuda.attribution.ordered.sight import Mention
    from otkuda.attribution.svo.complement import Complement
    from otkuda.attribution.svo.line import Group, Line
    from otkuda.attribution.svo.reach import Reach
    from otkuda.attribution.svo.scene import Scene
    from otkuda.text.tokens import Token

_OPINION = frozenset({"opinion"})


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
        if other in {line.low(group.end), _noun(line, group.end)} and not _is_of_time(line, group.end):
            return Cue(line, group, features, group.main, group.end + 1)
    after = line.lexes[group.end] if group.end < len(line.lexes) else None
    if after is not None and "short" in after.cue and line.low(group.main) in scene.lexis.grammar["be"]:
        return Cue(line, group, after.cue, group.end, group.end + 1)
    if not lex.cue or "short" in lex.cue:
        return None
    return Cue(line, group, lex.cue, group.main, group.end)


def _is_of_time(line: Line, at: int) -> bool:
    """«insisted on Friday»: the preposition belongs to the time."""
    return line.letter(at) == "p" and line.letter(at + 1) == "T"


def _noun(line: Line, at: int) -> str:
    lex = line.lexes[at] if at < len(line.lexes) else None
    return lex.noun if lex else ""


def read_verbs(scene: Scene, line: Line) -> None:
    """Read every verb of a line that hands content over."""
    for group in line.groups:
        cue = cue_of(scene, line, group)
        if cue is not None:
            _read(scene, line, cue)


def _read(scene: Scene, line: Line, cue: Cue) -> None:
    if cue.group.is_passive:
        return
    reach = walk(scene, line, cue.end, cue.features)
    if _is_inserted(scene, line, cue, reach) and _read_before(scene, line, cue, reach):
        return
    found = complement(scene, line, cue, reach)
    if found is not None:
        subject = subject_of(scene, line, cue.group)
        if subject is not None and not _may_show(scene, cue, subject):
            return
        if subject is not None or cue.group.form == "finite":
            _add_after(scene, cue, reach, found, subject)
        return
    if cue.features & {"say", "paren", "quote", "shows"} and not _read_before(scene, line, cue, reach):
        _read_cut(scene, cue, reach)


def _read_cut(scene: Scene, cue: Cue, reach: Reach) -> None:
    """«“Which one?” Farrow asks.»: the stop inside the marks has cut the sentence in two."""
    line, before = cue.line, scene.beside(cue.line, -1)
    subject = subject_of(scene, line, cue.group)
    if before is None or subject is None or subject.start > 0 or subject.mention is None or subject.is_shared:
        return
    quote = before.nodes[-1]
    is_cut = before.tags.endswith('"') and before.sentence.paragraph == line.sentence.paragraph
    if is_cut and quote.index not in scene.quoted and line.letter(reach.at) in {".", "", ","}:
        finding = Finding(
            scene.pieces(quote), cue_span(cue), [*reach.carriers, Link(subject.mention)], "direct", "quote_then_cue"
        )
        scene.quoted[quote.index] = finding
        scene.add(finding)


def _may_show(scene: Scene, cue: Cue, subject: Subject) -> bool:
    """«It shows that» hands nothing over: a verb that only shows wants a writing, a body or a person."""
    if cue.group.form != "finite" and subject.low in scene.lexis.grammar["it"]:
        return False  # «suffice it to say»
    is_pronoun = subject.mention is not None and subject.mention.kind == "pronoun"
    return "shows" not in cue.features or "say" in cue.features or not is_pronoun


def _is_inserted(scene: Scene, line: Line, cue: Cue, reach: Reach) -> bool:
    """Does the content begin before the verb, though a quotation stands behind it too?"""
    if _is_after_quote(scene, line, cue):
        return True
    subject = subject_of(scene, line, cue.group)
    return (
        subject is not None
        and "say" in cue.features
        and line.tags[reach.at : reach.at + 2] == ',"'
        and line.letter(subject.start - 1) == ","
        and not _is_subordinate(line, subject.start)
        and any(g.form == "finite" and g.end < subject.start for g in line.groups)
    )


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
    chain = _chain(scene, line, cue, reach, subject)
    if not chain:
        return
    finish(scene, cue, pieces, chain, found.rule)


def _cited_after(scene: Scene, line: Line, end: int) -> list[Link]:
    """«reported the march was off, citing the ministry»."""
    comma = next((at for at, node in enumerate(line.nodes) if node.start >= end and line.letter(at) == ","), -1)
    if comma < 0 or line.low(comma + 1) not in scene.lexis.grammar["citing"]:
        return []
    return origins(scene, line, comma, len(line.nodes))


def finish(scene: Scene, cue: Cue, pieces: list[tuple[int, int]], chain: list[Link], rule: str) -> None:
    """Keep what a cue hands over."""
    line = cue.line
    kind = "direct" if rule == "cue_then_block" else kind_of(scene, line, pieces)
    finding = Finding(pieces, cue_span(cue), chain, kind, rule)
    for node in line.nodes:
        if node.kind == QUOTE and any(node.start <= a and b <= node.end for a, b in pieces):
            scene.quoted[node.index] = finding
    scene.add(finding)


def cue_span(cue: Cue) -> tuple[int, int]:
    """Offsets of the words of a cue."""
    nodes = cue.line.nodes
    return nodes[cue.start].start, nodes[cue.end - 1].end


def _chain(scene: Scene, line: Line, cue: Cue, reach: Reach, subject: Subject | None) -> list[Link]:
    """The carriers, then who says it, then whom that one cites."""
    carriers = list(reach.carriers)
    own: list[Link] = []
    if subject is not None and subject.mention is not None:
        own = subject_links(subject)
        if not subject.is_behind and not subject.is_shared:
            carriers = _leading(scene, line, subject) + carriers
    elif subject is not None:
        own = _unlisted(scene, line, cue, subject)
        if not own:
            return []
    cited = list(reach.origins) or _cited_before(scene, line, cue, subject)
    if cited and subject is not None:
        _as_outlet(scene, cue, subject.mention)
    if cited and own and own[-1].mention in [link.mention for link in cited]:
        cited = []
    if own and own[-1].mention is not None and own[-1].mention.type == "outlet":
        carriers = [link for link in carriers if not _is_own_piece(scene, link)]
    kept = [link for link in carriers if link.mention not in [one.mention for one in own]]
    return [*_unique(kept), *own, *cited]


def _is_own_piece(scene: Scene, link: Link) -> bool:
    """An outlet's editorial carries nobody but the outlet."""
    mention = link.mention
    return mention is not None and "publication" in scene.language.documents.get(mention.head, NONE)


def _as_outlet(scene: Scene, cue: Cue, mention: Mention | None) -> None:
    """«Northwire reported, citing a guard»: a bare name that carries another's words is an outlet's."""
    if "carry" in cue.features and mention is not None and is_bare_name(scene, mention):
        mention.kind, mention.type, mention.gender = "body", "outlet", ""


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
    if subject.start - start < 2 or line.letter(start) not in {"p", "g", "r"}:
        return []
    if line.letter(subject.start - 1) != "," and any(start <= g.start < subject.start for g in line.groups):
        return []
    found = carriers_between(scene, line, start - 1, subject.start)
    if line.letter(start) == "g":
        found += [link for link in _spoken_to(scene, line, start) if link.mention not in [f.mention for f in found]]
    return found


def _spoken_to(scene: Scene, line: Line, start: int) -> list[Link]:
    reach = walk(scene, line, start + 1, frozenset({"to_whom"}))
    return reach.carriers


def _read_before(scene: Scene, line: Line, cue: Cue, reach: Reach) -> bool:
    """Content before the verb: «The road is shut, the mayor said», «“…,” said the mayor»."""
    subject = _speaker(scene, line, cue)
    if subject is None or not _may_insert(cue, subject):
        return False
    if not subject.is_behind and line.letter(reach.at) in _OBJECT:
        return False
    if _carries(scene, line, cue, subject):
        return True
    if line.low(subject.start - 1) in scene.lexis.grammar["as"]:
        return _read_as(scene, line, cue, reach, subject)
    left = cue.group.start if subject.is_behind else subject.start
    tail = walk(scene, line, subject.end, NONE) if subject.is_behind else reach
    pieces = content_before(scene, left, cue)
    if not _says_something(line, left):
        pieces = []  # «But, he added, …», «However, he said, …»
    elif not pieces:
        return False
    rest, cited = _rest(scene, line, tail.at, cue, pieces)
    if cited:
        tail.origins += cited
    if not rest and not _is_whole(scene, line, left, pieces):
        return False
    tail.carriers += [c for c in reach.carriers if c.mention not in [t.mention for t in tail.carriers]]
    chain = _chain(scene, line, cue, tail, subject)
    if chain:
        pieces, rest = (pieces, rest) if pieces else (rest, [])
        is_quote = kind_of(scene, line, pieces) == "direct"
        finish(scene, cue, pieces + rest, chain, "quote_then_cue" if is_quote else "clause_then_cue")
    return bool(chain)


def _may_insert(cue: Cue, subject: Subject) -> bool:
    """A verb that only shows may stand behind its content where a writing shows it: «prices fell, a report finds»."""
    is_writing = subject.mention is not None and subject.mention.kind == "document"
    return bool(cue.features & {"say", "paren", "quote"}) or is_writing


def _says_something(line: Line, left: int) -> bool:
    """Is what stands before the verb more than a conjunction or an adverb?"""
    return bool(line.tags[:left].strip("rcs,"))


def _carries(scene: Scene, line: Line, cue: Cue, subject: Subject) -> bool:
    """«The ministry said A, the agency reported»: the agency carries what the ministry said."""
    mention = subject.mention
    if mention is None or mention.kind != "body" or "carry" not in cue.features:
        return False
    for finding in reversed(scene.findings[-3:]):
        if finding.cue is None or not line.nodes[0].start <= finding.cue[0] < line.nodes[subject.start].start:
            continue
        is_clause = finding.rule in _SAID and finding.chain
        if is_clause and finding.content[-1][1] <= line.nodes[subject.start].start:
            mention.type = mention.type or "outlet"
            finding.chain.insert(0, Link(mention, "outlet" if mention.type == "outlet" else ""))
            return True
    return False


_SAID = frozenset({"that_clause", "bare_clause", "quote_then_cue", "clause_then_cue", "cue_then_quote"})


def _read_as(scene: Scene, line: Line, cue: Cue, reach: Reach, subject: Subject) -> bool:
    """«As the ministry noted, the fee is ten», «the fee, as the ministry noted, is ten»."""
    start = subject.start - 1
    if not cue.features & {"say", "paren", "that"} and cue.end - cue.start < 2:
        return False
    if start == 0 and line.letter(reach.at) == ",":
        whole = span(scene, line, reach.at + 1, clause_end(scene, line, reach.at + 1, cue.start))
        pieces = [whole] if whole else []
    else:
        pieces = content_before(scene, start, cue) if line.letter(start - 1) == "," else []
        pieces += _rest(scene, line, reach.at, cue, pieces)[0] if pieces else []
    chain = _chain(scene, line, cue, reach, subject)
    if pieces and chain:
        finish(scene, cue, pieces, chain, "as_clause_said")
    return bool(pieces)


_OBJECT = frozenset("dhnNmou#ai")  # what stands there is what is said: «this would add weight»
_LEFT = frozenset({",", '"', "?", "!", "-"})


def _speaker(scene: Scene, line: Line, cue: Cue) -> Subject | None:
    """The subject of a verb whose content stands before it: behind the verb, or right before it."""
    start = cue.group.start
    if cue.group.form != "finite" or line.tags[:start].rstrip("r").endswith("w"):
        return None  # «“…,” one resident, who asked not to be named, said»
    found = behind(line, cue.end) if "told" not in cue.features and line.letter(start - 1) in _LEFT else None
    if found is not None and _closes(line, found.end) and _has_content(line, start):
        scene.subjects[id(cue.group)] = found
        return found
    subject = subject_of(scene, line, cue.group)
    if subject is None or subject.is_shared:
        return None
    is_as = line.low(subject.start - 1) in scene.lexis.grammar["as"]
    return subject if is_as or line.letter(subject.start - 1) in _LEFT else None


def _closes(line: Line, at: int) -> bool:
    """Is nothing left behind the speaker that would need him for its subject?"""
    return line.letter(at) not in {"v", "x", "O"}


def _has_content(line: Line, start: int) -> bool:
    """Does a quotation or a clause stand before the verb, and no lone noun phrase?"""
    if line.letter(start - 1) in {'"', "?", "!"}:
        return True
    return any(g.form == "finite" and g.start < start - 1 for g in line.groups) or not line.phrases or line.number == 0


def content_before(scene: Scene, left: int, cue: Cue) -> list[tuple[int, int]]:
    """The quotation or the clause that ends before node ``left``."""
    line = cue.line
    last = left - 1
    while line.letter(last) in {",", "-"}:
        last -= 1
    if last < 0:
        return []
    start = _begin(scene, line, last)
    node = line.nodes[last]
    if line.letter(last) == '"' and (start == last or not _is_part(line, last)):
        return scene.pieces(node) if node.index not in scene.quoted else []
    if not cue.features & {"say", "paren", "shows"}:
        return []
    start += line.low(start) in scene.lexis.grammar["but"]
    whole = span(scene, line, start, last + 1)
    return [whole] if whole else []


def _is_circumstance(line: Line, left: int) -> bool:
    """«When the water came up, nobody answered»: one clause, told by no one."""
    return _is_subordinate(line, left) and sum(g.form == "finite" and g.start < left for g in line.groups) == 1


def _is_subordinate(line: Line, left: int) -> bool:
    """«When asked whether he would go, Pell said»: is all that stands before a node one clause with a conjunction?"""
    opens = line.letter(0) in {"s", "q"} and line.letter(1) not in {"x", "t"}
    return opens and "," not in line.tags[1 : left - 1]


def _is_whole(scene: Scene, line: Line, left: int, pieces: list[tuple[int, int]]) -> bool:
    """May what stands before a cue be all that is said?"""
    return bool(pieces) and not _is_given(scene, pieces) and not _is_circumstance(line, left)


def _is_given(scene: Scene, pieces: list[tuple[int, int]]) -> bool:
    """Does the clause before a verb belong to a cue inserted in it?"""
    return any(pieces[-1][1] == piece[1] for finding in scene.findings[-4:] for piece in finding.content)


def _is_part(line: Line, last: int) -> bool:
    """Is the quotation the end of a clause that begins outside it?"""
    return line.letter(last - 1) not in {".", ":", "?", "!"}


def _begin(scene: Scene, line: Line, last: int) -> int:
    """Where the clause before a cue begins: at the sentence's start, or behind an earlier cue or semicolon."""
    start = max(line.tags.rfind(";", 0, last) + 1, line.first)
    for finding in reversed(scene.findings[-4:]):
        if finding.cue and line.nodes[start].start <= finding.cue[0] < line.nodes[last].start:
            comma = line.tags.find(",", _node_at(line, finding.cue[0]))
            if 0 < comma < last:
                start = comma + 1
                break
    return start


def _node_at(line: Line, offset: int) -> int:
    return next(at for at, node in enumerate(line.nodes) if node.end > offset)


def _rest(
    scene: Scene, line: Line, at: int, cue: Cue, pieces: list[tuple[int, int]]
) -> tuple[list[tuple[int, int]], list[Link]]:
    """What goes on behind an inserted cue, and whom the speaker cites there."""
    cited = origins(scene, line, at, len(line.nodes))
    at -= line.letter(at) == '"'  # «…, he said “…”»
    if line.letter(at) not in {",", ";"} and line.letter(at + 1) != '"':
        return [], cited
    at += line.tags[at : at + 2] == ",-"
    behind_it = line.nodes[at + 1] if at + 1 < len(line.nodes) else None
    is_direct = bool(pieces) and any(n.kind == QUOTE and n.start <= pieces[0][0] < n.end for n in line.nodes)
    if behind_it is None or cited:
        return [], cited
    if behind_it.kind == QUOTE and is_direct and behind_it.index not in scene.quoted:
        return scene.pieces(behind_it), cited
    if is_direct and (later := _later_quote(scene, line, at)) is not None:
        return scene.pieces(later), cited
    if is_direct or line.letter(at + 1) == "w" or line.low(at + 1) in scene.lexis.grammar["but"]:
        return [], cited
    end = clause_end(scene, line, at, cue.start)
    whole = span(scene, line, at + 1, end) if end > at + 1 else None
    return ([whole] if whole and _is_more(line, at + 1) and not _declines(scene, line, at + 1) else []), cited


def _later_quote(scene: Scene, line: Line, at: int) -> Token | None:
    """«"The means," he said in Ost, where he met reporters, "are there."»: no other verb of saying comes between."""
    quote = line.tags.find('"', at)
    if quote < 0 or line.letter(quote - 1) != "," or line.nodes[quote].index in scene.quoted:
        return None
    return None if any(is_cue(line, g) for g in line.groups if at < g.start < quote) else line.nodes[quote]


def _declines(scene: Scene, line: Line, at: int) -> bool:
    """«The mayor will go, he said, declining to say when»."""
    lex = line.lexes[at]
    return line.letter(at) == "g" and lex is not None and lex.verb in scene.lexis.grammar["declining"]


def _is_more(line: Line, at: int) -> bool:
    """Is what follows the comma of the clause, and no apposition or «as …»?"""
    if line.letter(at) == "T" or at + 2 >= len(line.nodes):
        return False
    return line.letter(at) not in {"c", "s"} or line.letter(at + 1) in set("xvdnNmo")
