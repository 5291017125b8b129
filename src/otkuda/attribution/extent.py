"""How far a content reaches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.attribution.cue import cue_at, cues_in
from otkuda.attribution.layout import FINITE
from otkuda.attribution.segment import AND
from otkuda.attribution.word import word
from otkuda.text.tokens import DASHES, QUOTE, WORD

if TYPE_CHECKING:
    from otkuda.attribution.clause import Clause
    from otkuda.attribution.finding import Cue
    from otkuda.attribution.segment import Segment
    from otkuda.attribution.word import Verb

TURNS = frozenset("а но однако зато".split())
REFUSED = frozenset({"комментарий", "запрос"})
REFUSING = frozenset({"отказаться", "отказываться", "воздержаться", "ответить", "дать"})
ADVERBS = frozenset({"ADVB", "PRCL", "CONJ", "PRED", "COMP"})
PREDICATES = FINITE | {"ADJS"}
TELLING = frozenset({"say", "paren", "carry", "words", "place"})


def starts_with_cue(clause: Clause, segment: Segment, wanted: frozenset[str] = TELLING) -> Cue | None:
    """The cue that opens a segment («, сообщает Х», «, уверены в клубе», «, как отметил Х»), or None."""
    if not any(segment.first <= at < segment.last for at in cues_in(clause)):
        return None
    k = segment.first
    nodes = clause.nodes
    if k < segment.last and nodes[k].low == "как":
        k += 1
    while (
        k < segment.last
        and nodes[k].kind == WORD
        and cue_at(clause, k) is None
        and word(nodes[k]).pos in {"ADVB", "PRCL"}
    ):
        k += 1
    if k >= segment.last or nodes[k].kind != WORD:
        return None
    cue = cue_at(clause, k)
    if cue is None or cue.verb.pos not in PREDICATES or not cue.features & wanted:
        return None
    if k + 1 < segment.last and nodes[k + 1].low == "ли":
        return None  # «спросил, не боится ли он»
    return cue


def content_end(clause: Clause, cue: Cue, start: int, *, infinitive: bool = False) -> int:
    """Return the node at which the content that begins at node ``start`` ends (half-open)."""
    index = clause.segment_at(start)
    end = _within(clause, cue, start, clause.segments[index].last, infinitive=infinitive)
    if end < clause.segments[index].last:
        return end
    inserted = _is_inserted(clause, cue)
    for number in range(index + 1, len(clause.segments)):
        segment = clause.segments[number]
        if _breaks(clause, cue, segment, inserted=inserted, infinitive=infinitive):
            return segment.first - 1
        end = _within(
            clause, cue, segment.first, segment.last, infinitive=infinitive and segment.kind in {"and", "main"}
        )
        if end < segment.last:
            return end
    return len(clause.nodes)


def _is_inserted(clause: Clause, cue: Cue) -> bool:
    """Does the cue stand in a relative or participial clause, so that its main clause goes on behind it?"""
    segment = clause.segments[clause.segment_at(cue.at)]
    if (segment.kind == "gerund" and not segment.first) or cue.verb.pos == "NOUN":
        return True
    return segment.kind in {"relative", "participle"} or segment.opener == "("


def _breaks(clause: Clause, cue: Cue, segment: Segment, *, inserted: bool, infinitive: bool) -> bool:
    """Does the content end before this segment?"""
    nodes = clause.nodes
    if (
        segment.first == clause.signed
        or (segment.opener == ":" and nodes[segment.first].kind == QUOTE)
        or (segment.opener == ";" and segment.kind != "that")
    ):
        return True
    if segment.opener == ")" and _open_bracket_before(clause, cue):
        return True
    if segment.opener in DASHES and starts_with_cue(clause, segment):
        return True
    if segment.opener == "," and is_tail(clause, segment):
        return True
    if segment.kind == "gerund":
        return gerund_cue(clause, segment)
    if (
        _resumes(clause, cue, segment, infinitive=infinitive)
        or _turns(clause, segment)
        or _goes_on(clause, cue, segment)
        or _acts_then(clause, cue, segment)
        or declines(clause, segment)
    ):
        return True
    if inserted and segment.opener == "," and segment.kind == "main":
        return _is_main_verb(clause, segment) or (
            cue.verb.pos in {"GRND", "NOUN"} and clause.finite(segment.first, segment.last) >= 0
        )
    asks = segment.first + 1 < segment.last and nodes[segment.first + 1].low == "ли"
    if (
        infinitive
        and not asks
        and segment.opener == ","
        and segment.kind == "main"
        and clause.finite(segment.first, segment.last) >= 0
    ):
        return True
    if not infinitive or nodes[segment.first].low not in TURNS | {"и"}:
        return False
    k = clause.finite(segment.first, segment.last)
    return k >= 0 and (nodes[segment.first].low != "и" or _has_own_subject(clause, segment.first + 1, k))


def _has_own_subject(clause: Clause, first: int, k: int) -> bool:
    """«пообещал снизить налоги, и бизнес ему поверил»: anything in the nominative that agrees with the verb."""
    verb = next((v for v in word(clause.nodes[k]).verbs if v.pos in FINITE), None)
    return verb is not None and any(clause.agrees(phrase, verb) for phrase in clause.phrases_in(first, k))


def gerund_cue(clause: Clause, segment: Segment) -> bool:
    """«…, добавив, что», «…, ссылаясь на источник»."""
    nodes = clause.nodes
    gerunds = (k for k in range(segment.first, segment.last) if any(v.pos == "GRND" for v in word(nodes[k]).verbs))
    k = next(gerunds, -1)
    return k >= 0 and (cue_at(clause, k) is not None or nodes[k].low in {"ссылаясь", "сославшись"})


def _open_bracket_before(clause: Clause, cue: Cue) -> bool:
    depth = 0
    for node in clause.nodes[: cue.at]:
        depth += node.text == "("
        depth -= node.text == ")"
    return depth > 0


def is_tail(clause: Clause, segment: Segment) -> bool:
    """«…, передает корреспондент.»: a cue that opens the segment and has no clause of its own behind it."""
    cue = starts_with_cue(clause, segment)
    if cue is None:
        return False
    behind = clause.segment_at(segment.first) + 1
    has_that = behind < len(clause.segments) and clause.segments[behind].kind == "that"
    subject = clause.subject(cue.at, cue.verb, after=True)
    return not has_that and (subject.how in {"right", "place"} or "place" in cue.features)


def _turns(clause: Clause, segment: Segment) -> bool:
    """«…, а прокурор возразил, что»: another speaker with a clause of his own."""
    if clause.nodes[segment.first].low not in TURNS and not _contrasts(clause, segment):
        return False
    index = clause.segment_at(segment.first)
    for number in range(index, min(index + 3, len(clause.segments))):
        here = clause.segments[number]
        k = clause.finite(here.first, here.last)
        if k < 0:
            continue
        cue = cue_at(clause, k)
        if cue is None or not cue.features & {"say", "that", "that_so", "inf"}:
            return False
        orders = "inf" in cue.features and any(clause.is_infinitive(j) for j in range(k + 1, here.last))
        about = any(node.low in {"о", "об"} for node in clause.nodes[k + 1 : k + 3])  # «а аудитор говорит о краже»
        if not orders and not about and [s.kind for s in clause.segments[number + 1 : number + 2]] != ["that"]:
            return False
        return clause.subject(k, cue.verb, after=False).how == "left"
    return False


def _contrasts(clause: Clause, segment: Segment) -> bool:
    """«…, тогда как его коллега сказал, что», «…, в то время как …»."""
    lows = tuple(node.low for node in clause.nodes[segment.first : segment.first + 4])
    return lows[:2] == ("тогда", "как") or lows == ("в", "то", "время", "как")


def _goes_on(clause: Clause, cue: Cue, segment: Segment) -> bool:
    """«сказала, что он был пьян, но имени не назвала»: the verb fits the speaker alone."""
    if clause.nodes[segment.first].low not in TURNS | {"и"} or cue.verb.pos != "VERB":
        return False
    k = clause.finite(segment.first, segment.last)
    verb = next((v for v in word(clause.nodes[k]).verbs if v.pos in FINITE), None) if k >= 0 else None
    if (
        verb is None
        or not (_is_alike(verb, cue.verb) or _fits_now(clause, cue, verb))
        or clause.remark_subject(k, verb, segment.first).phrase is not None
    ):
        return False
    index = clause.segment_at(segment.first)
    said = [clause.finite(s.first, s.last) for s in clause.segments[clause.segment_at(cue.at) + 1 : index]]
    verbs = [v for j in said if j >= 0 for v in word(clause.nodes[j]).verbs if v.pos in FINITE]
    quoted = any(node.kind == QUOTE for node in clause.nodes[cue.at + 1 : segment.first])
    return bool(verbs or quoted) and not any(_is_alike(v, verb) for v in verbs)


def _acts_then(clause: Clause, cue: Cue, segment: Segment) -> bool:
    """«заявил, что голосовать не будет, после чего покинул зал»."""
    nodes, k = clause.nodes, clause.finite(segment.first, segment.last)
    if nodes[segment.first].low != "после" or k < 0 or nodes[segment.first + 1].low != "чего":
        return False
    verb = next((v for v in word(nodes[k]).verbs if v.pos in FINITE), None)
    return verb is not None and _is_alike(verb, cue.verb) and clause.left_in(segment.first + 2, k, verb) is None


def declines(clause: Clause, segment: Segment) -> bool:
    """«…, но в компании от комментариев отказались», «…, однако на запрос там не ответили»."""
    nodes = clause.nodes
    if nodes[segment.first].low not in TURNS:
        return False
    lemmas = {lemma for node in nodes[segment.first : segment.last] for lemma in word(node).lemmas}
    if {"не", "согласиться"} <= lemmas:
        return True  # «…, однако суд с этим не согласился»
    return bool(lemmas & REFUSED) and bool(lemmas & REFUSING)


def _fits_now(clause: Clause, cue: Cue, verb: Verb) -> bool:
    """«полагает, что выкуп поддержит котировки, и повысила прогноз»: in the past behind the present."""
    told = (cue.verb.tense, verb.tense) == ("pres", "past")
    return told and verb.number == cue.verb.number and _fits_speaker(clause, cue, verb)


def _is_alike(one: Verb, other: Verb) -> bool:
    """Of one subject: in the past by gender, else by person."""
    past = (one.tense == "past") == (other.tense == "past")
    return past and (one.number, one.gender, one.person) == (other.number, other.gender, other.person)


def _resumes(clause: Clause, cue: Cue, segment: Segment, *, infinitive: bool) -> bool:
    """«…, и отметил, что»: the speaker's next verb of saying, side by side with this one."""
    k = segment.first
    nodes = clause.nodes
    if nodes[k].low not in AND | {"также"} and not (infinitive and nodes[k].low == "хотя"):
        return False
    while k < segment.last and (nodes[k].low in AND or word(nodes[k]).pos in ADVERBS):
        k += 1
    return k < segment.last and _same_speaker(clause, cue, k)


def _same_speaker(clause: Clause, cue: Cue, k: int) -> bool:
    other = cue_at(clause, k)
    if other is None or not other.features & {"say", "that", "inf", "ask", "small", "quote"}:
        return False
    if other.verb.pos != cue.verb.pos:
        return _leans_alike(clause, cue, k, other.verb)
    return (
        other.verb.number == cue.verb.number
        and other.verb.gender == cue.verb.gender
        and other.verb.tense == cue.verb.tense
    )


def _leans_alike(clause: Clause, cue: Cue, k: int, verb: Verb) -> bool:
    """«отметил, добавив, что А, и призвал Б», «считает, что А, и уверена, что Б»: it fits the speaker alone."""
    if {verb.pos, cue.verb.pos} - {"VERB", "ADJS", "GRND", "INFN"} or verb.pos not in {"VERB", "ADJS"}:
        return False
    if cue.verb.pos == "INFN":  # «дал понять, что А, и напомнил, что Б»
        governs = clause.finite(clause.segments[clause.segment_at(cue.at)].first, cue.at)
        verbs = [v for v in word(clause.nodes[governs]).verbs if v.pos in FINITE] if governs >= 0 else []
        return any(_is_alike(v, verb) for v in verbs) and not _fits_content(clause, cue, k, verb)
    return _fits_speaker(clause, cue, verb) and not _fits_content(clause, cue, k, verb)


def _fits_speaker(clause: Clause, cue: Cue, verb: Verb) -> bool:
    """May the subject of the cue be that of the verb, too?"""
    speaker = clause.subject(cue.at, cue.verb, after=False).phrase
    return speaker is not None and clause.agrees(speaker, verb)


def _fits_content(clause: Clause, cue: Cue, k: int, verb: Verb) -> bool:
    """Does a verb of what is said, between the cue and node ``k``, look like the verb, side by side with it?"""
    between = (j for j in range(cue.at + 1, k) if clause.is_finite(j))
    return any(_is_alike(v, verb) for j in between for v in word(clause.nodes[j]).verbs if v.pos in FINITE)


def _is_main_verb(clause: Clause, segment: Segment) -> bool:
    k = segment.first
    while k < segment.last and word(clause.nodes[k]).pos in ADVERBS:
        k += 1
    return k < segment.last and clause.is_finite(k)


def _within(clause: Clause, cue: Cue, first: int, last: int, *, infinitive: bool) -> int:
    """«что А и отметил, что Б», «предложил созвать совет и поручил …»: where a second verb of the speaker begins."""
    nodes = clause.nodes
    for k in range(first, last - 1):
        if nodes[k].low in {"и", "а", "но"} and nodes[k].kind == WORD and not (k and nodes[k - 1].low == "хотя"):
            j = k + 1
            while j < last and word(nodes[j]).pos in ADVERBS:
                j += 1
            if j < last and (_same_speaker(clause, cue, j) or (infinitive and _shares_subject(clause, cue, j))):
                return k
    return last


def _shares_subject(clause: Clause, cue: Cue, k: int) -> bool:
    if not clause.is_finite(k):
        return False
    verb = next(v for v in word(clause.nodes[k]).verbs if v.pos in FINITE)
    if verb.number != cue.verb.number:
        return False
    told = cue.verb.tense == "pres" and verb.tense == "past" and cue_at(clause, k) is not None
    return told or (verb.tense == cue.verb.tense and verb.gender == cue.verb.gender)  # «считает А и намекнул, что Б»


def goes_on(clause: Clause, i: int) -> bool:
    """«Призналась: «сердце свободно», но о разводе молчит»: the quoted words are part of a clause."""
    nodes = clause.nodes
    if not clause.inner_text(nodes[i])[:1].islower() or i + 2 >= len(nodes):
        return False
    return nodes[i + 1].text == "," and nodes[i + 2].low in TURNS
