"""What is told without quotation marks: a clause before «деп», a verb made a noun, what is asked or promised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.attribution.ordered.sight import Link
from otkuda.attribution.sov.chain import is_asked, links
from otkuda.attribution.sov.speaker import ahead, behind, end_of_clause, is_quote, just_before
from otkuda.attribution.sov.spoken import behind_colon, colon_behind, is_so_called, place
from otkuda.attribution.sov.start import (
    behind_adjuncts,
    behind_converb,
    behind_listener,
    behind_office,
    opener,
    start_behind,
)
from otkuda.text.tokens import DASHES, MARK, QUOTE, WORD

if TYPE_CHECKING:
    from otkuda.attribution.ordered.sight import Finding
    from otkuda.attribution.sov.phrase import Phrase
    from otkuda.attribution.sov.scene import Cue, Scene
    from otkuda.attribution.sov.word import Line, Word
    from otkuda.model import Kind

_CASES = frozenset({"accs", "datv", "abla"})
_VERBAL = frozenset({"VERB", "PRTF", "INFN"})
_FARTHEST = 10  # nodes between a verb made a noun and the verb of saying


def anaphor(scene: Scene, line: Line, cue: Cue) -> Finding | None:
    """«Бұл туралы әкімдік хабарлады»: the sentence before."""
    if cue.first and "bare" in cue.features and _points(scene, line, cue.first - 1) == 1:
        return _thus(scene, line, cue)
    at = start_behind(scene, line, 0, cue.first)
    length = _points(scene, line, at)
    if not length and (first := ahead(scene, line, at, cue.first)) is not None:
        at = start_behind(scene, line, first.last + 1, cue.first)
        length = _points(scene, line, at)
    if length and at + length < cue.first and _is_told_by_the_way(line, at + length):
        return None
    before = scene.before[line]
    if not length and cue.is_finite and (inner := _clause_before(scene, line, cue)) is not None:
        return inner
    if not length or before is None or not cue.is_finite or cue.features.isdisjoint({"say", "about", "carry", "that"}):
        return None
    is_object = line.words[at + length - 1].case == "accs"
    if "bare" in cue.features or (
        is_object and any(line.words[k].pos in _VERBAL for k in range(at + length, cue.first))
    ):
        return None
    content = scene.span(before, 0, len(before))
    if content is None:
        return None
    subject = behind(scene, line, cue) or ahead(scene, line, at + length, cue.first) or ahead(scene, line, 0, at)
    outer = _passed_on(scene, line, cue)
    chain = links(scene, line, cue, subject, [(0, at), (at + length, cue.first), (cue.last, len(line))])
    whole = len(before) == 1 and before.nodes[0].kind == QUOTE
    return scene.add([content], place(line, cue), [*outer, *chain], "direct" if whole else "indirect")


def _is_told_by_the_way(line: Line, at: int) -> bool:
    """«бұл туралы айта келе, мектептің ашылатынын айтты»: is it the object of a converb?"""
    return line.words[at].pos == "GRND" and line.low[at] not in line.known.grammar["that"]


def _clause_before(scene: Scene, line: Line, cue: Cue) -> Finding | None:
    """«Жол ашылды, бұл туралы әкім айтты»: the clause before, of the same sentence."""
    for comma in range(1, cue.first - 1):
        length = _points(scene, line, comma + 1) if line.nodes[comma].text == "," else 0
        if not length or line.words[comma - 1].pos != "VERB" or line.words[comma + length].case == "accs":
            continue
        content = scene.span(line, 0, comma)
        subject = behind(scene, line, cue) or ahead(scene, line, comma + 1 + length, cue.first)
        if content is None or subject is None:
            return None
        chain = links(scene, line, cue, subject, [(comma + 1 + length, cue.first), (cue.last, len(line))])
        return scene.add([content], place(line, cue), chain, kind_of(scene, line, 0, comma))
    return None


def _thus(scene: Scene, line: Line, cue: Cue) -> Finding | None:
    """«Осылай деді әкім»: the sentence before, or the quotation."""
    before = scene.before[line]
    content = scene.span(before, 0, len(before)) if before is not None else None
    subject = behind(scene, line, cue) or ahead(scene, line, 0, cue.first)
    if before is None or content is None or subject is None or before.nodes[0].index in scene.given:
        return None
    chain = links(scene, line, cue, subject, [(cue.last, len(line))])
    scene.given.add(before.nodes[0].index)
    return scene.add([content], place(line, cue), chain, "direct")


def _points(scene: Scene, line: Line, at: int) -> int:
    """Return how many nodes the words are that stand for the sentence before."""
    for words in scene.known.anaphors.get(line.low[at], ()):
        if tuple(line.low[at : at + len(words)]) == words:
            return len(words)
    return 0


def _passed_on(scene: Scene, line: Line, cue: Cue) -> list:  # type: ignore[type-arg]
    """«Бұл туралы «Таң» жазды, деп хабарлайды dala.example»: who passes it on."""
    later = next((one for one in scene.cues[line] if one.first >= cue.last and one.that >= 0), None)
    subject = behind(scene, line, later) if later else None
    if later is None or subject is None:
        return []
    later.heard = scene.nothing
    return [Link(subject.mention, "outlet")]


def that_clause(scene: Scene, line: Line, cue: Cue) -> Finding | None:
    """«Көпір ашылды, деп хабарлайды «Таң»»; «Министр көпір ашылады деп мәлімдеді»."""
    at = _clause_end(scene, line, cue)
    if at < 0:
        return None
    subject = behind(scene, line, cue)
    parted = is_parted(line, at)
    low, first = (0, None) if parted else _first_subject(scene, line, cue, at, subject)
    start = start_behind(scene, line, _behind_credit(scene, line, cue, low), at + 1) if parted else 0
    if not parted:
        start = behind_adjuncts(scene, line, first.last + 1 if first else low, at + 1, cue)
    start = _behind_turn(scene, line, _behind_deeds(scene, line, cue, start, at), at) if first else start
    start = behind_office(scene, line, cue, start, at) if not (first or subject or parted) else start
    content = scene.span(line, start, at + 1)
    if content is None:
        return None
    free = [(low, start), (cue.last, len(line))]
    chain = links(scene, line, cue, subject or first, free)
    if "rumour" in cue.features and first is None and subject is None:
        chain = []
    said = first is None and cue.that < 0 and "rumour" not in cue.features  # «… дейді ол»
    said = said or (cue.person == "3" and "opinion" not in cue.features and _is_own(line, start, at))
    return scene.add([content], place(line, cue), chain, "direct" if said else kind_of(scene, line, start, at + 1))


def _behind_credit(scene: Scene, line: Line, cue: Cue, low: int) -> int:
    """«Дала-Ақпарат – Көпір ашылды, деп хабарлайды …»: return where the text begins behind the agency's name."""
    if low or "carry" not in cue.features or line.sentence.depth or line.sentence.paragraph > 1:
        return low
    first = next(scene.phrases(line), None)
    dash = first.last + 1 if first is not None and not first.first else 1
    if dash >= len(line) or line.nodes[dash].text not in DASHES or dash + 1 >= len(line):
        return low
    word, after = line.words[0], line.nodes[dash + 1]
    parts = line.nodes[0].text.split("-")[1:]  # «Дала-Ақпарат»
    is_unheard = line.nodes[0].kind == QUOTE or not (word.is_known or word.lemma in line.known.proper)
    is_unheard = is_unheard or any(part[:1].isupper() for part in parts)
    is_name = first is None or first.first or (first.mention.kind == "body" and first.mention.is_named)
    return dash + 1 if is_unheard and is_name and (after.is_capital or after.kind != WORD) else low


def _first_subject(scene: Scene, line: Line, cue: Cue, at: int, subject: Phrase | None) -> tuple[int, Phrase | None]:
    """Return where the clause begins and the subject at its head: of the clause behind «бірақ», or of the sentence."""
    low = _clause_start(scene, line, cue)
    if subject is not None or "place" in cue.features:
        return low, None
    first = ahead(scene, line, low, at)
    whole = _heard_end(scene, line, cue)
    if first is None and low > whole:
        low, first = whole, ahead(scene, line, whole, low)
    if first is not None and cue.person.startswith("1") and first.mention.person != 1:
        return low, None  # «бұл пәтерді немерем алады деп ойлаймын»
    return low, first


def _behind_deeds(scene: Scene, line: Line, cue: Cue, low: int, high: int) -> int:
    """«Депутат су туралы айта келе, үкіметтен шара қабылдауды сұрады»: behind a converb, then whom one speaks to."""
    start = behind_converb(line, low, high)
    return behind_listener(scene, line, start, high, cue) if start > low else low


def _behind_turn(scene: Scene, line: Line, low: int, high: int) -> int:
    """«Ол кешірім сұрамады, керісінше өзін кінәсіз деп санайды»: return where the last clause begins."""
    for k in range(high, low, -1):
        if line.nodes[k].text == "," and line.words[k - 1].pos == "VERB" and opener(scene, line, k + 1, high):
            return start_behind(scene, line, k + 1, high)
    return low


def _is_own(line: Line, low: int, at: int) -> bool:
    """«Ұлттық банк нарыққа араласпаймын деп отыр»: are they the speaker's own words, in the first person?"""
    while at > low and line.nodes[at].kind == MARK:
        at -= 1
    word = line.words[at]
    is_first = word.pos == "VERB" and not word.says.isdisjoint({"1sg", "1pl"})
    return is_first or (word.pos == "VERB" and "impr" in word.says and not word.says.isdisjoint({"2frm", "1sg"}))


def _clause_end(scene: Scene, line: Line, cue: Cue) -> int:
    """Return the last node of the clause that a verb makes somebody's words, -1 where it makes none."""
    if (cue.that < 0 and "bare" not in cue.features) or not cue.verb or is_so_called(line, cue):
        return -1
    if not cue.is_finite and ("weak" in cue.features and not line.words[cue.last - 1].is_owned):
        return -1
    at = (cue.that if cue.that >= 0 else cue.first) - 1
    if at < 0 or not (line.nodes[at].kind in {WORD, QUOTE, "number"} or is_parted(line, at)):
        return -1
    if is_trap(scene, line, cue) or line.low[at] in line.known.grammar["asked"]:
        return -1
    return at


def is_parted(line: Line, at: int) -> bool:
    """Is a node the comma or dash that parts words from their verb?"""
    node = line.nodes[at]
    return node.kind == MARK and (node.text in DASHES or node.text == ",")


def is_trap(scene: Scene, line: Line, cue: Cue) -> bool:
    """Does «деп» hand on nobody's words: «деп аталады», «деп жоспарланған»?"""
    if cue.that < 0 or (line.low[cue.that], cue.verb) not in scene.known.traps:
        return False
    if "place" in cue.features:
        return not any(one.case == "loct" and one.lists & {"document", "outlet"} for one in scene.phrases(line))
    if "small" in cue.features and cue.tense == "past":
        return line.nodes[cue.that - 1].is_capital
    return True


def _clause_start(scene: Scene, line: Line, cue: Cue) -> int:
    """Return where the clause may begin that ends in a verb of saying."""
    low = _heard_end(scene, line, cue)
    for k in range(cue.first - 1, low, -1):
        text = line.nodes[k].text
        if text == ";" or (text == "," and k + 1 < len(line) and line.words[k + 1].pos == "CONJ"):
            return k + 1
    return low


def _heard_end(scene: Scene, line: Line, cue: Cue) -> int:
    """Return the node behind the last verb before a cue that is known to say something."""
    heard = (one for one in scene.cues[line] if one.last <= cue.first and one.heard is not None and one.is_finite)
    return max((one.last for one in heard if not _describes_next(line, one)), default=0)


def _describes_next(line: Line, cue: Cue) -> bool:
    """«деген жауап алғанын айтты»: is a verb but the beginning of what the next one says?"""
    is_so_called = line.low[cue.last - 1] in line.known.grammar["so-called"]
    return is_so_called and cue.last < len(line) and line.words[cue.last].pos == "NOUN"


def kind_of(scene: Scene, line: Line, low: int, high: int) -> Kind:
    """Return whether a clause quotes two or more running words."""
    for k in range(low, high):
        node = line.nodes[k]
        if node.kind == QUOTE and scene.is_quoted(node):
            return "mixed"
    return "indirect"


def noun_clause(scene: Scene, line: Line, cue: Cue) -> Finding | None:
    """«Әкім көпірдің ашылғанын айтты»: a verb made a noun, in the case that the verb of saying takes."""
    at = _verb_noun(line, cue)
    if at < 0:
        return None
    if ("place" in cue.features and not cue.is_finite) or _describes_other(line, cue):
        return None
    if "shows" in cue.features:
        return _shown(scene, line, cue, at)
    subject = behind(scene, line, cue) or just_before(scene, line, cue.first, at + 1)
    low, first = _first_subject(scene, line, cue, at, subject)
    first = None if first and _is_told_by_office(scene, line, cue, low, first) else first
    start = behind_adjuncts(scene, line, first.last + 1 if first else low, at, cue)
    start = _behind_deeds(scene, line, cue, start, at) if first else start
    start = behind_office(scene, line, cue, start, at) if not (first or subject) else start
    content = scene.span(line, start, at + 1)
    if content is None:
        return None
    free = [(low, start), (at + 1, cue.first), (cue.last, end_of_clause(line, cue.last))]
    chain = links(scene, line, cue, subject or first, free)
    return scene.add([content], place(line, cue), chain, kind_of(scene, line, start, at + 1))


def question(scene: Scene, line: Line, cue: Cue) -> Finding | None:
    """«Әкім жолдың неге жабылғанын түсіндірді»: what is asked, or spoken of, behind a question word."""
    at = _verb_noun(line, cue)
    asking, some = line.known.grammar["question"], line.known.grammar["some"]
    near = range(max(0, at - _FARTHEST), at)
    asks = any(line.low[k] in asking and line.low[k + 1] not in some for k in near)
    return noun_clause(scene, line, cue) if asks else None


def clause_then_quote(scene: Scene, line: Line, cue: Cue) -> Finding | None:
    """«Әкім көпірдің ашылғанын айтты: «Енді жол қысқарды»»: one attribution of two pieces."""
    colon = colon_behind(line, cue)
    if colon < 0 or not is_quote(line, colon + 1) or _verb_noun(line, cue) < 0:
        return None
    if not cue.tense and any(one.first > colon for one in scene.cues[line]):
        return None  # «ашылғанын айтып: «Жол қысқарды», – деді»: two verbs, each with words of its own
    found = noun_clause(scene, line, cue)
    content, _ = behind_colon(scene, line, colon, is_word_for_word=False) if found is not None else (None, "direct")
    if found is not None and content is not None:
        found.content.append(content)
        found.kind = "mixed"
    return found


def _is_told_by_office(scene: Scene, line: Line, cue: Cue, low: int, first: Phrase) -> bool:
    """«Министрлікте оқушылар үйде оқитынын айтты»: the pupils are those of whom the ministry told."""
    office = next(scene.phrases(line, low, first.first), None)
    told_of = first.mention.kind == "group" or (first.mention.kind == "body" and not first.mention.is_named)
    return office is not None and told_of and is_asked(line, office, cue)


def _describes_other(line: Line, cue: Cue) -> bool:
    """«атын атамауды өтінген дипломатқа»: a participle of somebody who speaks no more than that."""
    word = line.words[cue.last - 1]
    after = line.words[cue.last] if cue.last < len(line) else word
    bare = word.pos == "PRTF" and word.case == "nomn" and not word.is_owned and "inf" in cue.features
    return (
        bare
        and after.case not in {"nomn", ""}
        and any(entry.list in {"title", "unnamed"} for _, entry in after.entries)
    )


def _shown(scene: Scene, line: Line, cue: Cue, at: int) -> Finding | None:
    """«Сауалнама бағаның өскенін көрсетті»: a writing or a finding shows it."""
    found = (one for one in scene.phrases(line, 0, at) if one.mention.kind == "document" and one.case == "nomn")
    subject = next(found, None)
    content = scene.span(line, subject.last + 1, at + 1) if subject else None
    if subject is None or content is None:
        return None
    owner = subject.mention.owner
    chain = [Link(subject.mention, "document"), *([Link(owner)] if owner else [])]
    return scene.add([content], place(line, cue), chain, kind_of(scene, line, subject.last + 1, at + 1))


def _verb_noun(line: Line, cue: Cue) -> int:
    """Return the node of the verb made a noun that a verb of saying takes, -1 where there is none."""
    at = cue.first - 1
    while at > 1 and line.low[at] not in line.known.grammar["about"] and line.words[at].pos in {"ADVB", "PRCL"}:
        at -= 1
    if at > 1 and _is_told_of(line, at):
        at -= 1  # «қайтыс болғаны туралы ақпаратты жоққа шығарды»
    if at > 0 and line.low[at] in line.known.grammar["about"] and not cue.features.isdisjoint({"about", "say", "inf"}):
        word = line.words[at - 1]
        fits = word.case == "nomn" and (_is_made_noun(line, word) or word.is_infinitive)
        return at - 1 if fits else -1
    for k in range(at, max(-1, cue.first - _FARTHEST), -1):
        node, word = line.nodes[k], line.words[k]
        if node.kind == WORD and _is_taken(line, word, cue):
            return k
        if node.text == "," and _is_made_noun(line, line.words[cue.last - 1]):
            return -1  # «кетпейтінін, көшуді ойлап жүргенін айтты»: two that the last verb takes
        if node.kind == QUOTE or word.pos == "VERB" or (node.kind == MARK and node.text not in {",", "(", ")"}):
            return -1
        if "weak" in cue.features and word.case not in {"nomn", "loct"} and word.pos not in {"ADVB", "PRCL"}:
            return -1
    return -1


def _is_told_of(line: Line, at: int) -> bool:
    word = line.words[at]
    is_report = "report" in line.known.language.nouns.get(word.lemma, ())
    return is_report and word.case == "accs" and line.low[at - 1] in line.known.grammar["about"]


def _is_taken(line: Line, word: Word, cue: Cue) -> bool:
    """Does the verb take this noun: «ашылғанын», «керектігін», «жоғын», «жабуды»?"""
    if "place" in cue.features:
        return word.pos == "PRTF" and word.case == "nomn" and word.is_owned
    asked = cue.features & {"datv", "abla"} or frozenset({"accs"})
    if word.case not in _CASES or cue.features.isdisjoint({"say", "that", "about", "inf"}):
        return False
    if word.is_infinitive and "inf" in cue.features:
        return word.case in {"accs", "datv"}
    return _is_made_noun(line, word) and word.is_owned and (word.case in asked or word.case == "accs")


def _is_made_noun(line: Line, word: Word) -> bool:
    """«ашылғанын», «ашылатындығын», «керектігін», «жоғын»."""
    nouns, grammar = line.known.language.nouns, line.known.grammar
    is_quality = word.lemma.endswith(grammar["quality"]) or word.lemma in grammar["none"]
    return (word.is_content and word.pos == "PRTF") or is_quality or "plan" in nouns.get(word.lemma, ())
