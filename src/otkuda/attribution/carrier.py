"""Through whom words came: outlets that were told, interviews, broadcasts, pages, writings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.attribution.constituent import OBLIQUE
from otkuda.attribution.finding import Cue, Link
from otkuda.attribution.name_run import UNDECLINED
from otkuda.attribution.phrase import Phrase
from otkuda.attribution.word import word
from otkuda.text.tokens import QUOTE, WORD

if TYPE_CHECKING:
    from otkuda.attribution.clause import Clause, Subject

TALKS = frozenset("интервью беседа разговор эфир комментарий программа передача колонка".split())
PLACES = frozenset(
    "сайт страница страничка канал telegram-канал телеграм-канал youtube-канал блог микроблог твиттер twitter facebook "
    "instagram telegram телеграм вконтакте фейсбук инстаграм соцсеть x аккаунт паблик портал threads tiktok youtube "
    "подкаст видеоблог влог чат сеть ютуб livejournal трансляция стрим подкаст телеграмм-канал".split()
)
SPOKEN = frozenset("выступление речь ходатайство свидетельство".split())


def carriers_around(clause: Clause, first: int, last: int, subject: Subject) -> list[Link]:
    """Outlets that were told, interviews, broadcasts, own pages, and writings."""
    taken = taken_nodes(subject)
    found: list[Link] = []
    k = first
    while k < last:
        if k in taken:
            k = taken.stop
            continue
        step, link = _told_unknown(clause, k, subject) or _carrier_at(clause, k, last, subject)
        if link is not None:
            found.append(link)
        k = max(step, k + 1)
    return found


def _told_unknown(clause: Clause, k: int, subject: Subject) -> tuple[int, Link] | None:
    """«сказала КЮГ-ИНФО директор Анна Белова», «сказал он Астра-Пресс»: an undeclined name beside the verb."""
    node, foreign = clause.nodes[k], _looks_foreign(clause.nodes[k].text)
    if subject.phrase is None or k < 1 or not node.is_capital or (word(node).is_name and not foreign):
        return None
    between = subject.how == "right" and k < subject.phrase.first <= k + 3 and clause.is_finite(k - 1)
    stop = subject.phrase.first if between else clause.segments[clause.segment_at(k)].last
    behind = subject.how == "right" and k == subject.phrase.last and clause.is_finite(subject.phrase.first - 1)
    beside = subject.how == "left" and clause.is_finite(k - 1)
    phrase = clause.reader.phrase(k, stop) if between or behind or beside else None
    if phrase is None or not _is_foreign(phrase) or (between and phrase.last != stop):
        return None
    if not (between or foreign):
        return None
    return phrase.last, Link(clause, _without_place(clause, phrase), "told", type="outlet")


def _looks_foreign(text: str) -> bool:
    """«CodeTimes», «Астра-Пресс»: Latin letters, or a tail that outlets have."""
    return text[0].isascii() or text.lower().endswith(UNDECLINED)


def _carrier_at(clause: Clause, k: int, last: int, subject: Subject) -> tuple[int, Link | None]:
    node = clause.nodes[k]
    if node.kind == QUOTE and clause.sentence.nodes[k].last - node.first <= 6:
        return k + 1, _told(clause, k)
    if node.kind != WORD:
        return k + 1, None
    info = word(node)
    if node.low in {"ссылкой", "ссылаясь", "сославшись"} or (
        node.low == "со" and k + 1 < last and clause.nodes[k + 1].low == "ссылкой"
    ):
        return last, None
    if info.pos == "PREP" or node.low in {"в", "на", "во"}:
        return _behind_preposition(clause, k, last, subject)
    if info.pos in {"ADVB", "CONJ", "PRCL", "VERB", "GRND"}:
        return k + 1, None
    return _told_phrase(clause, k, last)


def _told(clause: Clause, k: int) -> Link | None:
    """«заявил "Ъ", что»: a name in quotation marks right behind or before a verb of saying."""
    around = [j for j in (k - 1, k + 1) if 0 <= j < len(clause.nodes)]
    whole = clause.reader.phrase(k, k + 1)
    declined = whole is not None and "datv" in whole.cases and "nomn" not in whole.cases
    if not declined and not any(clause.is_finite(j) for j in around):
        return None
    inner = clause.inner_text(clause.nodes[k])
    if inner[:1].islower() or inner[-1:] in {"!", "?", "…"}:
        return None
    return Link(clause, whole, "told", type="outlet") if whole else None


def _told_phrase(clause: Clause, k: int, last: int) -> tuple[int, Link | None]:
    """«сообщил агентству Франс Пресс», «сказал газете»."""
    phrase = clause.reader.phrase(k, last, frozenset({"datv"})) or clause.reader.phrase(k, last)
    if phrase is None:
        return k + 1, None
    if ("datv" in phrase.cases and "nomn" not in phrase.cases) or _is_foreign(phrase):
        lemmas = head_lemmas(clause, phrase)
        if _is_outlet(clause, phrase, lemmas):
            return phrase.last, Link(clause, _without_place(clause, phrase), "told", type="outlet")
    return phrase.last, None


def _without_place(clause: Clause, phrase: Phrase) -> Phrase:
    """«сообщили ves.example в пресс-службе»: where it was said is no part of the outlet that was told."""
    nodes = clause.nodes
    called = clause.language.outlets.keys() & head_lemmas(clause, phrase) and not nodes[phrase.head].is_capital
    behind = range(phrase.head + 1, phrase.last)
    stop = next((k for k in behind if nodes[k].low in {"в", "во", "на"}), phrase.last)
    if called and stop > phrase.head + 1:  # «сообщили агентству в МВД», not «рассказал журналу «Заря» в Твери»
        return phrase
    return Phrase(phrase.first, stop, phrase.head, phrase.forms, phrase.name)


def _is_foreign(phrase: Phrase) -> bool:
    return len(phrase.cases) > 3 and phrase.first == phrase.head


def head_lemmas(clause: Clause, phrase: Phrase) -> set[str]:
    """Return the word at the head of a phrase and its lemmas; of «Telegram-канал» those of the last part too."""
    low = clause.nodes[phrase.head].low
    if "-" in low and low[0].isascii():  # «Telegram-канале»
        return {low, *phrase.lemmas(), *_last_part(clause, low)}
    return {low, *phrase.lemmas()}


def _last_part(clause: Clause, low: str) -> set[str]:
    return {reading.lemma for reading in clause.language.analyse(low.rpartition("-")[2])}


def _is_outlet(clause: Clause, phrase: Phrase, lemmas: set[str]) -> bool:
    known = [outlet for lemma in lemmas if (outlet := clause.language.outlets.get(lemma)) is not None]
    if known:
        stands_for = any("stands_for" in features for features in known)
        return not stands_for or (phrase.last - phrase.head > 1 and all(f.number == "sing" for f in phrase.forms))
    head = clause.nodes[phrase.head]
    named = clause.language.outlet_named
    return bool(named(clause.sentence_text(phrase.first, phrase.last)) or named(head.text)) or "." in head.text


def _behind_preposition(clause: Clause, k: int, last: int, subject: Subject) -> tuple[int, Link | None]:
    at = k + 1
    if at >= last or at in taken_nodes(subject):
        return max(at, taken_nodes(subject).stop if at in taken_nodes(subject) else at), None
    if clause.nodes[at].low == "этом" and clause.nodes[k].low in {"об", "о"}:
        return at + 1, None  # «Об этом РИА Новости сообщили в мэрии»
    phrase = clause.reader.phrase(at, last, OBLIQUE)
    if phrase is None:
        return at, None
    if clause.nodes[k].low not in {"в", "во", "на"}:
        return min(phrase.last, last), None
    return _in_place(clause, phrase, last, subject) or (min(phrase.last, last), None)


def _in_place(clause: Clause, phrase: Phrase, last: int, subject: Subject) -> tuple[int, Link | None] | None:
    """What stands behind «в» or «на»: a talk, an occasion, a page, a paper, a writing."""
    lemmas = head_lemmas(clause, phrase)
    if lemmas & TALKS:
        return _talk(clause, phrase, last)
    if lemmas & {"ход", "рамка", "время"}:
        return _in_course(clause, phrase)
    if lemmas & {"вопрос", "запрос"}:
        return _asked_by(clause, phrase)
    paper = _pages_of(clause, phrase)
    if paper is not None:
        return phrase.last, Link(clause, paper, "page", type="outlet")
    if lemmas & PLACES or _is_site(clause, phrase):
        page = _with_network(clause, phrase, last)
        return page.last, Link(clause, page, "page", type="outlet")
    return _printed_in(clause, phrase, lemmas) if _has_speaker(subject) else None


def _printed_in(clause: Clause, phrase: Phrase, lemmas: set[str]) -> tuple[int, Link] | None:
    """«написал в журнале «Заря»», «признал в докладе»."""
    low = clause.nodes[phrase.first - 1].low
    if low in {"в", "во"} and _is_medium(clause, phrase, lemmas):
        return phrase.last, Link(clause, phrase, "page", type="outlet")
    if "loct" in phrase.cases and lemmas & clause.language.documents.keys() - SPOKEN:
        return phrase.last, Link(clause, phrase, "document", type="document")
    return None


def _pages_of(clause: Clause, phrase: Phrase) -> Phrase | None:
    """«на страницах газеты»: the paper; «на странице мэра» is a page of its own."""
    if not {"страница", "полоса"} & set(phrase.lemmas()) or phrase.head + 1 >= phrase.last:
        return None
    inner = clause.reader.phrase(phrase.head + 1, phrase.last, frozenset({"gent"}))
    return inner if inner is not None and _is_outlet(clause, inner, head_lemmas(clause, inner)) else None


def _asked_by(clause: Clause, phrase: Phrase) -> tuple[int, Link | None]:
    """«ответили на вопрос «Зари»»: the outlet that asked was told."""
    inner = (
        clause.reader.phrase(phrase.head + 1, phrase.last, frozenset({"gent"}))
        if phrase.last > phrase.head + 1
        else None
    )
    if inner is None or inner.first != phrase.head + 1:
        return phrase.last, None
    is_outlet = _is_outlet(clause, inner, head_lemmas(clause, inner)) or clause.nodes[inner.head].kind == QUOTE
    return phrase.last, Link(clause, inner, "talk", type="outlet") if is_outlet else None


def _is_medium(clause: Clause, phrase: Phrase, lemmas: set[str]) -> bool:
    """«написал в журнале «Заря»», «в аргентинской La Pampa Hoy»; not «в газетах», «в агентстве»."""
    if any(f.number == "plur" for f in phrase.forms) and not any(f.number == "sing" for f in phrase.forms):
        return False
    return _is_outlet(clause, phrase, lemmas) and "loct" in phrase.cases


def _has_speaker(subject: Subject) -> bool:
    return subject.how not in {"place", "nobody"}


def _is_site(clause: Clause, phrase: Phrase) -> bool:
    text = clause.nodes[phrase.head].text
    return phrase.first == phrase.head and "." in text[1:-1]


def _in_course(clause: Clause, phrase: Phrase) -> tuple[int, Link | None]:
    """«в ходе трансляции», «во время прямого эфира»."""
    inner = (
        clause.reader.phrase(phrase.head + 1, phrase.last, frozenset({"gent"}))
        if phrase.head + 1 < phrase.last
        else None
    )
    if inner is None or not head_lemmas(clause, inner) & PLACES:
        return phrase.last, None
    return phrase.last, Link(clause, inner, "page", type="outlet")


def _with_network(clause: Clause, phrase: Phrase, last: int) -> Phrase:
    """«на своей странице в соцсети PicTok»: the network belongs to the page."""
    k = phrase.last
    if k + 1 >= last or clause.nodes[k].low not in {"в", "во"}:
        return phrase
    network = clause.reader.phrase(k + 1, last, OBLIQUE)
    if network is None or not (head_lemmas(clause, network) & PLACES or clause.nodes[network.head].text[0].isascii()):
        return phrase
    return Phrase(phrase.first, network.last, phrase.head, phrase.forms, phrase.name)


def _talk(clause: Clause, phrase: Phrase, last: int) -> tuple[int, Link | None]:
    """«в интервью ТАСС», «в эфире телеканала «Хабар»», «в беседе с корреспондентом «Зари»»."""
    k = phrase.head + 1
    nodes = clause.nodes
    if k < last and nodes[k].kind == WORD and nodes[k].low in {"с", "со", "для"}:
        k += 1
    if k >= last:
        return phrase.last, None
    inner = clause.reader.phrase(k, last, OBLIQUE)
    if inner is None:
        return phrase.last, None
    if (
        _is_outlet(clause, inner, head_lemmas(clause, inner))
        or nodes[inner.head].kind == QUOTE
        or (nodes[inner.head].is_capital and not word(nodes[inner.head]).is_name)
    ):
        return inner.last, Link(clause, inner, "talk", type="outlet")
    return max(inner.last, phrase.last), None


def carrier_in_which(clause: Clause, cue: Cue, subject: Subject) -> list[Link]:
    """«дал интервью газете, в котором рассказал», «разослала письмо, в котором уведомила»: what the clause hangs on."""
    index = clause.segment_at(cue.at)
    for number in (index, index - 1):
        segment = clause.segments[number]
        if number < 0 or segment.kind != "relative" or clause.nodes[segment.first].low not in {"в", "на", "где"}:
            continue
        phrases = (
            clause.phrases_in(clause.segments[number - 1].first, clause.segments[number - 1].last) if number else []
        )
        for phrase in reversed(phrases):
            lemmas = head_lemmas(clause, phrase)
            if _is_outlet(clause, phrase, lemmas) and subject.phrase is not None:
                return [Link(clause, phrase, "talk", type="outlet")]
            if lemmas & clause.language.documents.keys() - SPOKEN and subject.phrase is not None:
                return [Link(clause, phrase, "document", type="document")]
        return []
    return []


def taken_nodes(subject: Subject) -> range:
    """Return the nodes of the subject, none where it is left out."""
    return range(subject.phrase.first, subject.phrase.last) if subject.phrase else range(0)
