"""Direct speech without a cue or without marks: paragraphs, dialogue, turns of an interview."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.attribution.chain import cue_bounds, links, place_subject
from otkuda.attribution.clause import Subject
from otkuda.attribution.cue import cue_at
from otkuda.attribution.direct import REMARK, acting, cue_span, opens_with_dash, remark_cue, remark_end
from otkuda.attribution.extent import starts_with_cue
from otkuda.attribution.finding import Cue, Finding, Link, Scene
from otkuda.attribution.introduced import cue_before, has_that, speaker_before
from otkuda.attribution.phrase import Phrase
from otkuda.attribution.word import Verb, word
from otkuda.text.quotes import MARKS
from otkuda.text.tokens import DASHES, QUOTE

if TYPE_CHECKING:
    from otkuda.attribution.clause import Clause
    from otkuda.text.tokens import Token

SO = frozenset("так такими этими такие это".split())
WITH_THESE = frozenset({("с", "этих"), ("с", "этими"), ("с", "такими")})  # «С этих слов он начал»
MOST_SENTENCES = 40  # in a paragraph that is quoted whole
MOST_SIGNED = 14  # nodes in a signature or in the name before a colon


def cue_then_block(scene: Scene, clause: Clause) -> None:
    """Он сказал: and the words follow as a paragraph of their own, with no marks around them."""
    nodes = clause.nodes
    if nodes[-1].text != ":" or clause.sentence.depth or has_that(clause, len(nodes) - 1):
        return
    block = scene.block_after(clause)
    cue = cue_before(scene, clause, len(nodes) - 1)
    if not block or cue is None:
        return
    subject = (
        clause.subject(cue.at, cue.verb, after=False) if "place" not in cue.features else place_subject(clause, cue)
    )
    found = links(clause, cue, subject, cue_bounds(clause, cue, (0, len(nodes) - 1)))
    scene.add(Finding(clause, block, cue_span(clause, cue), found, is_direct=True))


def speech_without_marks(scene: Scene, clause: Clause) -> None:
    """– А, – сказал он. – Б. And a paragraph that is quoted whole, closed by «, – говорится в обращении»."""
    nodes = clause.nodes
    if clause.sentence.depth:
        return
    for segment in clause.segments[1:]:
        if segment.opener not in DASHES or segment.first < 3:
            continue
        mark = nodes[segment.first - 2]
        behind_quote = nodes[segment.first - 3].kind == QUOTE and mark.text == ","
        if mark.text not in {",", "?", "!", "…", "..."} or (behind_quote and not opens_with_dash(scene, clause)):
            continue
        cue = starts_with_cue(clause, segment, REMARK) or remark_cue(clause, segment.first)
        if cue is None and opens_with_dash(scene, clause):
            cue = acting(clause, segment.first)
        if cue is None or nodes[cue.at].start in scene.used:
            continue
        _add_unmarked(scene, clause, segment.first, cue)
        return


def _add_unmarked(scene: Scene, clause: Clause, first: int, cue: Cue) -> None:
    nodes = clause.nodes
    opening = _paragraph_opening(scene, clause)
    dialogue = _opens_speech(opening)
    end = remark_end(clause, cue)
    last_in_paragraph = scene.last_of(clause) is clause
    if not dialogue and not (last_in_paragraph and end >= len(nodes)):
        opening = clause
    start = scene.span(opening, 0, first if opening is clause else len(opening.nodes))
    before = scene.span(clause, 0, first - 1)
    if start is None or before is None:
        return
    content = [(start[0], before[1])]
    if nodes[first - 2].text in {"?", "!", "…", "..."}:
        content = [(start[0], nodes[first - 2].end)]
    if dialogue or end < len(nodes) or _goes_on(scene, clause):
        further = _further(scene, clause, end)
        if further:
            content.append(further)
    subject = (
        clause.remark_subject(cue.at, cue.verb, first) if "place" not in cue.features else place_subject(clause, cue)
    )
    found = links(clause, cue, subject, cue_bounds(clause, cue, (first, end)))
    scene.add(Finding(clause, content, cue_span(clause, cue), found, is_direct=True))


def _goes_on(scene: Scene, clause: Clause) -> bool:
    """«А, - сказал он. - Б.»: a dash opens the next sentence of the paragraph."""
    after = scene.beside(clause, 1)
    same = after is not None and after.sentence.paragraph == clause.sentence.paragraph
    return after is not None and same and after.nodes[0].text in DASHES


def _paragraph_opening(scene: Scene, clause: Clause) -> Clause:
    first, _ = scene.extent[clause.sentence.paragraph]
    opening, at = clause, scene.position[id(clause.sentence)]
    lowest = max(first, at - MOST_SENTENCES)
    while at > lowest and not _opens_speech(opening):
        at -= 1
        if id(scene.outer[at].sentence) in scene.attributed:
            break
        opening = scene.outer[at]
    return opening


def _opens_speech(clause: Clause) -> bool:
    """A dash, also amid a paragraph («Дом стоит у реки. – Живём тут, – говорит он.»), or a mark that nothing closes."""
    return _opens_words(clause.nodes[0])


def colon_then_dash(scene: Scene, clause: Clause) -> None:
    """Он вспоминает: — А. Б. Behind a colon and a dash all is the speaker's, to the end or the next remark.

    So it is behind a mark that nothing closes: Он вспоминает: «А. Б.
    """
    nodes = clause.nodes
    k = next((k for k, n in enumerate(nodes[:-2]) if n.text == ":" and _opens_words(nodes[k + 1])), -1)
    if k < 1 or clause.sentence.depth or nodes[k + 2].kind == QUOTE or not nodes[k + 2].is_capital:
        return
    if any(found.is_direct for found in scene.findings_of(clause)):
        return  # «Врач Нина Ли: — Бинтов нет»: a turn
    cue = cue_before(scene, clause, k)
    speaker = speaker_before(clause, k)[0] if cue is None else None
    if (cue is None and speaker is None) or (cue is not None and "place" in cue.features):
        return
    last = _last_untold(scene, clause)
    start, end = scene.span(clause, k + 2, len(nodes)), scene.span(last, 0, len(last.nodes))
    if start is None or end is None:
        return
    content = [(start[0], max(start[1], end[1]))]
    if cue is None:
        scene.add(Finding(clause, content, None, [Link(clause, speaker, "left")], is_direct=True))
        return
    subject = clause.subject(cue.at, cue.verb, after=False)
    found = links(clause, cue, subject, cue_bounds(clause, cue, (0, k)))
    scene.add(Finding(clause, content, cue_span(clause, cue), found, is_direct=True))


def _opens_words(node: Token) -> bool:
    """A dash, or a mark that nothing closes."""
    return node.text in DASHES or (node.kind != QUOTE and node.text in MARKS)


def _last_untold(scene: Scene, clause: Clause) -> Clause:
    """The last sentence of the paragraph before one that a remark stands in."""
    last = clause
    while (after := scene.beside(last, 1)) is not None and after.sentence.paragraph == clause.sentence.paragraph:
        if after.nodes[0].text in DASHES or scene.findings_of(after):
            break
        last = after
    return last


def _further(scene: Scene, clause: Clause, end: int) -> tuple[int, int] | None:
    """What the speaker goes on to say behind the remark, to the paragraph's end."""
    last = scene.last_of(clause)
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
    """Мэр приехал. «Мост откроем». A quotation that is a sentence by itself is said by the one just quoted or named."""
    nodes = [n for n in clause.nodes if n.text not in {".", ","}]
    if clause.sentence.depth or len(nodes) != 1 or nodes[0].kind != QUOTE or nodes[0].index in scene.quoted:
        return
    if scene.words_in(nodes[0]) < (1 if scene.document.tokens[nodes[0].last - 1].text in {"!", "?", "…"} else 3):
        return
    span, signature = scene.inside(nodes[0]), _signature(scene, clause)
    if span is None or (clause.nodes[-1].text == "," and signature is None) or _is_given(scene, clause, span):
        return
    scene.quoted.add(nodes[0].index)
    if _so_said(scene, clause, span):
        return
    link = signature or Link(clause, None, "headline" if clause.sentence.paragraph == 0 else "previous")
    scene.add(Finding(clause, [span], None, [link], is_direct=True))


def _is_given(scene: Scene, clause: Clause, span: tuple[int, int]) -> bool:
    """«А». Об этом заявил X.: the next sentence has taken it already."""
    after = scene.beside(clause, 1)
    findings = scene.findings_of(after) if after is not None else []
    return any(start <= span[0] < end for found in findings for start, end in found.content)


def _signature(scene: Scene, clause: Clause) -> Link | None:
    """«А».¶Мария Волкова, директор музея: who signs under the quotation."""
    after = scene.beside(clause, 1)
    if (
        after is None
        or after.sentence.paragraph == clause.sentence.paragraph
        or len(after.nodes) > MOST_SIGNED
        or after.finite(0, len(after.nodes)) >= 0
    ):
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
    if (
        after is None
        or after.sentence.paragraph != clause.sentence.paragraph
        or not (after.nodes[0].low in SO or tuple(n.low for n in after.nodes[:2]) in WITH_THESE)
    ):
        return False
    k = after.finite(0, len(after.nodes))
    if k < 0:
        return _whose_words(scene, after, span)
    cue = cue_at(after, k)
    verb = next(v for v in word(after.nodes[k]).verbs if v.pos in {"VERB", "PRTS"})
    subject = after.subject(k, verb, after=False)
    if subject.phrase is None:
        return False
    found = Finding(
        after,
        [span],
        cue_span(after, cue) if cue else None,
        [Link(after, subject.phrase, subject.how, verb=verb)],
        is_direct=True,
    )
    scene.add(found)
    return True


def _whose_words(scene: Scene, after: Clause, span: tuple[int, int]) -> bool:
    """«А». Это слова X. «А». Это X в интервью «Заре».: a sentence without a verb that says whose words they were."""
    nodes = after.nodes
    at = 2 if len(nodes) > 2 and {"слово", "цитата", "фраза", "строка"} & set(word(nodes[1]).lemmas) else 1
    wanted = frozenset({"gent"}) if at == 2 else frozenset({"nomn"})
    phrase = after.reader.phrase(at, len(nodes), wanted) if nodes[0].low == "это" and at < len(nodes) else None
    if phrase is None or (at == 1 and phrase.name < 0):
        return False
    verb = Verb("быть", "VERB", "", "", "3per", "pres", passive=False, case="")
    cue = Cue(phrase.first, verb, frozenset(), 0, 1)
    found = links(after, cue, Subject(phrase, "right"), (0, len(nodes)))
    span_of_cue = (nodes[1].start, nodes[1].end) if at == 2 else None
    scene.add(Finding(after, [span], span_of_cue, found, is_direct=True))
    return True


def turn(scene: Scene, clause: Clause) -> None:
    """Имя: … — a turn of an interview or a transcript; the colon is its cue. The words may follow as a paragraph."""
    if clause.sentence.depth or not clause.sentence.paragraph or not opens_paragraph(scene, clause):
        return
    nodes = clause.nodes
    k = next((k for k, n in enumerate(nodes[:MOST_SIGNED]) if n.text == ":"), -1)
    alone = k + 1 == len(nodes)
    if k < 1 or clause.finite(0, k) >= 0 or (not alone and nodes[k + 1].kind == QUOTE):
        return
    phrase = clause.reader.phrase(0, k, frozenset({"nomn"}))
    repeated = scene.labels[clause.text[nodes[0].start : nodes[k].start]] > 1
    if phrase is None and repeated:
        phrase = Phrase(0, k, 0, ())
    if phrase is not None and phrase.name < 0 and phrase.last - 1 > phrase.head and _has_title(clause, phrase):
        phrase = Phrase(phrase.first, phrase.last, phrase.head, phrase.forms, phrase.last - 1)  # «Депутат Зотова:»
    if phrase is None or (
        not repeated
        and not ((phrase.last == k or nodes[phrase.last].text == ",") and _is_somebody(scene, clause, phrase))
    ):
        return
    content = scene.block_after(clause) if alone else to_the_end(scene, clause, k + 1)
    if content:
        link = Link(clause, phrase, "turn", until=k)
        scene.add(Finding(clause, content, (nodes[k].start, nodes[k].end), [link], is_direct=True))


def to_the_end(scene: Scene, clause: Clause, first: int) -> list[tuple[int, int]]:
    """From node ``first`` to the end of the paragraph."""
    last = scene.last_of(clause)
    start, end = scene.span(clause, first, len(clause.nodes)), scene.span(last, 0, len(last.nodes))
    return [(start[0], max(start[1], end[1]))] if start and end else []


def opens_paragraph(scene: Scene, clause: Clause) -> bool:
    """Is it the first sentence of its paragraph?"""
    before = scene.beside(clause, -1)
    return before is None or before.sentence.paragraph != clause.sentence.paragraph


def _has_title(clause: Clause, phrase: Phrase) -> bool:
    """A title and a capital at the end: «Депутат Зотова»."""
    is_title = any(lemma in clause.language.titles for lemma in phrase.lemmas())
    return is_title and clause.nodes[phrase.last - 1].is_capital


def _is_somebody(scene: Scene, clause: Clause, phrase: Phrase) -> bool:
    """A person's name, or an outlet that asks; not «Справка:», «Итог:»."""
    node = clause.nodes[phrase.head]
    if "источник" in phrase.lemmas():
        return False  # a list of links
    if node.kind == QUOTE:
        return clause.inner_text(node)[:1].isupper() and scene.turns > 1
    if phrase.last > phrase.head + 1 and _has_title(clause, phrase):
        return True
    if phrase.name > phrase.head or (phrase.name >= 0 and clause.reader.is_given(phrase.name)):
        return True
    if scene.turns > 1 and (
        (phrase.name == phrase.head and phrase.last - phrase.first > 1)
        or word(node).is_animate
        or node.low in clause.language.speakers
    ):
        return True  # «Ведущий:», «Гость:»
    return node.text in clause.language.outlet_names
