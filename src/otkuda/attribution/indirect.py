"""Indirect speech: that-clauses, infinitives, questions, small clauses, nouns with a clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.attribution.chain import links
from otkuda.attribution.clause import FINITE, Subject
from otkuda.attribution.cue import cue_at, cues
from otkuda.attribution.direct import block_after
from otkuda.attribution.extent import content_end
from otkuda.attribution.finding import Cue, Finding, Link, Scene
from otkuda.attribution.parenthetical import cue_bounds, outer_carrier, place_subject
from otkuda.attribution.phrase import Phrase
from otkuda.attribution.word import CASES, word
from otkuda.text.tokens import QUOTE, WORD

if TYPE_CHECKING:
    from otkuda.attribution.clause import Clause

THAT = frozenset({"что", "будто", "якобы"})
DANGLING = frozenset("хотя но а однако и что если".split())
NOBODY = frozenset("никому ничего никого нигде никогда никуда ни".split())
OCCASIONS = frozenset(
    "интервью беседа разговор эфир комментарий программа брифинг пресс-конференция заседание совещание выступление встреча форум ответ "
    "сайт страница канал блог твиттер соцсеть интернет понедельник вторник среда четверг пятница суббота воскресенье адрес письмо обращение заявление".split()
)
POINTERS = frozenset("то том тем тому факт факте".split())
QUESTIONS = frozenset("кто где когда почему зачем как какой какая какие какое каким какую каких сколько куда откуда чей что чем кому кого насколько".split())
ASKABLE = frozenset({"ask", "say"})


def that_clause(scene: Scene, clause: Clause) -> None:
    """сообщил, что А; заявил о том, что А; попросил, чтобы А."""
    for cue in cues(scene, clause):
        if not cue.features & {"that", "say", "that_so", "deny_that", "accuse"}:
            continue
        start = _that_start(clause, cue)
        if start < 0:
            continue
        _add_clause(scene, clause, cue, start, "that_clause")


def _that_start(clause: Clause, cue: Cue) -> int:
    """First node behind «что», or -1."""
    nodes = clause.nodes
    index = clause.segment_at(cue.at)
    if cue.at + 3 < len(nodes) and nodes[cue.at + 1].low == "что":
        return cue.at + 2  # a comma forgotten
    if _blocked(clause, cue, clause.segments[index].last):
        return -1
    skipped = 0
    for number in range(index + 1, len(clause.segments)):
        segment = clause.segments[number]
        low = nodes[segment.first].low
        if segment.opener != "," and not skipped:
            return -1
        if low in THAT and cue.features & {"that", "say", "deny_that", "accuse"} and (low != "якобы" or "say" in cue.features):
            return segment.first + (low in {"что", "будто"})
        if low == "чтобы" and "that_so" in cue.features:
            return segment.first + 1
        if "weak" in cue.features or skipped > 2 or not _is_insert(clause, number):  # noqa: PLR2004 — two inserts at the most
            return -1
        skipped += 1
    return -1


def _blocked(clause: Clause, cue: Cue, stop: int) -> bool:
    """Another verb, or a noun that takes the clause for itself, stands between the cue and the comma."""
    nodes = clause.nodes
    near = 4 if "weak" in cue.features or cue.verb.pos == "INFN" else 40
    if stop - cue.at > near and "weak" in cue.features:
        return True
    for k in range(cue.at + 1, stop):
        info = word(nodes[k])
        if clause.is_finite(k) and info.pos == "VERB" or info.pos == "GRND" or info.pos == "INFN" and "inf" in cue.features:
            return True
    return False


def _is_insert(clause: Clause, number: int) -> bool:
    segment = clause.segments[number]
    if segment.kind in {"gerund", "participle", "relative", "sub"}:
        return not any((cue := cue_at(clause, k)) is not None and cue.features & {"say", "that"} for k in range(segment.first, segment.last))
    return clause.finite(segment.first, segment.last) < 0


def _add_clause(scene: Scene, clause: Clause, cue: Cue, start: int, rule: str, *, infinitive: bool = False, extra: int = -1) -> None:
    end = content_end(clause, cue, start, infinitive=infinitive)
    while end > start + 1 and clause.nodes[end - 1].low in DANGLING:
        end -= 1 + (clause.nodes[end - 2].text == ",")
    span = scene.span(clause, start, end)
    if span is None:
        return
    content = [span]
    if extra >= 0:
        front = scene.span(clause, extra, cue.at)
        content = ([front] if front else []) + content
    content += _behind_colon(scene, clause, end)
    add(scene, clause, cue, content, rule, (_low(clause, cue), start))


def _low(clause: Clause, cue: Cue) -> int:
    return clause.segments[clause.segment_at(cue.at)].first


def _behind_colon(scene: Scene, clause: Clause, end: int) -> list[tuple[int, int]]:
    """«сказал, что А: «Б»»: the second piece; the words may follow as a paragraph of their own."""
    nodes = clause.nodes
    if end == len(nodes) and nodes[-1].text == ":":
        end -= 1
    if end < len(nodes) and nodes[end].text == ":":
        if end + 1 < len(nodes) and nodes[end + 1].kind == QUOTE:
            span = scene.inside(nodes[end + 1])
            scene.quoted.add(nodes[end + 1].index)
            return [span] if span else []
        if end + 1 == len(nodes) and not clause.sentence.depth:
            block = block_after(scene, clause)
            return [block] if block else []
    return []


def add(scene: Scene, clause: Clause, cue: Cue, content: list[tuple[int, int]], rule: str, bounds: tuple[int, int]) -> None:
    """Keep an indirect finding with the chain around its cue."""
    subject = place_subject(clause, cue) if "place" in cue.features else _subject_of(clause, cue)
    if subject.how == "dropped" and cue.verb.gender == "neut" and cue.verb.number == "sing":
        subject = Subject(None, "nobody")
    if subject.phrase is None and subject.how != "relative" and "opinion" in cue.features and cue.verb.number == "plur" and cue.verb.person == "3per":
        return
    first, last = cue_bounds(clause, cue, bounds)
    found = outer_carrier(scene, clause, cue) + links(clause, cue, subject, (first, last))
    span = clause.nodes[cue.first].start, clause.nodes[cue.last - 1].end
    scene.add(Finding(clause, content, span, found, rule))


def _subject_of(clause: Clause, cue: Cue) -> Subject:
    """The subject of the cue; of an infinitive («дали понять», «поспешил сообщить») that of its governing verb."""
    if "dative" in cue.features:
        segment = clause.segments[clause.segment_at(cue.at)]
        datives = [p for p in clause.phrases_in(segment.first, segment.last) if p.cases == frozenset({"datv"})]
        return Subject(datives[0], "left") if datives else Subject(None, "nobody")
    if cue.verb.pos == "INFN":
        low = _low(clause, cue)
        for k in range(cue.at - 1, low - 1, -1):
            verb = next((v for v in word(clause.nodes[k]).verbs if v.pos in FINITE | {"GRND"}), None)
            if verb is not None and (clause.is_finite(k) or verb.pos == "GRND"):
                return clause.subject(k, verb, after=False)
    return clause.subject(cue.at, cue.verb, after=False)


def infinitive(scene: Scene, clause: Clause) -> None:
    """призвал прекратить огонь; пообещали заблокировать; новую школу обещают сдать."""
    for cue in cues(scene, clause):
        if "inf" not in cue.features or cue.verb.pos not in {"VERB", "GRND", "PRTF", "INFN"}:
            continue
        start = _infinitive_at(clause, cue)
        if start >= 0:
            _add_clause(scene, clause, cue, start, "infinitive", infinitive=True, extra=_fronted(clause, cue))


def _infinitive_at(clause: Clause, cue: Cue) -> int:
    nodes = clause.nodes
    k = cue.at + 1
    stop = clause.segments[clause.segment_at(cue.at)].last
    while k < stop:
        info = word(nodes[k])
        if nodes[k].kind == QUOTE and clause.inner_first(nodes[k]) == "INFN":
            return k
        if info.pos == "INFN":
            return _with_adverbials(clause, cue, k)
        if clause.is_finite(k) or nodes[k].low in {"и", "или"} and cue.features & {"weak"}:
            return -1
        k += 1
    return _behind_insert(clause, cue)


def _with_adverbials(clause: Clause, cue: Cue, k: int) -> int:
    """«пообещала в первый же день отменить налог»: what stands between and belongs to the infinitive."""
    nodes = clause.nodes
    j = cue.at + 1
    while j < k:
        info = word(nodes[j])
        if info.pos == "PREP":
            inner = clause.reader.phrase(j + 1, k, CASES - {"nomn"})
            if inner is not None and not {nodes[inner.head].low, *inner.lemmas()} & OCCASIONS:
                return j
            j = inner.last if inner is not None else j + 1
            continue
        if nodes[j].low in NOBODY | {"не"} or info.pos in {"ADVB", "PRCL"} and j == k - 1 or info.pos == "ADVB" and word(nodes[j + 1]).pos in {"ADVB", "INFN", "PRCL"}:
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


def _fronted(clause: Clause, cue: Cue) -> int:
    """«Новую школу обещают сдать»: an object in front of a verb whose subject is nobody."""
    if cue.verb.number != "plur" or cue.verb.person != "3per":
        return -1
    first = _low(clause, cue)
    phrase = clause.reader.phrase(first, cue.at, frozenset({"accs"}))
    if phrase is None or phrase.last != cue.at or clause.agrees(phrase, cue.verb) and clause.can_speak(phrase):
        return -1
    return first


def question(scene: Scene, clause: Clause) -> None:
    """спросил, придёт ли он; рассказал, как это было."""
    for cue in cues(scene, clause):
        index = clause.segment_at(cue.at)
        if not cue.features & ASKABLE or index + 1 >= len(clause.segments) or _blocked(clause, cue, clause.segments[index].last):
            continue
        segment = clause.segments[index + 1]
        if segment.opener != "," or not _is_question(clause, segment.first, segment.last, cue):
            continue
        _add_clause(scene, clause, cue, segment.first, "question")


def _is_question(clause: Clause, first: int, last: int, cue: Cue) -> bool:
    nodes = clause.nodes
    k = first
    while k < last and word(nodes[k]).pos in {"PREP", "PRCL"} and k < first + 2:
        k += 1
    if k + 1 < last and nodes[k + 1].low == "ли":
        return True
    if k >= last or nodes[k].low not in QUESTIONS or nodes[k].low == "что":
        return False
    if "ask" not in cue.features:
        return False
    return not (nodes[k].low == "как" and k + 1 < last and cue_like(clause, k + 1))


def cue_like(clause: Clause, k: int) -> bool:
    """Is the word at ``k`` a verb of saying («как сообщает»)?"""
    return any(v.lemma in clause.language.cues for v in word(clause.nodes[k]).verbs)


def small_clause(scene: Scene, clause: Clause) -> None:
    """назвал решение ошибкой; причиной назвал отсутствие воли; считает договор недействительным."""
    for cue in cues(scene, clause):
        if not cue.features & {"small", "as"} or cue.verb.pos not in FINITE | {"GRND", "PRTF"}:
            continue
        content = small_content(scene, clause, cue) if "small" in cue.features else _compared(scene, clause, cue)
        if content:
            add(scene, clause, cue, content, "small_clause", (_low(clause, cue), clause.segments[clause.segment_at(cue.at)].last))


def small_content(scene: Scene, clause: Clause, cue: Cue) -> list[tuple[int, int]] | None:
    """Offsets of the two parts of a small clause, and of a quotation behind its colon; None where there is none."""
    subject = clause.subject(cue.at, cue.verb, after=False)
    if subject.phrase is None and cue.verb.number == "plur" and subject.how != "relative" and cue.verb.pos == "VERB":
        return None
    taken = subject.phrase
    index = clause.segment_at(cue.at)
    segment = clause.segments[index]
    behind = _objects(clause, cue.at + 1, segment.last, taken)
    before = _objects(clause, segment.first, cue.at, taken)
    every = before + behind
    front = before if before and before[0].first == segment.first else []
    predicate = next((p for p in reversed(front + behind) if _is_predicate(clause, p)), None)
    if predicate is None or len(every) < 2:
        return None
    others = [p for p in every if p is not predicate and ("accs" in p.cases or clause.nodes[p.head].kind == QUOTE)]
    if not others:
        return None
    if not before:
        end = content_end(clause, cue, behind[0].first, infinitive=True)
        span = scene.span(clause, behind[0].first, end)
        return [span, *_behind_colon(scene, clause, end)] if span else None
    first = scene.span(clause, before[0].first, before[-1].last)
    end = content_end(clause, cue, behind[0].first, infinitive=True) if behind else len(clause.nodes)
    second = scene.span(clause, behind[0].first, end) if behind else None
    return [s for s in (first, second) if s] + _behind_colon(scene, clause, end)


def _compared(scene: Scene, clause: Clause, cue: Cue) -> list[tuple[int, int]] | None:
    """«оценивают решение как попытку», «охарактеризовал договор как ошибку»."""
    segment = clause.segments[clause.segment_at(cue.at)]
    at = next((k for k in range(cue.at + 2, segment.last - 1) if clause.nodes[k].low == "как"), -1)
    objects = _objects(clause, cue.at + 1, at, None) if at > 0 else []
    if not objects or "accs" not in objects[0].cases or cue_like(clause, at + 1):
        return None
    span = scene.span(clause, objects[0].first, content_end(clause, cue, objects[0].first, infinitive=True))
    return [span] if span else None


def _is_predicate(clause: Clause, phrase: Phrase) -> bool:
    node = clause.nodes[phrase.head]
    return node.kind == QUOTE or "ablt" in phrase.cases and "nomn" not in phrase.cases


def _objects(clause: Clause, first: int, last: int, taken: Phrase | None) -> list[Phrase]:
    """Phrases that are neither the subject nor behind a preposition."""
    found, k = [], first
    while k < last:
        if taken is not None and taken.first <= k < taken.last:
            k = taken.last
            continue
        info = word(clause.nodes[k])
        if info.pos == "PREP":
            inner = clause.reader.phrase(k + 1, last, CASES - {"nomn"}) if k + 1 < last else None
            k = inner.last if inner else k + 1
            continue
        phrase = clause.reader.phrase(k, last, frozenset({"accs", "ablt", "gent"})) if info.pos not in {"ADVB", "CONJ", "PRCL"} else None
        if phrase is not None and (phrase.cases & {"accs", "ablt"}):
            found.append(phrase)
            k = phrase.last
        else:
            k += 1
    return found


def plan(scene: Scene, clause: Clause) -> None:
    """заявил о готовности помочь; объявила о намерении уйти."""
    for cue in cues(scene, clause):
        if not cue.features & {"say", "that"} or "opinion" in cue.features:
            continue
        segment = clause.segments[clause.segment_at(cue.at)]
        for first in range(segment.first, segment.last - 2):
            if clause.nodes[first].low in {"о", "об", "обо"} and _plan_at(clause, first + 1, segment.last):
                _add_plan(scene, clause, cue, first + 1)
                break


def _plan_at(clause: Clause, k: int, stop: int) -> bool:
    for j in range(k, min(k + 4, stop - 1)):
        features = next((clause.language.nouns[f.lemma] for f in word(clause.nodes[j]).nouns if f.lemma in clause.language.nouns), None)
        if features is not None:
            return "plan" in features and any(word(clause.nodes[i]).pos == "INFN" for i in range(j + 1, min(j + 4, stop)))
        if not word(clause.nodes[j]).modifiers:
            return False
    return False


def _add_plan(scene: Scene, clause: Clause, cue: Cue, first: int) -> None:
    if first < cue.at:
        subject = clause.subject(cue.at, cue.verb, after=False)
        end = subject.phrase.first if subject.phrase and first < subject.phrase.first < cue.at else cue.at
    else:
        end = content_end(clause, cue, first, infinitive=True)
    span = scene.span(clause, first, end)
    if span:
        low = clause.segments[clause.segment_at(cue.at)]
        add(scene, clause, cue, [span], "plan", (low.first, low.last))


def colon_clause(scene: Scene, clause: Clause) -> None:
    """Он считает: всё решено. The content stands behind a colon, without marks."""
    nodes = clause.nodes
    for number, segment in enumerate(clause.segments[1:], 1):
        if segment.opener != ":" or nodes[segment.first].kind == QUOTE or nodes[segment.first - 1].text != ":":
            continue
        before = clause.segments[number - 1]
        cue = next((c for c in reversed(list(cues(scene, clause))) if before.first <= c.at < before.last and c.features & {"say", "that", "quote"}), None)
        if cue is None or before.last - cue.at > 4 or cue.verb.pos not in FINITE:  # noqa: PLR2004 — at hand
            continue
        span = scene.span(clause, segment.first, len(nodes))
        if span:
            add(scene, clause, cue, [span], "colon_clause", (before.first, before.last))
        return


LIGHT = frozenset(
    "выразить выражать высказать высказывать сделать делать прийти приходить задаться задаваться задавать располагать выдвинуть выдвигать дать давать довести доводить сойтись склоняться склониться "
    "обратить обращать поставить иметь питать придерживаться озвучить испытывать сформулировать поделиться прийти разделять разделить держаться".split()
)
APPEARS = frozenset(
    "появиться появляться ходить просочиться поступить поступать прозвучать звучать распространиться распространяться циркулировать возникнуть есть "
    "быть пойти прийти приходить разойтись разнестись имеется иметься бытовать существовать".split()
)


def noun_clause(scene: Scene, clause: Clause) -> None:
    """выразил надежду, что А; слухи, что А; информация о том, что А; с просьбой не шуметь."""
    nodes = clause.nodes
    for k, node in enumerate(nodes):
        if node.kind != WORD or node.start in scene.used:
            continue
        features = next((clause.language.nouns[f.lemma] for f in word(node).nouns if f.lemma in clause.language.nouns), None)
        if features is None:
            continue
        start = _noun_content(clause, k, features)
        if start >= 0:
            _add_noun(scene, clause, k, features, start)


def _noun_content(clause: Clause, k: int, features: frozenset[str]) -> int:
    nodes = clause.nodes
    segment_index = clause.segment_at(k)
    stop = clause.segments[segment_index].last
    author = _author(clause, k)
    if "inf" in features and (author is not None or k and nodes[k - 1].low in {"с", "со"} or _light_near(clause, k)):
        for j in range(author.last if author else k + 1, min(author.last + 2 if author else k + 4, stop)):
            if word(nodes[j]).pos == "INFN":
                return j - 1 if nodes[j - 1].low == "не" else j
            if not word(nodes[j]).nouns and nodes[j].low != "не" and not word(nodes[j]).modifiers:
                break
    if features & {"author", "ask"} and author is None and not _light_near(clause, k):
        return -1
    if "that" not in features and "ask" not in features or segment_index + 1 >= len(clause.segments):
        return -1
    if any(clause.is_finite(j) or word(nodes[j]).pos == "GRND" for j in range(k + 1, stop)) or stop - k > 8:  # noqa: PLR2004 — close by
        return -1
    after = clause.segments[segment_index + 1]
    low = nodes[after.first].low
    if after.opener != ",":
        return -1
    if "that" in features and low in THAT | {"якобы"}:
        return after.first + (low in {"что", "будто"})
    if "ask" in features and (low in QUESTIONS or after.first + 1 < after.last and nodes[after.first + 1].low == "ли"):
        return after.first
    return -1


def _author(clause: Clause, k: int) -> Phrase | None:
    """The genitive behind the noun: «обещание губернатора», «слова тренера Орлова»."""
    nodes = clause.nodes
    if k + 1 >= len(nodes) or nodes[k + 1].kind not in {WORD, QUOTE} or word(nodes[k + 1]).pos in {"PREP", "CONJ", "PRCL"}:
        return None
    phrase = clause.reader.phrase(k + 1, clause.segments[clause.segment_at(k)].last, frozenset({"gent"}))
    if phrase is None or clause.is_finite(k + 1):
        return None
    lemmas = {nodes[phrase.head].low, *phrase.lemmas()}
    language = clause.language
    known = lemmas & (language.titles.keys() | language.organizations.keys() | language.outlets.keys() | language.unnamed.keys())
    known = known or word(nodes[phrase.head]).is_animate
    return phrase if known or phrase.name >= 0 or nodes[phrase.head].kind == QUOTE else None


def _light_near(clause: Clause, k: int) -> bool:
    governor = _governor(clause, k, before=True)
    return governor >= 0 and abs(governor - k) <= 3 and bool(set(word(clause.nodes[governor]).lemmas) & (LIGHT | {"отдать", "отдавать", "выступить", "получить"}))  # noqa: PLR2004


def _add_noun(scene: Scene, clause: Clause, k: int, features: frozenset[str], start: int) -> None:
    governor = _governor(clause, k, before="inf" in features)
    verbs = word(clause.nodes[governor]).verbs if governor >= 0 else ()
    verb = next((v for v in verbs if v.lemma in LIGHT | APPEARS), verbs[0] if verbs else None)
    light = verb is not None and verb.lemma in LIGHT
    appears = verb is not None and verb.lemma in APPEARS
    if "light" in features and not light and _author(clause, k) is None or light and not features & {"light", "that", "ask", "inf"}:
        return
    if light and verb is not None and verb.lemma in {"располагать", "иметь"} and "доказательство" not in word(clause.nodes[k]).lemmas:
        return
    at = governor if light and verb is not None else k
    leads = governor < 0 or _author(clause, k) is not None and not light
    cue = Cue(at, _noun_verb(clause, k) if leads or verb is None else verb, frozenset({"that"}), min(at, k), max(at, k) + 1)
    if appears and abs(governor - k) == 1:
        cue.first, cue.last = min(governor, k), max(governor, k) + 1
    infinitive = clause.nodes[start].low == "не" or word(clause.nodes[start]).pos == "INFN"
    end = content_end(clause, cue, start, infinitive=infinitive)
    if infinitive and cue.verb.pos == "NOUN":
        end = min(end, _before_predicate(clause, start))
    span = scene.span(clause, start, end)
    if span is None:
        return
    links_found = _noun_links(clause, k, cue, governor, light=light, appears=appears, features=features)
    if links_found is None:
        return
    cue_span = clause.nodes[cue.first].start, clause.nodes[cue.last - 1].end
    scene.add(Finding(clause, [span, *_behind_colon(scene, clause, end)], cue_span, links_found, "noun_clause"))


def _before_predicate(clause: Clause, start: int) -> int:
    """«Обещание построить школу осталось …», «Призыв бойкотировать собрание рабочие не поддержали»: where the sentence goes on."""
    last = clause.segments[clause.segment_at(start)].last
    k = clause.finite(start + 1, last)
    if k < 0:
        return last
    verb = next((v for v in word(clause.nodes[k]).verbs if v.pos in FINITE), None)
    subject = clause._left_in(start + 1, k, verb) if verb is not None else None  # noqa: SLF001
    if subject is not None and "accs" not in subject.cases:
        return subject.first
    while k - 1 > start and clause.nodes[k - 1].low in {"не", "так", "уже"}:
        k -= 1
    return k


def _noun_verb(clause: Clause, k: int):  # noqa: ANN202
    from otkuda.attribution.word import Verb

    return Verb(clause.nodes[k].low, "NOUN", "", "", "", "", passive=False, case="")


def _governor(clause: Clause, k: int, *, before: bool = False) -> int:
    """The verb that the noun is an object or subject of: the nearest one in its segment."""
    segment = clause.segments[clause.segment_at(k)]
    places = [j for j in range(segment.first, k if before else segment.last) if j != k and any(v.pos in {"VERB", "GRND", "INFN"} for v in word(clause.nodes[j]).verbs) and word(clause.nodes[j]).pos in {"VERB", "GRND", "INFN"}]
    return min(places, key=lambda j: abs(j - k), default=-1)


def _noun_links(clause: Clause, k: int, cue: Cue, governor: int, *, light: bool, appears: bool, features: frozenset[str]) -> list[Link] | None:
    nodes = clause.nodes
    author = _author(clause, k)
    if author is not None and not light:
        return [Link(clause, author, "author")]
    segment = clause.segments[clause.segment_at(k)]
    if light or ("inf" in features and governor >= 0):
        verb = next(v for v in word(nodes[governor]).verbs if v.pos in {"VERB", "GRND", "INFN"})
        subject = clause.subject(governor, verb, after=False)
        own = Link(clause, subject.phrase, subject.how, subject.stands_for, verb)
        document = _document_object(clause, governor, k, subject.phrase)
        return [document, own] if document else [own]
    if appears or "report" in features:
        place = _circle(clause, segment.first, segment.last)
        return [place] if place else []
    return []


def _document_object(clause: Clause, governor: int, k: int, subject: Phrase | None) -> Link | None:
    """«записали видеообращение с просьбой»: the writing that carries the request."""
    for j in range(governor + 1, k):
        if subject is not None and subject.first <= j < subject.last:
            continue
        if any(f.lemma in clause.language.documents and f.case == "accs" for f in word(clause.nodes[j]).nouns):
            phrase = clause.reader.phrase(j, k)
            if phrase is not None:
                return Link(clause, Phrase(phrase.first, phrase.head + 1, phrase.head, phrase.forms), "document", type="document")
    return None


def _circle(clause: Clause, first: int, last: int) -> Link | None:
    """«в дипломатических кругах», «в прессу», «на сайте клуба»: where a rumour runs, when that can speak."""
    language = clause.language
    for k in range(first, last - 1):
        if clause.nodes[k].low in {"в", "во", "на", "среди", "из"}:
            phrase = clause.reader.phrase(k + 1, last, frozenset({"loct", "accs", "gent"}))
            if phrase is None:
                continue
            lemmas = {clause.nodes[phrase.head].low, *phrase.lemmas()}
            if lemmas & (language.outlets.keys() | {"круг", "круги", "пресса", "сми"}):
                return Link(clause, phrase, "place")
    return None
