"""Direct speech: quotations with a cue before, behind or inside them, dialogue, speech without marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.attribution.chain import links
from otkuda.attribution.cue import cue_at, cues
from otkuda.attribution.extent import starts_with_cue
from otkuda.attribution.finding import Cue, Finding, Link, Scene
from otkuda.attribution.phrase import Phrase
from otkuda.attribution.word import word
from otkuda.text.tokens import DASHES, QUOTE, WORD, Token

if TYPE_CHECKING:
    from otkuda.attribution.clause import Clause

REMARK = frozenset({"say", "paren", "carry", "words", "place", "quote", "ask", "opinion"})
SAYING = frozenset({"say", "quote", "carry", "place", "words", "inf", "ask", "that", "small", "as", "opinion"})
MOST_SENTENCES = 40  # in a paragraph that is quoted whole
MOST_SIGNED = 14  # nodes in a signature or in the name before a colon
FAR = 7  # words between the dash and its verb


def quote_then_cue(scene: Scene, clause: Clause) -> None:
    """«А», — сказал Б. Also «А», сказал Б; several quotations in a row; and what is quoted on behind the remark."""
    nodes = clause.nodes
    for i, node in enumerate(nodes):
        if node.kind != QUOTE or node.index in scene.quoted or not scene.words_in(node):
            continue
        remark = _remark_start(scene, clause, i)
        cue = _remark_cue(clause, remark) if remark > 0 else None
        if cue is None and remark > 0 and nodes[remark - 1].text in DASHES:
            _name_behind(scene, clause, i, remark)
        if cue is None or _opens_next(clause, cue) or _is_scrap(clause, i):
            continue
        quotes = [n for n in _row(clause, i) if n.index not in scene.quoted]
        end = _remark_end(clause, cue)
        pieces = quotes + _quoted_on(scene, clause, end)
        _add(scene, clause, pieces, cue, (remark, end), "quote_then_cue")


def _opens_next(clause: Clause, cue: Cue) -> bool:
    """«А», — и добавила: «Б»: the cue belongs to the quotation behind it."""
    index = clause.segment_at(cue.at)
    after = clause.segments[index + 1] if index + 1 < len(clause.segments) else None
    return after is not None and after.opener == ":" and clause.nodes[after.first].kind == QUOTE and clause.nodes[clause.segments[index].first].low in {"и", "а", "но"}


def _is_scrap(clause: Clause, i: int) -> bool:
    """Quoted words inside a sentence of the outlet's own: «Трасса «перережет посёлок пополам», отмечает эколог»."""
    before = [n for n in clause.nodes[:i] if n.kind == WORD]
    return bool(before) and clause.nodes[i - 1].text not in {":", "."} and clause.inner_text(clause.nodes[i])[:1].islower()


def _name_behind(scene: Scene, clause: Clause, i: int, first: int) -> None:
    """«Мы победили!» — Иван Петров. A name behind the dash, and no verb."""
    last = len(clause.nodes) - (clause.nodes[-1].text == ".")
    phrase = clause.reader.phrase(first, last, frozenset({"nomn"})) if first < last else None
    span = scene.inside(clause.nodes[i])
    if phrase is None or phrase.last != last or phrase.name < 0 or i or span is None or scene.words_in(clause.nodes[i]) < 2:  # noqa: PLR2004 — a title
        return
    scene.quoted.add(clause.nodes[i].index)
    scene.add(Finding(clause, [span], None, [Link(clause, phrase, "right")], "quote_then_cue", is_direct=True))


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
        if cue is not None and cue.features & SAYING and cue.verb.pos in {"VERB", "PRTS", "ADJS"}:
            return cue if dashed or k == first else None
        if dashed and k == first:
            gesture = _gesture(clause, k)
            if gesture is not None:
                return gesture
        seen += 1
        if seen > FAR or (not dashed and word(node).pos not in {"ADVB", "PRCL"}):
            return None
    return None


def _gesture(clause: Clause, k: int) -> Cue | None:
    """«А», — кивнул Варга. Behind a quotation any verb will do, if a person stands behind it."""
    verb = next((v for v in word(clause.nodes[k]).verbs if v.pos == "VERB" and v.person in {"", "3per"} and v.tense in {"past", "pres"}), None)
    if verb is None:
        return None
    subject = clause.remark_subject(k, verb, k)
    if subject.how != "right" or subject.phrase is None or not _is_person(clause, subject.phrase):
        return None
    return Cue(k, verb, frozenset({"quote"}), k, k + 1)


def _remark_end(clause: Clause, cue: Cue) -> int:
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


def _add(scene: Scene, clause: Clause, quotes: list[Token], cue: Cue, bounds: tuple[int, int], rule: str) -> None:
    content = [span for quote in quotes if (span := scene.inside(quote))]
    if not content:
        return
    scene.quoted.update(quote.index for quote in quotes)
    behind = rule != "cue_then_quote"
    subject = clause.remark_subject(cue.at, cue.verb, bounds[0]) if behind else clause.subject(cue.at, cue.verb, after=False)
    if "place" in cue.features:
        subject = _at_place(clause, cue)
    first, last = _bounds(clause, cue, bounds)
    chain = _carried_by(scene, clause, cue) + links(clause, cue, subject, (first, last))
    scene.add(Finding(clause, content, _cue_span(clause, cue), chain, rule, is_direct=True))


def _carried_by(scene: Scene, clause: Clause, cue: Cue) -> list[Link]:
    from otkuda.attribution.parenthetical import second_cue

    return second_cue(scene, clause, cue)


def _at_place(clause: Clause, cue: Cue):  # noqa: ANN202
    from otkuda.attribution.parenthetical import place_subject

    return place_subject(clause, cue)


def _bounds(clause: Clause, cue: Cue, bounds: tuple[int, int]) -> tuple[int, int]:
    from otkuda.attribution.parenthetical import cue_bounds

    return cue_bounds(clause, cue, bounds)


def _cue_span(clause: Clause, cue: Cue) -> tuple[int, int]:
    return clause.nodes[cue.first].start, clause.nodes[cue.last - 1].end


def cue_then_quote(scene: Scene, clause: Clause) -> None:
    """Он сказал: «А». The verb may stand some way off: «Питт так комментировал атмосферу: «А»»."""
    nodes = clause.nodes
    for i, node in enumerate(nodes):
        if node.kind != QUOTE or i < 2 or nodes[i - 1].text != ":" or node.index in scene.quoted or not scene.words_in(node):
            continue
        if _has_that(clause, i - 1) or any("small" in c.features and has_small_clause(scene, clause, c) for c in cues(scene, clause)):
            continue
        cue = _cue_before(scene, clause, i - 1)
        quotes = [node, *_more_quotes(scene, clause, i)]
        if cue is not None:
            _add(scene, clause, quotes, cue, (0, i - 1), "cue_then_quote")
        else:
            _speaker_then_quote(scene, clause, quotes, i - 1)


def _speaker_then_quote(scene: Scene, clause: Clause, quotes: list[Token], stop: int) -> None:
    """Голкипер был краток: «А». Иванов: «А». No verb of saying, but somebody who can speak, and a colon."""
    segment = clause.segments[clause.segment_at(stop - 1)]
    k = clause.finite(segment.first, stop)
    verb = None
    if k >= 0:
        verb = next((v for v in word(clause.nodes[k]).verbs if v.pos in {"VERB", "PRTS"}), None)
        phrase = clause.subject(k, verb, after=False).phrase if verb is not None else None
    else:
        phrase = clause.reader.phrase(segment.first, stop, frozenset({"nomn"}))
        phrase = phrase if phrase is not None and phrase.last == stop else None
    content = [span for quote in quotes if (span := scene.inside(quote))]
    if phrase is None or not content or not _is_person(clause, phrase):
        return
    scene.quoted.update(quote.index for quote in quotes)
    cue = (clause.nodes[stop].start, clause.nodes[stop].end) if k < 0 else None
    scene.add(Finding(clause, content, cue, [Link(clause, phrase, "left", verb=verb)], "speaker_then_quote", is_direct=True))


def _is_person(clause: Clause, phrase: Phrase) -> bool:
    head = clause.nodes[phrase.head]
    if head.low in {"он", "она", "они"} or clause.reader.is_given(phrase.head):
        return True
    titles = clause.language.titles
    return any(lemma in titles for lemma in phrase.lemmas()) and all(f.number == "sing" for f in phrase.forms) or phrase.name > phrase.head


def _more_quotes(scene: Scene, clause: Clause, i: int) -> list[Token]:
    return [n for k, n in enumerate(clause.nodes[i + 1 :], i + 1) if n.kind == QUOTE and clause.nodes[k - 1].text == ","]


def _has_that(clause: Clause, stop: int) -> bool:
    """«сказал, что А: «Б»» is one attribution, of the that-clause."""
    for number, segment in enumerate(clause.segments):
        if segment.last <= stop and segment.kind == "that" and number and clause.nodes[segment.first].low == "что" and segment.last - segment.first > 1:
            return True
    return False


def has_small_clause(scene: Scene, clause: Clause, cue: Cue) -> bool:
    """«называет снижение «таблеткой»: «Жар собьёт»»: the small clause takes the quotation as its second piece."""
    from otkuda.attribution.indirect import small_content

    return small_content(scene, clause, cue) is not None


def _cue_before(scene: Scene, clause: Clause, stop: int) -> Cue | None:
    best = None
    for cue in cues(scene, clause):
        if cue.at < stop and cue.features & SAYING and cue.verb.pos in {"VERB", "PRTS", "GRND", "INFN", "PRTF"}:
            best = cue
    return best


def cue_then_block(scene: Scene, clause: Clause) -> None:
    """Он сказал: and the words follow as a paragraph of their own, with no marks around them."""
    nodes = clause.nodes
    if nodes[-1].text != ":" or clause.sentence.depth or _has_that(clause, len(nodes) - 1):
        return
    block = block_after(scene, clause)
    cue = _cue_before(scene, clause, len(nodes) - 1)
    if block is None or cue is None:
        return
    subject = clause.subject(cue.at, cue.verb, after=False) if "place" not in cue.features else _at_place(clause, cue)
    found = links(clause, cue, subject, _bounds(clause, cue, (0, len(nodes) - 1)))
    scene.add(Finding(clause, [block], _cue_span(clause, cue), found, "cue_then_block", is_direct=True))


def block_after(scene: Scene, clause: Clause) -> tuple[int, int] | None:
    """Offsets of the paragraph behind a sentence that ends in a colon; a quotation there loses its marks."""
    after = scene.beside(clause, 1)
    if after is None or after.sentence.paragraph == clause.sentence.paragraph:
        return None
    if after.nodes[0].kind == QUOTE and len(after.nodes) <= 2:  # noqa: PLR2004 — the quotation and its stop
        scene.quoted.add(after.nodes[0].index)
        return scene.inside(after.nodes[0])
    last = _last_of(scene, after)
    end = scene.span(last, 0, len(last.nodes))
    start = scene.span(after, 0, len(after.nodes))
    return (start[0], end[1]) if start and end else None


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
        if segment.opener not in DASHES or segment.first < 2 or nodes[segment.first - 2].text not in {",", "?", "!", "…", "..."}:
            continue
        cue = starts_with_cue(inner, segment, REMARK) or _gesture(inner, segment.first)
        if cue is None:
            continue
        subject = inner.remark_subject(cue.at, cue.verb, segment.first)
        end = _remark_end(inner, cue)
        if subject.phrase is None or (end >= len(nodes) and nodes[-1].text == "." and nodes[-1].end >= scene.document.tokens[quote.last - 1].end):
            continue
        mark = nodes[segment.first - 2]
        before = (scene.document.tokens[quote.first].start, nodes[segment.first - 3].end if mark.text == "," else mark.end)
        after_start = nodes[end].end if end < len(nodes) and nodes[end].text in DASHES else nodes[-1].end
        content = [before]
        rest = _rest_of_quote(scene, after_start, quote)
        if rest:
            content.append(rest)
        scene.quoted.add(quote.index)
        found = _carried_by(scene, inner, cue) + links(inner, cue, subject, _bounds(inner, cue, (segment.first, end)))
        scene.add(Finding(inner, content, _cue_span(inner, cue), found, "remark_inside", is_direct=True))
        return True
    return False


def _rest_of_quote(scene: Scene, start: int, quote: Token) -> tuple[int, int] | None:
    tokens = [t for t in scene.document.tokens[quote.first : quote.last] if t.start >= start and t.kind != "break"]
    while tokens and tokens[0].text in DASHES | {".", ","}:
        tokens.pop(0)
    while tokens and tokens[-1].text in DASHES | {".", ","}:
        tokens.pop()
    return (tokens[0].start, tokens[-1].end) if tokens else None


def speech_without_marks(scene: Scene, clause: Clause) -> None:
    """– А, – сказал он. – Б. And a paragraph that is quoted whole, closed by «, – говорится в обращении»."""
    nodes = clause.nodes
    if clause.sentence.depth:
        return
    for segment in clause.segments[1:]:
        if segment.opener not in DASHES or segment.first < 3:  # noqa: PLR2004 — word, comma, dash
            continue
        mark = nodes[segment.first - 2]
        if mark.text not in {",", "?", "!", "…", "..."} or nodes[segment.first - 3].kind == QUOTE and mark.text == ",":
            continue
        cue = starts_with_cue(clause, segment, REMARK) or _gesture(clause, segment.first)
        if cue is None or nodes[cue.at].start in scene.used:
            continue
        _add_unmarked(scene, clause, segment.first, cue)
        return


def _add_unmarked(scene: Scene, clause: Clause, first: int, cue: Cue) -> None:
    nodes = clause.nodes
    opening = _paragraph_opening(scene, clause)
    dialogue = opening.nodes[0].text in DASHES
    end = _remark_end(clause, cue)
    last_in_paragraph = _last_of(scene, clause) is clause
    if not dialogue and not (last_in_paragraph and end >= len(nodes)):
        opening = clause
    start = scene.span(opening, 0, first if opening is clause else len(opening.nodes))
    before = scene.span(clause, 0, first - 1)
    if start is None or before is None:
        return
    content = [(start[0], before[1] + (nodes[first - 2].text in {"?", "!"}) * 0)]
    if nodes[first - 2].text in {"?", "!", "…", "..."}:
        content = [(start[0], nodes[first - 2].end)]
    if dialogue or end < len(nodes):
        further = _further(scene, clause, end)
        if further:
            content.append(further)
    subject = clause.remark_subject(cue.at, cue.verb, first) if "place" not in cue.features else _at_place(clause, cue)
    found = links(clause, cue, subject, _bounds(clause, cue, (first, end)))
    scene.add(Finding(clause, content, _cue_span(clause, cue), found, "speech_without_marks", is_direct=True))


def _paragraph_opening(scene: Scene, clause: Clause) -> Clause:
    first, _ = scene.extent[clause.sentence.paragraph]
    opening = clause
    for at in range(scene.position[id(clause.sentence)] - 1, max(first, scene.position[id(clause.sentence)] - MOST_SENTENCES) - 1, -1):
        if id(scene.outer[at].sentence) in scene.attributed:
            break
        opening = scene.outer[at]
    return opening


def _last_of(scene: Scene, clause: Clause) -> Clause:
    return scene.outer[scene.extent[clause.sentence.paragraph][1]]


def _further(scene: Scene, clause: Clause, end: int) -> tuple[int, int] | None:
    """What the speaker goes on to say behind the remark, to the paragraph's end."""
    last = _last_of(scene, clause)
    tail = scene.span(last, 0, len(last.nodes))
    if end < len(clause.nodes):
        here = scene.span(clause, end, len(clause.nodes))
        return (here[0], (tail[1] if tail and last is not clause else here[1])) if here else None
    after = scene.beside(clause, 1)
    if last is clause or after is None or after.nodes[0].text not in DASHES:
        return None
    here = scene.span(after, 0, len(after.nodes))
    return (here[0], tail[1]) if here and tail else None


def quote_alone(scene: Scene, clause: Clause) -> None:
    """A quotation that is a sentence by itself belongs to the one who was just quoted or named."""
    nodes = [n for n in clause.nodes if n.text != "."]
    if clause.sentence.depth or len(nodes) != 1 or nodes[0].kind != QUOTE or nodes[0].index in scene.quoted:
        return
    if scene.words_in(nodes[0]) < 3:  # noqa: PLR2004 — a title
        return
    span = scene.inside(nodes[0])
    if span is None:
        return
    scene.quoted.add(nodes[0].index)
    if _so_said(scene, clause, span):
        return
    link = _signature(scene, clause) or Link(clause, None, "headline" if clause.sentence.paragraph == 0 else "previous")
    scene.add(Finding(clause, [span], None, [link], "quote_alone", is_direct=True))


def _signature(scene: Scene, clause: Clause) -> Link | None:
    """«А».¶Мария Волкова, директор музея: who signs under the quotation."""
    after = scene.beside(clause, 1)
    if after is None or after.sentence.paragraph == clause.sentence.paragraph or len(after.nodes) > MOST_SIGNED or after.finite(0, len(after.nodes)) >= 0:
        return None
    first = 1 if after.nodes[0].text in DASHES else 0
    phrase = after.reader.phrase(first, len(after.nodes), frozenset({"nomn"})) if first < len(after.nodes) else None
    if phrase is None or phrase.name < 0:
        return None
    last = len(after.nodes) - (after.nodes[-1].text == ".")
    return Link(after, phrase, "signature", until=last)


def _so_said(scene: Scene, clause: Clause, span: tuple[int, int]) -> bool:
    """«А». Так капитан прокомментировал поражение. «А». Такими словами повар встречал гостей."""
    after = scene.beside(clause, 1)
    if after is None or after.sentence.paragraph != clause.sentence.paragraph or after.nodes[0].low not in {"так", "такими", "этими", "такие"}:
        return False
    k = after.finite(0, len(after.nodes))
    if k < 0:
        return False
    cue = cue_at(after, k)
    verb = next(v for v in word(after.nodes[k]).verbs if v.pos in {"VERB", "PRTS"})
    subject = after.subject(k, verb, after=False)
    if subject.phrase is None:
        return False
    found = Finding(after, [span], _cue_span(after, cue) if cue else None, [Link(after, subject.phrase, subject.how, verb=verb)], "so_said", is_direct=True)
    scene.add(found)
    return True


def turn(scene: Scene, clause: Clause) -> None:
    """Имя: … — a turn of an interview or a transcript; the colon is its cue."""
    if clause.sentence.depth or not clause.sentence.paragraph or not _opens_paragraph(scene, clause):
        return
    nodes = clause.nodes
    k = next((k for k, n in enumerate(nodes[:MOST_SIGNED]) if n.text == ":"), -1)
    if k < 1 or k + 1 >= len(nodes) or clause.finite(0, k) >= 0 or nodes[k + 1].kind == QUOTE:
        return
    phrase = clause.reader.phrase(0, k, frozenset({"nomn"}))
    repeated = scene.labels[clause.text[nodes[0].start : nodes[k].start]] > 1
    if phrase is None and repeated:
        phrase = Phrase(0, k, 0, ())
    if phrase is None or not repeated and not ((phrase.last == k or nodes[phrase.last].text == ",") and _is_somebody(scene, clause, phrase)):
        return
    last = _last_of(scene, clause)
    start, end = scene.span(clause, k + 1, len(nodes)), scene.span(last, 0, len(last.nodes))
    if start is None or end is None:
        return
    link = Link(clause, phrase, "turn", until=k)
    scene.add(Finding(clause, [(start[0], max(start[1], end[1]))], (nodes[k].start, nodes[k].end), [link], "turn", is_direct=True))


def _opens_paragraph(scene: Scene, clause: Clause) -> bool:
    before = scene.beside(clause, -1)
    return before is None or before.sentence.paragraph != clause.sentence.paragraph


def _is_somebody(scene: Scene, clause: Clause, phrase: Phrase) -> bool:
    """A person's name, or an outlet that asks; not «Справка:», «Итог:»."""
    node = clause.nodes[phrase.head]
    if node.kind == QUOTE:
        return clause.inner_text(node)[:1].isupper() and scene.turns > 1
    if phrase.last > phrase.head + 1 and clause.nodes[phrase.last - 1].is_capital and any(lemma in clause.language.titles for lemma in phrase.lemmas()):
        return True  # «Депутат Зотова»
    if phrase.name > phrase.head or phrase.name >= 0 and clause.reader.is_given(phrase.name):
        return True
    return node.text in clause.language.outlet_names or phrase.name == phrase.head and phrase.last - phrase.first > 1 and scene.turns > 1
