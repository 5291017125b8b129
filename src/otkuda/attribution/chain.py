"""The links around a cue, nearest carrier first, origin last; and in which nodes they may stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from otkuda.attribution.carrier import carrier_in_which, carriers_around, head_lemmas, taken_nodes
from otkuda.attribution.clause import Subject
from otkuda.attribution.constituent import OBLIQUE
from otkuda.attribution.extent import starts_with_cue
from otkuda.attribution.finding import Cue, Link, Scene
from otkuda.attribution.phrase import Phrase
from otkuda.attribution.phrase_head import OWNERS
from otkuda.attribution.word import word
from otkuda.attribution.writing import IT
from otkuda.text.tokens import DASHES, QUOTE, WORD

if TYPE_CHECKING:
    from otkuda.attribution.clause import Clause
    from otkuda.text.tokens import Token

REFER = frozenset({"ссылаться", "сослаться"})
REFERRING = frozenset({"ссылаясь", "сославшись", "ссылкой", "цитируя"})
GIVEN_OUT = frozenset(
    "опубликовать распространить разместить обнародовать подписать выпустить подготовить разослать направить провести "
    "поступить прийти".split()
)
ACTING = frozenset("и о и.о. врио врид".split())  # «за подписью и.о. директора»
NEAR = frozenset("близкий знакомый осведомить осведомленный знать".split())  # «источник, знакомый с ситуацией»
OUTCOMES = frozenset("результат итог подсчет".split())  # writings where something follows from them
SAID = frozenset("слово высказывание заявление цитата комментарий мнение ответ".split())
CONTAINERS = frozenset("слово данные информация мнение сведение цитата высказывание ответ комментарий звонок".split())


def links(clause: Clause, cue: Cue, subject: Subject, bounds: tuple[int, int]) -> list[Link]:
    """Return the chain of a cue whose clause are the nodes of ``bounds``."""
    first, last = bounds
    carriers = carrier_in_which(clause, cue, subject) + carriers_around(clause, first, last, subject)
    if cue.features & {"inf", "accuse", "small"} and "say" not in cue.features:
        carriers = [link for link in carriers if link.how != "told"]  # «обязал "Зарю" извиниться»
    origins = named_sources(clause, first, last) or _named_before(clause, cue) or _named_beside(clause, cue, subject)
    own = [] if subject.phrase is None and subject.how == "nobody" else [_link(clause, subject, cue)]
    writes = subject.how == "place" or (
        subject.how == "right" and cue.features & {"shows", "quote"} and "say" not in cue.features
    )
    from_which = "from" in cue.features and subject.how == "place"
    if writes and subject.phrase is not None and is_document(clause, subject.phrase, outcome=from_which):
        own = _written(clause, subject.phrase)
    elif subject.phrase is not None and subject.how in {"left", "right"} and is_document(clause, subject.phrase):
        given = author_of(clause, subject.phrase) or _published_by(clause, subject.phrase)
        own = _written(clause, subject.phrase, subject.how) if given else own
    if subject.how == "dropped" and carriers and "words" not in cue.features and cue.verb.person == "3per":
        own = []
    carriers = _passed_on_by(clause, subject) + carriers
    if "words" in cue.features or ("carry" in cue.features and _passes_on_words(clause, first, last)):
        own = _quoted_speaker(clause, cue, subject, bounds) or own
    return carriers + own + origins


def _passed_on_by(clause: Clause, subject: Subject) -> list[Link]:
    """«сказал Б, чьи слова приводит А», «сказал Б, слова которого передаёт А»: A carries what is said."""
    index = clause.segment_at(subject.phrase.last - 1) + 1 if subject.phrase is not None else len(clause.segments)
    if index >= len(clause.segments) or clause.segments[index].kind != "relative":
        return []
    after = clause.segments[index]
    lows = [node.low for node in clause.nodes[after.first : after.first + 3]]
    words = any(low in {"слова", "высказывание", "мнение"} for low in lows[:2])
    k = clause.finite(after.first, after.last)
    verbs = word(clause.nodes[k]).verbs if k >= 0 else ()
    verb = next((v for v in verbs if "words" in clause.language.cues.get(v.lemma, ()) or v.lemma == "передавать"), None)
    teller = clause.subject(k, verb, after=True) if verb is not None and (words or lows[:1] == ["которого"]) else None
    if teller is None or teller.phrase is None or teller.how != "right":
        return []
    return [Link(clause, teller.phrase, "right", verb=verb)]


def _passes_on_words(clause: Clause, first: int, last: int) -> bool:
    """«передает слова Б агентство А»."""
    return any(clause.nodes[k].low in {"слова", "высказывание", "цитату"} for k in range(first, last))


def is_document(clause: Clause, phrase: Phrase, *, outcome: bool = False) -> bool:
    """Is a phrase a writing; with ``outcome`` also what a writing tells?"""
    lemmas = head_lemmas(clause, phrase)
    return bool(lemmas & clause.language.documents.keys()) or (outcome and bool(lemmas & OUTCOMES))


def _written(clause: Clause, phrase: Phrase, how: str = "place") -> list[Link]:
    """«говорится в обращении министра»: the writing, then its author."""
    signed = _signed(clause, phrase)
    if signed is not None:
        return [Link(clause, phrase, how, type="document"), signed]
    author = author_of(clause, phrase) or _published_by(clause, phrase)
    if author is not None and clause.nodes[phrase.head].low in {"данные", "данных"}:
        return [author]  # «свидетельствуют данные портала»
    return [headed(clause, phrase, how), author] if author else [Link(clause, phrase, how, type="document")]


def _signed(clause: Clause, phrase: Phrase) -> Link | None:
    """«в ответе за подписью директора»: who signed it."""
    nodes, k = clause.nodes, phrase.last
    if k + 2 >= len(nodes) or (nodes[k].low, nodes[k + 1].low) != ("за", "подписью"):
        return None
    at = next((j for j in range(k + 2, len(nodes)) if nodes[j].text != "." and nodes[j].low not in ACTING), len(nodes))
    author = clause.reader.phrase(at, len(nodes), frozenset({"gent"})) if at < len(nodes) else None
    return Link(clause, author, "author") if author is not None else None


def _published_by(clause: Clause, phrase: Phrase) -> Link | None:
    """«в сообщении, распространённом пресс-службой»: who gave it out, in the instrumental."""
    nodes, k = clause.nodes, phrase.last
    if k + 2 >= len(nodes) or nodes[k].text != "," or not GIVEN_OUT & set(word(nodes[k + 1]).lemmas):
        return None
    last = clause.segments[clause.segment_at(k + 1)].last
    came = {"поступить", "прийти"} & set(word(nodes[k + 1]).lemmas)
    cases = frozenset({"gent" if came else "ablt"})
    at = next((j for j in range(k + 2, last) if clause.nodes[j].low in {"в", "на"}), last)
    placed = clause.reader.phrase(at + 1, last, frozenset({"loct"})) if at + 1 < last else None  # «в журнале Nature»
    until = at if placed is not None else k + 5
    phrases = (clause.reader.phrase(j, last, cases) for j in range(k + 2, min(until, k + 5, last)))
    author = next((p for p in phrases if p is not None and clause.can_tell(p)), None)
    return Link(clause, author, "author") if author is not None else None


def without_trait(clause: Clause, phrase: Phrase) -> Phrase:
    """Return the writing without what was done with it: «опубликованному во вторник докладу комиссии»."""
    words = [word(node) for node in clause.nodes[phrase.first : phrase.head]]
    kept = next((at for at, info in enumerate(reversed(words)) if info.pos == "PRTF" or not info.modifiers), len(words))
    return Phrase(phrase.head - kept, phrase.last, phrase.head, phrase.forms, phrase.name)


def headed(clause: Clause, phrase: Phrase, how: str) -> Link:
    """The writing without its author: mentioned by its own words, named with the author's."""
    head = Phrase(phrase.first, phrase.head + 1, phrase.head, phrase.forms)
    case = next(iter(phrase.cases), "") if len(phrase.cases) == 1 else ""
    text = clause.sentence_text(without_trait(clause, phrase).first, phrase.last)
    return Link(clause, head, how, type="document", entity=clause.language.names.nominative_phrase(text, case=case))


def _link(clause: Clause, subject: Subject, cue: Cue) -> Link:
    return Link(clause, subject.phrase, subject.how, subject.stands_for, cue.verb, until=subject.until)


def refers(node: Token) -> bool:
    """«ссылаясь», «сослался», «ссылающегося»."""
    return node.low.startswith(("ссыла", "сосла")) and not REFER.isdisjoint(word(node).lemmas)


def named_sources(clause: Clause, first: int, last: int) -> list[Link]:
    """Return the origin: «со ссылкой на X», «ссылаясь на X и Y», «цитируя X»."""
    nodes = clause.nodes
    quoting = next((k for k in range(first, last - 1) if nodes[k].low == "цитируя"), -1)
    quoted = clause.reader.phrase(quoting + 1, last, frozenset({"accs", "gent"})) if quoting >= 0 else None
    if quoted is not None:
        return [Link(clause, quoted, "origin")]
    for k in range(first, last - 2):
        if nodes[k].low == "со" and nodes[k + 1].low == "слов":
            phrase = clause.reader.phrase(k + 2, last, frozenset({"gent"}))
            return [Link(clause, phrase, "origin")] if phrase is not None else []
    for k in range(first, last - 1):
        if nodes[k].low == "ссылкой" or refers(nodes[k]):
            at = next((j for j in range(k + 1, min(k + 5, last)) if nodes[j].low == "на"), -1)
            if at >= 0:
                phrase = clause.reader.phrase(at + 1, last, frozenset({"accs"})) or clause.reader.phrase(
                    at + 1, last, OBLIQUE
                )
                if phrase is not None:
                    return _unfold(clause, clause.named_behind(with_modifier(clause, phrase)))
    return []


def _named_before(clause: Clause, cue: Cue) -> list[Link]:
    """«X, сославшись на Y, сообщает»: the origin between the subject and its verb, where it is one that can speak."""
    index = clause.segment_at(cue.at)
    before = clause.segments[index - 1] if index else None
    opening = range(before.first, min(before.first + 3, before.last)) if before is not None else range(0)
    if before is None or not any(clause.nodes[k].low in REFERRING or refers(clause.nodes[k]) for k in opening):
        return []
    found = named_sources(clause, before.first, before.last)
    return found if all(link.phrase is None or clause.can_tell(link.phrase) for link in found) else []


def _named_beside(clause: Clause, cue: Cue, subject: Subject) -> list[Link]:
    """«X со ссылкой на источник, знакомый с делом, сообщает»: the origin right behind the subject."""
    if subject.phrase is None or subject.how != "left":
        return []
    index = clause.segment_at(subject.phrase.first)
    if index == clause.segment_at(cue.at):
        return []
    return named_sources(clause, subject.phrase.last, clause.segments[index].last)


def with_modifier(clause: Clause, phrase: Phrase) -> Phrase:
    """Return a source with the words behind the comma that belong to it: «источник, близкий к ФСБ»."""
    nodes = clause.nodes
    k = phrase.last
    if k + 1 < len(nodes) and nodes[k].text == "," and NEAR & set(word(nodes[k + 1]).lemmas):
        last = clause.segments[clause.segment_at(k + 1)].last
        return Phrase(phrase.first, last - (nodes[last - 1].text == "."), phrase.head, phrase.forms, phrase.name)
    return phrase


def _unfold(clause: Clause, phrase: Phrase) -> list[Link]:
    """«на данные агентства Fitch» is the agency; «на сообщение пресс-службы» is the writing, then its author."""
    lemmas = head_lemmas(clause, phrase)
    data = clause.nodes[phrase.first].low == "данные" and phrase.head > phrase.first  # «на данные лиги»
    inner = clause.reader.phrase(phrase.first + 1, phrase.last, frozenset({"gent"})) if data else None
    if inner is not None:
        return [Link(clause, inner, "origin")]
    author = (
        clause.reader.phrase(phrase.head + 1, phrase.last, frozenset({"gent"}))
        if phrase.head + 1 < phrase.last
        else None
    )
    if lemmas & CONTAINERS:
        if author is None and phrase.head + 2 < phrase.last and word(clause.nodes[phrase.head + 1]).pos == "PREP":
            author = clause.reader.phrase(phrase.head + 2, phrase.last, OBLIQUE)
        return [Link(clause, author, "origin")] if author else [Link(clause, phrase, "origin")]
    documents = clause.language.documents
    written = lemmas & documents.keys() and not lemmas & clause.language.outlets.keys()
    if written and author is not None and not set(author.lemmas()) <= documents.keys():  # «на материалы дела»
        return [headed(clause, phrase, "origin"), Link(clause, author, "origin")]
    return [Link(clause, phrase, "origin")]


def _quoted_speaker(clause: Clause, cue: Cue, subject: Subject, bounds: tuple[int, int]) -> list[Link] | None:
    """«цитирует Б агентство А», «приводит слова Б», «приводятся слова Б на сайте»: A carries, B is the origin."""
    first, last = bounds
    owned = subject.phrase is not None and "words" in cue.features and subject.how in {"left", "right"}
    if subject.phrase is not None and owned and _is_owned(clause, subject.phrase, first):
        # «цитирует его газета»
        whose = Link(clause, clause.reader.pronoun(subject.phrase.first), "possessive")
        return _carried(clause, cue, _from(clause, subject, subject.phrase.first + 1), whose)
    taken = taken_nodes(subject)
    k = first
    while k < last:
        if k in taken:
            k = taken.stop
            continue
        phrase = (
            None
            if k == cue.at or word(clause.nodes[k]).pos in {"PREP", "ADVB", "CONJ"}
            else clause.reader.phrase(k, last)
        )
        if phrase is None:
            k += 1
            continue
        whole, phrase = phrase, _without_agent(clause, cue, phrase)
        if phrase.last < whole.last and subject.phrase is None:  # «цитирует министра ТАСС»
            subject = Subject(clause.reader.phrase(phrase.last, whole.last), "right")
        if head_lemmas(clause, phrase) & SAID:
            speaker = _whose(clause, phrase, last)
            if speaker is not None:
                return _carried(clause, cue, subject, speaker)
        elif {"accs", "gent"} & phrase.cases and "words" in cue.features and "place" not in cue.features:
            phrase = clause.reader.phrase(phrase.first, phrase.last, frozenset({"accs", "gent"})) or phrase
            return _carried(clause, cue, subject, Link(clause, phrase, "origin"))
        k = phrase.last
    return _parted(clause, cue, subject) if owned else None


def _whose(clause: Clause, phrase: Phrase, last: int) -> Link | None:
    """«его слова», «слова мэра», «приводит издание его слова»."""
    nodes = clause.nodes
    owner = next((k for k in range(phrase.first, phrase.head) if nodes[k].low in OWNERS), -1)
    author = clause.reader.phrase(phrase.head + 1, last, frozenset({"gent"})) if owner != phrase.first else None
    if author is not None:
        return Link(clause, author, "origin")
    return Link(clause, clause.reader.pronoun(owner), "possessive") if owner >= 0 else None


def _is_owned(clause: Clause, phrase: Phrase, first: int) -> bool:
    """«цитирует его газета»; not «слова мэра приводит его газета»."""
    before = range(first, max(first, phrase.first))
    return clause.nodes[phrase.first].low in OWNERS and not any(
        SAID & set(word(clause.nodes[k]).lemmas) for k in before
    )


def _from(clause: Clause, subject: Subject, at: int) -> Subject:
    """The subject without the words before node ``at``."""
    phrase = subject.phrase
    if phrase is None or at > phrase.head:
        return subject
    return replace(subject, phrase=clause.reader.phrase(at, phrase.last) or phrase)


def _parted(clause: Clause, cue: Cue, subject: Subject) -> list[Link] | None:
    """«цитирует пресс-служба министра»: the person in the genitive is the one quoted."""
    phrase = subject.phrase
    if phrase is None:
        return None
    for k in range(phrase.head + 1, phrase.last):
        person = clause.reader.phrase(k, phrase.last, frozenset({"gent"}))
        if person is None or person.last != phrase.last or word(clause.nodes[k]).pos == "PREP":
            continue
        if clause.language.titles.keys().isdisjoint(person.lemmas()):
            continue  # «цитирует пресс-служба союза продюсера Мартина Остера»
        carrier = Phrase(phrase.first, k, phrase.head, phrase.forms)
        return _carried(clause, cue, replace(subject, phrase=carrier), Link(clause, person, "origin"))
    return None


def _without_agent(clause: Clause, cue: Cue, phrase: Phrase) -> Phrase:
    """«цитирует мэра «Заря»»: the name in quotation marks is the one who quotes, not a part of the one quoted."""
    first = _agent_at(clause, phrase)
    agent = clause.reader.phrase(first, phrase.last, frozenset({"nomn"})) if first > phrase.head else None
    if agent is None or not clause.agrees(agent, cue.verb):
        return phrase
    return clause.reader.phrase(phrase.first, first, phrase.cases) or phrase


def _agent_at(clause: Clause, phrase: Phrase) -> int:
    """Where the name begins that ends a phrase: in quotation marks, of a known outlet, in Latin letters."""
    nodes, last = clause.nodes, phrase.last - 1
    if nodes[last].kind == QUOTE or clause.language.outlet_named(nodes[last].text) is not None:
        return last
    first = phrase.last
    while first > phrase.head + 1 and nodes[first - 1].kind == WORD and nodes[first - 1].text.isascii():
        first -= 1
    return first if first < phrase.last and not nodes[phrase.head].text.isascii() else -1


def _carried(clause: Clause, cue: Cue, subject: Subject, origin: Link) -> list[Link]:
    if subject.phrase is None or subject.how in {"dropped", "nobody"}:
        return [origin]
    if "place" in cue.features:
        return [Link(clause, subject.phrase, "page", type="outlet"), origin]
    return [_link(clause, subject, cue), origin]


def author_of(clause: Clause, phrase: Phrase) -> Link | None:
    """«решение греческого суда» → the court; «явка Орлова» → Орлов."""
    if phrase.head + 1 >= phrase.last:
        before = [k for k in range(phrase.first, phrase.head) if clause.nodes[k].is_capital]
        inner = clause.reader.phrase(before[0], phrase.head, frozenset({"gent"})) if before else None
        return Link(clause, inner, "author") if inner else None
    inner = clause.reader.phrase(phrase.head + 1, phrase.last, frozenset({"gent"}))
    if inner is None or inner.first != phrase.head + 1:
        return None
    head = clause.nodes[inner.head]
    lemmas = {head.low, *inner.lemmas()}
    known = lemmas & clause.language.speakers or clause.reader.two_words(inner) in clause.language.organizations
    if not (known or head.is_capital or head.kind == QUOTE):
        return None
    return Link(clause, inner, "author")


def of_document(clause: Clause, phrase: Phrase, *, force: bool = False) -> list[Link]:
    """A writing, then its author where a genitive names one."""
    lemmas = {clause.nodes[phrase.head].low, *phrase.lemmas()}
    if not (force or lemmas & clause.language.documents.keys()):
        return [Link(clause, phrase, "author")]
    author = author_of(clause, phrase)
    if author is None:
        return [Link(clause, phrase, "document", type="document")]

    behind = author.phrase is not None and author.phrase.first > phrase.head
    return [headed(clause, phrase, "document") if behind else Link(clause, phrase, "document", type="document"), author]


def may_tell(clause: Clause, cue: Cue, subject: Subject, *, person: bool = False) -> bool:
    """«опрос показал», not «матч показал»: what shows something is a writing or a finding, or else a ``person``."""
    if "shows" not in cue.features:
        return True
    phrase = subject.phrase or subject.stands_for
    if phrase is None:
        return False
    if is_document(clause, phrase):
        return True
    head = word(clause.nodes[phrase.head])
    return person and (head.is_animate or bool(head.pronouns) or phrase.name >= 0)


def place_subject(clause: Clause, cue: Cue) -> Subject:
    """Who speaks behind «говорится», «сообщается», «сказано»: the writing or place named beside it, or nobody."""
    phrase = clause.place(cue.at, clause.segment_at(cue.at)) or _in_which(clause, cue) or _in_it(clause, cue)
    return Subject(phrase, "place") if phrase is not None else Subject(None, "nobody")


def _in_which(clause: Clause, cue: Cue) -> Phrase | None:
    """«разослал письмо, в котором говорится»: the writing before the comma."""
    index = clause.segment_at(cue.at)
    segment, nodes = clause.segments[index], clause.nodes
    if segment.kind != "relative" or nodes[segment.first].low not in {"в", "из", "где"}:
        return None
    before = clause.segments[index - 1]
    return next((p for p in reversed(clause.phrases_in(before.first, before.last)) if is_document(clause, p)), None)


def _in_it(clause: Clause, cue: Cue) -> Phrase | None:
    """«В нём говорится», «из неё следует»: the pronoun of a writing."""
    segment, nodes = clause.segments[clause.segment_at(cue.at)], clause.nodes
    pairs = range(segment.first, min(segment.last, cue.at + 3) - 1)
    k = next((k for k in pairs if nodes[k].low in {"в", "из"} and nodes[k + 1].low in IT), -1)
    return clause.reader.pronoun(k + 1) if k >= 0 else None


def cue_bounds(clause: Clause, cue: Cue, bounds: tuple[int, int]) -> tuple[int, int]:
    """The nodes in which the links of a cue may stand: its segment, and «ссылаясь на …» behind it."""
    index = clause.segment_at(cue.at)
    segment = clause.segments[index]
    first, last = max(segment.first, bounds[0]), segment.last
    last = _second_verb(clause, cue.at + 1, last)
    if cue.at < bounds[1] < last:
        return first, bounds[1]
    if last < segment.last:
        return first, last
    for later in clause.segments[index + 1 :]:
        lows = {clause.nodes[k].low for k in range(later.first, min(later.first + 3, later.last))}
        if lows & REFERRING:
            return first, later.last
        if later.kind in {"main", "and"} and clause.finite(later.first, later.last) >= 0:
            break
        if later.kind == "that":
            break
    return first, last


def _second_verb(clause: Clause, first: int, last: int) -> int:
    """«обозвал статью враньём и пригрозил газете судом»: what stands with the second verb is none of the first."""
    joined = (k for k in range(first, last - 1) if clause.nodes[k].low in {"и", "а", "но"} and clause.is_finite(k + 1))
    return next(joined, last)


def second_cue(scene: Scene, clause: Clause, cue: Cue) -> list[Link]:
    """The carrier of a second cue over the same lead: «…, передает zakon.kz», «Об этом, как передает Укринформ, …»."""
    for number, segment in enumerate(clause.segments):
        if segment.first <= cue.at < segment.last or segment.opener not in {"", ",", *DASHES}:
            continue
        if segment.first < cue.at and clause.nodes[segment.first].low != "как":
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
