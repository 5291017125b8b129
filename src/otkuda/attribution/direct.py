"""Direct speech between quotation marks: a cue behind it or inside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.attribution.chain import cue_bounds, links, may_tell, place_subject, second_cue
from otkuda.attribution.cue import cue_at
from otkuda.attribution.extent import starts_with_cue
from otkuda.attribution.finding import Cue, Finding, Link, Scene
from otkuda.attribution.word import word
from otkuda.text.tokens import DASHES, QUOTE, WORD

if TYPE_CHECKING:
    from otkuda.attribution.clause import Clause, Subject
    from otkuda.attribution.phrase import Phrase
    from otkuda.text.tokens import Token

REMARK = frozenset({"say", "paren", "carry", "words", "place", "quote", "ask", "opinion"})
SAYING = frozenset({"say", "quote", "carry", "place", "words", "inf", "ask", "that", "small", "as", "opinion"})
PREDICATES = frozenset({"VERB", "PRTS", "ADJS"})
TOPIC = frozenset({"о", "об", "про"})
LIGHT = frozenset({"ADVB", "PRCL"})
FAR = 7  # words between the dash and its verb
NEAR = 4  # words from the verb to the colon


def quote_then_cue(scene: Scene, clause: Clause) -> None:
    """«А», — сказал Б. Also «А», сказал Б; several quotations in a row; and what is quoted on behind the remark."""
    nodes = clause.nodes
    for i, node in enumerate(nodes):
        if node.kind != QUOTE or node.index in scene.quoted or not scene.words_in(node):
            continue
        if i > 1 and nodes[i - 1].text == ":" and opens_with_dash(scene, clause):
            continue  # «— Он говорит: «А», — рассказывает Б.»
        remark = _remark_start(scene, clause, i)
        cue = _remark_cue(clause, remark) if remark > 0 else None
        if cue is None and remark > 0 and nodes[remark - 1].text in DASHES:
            _name_behind(scene, clause, i, remark)
        if cue is None or _opens_next(clause, cue) or _is_scrap(clause, i) or _goes_on(clause, i, remark):
            continue
        quotes = [n for n in _row(clause, i) if n.index not in scene.quoted]
        end = remark_end(clause, cue)
        pieces = quotes + _quoted_on(scene, clause, end)
        add_quotes(scene, clause, pieces, cue, (remark, end))


def opens_with_dash(scene: Scene, clause: Clause) -> bool:
    """Is the paragraph a line of a dialogue?"""
    if clause.sentence.depth:
        return False
    return scene.outer[scene.extent[clause.sentence.paragraph][0]].nodes[0].text in DASHES


def _opens_next(clause: Clause, cue: Cue) -> bool:
    """«А», — и добавила: «Б»: the cue belongs to the quotation behind it."""
    index = clause.segment_at(cue.at)
    after = clause.segments[index + 1] if index + 1 < len(clause.segments) else None
    return (
        after is not None
        and after.opener == ":"
        and clause.nodes[after.first].kind == QUOTE
        and clause.nodes[clause.segments[index].first].low in {"и", "а", "но"}
    )


def _goes_on(clause: Clause, i: int, remark: int) -> bool:
    """Написал: «А» — и поблагодарил друзей: the quotation belongs to the cue before its colon."""
    opened = i > 1 and clause.nodes[i - 1].text == ":" and cue_at(clause, i - 2) is not None
    return opened and clause.nodes[remark].low in {"и", "а", "но"}


def _is_scrap(clause: Clause, i: int) -> bool:
    """Quoted words inside a sentence of the outlet's own: «Трасса «перережет посёлок пополам», отмечает эколог»."""
    before = [n for n in clause.nodes[:i] if n.kind == WORD]
    return (
        bool(before) and clause.nodes[i - 1].text not in {":", "."} and clause.inner_text(clause.nodes[i])[:1].islower()
    )


def _name_behind(scene: Scene, clause: Clause, i: int, first: int) -> None:
    """«Мы победили!» — Иван Петров (о финале). A name behind the dash, and no verb."""
    last = len(clause.nodes) - (clause.nodes[-1].text == ".")
    phrase = clause.reader.phrase(first, last, frozenset({"nomn"})) if first < last else None
    span = scene.inside(clause.nodes[i])
    if (
        phrase is None
        or not (phrase.last == last or (clause.nodes[phrase.last].low in TOPIC and clause.finite(first, last) < 0))
        or not (phrase.name >= 0 or is_person(clause, phrase))
        or i
        or span is None
        or (scene.words_in(clause.nodes[i]) < 2 and not scene.is_full(clause.nodes[i]))
    ):
        return
    scene.quoted.add(clause.nodes[i].index)
    scene.add(Finding(clause, [span], None, [Link(clause, phrase, "right")], is_direct=True))


def _remark_start(scene: Scene, clause: Clause, i: int) -> int:
    """Index of the first node of the remark behind the quotation at ``i``, or -1."""
    nodes = clause.nodes
    j = i + 1
    comma = j < len(nodes) and nodes[j].text == ","
    j += comma
    if j >= len(nodes):
        return -1
    if nodes[j].text in DASHES:
        return j + 1
    if (comma or scene.is_full(nodes[i])) and (i == 0 or nodes[i - 1].kind != WORD or scene.is_full(nodes[i])):
        return j
    return -1


def _remark_cue(clause: Clause, first: int) -> Cue | None:
    """The verb of the remark that begins at node ``first``."""
    nodes = clause.nodes
    seen = 0
    dashed = nodes[first - 1].text in DASHES
    for k in range(first, len(nodes)):
        node = nodes[k]
        if node.kind != WORD:
            if node.kind == QUOTE and dashed:
                continue
            return None
        cue = cue_at(clause, k)
        if cue is not None and cue.features & SAYING and cue.verb.pos in {"VERB", "PRTS", "ADJS", "INFN"}:
            return cue if dashed or k == first else None
        if dashed and all(word(n).pos in {"ADVB", "PRCL"} for n in nodes[first:k]):
            any_verb = gesture(clause, k) or acting(clause, k)
            if any_verb is not None:
                return any_verb
        seen += 1
        if seen > FAR or (not dashed and word(node).pos not in {"ADVB", "PRCL"}):
            return None
    return None


def gesture(clause: Clause, k: int) -> Cue | None:
    """«А», — кивнул Варга. Behind a quotation any verb will do, if a person stands behind it."""
    verb = next(
        (
            v
            for v in word(clause.nodes[k]).verbs
            if v.pos == "VERB" and v.person in {"", "3per"} and v.tense in {"past", "pres"}
        ),
        None,
    )
    if verb is None:
        return None
    subject = clause.remark_subject(k, verb, k)
    if subject.how != "right" or subject.phrase is None:
        return None
    if not is_person(clause, subject.phrase) and not word(clause.nodes[subject.phrase.head]).is_animate:
        return None
    return Cue(k, verb, frozenset({"quote"}), k, k + 1)


def remark_cue(clause: Clause, first: int) -> Cue | None:
    """«— буднично перечисляет сторож»: the gesture of a remark, behind its adverbs."""
    k = first
    while k < len(clause.nodes) - 1 and word(clause.nodes[k]).pos in LIGHT:
        k += 1
    return gesture(clause, k)


def acting(clause: Clause, first: int) -> Cue | None:
    """«А», — мэр разводит руками. Who speaks may stand before what they do."""
    phrase = clause.reader.phrase(first, len(clause.nodes), frozenset({"nomn"}))
    if phrase is None or not is_person(clause, phrase) or phrase.last >= len(clause.nodes):
        return None
    k = next((k for k in range(phrase.last, len(clause.nodes)) if word(clause.nodes[k]).pos not in LIGHT), -1)
    verbs = word(clause.nodes[k]).verbs if k >= 0 else ()
    verb = next((v for v in verbs if v.pos in {"VERB", "ADJS"} and v.tense in {"", "past", "pres"}), None)
    if verb is None or not clause.agrees(phrase, verb):
        return None
    return cue_at(clause, k) or Cue(k, verb, frozenset({"quote"}), k, k + 1)


def remark_end(clause: Clause, cue: Cue) -> int:
    """Where the remark ends: at a dash, or before a gerund or a clause of its own."""
    for number in range(clause.segment_at(cue.at) + 1, len(clause.segments)):
        segment = clause.segments[number]
        if segment.opener in DASHES and segment.first < len(clause.nodes):
            before = clause.nodes[segment.first - 2]
            if before.text in {",", "."} or clause.nodes[segment.first].kind == QUOTE:
                return segment.first - 1
    return len(clause.nodes)


def _row(clause: Clause, i: int) -> list[Token]:
    """Quotations that stand in a row before the one at ``i``: «А», «Б», «В», — говорят они."""
    row = [clause.nodes[i]]
    j = i
    while j >= 2 and clause.nodes[j - 1].text == "," and clause.nodes[j - 2].kind == QUOTE:
        j -= 2
        row.insert(0, clause.nodes[j])
    return row


def _quoted_on(scene: Scene, clause: Clause, end: int) -> list[Token]:
    """«А», — сказал он, — «Б»; «А», — сказал он. — «Б»."""
    nodes = clause.nodes
    if end + 1 < len(nodes) and nodes[end].text in DASHES and nodes[end + 1].kind == QUOTE:
        return [nodes[end + 1]]
    after = scene.beside(clause, 1)
    if after is None or after.sentence.paragraph != clause.sentence.paragraph or len(after.nodes) < 2:
        return []
    if after.nodes[0].text in DASHES and after.nodes[1].kind == QUOTE:
        return [after.nodes[1]]
    return []


def add_quotes(scene: Scene, clause: Clause, quotes: list[Token], cue: Cue, bounds: tuple[int, int]) -> None:
    """Keep some quotations with the cue between nodes ``bounds``, which begin at 0 where it stands before them."""
    content = [span for quote in quotes if (span := scene.inside(quote))]
    if not content:
        return
    behind = bounds[0] > 0
    subject = _remark_subject(clause, cue, bounds[0]) if behind else clause.subject(cue.at, cue.verb, after=False)
    if "place" in cue.features:
        subject = place_subject(clause, cue)
    if not may_tell(clause, cue, subject):
        return
    scene.quoted.update(quote.index for quote in quotes)
    first, last = cue_bounds(clause, cue, bounds)
    chain = second_cue(scene, clause, cue) + links(clause, cue, subject, (first, last))
    scene.add(Finding(clause, content, cue_span(clause, cue), chain, is_direct=True))


def _remark_subject(clause: Clause, cue: Cue, low: int) -> Subject:
    """«А», — любил повторять он: the subject of an infinitive is that of the verb before it."""
    at = next((k for k in range(low, cue.at) if clause.is_finite(k)), cue.at) if cue.verb.pos == "INFN" else cue.at
    verb = next((v for v in word(clause.nodes[at]).verbs if v.pos == "VERB"), cue.verb) if at < cue.at else cue.verb
    found = clause.remark_subject(at, verb, low)
    return clause.remark_subject(cue.at, verb, low) if found.phrase is None and at < cue.at else found


def cue_span(clause: Clause, cue: Cue) -> tuple[int, int]:
    """Return the offsets of the cue words."""
    return clause.nodes[cue.first].start, clause.nodes[cue.last - 1].end


def is_person(clause: Clause, phrase: Phrase) -> bool:
    """Does the phrase name one who speaks: a pronoun, a given name, a role in the singular?"""
    head = clause.nodes[phrase.head]
    if head.low in {"он", "она", "они"} or clause.reader.is_given(phrase.head):
        return True
    titles = clause.language.titles
    return (
        any(lemma in titles for lemma in phrase.lemmas()) and all(f.number == "sing" for f in phrase.forms)
    ) or phrase.name > phrase.head


def remark_inside(scene: Scene, clause: Clause) -> None:
    """«А, — сказал он. — Б» and «А, — сказал он, — Б»: the remark stands inside one pair of marks."""
    for node in clause.nodes:
        if node.kind != QUOTE or node.index in scene.quoted:
            continue
        for inner_sentence in clause.sentence.inner.get(node.index, []):
            inner = scene.by_sentence[id(inner_sentence)]
            if _remark_in(scene, inner, node):
                break


def _remark_in(scene: Scene, inner: Clause, quote: Token) -> bool:
    nodes = inner.nodes
    for segment in inner.segments[1:]:
        if (
            segment.opener not in DASHES
            or segment.first < 2
            or nodes[segment.first - 2].text not in {",", "?", "!", "…", "..."}
        ):
            continue
        cue = (
            starts_with_cue(inner, segment, REMARK) or remark_cue(inner, segment.first) or acting(inner, segment.first)
        )
        if cue is None:
            continue
        place = "place" in cue.features
        subject = place_subject(inner, cue) if place else inner.remark_subject(cue.at, cue.verb, segment.first)
        end = remark_end(inner, cue)
        if subject.phrase is None or (
            end >= len(nodes) and nodes[-1].text == "." and nodes[-1].end >= scene.document.tokens[quote.last - 1].end
        ):
            continue
        mark = nodes[segment.first - 2]
        before = (
            scene.document.tokens[quote.first].start,
            nodes[segment.first - 3].end if mark.text == "," else mark.end,
        )
        after_start = nodes[end].end if end < len(nodes) and nodes[end].text in DASHES else nodes[-1].end
        content = [before]
        rest = _rest_of_quote(scene, after_start, quote)
        if rest:
            content.append(rest)
        scene.quoted.add(quote.index)
        found = second_cue(scene, inner, cue) + links(inner, cue, subject, cue_bounds(inner, cue, (segment.first, end)))
        scene.add(Finding(inner, content, cue_span(inner, cue), found, is_direct=True))
        return True
    return False


def _rest_of_quote(scene: Scene, start: int, quote: Token) -> tuple[int, int] | None:
    tokens = [t for t in scene.document.tokens[quote.first : quote.last] if t.start >= start and t.kind != "break"]
    while tokens and tokens[0].text in DASHES | {".", ","}:
        tokens.pop(0)
    while tokens and tokens[-1].text in DASHES | {".", ","}:
        tokens.pop()
    return (tokens[0].start, tokens[-1].end) if tokens else None
