"""Infinitives that hand content over: «призвал прекратить огонь», «новую школу обещают сдать»."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.attribution.around import skip_asides
from otkuda.attribution.constituent import MASS, NOMINATIVE
from otkuda.attribution.cue import cues
from otkuda.attribution.indirect import add, add_clause, clause_start, subject_of
from otkuda.attribution.segment import AND
from otkuda.attribution.word import CASES, word
from otkuda.text.tokens import QUOTE

if TYPE_CHECKING:
    from otkuda.attribution.clause import Clause
    from otkuda.attribution.finding import Cue, Scene

NOBODY = frozenset("никому ничего никого нигде никогда никуда ни".split())
ADDRESSING = frozenset(  # take the one addressed in the accusative
    "просить попросить обязать призвать призывать пригласить приглашать умолять молить уговаривать убеждать".split()
)
PORTENDS = frozenset("обещать грозить грозиться угрожать".split())
EMPHATIC = frozenset("не хоть хотя даже лишь только сам самому самой самим".split())
OCCASIONS = frozenset(
    "интервью беседа разговор эфир комментарий программа брифинг пресс-конференция заседание совещание "
    "выступление встреча форум ответ "
    "сайт страница канал блог твиттер соцсеть интернет понедельник вторник среда четверг пятница суббота "
    "воскресенье адрес письмо обращение заявление".split()
)


def infinitive(scene: Scene, clause: Clause) -> None:
    """призвал прекратить огонь; новую школу обещают сдать."""
    for cue in cues(scene, clause):
        if "inf" not in cue.features or cue.verb.pos not in {"VERB", "GRND", "PRTF", "PRTS", "INFN", "ADJS"}:
            continue
        if cue.verb.lemma in PORTENDS and _is_mere_thing(clause, cue):
            continue
        start = _infinitive_at(clause, cue)
        if start < 0:
            _add_front(scene, clause, cue)
        elif "addressed" not in cue.features or _is_addressed(clause, cue.at + 1, start):
            add_clause(scene, clause, cue, start, infinitive=True, front=_fronted(scene, clause, cue))


def _is_mere_thing(clause: Clause, cue: Cue) -> bool:
    """«Весна обещает быть тёплой», «цены грозят вырасти»: what cannot speak promises nothing."""
    subject = subject_of(clause, cue).phrase
    phrase = subject or clause.reader.phrase(clause_start(clause, cue), cue.at, NOMINATIVE)
    if phrase is None or phrase.name >= 0 or clause.nodes[phrase.head].kind == QUOTE:
        return False
    head, language = word(clause.nodes[phrase.head]), clause.language
    lemmas = {clause.nodes[phrase.head].low, *phrase.lemmas()}
    can_tell = lemmas & (language.speakers | language.documents.keys() | language.unnamed.keys() | MASS)
    return bool(head.nouns) and head.is_known and not head.is_animate and not can_tell


def _add_front(scene: Scene, clause: Clause, cue: Cue) -> None:
    """«Снижать цены в ведомстве не обещают»: all of it stands in front of the cue."""
    first = clause_start(clause, cue)
    verb = first + (clause.nodes[first].low == "не")
    if "addressed" in cue.features or not verb < cue.at or word(clause.nodes[verb]).pos != "INFN":
        return
    if clause.finite(first, cue.at) >= 0 or any(clause.nodes[k].low in AND for k in range(first, cue.at)):
        return
    front = scene.span(clause, first, _front_end(clause, cue, first))
    if front is not None:
        add(scene, clause, cue, [front], (first, clause.segments[clause.segment_at(cue.at)].last))


def _front_end(clause: Clause, cue: Cue, first: int) -> int:
    """The node before which the words in front of a cue end: «не», the subject, «в ведомстве»."""
    subject = subject_of(clause, cue)
    if subject.phrase is not None and first < subject.phrase.first < cue.at:
        return subject.phrase.first - (subject.how == "place")
    return cue.at - (clause.nodes[cue.at - 1].low == "не")


def _is_addressed(clause: Clause, first: int, last: int) -> bool:
    """«пожелала гостям не скучать», «предупредил жителей не выходить»: is somebody told?"""
    return any(
        "datv" in phrase.cases or ("accs" in phrase.cases and word(clause.nodes[phrase.head]).is_animate)
        for phrase in clause.phrases_in(first, last)
    )


def _infinitive_at(clause: Clause, cue: Cue) -> int:
    nodes = clause.nodes
    k = cue.at + 1
    stop = clause.segments[clause.segment_at(cue.at)].last
    while k < stop:
        info = word(nodes[k])
        if nodes[k].kind == QUOTE and clause.inner_first(nodes[k]) == "INFN":
            return _with_adverbials(clause, cue, k)
        if info.pos == "INFN":
            return _with_adverbials(clause, cue, k)
        if clause.is_finite(k) or (nodes[k].low in {"и", "или"} and cue.features & {"weak"}):
            return -1
        k += 1
    return _behind_insert(clause, cue)


def _with_adverbials(clause: Clause, cue: Cue, k: int) -> int:
    """«пообещала в первый же день отменить налог»: what stands between and belongs to the infinitive."""
    nodes = clause.nodes
    j = skip_asides(clause, cue.at + 1, k)
    while j < k:
        info = word(nodes[j])
        if nodes[j].low in {"также", "тоже"}:
            j += 1
            continue
        if info.pos == "PREP":
            inner = clause.reader.phrase(j + 1, k, CASES - {"nomn"})
            told = inner is not None and nodes[j].low in {"от", "у"} and clause.can_speak(inner)  # «требуют от мэрии …»
            if inner is not None and not told and not {nodes[inner.head].low, *inner.lemmas()} & OCCASIONS:
                return j
            j = inner.last if inner is not None else j + 1
            continue
        if (
            nodes[j].low in NOBODY | EMPHATIC
            or (info.pos in {"ADVB", "PRCL", "COMP"} and j == k - 1)
            or (info.pos in {"ADVB", "COMP"} and word(nodes[j + 1]).pos in {"ADVB", "INFN", "PRCL"})
        ):
            return j
        phrase = clause.reader.phrase(j, k)
        j = phrase.last if phrase is not None else j + 1
    return k


def _behind_insert(clause: Clause, cue: Cue) -> int:
    """«приглашает заявителей акции, прошедшей 4 февраля, явиться»: the infinitive stands behind an insert."""
    index = clause.segment_at(cue.at)
    if index + 2 < len(clause.segments) and clause.segments[index + 1].kind in {"participle", "relative", "sub"}:
        segment = clause.segments[index + 2]
        if segment.opener == "," and word(clause.nodes[segment.first]).pos == "INFN":
            return segment.first
    return -1


def _fronted(scene: Scene, clause: Clause, cue: Cue) -> tuple[int, int] | None:
    """«Новую школу обещают сдать»: an object in front of a verb whose subject is nobody, or «в мэрии»."""
    if cue.verb.number != "plur" or (cue.verb.person != "3per" and cue.verb.tense != "past"):
        return None
    first = clause_start(clause, cue)
    end = _front_end(clause, cue, first)
    whole = clause.reader.phrase(first, end)  # in every case that it may stand in
    speaks = whole is not None and clause.agrees(whole, cue.verb) and clause.can_speak(whole)
    if speaks and subject_of(clause, cue).phrase is not None and subject_of(clause, cue).how != "place":
        return None  # «Полицейские просят позвонить»
    at = first
    while at < end and (phrase := clause.reader.phrase(at, end, frozenset({"accs", "datv"}))) is not None:
        if cue.verb.lemma in ADDRESSING and word(clause.nodes[phrase.head]).is_animate:
            return None  # «Подрядчика обязали достроить мост»
        at = phrase.last
        if "accs" in phrase.cases or any(form.case == "accs" for form in word(clause.nodes[at - 1]).nouns):
            return scene.span(clause, first, end) if at == end else None
    return None
