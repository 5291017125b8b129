"""Speech without marks of its own, or with none that close: «Қыс қатты болды, — дейді шаруа»."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.attribution.ordered.sight import Link
from otkuda.attribution.sov.chain import links
from otkuda.attribution.sov.reported import is_parted, is_trap
from otkuda.attribution.sov.scene import MOST_SENTENCES, Cue
from otkuda.attribution.sov.speaker import behind, end_of_clause
from otkuda.attribution.sov.spoken import behind_verb, is_so_called, place
from otkuda.text.tokens import DASHES, MARK, QUOTE

if TYPE_CHECKING:
    from otkuda.attribution.ordered.sight import Finding
    from otkuda.attribution.sov.scene import Scene
    from otkuda.attribution.sov.word import Line

_OPENING = frozenset({"«", "“", "„", '"', "''", "``"})
_FIRST = frozenset({"1sg", "1pl", "poss1sg", "poss1pl"})


def speech_without_marks(scene: Scene, line: Line, cue: Cue) -> Finding | None:
    """«— Қыс қатты болды. Шөп жоқ, — дейді шаруа»: from where the paragraph begins."""
    at = cue.first - 1
    if line.sentence.depth or at < 1 or is_so_called(line, cue):
        return None
    if not cue.verb:
        return _unlisted_verb(scene, line, cue)
    if not is_parted(line, at) and not (line.nodes[0].text in _OPENING and line.nodes[0].kind == MARK and cue.that < 0):
        return None  # «Жол ашылды деді әкім, its mark never closed
    if is_trap(scene, line, cue) or line.nodes[at - 1].kind == QUOTE:
        return None
    first = _paragraph(scene, line)
    mark = first.nodes[0]
    opens = mark.kind == MARK and (mark.text in DASHES or mark.text in _OPENING)
    is_bare = cue.that < 0 and "bare" in cue.features
    if not is_bare and (cue.that < 0 or not (opens or _is_first_person(line, at))):
        return None
    if not is_bare and "carry" in cue.features and not opens:
        return None
    subject = behind(scene, line, cue)
    whole = opens or (line.nodes[at].text in DASHES and (is_bare or _is_first_person(first, len(first))))
    first = _behind_bearer(scene, first, line) if subject is not None and subject.mention.kind == "pronoun" else first
    start = first.nodes[0].start if whole else line.nodes[0].start
    content = scene.trimmed(start, line.nodes[cue.first].start)
    if content is None:
        return None
    chain = links(scene, line, cue, subject, [(cue.last, len(line))])
    more = _goes_on(scene, line, cue) if opens else None
    return scene.add([content, more] if more else [content], place(line, cue), chain, "direct")


def _behind_bearer(scene: Scene, first: Line, last: Line) -> Line:
    """«Әкім келіспеді. Бұл өтірік, – деді ол»: where no mark opens the speech, it begins behind whom «ол» means."""
    found, line = first, first
    while line is not last and first.nodes[0].kind != MARK:
        after = scene.after(line)
        if after is None:
            break
        if any(one.mention.kind == "person" and one.case == "nomn" for one in scene.phrases(line)):
            found = after
        line = after
    return found


def _unlisted_verb(scene: Scene, line: Line, cue: Cue) -> Finding | None:
    """«— Қыс қатты болды, — деп ойын сабақтады шаруа»: a verb that no list holds."""
    end = behind_verb(line, cue.last)
    first = _paragraph(scene, line)
    if end == cue.last or not is_parted(line, cue.first - 1) or first.nodes[0].text not in DASHES:
        return None
    content = scene.trimmed(first.nodes[0].start, line.nodes[cue.first].start)
    subject = behind(scene, line, Cue(cue.first, end, "", cue.features, "", "3", is_negative=False, that=cue.that))
    if content is None or subject is None:
        return None
    cue.last = end
    return scene.add([content], place(line, cue), links(scene, line, cue, subject, [(end, len(line))]), "direct")


def _goes_on(scene: Scene, line: Line, cue: Cue) -> tuple[int, int] | None:
    """«— А, — деді ол. — Б»: the rest of the paragraph, behind a dash that follows the verb."""
    end = next((k for k in range(cue.last, len(line)) if line.nodes[k].text in DASHES), -1)
    after = scene.after(line)
    if end >= 0:
        start = line.nodes[end].end
    elif after is not None and after.sentence.paragraph == line.sentence.paragraph and after.nodes[0].text in DASHES:
        start = after.nodes[0].end
    else:
        return None
    last = scene.last_of_paragraph(line)
    closing = next((one for one in scene.cues[last] if "bare" in one.features and last is not line), None)
    return scene.trimmed(start, last.sentence.end) if closing is None else None


def _paragraph(scene: Scene, line: Line) -> Line:
    """Return the sentence with which the speech begins: the paragraph's first, or that behind another's words."""
    first = line
    for _ in range(MOST_SENTENCES):
        before = scene.before[first]
        if before is None or before.sentence.paragraph != line.sentence.paragraph or _is_told(scene, before):
            break
        first = before
    return first


def _is_told(scene: Scene, line: Line) -> bool:
    """Does a sentence end in somebody's verb of saying, whom it names?"""
    for cue in scene.cues[line]:
        if cue.heard is None or not cue.heard.chain or cue.heard.chain[-1].mention is None:
            continue
        is_nested = scene.is_dashed(line) and not (cue.first and is_parted(line, cue.first - 1))
        if cue.verb and not is_nested and end_of_clause(line, cue.last) >= len(line) - 1:
            return True
    return False


def _is_first_person(line: Line, high: int) -> bool:
    we = (*line.known.grammar["I"], *line.known.grammar["we"])
    return any(not _FIRST.isdisjoint(line.words[k].says) or line.words[k].lemma in we for k in range(high))


def interview(scene: Scene, line: Line) -> None:
    """«– Қашан келдіңіз? ¶ – Кеше келдім.»: paragraphs that dashes open, question and answer by turns."""
    last = scene.last_of_paragraph(line)
    if scene.is_turn_of_interview(line) and not scene.is_told(line, last):
        content = scene.trimmed(line.sentence.start, last.sentence.end)
        asked = scene.asks(line)
        who = scene.asker if asked else scene.guest
        if content is not None:
            scene.add([content], None, [Link(who)] if who is not None else [], "direct")


def turn_alone(scene: Scene, line: Line) -> None:
    """«— Ағаштың да мінезі болады…»: a paragraph of speech with no verb of saying, where others have one."""
    before = scene.before[line]
    opens = before is None or before.sentence.paragraph != line.sentence.paragraph
    if (
        line.sentence.depth
        or not opens
        or line.nodes[0].text not in DASHES
        or not scene.has_dash_speech
        or line in scene.taken
    ):
        return
    last = scene.last_of_paragraph(line)
    if scene.is_said(line, line) or any(cue.heard for cue in scene.cues[last] if "bare" in cue.features):
        return
    content = scene.trimmed(line.sentence.start, last.sentence.end)
    if content is not None:
        scene.add([content], None, [Link(None, "previous")], "direct")
