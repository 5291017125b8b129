"""Noun phrases: where one begins, which word heads it, how far it reaches.

A phrase keeps its title, its genitives, the name in apposition and the name in quotation marks: «глава исполкома
"Единой России" Андрей Воробьев» is one. Relative clauses stay out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from otkuda.attribution.agreement import agrees, surname_cases
from otkuda.attribution.name_run import CALLING, PARTICLES, NameRun
from otkuda.attribution.phrase_head import Phrase
from otkuda.attribution.phrase_name import TIMES, NameReading
from otkuda.attribution.word import CASES, word
from otkuda.text.tokens import DASHES, NUMBER, QUOTE, WORD

if TYPE_CHECKING:
    from otkuda.text.tokens import Token

__all__ = ["LOOSE", "Phrase", "Reader"]

LONGEST = 30  # nodes in a phrase
NAME_MARKS = DASHES | {"."}
NAME_WORDS = 9  # words inside quotation marks that may still be a name
ATTACHED = frozenset("по в во из при от между над".split())
SHORTENED = frozenset({"г", "гор", "пос", "ул", "мкр", "им"})  # with a full stop before a name
LED_BY_NAME = frozenset({"обл", "респ"})  # behind an adjective
TRAIT = 7  # nodes between a title and the name behind it
RULING = frozenset({"управление", "руководство"})
LIAISON = frozenset({"связь", "взаимодействие", "работа", "борьба"})  # «по связям с общественностью»
NETWORKS = frozenset("facebook instagram telegram twitter x linkedin вконтакте youtube tiktok threads фейсбук".split())
BEFORE_NAME = frozenset("с со из для без".split())
LEADING = ATTACHED | BEFORE_NAME
LOOSE = frozenset(
    "понедельник вторник среда четверг пятница суббота воскресенье январь февраль март апрель май июнь июль август "
    "сентябрь октябрь ноябрь декабрь год день вечер утро ночь час неделя месяц интервью эфир беседа разговор ход рамка "
    "связь ответ комментарий твиттер twitter facebook instagram telegram телеграм telegram-канал соцсеть страница "
    "выступление брифинг пресс-конференция заседание совещание обращение заявление письмо частность очередь время "
    "сообщение статья пост начало конец среда встреча помощь слово ссылка микроблог блог общение суд раз тот это "
    "свой адрес случай имя факт повод".split()
)
SOURCES = frozenset({"источник", "собеседник", "собеседница"})
TELLERS = frozenset("источник собеседник корреспондент журналист обозреватель редактор автор сотрудник главред".split())


@dataclass(slots=True)
class Reader(NameReading):
    """Reads phrases out of the nodes of one sentence."""

    def phrase(self, at: int, stop: int, wanted: frozenset[str] = CASES) -> Phrase | None:
        """Return the phrase that begins at node ``at`` in one of the wanted cases, or None.

        It is read once: what ends before a stop is the same with any stop behind it.
        """
        stop = min(stop, at + LONGEST)
        known = self.known.setdefault((at, wanted), [])
        for before, found in known:
            if before == stop or (found is not None and found.last < before and found.last <= stop):
                return found
        found = self._phrase(at, stop, wanted)
        known.append((stop, found))
        return found

    def _phrase(self, at: int, stop: int, wanted: frozenset[str]) -> Phrase | None:
        head, forms = self._head(at, stop, wanted)
        if head < 0:
            return None
        is_capital = self.nodes[head].is_capital
        run = self._run(head, stop) if is_capital else None
        if run is not None:
            found = Phrase(at, run.last, head, forms, head)
        else:
            found = Phrase(at, head + 1, head, forms, head if is_capital and self._is_proper(head) else -1)
        self._extend(found, stop)
        two = found.name < 0 and head == at + 1 and found.last == head + 1
        if two and self.two_words(found) in self.language.organizations:
            found.name = head  # «Белый дом»
        if (
            found.last > head + 1
            and found.name != head
            and self._is_human(found)
            and not (found.name >= 0 and self.names.run(found.name))
        ):
            self._find_name(found)
        return found

    def two_words(self, found: Phrase) -> str:
        """The lemmas of a head and of the one capitalized modifier before it: «белый дом»."""
        if found.head != found.first + 1 or not self.nodes[found.first].is_capital or not found.forms:
            return ""
        return f"{next((f.lemma for f in word(self.nodes[found.first]).modifiers), '')} {found.forms[0].lemma}"

    def _find_name(self, found: Phrase) -> None:
        """«представитель США в ООН Сьюзан Райс»: a name at the end, in the case of the title."""
        last = found.last
        if self.nodes[last - 1].text == ")":
            last = next((j for j in range(last - 1, found.head, -1) if self.nodes[j].text == "("), last)
        run = self._last_run(found.head + 1, last)
        if run is None:
            self._find_listed(found, last - 1)
            return
        if run.first > found.head + 1 and self._is_titled_by(run.first - 1, run):
            return
        cases = {case for case, _ in run.cases}
        same = tuple(f for f in found.forms if f.case in cases)
        if any(f.number == "sing" for f in same):
            found.name, found.forms = run.first, same

    def _last_run(self, first: int, last: int) -> NameRun | None:
        """The longest name that ends at node ``last``."""
        low = last
        while low > first and (
            self.nodes[low - 1].is_capital
            or self.nodes[low - 1].low in PARTICLES
            or self.nodes[low - 1].text in NAME_MARKS
        ):
            low -= 1
        runs = (self.names.run(k) for k in range(low, last - 1))
        return next((run for run in runs if run is not None and run.last == last), None)

    def _find_listed(self, found: Phrase, k: int) -> None:
        """A given name among the capitals at the end, or a name that no list knows."""
        given, foreign = -1, False
        while (
            k > found.head
            and self.nodes[k].kind == WORD
            and (self.nodes[k].is_capital or self.nodes[k].low in PARTICLES)
        ):
            if self.is_given(k):
                given = k
            k -= 1
        if given < 0 and found.name >= 0:
            return
        if given < 0:
            given, foreign = self._foreign_name(k + 1, found), True
        if given < 0:
            return
        # «Един Мушич»: the dictionary's «един» says nothing of the name
        cases = set(surname_cases(self.nodes[found.last - 1].low)) if foreign else self._name_cases(given)
        if (
            given + 1 < len(self.nodes)
            and self.nodes[given + 1].is_capital
            and self.nodes[given + 1].low[-1] not in "аеиоуыэюяй"
        ):
            cases &= surname_cases(self.nodes[given + 1].low) | (
                {"gent"} if self.nodes[given].low[-1] in "аиьея" else set()
            )
        if k > found.head and self._is_titled(k, cases):
            return
        same = tuple(f for f in found.forms if f.case in (cases if foreign else self._name_cases(given)))
        if same and any(f.number == "sing" for f in same):
            found.name, found.forms = given, same

    def _is_titled_by(self, k: int, run: NameRun) -> bool:
        """Is the name that of a title inside the phrase («помощник президента Владимира …»)?"""
        return self._is_titled(k, {case for case, _ in run.cases})

    def _is_titled(self, k: int, cases: set[str]) -> bool:
        return any(
            f.lemma in self.language.titles and f.lemma != "человек" and f.number == "sing" and f.case in cases
            for f in word(self.nodes[k]).nouns  # «комиссар по правам человека Мишель …»
        )

    def _foreign_name(self, first: int, found: Phrase) -> int:
        """Where a name of two words that no list knows begins («Мариано Рахой»), or -1."""
        last = found.last
        while first < last and (
            self._is_plain_place(first) or (self._is_foreign(first) and self.nodes[first].text.isupper())
        ):
            first += 1
        names = [k for k in range(first, last) if not self._is_foreign(k)]
        if len(names) < 2 or all(word(self.nodes[k]).is_known and not word(self.nodes[k]).is_name for k in names):
            return -1
        return first

    def _extend(self, found: Phrase, stop: int) -> None:
        """Take in what follows the head: genitives, names, quoted names, brackets, places."""
        while found.last < stop:
            taken = self._next_part(found, stop)
            if not taken:
                return
            found.last = taken

    def _next_part(self, found: Phrase, stop: int) -> int:
        """Return the node behind what may follow the words taken so far; 0 where nothing does."""
        k = found.last
        node = self.nodes[k]
        if node.kind != WORD:
            return self._take_mark(found, k, stop)
        if node.low == "им" and k + 1 < stop and self.nodes[k + 1].text == ".":
            return k + 1  # «университет им. Абая»
        if found.name >= 0 and node.low in PARTICLES and self._takes_particle(k, stop):
            return k + 1
        if node.is_capital and k == found.head + 1 and found.name < 0 and (see := self._take_see(found, k, stop)):
            return see
        if node.is_capital or self._is_foreign(k):
            return self._take_name(found, k, stop) or self._take_instrumental(found, k, stop)
        called = self._take_called(found, k, stop) if node.low in CALLING else 0
        if called:
            return called
        if found.name >= 0 and not self._is_common_head(found) and not self._is_body(found):
            return self._take_place(found, k, stop) if node.low == "по" and self._is_office(found) else 0
        if not word(node).is_declined and node.low not in LEADING and not self._is_manner(k, stop):
            return 0
        beside = node.low in ATTACHED and self._is_human(found)
        if (
            self.nodes[k - 1].kind == QUOTE
            and not beside
            and not any(f.lemma in self.language.speakers for f in word(node).nouns)
        ):
            return 0  # «в сети «Заря» подозрения назвали бредом»
        return (
            self._take_title(found, k, stop)
            or self._take_genitive(found, k, stop)
            or self._take_trait(found, k, stop)
            or self._take_place(found, k, stop)
            or self._take_instrumental(found, k, stop)
        )

    def _take_mark(self, found: Phrase, k: int, stop: int) -> int:
        """A name in quotation marks, a bracket, «№ 5», «Brandt & Söhne», a dash between two names."""
        node = self.nodes[k]
        if node.kind == QUOTE:
            return k + 1 if self._takes_quote(found, node) else 0
        if node.kind == NUMBER:
            beside = self.nodes[k - 1].end == node.start and self._is_foreign(k - 1)  # «TV5»
            return k + 1 if self.nodes[k - 1].text == "№" or beside or self._is_numbered(found, k, stop) else 0
        if node.text == "(":
            return self._bracket(k, stop)
        if node.text in DASHES:
            return self._take_dash(found, k, stop)
        if node.text == "&":
            return k + 2 if k + 1 < stop and self.nodes[k + 1].is_capital else 0
        if node.text == ".":
            return self._take_shortened(k, stop)
        return k + 1 if node.text == "№" else 0

    def _is_numbered(self, found: Phrase, k: int, stop: int) -> bool:
        """«телеканал Antena 3 сообщил», «канал «Степь» 24 марта»: is the number a part of the outlet's name?"""
        named = found.name >= 0 and self.nodes[k - 1].is_capital and self.nodes[k].text.isdecimal()
        if not named or self.language.outlets.keys().isdisjoint(found.lemmas()):
            return False
        after = self.nodes[k + 1] if k + 1 < stop else None
        return after is None or after.kind != WORD or after.is_capital or word(after).pos in {"VERB", "PREP", "CONJ"}

    def _take_shortened(self, k: int, stop: int) -> int:
        """The full stop of «Павлодарской обл.», that of «г. Москвы» and «им. Абая» with the name behind it."""
        before = self.nodes[k - 1]
        if before.end != self.nodes[k].start or before.low not in SHORTENED | LED_BY_NAME:
            return 0
        if before.low in LED_BY_NAME:
            return k + 1
        last = k + 1
        while last + 2 < stop and self.is_initial(last):
            last += 2
        if last >= stop or not self.nodes[last].is_capital:
            return 0
        run = self._run(last, stop)
        if run is not None and any(case == "gent" for case, _ in run.cases):
            return run.last
        two = last + 1 < stop and self.nodes[last + 1].is_capital and not word(self.nodes[last]).nouns
        return last + 2 if two and word(self.nodes[last]).modifiers else last + 1  # «г. Нижнего Новгорода»

    def _take_instrumental(self, found: Phrase, k: int, stop: int) -> int:
        """«заведующая архивом», «управляющий банком», «центр управления полётами»."""
        agent = self.nodes[found.head].low.endswith(("ющий", "ющая", "ющего", "ющей", "ющему", "ющим"))
        if not agent and (RULING.isdisjoint(found.lemmas()) or found.last > found.head + 1):
            return 0
        inner = self.phrase(k, stop, frozenset({"ablt"}))
        if inner is None or not TIMES.isdisjoint(inner.lemmas()):
            return 0
        return next((j for j in range(k + 1, inner.last) if self.is_given(j)), inner.last)

    def _take_see(self, found: Phrase, k: int, stop: int) -> int:
        """«митрополит Гатчинский и Лужский Митрофан»: what a title is called after, before the name."""
        if not word(self.nodes[k]).modifiers or not self._has_title(found):
            return 0
        last = k
        while last < stop and (self.nodes[last].low == "и" or self._is_epithet(found, last)):
            last += 1
        named = last > k and last < stop and self.nodes[last].is_capital and self.names.is_name_word(last)
        return last if named else 0

    def _is_epithet(self, found: Phrase, k: int) -> bool:
        info = word(self.nodes[k])
        agreed = any(agrees(f, list(found.forms)) for f in info.modifiers)
        return self.nodes[k].is_capital and agreed and not (info.is_surname or info.nouns)

    def _takes_particle(self, k: int, stop: int) -> bool:
        """«Жылдыз Асанбек кызы», «Хамад бен Халиф»."""
        if not self.nodes[k - 1].is_capital and self.nodes[k - 1].low not in PARTICLES:
            return False
        if self.nodes[k].low in {"кызы", "улы", "уулу", "оглы", "оглу"}:
            return True
        return k + 1 < stop and (
            self.nodes[k + 1].is_capital
            or (self.nodes[k + 1].low in PARTICLES and k + 2 < stop and self.nodes[k + 2].is_capital)
        )

    def _take_dash(self, found: Phrase, k: int, stop: int) -> int:
        """«адвокат Петра — Валентин Пышкин», «заместитель премьера - министр торговли», ««А» - «Б»»."""
        nodes = self.nodes
        if k + 1 >= stop:
            return 0
        if nodes[k - 1].kind == nodes[k + 1].kind == QUOTE:
            return k + 2
        if not self._has_title(found) or nodes[k + 1].kind != WORD:
            return 0
        if not self._is_title_at(k + 1) and not self.language.names.is_given_name(nodes[k + 1].text):
            return 0
        inner = self.phrase(k + 1, stop, found.cases)
        if inner is None:
            return 0
        if inner.name >= 0:
            found.name = inner.name
        found.forms = tuple(f for f in found.forms if f.case in inner.cases) or found.forms
        return inner.last

    def _is_common_head(self, found: Phrase) -> bool:
        """Is the phrase still a common noun with its genitives («глава МВД»), not yet a person's name?"""
        return found.name != found.head and not self._ends_in_person(found)

    def _is_body(self, found: Phrase) -> bool:
        """«МИД республики»: an abbreviation that is an organization takes a genitive."""
        head = self.nodes[found.head]
        return (
            found.last == found.head + 1
            and head.text.isupper()
            and head.text not in self.language.outlet_names
            and not head.text.isascii()
        )

    def _is_office(self, found: Phrase) -> bool:
        """«УМВД», «ГУ МЧС», «УМВД России»: abbreviations that take a place («по Омской области»)."""
        nodes = self.nodes[found.head : found.last]
        short = [n.text.isupper() and len(n.text) > 1 and not n.text.isascii() for n in nodes]
        return short[0] and all(one or word(n).is_place for one, n in zip(short, nodes, strict=True))

    def _takes_quote(self, found: Phrase, node: Token) -> bool:
        head = self.nodes[found.head]
        if (
            node.last - node.first > NAME_WORDS
            or self._ends_in_person(found)
            or word(head).pronouns
            or head.kind == QUOTE
        ):
            return False
        if found.name == found.head and not self._is_foreign(found.head):
            return False
        if self.nodes[found.last - 1].is_capital and any(
            self.is_given(k) and not self._is_foreign(k)  # «РИА»
            for k in range(found.head, found.last)
            if self.nodes[k].kind == WORD
        ):
            return False
        lemmas = {head.low, *found.lemmas()}
        inner = self.quoted(node)
        if inner[:1].islower() or not self._quote_forms(node, frozenset({"nomn", "gent"})):
            return False  # «назвал закон «шагом в прошлое»», «рассказал топ-менеджер «Бакену»»
        return (
            bool(lemmas & TELLERS)
            or bool(lemmas & self.language.outlets.keys())
            or self.quoted(node) not in self.language.outlet_names
        )

    def _bracket(self, k: int, stop: int) -> int:
        for j in range(k + 1, min(stop, k + 12)):
            if self.nodes[j].text == ")":
                return j + 1
        return 0

    def _take_place(self, found: Phrase, k: int, stop: int) -> int:
        """«источник в правительстве», «представитель США в ООН»: a place that belongs to a common noun."""
        if self.nodes[k].low not in ATTACHED and not self._is_liaison(found, k):
            return 0
        if (found.name == found.head and not self._is_office(found)) or word(self.nodes[found.head]).pronouns:
            return 0
        if self._ends_in_person(found) or k + 1 >= stop:
            return 0
        if (
            any(n.kind == QUOTE for n in self.nodes[found.head : found.last])
            and not self._is_human(found)
            and {self.nodes[found.head].low, *found.lemmas()} & self.language.outlets.keys()
        ):
            return 0
        inner = self.phrase(k + 1, stop, CASES - {"nomn"})
        if inner is None or self.nodes[k + 1].kind == NUMBER:
            return 0
        lemmas = {self.nodes[inner.head].low, *inner.lemmas(), *word(self.nodes[k + 1]).lemmas}
        if self.nodes[k].low == "по":
            lemmas -= LIAISON
        told = lemmas & NETWORKS or not self.language.documents.keys().isdisjoint(lemmas)
        if not SOURCES.isdisjoint(found.lemmas()):
            lemmas -= {"суд"}  # «источник в Верховном суде»
        if lemmas & LOOSE or (told and self._is_human(found)):
            return 0  # «написал инвестор в Facebook», «эксперты в заключении написали»
        return self._and_another(inner, stop, inner.cases - {"nomn"})

    def _is_liaison(self, found: Phrase, k: int) -> bool:
        """«по связям с общественностью», «фонд борьбы с засухой»."""
        if self.nodes[k].low not in {"с", "со"} or LIAISON.isdisjoint(word(self.nodes[k - 1]).lemmas):
            return False
        body = not self.language.organizations.keys().isdisjoint(found.lemmas())
        return body or (found.first > 0 and self.nodes[found.first - 1].low == "по")

    def _take_trait(self, found: Phrase, k: int, stop: int) -> int:
        """«фермер из Дубовки Пётр Ким», «торговец мукой из Босасо Али Джама»: what is between title and name."""
        info = word(self.nodes[k])
        opens = self.nodes[k].low in BEFORE_NAME or (info.nouns and all(f.case == "ablt" for f in info.nouns))
        if not opens or found.name >= 0 or not self._is_human(found):
            return 0
        for last in range(k + 1, min(k + TRAIT, stop)):
            if self.nodes[last].kind not in {WORD, NUMBER} or word(self.nodes[last]).is_finite:
                return 0
            run = self._run(last, stop) if word(self.nodes[last - 1]).pos != "PREP" else None
            if run is not None:
                return last if found.cases & {case for case, _ in run.cases} else 0
            taken = self._strange_name(found, last, stop) if last > k + 1 and self.nodes[last].is_capital else 0
            if taken:
                return taken
        return 0

    def _take_title(self, found: Phrase, k: int, stop: int) -> int:
        """«чемпионка мира фигуристка Иванова», «начальник УМВД майор полиции Елена …»: two titles in the same case."""
        titles = self.language.titles
        if found.name >= 0 or not self._has_title(found):
            return 0
        forms = [f for f in word(self.nodes[k]).nouns if f.lemma in titles and f.case in found.cases]
        if forms and k + 1 < len(self.nodes) and self.nodes[k + 1].is_capital:
            return k + 1
        if not any(f.case == "nomn" for f in forms):
            return 0
        inner = self.phrase(k, stop, frozenset({"nomn"}))
        if inner is None or inner.name <= inner.head or self.names.run(inner.name) is None:
            return 0
        found.name, found.forms = inner.name, tuple(f for f in found.forms if f.case == "nomn")
        return inner.last
