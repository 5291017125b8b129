"""The headline: «X: …», «…» — X, ««…»: X о …»."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.attribution.cue import cue_at
from otkuda.attribution.direct import TOPIC, is_person
from otkuda.attribution.finding import Finding, Link, Scene
from otkuda.attribution.word import word
from otkuda.text.tokens import DASHES, QUOTE, WORD

if TYPE_CHECKING:
    from otkuda.attribution.clause import Clause
    from otkuda.attribution.phrase import Phrase

LEAGUES = frozenset("лига премьер-лига суперлига бундеслига евролига чемпионат кубок турнир финал матч".split())
RECURRING = 3  # words that are no name, where the text repeats them


def headline(scene: Scene, clause: Clause) -> None:
    """Минтранс: мост откроют в мае. Орлов: «Мост никому не под силу закрыть»."""
    if clause.sentence.paragraph > 0 or clause.sentence.depth or scene.position.get(id(clause.sentence)) != 0:
        return
    nodes = clause.nodes
    k = next((k for k, n in enumerate(nodes) if n.text == ":"), -1)
    if k == 1 and nodes[0].kind == QUOTE:
        _quote_first(scene, clause)
        return
    if k < 0:
        _dash_last(scene, clause)
        return
    if k < 1 or k > 12 or k + 1 >= len(nodes) or clause.finite(0, k) >= 0:
        return
    phrase = clause.reader.phrase(0, k, frozenset({"nomn"})) or clause.reader.phrase(0, k)
    named = k + 2 < len(nodes) and nodes[k + 2].kind == WORD  # «Орлов: «Беркут» победит»
    quoted = nodes[k + 1].kind == QUOTE and not named
    topical = phrase is not None and is_person(clause, phrase) and nodes[phrase.last].low in TOPIC
    if (
        phrase is None
        or not (phrase.last == k or quoted or topical)
        or (not quoted and _is_mute(clause, phrase, k))
        or not (_may_speak(clause, phrase) or (quoted and phrase.last == k))
    ):
        return
    span = scene.inside(nodes[k + 1]) if quoted else scene.span(clause, k + 1, len(nodes))
    if span is None:
        return
    if quoted:
        scene.quoted.add(nodes[k + 1].index)
    titled = quoted and nodes[phrase.last].text == ","  # «Лев Орлов, министр: «…»»
    link = Link(clause, phrase, "headline", until=k if titled else -1)
    scene.add(Finding(clause, [span], (nodes[k].start, nodes[k].end), [link], is_direct=quoted))


def said_below(scene: Scene, clause: Clause) -> None:
    """««Он просил только чаю»: в Заречном судят возчика». Words of the headline that somebody says in the text."""
    if scene.position.get(id(clause.sentence)) != 0:
        return
    for node in clause.nodes:
        span = scene.inside(node) if node.kind == QUOTE and node.index not in scene.quoted else None
        if span is None or scene.words_in(node) < RECURRING:
            continue
        below = scene.document.text.find(scene.document.text[span[0] : span[1]], clause.sentence.end)
        if below >= 0:
            scene.quoted.add(node.index)
            scene.add(Finding(clause, [span], None, [], is_direct=True, said_at=below))


def _quote_first(scene: Scene, clause: Clause) -> None:
    """««Мы не боимся зимы»: аким Ерлан Сапаров о подготовке к морозам»."""
    nodes = clause.nodes
    phrase = clause.reader.phrase(2, len(nodes), frozenset({"nomn"})) if len(nodes) > 2 else None
    span = scene.inside(nodes[0])
    if (
        phrase is None
        or span is None
        or scene.words_in(nodes[0]) < 2
        or not _may_speak(clause, phrase)
        or not _is_said_by(clause, phrase)
    ):
        return
    scene.quoted.add(nodes[0].index)
    scene.add(Finding(clause, [span], None, [Link(clause, phrase, "headline")], is_direct=True))


def _is_said_by(clause: Clause, phrase: Phrase) -> bool:
    """«: мэр о дорогах», «: родители рассказали о травле»; not «: мэр открыл парк»."""
    k = clause.finite(phrase.last, len(clause.nodes))
    cue = cue_at(clause, k) if k == phrase.last else None
    return k < 0 or (cue is not None and "say" in cue.features)


def _dash_last(scene: Scene, clause: Clause) -> None:
    """«Трамвай вернётся через год — мэр Илья Комаров»: the speaker closes the headline."""
    if not clause.segments:
        return
    nodes, segment = clause.nodes, clause.segments[-1]
    if segment.opener not in DASHES or segment.first < 3 or nodes[segment.first - 2].text == ",":
        return
    phrase = clause.reader.phrase(segment.first, segment.last, frozenset({"nomn"}))
    if (
        phrase is None
        or phrase.last != segment.last
        or not _may_speak(clause, phrase)
        or clause.finite(0, segment.first) < 0
    ):
        return
    span = scene.span(clause, 0, segment.first - 1)
    if span:
        clause.signed = segment.first
        scene.quoted.update(n.index for n in nodes[: segment.first] if n.kind == QUOTE)
        quoted = nodes[0].kind == QUOTE and segment.first == 2
        scene.add(Finding(clause, [span], None, [Link(clause, phrase, "headline")], is_direct=quoted))


def _is_mute(clause: Clause, phrase: Phrase, k: int) -> bool:
    """«Видео: медведь вышел к людям», «Итоги недели: паводок, футбол»: no writing that says so."""
    documents = clause.language.documents
    known = frozenset().union(*(documents.get(key, ()) for key in (clause.nodes[phrase.head].low, *phrase.lemmas())))
    if not LEAGUES.isdisjoint(phrase.lemmas()):
        return True  # «Премьер-лига: «Арсенал» обыграл «Челси»»
    return "recording" in known or (bool(known) and clause.finite(k, len(clause.nodes)) < 0)


def _may_speak(clause: Clause, phrase: Phrase) -> bool:
    language = clause.language
    lemmas = {clause.nodes[phrase.head].low, *phrase.lemmas()}
    if lemmas & language.speakers or lemmas & language.documents.keys():
        return True
    node = clause.nodes[phrase.head]
    info = word(node)
    return (
        node.kind == QUOTE
        or info.is_name
        or not info.is_known
        or "." in node.text
        or (node.text.isupper() and len(node.text) > 1)
    )
