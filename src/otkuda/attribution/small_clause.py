"""Small clauses: «назвал решение ошибкой», «оценил договор как провал»."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.attribution.cue import cue_like, cues
from otkuda.attribution.extent import content_end
from otkuda.attribution.indirect import add, behind_colon, clause_start
from otkuda.attribution.layout import FINITE
from otkuda.attribution.phrase import Phrase
from otkuda.attribution.segment import AND
from otkuda.attribution.word import CASES, word
from otkuda.text.tokens import QUOTE

if TYPE_CHECKING:
    from otkuda.attribution.clause import Clause
    from otkuda.attribution.finding import Cue, Scene


def small_clause(scene: Scene, clause: Clause) -> None:
    """назвал решение ошибкой; причиной назвал отсутствие воли; считает договор недействительным."""
    for cue in cues(scene, clause):
        if not cue.features & {"small", "as"} or cue.verb.pos not in FINITE | {"GRND", "PRTF"}:
            continue
        content = small_content(scene, clause, cue) if "small" in cue.features else _compared(scene, clause, cue)
        if content:
            add(
                scene,
                clause,
                cue,
                content,
                (clause_start(clause, cue), clause.segments[clause.segment_at(cue.at)].last),
            )


def small_content(scene: Scene, clause: Clause, cue: Cue) -> list[tuple[int, int]] | None:
    """Offsets of the two parts of a small clause, and of a quotation behind its colon; None where there is none."""
    subject = clause.subject(cue.at, cue.verb, after=False)
    if subject.phrase is None and cue.verb.number == "plur" and subject.how != "relative" and cue.verb.pos == "VERB":
        return None
    taken = subject.phrase
    index = clause.segment_at(cue.at)
    segment = clause.segments[index]
    closing = _own_closing(clause, cue.at, segment.last)
    behind = _objects(clause, cue.at + 1, closing, taken)
    behind += _behind_insert(clause, index, taken) if closing == segment.last else []
    opening = _own_opening(clause, segment.first, cue.at)
    before = _objects(clause, opening, cue.at, taken)
    every = before + behind
    front = before if before and before[0].first == segment.first else []
    predicate = next((p for p in reversed(front + behind) if _is_predicate(clause, p, cue)), None)
    if predicate is None or len(every) < 2:
        return None
    others = [p for p in every if p is not predicate and ("accs" in p.cases or clause.nodes[p.head].kind == QUOTE)]
    if not others:
        return None
    if not before:
        end = content_end(clause, cue, behind[0].first, infinitive=True)
        span = scene.span(clause, _with_adverb(clause, cue, behind[0].first), end)
        return [span, *behind_colon(scene, clause, end)] if span else None
    first = scene.span(clause, before[0].first, before[-1].last)
    end = content_end(clause, cue, behind[0].first, infinitive=True) if behind else len(clause.nodes)
    second = scene.span(clause, _with_adverb(clause, cue, behind[0].first), end) if behind else None
    return [s for s in (first, second) if s] + behind_colon(scene, clause, end)


def _with_adverb(clause: Clause, cue: Cue, first: int) -> int:
    """«назвали состояние стабильно тяжёлым»: the adverb right before the predicate belongs to it."""
    before = clause.nodes[first - 1]
    is_adverb = word(before).pos == "ADVB" or (word(before).pos == "CONJ" and before.low not in AND)  # «скорее»
    return first - 1 if first - 1 > cue.at and is_adverb else first


def _own_opening(clause: Clause, first: int, at: int) -> int:
    """«пригрозил обжаловать решение и назвал следствие ошибкой»: where the words of the second verb begin."""
    conjunctions = (k for k in range(at - 1, first, -1) if clause.nodes[k].low in AND)
    return next((k + 1 for k in conjunctions if clause.finite(first, k) >= 0), first)


def _own_closing(clause: Clause, at: int, last: int) -> int:
    """«вину не признала и назвала дело выдумкой»: where the words of the first verb end."""
    conjunctions = (k for k in range(at + 1, last) if clause.nodes[k].low in AND)
    return next((k for k in conjunctions if clause.finite(k, last) >= 0), last)


def _behind_insert(clause: Clause, index: int, taken: Phrase | None) -> list[Phrase]:
    """«признал увольнение водителя, отказавшегося бриться, незаконным»: the predicate behind a participle."""
    if index + 2 >= len(clause.segments) or clause.segments[index + 1].kind not in {"participle", "relative"}:
        return []
    rest = clause.segments[index + 2]
    if (
        rest.opener != ","
        or rest.kind not in {"main", "participle", "other"}
        or clause.finite(rest.first, rest.last) >= 0
    ):
        return []
    return _objects(clause, rest.first, rest.last, taken)


def _compared(scene: Scene, clause: Clause, cue: Cue) -> list[tuple[int, int]] | None:
    """«оценивают решение как попытку», «охарактеризовал договор как ошибку»."""
    segment = clause.segments[clause.segment_at(cue.at)]
    at = next((k for k in range(cue.at + 2, segment.last - 1) if clause.nodes[k].low == "как"), -1)
    objects = _objects(clause, cue.at + 1, at, None) if at > 0 else []
    if not objects or "accs" not in objects[0].cases or cue_like(clause, at + 1):
        return None
    span = scene.span(clause, objects[0].first, content_end(clause, cue, objects[0].first, infinitive=True))
    return [span] if span else None


def _is_predicate(clause: Clause, phrase: Phrase, cue: Cue) -> bool:
    node = clause.nodes[phrase.head]
    named = phrase.name >= 0 and word(node).is_name  # «назвал сына Тимуром»
    if node.kind == QUOTE:
        return "say" not in cue.features  # «объявил конкурс «Мост»» names it
    return "ablt" in phrase.cases and "nomn" not in phrase.cases and not named


def _trait(clause: Clause, k: int) -> Phrase | None:
    """«назвал ложными сообщения», «назвал не соответствующей делу жалобу»: it stands before its object."""
    forms = tuple(form for form in word(clause.nodes[k]).modifiers if form.case == "ablt")
    return Phrase(k, k + 1, k, forms) if forms else None


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
        phrase = (
            clause.reader.phrase(k, last, frozenset({"accs", "ablt", "gent"}))
            if info.pos not in {"ADVB", "CONJ", "PRCL"}
            else None
        )
        if (
            phrase is None
            or not phrase.cases & {"accs", "ablt"}
            or (phrase.head == k < phrase.last - 1 and not info.nouns)
        ):
            phrase = _trait(clause, k) or phrase
        if phrase is not None and (phrase.cases & {"accs", "ablt"}):
            found.append(phrase)
            k = phrase.last
        else:
            k += 1
    return found
