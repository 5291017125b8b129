"""Direct speech between quotation marks that its cue or its speaker introduces: Он сказал: «А». Иванов: «А»."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.attribution.asyndeton import is_own_voice
from otkuda.attribution.carrier import carriers_around
from otkuda.attribution.clause import Subject
from otkuda.attribution.constituent import OBLIQUE
from otkuda.attribution.cue import cue_at, cues
from otkuda.attribution.direct import SAYING, TOPIC, add_quotes, is_person
from otkuda.attribution.extent import goes_on
from otkuda.attribution.finding import Cue, Finding, Link, Scene
from otkuda.attribution.small_clause import small_content
from otkuda.attribution.word import word
from otkuda.text.tokens import DASHES, QUOTE, WORD

if TYPE_CHECKING:
    from otkuda.attribution.clause import Clause
    from otkuda.attribution.phrase import Phrase
    from otkuda.attribution.segment import Segment
    from otkuda.text.tokens import Token

PREDICATES = frozenset({"VERB", "PRTS", "ADJS"})
FAR = 7  # words between a speaker and the colon
FEW, MANY = 2, 4  # quoted words that a person says: right behind the name, some way off
LONGEST_TITLE = 7  # words
NEAR = 4  # words from the verb to the colon


def cue_then_quote(scene: Scene, clause: Clause) -> None:
    """Он сказал: «А». The verb may stand some way off: «Иванов так прокомментировал атмосферу: «А»»."""
    nodes = clause.nodes
    for i, node in enumerate(nodes):
        if (
            node.kind != QUOTE
            or i < 2
            or (nodes[i - 1].text != ":" and not _shouted(scene, clause, i))
            or node.index in scene.quoted
            or not scene.words_in(node)
            or goes_on(clause, i)
        ):
            continue
        if has_that(clause, i - 1) or any(
            "small" in c.features and small_content(scene, clause, c) is not None for c in cues(scene, clause)
        ):
            continue
        cue = cue_before(scene, clause, i - (nodes[i - 1].text == ":"))
        quotes = [node, *_more_quotes(clause, i)]
        if cue is not None:
            add_quotes(scene, clause, quotes, cue, (0, i - (nodes[i - 1].text == ":")))
        else:
            _speaker_then_quote(scene, clause, quotes, i - 1)


def _shouted(scene: Scene, clause: Clause, i: int) -> bool:
    """«Толпа скандировала «Верните парк!»»: a whole sentence right behind the verb, the colon left out."""
    cue = cue_at(clause, i - 1 - (clause.nodes[i - 1].text in DASHES | {","}))
    quote = clause.nodes[i]
    if cue is None or not clause.is_finite(cue.at) or not clause.inner_text(quote)[:1].isupper():
        return False
    if "place" in cue.features and cue.verb.pos == "PRTS":
        return scene.words_in(quote) > 1  # «На стене было написано «Все ушли»»
    ends = scene.document.tokens[quote.last - 1].text in {"!", "?", "…"}
    return bool(cue.features & {"quote", "say"}) and (ends or _holds_sentences(scene, clause, quote))


def _holds_sentences(scene: Scene, clause: Clause, quote: Token) -> bool:
    """«Он пояснил "Мост стар. Пора чинить"»: two sentences, or a long one that closes its own, are no title."""
    inside = clause.sentence.inner.get(quote.index, [])
    closes = all(n.kind != WORD for n in clause.nodes if n.start > quote.start)
    return closes and (len(inside) > 1 or scene.words_in(quote) > LONGEST_TITLE)


def _speaker_then_quote(scene: Scene, clause: Clause, quotes: list[Token], stop: int) -> None:
    """Голкипер был краток: «А». Иванов: «А». No verb of saying, but somebody who can speak, and a colon."""
    phrase, k = speaker_before(clause, stop)
    content = [span for quote in quotes if (span := scene.inside(quote))]
    if phrase is None or not content:
        if content and _is_topic(clause, stop):
            scene.quoted.update(quote.index for quote in quotes)
            scene.add(Finding(clause, content, None, [Link(clause, None, "previous")], is_direct=True))
        return
    lists = k >= 0 and bool(word(clause.nodes[stop - 1]).nouns)  # «выпустила два фильма: «Берег» и «Дом»»
    short = 1 if k >= 0 and not lists else FEW if phrase.last == stop else MANY
    sure = is_person(clause, phrase) and scene.words_in(quotes[0]) >= short
    if not sure and not _is_sentence(scene, clause, quotes):
        return
    scene.quoted.update(quote.index for quote in quotes)
    verb = next((v for v in word(clause.nodes[k]).verbs if v.pos in PREDICATES), None) if k >= 0 else None
    cue = (clause.nodes[stop].start, clause.nodes[stop].end) if k < 0 else None
    carriers = carriers_around(clause, phrase.last, stop, Subject(phrase, "left")) if k < 0 else []
    titled = k < 0 and phrase.last < stop and clause.nodes[phrase.last].text == ","
    link = Link(clause, phrase, "left", verb=verb, until=stop if titled else -1)
    scene.add(Finding(clause, content, cue, [*carriers, link], is_direct=True))


def speaker_before(clause: Clause, stop: int) -> tuple[Phrase | None, int]:
    """Return who may speak behind the colon at node ``stop``, and the verb of theirs there (-1 where there is none)."""
    segment = clause.segments[clause.segment_at(stop - 1)]
    k = clause.finite(segment.first, stop)
    verb = next((v for v in word(clause.nodes[k]).verbs if v.pos in PREDICATES), None) if k >= 0 else None
    if k >= 0:
        phrase = clause.subject(k, verb, after=False).phrase if verb is not None else None
    else:
        phrase = _named_before(clause, segment.first, stop)
    if phrase is None or not (is_person(clause, phrase) or _are_people(clause, phrase) or phrase.name == phrase.head):
        return None, k
    return phrase, k


def _is_topic(clause: Clause, stop: int) -> bool:
    """«О мосте: «А»»: what the one who is interviewed speaks of."""
    return clause.nodes[0].low in TOPIC and clause.finite(0, stop) < 0


def topic_then_words(scene: Scene, clause: Clause) -> None:
    """«А», — сказал он. А вот про мост: Мы чинили его весной. What he speaks of, then his words without marks."""
    nodes, before = clause.nodes, scene.beside(clause, -1)
    stop = next((k for k, node in enumerate(nodes) if node.text == ":"), len(nodes))
    if before is None or not 1 < stop < len(nodes) - 1 or before.sentence.paragraph != clause.sentence.paragraph:
        return
    is_topic = any(node.low in TOPIC for node in nodes[: min(stop, NEAR)]) and clause.finite(0, stop) < 0
    content = scene.span(clause, stop + 1, len(nodes))
    if not (is_topic and nodes[stop + 1].is_capital and is_own_voice(clause, stop + 1)) or content is None:
        return
    if any(found.is_direct for found in scene.findings_of(before)):
        scene.add(Finding(clause, [content], None, [Link(clause, None, "previous")], is_direct=True))


def _named_before(clause: Clause, first: int, stop: int) -> Phrase | None:
    """«Иванов: «А»», «Анна, 34 года: «А»», «Мэр в своём блоге: «А»»: who stands before the colon, with no verb."""
    nominative = frozenset({"nomn"})
    phrase = clause.reader.phrase(first, stop, nominative)
    if phrase is not None and phrase.last == stop:
        return _titled_behind(clause, phrase) or phrase
    if clause.finite(0, stop) >= 0:
        return None
    first = _behind_opening(clause, stop)
    opening = clause.reader.phrase(first, stop, nominative)
    if opening is None or stop - opening.last > FAR or opening.last >= stop:
        return opening
    after = clause.nodes[opening.last]
    told = after.text in {",", "(", *DASHES} or word(after).pos == "PREP" or word(after).has_case("datv")
    return opening if told else None


def _titled_behind(clause: Clause, title: Phrase) -> Phrase | None:
    """«Галымжан Серкенов, вице-министр транспорта: «А»»: the name that opens the line."""
    if title.first < 2 or title.name >= 0 or clause.nodes[title.first - 1].text != ",":
        return None
    name = clause.reader.phrase(0, title.first - 1, frozenset({"nomn"}))
    return name if name is not None and name.last == title.first - 1 and name.name >= 0 else None


def _behind_opening(clause: Clause, stop: int) -> int:
    """«На это мэр: «А»», «А он в ответ: «А»»: where the speaker may begin."""
    k = 0
    while k < stop and word(clause.nodes[k]).pos in {"CONJ", "PREP", "PRCL"}:
        inner = clause.reader.phrase(k + 1, stop, OBLIQUE) if word(clause.nodes[k]).pos == "PREP" else None
        k = inner.last if inner is not None else k + 1
    return k


def _are_people(clause: Clause, phrase: Phrase) -> bool:
    """«Подписчики возмущены: «Где мост?»»."""
    return word(clause.nodes[phrase.head]).is_animate and all(f.number == "plur" for f in phrase.forms)


def _is_sentence(scene: Scene, clause: Clause, quotes: list[Token]) -> bool:
    """A verb, or a mark of its own, in the quotation that closes its sentence: not the names of films."""
    behind = [n for n in clause.nodes if n.start > quotes[-1].start and n.kind == WORD]
    if behind or clause.nodes[0].start > quotes[0].start:
        return False
    inner = [scene.by_sentence[id(s)] for s in clause.sentence.inner.get(quotes[0].index, [])]
    ends = any(scene.document.tokens[quote.last - 1].text in {"!", "?", "…"} for quote in quotes)
    return ends or any(
        word(node).is_finite or word(node).pos in {"PRED", "ADJS", "INFN"} for one in inner for node in one.nodes
    )


def _more_quotes(clause: Clause, i: int) -> list[Token]:
    return [
        n
        for k, n in enumerate(clause.nodes[i + 1 :], i + 1)
        if n.kind == QUOTE
        and (clause.nodes[k - 1].text == "," or (clause.nodes[k - 1].low == "и" and clause.nodes[k - 2].kind == QUOTE))
    ]


def has_that(clause: Clause, stop: int) -> bool:
    """«сказал, что А: «Б»» is one attribution, of the that-clause; «сказал, что А, и добавил: «Б»» is two."""
    last = clause.segment_at(stop - 1)
    if last >= 0 and clause.segments[last].kind in {"and", "main"} and _tells(clause, clause.segments[last]):
        return False
    return any(
        segment.kind == "that" and clause.nodes[segment.first].low == "что" and segment.last - segment.first > 1
        for segment in clause.segments[1 : last + 1]
    )


def _tells(clause: Clause, segment: Segment) -> bool:
    """A verb of saying near the end of the segment."""
    near = range(max(segment.first, segment.last - NEAR), segment.last)
    return any((cue := cue_at(clause, k)) is not None and cue.features & {"say", "quote"} for k in near)


def cue_before(scene: Scene, clause: Clause, stop: int) -> Cue | None:
    """Return the last cue of saying before node ``stop``, or None."""
    best = None
    for cue in cues(scene, clause):
        if cue.at < stop and cue.features & SAYING and cue.verb.pos in {"VERB", "PRTS", "ADJS", "GRND", "INFN", "PRTF"}:
            best = cue
    return best
