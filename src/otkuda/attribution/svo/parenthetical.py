"""Words that are no verb: «according to the mayor», «in the mayor's words», «by his own account», «reportedly»."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.attribution.ordered.sight import Finding, Link
from otkuda.attribution.svo.extent import clause_end, joins_anew, kind_of, span
from otkuda.attribution.svo.reach import origins, outlet_link, source_links

if TYPE_CHECKING:
    from otkuda.attribution.svo.line import Line, Phrase
    from otkuda.attribution.svo.scene import Scene


def read_openers(scene: Scene, line: Line) -> None:
    """«According to the mayor, the road is shut», wherever it stands in the sentence."""
    for at, node in enumerate(line.nodes):
        for words in scene.lexis.openers.get(node.low, ()):
            end = at + len(words)
            if all(line.low(at + k) == word for k, word in enumerate(words)):
                phrase = line.phrase_at.get(end)
                if phrase is not None and _is_source(scene, line, phrase) and _may_open(line, at, end, phrase):
                    _read(scene, line, at, end, phrase)
                break


def _is_source(scene: Scene, line: Line, phrase: Phrase) -> bool:
    """Whoever stands there is a source, though no table holds the noun: «according to one estimate»."""
    if phrase.mention is None:
        phrase.mention = scene.unlisted(line, phrase)
        if phrase.mention is not None and phrase.mention.kind == "body" and not phrase.mention.is_named:
            phrase.mention.kind = phrase.mention.type = "document"
    return phrase.mention is not None and phrase.mention.kind != "thing"


def _may_open(line: Line, at: int, end: int, phrase: Phrase) -> bool:
    """«…, per the brigade»; not «12 per cent, per head»."""
    return end - at > 1 or (line.letter(at - 1) == "," and line.letter(phrase.start) in {"d", "m"})


def _read(scene: Scene, line: Line, at: int, end: int, phrase: Phrase) -> None:
    behind = _behind(line, phrase)
    pieces = _about(scene, line, at, behind)
    if not pieces:
        return
    chain = _sources(scene, line, phrase, behind)
    is_outlet = phrase.mention is not None and phrase.mention.type == "outlet"
    if is_outlet and (told := _told_by(scene, line, at, pieces)) is not None:
        told.chain = [*chain, *told.chain]
        return
    cue = line.nodes[at].start, line.nodes[end - 1].end
    scene.add(Finding(pieces, cue, chain, kind_of(scene, line, pieces), "according_to"))


def _told_by(scene: Scene, line: Line, at: int, pieces: list[tuple[int, int]]) -> Finding | None:
    """«“We are ready,” the mayor said, according to the Beacon»: what the mayor said, the Beacon carries."""
    for finding in scene.found_in(line):
        is_before = finding.cue is not None and finding.rule in _TOLD and finding.cue[1] <= line.nodes[at].start
        if is_before and finding.cue is not None and pieces[0][0] <= finding.content[0][0] < finding.cue[0]:
            return finding
    return None


_TOLD = frozenset({"quote_then_cue", "clause_then_cue"})


def _behind(line: Line, phrase: Phrase) -> int:
    """The node behind the source and what says more of it."""
    at = max(phrase.until, phrase.end)
    while at < len(line.nodes):
        letter = line.letter(at)
        if (
            (letter in {"p", "e", "v"} and line.letter(at) != "v")
            or letter in {"r", "T"}
            or letter == "w"
            or (letter in {"e", "v"} and line.letter(at + 1) == "p")
            or (letter == "v" and line.letter(at - 1) == "w")
        ):
            at += 1
        elif at in line.phrase_at and line.letter(at - 1) in {"p", "v", "e"}:
            at = max(line.phrase_at[at].until, line.phrase_at[at].end)
        elif letter == "," and line.letter(at + 1) == "w" and line.tags.find(",", at + 1) > 0:
            at = line.tags.find(",", at + 1)  # «one employee, who asked not to be named,»
        else:
            return at
    return at


def _sources(scene: Scene, line: Line, phrase: Phrase, behind: int) -> list[Link]:
    """The source; the outlet that it spoke to before it; whom it cites behind it."""
    links = source_links(phrase)
    told = [
        link
        for one in line.phrases
        if phrase.end <= one.start < behind and "w" in line.tags[phrase.end : one.start]
        if (link := outlet_link(scene, line, one, told=True)) is not None
    ]
    if told and phrase.mention is not None:
        phrase.mention.end = line.nodes[behind - 1].end
    return [*told, *links, *origins(scene, line, behind, len(line.nodes))]


def _about(scene: Scene, line: Line, at: int, behind: int) -> list[tuple[int, int]]:
    """The clause that a parenthesis is about."""
    if (
        line.letter(at - 1) in {"s", ","}
        and line.low(at - 1 - (line.letter(at - 1) == ",")) in scene.lexis.grammar["that"]
    ):
        start = behind + (line.letter(behind) == ",")
        return _whole(scene, line, start, clause_end(scene, line, start, at))
    if at == line.first or line.letter(at - 1) == ";" or (line.letter(at - 1) in "cr" and at == 1):
        start = behind + (line.letter(behind) == ",")
        return _whole(scene, line, start, clause_end(scene, line, start, at))
    start = _clause_start(line, at)
    if line.tags[behind : behind + 2] == ',"' and line.letter(behind + 2) in {"", "."}:
        return scene.pieces(line.nodes[behind + 1])  # «…, in the words of one guard, “a mess”»
    first = _whole(scene, line, start, at)
    is_inserted = line.letter(at - 1) == "," and line.letter(behind) == "," and behind + 1 < len(line.nodes) - 1
    if is_inserted and line.letter(behind + 1) not in {"w", "g"} and not joins_anew(line, behind + 1):
        return first + _whole(scene, line, behind + 1, clause_end(scene, line, behind + 1, at))
    return first


def _clause_start(line: Line, at: int) -> int:
    return max(line.tags.rfind(";", 0, at) + 1, line.first)


def _whole(scene: Scene, line: Line, start: int, end: int) -> list[tuple[int, int]]:
    whole = span(scene, line, start, end)
    return [whole] if whole else []


def read_phrases(scene: Scene, line: Line) -> None:
    """«In the mayor's words, …», «By his own account, …»."""
    for at, node in enumerate(line.nodes):
        found = scene.lexis.phrase_words.get(node.low)
        if (
            found is None
            or line.letter(at) not in {"N", "n", "v", "g"}
            or line.low(at + 1) in scene.lexis.grammar["of"]
        ):
            continue
        start = _opener(line, at, found)
        if start < 0:
            continue
        phrase = next((p for p in line.phrases if p.start == start + 1), None)
        owner = phrase.mention.owner if phrase and phrase.mention else None
        if phrase is not None and phrase.end == at and line.letter(at - 1) == "h":
            owner = phrase.mention  # «by the union's reckoning»
        if owner is None and phrase is not None:
            owner = scene.owners.get(id(phrase))
        if owner is None or _says_there(line, at + 1):
            continue
        pieces = _about(scene, line, start, at + 1)
        if pieces:
            cue = line.nodes[start].start, node.end
            scene.add(Finding(pieces, cue, [Link(owner)], kind_of(scene, line, pieces), "by_words"))


def _says_there(line: Line, at: int) -> bool:
    """«In her judgment, Lang said that»: where it is said."""
    phrase = line.phrase_at.get(at + 1) if line.letter(at) == "," else None
    verb = line.group_at.get(max(phrase.until, phrase.end)) if phrase is not None else None
    lex = line.lexes[verb.main] if verb is not None else None
    return lex is not None and "say" in lex.cue


def _opener(line: Line, at: int, prepositions: frozenset[str]) -> int:
    """The preposition before «the mayor's words»; -1 where none stands there."""
    for k in range(at - 1, max(-1, at - 8), -1):
        if line.letter(k) == "p":
            return k if line.low(k) in prepositions else -1
        if line.letter(k) not in set("dahm#nN"):
            return -1
    return -1


def read_hearsay(scene: Scene, line: Line) -> None:
    """«The pianist reportedly left»: the clause around the adverb, from nobody."""
    for at, node in enumerate(line.nodes):
        if node.low in scene.lexis.hearsay and not line.depth:
            start, end = line.tags.rfind(";", 0, at) + 1, clause_end(scene, line, at, at)
            pieces = _whole(scene, line, start, at) + _whole(scene, line, at + 1, end)
            if pieces:
                scene.add(Finding(pieces, (node.start, node.end), [], kind_of(scene, line, pieces), "hearsay"))
