"""Cues that point to the sentence before («об этом сообщил X»), and sources that a later one adds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.attribution.chain import cue_bounds, links, place_subject, second_cue
from otkuda.attribution.clause import Subject
from otkuda.attribution.cue import cues
from otkuda.attribution.finding import Cue, Finding, Link, Scene
from otkuda.attribution.indirect import QUESTIONS
from otkuda.attribution.layout import FINITE
from otkuda.attribution.noun_clause import LIGHT, author_behind
from otkuda.attribution.phrase_head import OWNERS
from otkuda.attribution.word import word
from otkuda.text.tokens import DASHES, QUOTE, WORD

if TYPE_CHECKING:
    from otkuda.attribution.clause import Clause

SUCH = frozenset("такой этот данный подобный аналогичный схожий похожий соответствующий".split())
SUCH_OPENINGS = frozenset(such[:2] for such in SUCH) | {"эт"}
COMES = frozenset("выступить выступать обратиться обращаться поделиться адресовать задать огласить".split())
TELLS = frozenset({"say", "that", "carry", "place"})
OWN = frozenset("своих своем этих таких своей таком".split())
PLANS = frozenset("планах намерении намерениях решении желании инициативе решениях".split())
OCCURRED = frozenset(
    "случившемся произошедшем происшедшем происходящем происшествии инциденте трагедии чп находке".split()
)
CONFIRMS = frozenset("подтвердить подтверждать опровергнуть опровергать отрицать".split())

OBJECTS = frozenset("эту эти такие данную такую такими этими такой этой".split())
SHARES = frozenset("назвать называть поделиться озвучить озвучивать".split())
PASSES = SHARES | frozenset("привести приводить передать передавать".split())
NEWS = frozenset("информация данные сведение новость сообщение факт цифра".split())
BARE_NEWS = frozenset("информацию данные сведения новость".split())
POINTERS = OBJECTS | BARE_NEWS | {"об", "о", "это"}
THUS = frozenset("таков такова таково таковы".split())
REFERS = frozenset("ссылается ссылаются сослалась сослался сослались".split())


def is_anaphor(clause: Clause, cue: Cue) -> bool:
    """Does the cue speak of what was just said («об этом», «эту информацию»)?"""
    segment = clause.segments[clause.segment_at(cue.at)]
    return (
        _anaphor_at(clause, segment.first, segment.last, cue.at) >= 0
        or _anaphor_ahead(clause, segment.first, cue.at) >= 0
    )


def _anaphor_ahead(clause: Clause, stop: int, at: int) -> int:
    """«Об этом на встрече, которая прошла в мае, сообщил …»: at the head of the sentence, no verb between."""
    k = _anaphor_at(clause, 0, min(4, stop), at)
    before = (s for s in clause.segments if s.last <= stop and s.kind not in {"relative", "participle"})
    whole = (s for s in before if clause.nodes[s.first].low != "как")
    return k if k >= 0 and all(clause.finite(s.first, s.last) < 0 for s in whole) else -1


def _anaphor_at(clause: Clause, first: int, last: int, at: int) -> int:
    nodes = clause.nodes
    for k in range(first, last):
        low = nodes[k].low
        if low in {"об", "о"} and k + 1 < last and nodes[k + 1].low in {"этом", "том", "чем"}:
            pointed = k + 3 < len(nodes) and nodes[k + 2].text == "," and nodes[k + 3].low in QUESTIONS | {"что"}
            pointed = pointed and (nodes[k + 1].low, nodes[k + 3].low) != ("этом", "как")  # «Об этом, как пишет Х, …»
            return -1 if pointed else k
        if low in OBJECTS and k + 1 < last and NEWS & set(word(nodes[k + 1]).lemmas):
            return k
        if not k and low in BARE_NEWS and set(word(nodes[at]).lemmas) & CONFIRMS:
            return k
        if low in {"о", "об"} and not k and k + 2 < last and _points_back(clause, k):
            return k
        if (
            low == "это"
            and (not k or word(nodes[k - 1]).pos != "PREP")
            and abs(k - at) <= 2
            and clause.segments[clause.segment_at(k)].last - at <= 12
        ):
            return k
    return -1


def _points_back(clause: Clause, k: int) -> bool:
    """«О случившемся сообщил X», «О её смерти сообщила дочь», «О своих планах он сообщил»."""
    nodes = clause.nodes
    if nodes[k + 1].low in OCCURRED:
        return True
    of_somebody = nodes[k + 1].low in OWNERS and any(f.case == "loct" for f in word(nodes[k + 2]).nouns)
    told = of_somebody and k + 3 < len(nodes) and clause.is_finite(k + 3)
    return told or _points_at_plan(clause, k)


def _points_at_plan(clause: Clause, k: int) -> bool:
    """«О своих планах он сообщил …»; not «О своем намерении уйти …», which has a content of its own."""
    nodes = clause.nodes
    following = word(nodes[min(k + 3, len(nodes) - 1)])
    return nodes[k + 1].low in OWN and nodes[k + 2].low in PLANS and following.pos != "INFN"


def so_thinks(scene: Scene, clause: Clause) -> None:
    """А. Так считает X. А — так говорят в Y."""
    for cue in list(cues(scene, clause)):
        segment = clause.segments[clause.segment_at(cue.at)]
        k = segment.first
        if cue.at != k + 1 or clause.nodes[k].low != "так" or segment.opener not in {"", ",", *DASHES}:
            continue
        behind = clause.segments[clause.segment_at(cue.at) + 1 :]
        if cue.verb.pos not in FINITE | {"ADJS"} or any(s.kind == "that" or s.opener == ":" for s in behind[:1]):
            continue
        content = _said_before(scene, clause, k - 1 if k else -1)
        subject = clause.subject(cue.at, cue.verb, after=True)
        if content is None or subject.phrase is None:
            continue
        found = links(clause, cue, subject, cue_bounds(clause, cue, (k, segment.last)))
        bounds = clause.nodes[cue.at].start, clause.nodes[cue.at].end
        scene.add(Finding(clause, [content], bounds, found, is_direct=not k and _takes_quotation(scene, clause)))


def _takes_quotation(scene: Scene, clause: Clause) -> bool:
    """«А». Так прокомментировал это X: the sentence before is one quotation, and that is given to X now."""
    before = scene.beside(clause, -1)
    quote = before.nodes[0] if before is not None else None
    if before is None or quote is None or quote.kind != QUOTE or len(before.nodes) > 2 or quote.index in scene.quoted:
        return False
    scene.quoted.add(quote.index)
    return True


def anaphor(scene: Scene, clause: Clause) -> None:
    """Об этом сообщил X. Эту информацию подтвердили в Y. А, о чём рассказал X."""
    nodes = clause.nodes
    for cue in list(cues(scene, clause)):
        segment = clause.segments[clause.segment_at(cue.at)]
        k = _anaphor_at(clause, segment.first, segment.last, cue.at)
        if k < 0 and nodes[segment.first].low != "как":  # «Об этом, как пишет Х, сообщил Y»: the cue is the second
            k = _anaphor_ahead(clause, segment.first, cue.at)
        if (
            k > 3
            and not (clause.nodes[0].low == "как" and clause.segment_at(k) == 1)
            and not (nodes[k].low in {"о", "об"} and nodes[k + 1].low in {"чем", "этом"} and k == segment.first)
            and not (k == segment.first and segment.opener in DASHES)
            and not (k == cue.at + 1 and nodes[k].low in OBJECTS)
        ):
            continue
        if k < 0 or cue.verb.pos not in FINITE or "opinion" in cue.features:
            continue
        if not cue.features & TELLS and cue.verb.lemma not in PASSES:
            continue
        if nodes[k].low not in {"об", "о"} and cue.verb.lemma not in CONFIRMS | PASSES:
            continue
        if cue.verb.lemma in SHARES and not nodes[k].low.startswith("так"):
            continue  # «назвал эту цифру выдумкой»
        here = nodes[k].low == "о" and nodes[k + 1].low == "чем"  # «А, о чём рассказал X», «А, об этом сообщил X»
        here = here or (
            k == segment.first
            and (nodes[k].low == "об" or segment.opener in DASHES)
            and nodes[0].low != "как"
            and clause.finite(0, k) >= 0
        )
        content = _said_before(scene, clause, segment.first - 1 if here else -1)
        if content is None:
            continue
        subject = (
            place_subject(clause, cue) if "place" in cue.features else clause.subject(cue.at, cue.verb, after=True)
        )
        low, high = segment.first, cue_bounds(clause, cue, (segment.first, segment.last))[1]
        plain = Cue(cue.at, cue.verb, cue.features - {"words"}, cue.first, cue.last)
        found = second_cue(scene, clause, cue) + links(clause, plain, subject, (low, high))
        scene.add(Finding(clause, [content], (nodes[cue.at].start, nodes[cue.at].end), found))


def such_opinion(scene: Scene, clause: Clause) -> None:
    """А. Такое мнение высказал X. К такому выводу пришли в Y. А, с таким предложением выступил X."""
    nodes = clause.nodes
    for k, node in enumerate(nodes[:-1]):
        same = nodes[k + 1].low == "же" and node.low in {"того", "той", "то", "тот", "ту", "такого", "такое"}
        if not same and node.low[:2] not in SUCH_OPENINGS:
            continue
        if k + 1 + same >= len(nodes) or not _is_thought(clause, k + 1 + same):
            continue
        if not same and SUCH.isdisjoint(word(node).lemmas):
            continue
        segment = clause.segments[clause.segment_at(k)]
        at = next((j for j in range(segment.first, segment.last) if (LIGHT | COMES) & set(word(nodes[j]).lemmas)), -1)
        if at < 0 and _closes_quotation(clause, k):
            at = clause.finite(segment.first, segment.last)
        verbs = word(nodes[at]).verbs if at >= 0 else ()
        verb = next((v for v in verbs if v.pos in FINITE and v.tense != "impr"), None)  # «пришли» is no order
        if verb is None or verb.tense == "futr" or segment.kind not in {"main", "and"} or nodes[at].start in scene.used:
            continue
        here = segment.first > 0 and clause.segment_at(k) == len(clause.segments) - 1
        content = _said_before(scene, clause, segment.first - 1 if here else -1)
        if content is None:
            continue
        cue = Cue(at, verb, frozenset(), at, at + 1)
        subject = clause.subject(at, verb, after=True)
        found = links(clause, cue, subject, cue_bounds(clause, cue, (segment.first, segment.last)))
        scene.add(Finding(clause, [content], (nodes[at].start, nodes[at].end), found))


def _closes_quotation(clause: Clause, k: int) -> bool:
    """«А», — такими словами он открыл вечер: words that a quotation is called, right behind it."""
    segment = clause.segments[clause.segment_at(k)]
    nouns = clause.language.nouns
    quotes = any("quote" in nouns.get(form.lemma, ()) for form in word(clause.nodes[k + 1]).nouns)
    before = clause.nodes[: max(0, segment.first - 1)]
    return quotes and segment.opener in DASHES and any(node.kind == QUOTE for node in before[-2:])


def thus(scene: Scene, clause: Clause) -> None:
    """А. Таково мнение X. «А» — таков был ответ X: the noun is the cue, its genitive the source."""
    nodes = clause.nodes
    for k, node in enumerate(nodes[:-2]):
        if node.low not in THUS:
            continue
        at = next((j for j in range(k + 1, min(k + 4, len(nodes) - 1)) if _is_thought(clause, j)), -1)
        author = author_behind(clause, at) if at >= 0 else None
        first = clause.segments[clause.segment_at(k)].first
        content = (
            _said_before(scene, clause, first - 1 if first else -1) if author is not None and first in {0, k} else None
        )
        if content is not None:
            cue = nodes[at].start, nodes[at].end
            scene.add(Finding(clause, [content], cue, [Link(clause, author, "author")]))


def _is_thought(clause: Clause, k: int) -> bool:
    """A noun that announces a content, and not a mere plan: «такое решение»."""
    node, nouns = clause.nodes[k], clause.language.nouns
    if node.opening not in clause.language.noun_openings:
        return False
    return any(nouns.get(form.lemma, frozenset()) - {"plan"} for form in word(node).nouns)


def _said_before(scene: Scene, clause: Clause, stop: int) -> tuple[int, int] | None:
    if stop > 0:
        return scene.span(clause, 0, stop)
    step = -1
    while (before := scene.beside(clause, step)) is not None:
        if any(n.kind in {WORD, QUOTE} for n in before.nodes):
            span = scene.span(before, 0, len(before.nodes))
            return (before.sentence.start, span[1]) if span and before_starts_with_quote(before) else span
        step -= 1
    return None


def before_starts_with_quote(clause: Clause) -> bool:
    """A sentence that begins with a quoted name keeps its mark."""
    return clause.nodes[0].kind == QUOTE and len(clause.nodes) > 2


def sources_of_outlet(scene: Scene, clause: Clause) -> None:
    """«Газета ссылается на источник в …»: an origin that the next sentence adds to the chain before."""
    nodes = clause.nodes
    k = next((k for k, n in enumerate(nodes) if n.low in REFERS), -1)
    if k < 0 or not scene.findings:
        return
    cue = Cue(k, word(nodes[k]).verbs[0], frozenset())
    subject = clause.subject(k, cue.verb, after=False)
    found = links(clause, cue, Subject(None, "nobody"), (k, clause.segments[clause.segment_at(k)].last))
    if found and subject.phrase is not None:
        carrier = Link(clause, subject.phrase, "carrier", verb=cue.verb)
        scene.add(Finding(clause, [], None, [carrier, *found]))
