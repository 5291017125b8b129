"""Questions and answers that take turns, each a paragraph or more, with no word on who speaks."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from otkuda.attribution.finding import Finding, Link, Scene
from otkuda.attribution.unmarked import opens_paragraph, to_the_end
from otkuda.attribution.word import word
from otkuda.text.tokens import DASHES, QUOTE, STOPS

if TYPE_CHECKING:
    from otkuda.attribution.clause import Clause

YOU = frozenset("вы вас вам вами ваш ваша ваше ваши вашу вашей вашего вашем вашему вашим ваших вашими".split())
ME = frozenset(
    "я меня мне мной мой моя мое мои мою моей моего моему моем моих моим моими "
    "мы нас нам нами наш наша наше наши нашу нашей нашего нашему нашем наших нашим нашими".split()
)
LONGEST_QUESTION = 5  # sentences


class Layout(NamedTuple):
    """Which of the two a dash opens: the questions, the answers, neither."""

    asks_with_dash: bool
    answers_with_dash: bool


def interview(scene: Scene, clause: Clause) -> None:
    """Как вы пришли в театр? ¶ Случайно, подруга позвала меня. No marks, or a dash before one of the two alone."""
    if scene.position.get(id(clause.sentence)) != 0:
        return
    lines = [scene.outer[first] for first, _ in scene.extent.values()][1:]
    layout = _layout(scene, lines)
    asked = _questions(scene, lines, layout) if layout is not None else []
    answers = [lines[at + 1 : stop] for at, stop in pairwise([*asked, len(lines)])]
    answers[-1:] = [_without_notes(answer) for answer in answers[-1:]]
    if layout is None or not _is_talk(scene, [lines[at] for at in asked], answers, layout):
        return
    guest = Link(lines[asked[0]], None, "guest")
    for at, answer in zip(asked, answers, strict=True):
        guest = _called(lines[at]) or guest
        _add_turn(scene, Link(lines[asked[0]], None, "asker"), lines[at : at + 1])
        _add_turn(scene, guest, answer)


def _layout(scene: Scene, lines: list[Clause]) -> Layout | None:
    """The way in which most questions and answers are printed; None for too few, or for dashes before both."""
    ways = Counter(Layout(_has_dash(one), _has_dash(other)) for one, other in pairwise(lines) if _asks(scene, one))
    layout, count = max(ways.items(), key=lambda pair: pair[1], default=(None, 0))
    return layout if count > 1 and layout is not None and not all(layout) else None


def _has_dash(line: Clause) -> bool:
    return line.nodes[0].text in DASHES


def _questions(scene: Scene, lines: list[Clause], layout: Layout) -> list[int]:
    """Which paragraphs ask; what stands right behind a question is its answer, whatever it looks like."""
    asked: list[int] = []
    for at, (line, after) in enumerate(pairwise(lines)):
        if asked and at == asked[-1] + 1:
            continue
        if layout.asks_with_dash:
            asks = _has_dash(line)
        elif layout.answers_with_dash:
            asks = _has_dash(after) and not _has_dash(line)
        else:
            asks = not _has_dash(line) and _is_short(scene, line) and (_asks(scene, line) or _orders(line))
        if asks and (asked or _asks(scene, line)):
            asked.append(at)
    return asked


def _is_short(scene: Scene, line: Clause) -> bool:
    first, last = scene.extent[line.sentence.paragraph]
    return last - first < LONGEST_QUESTION and line.nodes[0].kind != QUOTE


def _orders(line: Clause) -> bool:
    """«Расскажите о детстве.»"""
    return line.nodes[0].low.endswith("те") and any(v.tense == "impr" for v in word(line.nodes[0]).verbs)


def _without_notes(answer: list[Clause]) -> list[Clause]:
    """«Беседовала Анна Лесная»: the last answer without the lines below it that end in no full stop."""
    kept = list(answer)
    while len(kept) > 1 and kept[-1].nodes[-1].text not in STOPS:
        kept.pop()
    return kept


def _is_talk(scene: Scene, asked: list[Clause], answers: list[list[Clause]], layout: Layout) -> bool:
    """Do they speak as «вы» and «я», with no remark of the author's, and not under headings that ask?"""
    if len(asked) < 2 or any(_has_remark(scene, line) for line in (*asked, *(a[0] for a in answers))):
        return False
    addressed = sum(_holds(scene, line, YOU) for line in asked)
    own = sum(any(_holds(scene, line, ME) for line in answer) for answer in answers)
    if any(layout):
        return addressed + own > 0
    return addressed > 0 < own and 2 * (addressed + own) >= len(asked)


def _sentences(scene: Scene, line: Clause) -> list[Clause]:
    first, last = scene.extent[line.sentence.paragraph]
    return scene.outer[first : last + 1]


def _has_remark(scene: Scene, line: Clause) -> bool:
    found = (f for one in _sentences(scene, line) for f in scene.findings_of(one))
    return any(f.rule in {"speech_without_marks", "quote_then_cue", "turn"} for f in found)


def _holds(scene: Scene, line: Clause, words: frozenset[str]) -> bool:
    return any(node.low in words for one in _sentences(scene, line) for node in one.nodes)


def _called(question: Clause) -> Link | None:
    """«— Камила, вы слышали сигнал?»: who is asked by name, and answers."""
    k = int(_has_dash(question))
    if len(question.nodes) < k + 3 or question.nodes[k + 1].text != ",":
        return None
    name = question.reader.phrase(k, k + 1, frozenset({"nomn"}))
    is_one = name is not None and name.name >= 0 and word(question.nodes[k]).is_name
    return Link(question, name, "called") if is_one else None


def _add_turn(scene: Scene, who: Link, lines: list[Clause]) -> None:
    content = [span for line in lines for span in to_the_end(scene, line, 0)]
    if content:
        scene.add(Finding(lines[0], content, None, [who], is_direct=True))


def exchange(scene: Scene, clause: Clause) -> None:
    """— Чего не хватило? ¶ — Удачи. The one who asks and the one who answers take turns."""
    if not _is_turn(scene, clause) or _is_turn(scene, _line(scene, clause, -1)):
        return
    turns = [clause]
    while (after := _line(scene, turns[-1], 1)) is not None and _is_turn(scene, after):
        turns.append(after)
    asks = [_asks(scene, turn) for turn in turns]
    first = _asker(asks)
    if first < 0:
        return
    guest, asker = Link(clause, None, "guest"), Link(clause, None, "asker")
    for number, turn in enumerate(turns):
        asks_now = number % 2 == first
        guest = (_called(turn) if asks_now else None) or guest
        _add_turn(scene, asker if asks_now else guest, [turn])


def _asker(asks: list[bool]) -> int:
    """Which of the two asks, 0 or 1; -1 where nobody answers a question."""
    if len(asks) < 2 or not any(one and not other for one, other in pairwise(asks)):
        return -1
    return int(sum(asks[1::2]) > sum(asks[::2]))


def _asks(scene: Scene, clause: Clause) -> bool:
    return scene.last_of(clause).nodes[-1].text == "?"


def _line(scene: Scene, clause: Clause, step: int) -> Clause | None:
    """The opening sentence of the paragraph before or behind."""
    first, last = scene.extent[clause.sentence.paragraph]
    at = last + 1 if step > 0 else first - 1
    if not 0 <= at < len(scene.outer):
        return None
    return scene.outer[scene.extent[scene.outer[at].sentence.paragraph][0]]


def _is_turn(scene: Scene, clause: Clause | None) -> bool:
    """Does the sentence open a paragraph with a dash, a capital and no remark in it?"""
    if clause is None or clause.sentence.depth or not clause.sentence.paragraph:
        return False
    if len(clause.nodes) < 2 or clause.nodes[0].text not in DASHES:
        return False
    if not (clause.nodes[1].is_capital or clause.nodes[1].kind == QUOTE):
        return False
    if not opens_paragraph(scene, clause) or scene.last_of(clause).nodes[-1].text not in STOPS:
        return False
    first, last = scene.extent[clause.sentence.paragraph]
    here = (f for at in range(first, last + 1) for f in scene.findings_of(scene.outer[at]))
    return not any(f.rule == "speech_without_marks" for f in here)  # «— А, — сказал он»


def line_alone(scene: Scene, clause: Clause) -> None:
    """— Мост построим к лету. Деньги у нас есть. Speech with no remark in it, nor a question beside it."""
    if not _is_turn(scene, clause) or _is_heard(scene, clause) or not _is_speech(scene, clause):
        return
    before = _line(scene, clause, -1)
    if before is None or scene.last_of(before).nodes[-1].text == ":":
        return  # a list
    _add_turn(scene, Link(clause, None, "previous"), [clause])


def _is_heard(scene: Scene, line: Clause) -> bool:
    found = (f for one in _sentences(scene, line) for f in scene.findings_of(one))
    return any(f.rule in {"exchange", "interview", "turn", "quote_then_cue"} for f in found)


def _is_speech(scene: Scene, line: Clause) -> bool:
    """It says «я», or the text prints speech so elsewhere and it is no item of a list."""
    if _holds(scene, line, ME):
        return True
    beside = [other for step in (-1, 1) if (other := _line(scene, line, step)) is not None]
    if any(_is_turn(scene, other) for other in beside):
        return False
    spoken = (f.clause for f in scene.findings if f.rule == "speech_without_marks")
    return any(_has_dash(scene.outer[scene.extent[one.sentence.paragraph][0]]) for one in spoken)
