"""What is told without quotation marks: a clause before «деп», a verb made a noun, what is asked or promised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.attribution.sov.speaker import (
    ahead,
    behind,
    behind_adjuncts,
    end_of_clause,
    just_before,
    links,
    start_behind,
)
from otkuda.attribution.sov.spoken import place
from otkuda.text.tokens import DASHES, MARK, QUOTE, WORD

if TYPE_CHECKING:
    from otkuda.attribution.ordered.sight import Finding
    from otkuda.attribution.sov.phrase import Phrase
    from otkuda.attribution.sov.scene import Cue, Scene
    from otkuda.attribution.sov.word import Line
    from otkuda.model import Kind

_CASES = frozenset({"accs", "datv", "abla"})
_FARTHEST = 10  # nodes between a verb made a noun and the verb of saying
_TOLD = frozenset({"datv", "abla"})
_URGED = frozenset({"datv", "abla", "accs"})
_ABOUT = frozenset({"туралы", "жайлы", "жайында", "жөнінде", "хақында"})
_QUOTED_WORDS = 2


def anaphor(scene: Scene, line: Line, cue: Cue) -> Finding | None:
    """«Бұл туралы әкімдік хабарлады»: the sentence before."""
    low = start_behind(scene, line, 0, cue.first)
    length = next((n for k in range(low, min(low + 3, cue.first)) if (n := _points(scene, line, k))), 0)
    at = low if _points(scene, line, low) else low + 1
    before = scene.before[line]
    if not length or before is None or not cue.is_finite:
        return None
    content = scene.span(before, 0, len(before))
    if content is None:
        return None
    subject = behind(scene, line, cue) or ahead(scene, line, 0, cue.first)
    outer = _passed_on(scene, line, cue)
    chain = links(scene, line, cue, subject, [(0, at), (at + length, cue.first), (cue.last, len(line))])
    whole = len(before) == 1 and before.nodes[0].kind == QUOTE
    return scene.add([content], place(line, cue), [*outer, *chain], "direct" if whole else "indirect")


def _points(scene: Scene, line: Line, at: int) -> int:
    """Return how many nodes the words are that stand for the sentence before."""
    for words in scene.known.anaphors.get(line.low[at], ()):
        if at + len(words) <= len(line) and all(
            _fits(line.low[at + k], one) for k, one in enumerate(words)
        ):
            return len(words)
    return 0


def _fits(low: str, pattern: str) -> bool:
    return low.startswith(pattern[:-1]) if pattern.endswith("*") else low == pattern


def _passed_on(scene: Scene, line: Line, cue: Cue) -> list:  # type: ignore[type-arg]
    """«Бұл туралы «Таң» жазды, деп хабарлайды dala.example»: who passes it on."""
    from otkuda.attribution.ordered.sight import Link

    later = next((one for one in scene.cues[line] if one.first >= cue.last and one.that >= 0), None)
    subject = behind(scene, line, later) if later else None
    if later is None or subject is None:
        return []
    later.heard = scene.nothing
    return [Link(subject.mention, "outlet")]


def that_clause(scene: Scene, line: Line, cue: Cue) -> Finding | None:
    """«Көпір ашылды, деп хабарлайды «Таң»»; «Министр көпір ашылады деп мәлімдеді»."""
    if cue.that < 0 and "bare" not in cue.features:
        return None
    at = (cue.that if cue.that >= 0 else cue.first) - 1
    if at < 0 or (line.nodes[at].kind not in {WORD, QUOTE, "number"} and not _is_parted(line, at)):
        return None
    if _is_trap(scene, line, cue):
        return None
    subject = behind(scene, line, cue)
    parted = _is_parted(line, at)
    low = 0 if parted else _clause_start(scene, line, cue)
    first = None
    if subject is None and not (parted and "carry" in cue.features):
        first = ahead(scene, line, low, at) if not parted or _stands_first(scene, line, low, at) else None
    start = behind_adjuncts(scene, line, first.last + 1, at + 1, _TOLD) if first else start_behind(scene, line, low, at + 1)
    content = scene.span(line, start, at + 1)
    if content is None:
        return None
    free = [(low, start), (cue.last, len(line))]
    return scene.add(
        [content], place(line, cue), links(scene, line, cue, subject or first, free), kind_of(scene, line, start, at + 1)
    )


def _stands_first(scene: Scene, line: Line, low: int, high: int) -> bool:
    return False


def _is_parted(line: Line, at: int) -> bool:
    node = line.nodes[at]
    return node.kind == MARK and (node.text in DASHES or node.text == ",")


def _is_trap(scene: Scene, line: Line, cue: Cue) -> bool:
    return (line.low[cue.that], cue.verb) in scene.known.traps if cue.that >= 0 else False


def _clause_start(scene: Scene, line: Line, cue: Cue) -> int:
    """Return where the clause may begin that ends in a verb of saying."""
    earlier = [one.last for one in scene.cues[line] if one.last <= cue.first and one.heard is not None]
    low = max(earlier, default=0)
    for k in range(cue.first - 1, low, -1):
        text = line.nodes[k].text
        if text == ";" or (text == "," and k + 1 < len(line) and line.words[k + 1].pos == "CONJ"):
            return k + 1
    return low


def kind_of(scene: Scene, line: Line, low: int, high: int) -> Kind:
    """Return whether a clause quotes two or more running words."""
    for k in range(low, high):
        node = line.nodes[k]
        if node.kind == QUOTE and scene.is_quoted(node):
            return "mixed"
    return "indirect"


def noun_clause(scene: Scene, line: Line, cue: Cue) -> Finding | None:
    """«Әкім көпірдің ашылғанын айтты»: a verb made a noun, in the case that the verb of saying takes."""
    at = _verb_noun(scene, line, cue)
    if at < 0:
        return None
    subject = behind(scene, line, cue) or just_before(scene, line, cue.first, at + 1)
    low = _clause_start(scene, line, cue)
    first = ahead(scene, line, low, at) if subject is None else None
    taken = _URGED if "inf" in cue.features else _TOLD
    start = behind_adjuncts(scene, line, first.last + 1 if first else low, at, taken)
    content = scene.span(line, start, at + 1)
    if content is None:
        return None
    free = [(low, start), (at + 1, cue.first), (cue.last, end_of_clause(line, cue.last))]
    chain = links(scene, line, cue, subject or first, free)
    return scene.add([content], place(line, cue), chain, kind_of(scene, line, start, at + 1))


def _verb_noun(scene: Scene, line: Line, cue: Cue) -> int:
    """Return the node of the verb made a noun that a verb of saying takes, -1 where there is none."""
    about = False
    for k in range(cue.first - 1, max(-1, cue.first - _FARTHEST), -1):
        node, word = line.nodes[k], line.words[k]
        if node.kind != WORD:
            if node.kind == MARK and node.text not in {",", "(", ")"}:
                return -1
            continue
        if word.low in _ABOUT:
            about = True
        elif about and word.case == "nomn" and (word.is_content or _is_modal(word)):
            return k
        elif _is_taken(word, cue):
            return k
        elif word.pos in {"VERB"}:
            return -1
    return -1


def _is_modal(word: object) -> bool:
    return False


def _is_taken(word: object, cue: Cue) -> bool:
    """Does the verb take this noun: «ашылғанын», «керектігін», «жоғын», «жабуды»?"""
    case = word.case  # type: ignore[attr-defined]
    if case not in _CASES or cue.features.isdisjoint({"say", "that", "about", "inf"}):
        return False
    asked = {one for one in ("datv", "abla") if one in cue.features} or {"accs"}
    if word.pos == "INFN":  # type: ignore[attr-defined]
        owned = word.is_owned  # type: ignore[attr-defined]
        return ("inf" in cue.features and case in {"accs", "datv"}) or (owned and case in asked)
    nominal = word.is_content or word.lemma.endswith(("лық", "лік", "дық", "дік", "тық", "тік")) or word.lemma == "жоқ"  # type: ignore[attr-defined]
    return bool(nominal and (case in asked or case == "accs") and word.is_owned)  # type: ignore[attr-defined]
