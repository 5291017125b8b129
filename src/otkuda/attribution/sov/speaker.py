"""Who speaks, and through whom: behind the verb, between the words and the verb, or at the head of the sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.attribution.ordered.sight import Mention
from otkuda.attribution.sov.beside import is_modifier
from otkuda.attribution.sov.extent import is_before_place
from otkuda.attribution.sov.phrase import NONE, Phrase
from otkuda.attribution.sov.unlisted import unlisted_ahead, unlisted_behind
from otkuda.text.tokens import DASHES, MARK, NUMBER, QUOTE, WORD

if TYPE_CHECKING:
    from otkuda.attribution.sov.scene import Cue, Scene
    from otkuda.attribution.sov.word import Line

_STOPS = frozenset({",", ";", "?", "!", ":", "—", "–", "-", ")"})
_NEAR = 3  # nodes between two places that a sentence names
_FARTHEST = 12  # nodes between a verb and its subject behind it


def behind(scene: Scene, line: Line, cue: Cue) -> Phrase | None:
    """Return the subject that stands behind the verb: «деді аудан әкімі»."""
    if "place" in cue.features:
        return None
    end = end_of_clause(line, cue.last)
    found = None
    for phrase in scene.phrases(line, cue.last):
        beyond = phrase.first >= end
        far = phrase.first - cue.last > _FARTHEST + 8 * (found is not None or beyond)
        if far or has_verb(line, cue.last, phrase.first) or (beyond and not _goes_on(line, cue, phrase, end, found)):
            break
        if phrase.case == "nomn" and phrase.may_speak and (found is None or phrase.mention.kind == "person"):
            found = phrase if found is None or not _refers_between(line, found, phrase) else found
            if found.mention.kind == "person":
                break
    if found is not None:
        return found
    return unlisted_behind(line, cue.last, end) if end == len(line) or line.nodes[end].text == "." else None


def _goes_on(line: Line, cue: Cue, phrase: Phrase, end: int, found: Phrase | None) -> bool:
    """«деді Абай ауданы, Қарауыл ауылының тұрғыны Серікбол», «орынбасары – министр Серік»: a person behind a title."""
    if phrase.mention.kind != "person" or phrase.case != "nomn" or end == cue.last:
        return False
    if found is not None and found.mention.kind != "role":
        return False
    marks = [node.text for node in line.nodes[end : phrase.first] if node.kind == MARK]
    return len(marks) == 1 and (marks[0] == "," or marks[0] in DASHES)


def _refers_between(line: Line, one: Phrase, other: Phrase) -> bool:
    """Is the first a subject by itself, as a verb or a case parts it from the second («Таң» газетіне әкім)?"""
    return any(line.words[k].pos in {"GRND", "PRTF"} for k in range(one.last + 1, other.first))


def end_of_clause(line: Line, at: int) -> int:
    """Return the node before which the clause that goes on at a node ends."""
    while at < len(line):
        node = line.nodes[at]
        if node.kind == MARK and (node.text in _STOPS or (node.text == "." and at + 1 == len(line))):
            return at
        if line.words[at].pos == "CONJ" and line.low[at] != "және":
            return at
        at += 1
    return at


def has_verb(line: Line, low: int, high: int) -> bool:
    """Does a verb or a converb stand between two nodes?"""
    return any(word.pos in {"VERB", "GRND"} for word in line.words[low:high])


def ahead(scene: Scene, line: Line, low: int, high: int) -> Phrase | None:
    """Return the subject that stands first in a clause: the first who may speak, in the nominative."""
    inner = None
    for phrase in scene.phrases(line, low, high):
        if phrase.case == "nomn" and phrase.may_speak and not (is_modifier(line, phrase) or _is_counted(line, phrase)):
            if not _is_of_relative(line, phrase, high):
                return _told_by_name(scene, line, phrase, high) or _named_together(scene, line, phrase, high) or phrase
            inner = inner or phrase
    if inner is not None:
        return inner
    return (
        _before_writing(scene, line, low, high) or _unlisted(scene, line, low, high) or _country(scene, line, low, high)
    )


def _named_together(scene: Scene, line: Line, phrase: Phrase, high: int) -> Phrase | None:
    """«Депутаттар Айдос Сарым мен Ерлан Саиров»: the persons whose title stands before them in the plural."""
    if phrase.mention.kind != "group" or phrase.mention.number != "plur":
        return None
    after = next(scene.phrases(line, phrase.last + 1, high), None)
    if after is None or after.first != phrase.last + 1 or after.mention.kind != "joint" or after.case != "nomn":
        return None
    return after if all(one.kind == "person" for one in after.mention.parts) else None


def _is_counted(line: Line, phrase: Phrase) -> bool:
    """«Биыл жүз мектеп салынғанын айтты»: so many bodies are what one tells of."""
    first = phrase.first - (phrase.first == phrase.last and phrase.first > 0)
    counts = line.nodes[first].kind == NUMBER or line.words[first].pos == "NUMR"
    return counts and phrase.mention.kind == "body" and not phrase.mention.is_named


def _before_writing(scene: Scene, line: Line, low: int, high: int) -> Phrase | None:
    """«Министр сөзінің соңында …», «Прокуратура айыптау актісі жолданғанын …»: who stands bare before a writing."""
    phrases = list(scene.phrases(line, low, high))
    writing = next((one for one in phrases if one.mention.kind == "document" and one.case != "nomn"), None)
    kinds = {"role"}
    if writing is None and phrases and phrases[0].mention.kind == "document":
        writing, kinds = phrases[0], {"role", "body"}
    inside = (one for one in scene.parts(line) if writing is not None and one.first == writing.first)
    return next((one for one in inside if one.mention.kind in kinds and one.case == "nomn"), None)


def _told_by_name(scene: Scene, line: Line, phrase: Phrase, high: int) -> Phrase | None:
    """«Жолаушылардың бірі, аман қалған Самат Еркін»: the person in whom «one of» is told by name."""
    comma = phrase.last + 1
    if phrase.mention.kind != "group" or phrase.mention.number == "plur" or comma >= high:
        return None
    after = next(scene.phrases(line, comma, high), None)
    if line.nodes[comma].text != "," or after is None or after.mention.kind != "person" or after.case != "nomn":
        return None
    return after if not has_verb(line, comma, after.first) else None


def _is_of_relative(line: Line, phrase: Phrase, high: int) -> bool:
    """«Студент оқитын колледж басшылығы …»: is it the subject of a participle that describes the next noun?"""
    at = phrase.last + 1
    if phrase.mention.kind != "role" or at + 1 >= high or line.words[at].pos != "PRTF":
        return False
    return line.words[at].case == "nomn" and not line.words[at].is_owned and line.words[at + 1].pos == "NOUN"


def _unlisted(scene: Scene, line: Line, low: int, high: int) -> Phrase | None:
    """Return the subject that opens a clause though no list holds it, from now on one of those whom the text names."""
    phrase = unlisted_ahead(line, low, high)
    return scene.countries.setdefault(phrase.mention.start, phrase) if phrase is not None else None


def _country(scene: Scene, line: Line, low: int, high: int) -> Phrase | None:
    """«Мәскеу ұсынысты қарап жатқанын мәлімдеді»: a place that speaks for its rulers, first in its clause."""
    at = next((k for k in range(low, high) if line.nodes[k].kind == WORD and line.words[k].pos != "CONJ"), -1)
    if at >= 0 and not (_is_country(line, at) or _is_unheard(line, at, high)):
        at = next((k for k in range(max(at, 1), high) if _is_unheard(line, k, high)), -1)
    if at < 0 or line.words[at].case != "nomn":
        return None
    after = line.words[at + 1] if at + 1 < high else None
    if after is None or after.is_owned or line.words[at].is_owned or not line.nodes[at].is_capital:
        return None
    node = line.nodes[at]
    mention = Mention(node.start, node.end, "body", node.text, type="organization", number="sing", is_named=True)
    return scene.countries.setdefault(node.start, Phrase(mention, at, at, "nomn", NONE, NONE))


def _is_country(line: Line, at: int) -> bool:
    return line.words[at].lemma in line.known.proper


def _is_unheard(line: Line, at: int, high: int) -> bool:
    """«Гринпис көпірдің жабылғанын айтты»: a name that no list holds, before a word that it cannot belong to."""
    word, after = line.words[at], line.words[at + 1] if at + 1 < high else None
    if word.is_known or word.entries or word.pos != "NOUN" or after is None or after.is_owned:
        return False
    if not line.nodes[at].is_capital or word.is_owned or word.case != "nomn":
        return False
    is_apart = after.case in {"gent", "accs", "datv", "abla", "loct"} or after.pos in {"ADVB", "NUMR", "NPRO"}
    return is_apart or is_before_place(line, at)


def just_before(scene: Scene, line: Line, at: int, low: int) -> Phrase | None:
    """Return the subject that stands right before a node."""
    found = None
    for phrase in scene.phrases(line, low, at):
        found = phrase
    if found is None or found.case != "nomn" or not found.may_speak:
        return None
    return found if all(_is_small(line, k) for k in range(found.last + 1, at)) else None


def _is_small(line: Line, at: int) -> bool:
    word = line.words[at]
    return word.pos in {"PRCL", "ADVB"} or (word.case == "loct" and not word.is_content)


def is_quote(line: Line, at: int) -> bool:
    """Is a node a quotation?"""
    return 0 <= at < len(line) and line.nodes[at].kind == QUOTE
