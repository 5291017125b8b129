"""Indirect speech that no conjunction opens: behind a colon, behind a comma."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from otkuda.attribution.around import around
from otkuda.attribution.cue import cue_at, cues
from otkuda.attribution.extent import content_end, goes_on, is_tail
from otkuda.attribution.finding import Cue, Finding, Link, Scene
from otkuda.attribution.indirect import QUESTIONS, SO_TO_SAY, add
from otkuda.attribution.layout import FINITE
from otkuda.attribution.lead import is_anaphor
from otkuda.attribution.word import word
from otkuda.text.tokens import QUOTE, WORD

if TYPE_CHECKING:
    from otkuda.attribution.clause import Clause
    from otkuda.attribution.segment import Segment
    from otkuda.text.tokens import Token

BARELY = frozenset({"deny_that", "accuse", "not", "passive", "dative"})  # want their «что», or are no verb of a speaker
PERSONAL = frozenset("я он она оно они мы это все".split())
BY_ITSELF = frozenset(  # «он говорил, она молчала»
    "говорить писать обещать отвечать возражать жаловаться кричать вспоминать возмущаться шутить сетовать "
    "повторять".split()
)
SILENT = frozenset("отметить отмечать показать рассказать передать передавать указать указывать".split())


def colon_clause(scene: Scene, clause: Clause) -> None:
    """Он считает: всё решено. Тренер уверен: победа близко. The content stands behind a colon, without marks."""
    nodes = clause.nodes
    for number, segment in enumerate(clause.segments[1:], 1):
        if segment.opener != ":" or nodes[segment.first - 1].text != ":":
            continue
        if nodes[segment.first].kind == QUOTE and not goes_on(clause, segment.first):
            continue
        if nodes[segment.first].start in scene.used:
            continue  # «с выводами не согласны: по их словам, …»
        before = clause.segments[number - 1]
        cue = next(
            (
                c
                for c in reversed(list(cues(scene, clause)))
                if before.first <= c.at < before.last and c.features & {"say", "that", "quote"}
            ),
            None,
        )
        if (
            cue is None
            or nodes[cue.at + 1].low in {"сам", "сама", "само", "сами"}
            or before.last - cue.at > 4
            or (cue.verb.pos not in FINITE | {"ADJS", "INFN"} and "given" not in cue.features)
        ):
            continue
        span = scene.span(clause, segment.first, content_end(clause, cue, segment.first))
        if span:
            add(scene, clause, cue, [span], (before.first, before.last))
            if "opinion" not in cue.features and is_own_voice(clause, segment.first):
                scene.findings[-1].is_direct = True
        return


def is_own_voice(clause: Clause, first: int) -> bool:
    """«Он сказал: не заплатите — не открою»: «я», «мы» and orders are the speaker's own words, marks or no marks."""
    if any(node.kind == QUOTE for node in clause.nodes[first:]):
        return False
    return any(node.low in {"я", "мы"} or _is_speakers(node) for node in clause.nodes[first:])


def _is_speakers(node: Token) -> bool:
    info = word(node)
    orders = info.verbs if node.low.endswith("те") else info.verbs[:1] if info.pos == "VERB" else ()
    return any(v.person == "1per" for v in info.verbs[:1]) or any(v.tense == "impr" for v in orders)


def comma_clause(scene: Scene, clause: Clause) -> None:
    """Она уверяет, ключ потерян. Говорят, мост не достроят: the content stands behind a comma, without «что»."""
    found = list(cues(scene, clause))
    for number, segment in enumerate(clause.segments[:-1] if found else ()):
        after = clause.segments[number + 1]
        if after.opener != "," or after.kind not in {"main", "sub"} or clause.nodes[after.first].low in QUESTIONS:
            continue
        cue = next((c for c in found if segment.first <= c.at < segment.last), None)
        if (
            cue is None
            or is_tail(clause, after)
            or not _wants_clause(clause, cue, segment)
            or not _is_content(clause, cue, after)
        ):
            continue
        span = scene.span(clause, after.first, content_end(clause, cue, after.first))
        if span:
            add(scene, clause, cue, [span], (segment.first, segment.last))


def _wants_clause(clause: Clause, cue: Cue, segment: Segment) -> bool:
    """A verb of saying or thinking that ends its segment, with no object: it lacks what is said."""
    if "weak" in cue.features and "opinion" not in cue.features:
        return False
    if not cue.features & {"say", "that"} or cue.features & BARELY or cue.verb.pos not in FINITE | {"ADJS"}:
        return False
    if cue.verb.lemma in SILENT or segment.kind not in {"main", "and"} or clause.nodes[segment.first].low == "как":
        return False
    return all(_is_told(clause, k) for k in range(cue.at + 1, segment.last)) and not is_anaphor(clause, cue)


def _is_told(clause: Clause, k: int) -> bool:
    """«говорит мне, всё готово»; «сказал врач, всё готово» is for the rule of parentheses."""
    return clause.nodes[k].kind == WORD and any(form.case == "datv" for form in word(clause.nodes[k]).pronouns)


def _is_content(clause: Clause, cue: Cue, segment: Segment) -> bool:
    """Has the clause a verb of its own that does not go on with what the speaker does («сказал, вышел и сел»)?"""
    k = clause.finite(segment.first, segment.last)
    if k < 0:
        nodes = clause.nodes[segment.first : segment.last]
        denied = any(one.low == "не" and word(other).pos == "INFN" for one, other in pairwise(nodes))
        return denied or nodes[0].low in PERSONAL or any(word(node).pos in {"PRED", "ADJS"} for node in nodes)
    verb = next(v for v in word(clause.nodes[k]).verbs if v.pos in FINITE)
    other = cue_at(clause, k)
    if other is not None and verb.tense == cue.verb.tense:
        return False  # «он спрашивает, она отвечает»
    if verb.tense != cue.verb.tense or verb.number != cue.verb.number or verb.pos == "PRTS":
        return True
    return cue.verb.lemma not in BY_ITSELF and clause.remark_subject(k, verb, segment.first).phrase is not None


def inserted(scene: Scene, clause: Clause) -> None:
    """Дом, говорят, он уже продал. Мост закроют, поговаривают: a verb of the many, alone between commas."""
    for number, segment in enumerate(clause.segments):
        if not number or segment.opener != "," or segment.last - segment.first > 1:
            continue
        cue = cue_at(clause, segment.first)
        if clause.nodes[segment.first].low in SO_TO_SAY and not scene.findings_of(clause) and not clause.sentence.depth:
            _add_hearsay(scene, clause, segment)
        if cue is None or clause.nodes[cue.at].start in scene.used or not _is_hearsay(cue):
            continue
        content = [s for a, b in around(clause, segment.first, segment.last) if (s := scene.span(clause, a, b))]
        if content:
            scene.add(Finding(clause, content, (clause.nodes[cue.at].start, clause.nodes[cue.at].end), []))


def _add_hearsay(scene: Scene, clause: Clause, segment: Segment) -> None:
    """«Мэр говорил долго. Мост, мол, построят»: it goes on with what somebody said."""
    content = [s for a, b in around(clause, segment.first, segment.last) if (s := scene.span(clause, a, b))]
    at = clause.nodes[segment.first]
    if content:
        scene.add(Finding(clause, content, (at.start, at.end), [Link(clause, None, "previous")]))


def _is_hearsay(cue: Cue) -> bool:
    return "say" in cue.features and (cue.verb.number, cue.verb.person, cue.verb.tense) == ("plur", "3per", "pres")
