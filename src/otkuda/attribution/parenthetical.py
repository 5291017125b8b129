"""Cues beside the clause that they are about: «по словам X», «как сообщает X», «…, передает X», «об этом пишет X»."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.attribution.chain import links
from otkuda.attribution.clause import FINITE, Subject
from otkuda.attribution.cue import cue_at, cues
from otkuda.attribution.extent import around, starts_with_cue
from otkuda.attribution.finding import Cue, Finding, Link, Scene
from otkuda.attribution.phrase import Phrase
from otkuda.attribution.word import Verb, word
from otkuda.text.tokens import DASHES, QUOTE, WORD

if TYPE_CHECKING:
    from otkuda.attribution.clause import Clause

POSSESSIVE = frozenset("его ее их моему моим нашему нашим нашей моей твоему вашему вашим собственным своим".split())
LAWFUL = frozenset(
    "закон законодательство конституция статья условие правило кодекс договор регламент устав план график требование норма положение "
    "контракт порядок программа традиция легенда соглашение расписание пункт часть".split()
)
ANAPHORS = frozenset("этом это этот этом том эту эти".split())
NAMELESS = Verb("", "NOUN", "", "", "", "", passive=False, case="")


def place_subject(clause: Clause, cue: Cue) -> Subject:
    """Who speaks behind «говорится», «сообщается», «сказано»: the writing or place named beside it, or nobody."""
    phrase = clause.place(cue.at, clause.segment_at(cue.at))
    return Subject(phrase, "place") if phrase is not None else Subject(None, "nobody")


def cue_bounds(clause: Clause, cue: Cue, bounds: tuple[int, int]) -> tuple[int, int]:
    """The nodes in which the links of a cue may stand: its segment, and «ссылаясь на …» behind it."""
    index = clause.segment_at(cue.at)
    segment = clause.segments[index]
    first, last = max(segment.first, bounds[0]), segment.last
    if cue.at < bounds[1] < last:
        return first, bounds[1]
    for later in clause.segments[index + 1 :]:
        lows = {clause.nodes[k].low for k in range(later.first, min(later.first + 3, later.last))}
        if lows & {"ссылаясь", "сославшись", "ссылкой"}:
            return first, later.last
        if later.kind in {"main", "and"} and clause.finite(later.first, later.last) >= 0:
            break
        if later.kind == "that":
            break
    return first, last


def outer_carrier(scene: Scene, clause: Clause, cue: Cue) -> list[Link]:
    """«Об этом пишет Baza, передает zakon.kz»: nothing by itself; a rule that wants it asks for ``second_cue``."""
    return []


def second_cue(scene: Scene, clause: Clause, cue: Cue) -> list[Link]:
    """The carrier of a second cue over the same lead: «…, передает zakon.kz», «Как передает Укринформ, об этом …»."""
    for number, segment in enumerate(clause.segments):
        if segment.first <= cue.at < segment.last or segment.opener not in {"", ",", *DASHES}:
            continue
        if number and segment.first < cue.at or not number and clause.nodes[0].low != "как":
            continue
        if number > clause.segment_at(cue.at) + 1:
            break
        other = starts_with_cue(clause, segment)
        if other is None or clause.nodes[other.at].start in scene.used:
            continue
        subject = clause.subject(other.at, other.verb, after=True)
        if subject.how != "right":
            continue
        scene.used.add(clause.nodes[other.at].start)
        return links(clause, other, subject, (segment.first, segment.last))
    return []


# ---- «по словам X»

def by_words(scene: Scene, clause: Clause) -> None:
    """по словам X; по его словам; по данным X; согласно X; судя по X; со слов X."""
    nodes = clause.nodes
    for k, node in enumerate(nodes):
        if node.kind != WORD or node.start in scene.used:
            continue
        found = _phrase_at(clause, k)
        if found is None:
            continue
        last, cue_first, cue_last, link = found
        stretches = around(clause, k, last)
        content = [span for first, end in stretches if (span := scene.span(clause, first, end))]
        if not content:
            continue
        if nodes[-1].text == ":" and last <= len(nodes):
            content += _block(scene, clause)
        cue_span = nodes[cue_first].start, nodes[cue_last - 1].end
        scene.used.update(n.start for n in nodes[cue_first:cue_last])
        scene.add(Finding(clause, content, cue_span, link, "by_words"))


def _block(scene: Scene, clause: Clause) -> list[tuple[int, int]]:
    from otkuda.attribution.direct import block_after

    block = block_after(scene, clause) if not clause.sentence.depth else None
    return [block] if block else []


def _phrase_at(clause: Clause, k: int) -> tuple[int, int, int, list[Link]] | None:
    """End of the parenthesis, the cue's nodes, and its chain, if one begins at node ``k``."""
    nodes = clause.nodes
    low = nodes[k].low
    if low == "по":
        return _by_noun(clause, k)
    if low == "согласно":
        return _according(clause, k)
    if low == "судя" and k + 1 < len(nodes) and nodes[k + 1].low == "по":
        return _with_source(clause, k, k + 2, documents=True)
    if low == "со" and k + 1 < len(nodes) and nodes[k + 1].low == "слов":
        segment = clause.segments[clause.segment_at(k)]
        if any((cue := cue_at(clause, j)) is not None and "say" in cue.features for j in range(segment.first, segment.last)):
            return None
        return _with_source(clause, k, k + 2)
    return None


def _by_noun(clause: Clause, k: int) -> tuple[int, int, int, list[Link]] | None:
    nodes = clause.nodes
    pronoun = -1
    for j in range(k + 1, min(k + 5, len(nodes))):
        node = nodes[j]
        if node.kind != WORD:
            return None
        features = clause.language.phrases.get(node.low)
        if features is not None:
            if pronoun >= 0:
                phrase = Phrase(pronoun, pronoun + 1, pronoun, ())
                return j + 1, k, j + 1, [Link(clause, phrase, "possessive")]
            if k and clause.language.phrases.get(clause.nodes[k - 1].low) is not None:
                return None
            return None if k and _heads_office(clause, k) else _with_source(clause, k, j + 1, agentless="own" in features)
        if node.low in POSSESSIVE:
            pronoun = j
        elif not word(node).modifiers and node.low not in {"одной", "из"}:
            return None
    return None


def _heads_office(clause: Clause, k: int) -> bool:
    """«комитет по статистике», «департамент по информации»."""
    return any(f.lemma in clause.language.organizations or f.lemma in clause.language.titles for f in word(clause.nodes[k - 1]).nouns)


def _with_source(clause: Clause, k: int, at: int, *, agentless: bool = False, documents: bool = False) -> tuple[int, int, int, list[Link]] | None:
    """The source behind the phrase «по данным», in the genitive (behind «судя по» in the dative)."""
    nodes = clause.nodes
    stop = len(nodes)
    if at < stop and nodes[at].low in {"на", "от", "из", "в"} and agentless:
        place = clause.reader.phrase(at + 1, stop)
        if place is not None and nodes[at].low in {"от", "из", "в", "на"}:
            return place.last, k, at, [Link(clause, place, "place")]
    if documents:
        phrase = clause.reader.phrase(at, stop, frozenset({"datv"})) if at < stop else None
        return (phrase.last, k, at, _of_document(clause, phrase, force=True)) if phrase else None
    phrase = clause.reader.phrase(at, stop, frozenset({"gent"})) if at < stop and nodes[at].kind in {WORD, QUOTE} else None
    if phrase is not None:
        phrase = _joined(clause, phrase, stop)
        last = _apposition(clause, phrase)
        return last, k, at, [Link(clause, phrase, "author"), *()]
    if agentless:
        return at, k, at, []
    return None


def _joined(clause: Clause, phrase: Phrase, stop: int) -> Phrase:
    k = phrase.last
    if k + 1 < stop and clause.nodes[k].low == "и":
        second = clause.reader.phrase(k + 1, stop, frozenset({"gent"}))
        if second is not None:
            return Phrase(phrase.first, second.last, phrase.head, phrase.forms, phrase.name, is_joint=True)
    return phrase


def _apposition(clause: Clause, phrase: Phrase) -> int:
    """«по словам представителя X, также высказавшегося на встрече, …»: the participle belongs to the source."""
    index = clause.segment_at(phrase.first)
    if clause.segments[index].last == phrase.last and index + 1 < len(clause.segments):
        after = clause.segments[index + 1]
        if after.opener == "," and (after.kind == "relative" or _leads_participle(clause, after, phrase)):
            return after.last
    return phrase.last


def _leads_participle(clause: Clause, segment, phrase: Phrase) -> bool:  # noqa: ANN001
    for k in range(segment.first, min(segment.first + 3, segment.last)):
        info = word(clause.nodes[k])
        if info.pos == "PRTF":
            agrees = any(m.case == f.case and m.number == f.number for m in info.modifiers for f in phrase.forms)
            return agrees and clause.finite(segment.first, segment.last) < 0
        if info.pos not in {"ADVB", "PRCL", "CONJ"}:
            return False
    return False


def _according(clause: Clause, k: int) -> tuple[int, int, int, list[Link]] | None:
    nodes = clause.nodes
    if k + 1 >= len(nodes):
        return None
    phrase = _participle_phrase(clause, k + 1) or clause.reader.phrase(k + 1, len(nodes), frozenset({"datv"}))
    if phrase is None:
        phrase = clause.reader.phrase(k + 1, len(nodes))
    if phrase is None or {*phrase.lemmas(), nodes[phrase.head].low} & LAWFUL:
        return None
    features = next((clause.language.phrases[nodes[phrase.head].low] for _ in (0,) if nodes[phrase.head].low in clause.language.phrases), None)
    if features is not None:  # «согласно данным X»
        rest = _with_source(clause, k, phrase.head + 1, agentless=True)
        if rest is not None and rest[3]:
            return rest
        if nodes[phrase.head].low in {"данным", "информации", "сведениям", "слухам", "сообщениям"}:
            return rest
    return _apposition(clause, phrase), k, k + 1, _of_document(clause, phrase)


def _participle_phrase(clause: Clause, at: int) -> Phrase | None:
    """«согласно поступившей от Винника явке с повинной»: a modifier with words of its own before the head."""
    nodes = clause.nodes
    if at >= len(nodes) or word(nodes[at]).pos != "PRTF" or not any(f.case == "datv" for f in word(nodes[at]).modifiers):
        return None
    for j in range(at + 1, min(at + 6, len(nodes))):
        if nodes[j].kind != WORD:
            return None
        found = clause.reader.phrase(j, len(nodes), frozenset({"datv"}))
        if found is not None and any(f.case == "datv" for f in found.forms) and word(nodes[found.head]).nouns:
            return Phrase(at, found.last, found.head, found.forms, found.name)
    return None


def _of_document(clause: Clause, phrase: Phrase, *, force: bool = False) -> list[Link]:
    """A writing, then its author where a genitive names one."""
    lemmas = {clause.nodes[phrase.head].low, *phrase.lemmas()}
    if not (force or lemmas & clause.language.documents.keys()):
        return [Link(clause, phrase, "author")]
    author = author_of(clause, phrase)
    if author is None:
        return [Link(clause, phrase, "document", type="document")]
    from otkuda.attribution.chain import _headed

    behind = author.phrase is not None and author.phrase.first > phrase.head
    return [_headed(clause, phrase, "document") if behind else Link(clause, phrase, "document", type="document"), author]


def author_of(clause: Clause, phrase: Phrase) -> Link | None:
    """«решение греческого суда» → the court; «явка Винника» → Винник."""
    if phrase.head + 1 >= phrase.last:
        before = [k for k in range(phrase.first, phrase.head) if clause.nodes[k].is_capital]
        inner = clause.reader.phrase(before[0], phrase.head, frozenset({"gent"})) if before else None
        return Link(clause, inner, "author") if inner else None
    inner = clause.reader.phrase(phrase.head + 1, phrase.last, frozenset({"gent"}))
    if inner is None or inner.first != phrase.head + 1:
        return None
    head = clause.nodes[inner.head]
    lemmas = {head.low, *inner.lemmas()}
    known = lemmas & (clause.language.titles.keys() | clause.language.organizations.keys() | clause.language.outlets.keys() | clause.language.unnamed.keys())
    if not (known or head.is_capital or head.kind == QUOTE):
        return None
    return Link(clause, inner, "author")


# ---- «как сообщает X», «…, сообщает X»

def how_clause(scene: Scene, clause: Clause) -> None:
    """Как сообщает X, А. А, как сообщает X, Б. А, как отметил X."""
    for segment in clause.segments:
        k = segment.first
        while k < segment.last and clause.nodes[k].low in {"однако", "но", "а", "и", "однако"}:
            k += 1
        if k >= segment.last or clause.nodes[k].low != "как":
            continue
        cue = _how_cue(clause, k + 1, segment.last)
        if cue is None or clause.nodes[cue.at].start in scene.used:
            continue
        _add_parenthesis(scene, clause, cue, k, segment.last, "how_clause")


def _how_cue(clause: Clause, first: int, last: int) -> Cue | None:
    for k in range(first, last):
        cue = cue_at(clause, k)
        if cue is not None and cue.verb.pos in FINITE and cue.features & {"say", "paren", "carry", "place", "quote", "that"}:
            return None if "weak" in cue.features else cue
        if clause.is_finite(k) and word(clause.nodes[k]).pos == "VERB":
            return None
    return None


def tail(scene: Scene, clause: Clause) -> None:
    """А, сообщает X. А, уверены в клубе. А, считает X, Б."""
    for number, segment in enumerate(clause.segments):
        if not number or segment.opener not in {",", *DASHES}:
            continue
        cue = starts_with_cue(clause, segment)
        if cue is None or clause.nodes[cue.at].start in scene.used or clause.nodes[segment.first].low == "как":
            continue
        if number + 1 < len(clause.segments) and (clause.segments[number + 1].kind == "that" or clause.segments[number + 1].opener == ":"):
            continue
        _add_parenthesis(scene, clause, cue, segment.first, segment.last, "tail")


def _add_parenthesis(scene: Scene, clause: Clause, cue: Cue, first: int, last: int, rule: str) -> None:
    nodes = clause.nodes
    subject = place_subject(clause, cue) if "place" in cue.features else clause.subject(cue.at, cue.verb, after=True)
    low, high = cue_bounds(clause, cue, (first, last))
    if rule == "tail" and subject.phrase is None and "place" not in cue.features:
        return
    if rule == "tail" and (subject.how not in {"right", "place", "nobody"} or subject.phrase is not None and subject.phrase.first < first):
        return
    if rule == "how_clause" and (subject.how == "nobody" and "place" not in cue.features or subject.phrase is None and "opinion" in cue.features):
        return
    high = max(high, last)
    if _is_anaphor(clause, cue):
        return
    stretches = around(clause, first, _inserted_end(clause, high))
    content = [span for a, b in stretches if (span := scene.span(clause, a, b))]
    if not content or not _says_something(clause, stretches):
        return
    if len(content) == 1 and nodes[-1].text == ":" and rule == "how_clause":
        content += _block(scene, clause)
    span = nodes[cue.first].start, nodes[cue.last - 1].end
    scene.add(Finding(clause, content, span, links(clause, cue, subject, (low, high)), rule))


def _says_something(clause: Clause, stretches: list[tuple[int, int]]) -> bool:
    """A content is more than a place or an adverb: «В поздравлении, в частности, говорится»."""
    return any(clause.nodes[k].kind == QUOTE or word(clause.nodes[k]).verbs or word(clause.nodes[k]).has_case("nomn") for a, b in stretches for k in range(a, b)) and sum(b - a for a, b in stretches) > 1


def _inserted_end(clause: Clause, high: int) -> int:
    """An apposition behind the source belongs to the parenthesis: «сообщил X, член комитета, …»."""
    index = clause.segment_at(high - 1)
    if index + 1 < len(clause.segments):
        after = clause.segments[index + 1]
        if after.opener == "," and after.kind in {"main", "relative", "participle", "gerund"} and _is_apposition(clause, after.first, after.last):
            return after.last
    return high


def _is_apposition(clause: Clause, first: int, last: int) -> bool:
    segment = clause.segments[clause.segment_at(first)]
    if segment.kind in {"relative", "participle"} or segment.kind == "gerund" and last == len(clause.nodes):
        return True
    if clause.finite(first, last) >= 0:
        return False
    phrase = clause.reader.phrase(first, last, frozenset({"nomn"}))
    return phrase is not None and phrase.last == last and bool(set(phrase.lemmas()) & clause.language.titles.keys())


def _is_anaphor(clause: Clause, cue: Cue) -> bool:
    segment = clause.segments[clause.segment_at(cue.at)]
    if clause.finite(0, segment.first) < 0 and _anaphor_at(clause, 0, min(4, segment.first), cue.at) >= 0:
        return True
    return _anaphor_at(clause, segment.first, segment.last, cue.at) >= 0


def _anaphor_at(clause: Clause, first: int, last: int, at: int) -> int:
    nodes = clause.nodes
    for k in range(first, last):
        low = nodes[k].low
        if low in {"об", "о"} and k + 1 < last and nodes[k + 1].low in {"этом", "том", "чем"}:
            pointed = k + 2 < len(nodes) and nodes[k + 2].text == "," and k + 3 < len(nodes) and nodes[k + 3].low == "что"
            return -1 if pointed else k
        if low in {"эту", "эти", "такие", "данную", "такую"} and k + 1 < last and {"информация", "данные", "сведение", "новость", "сообщение", "факт"} & set(word(nodes[k + 1]).lemmas):
            return k
        if low in {"о", "об"} and not k and k + 2 < last and nodes[k + 1].low in {"своих", "своем", "этих", "таких", "своей", "таком"} and nodes[k + 2].low in {
            "планах", "намерении", "намерениях", "решении", "желании", "инициативе", "решениях",
        } and word(nodes[min(k + 3, len(nodes) - 1)]).pos != "INFN":  # fmt: skip
            return k
        if low == "это" and abs(k - at) <= 2 and clause.segments[clause.segment_at(k)].last - at <= 12:  # noqa: PLR2004
            return k
    return -1


CONFIRMS = frozenset("подтвердить подтверждать опровергнуть опровергать отрицать".split())


def anaphor(scene: Scene, clause: Clause) -> None:
    """Об этом сообщил X. Эту информацию подтвердили в Y. А, о чём рассказал X."""
    nodes = clause.nodes
    for cue in list(cues(scene, clause)):
        segment = clause.segments[clause.segment_at(cue.at)]
        k = _anaphor_at(clause, segment.first, segment.last, cue.at)
        if k < 0 and clause.finite(0, segment.first) < 0:
            k = _anaphor_at(clause, 0, min(4, segment.first), cue.at)
        if k > 3 and not (clause.nodes[0].low == "как" and clause.segment_at(k) == 1) and not (nodes[k].low == "о" and nodes[k + 1].low == "чем"):  # noqa: PLR2004 — «Ранее об этом»
            continue
        if k < 0 or cue.verb.pos not in FINITE or "opinion" in cue.features:
            continue
        if nodes[k].low not in {"об", "о"} and cue.verb.lemma not in CONFIRMS | {"привести", "приводить", "передать", "передавать"}:
            continue
        relative = nodes[k].low == "о" and nodes[k + 1].low == "чем"
        content = _said_before(scene, clause, segment.first - 1 if relative else -1)
        if content is None:
            continue
        subject = place_subject(clause, cue) if "place" in cue.features else clause.subject(cue.at, cue.verb, after=True)
        low, high = segment.first, cue_bounds(clause, cue, (segment.first, segment.last))[1]
        plain = Cue(cue.at, cue.verb, cue.features - {"words"}, cue.first, cue.last)
        found = second_cue(scene, clause, cue) + links(clause, plain, subject, (low, high))
        scene.add(Finding(clause, [content], (nodes[cue.at].start, nodes[cue.at].end), found, "anaphor"))


def _said_before(scene: Scene, clause: Clause, stop: int) -> tuple[int, int] | None:
    if stop > 0:
        return scene.span(clause, 0, stop)
    step = -1
    while (before := scene.beside(clause, step)) is not None:
        if any(n.kind in {WORD, QUOTE} for n in before.nodes):
            span = scene.span(before, 0, len(before.nodes))
            return (before.sentence.start, span[1]) if span and before_starts_with_quote(before) else span
        step -= 1
    return None


def before_starts_with_quote(clause: Clause) -> bool:
    """A sentence that begins with a quoted name keeps its mark."""
    return clause.nodes[0].kind == QUOTE and len(clause.nodes) > 2  # noqa: PLR2004


def sources_of_outlet(scene: Scene, clause: Clause) -> None:
    """«Газета ссылается на источник в …»: an origin that the next sentence adds to the chain before."""
    nodes = clause.nodes
    k = next((k for k, n in enumerate(nodes) if n.low in {"ссылается", "ссылаются", "сослалась", "сослался", "сослались"}), -1)
    if k < 0 or not scene.findings:
        return
    cue = Cue(k, word(nodes[k]).verbs[0], frozenset())
    subject = clause.subject(k, cue.verb, after=False)
    found = links(clause, cue, Subject(None, "nobody"), (k, clause.segments[clause.segment_at(k)].last))
    if found and subject.phrase is not None:
        carrier = Link(clause, subject.phrase, "carrier", verb=cue.verb)
        scene.findings.append(Finding(clause, [], None, [carrier, *found], "sources_of_outlet"))


def headline(scene: Scene, clause: Clause) -> None:
    """Роскомнадзор: внесение в реестр не связано с законом. Лавров: «Вбить клин никому не под силу»."""
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
    if k < 1 or k > 12 or k + 1 >= len(nodes) or clause.finite(0, k) >= 0:  # noqa: PLR2004 — a short name
        return
    phrase = clause.reader.phrase(0, k, frozenset({"nomn"})) or clause.reader.phrase(0, k)
    quoted = nodes[k + 1].kind == QUOTE
    if phrase is None or not (phrase.last == k or quoted) or not (_may_speak(clause, phrase) or quoted and phrase.last == k):
        return
    span = scene.inside(nodes[k + 1]) if quoted else scene.span(clause, k + 1, len(nodes))
    if span is None:
        return
    if quoted:
        scene.quoted.add(nodes[k + 1].index)
    link = Link(clause, phrase, "headline")
    scene.add(Finding(clause, [span], (nodes[k].start, nodes[k].end), [link], "headline", is_direct=quoted))


def _quote_first(scene: Scene, clause: Clause) -> None:
    """««Мы не боимся зимы»: аким Ерлан Сапаров о подготовке к морозам»."""
    nodes = clause.nodes
    phrase = clause.reader.phrase(2, len(nodes), frozenset({"nomn"})) if len(nodes) > 2 else None  # noqa: PLR2004
    span = scene.inside(nodes[0])
    if phrase is None or span is None or scene.words_in(nodes[0]) < 2 or not _may_speak(clause, phrase) or clause.finite(phrase.last, len(nodes)) >= 0:  # noqa: PLR2004
        return
    scene.quoted.add(nodes[0].index)
    scene.add(Finding(clause, [span], None, [Link(clause, phrase, "headline")], "headline", is_direct=True))


def _dash_last(scene: Scene, clause: Clause) -> None:
    """«Трамвай вернётся через год — мэр Илья Комаров»: the speaker closes the headline."""
    if not clause.segments:
        return
    nodes, segment = clause.nodes, clause.segments[-1]
    if segment.opener not in DASHES or segment.first < 3 or nodes[segment.first - 2].text == ",":  # noqa: PLR2004
        return
    phrase = clause.reader.phrase(segment.first, segment.last, frozenset({"nomn"}))
    if phrase is None or phrase.last != segment.last or not _may_speak(clause, phrase) or clause.finite(0, segment.first) < 0:
        return
    span = scene.span(clause, 0, segment.first - 1)
    if span:
        scene.quoted.update(n.index for n in nodes[: segment.first] if n.kind == QUOTE)
        quoted = nodes[0].kind == QUOTE and segment.first == 2  # noqa: PLR2004
        scene.add(Finding(clause, [span], None, [Link(clause, phrase, "headline")], "headline", is_direct=quoted))


def _may_speak(clause: Clause, phrase: Phrase) -> bool:
    language = clause.language
    lemmas = {clause.nodes[phrase.head].low, *phrase.lemmas()}
    known = language.titles.keys() | language.organizations.keys() | language.outlets.keys() | language.unnamed.keys() | language.documents.keys()
    if lemmas & known:
        return True
    node = clause.nodes[phrase.head]
    info = word(node)
    return node.kind == QUOTE or info.is_name or not info.is_known or "." in node.text or (node.text.isupper() and len(node.text) > 1)
