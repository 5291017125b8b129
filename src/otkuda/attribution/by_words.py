"""«по словам X», «по его словам», «по данным X», «согласно X», «судя по X», «со слов X»."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from otkuda.attribution.around import around
from otkuda.attribution.chain import OUTCOMES, named_sources, of_document, refers
from otkuda.attribution.cue import cue_at
from otkuda.attribution.finding import Finding, Link, Scene
from otkuda.attribution.phrase import Phrase
from otkuda.attribution.word import word
from otkuda.text.tokens import DASHES, NUMBER, QUOTE, WORD

if TYPE_CHECKING:
    from otkuda.attribution.clause import Clause
    from otkuda.attribution.segment import Segment

POSSESSIVE = frozenset("его ее их моему моим нашему нашим нашей моей твоему вашему вашим собственным своим".split())
OPENS = DASHES | {",", "(", "—", "но", "а", "и", "что", "ведь", "однако"}
ARTICLES = frozenset({"статья", "пункт", "часть"})  # of a law, where a number or its law stands behind
PROCEEDINGS = frozenset({"проверка", "ревизия", "аудит", "рейтинг"})
LAWFUL = frozenset(
    "закон законодательство конституция условие правило кодекс договор регламент устав план график "
    "требование норма положение "
    "контракт порядок программа традиция легенда соглашение расписание".split()
)
SHORT = 3  # words of an origin in a parenthesis: «источник в полиции»
FILED = frozenset({"материалам"})
FILES = frozenset("дело проверка расследование иск производство".split())
OPENERS = frozenset("как по согласно судя со с на если исходя".split())


def by_words(scene: Scene, clause: Clause) -> None:
    """по словам X; по его словам; по данным X; согласно X; судя по X; со слов X."""
    nodes = clause.nodes
    for k, node in enumerate(nodes):
        if node.low not in OPENERS or node.kind != WORD or node.start in scene.used:
            continue
        found = _phrase_at(clause, k)
        if found is None:
            continue
        last, cue_first, cue_last, link = _referring(clause, found)
        stretches = around(clause, k, last)
        content = [span for first, end in stretches if (span := scene.span(clause, first, end))]
        alone = not content  # «По словам мэра:» and a paragraph
        if nodes[-1].text == ":" and last <= len(nodes):
            content += scene.block_after(clause)
        if not content:
            continue
        cue_span = nodes[cue_first].start, nodes[cue_last - 1].end
        scene.used.update(n.start for n in nodes[cue_first:cue_last])
        scene.add(Finding(clause, content, cue_span, link, is_direct=alone))


def _referring(clause: Clause, found: tuple[int, int, int, list[Link]]) -> tuple[int, int, int, list[Link]]:
    """«по сообщению агентства со ссылкой на полицию», «по данным X, ссылающегося на Y»: the origin behind."""
    last, first, end, chain = found
    nodes, phrase = clause.nodes, chain[-1].phrase if chain else None
    if phrase is None or not phrase.first < phrase.last < len(nodes) - 2:
        return found
    k = phrase.last + (nodes[phrase.last].text == ",")
    if not (refers(nodes[k]) or (nodes[k].low == "со" and nodes[k + 1].low == "ссылкой")):
        return found
    origins = named_sources(clause, k, clause.segments[clause.segment_at(k)].last)
    ends = [link.phrase.last for link in origins if link.phrase is not None and _is_short(link.phrase)]
    return (max([last, *ends]), first, end, chain + origins) if len(ends) == len(origins) else found


def _is_short(phrase: Phrase) -> bool:
    """Is it sure where a source ends? Behind a long one may stand what is told of it, or what it says."""
    return phrase.last - phrase.first <= SHORT


def _phrase_at(clause: Clause, k: int) -> tuple[int, int, int, list[Link]] | None:
    """End of the parenthesis, the cue's nodes, and its chain, if one begins at node ``k``."""
    nodes = clause.nodes
    low = nodes[k].low
    if low == "по":
        return _by_noun(clause, k)
    if low == "согласно":
        return _according(clause, k)
    if low == "судя" and k + 1 < len(nodes) and nodes[k + 1].low == "по":
        return _judging(clause, k)
    if low in {"с", "на", "если", "исходя", "как"}:
        return _by_view(clause, k)
    if low == "со" and k + 1 < len(nodes) and nodes[k + 1].low == "слов":
        segment = clause.segments[clause.segment_at(k)]
        if any(
            (cue := cue_at(clause, j)) is not None and "say" in cue.features for j in range(segment.first, segment.last)
        ):
            return None
        return _with_source(clause, k, k + 2)
    return None


def _judging(clause: Clause, k: int) -> tuple[int, int, int, list[Link]] | None:
    """«судя по отчёту X», «судя по данным X»; not «судя по всему»."""
    after = clause.nodes[k + 2] if k + 2 < len(clause.nodes) else None
    if after is None or after.low == "всему":
        return None
    if after.low in {"данным", "информации", "сведениям"}:
        found = _with_source(clause, k, k + 3)
        if found is not None:
            return found
    return _with_source(clause, k, k + 2, documents=True)


def _by_view(clause: Clause, k: int) -> tuple[int, int, int, list[Link]] | None:
    """с его слов; с точки зрения X; на взгляд X; на его взгляд; если верить X; исходя из данных X."""
    nodes = clause.nodes
    lows = [node.low for node in nodes[k : k + 4]]
    if len(lows) < 3 or (k and nodes[k - 1].text not in OPENS):
        return None
    whose = lows[1] in POSSESSIVE and (lows[0], lows[2]) in {("с", "слов"), ("на", "взгляд")}
    if whose:
        return k + 3, k, k + 3, [Link(clause, clause.reader.pronoun(k + 1), "possessive")]
    if tuple(lows[:2]) == ("если", "верить"):
        return _believed(clause, k)
    if tuple(lows[:3]) == ("исходя", "из", "данных"):
        return _with_source(clause, k, k + 3)
    if lows[0] == "как" and lows[1] in {"видно", "ясно", "понятно"} and lows[2] == "из":
        return _with_source(clause, k, k + 3)
    at = k + 3 if tuple(lows[:3]) == ("с", "точки", "зрения") else k + 2 if tuple(lows[:2]) == ("на", "взгляд") else -1
    found = _with_source(clause, k, at) if at > 0 else None
    phrase = found[3][0].phrase if found is not None else None
    return found if phrase is not None and _is_somebody(clause, phrase) else None


def _believed(clause: Clause, k: int) -> tuple[int, int, int, list[Link]] | None:
    """«если верить соседям»: the source in the dative."""
    phrase = clause.reader.phrase(k + 2, clause.segments[clause.segment_at(k)].last, frozenset({"datv"}))
    if phrase is None or not _is_somebody(clause, phrase):
        return None
    return phrase.last, k, k + 2, of_document(clause, phrase)


def _is_somebody(clause: Clause, phrase: Phrase) -> bool:
    """A person, a body or a writing; not «с точки зрения закона», «на взгляд из окна»."""
    lemmas = {clause.nodes[phrase.head].low, *phrase.lemmas()}
    language, head = clause.language, word(clause.nodes[phrase.head])
    if lemmas & LAWFUL:
        return False
    known = lemmas & language.speakers or lemmas & language.documents.keys() or head.is_animate or head.pronouns
    return bool(known) or phrase.name >= 0 or clause.nodes[phrase.last - 1].kind == QUOTE  # «приложению «Метео»»


def _by_noun(clause: Clause, k: int) -> tuple[int, int, int, list[Link]] | None:
    nodes = clause.nodes
    if clause.language.phrases.keys().isdisjoint([node.low for node in nodes[k + 1 : k + 5]]):
        return None
    pronoun = -1
    for j in range(k + 1, min(k + 5, len(nodes))):
        node = nodes[j]
        if node.kind != WORD:
            return None
        features = clause.language.phrases.get(node.low)
        if features is not None and "results" in features:
            return _results(clause, k, j + 1)
        if features is not None:
            if pronoun >= 0:
                phrase = Phrase(pronoun, pronoun + 1, pronoun, ())
                return j + 1, k, j + 1, [Link(clause, phrase, "possessive")]
            if k and clause.language.phrases.get(clause.nodes[k - 1].low) is not None:
                return None
            return (
                None if k and _heads_office(clause, k) else _with_source(clause, k, j + 1, agentless="own" in features)
            )
        if node.low in POSSESSIVE:
            pronoun = j
        elif not word(node).modifiers and node.low not in {"одной", "из"}:
            return None
    return None


def _results(clause: Clause, k: int, at: int) -> tuple[int, int, int, list[Link]] | None:
    """«по результатам опроса центра «Мера», …»: a study is a source; «по итогам матча» and «проверки» are none."""
    if at >= len(clause.nodes):
        return None
    phrase = clause.reader.phrase(at, len(clause.nodes), frozenset({"gent"}))
    studies = (lemma for lemma in (phrase.lemmas() if phrase is not None else ()) if lemma not in PROCEEDINGS)
    is_study = any("study" in clause.language.documents.get(lemma, ()) for lemma in studies)
    closed = phrase is not None and (phrase.last >= len(clause.nodes) or clause.nodes[phrase.last].text in {",", "."})
    return (phrase.last, k, at, of_document(clause, phrase)) if phrase is not None and is_study and closed else None


def _heads_office(clause: Clause, k: int) -> bool:
    """«комитет по статистике», «департамент по информации»."""
    return any(
        f.lemma in clause.language.organizations or f.lemma in clause.language.titles
        for f in word(clause.nodes[k - 1]).nouns
    )


def _with_source(
    clause: Clause, k: int, at: int, *, agentless: bool = False, documents: bool = False
) -> tuple[int, int, int, list[Link]] | None:
    """The source behind the phrase «по данным», in the genitive (behind «судя по» in the dative)."""
    nodes = clause.nodes
    stop = len(nodes)
    if at < stop and nodes[at].low in {"на", "от", "из", "в"} and agentless:
        if nodes[at + 1 : at + 2] and nodes[at + 1].kind == NUMBER:
            return _dated(clause, k, at)
        place = clause.reader.phrase(at + 1, stop)
        if place is not None and nodes[at].low in {"от", "из", "в", "на"}:
            return place.last, k, at, [Link(clause, place, "place")]
    if documents:
        phrase = clause.reader.phrase(at, stop, frozenset({"datv"})) if at < stop else None
        return (phrase.last, k, at, of_document(clause, phrase, force=True)) if phrase else None
    phrase = (
        clause.reader.phrase(at, stop, frozenset({"gent"})) if at < stop and nodes[at].kind in {WORD, QUOTE} else None
    )
    if phrase is not None and "который" in word(nodes[at]).lemmas:
        return at + 1, k, at, [Link(clause, phrase, "relative", clause.antecedent(at))]
    if phrase is not None:
        if nodes[at - 1].low in FILED and not FILES.isdisjoint(phrase.lemmas()):
            return _filed(clause, k, at - 1)
        phrase = clause.named_behind(_joined(clause, phrase, stop))
        last = _apposition(clause, phrase)
        if [n.low for n in nodes[last : last + 1]] == ["на"] and nodes[last + 1].kind == NUMBER:
            last = clause.segments[clause.segment_at(last)].last  # «по данным МЧС на 1 мая»
        return last, k, at, [Link(clause, phrase, "author"), *()]
    if agentless:
        return at, k, at, []
    return None


def _filed(clause: Clause, k: int, at: int) -> tuple[int, int, int, list[Link]] | None:
    """«согласно материалам дела»: the papers are the source."""
    phrase = clause.reader.phrase(at, len(clause.nodes), frozenset({"datv"}))
    return (phrase.last, k, at, of_document(clause, phrase, force=True)) if phrase is not None else None


def _dated(clause: Clause, k: int, at: int) -> tuple[int, int, int, list[Link]]:
    """«по данным на 1 мая»: a date is no source."""
    return clause.segments[clause.segment_at(at)].last, k, at, []


def _joined(clause: Clause, phrase: Phrase, stop: int) -> Phrase:
    k = phrase.last
    if k + 1 < stop and clause.nodes[k].low in {"с", "со"} and word(clause.nodes[phrase.head]).is_animate:
        trait = clause.reader.phrase(
            k + 1, stop, frozenset({"ablt"})
        )  # «энергетика с сорокалетним стажем Петра Лунина»
        if trait is not None and trait.last < stop and clause.nodes[trait.last].text == ",":
            return Phrase(phrase.first, trait.last, phrase.head, phrase.forms, phrase.name)
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


def _leads_participle(clause: Clause, segment: Segment, phrase: Phrase) -> bool:
    for k in range(segment.first, min(segment.first + 3, segment.last)):
        info = word(clause.nodes[k])
        near = info.pos == "ADJF" and k + 1 < segment.last and word(clause.nodes[k + 1]).pos == "PREP"
        if info.pos == "PRTF" or near:  # «источника, близкого к переговорам»
            agrees = any(m.case == f.case and m.number == f.number for m in info.modifiers for f in phrase.forms)
            return agrees and clause.finite(segment.first, segment.last) < 0
        if info.pos not in {"ADVB", "PRCL", "CONJ"}:
            return False
    return False


def _according(clause: Clause, k: int) -> tuple[int, int, int, list[Link]] | None:
    nodes = clause.nodes
    if k + 1 >= len(nodes):
        return None
    if "который" in word(nodes[k + 1]).lemmas:
        return _according_to_it(clause, k)
    phrase = _participle_phrase(clause, k + 1) or clause.reader.phrase(k + 1, len(nodes), frozenset({"datv"}))
    if phrase is None:
        phrase = clause.reader.phrase(k + 1, len(nodes))
    if phrase is None or _is_lawful(clause, phrase):
        return None
    if nodes[phrase.head].low in clause.language.phrases:  # «согласно данным X»
        rest = _with_source(clause, k, phrase.head + 1, agentless=True)
        if rest is not None and rest[3]:
            return max(rest[0], _apposition(clause, replace(phrase, last=rest[0]))), *rest[1:]
        if nodes[phrase.head].low in {"данным", "информации", "сведениям", "слухам", "сообщениям"}:
            return rest
    outcome = not OUTCOMES.isdisjoint(phrase.lemmas())
    phrase = _about(clause, phrase)
    giver = _giver(clause, k + 1, phrase)
    return _apposition(clause, phrase), k, k + 1, [*of_document(clause, phrase, force=outcome), *giver]


def _about(clause: Clause, phrase: Phrase) -> Phrase:
    """«согласно справке о доходах, …», «согласно явке с повинной, …»: the paper with what stands before the comma."""
    segment, nodes = clause.segments[clause.segment_at(phrase.first)], clause.nodes
    closed = segment.last < len(nodes) and nodes[segment.last].text == ","
    if not (closed and phrase.last < segment.last and nodes[phrase.last].low in {"о", "об", "с", "от"}):
        return phrase
    written = not clause.language.documents.keys().isdisjoint(phrase.lemmas())
    return replace(phrase, last=segment.last) if written and clause.finite(phrase.last, segment.last) < 0 else phrase


def _according_to_it(clause: Clause, k: int) -> tuple[int, int, int, list[Link]] | None:
    """«выдвинули версию, согласно которой пожар начался на чердаке»; not «указ, согласно которому»."""
    index = clause.segment_at(k)
    before = clause.segments[index - 1]
    phrases = clause.phrases_in(before.first, before.last) if index and clause.segments[index].first == k else []
    known = clause.language.documents.get(phrases[-1].lemmas()[0], frozenset()) if phrases else frozenset()
    if known.isdisjoint({"study", "report", "statement", "publication", "words", "file", "letter"}):
        return None
    pronoun = Phrase(k + 1, k + 2, k + 1, tuple(word(clause.nodes[k + 1]).modifiers))
    return k + 2, k, k + 1, [Link(clause, pronoun, "relative", phrases[-1])]


def _is_lawful(clause: Clause, phrase: Phrase) -> bool:
    """«согласно закону», «согласно статье 15 кодекса»; not «согласно статье в журнале»."""
    lemmas = {*phrase.lemmas(), clause.nodes[phrase.head].low}
    if lemmas & ARTICLES:
        rest = clause.nodes[phrase.first : phrase.last + 1]
        return any(node.kind == NUMBER or LAWFUL & set(word(node).lemmas) for node in rest)
    return bool(lemmas & LAWFUL)


def _giver(clause: Clause, at: int, phrase: Phrase) -> list[Link]:
    """«согласно поступившей от Ветрова явке с повинной»: whose paper it is."""
    came = not {"поступить", "прийти", "получить"}.isdisjoint(word(clause.nodes[at]).lemmas)
    if not came or at + 2 >= phrase.head or clause.nodes[at + 1].low != "от":
        return []
    giver = clause.reader.phrase(at + 2, phrase.head, frozenset({"gent"}))
    return [Link(clause, giver, "author")] if giver is not None else []


def _participle_phrase(clause: Clause, at: int) -> Phrase | None:
    """«согласно поступившей от Ветрова явке с повинной»: a modifier with words of its own before the head."""
    nodes = clause.nodes
    if (
        at >= len(nodes)
        or word(nodes[at]).pos != "PRTF"
        or not any(f.case == "datv" for f in word(nodes[at]).modifiers)
    ):
        return None
    for j in range(at + 1, min(at + 6, len(nodes))):
        if nodes[j].kind != WORD:
            return None
        found = clause.reader.phrase(j, len(nodes), frozenset({"datv"}))
        if found is not None and any(f.case == "datv" for f in found.forms) and word(nodes[found.head]).nouns:
            return Phrase(at, found.last, found.head, found.forms, found.name)
    return None
