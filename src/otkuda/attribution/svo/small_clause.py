"""What a verb calls its object: «called the ruling a mistake», «described the vote as a farce»."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from otkuda.attribution.svo.spot import clause
from otkuda.attribution.svo.subject import subject_of

if TYPE_CHECKING:
    from otkuda.attribution.svo.cue import Cue
    from otkuda.attribution.svo.line import Line, Phrase
    from otkuda.attribution.svo.scene import Scene
    from otkuda.attribution.svo.spot import Complement, Spot


def as_clause(spot: Spot) -> Complement | None:
    """«described the vote as a farce», «what he described as a farce»."""
    scene, line, cue, _ = spot
    if "as" not in cue.features:
        return None
    if line.low(cue.end) in scene.lexis.grammar["as"]:
        return clause(scene, line, cue.end + 1, cue, "as_clause")
    phrase = line.phrase_at.get(cue.end)
    if phrase is None and line.letter(cue.end) != '"':
        return None
    end = _before_as(scene, line, phrase.end) if phrase else cue.end + 1
    if line.low(end) not in scene.lexis.grammar["as"] or _opens_with_verb(line, end + 1):
        return None
    if "carry" in cue.features and line.letter(end + 1) == "g":
        return None
    return clause(scene, line, cue.end, cue, "as_clause")


def _opens_with_verb(line: Line, at: int) -> bool:
    """«described scenes of panic as people ran»: when it was so."""
    phrase = line.phrase_at.get(at)
    verb = line.group_at.get(max(phrase.until, phrase.end)) if phrase is not None else None
    return verb is not None and verb.form == "finite"


def _before_as(scene: Scene, line: Line, at: int) -> int:
    """Behind what belongs to the object: «described the mood at the talks as icy»."""
    while line.letter(at) == "p" and line.low(at) not in scene.lexis.grammar["as"] and at + 1 in line.phrase_at:
        at = line.phrase_at[at + 1].end
    if line.low(at) in scene.lexis.grammar["as"]:
        return at
    later = as_quoted(scene, line, at)
    return later if later > 0 else at


def as_quoted(scene: Scene, line: Line, at: int) -> int:
    """«dismissed reports that he would quit as “gossip”»: where «as» stands before a quotation; 0 where it does not."""
    quote = line.tags.find('"', at)
    is_as = quote > at and line.low(quote - 1) in scene.lexis.grammar["as"]
    return quote - 1 if is_as and not set(",;:") & set(line.tags[at:quote]) else 0


def small_clause(spot: Spot) -> Complement | None:
    """«called the ruling a mistake», «considers Taiwan part of its territory»."""
    scene, line, cue, _ = spot
    phrase = line.phrase_at.get(cue.end)
    is_named = phrase is not None or _NAMED.match(line.tags, cue.end) is not None
    if "small" in cue.features and is_named and _follows_object(scene, line, cue):
        return clause(scene, line, cue.end, cue, "small_clause")
    if "amount" in cue.features and phrase is not None and _is_amount(line, phrase):
        return clause(scene, line, cue.end, cue, "small_clause")
    if "small" not in cue.features or phrase is None or line.tags[phrase.start : phrase.end] == "#":
        return None
    if phrase.end - phrase.start > 1 and line.low(phrase.end - 1) in scene.lexis.grammar["part"]:
        return clause(scene, line, cue.end, cue, "small_clause")
    end = max(phrase.until, phrase.end) if line.letter(phrase.end) == "p" else phrase.end
    if line.letter(end) not in set('dnNmha"#r') or (line.letter(end) == "r" and line.letter(end + 1) not in "ad"):
        return None
    return clause(scene, line, cue.end, cue, "small_clause")


def _is_amount(line: Line, phrase: Phrase) -> bool:
    """«estimated the damage at $2 million», «put the toll at 14», «put the number of injured at 41»."""
    at = phrase.end
    at += 2 if line.letter(at) == "p" and line.letter(at + 1) == "a" and line.letter(at + 2) == "p" else 0
    return line.letter(at) == "p" and "#" in line.tags[at + 1 : at + 3] and line.letter(at + 1) in {"#", "a", "r", "p"}


def _follows_object(scene: Scene, line: Line, cue: Cue) -> bool:
    """«in what he called “a mistake”», «which critics consider a gift»: the object stands before the verb."""
    subject = subject_of(scene, line, cue.group)
    if subject is None or subject.is_shared or "shows" in cue.features:
        return False
    asked = line.low(subject.start - 1) in scene.lexis.grammar["question"]
    return asked or (line.letter(subject.start - 1) == "w" and line.letter(subject.start - 2) == ",")


_NAMED = re.compile('d?"')  # «“a mistake”», «a “mistake”»
