"""Quotations and the verbs beside them: «…», — деді әкім; әкім «…» деді; әкім былай деді: «…»."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.attribution.ordered.sight import Link
from otkuda.attribution.sov.chain import links
from otkuda.attribution.sov.speaker import ahead, behind, end_of_clause, is_quote, just_before
from otkuda.attribution.sov.start import behind_adjuncts
from otkuda.attribution.sov.unlisted import unlisted
from otkuda.text.tokens import DASHES, MARK, WORD

if TYPE_CHECKING:
    from otkuda.attribution.ordered.sight import Finding
    from otkuda.attribution.sov.phrase import Phrase
    from otkuda.attribution.sov.scene import Cue, Scene
    from otkuda.attribution.sov.word import Line
    from otkuda.model import Kind
    from otkuda.text.tokens import Token

_FEW = 3  # words that may stand between a quotation and its verb
_NEAR = 30  # nodes before the colon of a turn
_NAME = 4  # words that may be but a name


def quote_then_cue(scene: Scene, line: Line, cue: Cue) -> Finding | None:
    """«…», — деді әкім; әкім «…» деді; әкім «…» деп жазды."""
    at = _quote_before(scene, line, cue)
    if at < 0 or is_so_called(line, cue):
        return None
    if not cue.verb and _parted(line, at, cue):
        cue.last = behind_verb(line, cue.last)
    if cue.tense != "past" and not _parted(line, at, cue) and is_named(scene, line, cue):
        return None  # «әлеуметтік джетлаг» деп атайды
    subject = behind(scene, line, cue) or just_before(scene, line, cue.first, at + 1)
    if "quoting" in cue.features:
        subject = ahead(scene, line, at + 1, cue.first) or behind(scene, line, cue)
    low = _clause_start(line, at)
    first = ahead(scene, line, low, at) if subject is None and "place" not in cue.features else None
    if first is None and subject is None and "bare" in cue.features:
        first = _unlisted_before(line, low, at)
    start = behind_adjuncts(scene, line, first.last + 1 if first else low, at, cue)
    if not cue.verb or _parted(line, at, cue) or _is_introduced(line, at) or nothing_said(line, start, at):
        start = at
    if cue.that >= 0 and at > 1 and line.nodes[at - 1].text == "," and line.words[at - 2].pos == "GRND":
        start = at  # «жеңгенін айтып, «…» деп сендірді»
    subject = subject or first
    content = scene.span(line, start, at + 1)
    if content is None:
        return None
    kind: Kind = "direct" if start == at else "mixed"
    free = [(low, start), (at + 1, cue.first), (cue.last, end_of_clause(line, cue.last))]
    scene.given.add(line.nodes[at].index)
    return scene.add([content], place(line, cue), links(scene, line, cue, subject, free), kind)


def behind_verb(line: Line, at: int) -> int:
    """«…», — деп күрсінді әже: a verb of no list closes a quotation as those of saying do; return what is behind it."""
    end = at
    for k in range(at, min(at + _FEW, len(line))):
        is_verbal = line.words[k].pos in {"VERB", "GRND", "ADVB", "PRTF"}
        if line.nodes[k].kind != WORD or not (is_verbal or _is_object(line, k)):
            break
        if line.words[k].pos == "VERB":
            return k + 1
        end = k + 1 if line.words[k].pos == "PRTF" and line.words[k].case == "nomn" else end
    return end


def _is_object(line: Line, at: int) -> bool:
    """«деп ойын сабақтады», «деп үн қатты»: a noun that makes one verb with the next word."""
    word, after = line.words[at], line.words[at + 1] if at + 1 < len(line) else line.words[at]
    if word.pos not in {"NOUN", "ADJF"} or line.nodes[at].is_capital:
        return False
    return after.pos == "VERB" and (word.case == "accs" or (word.case == "nomn" and not word.entries))


def is_so_called(line: Line, cue: Cue) -> bool:
    """«деген» before a noun; not «— деген еді ол», «— деген әкім»."""
    if line.low[cue.first] not in line.known.grammar["so-called"] or cue.last > cue.first + 1:
        return False
    before = line.nodes[cue.first - 1].text if cue.first else ""
    return not (before in DASHES or cue.last == len(line) or line.nodes[cue.last].text == ".")


def is_named(scene: Scene, line: Line, cue: Cue) -> bool:
    """Is «деп» with its verb one of those that hand on nobody's words?"""
    return cue.that >= 0 and (line.low[cue.that], cue.verb) in scene.known.traps


def _unlisted_before(line: Line, low: int, high: int) -> Phrase | None:
    """«Неміс лауазымды «…» деді»: nothing but a bare noun phrase before the quotation."""
    words = range(low, high)
    if not 0 < len(words) <= _NAME or any(line.nodes[k].kind != WORD for k in words):
        return None
    if any(
        line.words[k].pos not in {"NOUN", "ADJF", "NUMR"} or line.words[k].case not in {"nomn", "gent"} for k in words
    ):
        return None
    return unlisted(line, low, high - 1)


def place(line: Line, cue: Cue) -> tuple[int, int]:
    """Return the offsets of a verb of saying."""
    return line.nodes[cue.first].start, line.nodes[cue.last - 1].end


def _quote_before(scene: Scene, line: Line, cue: Cue) -> int:
    """Return the node of the quotation that a verb gives to somebody, -1 where there is none."""
    at = cue.first - 1
    words = 0
    quoting = "quoting" in cue.features
    while at >= 0 and not (is_quote(line, at) and not (quoting and _is_named(scene, line, at))):
        word = line.words[at]
        if line.nodes[at].kind == WORD and not quoting:
            words += 1
            if word.pos in {"VERB", "PRTF", "GRND", "CONJ"} or word.is_content:
                return -1
        elif line.nodes[at].text in {".", ":", ";"}:
            return -1
        at -= 1
    if quoting:
        return at if at >= 0 and _parted(line, at, cue) else -1
    if at < 0 or (words > _FEW and just_before(scene, line, cue.first, at + 1) is None):
        return -1
    return at if _is_speech(scene, line, at, cue, words) else -1


def _is_speech(scene: Scene, line: Line, at: int, cue: Cue, words: int) -> bool:
    """Is a quotation what somebody said, and not a name?"""
    node = line.nodes[at]
    if not cue.verb:
        return not words and node.last - node.first > 1 and not _names(scene, line, cue)
    if _parted(line, at, cue):
        return True
    if cue.that >= 0 or "bare" in cue.features:
        return not words or node.last - node.first > _NAME
    return not words and _is_clause(scene, node)


def _is_named(scene: Scene, line: Line, at: int) -> bool:
    """Is a quotation the name of somebody?"""
    return any(phrase.first <= at <= phrase.last for phrase in scene.phrases(line))


def _names(scene: Scene, line: Line, cue: Cue) -> bool:
    """«Экобокс» деп аталатын: is the verb behind «деп» one of those that hand on nobody's words?"""
    if any("quoting" in one.features for one in scene.cues[line]):
        return True
    return cue.last < len(line) and (line.low[cue.that], line.words[cue.last].lemma) in scene.known.traps


def _is_clause(scene: Scene, node: Token) -> bool:
    """«жемі болғанын»: do the quoted words end in a verb made a noun?"""
    if node.last - node.first < 2:
        return False
    last = scene.document.tokens[node.last - 1]
    word = scene.read(last.low) if last.kind == WORD else None
    return word is not None and word.is_content and word.case in {"accs", "datv", "abla"}


def _parted(line: Line, at: int, cue: Cue) -> bool:
    """Does a comma or a dash stand between a quotation and its verb?"""
    return any(line.nodes[k].text in DASHES or line.nodes[k].text == "," for k in range(at + 1, cue.first))


def _is_introduced(line: Line, at: int) -> bool:
    return at > 0 and line.nodes[at - 1].text == ":"


def nothing_said(line: Line, low: int, high: int) -> bool:
    """Do the words before a quotation belong to no clause of the speaker's: where, when, how?"""
    return all(
        line.nodes[k].kind == MARK
        or line.words[k].pos in {"PRCL", "ADVB", "GRND"}
        or line.low[k] in line.known.grammar["how"]
        or _is_where(line, k)
        for k in range(low, high)
    )


def _is_where(line: Line, at: int) -> bool:
    """«Отырыс соңында «…» деп ашынды»."""
    word, after = line.words[at], line.words[at + 1]
    return word.case == "loct" or (word.pos == "NOUN" and after.case == "loct" and after.is_owned)


def _clause_start(line: Line, at: int) -> int:
    """Return where the clause begins that holds a node: behind «;», or a comma and a finite verb."""
    for k in range(at - 1, 0, -1):
        text = line.nodes[k].text
        if text == ";" or (text == "," and line.words[k - 1].pos == "VERB"):
            return k + 1
    return 0


def cue_then_quote(scene: Scene, line: Line, cue: Cue) -> Finding | None:
    """Әкім былай деді: «…»."""
    colon = colon_behind(line, cue)
    if colon < 0:
        return None
    how = line.known.grammar["thus"]
    word_for_word = cue.that >= 0 or any(line.low[k] in how for k in range(max(0, cue.first - 2), cue.first))
    content, kind = behind_colon(scene, line, colon, is_word_for_word=word_for_word)
    if content is None:
        return None
    subject = behind(scene, line, cue) or ahead(scene, line, _clause_start(line, cue.first), cue.first)
    free = [(0, cue.first), (cue.last, colon)]
    return scene.add([content], place(line, cue), links(scene, line, cue, subject, free), kind)


def colon_behind(line: Line, cue: Cue) -> int:
    """Return the node of the colon that a verb ends its clause with, -1 where there is none."""
    colon = next((k for k in range(cue.last, min(len(line), cue.last + 12)) if line.nodes[k].text == ":"), -1)
    parted = any(line.nodes[k].text in {",", "."} for k in range(cue.last, colon))
    return -1 if parted or not cue.is_finite else colon


def behind_colon(
    scene: Scene, line: Line, colon: int, *, is_word_for_word: bool
) -> tuple[tuple[int, int] | None, Kind]:
    """Return the words that a colon announces: a quotation, a paragraph behind a dash, the rest of the sentence."""
    if is_quote(line, colon + 1):
        scene.given.add(line.nodes[colon + 1].index)
        return scene.inside(line.nodes[colon + 1]), "direct"
    if colon + 1 == len(line):
        after = scene.after(line)
        if after is not None and is_quote(after, 0):
            return scene.inside(after.nodes[0]), "direct"
        if after is not None and _is_dashed(scene, after):
            scene.taken.add(after)
            return scene.trimmed(after.sentence.start, scene.last_of_paragraph(after).sentence.end), "direct"
        if after is not None and is_word_for_word and not line.sentence.depth:
            return scene.trimmed(after.sentence.start, scene.last_of_paragraph(after).sentence.end), "direct"
        return None, "direct"
    return scene.span(line, colon + 1, len(line)), "direct"


def _is_dashed(scene: Scene, line: Line) -> bool:
    """Is a paragraph speech behind a dash, and no entry of a list («- жол салу;»)?"""
    last = scene.last_of_paragraph(line).nodes[-1].text
    return line.nodes[0].text in DASHES and len(line) > 1 and line.nodes[1].text[0].isupper() and last != ";"


def named_then_quote(scene: Scene, line: Line) -> None:
    """«Әкім: «…»», «Ерлан Сапаров: …»: the colon gives the words to whoever stands before it."""
    colon = next((k for k, node in enumerate(line.nodes[:_NEAR]) if node.text == ":" and node.kind == MARK), -1)
    if colon < 1 or any(cue.first < colon for cue in scene.cues[line]):
        return
    who = _who_opens(scene, line, colon)
    if who is None or (who.first == who.last and is_quote(line, who.first)):
        return
    if is_quote(line, colon + 1):
        if line.nodes[colon + 1].index not in scene.given:
            _give(scene, line, who, colon, scene.inside(line.nodes[colon + 1]))
    elif scene.is_headline(line):
        _give(scene, line, who, colon, scene.span(line, colon + 1, len(line)))
    elif _is_turn(scene, line, colon, who):
        _turn(scene, line, who, colon)


def _give(scene: Scene, line: Line, who: Phrase, colon: int, content: tuple[int, int] | None) -> None:
    where = line.nodes[colon].start, line.nodes[colon].end
    if content is not None:
        scene.add([content], where, [Link(who.mention)], "direct")


def _who_opens(scene: Scene, line: Line, colon: int) -> Phrase | None:
    """Return who stands before a colon, alone or with a title behind a comma or in brackets."""
    first = next(scene.phrases(line, 0, colon), None)
    if first is None or first.case != "nomn" or not first.may_speak or not _opens(line, first):
        return None
    rest = line.nodes[first.last + 1 : colon]
    if rest and rest[0].text not in {",", "("}:
        return None
    return first if not any(line.words[k].pos in {"VERB", "GRND"} for k in range(first.last + 1, colon)) else None


def _turn(scene: Scene, line: Line, who: Phrase, colon: int) -> None:
    """«Ержігіт Сапа: …» to the end of the paragraph, or to the verb that closes it."""
    start = line if colon + 1 < len(line) else scene.after(line)
    if start is None:
        return
    last = scene.last_of_paragraph(start)
    low = colon + 1 if last is line else 1
    closing = (one for one in scene.cues[last] if "bare" in one.features and one.first > low and _closes(last, one))
    cue = next(closing, None)
    if cue is not None and cue.heard is not None and last is not line:
        return
    begin = line.nodes[colon].end if start is line else start.sentence.start
    content = scene.trimmed(begin, last.nodes[cue.first].start if cue else last.nodes[-1].end)
    where = place(last, cue) if cue else (line.nodes[colon].start, line.nodes[colon].end)
    if content is not None:
        scene.taken.add(start)
        scene.add([content], where, [Link(who.mention)], "direct")


def _closes(line: Line, cue: Cue) -> bool:
    """Does a verb behind a comma or dash end a speech?"""
    before = line.nodes[cue.first - 1].text
    return (before in DASHES or before == ",") and not is_so_called(line, cue)


def _is_turn(scene: Scene, line: Line, colon: int, who: Phrase) -> bool:
    """«Ержігіт Сапа: …», «Клуб президенті: — …»: does a paragraph open with who speaks?"""
    before = scene.before[line]
    if line.sentence.depth or (before is not None and before.sentence.paragraph == line.sentence.paragraph):
        return False
    if colon + 1 == len(line):
        after = scene.after(line)
        return after is not None and after.nodes[0].text in DASHES
    if line.nodes[colon + 1].text in DASHES:
        return True
    return (who.mention.kind == "person" or scene.has_turns) and not line.low[colon + 1][:1].isdigit()


def _opens(line: Line, phrase: Phrase) -> bool:
    return all(line.nodes[k].kind == MARK for k in range(phrase.first))


def remark_inside(scene: Scene, line: Line, cue: Cue) -> Finding | None:
    """«А, — деді әкім. — Б»: the verb stands in the quotation, between dashes."""
    node = line.sentence.around
    if node is None or not cue.first or line.nodes[cue.first - 1].text not in DASHES:
        return None
    end = next((k for k in range(cue.last, len(line)) if line.nodes[k].text in DASHES), -1)
    after = scene.after(line)
    follows = after is not None and after.nodes[0].text in DASHES
    if end < 0 and not follows and end_of_clause(line, cue.last) < len(line) - 1:
        return None
    whole = scene.inside(node)
    outer = scene.line_of(line.sentence.outer)
    subject = behind(scene, line, cue) or (ahead(scene, outer, 0, outer.nodes.index(node)) if outer else None)
    if whole is None or subject is None:
        return None
    scene.given.add(node.index)
    tokens = scene.document.tokens
    low = scene.trimmed(whole[0], line.nodes[cue.first].start)
    rest = line.nodes[end].end if end >= 0 else line.nodes[-1].end
    high = scene.trimmed(rest, tokens[node.last - 1].end)
    content = [span for span in (low, high) if span is not None]
    return scene.add(content, place(line, cue), links(scene, line, cue, subject, [(cue.last, len(line))]), "direct")
