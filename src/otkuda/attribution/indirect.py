"""Indirect speech behind a verb: that-clauses, infinitives, questions, plans, what a colon opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.attribution.chain import cue_bounds, is_document, links, may_tell, place_subject
from otkuda.attribution.clause import Subject
from otkuda.attribution.cue import cue_at, cue_like, cues, forced
from otkuda.attribution.extent import content_end
from otkuda.attribution.finding import Cue, Finding, Scene
from otkuda.attribution.layout import FINITE
from otkuda.attribution.word import word
from otkuda.text.tokens import QUOTE

if TYPE_CHECKING:
    from otkuda.attribution.clause import Clause

THAT = frozenset({"что", "будто", "якобы"})
SO_TO_SAY = frozenset({"мол", "дескать"})
THAT_OPENERS = THAT | SO_TO_SAY | {"чтобы"}
DANGLING = frozenset("хотя но а однако и что если".split())
QUESTIONS = frozenset(
    "кто где когда почему зачем как какой какая какие какое каким какую каких сколько куда откуда чей что чем "
    "кому кого чему кем чья чьи насколько".split()
)
QUESTION_WORDS = QUESTIONS | {"ли", "или"}
CLEAR = QUESTIONS - frozenset("когда как где куда откуда что чем".split())  # open no other clause: «сказал, почему»
PLAIN = frozenset("понятно ясно видно очевидно".split())  # «не называют, но понятно, что»
MEASURES = frozenset("так настолько столько".split())
ABOUT = frozenset({"о", "об", "обо"})
ASKABLE = frozenset({"ask", "say"})


def that_clause(scene: Scene, clause: Clause) -> None:
    """сообщил, что А; заявил о том, что А; попросил, чтобы А."""
    for cue in cues(scene, clause):
        if not cue.features & {"that", "say", "that_so", "deny_that", "accuse", "quote"}:
            continue
        start = _that_start(clause, cue)
        if start < 0:
            continue
        add_clause(scene, clause, cue, start)


def _that_start(clause: Clause, cue: Cue) -> int:
    """First node behind «что», or -1."""
    nodes = clause.nodes
    index = clause.segment_at(cue.at)
    if cue.at + 3 < len(nodes) and nodes[cue.at + 1].low == "что" and cue.features != {"quote"}:
        return cue.at + 2  # a comma forgotten
    if _blocked(clause, cue, clause.segments[index].last) or _is_noun_taking(clause, cue, clause.segments[index].last):
        return -1
    for skipped, number in enumerate(range(index + 1, len(clause.segments))):
        segment = clause.segments[number]
        low = nodes[segment.first].low
        if segment.opener != "," and not skipped and low not in SO_TO_SAY:
            return -1
        if (
            low in THAT
            and cue.features & {"that", "say", "deny_that", "accuse"}
            and (low != "якобы" or "say" in cue.features)
        ):
            second = nodes[min(segment.first + 1, len(nodes) - 1)].low
            if second == "и" and nodes[min(segment.first + 2, len(nodes) - 1)].low in QUESTIONS:
                return segment.first  # «рассказал, что и как чинят»
            return segment.first + (low in {"что", "будто"}) + (low == "будто" and second == "бы")
        if low == "чтобы" and "that_so" in cue.features:
            return segment.first + 1
        if low in SO_TO_SAY and cue.features & {"say", "that", "quote"}:
            return segment.first + 1
        if "weak" in cue.features or skipped > 2 or not _is_insert(clause, number):
            return -1
    return -1


def _blocked(clause: Clause, cue: Cue, stop: int) -> bool:
    """Another verb, or a noun that takes the clause for itself, stands between the cue and the comma."""
    nodes = clause.nodes
    if nodes[stop - 1].low in MEASURES:
        return True  # «кричал так, что стёкла дрожали»
    near = 4 if "weak" in cue.features or cue.verb.pos == "INFN" else 40
    if stop - cue.at > near and "weak" in cue.features:
        return True
    for k in range(cue.at + 1, stop):
        info = word(nodes[k])
        if (
            (clause.is_finite(k) and info.pos == "VERB")
            or info.pos == "GRND"
            or (info.pos == "INFN" and "inf" in cue.features)
        ):
            return True
    return False


def _is_noun_taking(clause: Clause, cue: Cue, stop: int) -> bool:
    """«сходятся во мнении, что», «поделился догадкой, что»: the clause belongs to the noun."""
    nouns = clause.language.nouns
    last = word(clause.nodes[stop - 1]).nouns if stop - 1 > cue.at and "say" not in cue.features else ()
    return any("light" in nouns.get(form.lemma, frozenset()) for form in last)


def _is_insert(clause: Clause, number: int) -> bool:
    segment = clause.segments[number]
    if segment.kind in {"gerund", "participle", "relative", "sub"}:
        return not any(
            (cue := cue_at(clause, k)) is not None and cue.features & {"say", "that"}
            for k in range(segment.first, segment.last)
        )
    nodes = clause.nodes[segment.first : segment.last]
    return clause.finite(segment.first, segment.last) < 0 and not any(
        word(node).pos == "PRED" or node.low in PLAIN for node in nodes
    )


def add_clause(  # noqa: PLR0913 — what lies in front of the cue is one more place
    scene: Scene,
    clause: Clause,
    cue: Cue,
    start: int,
    *,
    infinitive: bool = False,
    front: tuple[int, int] | None = None,
) -> None:
    """Keep the clause that begins at ``start``, and what lies in front of the cue."""
    end = content_end(clause, cue, start, infinitive=infinitive)
    while end > start + 1 and clause.nodes[end - 1].low in DANGLING:
        end -= 1 + (clause.nodes[end - 2].text == ",")
    span = scene.span(clause, start, end)
    if span is None:
        return
    content = [span]
    if front is not None:
        content = [front, *content]
    content += behind_colon(scene, clause, end)
    add(scene, clause, cue, content, (clause_start(clause, cue), start))


def clause_start(clause: Clause, cue: Cue) -> int:
    """Return the first node of the segment that the cue stands in."""
    return clause.segments[clause.segment_at(cue.at)].first


def behind_colon(scene: Scene, clause: Clause, end: int) -> list[tuple[int, int]]:
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
            return scene.block_after(clause)
    return []


def add(scene: Scene, clause: Clause, cue: Cue, content: list[tuple[int, int]], bounds: tuple[int, int]) -> None:
    """Keep an indirect finding with the chain around its cue."""
    subject = place_subject(clause, cue) if "place" in cue.features else subject_of(clause, cue)
    if subject.how in {"dropped", "nobody"} and cue.verb.gender == "neut" and cue.verb.number == "sing":
        agent = clause.agent(cue.at) if cue.verb.pos == "PRTS" else None
        subject = Subject(agent, "nobody" if agent is None else "right")
    beside = subject.how in {"left", "right", "place"}
    if "rumour" in cue.features and not beside and (cue.verb.number, cue.verb.tense) == ("plur", "pres"):
        subject = Subject(None, "nobody")
    if not may_tell(clause, cue, subject, person=True) or (
        subject.phrase is None
        and subject.how != "relative"
        and "opinion" in cue.features
        and cue.verb.number == "plur"
        and cue.verb.person == "3per"
    ):
        return
    first, last = cue_bounds(clause, cue, bounds)
    found = links(clause, cue, subject, (first, last))
    span = clause.nodes[cue.first].start, clause.nodes[cue.last - 1].end
    scene.add(Finding(clause, content, span, found))


def subject_of(clause: Clause, cue: Cue) -> Subject:
    """The subject of the cue; of an infinitive («дали понять», «поспешил сообщить») that of its governing verb."""
    if "dative" in cue.features:
        segment = clause.segments[clause.segment_at(cue.at)]
        datives = [p for p in clause.phrases_in(segment.first, segment.last) if p.cases == frozenset({"datv"})]
        return Subject(datives[0], "left") if datives else Subject(None, "nobody")
    if cue.verb.pos == "INFN":
        low = clause_start(clause, cue)
        for k in range(cue.at - 1, low - 1, -1):
            verb = next((v for v in word(clause.nodes[k]).verbs if v.pos in FINITE | {"GRND"}), None)
            if verb is not None and (clause.is_finite(k) or verb.pos == "GRND"):
                speaker = forced(clause, k)
                if speaker is not None:
                    return Subject(speaker, "left")
                return clause.subject(k, verb, after=False)
    found = clause.subject(cue.at, cue.verb, after=False)
    return Subject(None, "dropped") if _is_promised(clause, cue, found) else found


def _is_promised(clause: Clause, cue: Cue, subject: Subject) -> bool:
    """«Результаты обещают обнародовать»: the writing is what is promised, somebody else promises."""
    phrase = subject.phrase
    if phrase is None or "inf" not in cue.features or cue.verb.number != "plur" or not phrase.last <= cue.at:
        return False
    is_object = word(clause.nodes[phrase.head]).has_case("accs")
    return is_object and is_document(clause, phrase) and clause.is_infinitive(cue.at + 1)


def question(scene: Scene, clause: Clause) -> None:
    """спросил, придёт ли он; рассказал, как это было."""
    for cue in cues(scene, clause):
        index = clause.segment_at(cue.at)
        if (
            not cue.features & ASKABLE
            or index + 1 >= len(clause.segments)
            or _blocked(clause, cue, clause.segments[index].last)
        ):
            continue
        segment = clause.segments[index + 1]
        if segment.opener != "," or not _is_question(clause, segment.first, segment.last, cue):
            continue
        asked = clause.nodes[segment.first].start
        if any(asked == piece[0] for found in scene.findings_of(clause) for piece in found.content):
            continue  # «отвечая на вопрос, придёт ли он»: of the noun
        add_clause(scene, clause, cue, segment.first)


def asked_before(scene: Scene, clause: Clause) -> None:
    """Кто заплатит за ремонт, в мэрии не пояснили. The question stands before the one who leaves it open."""
    if len(clause.segments) < 2:
        return
    opening, told = clause.segments[:2]
    for cue in cues(scene, clause):
        denied = cue.at > 0 and clause.nodes[cue.at - 1].low == "не" and cue.features & ASKABLE
        if not denied or not told.first <= cue.at < told.last or told.opener != "," or opening.first:
            continue
        span = scene.span(clause, 0, opening.last)
        if span and _asks_clearly(clause, opening.last) and _is_question(clause, 0, opening.last, cue):
            add(scene, clause, cue, [span], (told.first, told.last))


def _asks_clearly(clause: Clause, last: int) -> bool:
    """«Кто заплатит», «Когда именно откроют», «Придёт ли он»; not «Когда вода приходит, она не спрашивает»."""
    return last > 2 and (clause.nodes[0].low in CLEAR or clause.nodes[1].low in {"ли", "именно", "точно"})


def _is_question(clause: Clause, first: int, last: int, cue: Cue) -> bool:
    nodes = clause.nodes
    k = first
    if first + 1 < last and nodes[first + 1].low == "ли":
        return True  # «правда ли»
    while k < last and word(nodes[k]).pos in {"PREP", "PRCL"} and k < first + 2:
        k += 1
    if k + 1 < last and nodes[k + 1].low == "ли":
        return True
    if "ask" in cue.features and not cue.features & {"say", "that", "small"} and clause.is_infinitive(k):
        return any(node.low == "или" for node in nodes[k:last])  # «спрашивают, выходить или нет»
    if k >= last or nodes[k].low not in QUESTIONS:
        return False
    if nodes[k].low == "что" and cue.features & {"say", "that", "small"}:
        return k + 1 < last and clause.is_infinitive(k + 1)  # «рассказал, что делать»
    denied = (cue.verb.pos == "INFN" and cue.verb.lemma != "говорить") or (
        cue.at > 0 and nodes[cue.at - 1].low == "не"
    )  # «не сказал, когда»
    if "ask" not in cue.features and nodes[k].low not in (QUESTIONS - {"как", "чем"} if denied else CLEAR):
        return False
    if nodes[k].low == "как" and not any(word(node).verbs for node in nodes[k:last]):
        return False  # «назвал мост не чем иным, как ошибкой»
    return not (nodes[k].low == "как" and k + 1 < last and cue_like(clause, k + 1))


OF_PLANS = frozenset("подтвердить подтверждать отметить отмечать подчеркнуть подчеркивать".split())


def plan(scene: Scene, clause: Clause) -> None:
    """заявил о готовности помочь; объявила о намерении уйти; подчеркнул необходимость строить."""
    for cue in cues(scene, clause):
        if not cue.features & {"say", "that"} or "opinion" in cue.features:
            continue
        segment = clause.segments[clause.segment_at(cue.at)]
        for first in range(segment.first, segment.last - 2):
            object_of = first == cue.at and cue.verb.lemma in OF_PLANS  # «подтвердил готовность помочь»
            if (object_of or clause.nodes[first].low in ABOUT) and _plan_at(clause, first + 1, segment.last):
                _add_plan(scene, clause, cue, first + 1)
                break


def _plan_at(clause: Clause, k: int, stop: int) -> bool:
    for j in range(k, min(k + 4, stop - 1)):
        features = next(
            (clause.language.nouns[f.lemma] for f in word(clause.nodes[j]).nouns if f.lemma in clause.language.nouns),
            None,
        )
        if features is not None:
            return "plan" in features and any(
                word(clause.nodes[i]).pos == "INFN" for i in range(j + 1, min(j + 4, stop))
            )
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
        add(scene, clause, cue, [span], (low.first, low.last))
