"""Which body a noun phrase names or means: an organization, an outlet, a group, an unnamed source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.attribution.anaphor import TALKS
from otkuda.attribution.body_name import OWN
from otkuda.attribution.brand import case_behind, in_nominative
from otkuda.attribution.candidate import BODY, OUTLET
from otkuda.attribution.entity import GENERIC, Body, Person, as_noun, stems
from otkuda.attribution.word import word
from otkuda.text.tokens import QUOTE, WORD

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from otkuda.attribution.candidate import Memory
    from otkuda.attribution.cast import Cast
    from otkuda.attribution.clause import Clause
    from otkuda.attribution.finding import Link
    from otkuda.attribution.phrase import Phrase
    from otkuda.lang.language import Language, Stand

SAME = {"собеседник": "источник"}  # two words for one unnamed source
PRESS = frozenset("пресс-служба пресс-центр пресс-бюро пресс-группа пресс-офис информслужба".split())
POINTS = frozenset("этот тот сам сам же данный названный упомянутый указанный свой".split())
EVERY = frozenset("office firm school medicine sport culture civic".split())
PRIVATE = EVERY - {"office"}
MEDIA = frozenset("корпорация компания организация холдинг".split())  # an outlet's owner, too
REGION = frozenset("региона области города района края округа республики страны".split())
MODIFIED = 2  # sentences within which «американская компания» is the one named before
SAME_HEAD = 2.5


def is_named(name: str) -> bool:
    """Does the name hold a proper name («Fitch», «компания «Мост»», «прокуратура Алматы»)?"""
    return any(c.isupper() or c in '«".' for c in name)


def is_titled(body: Body) -> bool:
    """Has it a title of its own («сайт «Фонтан»», «Telegram-канал Orb»)? «сайт Кремля» has none."""
    latin = any(w.isascii() and w.istitle() for w in body.name.split()[1:2])
    channel = body.head.endswith("канал") and body.head not in body.name.lower()
    return "«" in body.name or '"' in body.name or latin or channel


class Bodies:
    """Bodies of one text."""

    def __init__(self, memory: Memory, cast: Cast, language: Language, short: Mapping[str, Body]) -> None:
        self.short = short
        self.memory = memory
        self.cast = cast
        self.language = language

    # ---- words that stand for a body named before

    def anaphor(self, clause: Clause, phrase: Phrase, kind: str, at: int) -> Body | None:
        """«ведомство», «издание»: the likeliest of that kind; None where the words name something themselves."""
        if phrase.last - phrase.head > 1 or clause.nodes[phrase.head].kind != WORD:
            return None
        alone = GENERIC | self.language.bodies.keys()
        if kind == "outlet":  # «интернет-издание», «радиоканал»
            alone |= {lemma for lemma in phrase.lemmas() if lemma.endswith(tuple(GENERIC))}
        head = next((lemma for lemma in phrase.lemmas() if lemma in alone), "")
        if not head or not any(f.number == "sing" for f in phrase.forms):
            return None
        if any(clause.nodes[k].is_capital for k in range(phrase.first, phrase.last)) and phrase.first:
            return None
        if any("свой" in word(n).lemmas for n in clause.nodes[phrase.first : phrase.head]):
            return None  # «написал в своём канале»
        described = [n for n in clause.nodes[phrase.first : phrase.head] if not POINTS & set(word(n).lemmas)]
        return self._likeliest(head, kind, at, len(described))

    def _likeliest(self, head: str, kind: str, at: int, described: int) -> Body | None:
        """``described``: how many words stand before the noun."""
        if described > 1:
            return None  # «Европейское космическое агентство»
        if head == "агентство":
            return self.latest(at, {"outlet", "organization"}, head)
        if kind == "outlet":
            return self.latest(at, {"outlet"}) or self.latest(at, {"organization"}, fits=self._may_be_paper)
        stand = self.language.bodies.get(head)
        if stand is None:
            return self.latest(at, {"organization"}, head)
        if described and not stand.is_any:
            return None
        near = described > 0 and "office" not in stand.fields
        low = self.memory.sentences_back(at, MODIFIED) if near else 0
        found = self.latest(at, {"organization"}, head, lambda body: self._may_stand(head, stand, body), low)
        if found is not None or not stand.is_any or described:
            return found
        return self.latest(at, {"organization"}, head) or (self.latest(at, {"outlet"}) if head in MEDIA else None)

    def _may_be_paper(self, body: Body) -> bool:
        """A bare name that no list knows for an outlet («РБК-Юг», The Orb)."""
        return is_named(body.name) and self._is_brand(body)

    def below(self, clause: Clause, phrase: Phrase, kind: str) -> Body | None:
        """«… — оператор», «… — МИД» in the headline: the body of the text that says the same."""
        if clause.sentence.paragraph or phrase.last - phrase.first > 1 or kind != "organization":
            return None
        if clause.nodes[phrase.head].kind != WORD:
            return None
        head = next(iter(phrase.lemmas()), "")
        stand, words = self.language.bodies.get(head), stems(clause.nodes[phrase.head].text)

        def fits(entity: Person | Body) -> bool:
            if not isinstance(entity, Body) or entity.type != kind or entity.number != "sing":
                return False
            return words < stems(entity.name) or (stand is not None and self._may_stand(head, stand, entity))

        found = self.memory.teller(fits)
        if not isinstance(found, Body):
            return None
        return found if head in PRESS else self.owner(found)

    def _may_stand(self, head: str, stand: Stand, body: Body) -> bool:
        """May the noun mean this body: by its own noun, its short name, or its field?"""
        if body.head == head or _begins(body, stand):
            return True
        if stand.is_any:
            return bool(stand.fields & self._fields(body))
        return self._is_brand(body) and bool(stand.fields & self._fields(body) & PRIVATE)

    def _fields(self, body: Body) -> frozenset[str]:
        """Fields of a body, by its noun or the look of its name («Минздрав»); most where neither tells."""
        stand = self.language.bodies.get(body.head) or self._stand_of_short(body)
        if stand is not None:
            return stand.fields
        if body.name.lower().startswith(("мин", "рос", "гос", "нац")):
            return frozenset({"office"})
        if body.name.isupper():
            return EVERY
        return PRIVATE if self._is_brand(body) else frozenset({"civic"})

    def _stand_of_short(self, body: Body) -> Stand | None:
        """«Генпрокуратура», «КНБ»: the noun that such short names stand for."""
        return next((stand for stand in self.language.bodies.values() if _begins(body, stand)), None)

    def _is_brand(self, body: Body) -> bool:
        """A bare name («Шахта», Apple), with no noun that tells what it is."""
        return not body.head or (body.head == body.name.lower() and body.head not in self.language.organizations)

    def owner(self, body: Body) -> Body:
        """The ministry behind «пресс-служба министерства»."""
        if body.head not in PRESS or " " not in body.name:
            return body
        rest = stems(body.name.partition(" ")[2])
        owners = [b for b in self.cast.bodies if b.type == "organization" and b is not body and stems(b.name) == rest]
        if owners:
            return owners[0]
        name = self.language.names.nominative_phrase(body.name.partition(" ")[2], case="gent")
        return Body(name, name.partition(" ")[0].lower(), body.type, body.first)

    def there(self, at: int) -> Body | None:
        """«обратились в пресс-службу банка. Там сообщили»: the latest body, its press service where that was named."""
        found = self.latest(at, {"organization"})
        name = stems(found.name) if found is not None else frozenset()
        press = (b for b in reversed(self.cast.bodies) if b.head in PRESS and b.first < at)
        return next((b for b in press if name and stems(self.owner(b).name) == name), found)

    def latest(
        self,
        at: int,
        kinds: set[str],
        head: str = "",
        fits: Callable[[Body], bool] = lambda _: True,
        low: int = 0,
    ) -> Body | None:
        """The likeliest body of some types before ``at`` and not before ``low``."""
        stand = self.language.bodies.get(head)

        def may_be(entity: Person | Body) -> bool:
            if not isinstance(entity, Body) or entity.type not in kinds or entity.number != "sing":
                return False
            body = self.owner(entity) if head else entity
            other = self.language.bodies.get(body.head)
            if head and other is not None and other.is_any and body.head != head and not is_named(body.name):
                return False  # «кредитная организация» is such a noun itself
            if head and stand is None and body.head != head and not is_named(body.name):
                return False  # «аэропорт» is no «авиакомпания»
            nameless = body.head in TALKS and not is_titled(body)  # but «сайт «Фонтан»»
            return not nameless and body.name not in GENERIC and fits(body)

        def bonus(entity: Person | Body) -> float:
            if not isinstance(entity, Body):
                return 0.0
            body = self.owner(entity) if head else entity
            same = body.head == head or (stand is not None and _begins(body, stand))
            return SAME_HEAD * (bool(head) and same) + is_named(body.name)

        found = self.memory.choose(at, may_be, OUTLET if kinds == {"outlet"} else BODY, bonus, low)
        if not isinstance(found, Body):
            return None
        found = self._abbreviated(self.owner(found)) if head else found
        return self.known(found, at) if len(stems(found.name)) == 1 and found.type == "organization" else found

    def known(self, body: Body, at: int) -> Body:
        """Return the fuller body of the text: «источник» is that in the government, «пресс-служба» the ministry's."""
        if body.type == "unnamed" and SAME.get(body.head, body.head) == "источник":
            source = self._same_source(body)
            if source is not None:
                return source
        mine = stems(body.name)
        alone = len(mine) == 1 and body.type == "organization"
        said = _without_region(body)
        fuller = [
            b
            for b in self.cast.bodies
            if b.type == body.type
            and said < stems(b.name)
            and ((b.head == body.head and is_named(b.name) >= is_named(body.name)) or (alone and self._names(body, b)))
        ]
        if fuller and (len(mine) <= 2 or not is_named(body.name)):
            return self._fuller(body, fuller, at)
        if body.type == "outlet":
            self._note_outlet(mine)
        same = next(
            (b for b in self.cast.bodies if b.type == body.type and stems(b.name) == mine and _may_be_one(b, body)),
            None,
        )
        if same is None:
            self.cast.bodies.append(body)
        return same or body

    def _note_outlet(self, name: frozenset[str]) -> None:
        """«пишет «Ильбо»»: a bare name taken for an organization is an outlet."""
        for body in self.cast.bodies:
            if body.type == "organization" and self._is_brand(body) and stems(body.name) <= name:
                body.type = "outlet"

    def _names(self, body: Body, fuller: Body) -> bool:
        """«Буран» is the club «Буран», «министерство» that of the press service; «полиция» is not its department."""
        return is_named(body.name) or body.head not in self.language.organizations or fuller.head in PRESS

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
        name = self._with_owner(clause, phrase, OWN.sub("", self.own_words(clause, phrase)), at)
        nouns = [*as_noun(clause.nodes[phrase.head].low), *phrase.lemmas(), clause.nodes[phrase.head].low]
        head = next((noun for noun in nouns if noun in self.language.titles), (*phrase.lemmas(), nouns[-1])[0])
        gender = next((f.gender for f in phrase.forms), "")
        return self.known(Body(name, head, "unnamed", at, _number(phrase), gender), at)

    def _with_owner(self, clause: Clause, phrase: Phrase, name: str, at: int) -> str:
        """«представитель компании» is that of the company named before: «представитель компании «Вектор»»."""
        last = clause.nodes[phrase.last - 1]
        if phrase.last - phrase.head < 2 or last.is_capital or not name.endswith(f" {last.text}"):
            return name
        genitives = (f.lemma for f in word(last).nouns if (f.case, f.number) == ("gent", "sing"))
        noun = next((lemma for lemma in genitives if lemma in GENERIC or lemma in self.language.bodies), "")
        if not noun:
            return name
        certainty = self.memory.certainty
        kind = "outlet" if noun in self.language.outlets else "organization"
        owner = self._likeliest(noun, kind, at, 0)
        self.memory.certainty = certainty
        if owner is None or not is_named(owner.name):
            return name
        stand = self.language.bodies.get(noun)
        fixed = owner.name[-1] in "оеиу"
        if stand is not None and fixed and _begins(owner, stand):  # «пресс-служба министерства» after «Минэнерго»
            return name.removesuffix(last.text) + owner.name
        return _owned_by(name, last.text, owner)

    def own_words(self, clause: Clause, phrase: Phrase) -> str:
        """The words of the phrase in the nominative."""
        case = self.cast.case_of(phrase)
        return self.cast.plain(clause.sentence_text(phrase.first, phrase.last), case, clause, phrase)

    def named(self, clause: Clause, phrase: Phrase, link: Link, kind: str, at: int) -> Body:
        """The body that a phrase names, by the fullest name that the text gives it."""
        written = self.cast.body_name(clause, phrase, kind)
        name = self._with_owner(clause, phrase, self._declined(clause, phrase, link, written), at)
        head = next(iter(phrase.lemmas()), clause.nodes[phrase.head].low)
        gender = phrase.forms[0].gender if phrase.forms else ""
        known = self.known(Body(name, head, kind, at, _number(phrase), gender), at)
        if known.name == written or (len(phrase.cases) == 1 and stems(known.name) == stems(name)):
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
        case = {"told": "datv", "talk": "gent", "place": "loct", "author": "gent"}.get(link.how, "")
        if not case or clause.nodes[phrase.head].kind != QUOTE or name in self.language.outlet_names or not name:
            return name
        before = clause.nodes[phrase.head - 1] if phrase.head and link.how != "told" else None
        return in_nominative(self.language, name, case_behind(before) or case)  # «в эфире «Первого степного»»

    def _abbreviated(self, body: Body) -> Body:
        """«SEC» after «Комиссия по ценным бумагам (SEC)»."""
        if " " in body.name:
            return body
        full = next((b for b in self.cast.bodies if f"({body.name})" in b.name), None)
        return full or self.short.get(body.name) or self._spelled_out(body) or body

    def _spelled_out(self, body: Body) -> Body | None:
        """«СК» after «Следственный комитет»: the body before it whose words begin with these letters."""
        short = body.name
        if not (short.isupper() and 1 < len(short) < 6):
            return None
        for full in self.cast.bodies:
            words = full.name.split()
            letters = "".join(word[0] for word in words[: len(short)]).upper()
            if len(words) >= len(short) and full.type == body.type and letters == short:
                return full
        return None

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
        name = self.cast.body_name(clause, inner, "outlet")
        if clause.nodes[inner.head].kind == QUOTE:
            name = in_nominative(self.language, name, "gent")  # «корреспонденту «Зари»»
        return Body(name, clause.nodes[inner.head].low, "outlet")


def _may_be_one(one: Body, other: Body) -> bool:
    """«соседи», then «её сосед»: the same noun, but not the same persons."""
    return one.type != "unnamed" or one.number == other.number or not other.gender


def _without_region(body: Body) -> frozenset[str]:
    """The stems of a name; «ДЧС региона» may be any «ДЧС», so the last word tells nothing."""
    words = body.name.split()
    return stems(body.name) if len(words) < 2 or words[-1] not in REGION else stems(" ".join(words[:-1]))


def _owned_by(name: str, noun: str, owner: Body) -> str:
    """A name that ends in a noun for its owner, with the owner's own name; nothing is declined for it."""
    first = owner.name.split()[0]
    if first.isascii():
        return f"{name} {owner.name}"
    if first.isupper() and len(first) > 1:  # «пресс-служба ведомства» → «пресс-служба МЧС Вальдонии»
        return f"{name.removesuffix(noun)}{owner.name}"
    return f"{name} «{owner.name}»" if first.istitle() and "«" not in owner.name else name


def _begins(body: Body, stand: Stand) -> bool:
    """Does the name of a body begin as short names do («Минтранс» for «министерство»)?"""
    return body.name.lower().startswith(tuple(short.lower() for short in stand.shorts) or ("\0",))


def _number(phrase: Phrase) -> str:
    return "plur" if phrase.forms and all(f.number == "plur" for f in phrase.forms) else "sing"
