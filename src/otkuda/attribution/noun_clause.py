"""Nouns that announce a content: «надежда, что», «слухи о том, что», «просьба не шуметь»."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.attribution.carrier import carriers_around
from otkuda.attribution.constituent import CIRCLES
from otkuda.attribution.extent import content_end
from otkuda.attribution.finding import Cue, Finding, Link, Scene
from otkuda.attribution.indirect import QUESTIONS, THAT, behind_colon
from otkuda.attribution.layout import FINITE
from otkuda.attribution.phrase import Phrase
from otkuda.attribution.word import Verb, word
from otkuda.text.tokens import QUOTE, WORD

if TYPE_CHECKING:
    from otkuda.attribution.clause import Clause, Subject

POSSESSIVE = frozenset({"его", "ее", "их"})
LIGHT = frozenset(
    "выразить выражать высказать высказывать сделать делать прийти приходить задаться задаваться задавать "
    "располагать выдвинуть выдвигать дать давать довести доводить сойтись склоняться склониться "
    "обратить обращать поставить иметь питать придерживаться озвучить испытывать сформулировать поделиться "
    "разделять разделить держаться сходиться склонять остаться оставаться укрепиться утвердиться "
    "предъявить предъявлять дойти доходить внести вносить бить забить".split()
)
APPEARS = frozenset(
    "появиться появляться ходить просочиться поступить поступать прозвучать звучать распространиться "
    "распространяться циркулировать возникнуть есть "
    "поползти ползти быть пойти прийти приходить разойтись разнестись имеется иметься бытовать существовать".split()
)
RUNS = APPEARS - {"есть", "быть", "существовать", "иметься"}
WITH = frozenset({"с", "со"})
CONTENTS = THAT | {"якобы"}
CONTAINS = frozenset("содержаться содержать".split())  # «в ответе содержится заверение в том, что»
COMES = frozenset("прозвучать звучать поступить поступать раздаться раздаваться последовать появиться".split())


def noun_clause(scene: Scene, clause: Clause) -> None:
    """выразил надежду, что А; слухи, что А; информация о том, что А; с просьбой не шуметь."""
    nodes = clause.nodes
    for k, node in enumerate(nodes):
        if node.opening not in clause.language.noun_openings or node.start in scene.used:
            continue
        if k and node.is_capital:
            continue  # «сообщил РИА Новости, что»
        features = next(
            (clause.language.nouns[f.lemma] for f in word(node).nouns if f.lemma in clause.language.nouns), None
        )
        if features is None:
            continue
        start = _noun_content(clause, k, features)
        if start >= 0 and not (k and "такой" in word(nodes[k - 1]).lemmas):  # «с такой надеждой, что все удивились»
            _add_noun(scene, clause, k, features, start)


def _noun_content(clause: Clause, k: int, features: frozenset[str]) -> int:
    nodes = clause.nodes
    segment_index = clause.segment_at(k)
    stop = clause.segments[segment_index].last
    opener, that = _mark_behind(clause, segment_index), _clause_behind(clause, k, segment_index, features)
    if "inf" not in features and that < 0 and opener != ":":
        return -1
    author = author_behind(clause, k)
    handed = author is not None or _light_near(clause, k) or _comes(clause, k)
    before = nodes[k - 1].low if k else ""
    given = handed or "alone" in features or before in WITH | POSSESSIVE
    if "inf" in features and given:
        start = _infinitive(clause, author.last if author else k + 1, min(author.last + 2 if author else k + 4, stop))
        if start >= 0:
            return start
    if features & {"author", "ask"} and not handed and (before, nodes[k].low) != ("на", "вопрос"):
        return -1
    if opener == ":" and _is_before_colon(clause, k, segment_index, features):
        return clause.segments[segment_index + 1].first  # «дал слово: мост достроят»
    return that


def _mark_behind(clause: Clause, number: int) -> str:
    """The mark behind a segment; nothing behind the last one."""
    return clause.segments[number + 1].opener if number + 1 < len(clause.segments) else ""


def _clause_behind(clause: Clause, k: int, number: int, features: frozenset[str]) -> int:
    """«слухи о том, что А», «вопрос, придёт ли он»: where the clause behind the comma begins, or -1."""
    nodes, stop = clause.nodes, clause.segments[number].last
    if _mark_behind(clause, number) != "," or stop - k > 8:
        return -1
    after = clause.segments[number + 1]
    low, *others = [node.low for node in nodes[after.first : after.last][:2]]
    says = "that" in features and low in CONTENTS
    asks = "ask" in features and (low in QUESTIONS or "ли" in others)
    if not (says or asks) or any(clause.is_finite(j) or word(nodes[j]).pos == "GRND" for j in range(k + 1, stop)):
        return -1
    return after.first + (says and low in {"что", "будто"})


def _is_before_colon(clause: Clause, k: int, number: int, features: frozenset[str]) -> bool:
    """«дал слово: …», «пошли слухи: …», «обратились с жалобой: …»: what is said stands behind the colon."""
    after = clause.segments[number + 1]
    if clause.nodes[after.first].kind == QUOTE or not features & {"that", "inf", "report"}:
        return False
    if clause.segments[number].last - k > 2:
        return False
    governor = _governor(clause, k)
    runs = 0 <= governor < k and not RUNS.isdisjoint(word(clause.nodes[governor]).lemmas)
    return _light_near(clause, k) or runs or (governor >= 0 and clause.nodes[k - 1].low in WITH)


def _comes(clause: Clause, k: int) -> bool:
    """«Прозвучал призыв уйти», «поступило предложение отложить», «в письме содержится просьба помочь»."""
    governor = _governor(clause, k)
    return 0 <= governor < k and not (COMES | CONTAINS).isdisjoint(word(clause.nodes[governor]).lemmas)


def _infinitive(clause: Clause, first: int, last: int) -> int:
    """«с просьбой (к жителям) не шуметь»: where the infinitive begins, or -1."""
    nodes = clause.nodes
    for j in range(first, last):
        info = word(nodes[j])
        if info.pos == "INFN":
            return j - 1 if nodes[j - 1].low == "не" else j
        if not info.nouns and nodes[j].low != "не" and not info.modifiers:
            break
    return -1


def author_behind(clause: Clause, k: int) -> Phrase | None:
    """Return the genitive behind the noun at ``k`` that can speak: «обещание губернатора», «слова тренера Орлова»."""
    nodes = clause.nodes
    if (
        k + 1 >= len(nodes)
        or nodes[k + 1].kind not in {WORD, QUOTE}
        or word(nodes[k + 1]).pos in {"PREP", "CONJ", "PRCL"}
    ):
        return None
    phrase = clause.reader.phrase(k + 1, clause.segments[clause.segment_at(k)].last, frozenset({"gent"}))
    if phrase is None or clause.is_finite(k + 1):
        return None
    lemmas = {nodes[phrase.head].low, *phrase.lemmas()}
    language = clause.language
    known = lemmas & language.speakers or word(nodes[phrase.head]).is_animate
    return phrase if known or phrase.name >= 0 or nodes[phrase.head].kind == QUOTE else None


def _light_near(clause: Clause, k: int) -> bool:
    governor = _governor(clause, k, before=True)
    return (
        governor >= 0
        and abs(governor - k) <= 3
        and bool(set(word(clause.nodes[governor]).lemmas) & (LIGHT | {"отдать", "отдавать", "выступить", "получить"}))
    )


def _add_noun(scene: Scene, clause: Clause, k: int, features: frozenset[str], start: int) -> None:
    governor = _governor(clause, k, before="inf" in features)
    verbs = word(clause.nodes[governor]).verbs if governor >= 0 else ()
    verb = next((v for v in verbs if v.lemma in LIGHT | APPEARS), verbs[0] if verbs else None)
    light = verb is not None and verb.lemma in LIGHT
    appears = verb is not None and verb.lemma in APPEARS
    owner = _owner(clause, k) if appears else None
    runs = appears and "report" in features
    if ("light" in features and not light and not runs and author_behind(clause, k) is None and owner is None) or (
        light and not features & {"light", "that", "ask", "inf"}
    ):
        return
    if (
        light
        and verb is not None
        and verb.lemma in {"располагать", "иметь"}
        and "доказательство" not in word(clause.nodes[k]).lemmas
    ):
        return
    at = governor if light and verb is not None else k
    leads = governor < 0 or (author_behind(clause, k) is not None and not light)
    cue = Cue(
        at, _noun_verb(clause, k) if leads or verb is None else verb, frozenset({"that"}), min(at, k), max(at, k) + 1
    )
    if appears and abs(governor - k) == 1:
        cue.first, cue.last = min(governor, k), max(governor, k) + 1
    infinitive = clause.nodes[start].low == "не" or word(clause.nodes[start]).pos == "INFN"
    end = content_end(clause, cue, start, infinitive=infinitive)
    if infinitive and cue.verb.pos == "NOUN":
        end = min(end, _before_predicate(clause, start))
    span = scene.span(clause, start, end)
    if span is None or any(span[0] == piece[0] for found in scene.findings_of(clause) for piece in found.content):
        return  # «не подтвердил слухи о том, что …» is one
    links_found = (
        [Link(clause, owner, "author")]
        if owner is not None
        else _noun_links(
            clause, k, governor, features | ({"light verb"} if light else set()) | ({"appears"} if appears else set())
        )
    )
    cue_span = clause.nodes[cue.first].start, clause.nodes[cue.last - 1].end
    scene.add(Finding(clause, [span, *behind_colon(scene, clause, end)], cue_span, links_found))


def _before_predicate(clause: Clause, start: int) -> int:
    """«Обещание построить школу осталось …», «Призыв бойкотировать рабочие не поддержали»: where it ends."""
    last = clause.segments[clause.segment_at(start)].last
    k = clause.finite(start + 1, last)
    if k < 0:
        return last
    verb = next((v for v in word(clause.nodes[k]).verbs if v.pos in FINITE), None)
    subject = clause.left_in(start + 1, k, verb) if verb is not None else None
    if subject is not None and "accs" not in subject.cases:
        return subject.first
    while k - 1 > start and clause.nodes[k - 1].low in {"не", "так", "уже"}:
        k -= 1
    return k


def _noun_verb(clause: Clause, k: int) -> Verb:
    """A noun that stands as the cue."""
    return Verb(clause.nodes[k].low, "NOUN", "", "", "", "", passive=False, case="")


def _owner(clause: Clause, k: int) -> Phrase | None:
    """«У следствия есть доказательства того, что …»: who has them."""
    segment = clause.segments[clause.segment_at(k)]
    at = next((j for j in range(segment.first, segment.last - 1) if clause.nodes[j].low == "у"), -1)
    phrase = clause.reader.phrase(at + 1, segment.last, frozenset({"gent"})) if at >= 0 else None
    return phrase if phrase is not None and clause.can_speak(phrase) else None


def _governor(clause: Clause, k: int, *, before: bool = False) -> int:
    """The verb that the noun is an object or subject of: the nearest one in its segment."""
    segment = clause.segments[clause.segment_at(k)]
    places = sorted(range(segment.first, k if before else segment.last), key=lambda j: abs(j - k))
    return next((j for j in places if j != k and word(clause.nodes[j]).pos in {"VERB", "GRND", "INFN"}), -1)


def _noun_links(clause: Clause, k: int, governor: int, features: frozenset[str]) -> list[Link]:
    """Whose the content is; ``features`` of the noun, and of its verb «light verb» or «appears»."""
    light = "light verb" in features
    nodes = clause.nodes
    author = author_behind(clause, k)
    if author is not None and not light:
        return [Link(clause, author, "author")]
    segment = clause.segments[clause.segment_at(k)]
    if k and nodes[k - 1].low in POSSESSIVE and not light:
        return [Link(clause, clause.reader.pronoun(k - 1), "possessive")]
    if "alone" in features and not light and governor > k:
        return []
    if governor >= 0 and k and nodes[k - 1].low in WITH and "inf" not in features:
        light = True
    comes = governor >= 0 and not (COMES | CONTAINS).isdisjoint(word(nodes[governor]).lemmas)
    if light or ("inf" in features and governor >= 0 and not comes):
        verbs = [v for v in word(nodes[governor]).verbs if v.pos in {"VERB", "GRND", "INFN"}]
        verb = next((v for v in verbs if v.lemma in LIGHT), verbs[0])  # «пришли к выводу» is not «пришли мне»
        subject = clause.subject(governor, verb, after=False)
        own = Link(clause, subject.phrase, subject.how, subject.stands_for, verb)
        document = _document_object(clause, governor, k, subject.phrase)
        if document:
            return [document, own]
        return [*(_heard_in(clause, subject, (segment.first, k)) if light else ()), own]
    if comes or features & {"appears", "report"}:
        place = _circle(clause, segment.first, segment.last, contains=_is_contained(clause, governor))
        return [place] if place else []
    return []


def _heard_in(clause: Clause, subject: Subject, bounds: tuple[int, int]) -> list[Link]:
    """«в интервью «Заре» выразил надежду, что»: the outlets that were spoken to, the own page."""
    found = carriers_around(clause, *bounds, subject)
    return [link for link in found if link.how in {"talk", "page"}]


def _document_object(clause: Clause, governor: int, k: int, subject: Phrase | None) -> Link | None:
    """«записали видеообращение с просьбой»: the writing that carries the request."""
    for j in range(governor + 1, k):
        if subject is not None and subject.first <= j < subject.last:
            continue
        if any(f.lemma in clause.language.documents and f.case == "accs" for f in word(clause.nodes[j]).nouns):
            phrase = clause.reader.phrase(j, k)
            if phrase is not None:
                return Link(
                    clause,
                    Phrase(phrase.first, phrase.head + 1, phrase.head, phrase.forms),
                    "document",
                    type="document",
                )
    return None


def _is_contained(clause: Clause, governor: int) -> bool:
    return governor >= 0 and not CONTAINS.isdisjoint(word(clause.nodes[governor]).lemmas)


def _circle(clause: Clause, first: int, last: int, *, contains: bool = False) -> Link | None:
    """«в дипломатических кругах», «в прессу», «на сайте клуба»: where a rumour runs, when that can speak."""
    language = clause.language
    for k in range(first, last - 1):
        if clause.nodes[k].low in {"в", "во", "на", "среди", "из"}:
            phrase = clause.reader.phrase(k + 1, last, frozenset({"loct", "accs", "gent"}))
            if phrase is None:
                continue
            lemmas = {clause.nodes[phrase.head].low, *phrase.lemmas()}
            if contains and lemmas & language.documents.keys():
                return Link(clause, phrase, "place", type="document")
            if lemmas & language.outlets.keys() or lemmas & CIRCLES:
                return Link(clause, phrase, "place")
    return None
