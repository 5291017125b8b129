"""Somebody whose noun no list holds, told by the place in the clause: «Ұлттық гвардия өрттің сөнгенін хабарлады»."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.attribution.ordered.sight import Mention
from otkuda.attribution.sov.phrase import NONE, Phrase
from otkuda.attribution.sov.word import text_of
from otkuda.text.tokens import MARK, WORD

if TYPE_CHECKING:
    from otkuda.attribution.ordered.sight import MentionKind
    from otkuda.attribution.sov.word import Line

_LONGEST = 3  # words of such a subject behind its verb


def unlisted(line: Line, low: int, last: int) -> Phrase:
    """Return a phrase of somebody whose noun no list holds."""
    words = line.nodes[low : last + 1]
    word = line.words[last]
    kind: MentionKind = "group" if word.number == "plur" else "role"
    kind = "body" if words[0].is_capital and words[-1].is_capital and low else kind  # «Sputnik Қазақстан»
    return _phrase(line, low, last, kind)


def _phrase(line: Line, low: int, last: int, kind: MentionKind) -> Phrase:
    word = line.words[last]
    name = text_of(line, low, last, word)
    mention = Mention(line.nodes[low].start, line.nodes[last].end, kind, name, head=word.lemma)
    mention.roles = (word.lemma,) if kind == "role" else ()
    mention.number = "plur" if word.number == "plur" else "sing"
    if kind == "body":
        mention.head, mention.is_named = "", True
    return Phrase(mention, low, last, word.case, NONE, NONE, word.is_owned)


def unlisted_behind(line: Line, low: int, high: int) -> Phrase | None:
    """Return a subject behind the verb: «дейді технолог», «деп хабарлайды Ұлттық гвардия»."""
    if not 0 < high - low <= _LONGEST or any(line.nodes[k].kind != WORD for k in range(low, high)):
        return None
    words = line.words[low:high]
    if words[-1].pos != "NOUN" or words[-1].case != "nomn" or any(word.case not in {"nomn", "gent"} for word in words):
        return None
    is_name = line.nodes[low].is_capital and all(word.pos in {"NOUN", "ADJF"} for word in words)
    if is_name and words[-1].number != "plur":
        return _phrase(line, low, high - 1, "body")
    if any(word.pos != "NOUN" for word in words):
        return None
    is_somebody = words[-1].number == "plur" or words[-1].lemma.endswith(line.known.agents)
    return unlisted(line, low, high - 1) if is_somebody or line.nodes[high - 1].is_capital else None


def unlisted_ahead(line: Line, low: int, high: int) -> Phrase | None:
    """Return the subject that opens a clause, where what stands behind it cannot be the same phrase.

    A name may be a subject before any clause; another noun only where the clause has a subject of its own, in the
    genitive («станция өрттің сөнгенін айтты»), or where «болса» sets it off.
    """
    at, last = _subject(line, low, high)
    if last < 0:
        return None
    is_set_off = line.low[last + 1] in line.known.grammar["topic"]
    is_name = _is_name(line, at, last)
    if not (is_set_off or _has_subject(line, last + 1, high) or (is_name and not line.words[last].is_known)):
        return None
    return _phrase(line, at, last, "body") if is_name or last > at else unlisted(line, at, last)


def _subject(line: Line, low: int, high: int) -> tuple[int, int]:
    """Return the first and the last node of what may be the subject, behind where and when it is said; -1 for none."""
    at = last = low
    while last + 1 < high:
        if line.nodes[last].kind == MARK or line.words[last].pos in {"CONJ", "ADVB"} or line.words[last].case == "loct":
            at = last + 1
        elif not _is_part(line, last):
            return at, -1
        elif _closes(line, last):
            return at, last
        last += 1
    return at, -1


def _is_part(line: Line, at: int) -> bool:
    word = line.words[at]
    fits = word.pos in {"NOUN", "ADJF"} and word.case in {"nomn", "gent", ""}
    is_name = bool(line.known.language.names.is_given_name(line.nodes[at].text)) and word.lemma not in line.known.proper
    return line.nodes[at].kind == WORD and fits and not is_name


def _closes(line: Line, at: int) -> bool:
    """May a noun be the subject, and the word behind it no part of its phrase?"""
    word, after = line.words[at], line.words[at + 1]
    if word.pos != "NOUN" or word.case != "nomn" or word.entries or word.lemma in line.known.times:
        return False
    if word.lemma in line.known.proper or after.is_owned:
        return False
    is_apart = after.case in {"gent", "accs", "datv", "abla", "loct"} or after.pos in {"ADVB", "NUMR", "NPRO"}
    return is_apart or line.low[at + 1] in line.known.grammar["topic"]


def _is_name(line: Line, at: int, last: int) -> bool:
    """Has a phrase a capital letter that is not that of the sentence, or a country's?"""
    is_capital = any(line.nodes[k].is_capital for k in range(max(at, 1), last + 1))
    return is_capital or (last > at and line.words[at].lemma in line.known.proper)


def _has_subject(line: Line, low: int, high: int) -> bool:
    """«өрттің толық сөндірілгенін»: has a verb made a noun a subject of its own?"""
    if high >= len(line) or not line.words[high].is_content:
        return False
    owners = (k for k in range(low, high) if line.words[k].case == "gent" and line.words[k].pos == "NOUN")
    return any(line.words[k + 1].pos == "PRTF" or not line.words[k + 1].is_owned for k in owners)
