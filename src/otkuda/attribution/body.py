"""Which body a noun phrase names or means: an organization, an outlet, a group, an unnamed source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.attribution.anaphor import TALKS
from otkuda.attribution.candidate import BODY, OUTLET
from otkuda.attribution.entity import GENERIC, Body, Person, stems
from otkuda.attribution.word import word
from otkuda.text.tokens import QUOTE, WORD

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from otkuda.attribution.candidate import Memory
    from otkuda.attribution.clause import Clause
    from otkuda.attribution.finding import Link
    from otkuda.attribution.phrase import Phrase
    from otkuda.lang.language import Language

SAME = {"собеседник": "источник"}  # two words for one unnamed source
OFFICES = frozenset("ведомство министерство департамент регулятор орган учреждение".split())
FIRMS = frozenset(
    "компания фирма корпорация холдинг концерн предприятие производитель перевозчик застройщик оператор подрядчик "
    "авиакомпания банк завод комбинат шахта рудник разрез сеть магазин ритейлер стартап "
    "госкомпания госкорпорация".split()
)
STATE = frozenset(
    "министерство служба комитет агентство департамент прокуратура полиция управление инспекция акимат администрация "
    "ведомство комиссия мэрия правительство суд следствие главк роспотребнадзор центробанк нацбанк пресс-служба палата "
    "инспекторат таможня фонд бюро минздрав минфин центр отдел министр штаб генпрокуратура госорган регулятор".split()
)
SHORT = {
    "комиссия": ("ЦИК", "Центризбирком", "избирком"),
    "министерство": ("Мин", "мин", "МВД", "МИД", "МЧС"),
    "банк": ("Нацбанк", "ЦБ", "Центробанк"),
    "управление": ("УВД", "ГУВД", "УМВД", "ГУ МВД"),
    "полиция": ("МВД", "УВД"),
    "правительство": ("кабмин", "Кабмин"),
}  # how the names of such bodies begin where they are shortened
SAME_HEAD = 2.5


def is_office(body: Body) -> bool:
    """An office of the state, by its head noun or the look of its name («МЧС», «Минздрав»)."""
    return body.head in STATE or body.name.isupper() or body.name.startswith(("Мин", "Рос", "Гос", "Нац", "мин"))


def is_firm(body: Body) -> bool:
    """A firm, by its head noun or a name in quotation marks or Latin letters."""
    is_brand = any(c in '«"' or (c.isascii() and c.isalpha()) for c in body.name)
    return body.head in FIRMS or (is_brand and not is_office(body))


def is_named(name: str) -> bool:
    """Does the name hold a proper name («Fitch», «компания «Мост»», «прокуратура Алматы»)?"""
    return any(c.isupper() or c in '«".' for c in name)


class Bodies:
    """Bodies of one text."""

    def __init__(self, memory: Memory, language: Language, short: Mapping[str, Body]) -> None:
        self.short = short
        self.memory = memory
        self.cast = memory.cast
        self.language = language

    # ---- words that stand for a body named before

    def anaphor(self, clause: Clause, phrase: Phrase, kind: str, at: int) -> Body | None:
        """«ведомство», «издание»: the likeliest of that kind; None where the words name something themselves."""
        if phrase.last - phrase.head > 1 or clause.nodes[phrase.head].kind != WORD:
            return None
        head = next((lemma for lemma in phrase.lemmas() if lemma in GENERIC), "")
        if not head or not any(f.number == "sing" for f in phrase.forms):
            return None
        if any(clause.nodes[k].is_capital for k in range(phrase.first, phrase.last)) and phrase.first:
            return None
        return self._likeliest(head, kind, at)

    def _likeliest(self, head: str, kind: str, at: int) -> Body | None:
        if kind == "outlet" and head != "агентство":
            return self.latest(at, {"outlet"}) or self.latest(at, {"organization"})
        if head == "агентство":
            return self.latest(at, {"outlet", "organization"}, head)
        if head in OFFICES:
            found = self.latest(at, {"organization"}, head, is_office)
        else:
            found = self.latest(at, {"organization"}, head, is_firm) if head in FIRMS else None
        return found or self.latest(at, {"organization"}, head)

    def latest(
        self, at: int, kinds: set[str], head: str = "", fits: Callable[[Body], bool] = lambda _: True
    ) -> Body | None:
        """The likeliest body of some types before ``at``."""

        def may_be(entity: Person | Body) -> bool:
            if (
                not isinstance(entity, Body)
                or entity.type not in kinds
                or entity.number != "sing"
                or entity.head in TALKS
            ):
                return False
            return entity.name not in GENERIC and fits(entity)

        def bonus(entity: Person | Body) -> float:
            same = (
                isinstance(entity, Body)
                and bool(head)
                and (entity.head == head or entity.name.startswith(SHORT.get(head, ("\0",))))
            )
            return SAME_HEAD * same + is_named(entity.name)

        found = self.memory.choose(at, may_be, OUTLET if kinds == {"outlet"} else BODY, bonus)
        if not isinstance(found, Body):
            return None
        return self.known(found, at) if len(stems(found.name)) == 1 and found.type == "organization" else found

    def known(self, body: Body, at: int) -> Body:
        """Return the fuller body of the text: «источник» is that in the government, «пресс-служба» the ministry's."""
        if body.type == "unnamed" and SAME.get(body.head, body.head) == "источник":
            source = self._same_source(body)
            if source is not None:
                return source
        mine = stems(body.name)
        alone = len(mine) == 1 and body.type == "organization"
        fuller = [
            b
            for b in self.cast.bodies
            if b.type == body.type and (alone or b.head == body.head) and mine < stems(b.name)
        ]
        if fuller and len(mine) <= 2:
            return self._fuller(body, fuller, at)
        if alone and body.head in SHORT and not is_named(body.name):
            shortened = [
                s.entity
                for s in self.memory.before(at)
                if isinstance(s.entity, Body) and s.entity.name.startswith(SHORT[body.head])
            ]
            if shortened:
                return shortened[0]
        same = next((b for b in self.cast.bodies if b.type == body.type and stems(b.name) == mine), None)
        if same is None:
            self.cast.bodies.append(body)
        return same or body

    def _fuller(self, body: Body, fuller: list[Body], at: int) -> Body:
        fuller.sort(key=lambda b: is_named(b.name))
        before = [b for b in fuller if b.first < at]
        chosen = before[-1] if before else fuller[0]
        return chosen if chosen.head == body.head else self._inside(chosen, body)

    def _same_source(self, body: Body) -> Body | None:
        """The unnamed source who has spoken, where the words at hand say nothing else of theirs."""
        head = SAME.get(body.head, body.head)
        spoken = (s.entity for s in reversed(self.memory.spoken))
        earlier = next(
            (e for e in spoken if isinstance(e, Body) and SAME.get(e.head, e.head) == head and e.number == body.number),
            None,
        )
        if earlier is None:
            return None
        rest = {w for w in stems(body.name) if not head.startswith(w) and not body.head.startswith(w)}
        return earlier if not rest or body.head == "собеседник" or rest <= stems(earlier.name) else None

    def _inside(self, fuller: Body, body: Body) -> Body:
        """«министерство» after «пресс-служба Министерства образования» is the ministry, not its press service."""
        words = fuller.name.split()
        at = next((k for k, w in enumerate(words) if stems(w) & stems(body.name)), 0)
        if not at or fuller.head not in {"пресс-служба", "пресс-центр", "пресс-секретарь"}:
            return fuller
        name = self.language.names.nominative_phrase(" ".join(words[at:]), case="gent")
        return Body(name, body.head, body.type, body.first, body.number, body.gender)

    # ---- words that name a body

    def unnamed(self, clause: Clause, phrase: Phrase, at: int) -> Body:
        """A source without a name, by the words of the phrase."""
        name = self.own_words(clause, phrase)
        head = next(iter(phrase.lemmas()), clause.nodes[phrase.head].low)
        gender = next((f.gender for f in phrase.forms), "")
        return self.known(Body(name, head, "unnamed", at, _number(phrase), gender), at)

    def own_words(self, clause: Clause, phrase: Phrase) -> str:
        """The words of the phrase in the nominative."""
        case = self.cast.case_of(phrase)
        return self.cast.plain(clause.sentence_text(phrase.first, phrase.last), case, clause, phrase)

    def named(self, clause: Clause, phrase: Phrase, link: Link, kind: str, at: int) -> Body:
        """The body that a phrase names, by the fullest name that the text gives it."""
        name = self._declined(clause, phrase, link, self.cast.body_name(clause, phrase, kind))
        head = next(iter(phrase.lemmas()), clause.nodes[phrase.head].low)
        gender = phrase.forms[0].gender if phrase.forms else ""
        known = self.known(Body(name, head, kind, at, _number(phrase), gender), at)
        if len(phrase.cases) == 1 and stems(known.name) == stems(name):
            known.name = name
        return self._whose(clause, phrase, self._abbreviated(known))

    def _whose(self, clause: Clause, phrase: Phrase, body: Body) -> Body:
        """«на сайте ведомства» after «сайт МИД»: the one of that sort whose owner the text has named."""
        rest = {lemma for node in clause.nodes[phrase.head + 1 : phrase.last] for lemma in word(node).lemmas}
        if phrase.last - phrase.head != 2 or not rest & GENERIC:
            return body
        named = (b for b in reversed(self.cast.bodies) if (b.head, b.type) == (body.head, body.type))
        return next((b for b in named if b.first < body.first and is_named(b.name)), body)

    def _declined(self, clause: Clause, phrase: Phrase, link: Link, name: str) -> str:
        """«рассказал «Заре»», «в интервью «Спорт-Азии»»: the name inside the marks is declined, too."""
        case = {"told": "datv", "talk": "gent", "place": "loct"}.get(link.how, "")
        if not case or clause.nodes[phrase.head].kind != QUOTE or name in self.language.outlet_names or not name:
            return name
        if " " in name:
            plain = self.language.names.nominative_phrase(name[0].lower() + name[1:], case=case)
            return plain[:1].upper() + plain[1:]
        plain = self.language.names.nominative_phrase(name.lower(), case=case)
        return "-".join(part.capitalize() for part in plain.split("-")) if plain != name.lower() else name

    def _abbreviated(self, body: Body) -> Body:
        """«SEC» after «Комиссия по ценным бумагам (SEC)»."""
        if " " in body.name:
            return body
        full = next((b for b in self.cast.bodies if f"({body.name})" in b.name), None)
        return full or self.short.get(body.name, body)

    def joint(self, clause: Clause, phrase: Phrase) -> Body:
        """Several joined by «и», as one."""
        persons = self._two_persons(clause, phrase)
        if persons:
            return Body(persons, "", "person", number="plur")
        text = clause.sentence_text(phrase.first, phrase.last)
        case = "nomn" if "nomn" in phrase.cases else next(iter(phrase.cases), "")
        name = " и ".join(self.language.names.nominative_phrase(part, case=case) for part in text.split(" и "))
        first = clause.nodes[phrase.first]
        if first.is_capital and phrase.first == 0 and word(first).is_known and not word(first).is_name:
            name = name[0].lower() + name[1:]
        lemmas = {clause.nodes[phrase.head].low, *phrase.lemmas()}
        kind = "organization" if lemmas & self.language.organizations.keys() else "unnamed"
        return Body(name, next(iter(phrase.lemmas()), ""), kind, number="plur")

    def _two_persons(self, clause: Clause, phrase: Phrase) -> str:
        """The names of two persons joined by «и», or nothing."""
        k = next((k for k in range(phrase.head, phrase.last) if clause.nodes[k].low == "и"), -1)
        one = clause.reader.phrase(phrase.first, k) if k > phrase.first else None
        two = clause.reader.phrase(k + 1, phrase.last) if one is not None and k + 1 < phrase.last else None
        persons = [self.cast.person(clause, p) for p in (one, two) if p is not None]
        return " и ".join(p.name for p in persons if p is not None) if all(persons) and len(persons) == 2 else ""

    def stands_for(self, clause: Clause, phrase: Phrase, lemmas: set[str]) -> Body | None:
        """The outlet whose correspondent the phrase means."""
        if not any("stands_for" in self.language.outlets.get(lemma, frozenset()) for lemma in lemmas):
            return None
        if not all(f.number == "sing" for f in phrase.forms):
            return None
        if phrase.head + 1 >= phrase.last:
            return Body(self.own_words(clause, phrase), "корреспондент", "unnamed")
        inner = clause.reader.phrase(phrase.head + 1, phrase.last)
        if inner is None:
            return None
        if inner.last - inner.first == 1 and set(inner.lemmas()) & GENERIC:
            return self.latest(clause.nodes[phrase.first].start, {"outlet"})
        return Body(self.cast.body_name(clause, inner, "outlet"), clause.nodes[inner.head].low, "outlet")


def _number(phrase: Phrase) -> str:
    return "plur" if phrase.forms and all(f.number == "plur" for f in phrase.forms) else "sing"
