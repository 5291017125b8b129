"""Interviews and transcripts: paragraphs that open with a name and a colon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.attribution.ordered.sight import Finding, Link, Mention
from otkuda.attribution.svo.extent import span
from otkuda.attribution.svo.reach import source_links
from otkuda.text.tokens import QUOTE

if TYPE_CHECKING:
    from otkuda.attribution.svo.line import Line, Phrase
    from otkuda.attribution.svo.scene import Scene

_LONGEST = 6  # nodes of a name
_LEAST = 2  # turns of a conversation
_TRANSCRIPT = 4  # turns of one whose speakers may go on in the next paragraph
_MOST_PARAGRAPHS = 6  # of one turn


def read_turns(scene: Scene, line: Line) -> None:
    """«Beacon: Why did you leave?»: the rest of the paragraph, where several paragraphs open so."""
    if line.depth or (colon := _label(scene, line)) < 0 or len(_turns(scene)) < _LEAST:
        return
    node = line.nodes[colon]
    if scene.is_headline(line):
        scene.findings = [f for f in scene.findings if f.rule != "headline"]
    phrase = line.ending.get(colon)
    links = _by_letter(scene, line)
    if not links:
        links = source_links(phrase) if phrase is not None and phrase.mention is not None else []
    pieces = _rest(scene, line, colon)
    if pieces:
        chain = links or source_links(_named(scene, line, colon))
        scene.add(Finding(pieces, (node.start, node.end), chain, "direct", "turn"))


def _by_letter(scene: Scene, line: Line) -> list[Link]:
    """«Q:» is asked by an interviewer, «A:» answered by the person named first before the questions."""
    role = next((role for role in ("asks", "answers") if line.low(0) in scene.lexis.grammar[role]), "")
    if not role or not (line.letter(1) == ":" or _is_letter(scene, line)):
        return _by_initials(scene, line)
    start, end = line.nodes[0].start, line.nodes[0].end
    asked = next((m for m in scene.mentions if m.kind == "person" and m.is_named and " " in m.name), None)
    if role == "asks" or asked is None:
        made = Mention(start, end, "role", _NAMELESS[role], _NAMELESS[role], type="unnamed", number="sing")
    else:
        made = Mention(start, end, "person", asked.name, type="person", number="sing", gender=asked.gender)
        made.is_definite = made.is_named = True
    scene.mentions.append(made)
    return [Link(made)]


def _is_letter(scene: Scene, line: Line) -> bool:
    """«Q. When did you start?»."""
    is_one = len(line.nodes) > 2 and len(line.nodes[0].text) == 1 and line.nodes[1].text == "."
    return is_one and line.low(0) in scene.lexis.grammar["asks"] | scene.lexis.grammar["answers"]


def _by_initials(scene: Scene, line: Line) -> list[Link]:
    """«AH:», where Anna Holt is interviewed."""
    label = line.nodes[0].text
    if not (label.isupper() and 1 < len(label) < 4 and line.letter(1) == ":"):
        return []
    persons = (m for m in scene.mentions if m.kind == "person" and " " in m.name)
    one = next((m for m in persons if "".join(word[0] for word in m.name.split()) == label), None)
    if one is None:
        return []
    made = Mention(line.nodes[0].start, line.nodes[0].end, "person", one.name, type="person", number="sing")
    made.gender, made.is_definite, made.is_named = one.gender, True, True
    scene.mentions.append(made)
    return [Link(made)]


_NAMELESS = {"asks": "interviewer", "answers": "interviewee"}


def _turns(scene: Scene) -> set[int]:
    """The numbers of the lines that open a turn."""
    if scene.turns is None:
        scene.turns = {line.number for line in scene.outer if _label(scene, line) > 0}
    return scene.turns


def _named(scene: Scene, line: Line, colon: int) -> Phrase:
    """«Q:», «MODERATOR:»: a speaker whom the text names in no other way."""
    phrase = line.ending.get(colon) or line.phrases[0]
    start, end = line.nodes[0].start, line.nodes[colon - 1].end
    phrase.mention = Mention(start, end, "person", scene.text[start:end], type="person", is_named=True)
    scene.mentions.append(phrase.mention)
    return phrase


def _label(scene: Scene, line: Line) -> int:
    """The colon behind the name that opens a paragraph; -1 where there is none."""
    colon = line.tags.find(":", 0, _LONGEST + 1)
    if _is_letter(scene, line):
        colon = 1
    before = scene.beside(line, -1)
    if colon < 1 or line.nodes[0].kind == QUOTE or line.letter(colon + 1) in {"", '"'} or not line.phrases:
        return -1
    if before is not None and before.sentence.paragraph == line.sentence.paragraph:
        return -1
    phrase = line.ending.get(colon)
    if phrase is not None and phrase.start == 0 and phrase.mention is not None:
        return colon if phrase.mention.kind in {"person", "role", "body"} else -1
    return colon if all(n.is_capital or not n.text[0].isalpha() for n in line.nodes[:colon]) and not line.depth else -1


def _rest(scene: Scene, line: Line, colon: int) -> list[tuple[int, int]]:
    """The words behind the colon, a piece a paragraph."""
    found: list[tuple[int, int]] = []
    start = span(scene, line, colon + 1, len(line.nodes))
    last = line
    while start is not None:
        while (after := scene.beside(last, 1)) is not None and after.sentence.paragraph == last.sentence.paragraph:
            last = after
        end = span(scene, last, 0, len(last.nodes))
        found.append((start[0], end[1] if end else start[1]))
        if after is None or not _stays(scene, after) or len(found) >= _MOST_PARAGRAPHS:
            return found
        start, last = span(scene, after, 0, len(after.nodes)), after
    return found


def _stays(scene: Scene, line: Line) -> bool:
    """Does the speaker go on: no new name, and another turn is still to come?"""
    turns = _turns(scene)
    return len(turns) >= _TRANSCRIPT and line.number not in turns and any(line.number < one for one in turns)
