"""Content that stands before its verb: «The road is shut, the mayor said», «“…,” said the mayor»."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.attribution.ordered.sight import Link
from otkuda.attribution.svo.cue import finish
from otkuda.attribution.svo.extent import clause_end, is_cue, joins_anew, kind_of, span
from otkuda.attribution.svo.lexis import NONE
from otkuda.attribution.svo.reach import is_bare_name, origins, walk
from otkuda.attribution.svo.sources import chain_of
from otkuda.attribution.svo.subject import behind, subject_of
from otkuda.text.tokens import QUOTE

if TYPE_CHECKING:
    from otkuda.attribution.svo.cue import Cue
    from otkuda.attribution.svo.line import Line
    from otkuda.attribution.svo.reach import Reach
    from otkuda.attribution.svo.scene import Scene
    from otkuda.attribution.svo.subject import Subject
    from otkuda.text.tokens import Token


def read_before(scene: Scene, line: Line, cue: Cue, reach: Reach) -> bool:
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
    chain = chain_of(scene, line, cue, tail, subject)
    if chain:
        scene.subjects[id(cue.group)] = subject
        pieces, rest = (pieces, rest) if pieces else (rest, [])
        is_quote = kind_of(scene, line, pieces) == "direct"
        finish(scene, cue, pieces + rest, chain, "quote_then_cue" if is_quote else "clause_then_cue")
    return bool(chain)


def _may_insert(cue: Cue, subject: Subject) -> bool:
    """A verb that only shows may stand behind its content where a writing shows it: «prices fell, a report finds»."""
    one = subject.mention
    is_writing = one is not None and (one.kind == "document" or (one.type == "outlet" and "shows" in cue.features))
    return bool(cue.features & {"say", "paren", "quote"}) or is_writing


def _says_something(line: Line, left: int) -> bool:
    """Is what stands before the verb more than a conjunction or an adverb?"""
    return bool(line.tags[:left].strip("rcs,"))


def _carries(scene: Scene, line: Line, cue: Cue, subject: Subject) -> bool:
    """«The ministry said A, the agency reported»: the agency carries what the ministry said."""
    mention = subject.mention
    if mention is None or "carry" not in cue.features:
        return False
    is_bare = is_bare_name(scene, mention)
    if mention.kind != "body" and not is_bare:
        return False
    for finding in reversed(scene.findings[-3:]):
        if finding.cue is None or not line.nodes[0].start <= finding.cue[0] < line.nodes[subject.start].start:
            continue
        is_clause = finding.rule in _SAID and finding.chain
        if is_clause and finding.content[-1][1] <= line.nodes[subject.start].start:
            if is_bare:
                mention.kind, mention.gender = "body", ""  # «…, Northwire reported»
                mention.type = "outlet"
            mention.type = mention.type or "outlet"
            finding.chain.insert(0, Link(mention, "outlet" if mention.type == "outlet" else ""))
            return True
    return False


_SAID = frozenset(
    (
        "that_clause",
        "bare_clause",
        "quote_then_cue",
        "clause_then_cue",
        "cue_then_quote",
        "gerund",
        "infinitive",
        "small_clause",
    )
)


def _read_as(scene: Scene, line: Line, cue: Cue, reach: Reach, subject: Subject) -> bool:
    """«As the ministry noted, the fee is ten», «the fee, as the ministry noted, is ten»."""
    start = subject.start - 1
    if not cue.features & {"say", "paren", "that"} and cue.end - cue.start < 2:
        return False
    if start == 0 and line.letter(reach.at) == ",":
        whole = span(scene, line, reach.at + 1, clause_end(scene, line, reach.at + 1, cue.start))
        pieces = [whole] if whole else []
    else:
        pieces = content_before(scene, start, cue) if line.letter(start - 1) in {",", '"'} else []
        pieces += _rest(scene, line, reach.at, cue, pieces)[0] if pieces else []
    chain = chain_of(scene, line, cue, reach, subject)
    if pieces and chain:
        finish(scene, cue, pieces, chain, "as_clause_said")
    return bool(pieces)


_OBJECT = frozenset("dhnNmou#ai")  # what stands there is what is said: «this would add weight»
_LEFT = frozenset({",", '"', "?", "!", "-"})


def _speaker(scene: Scene, line: Line, cue: Cue) -> Subject | None:
    """The subject of a verb whose content stands before it: behind the verb, or right before it."""
    start = cue.group.start
    if cue.group.form == "infinitive" and (liked := _of_habit(scene, line, cue)) is not None:
        return liked
    if cue.group.form != "finite" or line.tags[:start].rstrip("r").endswith("w"):
        return None  # «“…,” one resident, who asked not to be named, said»
    found = behind(line, cue.end) if "told" not in cue.features and line.letter(start - 1) in _LEFT else None
    if found is not None and found.mention is None and not _is_quoted(line, start):
        found = None  # «says a voice»: whoever stands there, where words in marks stand before
    if found is not None and _closes(line, found.end) and _has_content(line, start):
        return found
    subject = subject_of(scene, line, cue.group)
    if subject is None or subject.is_shared:
        return None
    is_as = line.low(subject.start - 1) in scene.lexis.grammar["as"]
    return subject if is_as or line.letter(subject.start - 1) in _LEFT else None


def _is_quoted(line: Line, at: int) -> bool:
    """Does a quotation stand right before a node?"""
    at -= line.letter(at - 1) in {",", "-"}
    return line.letter(at - 1) == '"'


def _of_habit(scene: Scene, line: Line, cue: Cue) -> Subject | None:
    """«“A map is an argument,” she liked to say»."""
    verb = next((g for g in line.groups if g.end == cue.group.start and g.form == "finite"), None)
    subject = subject_of(scene, line, verb) if verb is not None else None
    if subject is None or subject.is_shared:
        return None
    left = subject.start - 1 - (line.letter(subject.start - 1) == ",")
    return subject if line.letter(left) == '"' else None


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
    if not cue.features & {"say", "paren", "shows", "carry"}:
        return []
    start += line.low(start) in scene.lexis.grammar["but"]
    if line.letter(start) == "p" and not any(start <= g.start <= last for g in line.groups):
        return []  # «In the letter, dated June 3, the agency warned of»
    whole = span(scene, line, start, last + 1)
    return [whole] if whole else []


def _is_circumstance(line: Line, left: int) -> bool:
    """«When the water came up, nobody answered»: one clause, told by no one."""
    return is_subordinate(line, left) and sum(g.form == "finite" and g.start < left for g in line.groups) == 1


def is_subordinate(line: Line, left: int) -> bool:
    """«When asked whether he would go, Pell said»: is all that stands before a node one clause with a conjunction?"""
    opens = line.letter(0) in {"s", "q"} and line.letter(1) not in {"x", "t"}
    return opens and "," not in line.tags[1 : left - 1]


def _is_whole(scene: Scene, line: Line, left: int, pieces: list[tuple[int, int]]) -> bool:
    """May what stands before a cue be all that is said?"""
    return bool(pieces) and not _is_given(scene, pieces) and not _is_circumstance(line, left)


def _is_given(scene: Scene, pieces: list[tuple[int, int]]) -> bool:
    """Does the clause before a verb belong to a cue inserted in it?"""
    start, end = pieces[-1]
    return any(
        end == piece[1] and not (finding.cue and start < finding.cue[0] < piece[0])  # «Doctors say he is, she told»
        for finding in scene.findings[-4:]
        for piece in finding.content
    )


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
    if pieces and goes_on_behind_colon(line, at):
        whole = span(scene, line, at + 1, len(line.nodes))
        return ([whole] if whole else []), cited
    is_direct = bool(pieces) and any(n.kind == QUOTE and n.start <= pieces[0][0] < n.end for n in line.nodes)
    if is_direct and not cited and (later := _later_quote(scene, line, at)) is not None:
        return scene.pieces(later), cited
    at -= line.letter(at) == '"'  # «…, he said “…”»
    if line.letter(at) not in {",", ";"} and (line.letter(at + 1) != '"' or line.letter(at) == "h"):
        return [], cited  # «said on Tarn TV's “Face to Face”»
    at += line.tags[at : at + 2] == ",-"
    behind_it = line.nodes[at + 1] if at + 1 < len(line.nodes) else None
    if behind_it is None or cited:
        return [], cited
    if behind_it.kind == QUOTE and is_direct and behind_it.index not in scene.quoted:
        return scene.pieces(behind_it), cited
    if (
        is_direct
        or line.letter(at + 1) == "w"
        or line.low(at + 1) in scene.lexis.grammar["but"]
        or joins_anew(line, at + 1)
    ):
        return [], cited
    end = clause_end(scene, line, at, cue.start)
    whole = span(scene, line, at + 1, end) if end > at + 1 else None
    return ([whole] if whole and _is_more(line, at + 1) and not _declines(scene, line, at + 1) else []), cited


def goes_on_behind_colon(line: Line, at: int) -> bool:
    """«Water is not enough, Reyes points out: the star flares»: more of what is said, with a verb of its own."""
    is_more = line.letter(at) == ":" and line.letter(at + 1) not in {'"', ""}
    return is_more and any(group.form == "finite" and group.start > at for group in line.groups)


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
    if line.letter(at) == '"':
        return True  # «Such microbes may live in dumps, he added, “where nobody has looked”»
    if line.letter(at) == "T" or at + 2 >= len(line.nodes):
        return False
    return line.letter(at) not in {"c", "s"} or line.letter(at + 1) in set("xvdnNmo")
