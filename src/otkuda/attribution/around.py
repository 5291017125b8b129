"""Which words of a sentence a parenthesis («по словам X», «как сообщает X») is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.attribution.cue import cue_at
from otkuda.attribution.extent import ADVERBS, TURNS, declines, gerund_cue, is_tail, starts_with_cue
from otkuda.attribution.layout import FINITE
from otkuda.attribution.word import word
from otkuda.text.tokens import DASHES, QUOTE, WORD

if TYPE_CHECKING:
    from otkuda.attribution.clause import Clause
    from otkuda.attribution.segment import Segment

OPENERS = frozenset("хотя однако но а и что поскольку потому зато ведь причем притом чтобы если когда как".split())


def around(clause: Clause, first: int, last: int) -> list[tuple[int, int]]:
    """Return the stretches of nodes that a parenthesis (nodes ``first`` to ``last``) is about."""
    nodes = clause.nodes
    if first and nodes[first - 1].text == "(" and last < len(nodes) and nodes[last].text == ")":
        return [
            (_left_edge(clause, max(0, first - 2), whole=True), first - 1),
            (last + 1, len(nodes)),
        ]  # «А (по данным X)»
    right_edge = _right_edge(clause, last)
    while right_edge > last + 1 and nodes[right_edge - 1].low in TURNS:
        right_edge -= 1 + (nodes[right_edge - 2].text == ",")
    here = clause.segments[clause.segment_at(first)]
    if here.kind == "relative" and here.first == first and last < right_edge:
        return [(_skip_marks(clause, last), right_edge)]  # «инженер, по словам которого мост закроют»
    ends = last >= right_edge or not any(n.kind in {WORD, QUOTE, "number"} for n in nodes[last:right_edge])
    left_edge = _left_edge(clause, first, whole=ends)
    left = skip_asides(clause, _skip_frames(clause, left_edge, first), first)
    while left < first and (nodes[first - 1].text in {","} | DASHES):
        first -= 1
    if first <= left:
        return [(_skip_marks(clause, last), right_edge)]
    if last >= right_edge or not any(n.kind in {WORD, QUOTE, "number"} for n in nodes[last:right_edge]):
        return [(left, first)]
    if nodes[first - 1].low in OPENERS and nodes[first - 1].kind == WORD:
        return [(_skip_marks(clause, last), right_edge)]
    return [(left, first), (last, right_edge)]


FRAMES = frozenset("стоит следует нужно надо важно необходимо известно очевидно".split())


def _skip_frames(clause: Clause, left: int, stop: int) -> int:
    """«Стоит отметить, что …», «Как сообщает X, …»: what frames the sentence is none of what is said in it."""
    number = clause.segment_at(left)
    segment = clause.segments[number]
    if left != segment.first or number + 1 >= len(clause.segments):
        return left
    after = clause.segments[number + 1]
    framed = clause.nodes[left].low == "как" and starts_with_cue(clause, segment) is not None
    if after.first >= stop:
        return stop if framed and after.first == stop else left  # «Как сообщает X, согласно отчёту, …»
    if after.kind == "that" and clause.nodes[left].low in FRAMES:
        return after.first + 1
    if tuple(node.low for node in clause.nodes[left : after.first - 1]) == ("о", "том"):
        return after.first + (clause.nodes[after.first].low == "что")  # «О том, что мост закроют, сообщил мэр»
    return after.first if framed else left


def _skip_marks(clause: Clause, k: int) -> int:
    while k < len(clause.nodes) and clause.nodes[k].text in DASHES | {",", ":"}:
        k += 1
    return skip_asides(clause, k, len(clause.nodes))


def skip_asides(clause: Clause, k: int, stop: int) -> int:
    """Return the node behind the author's own «при этом», «в частности» that stand at node ``k``."""
    while last := clause.aside_at(k, stop):
        k = last
        while k < stop and clause.nodes[k].text == ",":
            k += 1
    return k


def _left_edge(clause: Clause, first: int, *, whole: bool) -> int:
    """Where the clause that holds the parenthesis begins: behind «что», at «который», behind a bracket.

    A parenthesis that closes the sentence is about the whole of it.
    """
    index = clause.segment_at(first)
    if clause.segments[index].opener == "(":
        return clause.segments[index].first
    if whole:
        return 0
    for number in range(index, -1, -1):
        segment = clause.segments[number]
        if segment.first > first:
            continue
        if segment.kind == "that" and segment.first < first and (segment.first or clause.nodes[0].low == "что"):
            return segment.first + 1
        near = segment.kind == "relative" and segment.first < first and number >= index - 1
        if segment.opener in {";", ":"} or near or _opens_clause(clause, number, first):
            return segment.first
        if segment.kind == "sub" and number and segment.first < first and number >= index - 1:
            return segment.first + 1  # «поскольку в тот день, по данным камер, он спал»
        low = clause.nodes[segment.first].low
        if (
            low in {"но", "однако", "а", "хотя"}
            and segment.first < first
            and segment.opener
            and number >= index - 1
            and clause.finite(0, segment.first) >= 0
        ):
            return segment.first + 1
    return 0


def _opens_clause(clause: Clause, number: int, first: int) -> bool:
    """«Погибли трое, двое, по данным врачей, ранены»: does a clause of its own begin here, its verb behind?"""
    segment, after = clause.segments[number], clause.segments[number + 1 : number + 3]
    if not number or segment.first >= first or segment.opener != "," or segment.kind != "main":
        return False
    whole = clause.finite(0, segment.first) >= 0 and clause.finite(segment.first, first) < 0
    k = next((k for k in range(segment.first, first) if word(clause.nodes[k]).pos not in ADVERBS), first)
    subject = clause.reader.phrase(k, first, frozenset({"nomn"})) if whole and k < first else None
    verb = next((k for s in after if s.first > first and (k := clause.finite(s.first, s.last)) >= 0), -1)
    return subject is not None and verb >= 0 and not clause.has_subject(first, verb)


def _right_edge(clause: Clause, last: int) -> int:
    """Where it ends: at the sentence's end, at a closing bracket, before another parenthesis of that kind."""
    relative = (
        clause.segments[clause.segment_at(max(0, last - 1))].kind == "relative"
        or clause.segments[max(0, clause.segment_at(max(0, last - 1)) - 1)].kind == "relative"
    )
    for number, segment in enumerate(clause.segments):
        if segment.first < last:
            continue
        if (
            relative
            and segment.first > last + 1
            and segment.opener == ","
            and segment.kind == "main"
            and clause.finite(segment.first, segment.last) >= 0
        ):
            return segment.first - 1
        if segment.opener == ")" and number and _bracketed(clause, last):
            return segment.first - 1
        if segment.opener in {",", *DASHES} and segment.first > last + 1 and is_tail(clause, segment):
            return segment.first - 1
        if segment.opener == ";" or (segment.first > last + 1 and _another_speaks(clause, segment)):
            return segment.first - 1
        if segment.kind == "gerund" and gerund_cue(clause, segment):
            return segment.first - 1  # «А, заверили в мэрии, отметив, что Б»
    if _bracketed(clause, last):
        return next((k for k in range(last, len(clause.nodes)) if clause.nodes[k].text == ")"), len(clause.nodes))
    return len(clause.nodes)


def _another_speaks(clause: Clause, segment: Segment) -> bool:
    """«По данным полиции, пришли двое, организаторы говорят о троих», «…, но в фирме от комментариев отказались»."""
    if declines(clause, segment):
        return True
    k, first = clause.finite(segment.first, segment.last), segment.first + (clause.nodes[segment.first].low in TURNS)
    cue = cue_at(clause, k) if k >= 0 and segment.kind in {"main", "and"} and segment.opener == "," else None
    if cue is None or "say" not in cue.features or cue.verb.pos not in FINITE:
        return False
    speaker = clause.left_in(first, k, cue.verb)
    return speaker is not None and speaker.first == first and clause.can_tell(speaker)


def _bracketed(clause: Clause, k: int) -> bool:
    depth = 0
    for node in clause.nodes[:k]:
        depth += node.text == "("
        depth -= node.text == ")"
    return depth > 0
