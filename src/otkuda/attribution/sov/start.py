"""Where a content begins: behind the subject, behind where and to whom it is said, and what joins sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.attribution.sov.chain import is_asked, is_attribute, is_outlet, refers
from otkuda.text.tokens import MARK

if TYPE_CHECKING:
    from otkuda.attribution.sov.phrase import Phrase
    from otkuda.attribution.sov.scene import Cue, Scene
    from otkuda.attribution.sov.word import Line

_NEAR = 3  # nodes between two places that a sentence names


def start_behind(scene: Scene, line: Line, low: int, high: int) -> int:
    """Return where a content begins that goes on from ``low``: behind «сонымен қатар», particles and commas."""
    at = low
    while at < high:
        node = line.nodes[at]
        if node.kind == MARK and node.text in {",", "—", "–", "-"}:
            at += 1
            continue
        length = opener(scene, line, at, high)
        if not length:
            break
        at += length
    return at


def opener(scene: Scene, line: Line, at: int, high: int) -> int:
    """Return how many nodes the words are that join a sentence to the one before: «сонымен қатар»."""
    for words in (scene.known.openers if line.sentence.depth else scene.known.asides).get(line.low[at], ()):
        if at + len(words) <= high and tuple(line.low[at : at + len(words)]) == words:
            return len(words)
    return 0


def behind_adjuncts(scene: Scene, line: Line, low: int, high: int, cue: Cue) -> int:
    """Return where a content begins behind a subject: behind where and to whom it is said."""
    at = start_behind(scene, line, low, high)
    if low and _is_where(line, at, high):
        at = start_behind(scene, line, at + 1, high)
    for phrase in scene.phrases(line, low, high):
        if phrase.first - at > _NEAR:
            break
        is_named = not phrase.lists.isdisjoint({"occasion", "outlet", "document"}) and "law" not in phrase.says
        is_there = "place" in cue.features and phrase.mention.kind == "pronoun"  # «онда айтылған»
        is_place = phrase.case == "loct" and (is_named or is_there) and not is_attribute(line, phrase)
        is_near = phrase.first == at or is_outlet(phrase) or "listener" in phrase.says
        if is_place or (is_near and _is_told(phrase, cue) and not _is_argument(line, phrase)):
            at = start_behind(scene, line, phrase.last + 1, high)
        elif phrase.case == "datv" and refers(scene, line, phrase):
            other = next(one for one in scene.cues[line] if one.first == phrase.last + 1)
            at = start_behind(scene, line, other.last, high)
    return at


def behind_listener(scene: Scene, line: Line, low: int, high: int, cue: Cue) -> int:
    """Return where a content begins behind whom one asks or orders: «үкіметтен шара қабылдауды сұрады»."""
    first = next((one for one in scene.phrases(line, low, high) if one.first == low), None)
    is_told = first is not None and _is_told(first, cue) and not _is_argument(line, first)
    return start_behind(scene, line, first.last + 1, high) if first is not None and is_told else low


def _is_where(line: Line, at: int, high: int) -> bool:
    """«Министр Бакуде екі елдің кездесетінін айтты»: a place right behind the subject, before the clause's own."""
    if at + 1 >= high or line.words[at].case != "loct" or not line.nodes[at].is_capital:
        return False
    behind = range(at + 1, min(high, at + 1 + _NEAR))
    return any(line.words[k].case == "gent" for k in behind)


def behind_office(scene: Scene, line: Line, cue: Cue, at: int, high: int) -> int:
    """«ТЖМ-де өрттің сөндірілгенін айтты»: return where a content begins behind the body that told it."""
    first = next((one for one in scene.phrases(line, at, high) if one.first == at), None)
    return start_behind(scene, line, first.last + 1, high) if first is not None and is_asked(line, first, cue) else at


def behind_converb(line: Line, low: int, high: int) -> int:
    """Return where a content begins behind what the subject did before: «министр орыс тілінде сөйлеп, …».

    A converb with a subject of its own belongs to the content: «жарық пайда болып, іргетасы отыра бастағанын». What
    goes on while the subject speaks never has one: «сұраққа жауап бере отырып», «жиынды қорытындылай келе».
    """
    for k in range(low + 1, high):
        if line.nodes[k].text != "," or line.words[k - 1].pos != "GRND":
            continue
        meanwhile = line.words[k - 1].lemma in line.known.grammar["meanwhile"] and line.words[k - 2].pos == "GRND"
        own = any(_is_subject(line, at) or _is_owner(line, at) for at in range(low, k - 2))
        own = own or any(_has_owner(line, at) for at in range(low + 1, k - 1))
        is_deed = line.words[k - 1].lemma in line.known.grammar["deed"]  # «жиын өткізіп»
        return k + 1 if meanwhile or is_deed or not own else low
    return low


def _is_owner(line: Line, at: int) -> bool:
    """«жұрттың тақырыпты ғана оқып, …»: a subject in the genitive, and no owner of the next word."""
    return line.words[at].case == "gent" and not line.words[at + 1].is_owned


def _has_owner(line: Line, at: int) -> bool:
    """«автобустың есігі тозып, …»: a subject with an owner of its own, before what it did."""
    word, after = line.words[at], line.words[at + 1]
    is_owned = word.pos == "NOUN" and word.case == "nomn" and word.is_owned and line.words[at - 1].case == "gent"
    is_told_of = after.low in line.known.grammar["about"]
    return is_owned and not is_told_of and (after.pos in {"ADVB", "ADJF", "GRND"} or not after.is_known)


def _is_subject(line: Line, at: int) -> bool:
    """May a word be the subject of a clause: in the nominative, and no part of what follows?"""
    word, after = line.words[at], line.words[at + 1]
    if word.low in line.known.grammar["this"]:
        return False  # «бұл мерзімге күмән келтіріп»
    if after.low in line.known.grammar["about"]:
        return False  # «қарсыласы туралы айтудан бас тартып»
    if word.case != "nomn" or word.pos not in {"NOUN", "NPRO"} or word.low.endswith(line.known.agents):
        return False
    return not (after.is_owned and not word.is_owned) and (after.pos != "NOUN" or after.case not in {"nomn", "gent"})


def _is_argument(line: Line, phrase: Phrase) -> bool:
    """«салымшыларға келтірілген залалды»: does a participle behind take it?"""
    after = line.words[phrase.last + 1] if phrase.last + 1 < len(line) else None
    if phrase.case == "accs" and phrase.mention.kind == "person":
        return False  # «Тоқаевты келер жылы өтетін саммитке шақырды»
    return after is not None and after.pos == "PRTF" and after.case == "nomn" and not is_outlet(phrase)


def _is_told(phrase: Phrase, cue: Cue) -> bool:
    """Is a phrase whom one speaks to, and no part of what is said?"""
    mention, case = phrase.mention, phrase.case
    if not phrase.may_speak:
        return False
    if case == "datv":
        asked = "inf" in cue.features and "datv" not in cue.features and mention.kind in {"person", "role"}
        asked = asked or "order" in cue.features
        advised = cue.features >= {"inf", "datv"} and mention.kind == "group"
        pronoun = mention.kind == "pronoun" and "opinion" not in cue.features
        return is_outlet(phrase) or "listener" in phrase.says or asked or advised or pronoun
    if case == "abla":
        return not cue.features.isdisjoint({"inf", "ask"}) and "datv" not in cue.features
    return case == "accs" and cue.features >= {"inf", "datv"} and mention.kind in {"person", "role", "group", "pronoun"}
