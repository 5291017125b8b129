"""«как сообщает X» and «…, сообщает X»: a cue beside the clause that it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.attribution.around import around
from otkuda.attribution.chain import cue_bounds, links, may_tell, place_subject, second_cue
from otkuda.attribution.cue import cue_at
from otkuda.attribution.extent import starts_with_cue
from otkuda.attribution.finding import Cue, Finding, Scene
from otkuda.attribution.layout import FINITE
from otkuda.attribution.lead import is_anaphor
from otkuda.attribution.noun_clause import LIGHT
from otkuda.attribution.word import word
from otkuda.text.tokens import DASHES, QUOTE

if TYPE_CHECKING:
    from otkuda.attribution.clause import Clause
    from otkuda.attribution.phrase import Phrase
    from otkuda.attribution.segment import Segment


PLACES = frozenset(
    {("со", "ссылкой"), ("в", "интервью"), ("в", "эфире"), ("в", "беседе"), ("в", "комментарии"), ("на", "брифинге")}
)


def how_clause(scene: Scene, clause: Clause) -> None:
    """Как сообщает X, А. А, как сообщает X, Б. А, как отметил X."""
    for segment in clause.segments:
        k = segment.first
        while k < segment.last and clause.nodes[k].low in {"однако", "но", "а", "и"}:
            k += 1
        if k >= segment.last or clause.nodes[k].low != "как":
            continue
        cue = _how_cue(clause, k + 1, segment.last)
        if cue is None or clause.nodes[cue.at].start in scene.used:
            continue
        _add_parenthesis(scene, clause, cue, k, segment.last)


def _how_cue(clause: Clause, first: int, last: int) -> Cue | None:
    for k in range(first, last):
        cue = cue_at(clause, k)
        if (
            cue is not None
            and cue.verb.pos in FINITE | {"ADJS"}
            and cue.features & {"say", "paren", "carry", "place", "quote", "that"}
        ):
            return None if "weak" in cue.features and "shows" not in cue.features else cue
        if clause.is_finite(k) and word(clause.nodes[k]).pos == "VERB" and "быть" not in word(clause.nodes[k]).lemmas:
            return None  # «как было заявлено» goes on
    return None


def tail(scene: Scene, clause: Clause) -> None:
    """А, сообщает X. А, уверены в клубе. А, считает X, Б."""
    for number, segment in enumerate(clause.segments):
        if not number or segment.opener not in {",", *DASHES}:
            continue
        cue = starts_with_cue(clause, segment) or _light(clause, segment) or _behind_place(clause, segment)
        if cue is None or clause.nodes[cue.at].start in scene.used or clause.nodes[segment.first].low == "как":
            continue
        if number + 1 < len(clause.segments) and (
            clause.segments[number + 1].kind == "that" or clause.segments[number + 1].opener == ":"
        ):
            continue
        _add_parenthesis(scene, clause, cue, segment.first, segment.last)


def _light(clause: Clause, segment: Segment) -> Cue | None:
    """«…, выразил уверенность X», «…, обратил внимание X»: a verb that says little, and its noun."""
    k = segment.first
    if k + 2 >= segment.last or LIGHT.isdisjoint(word(clause.nodes[k]).lemmas):
        return None
    verb = next((v for v in word(clause.nodes[k]).verbs if v.pos == "VERB" and v.lemma in LIGHT), None)
    nouns = (form for form in word(clause.nodes[k + 1]).nouns if form.case == "accs")
    if verb is None or not any("light" in clause.language.nouns.get(form.lemma, ()) for form in nouns):
        return None
    return Cue(k, verb, frozenset({"say"}), k, k + 2)


def _behind_place(clause: Clause, segment: Segment) -> Cue | None:
    """«…, со ссылкой на мэрию сообщает «Заря»»: where or by whose leave it is said stands before the verb."""
    k = segment.first
    opening = tuple(node.low for node in clause.nodes[k : k + 2])
    if segment is not clause.segments[-1] or opening not in PLACES:
        return None
    at = clause.finite(k, segment.last)
    cue = cue_at(clause, at) if at >= 0 else None
    if cue is None or not cue.features & {"say", "carry"} or cue.verb.pos != "VERB":
        return None
    bare = all(phrase.last <= at for phrase in clause.phrases_in(k, at))
    return cue if bare and clause.subject(cue.at, cue.verb, after=True).how == "right" else None


def _add_parenthesis(scene: Scene, clause: Clause, cue: Cue, first: int, last: int) -> None:
    nodes = clause.nodes
    subject = place_subject(clause, cue) if "place" in cue.features else clause.subject(cue.at, cue.verb, after=True)
    low, high = cue_bounds(clause, cue, (first, last))
    if scene.rule == "tail" and subject.phrase is None and "place" not in cue.features:
        return
    doubtful = "weak" in cue.features and "shows" not in cue.features
    if doubtful and subject.phrase is not None and not _is_teller(clause, subject.phrase):
        return
    if scene.rule == "tail" and (
        subject.how not in {"right", "place", "nobody"} or (subject.phrase is not None and subject.phrase.first < first)
    ):
        return
    if scene.rule == "how_clause" and (
        (subject.how == "nobody" and "place" not in cue.features)
        or (subject.phrase is None and "opinion" in cue.features)
    ):
        return
    high = max(high, last)
    if is_anaphor(clause, cue) or not may_tell(clause, cue, subject):
        return
    carried = second_cue(scene, clause, cue) if scene.rule == "tail" else []
    chain = carried + links(clause, cue, subject, (low, high))
    inside = (link for link in chain if link.phrase is not None and link.phrase.first >= first)
    high = max([high, *(max(link.phrase.last, link.until) for link in inside if link.phrase is not None)])
    stretches = around(clause, first, _inserted_end(clause, high))
    content = [span for a, b in stretches if (span := scene.span(clause, a, b))]
    if not content or not _says_something(clause, stretches):
        return
    if len(content) == 1 and nodes[-1].text == ":" and scene.rule == "how_clause":
        content += scene.block_after(clause)
    span = nodes[cue.first].start, nodes[cue.last - 1].end
    scene.add(Finding(clause, content, span, chain))


def _is_teller(clause: Clause, phrase: Phrase) -> bool:
    """«…, заключил мэр», not «…, заключил контракт»."""
    return clause.can_tell(phrase) and clause.language.documents.keys().isdisjoint(phrase.lemmas())


def _says_something(clause: Clause, stretches: list[tuple[int, int]]) -> bool:
    """A content is more than a place or an adverb: «В поздравлении, в частности, говорится»."""
    return (
        any(
            clause.nodes[k].kind == QUOTE
            or word(clause.nodes[k]).verbs
            or word(clause.nodes[k]).pos == "PRED"
            or word(clause.nodes[k]).has_case("nomn")
            for a, b in stretches
            for k in range(a, b)
        )
        and sum(b - a for a, b in stretches) > 1
    )


def _inserted_end(clause: Clause, high: int) -> int:
    """An apposition behind the source belongs to the parenthesis: «сообщил X, член комитета, …»."""
    index = clause.segment_at(high - 1)
    if index + 1 < len(clause.segments):
        after = clause.segments[index + 1]
        if (
            after.opener == ","
            and after.kind in {"main", "relative", "participle", "gerund"}
            and _is_apposition(clause, after.first, after.last)
        ):
            return after.last
    return high


def _is_apposition(clause: Clause, first: int, last: int) -> bool:
    segment = clause.segments[clause.segment_at(first)]
    if segment.kind in {"relative", "participle"} or (segment.kind == "gerund" and last == len(clause.nodes)):
        return True
    if clause.finite(first, last) >= 0:
        return False
    phrase = clause.reader.phrase(first, last, frozenset({"nomn"}))
    return phrase is not None and phrase.last == last and bool(set(phrase.lemmas()) & clause.language.titles.keys())
