"""Noun phrases: where one begins, which word heads it, how far it reaches.

A phrase keeps its title, its genitives, the name in apposition and the name in quotation marks: «глава исполкома
"Единой России" Андрей Воробьев» is one. Relative clauses stay out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from otkuda.attribution.name_run import PARTICLES, NameReader, NameRun
from otkuda.attribution.word import CASES, Form, Word, word, word_of
from otkuda.text.tokens import DASHES, NUMBER, QUOTE, WORD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from otkuda.lang.language import Language
    from otkuda.text.tokens import Token

LONGEST_ABBREVIATION = 12  # letters; what is longer is shouting
LONGEST = 30  # nodes in a phrase
NAME_MARKS = DASHES | {"."}
NAME_WORDS = 9  # words inside quotation marks that may still be a name
ATTACHED = frozenset("по в во из при от между над".split())
# «представитель США в ООН» belongs together, «министр в среду», «глава в интервью» does not
LOOSE = frozenset(
    "понедельник вторник среда четверг пятница суббота воскресенье январь февраль март апрель май июнь июль август "
    "сентябрь октябрь ноябрь декабрь год день вечер утро ночь час неделя месяц интервью эфир беседа разговор ход рамка "
    "связь ответ комментарий твиттер twitter facebook instagram telegram телеграм telegram-канал соцсеть страница "
    "выступление брифинг пресс-конференция заседание совещание обращение заявление письмо частность очередь время "
    "сообщение статья пост начало конец среда встреча помощь словo ссылка микроблог блог общение суд раз тот это "
    "свой адрес случай имя факт повод".split()
)

TELLERS = frozenset("источник собеседник корреспондент журналист обозреватель редактор автор сотрудник главред".split())
PLACES = frozenset(
    "город село поселок район область аул деревня станция улица остров река штат провинция микрорайон округ край республика "
    "аэропорт озеро гора поселение уезд префектура графство хутор станица проспект площадь".split()
)
TIMES = frozenset(
    "понедельник вторник среда четверг пятница суббота воскресенье январь февраль март апрель май июнь июль август "
    "сентябрь октябрь ноябрь декабрь год день вечер утро ночь час неделя месяц время".split()
)
SOMEBODY = tuple(
    "погибш умерш пострадавш потерпевш обвиняем подсудим подозреваем задержанн осужденн осуждённ убит пропавш заболевш выживш".split()
)  # participles that stand for somebody: «родственники погибшего»
OWNERS = frozenset({"его", "ее", "их"})
REPORTED = frozenset("слово высказывание цитата".split())


@dataclass(slots=True)
class Phrase:
    """Nodes ``first`` to ``last`` (half-open) of a sentence; ``head`` is the index of its head."""

    first: int
    last: int
    head: int
    forms: tuple[Form, ...]  # what the head may be, after agreement
    name: int = -1  # index of the first word of a personal or proper name in it
    is_joint: bool = False

    @property
    def cases(self) -> frozenset[str]:
        """Cases it may stand in."""
        return frozenset(form.case for form in self.forms)

    def lemmas(self) -> tuple[str, ...]:
        """Possible lemmas of the head."""
        return tuple(dict.fromkeys(form.lemma for form in self.forms))


@dataclass(slots=True)
class Reader:
    """Reads phrases out of the nodes of one sentence."""

    nodes: Sequence[Token]
    language: Language
    text: str
    names: NameReader = field(init=False)
    known: dict[tuple[int, int, frozenset[str]], Phrase | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.names = NameReader(self.nodes, self.language, self.text)

    def phrase(self, at: int, stop: int, wanted: frozenset[str] = CASES) -> Phrase | None:
        """Return the phrase that begins at node ``at`` in one of the wanted cases, or None. It is read once."""
        key = at, min(stop, at + LONGEST), wanted
        if key not in self.known:
            self.known[key] = self._phrase(*key)
        return self.known[key]

    def _phrase(self, at: int, stop: int, wanted: frozenset[str]) -> Phrase | None:
        head, forms = self._head(at, stop, wanted)
        if head < 0:
            return None
        run = self._run(head, stop)
        if run is not None:
            found = Phrase(at, run.last, head, forms, head)
        else:
            found = Phrase(at, head + 1, head, forms, head if self._is_proper(head) else -1)
        self._extend(found, stop)
        if found.name < 0 and found.last == head + 1 and self.two_words(found) in self.language.organizations:
            found.name = head  # «Белый дом»
        if found.name != head and self._is_human(found) and not (found.name >= 0 and self.names.run(found.name)):
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
        while low > first and (self.nodes[low - 1].is_capital or self.nodes[low - 1].low in PARTICLES or self.nodes[low - 1].text in NAME_MARKS):
            low -= 1
        runs = (self.names.run(k) for k in range(low, last - 1))
        return next((run for run in runs if run is not None and run.last == last), None)

    def _find_listed(self, found: Phrase, k: int) -> None:
        """A given name among the capitals at the end, or a name that no list knows."""
        given = -1
        while k > found.head and self.nodes[k].kind == WORD and (self.nodes[k].is_capital or self.nodes[k].low in PARTICLES):
            if self.is_given(k):
                given = k
            k -= 1
        if given < 0 and found.name >= 0:
            return
        if given < 0:
            given = self._foreign_name(k + 1, found)
        if given < 0:
            return
        cases = self._name_cases(given)
        if given + 1 < len(self.nodes) and self.nodes[given + 1].is_capital and self.nodes[given + 1].low[-1] not in "аеиоуыэюяй":
            cases &= _surname_cases(self.nodes[given + 1].low) | ({"gent"} if self.nodes[given].low[-1] in "аиьея" else set())
        if k > found.head and self._is_titled(k, cases):
            return
        same = tuple(f for f in found.forms if f.case in self._name_cases(given))
        if same and any(f.number == "sing" for f in same):
            found.name, found.forms = given, same

    def _is_titled_by(self, k: int, run: NameRun) -> bool:
        """Is the name that of a title inside the phrase («помощник президента Владимира …»)?"""
        return self._is_titled(k, {case for case, _ in run.cases})

    def _is_titled(self, k: int, cases: set[str]) -> bool:
        return any(f.lemma in self.language.titles and f.number == "sing" and f.case in cases for f in word(self.nodes[k]).nouns)

    def _foreign_name(self, first: int, found: Phrase) -> int:
        """Where a name of two words that no list knows begins («Мариано Рахой»), or -1."""
        last = found.last
        while first < last and (self._is_plain_place(first) or self._is_foreign(first) and self.nodes[first].text.isupper()):
            first += 1
        names = [k for k in range(first, last) if not self._is_foreign(k)]
        if len(names) < 2 or all(word(self.nodes[k]).is_known and not word(self.nodes[k]).is_name for k in names):  # noqa: PLR2004 — a given name and a surname
            return -1
        return first

    def _is_title_at(self, k: int) -> bool:
        return any(f.lemma in self.language.titles for f in word(self.nodes[k]).nouns)

    def _name_cases(self, k: int) -> set[str]:
        """Cases that a capitalized word may stand in: as a given name, in the dictionary, as a surname."""
        run = self.names.run(k)
        if run is not None:
            return {case for case, _ in run.cases}
        info = word(self.nodes[k])
        cases = {f.case for f in info.nouns + info.modifiers}
        given = {case for _, case in self.language.names.given_readings(self.nodes[k].text)} if self.is_given(k) else set()
        if given:
            cases = given
        elif not info.is_known:
            cases |= CASES if self._beside_capital(k) else _surname_cases(self.nodes[k].low)
        return cases

    def _beside_capital(self, k: int) -> bool:
        """A word that no list knows beside another capital («Рикарду Пиньейру»): it may be a foreign given name."""
        nodes = self.nodes
        return k > 0 and k + 1 < len(nodes) and nodes[k + 1].kind == WORD and nodes[k + 1].is_capital and not self.is_given(k + 1)

    def _head(self, at: int, stop: int, wanted: frozenset[str]) -> tuple[int, tuple[Form, ...]]:
        nodes = self.nodes
        agreed: list[Form] | None = None
        k = at
        while k < stop:
            node = nodes[k]
            if node.kind == QUOTE:
                return (k, self._quote_forms(node, wanted)) if k == at or agreed is not None else (-1, ())
            if node.kind == NUMBER:
                k += 1
                continue
            if node.kind != WORD:
                return -1, ()
            run = self._run(k, stop)
            if run is not None:
                return self._named_head(k, run, wanted, agreed)
            info = word(node)
            counted = self._counted(k, stop, wanted) if (info.pos == "NUMR" or node.low == "три") and agreed is None else None
            if counted is not None:
                return counted
            if node.low in OWNERS and self._owns(k, stop, wanted):
                k += 1
                continue
            modifies = [f for f in info.modifiers if f.case in wanted]
            if modifies and agreed is not None:
                modifies = [f for f in modifies if _agrees(f, agreed)]
            noun = self._noun_forms(k, wanted, agreed)
            if modifies and self._goes_on(k, stop, modifies, noun=bool(noun)):
                agreed = modifies
                k += 1
                continue
            if noun:
                return k, noun
            if modifies and not any(v.pos in {"VERB", "GRND"} for v in info.verbs):
                return k, tuple(modifies)  # «обвиняемый», «погибший»: a modifier by itself
            return -1, ()
        return -1, ()

    def _run(self, k: int, stop: int) -> NameRun | None:
        run = self.names.run(k)
        return run if run is not None and run.last <= stop else None

    def _counted(self, k: int, stop: int, wanted: frozenset[str]) -> tuple[int, tuple[Form, ...]] | None:
        """«два собеседника», «пять новых школ»: a numeral in the nominative with its noun in the genitive."""
        cases = {f.case for f in word(self.nodes[k]).modifiers + word(self.nodes[k]).nouns} & {"nomn", "accs"} & wanted
        if not cases or k + 1 >= stop or self.nodes[k + 1].kind != WORD:
            return None
        head, forms = self._head(k + 1, stop, frozenset({"gent"}))
        if head < 0 or not forms or not word(self.nodes[head]).nouns:
            return None
        if not word(self.nodes[head]).is_animate:
            cases = cases | ({"accs"} & wanted)
        return head, tuple(Form(forms[0].lemma, case, "plur", "") for case in sorted(cases))

    def _named_head(self, k: int, run: NameRun, wanted: frozenset[str], agreed: list[Form] | None) -> tuple[int, tuple[Form, ...]]:
        """A person's name is the head: «Сергея Лаврова», «бывшему Сергею Лаврову»."""
        forms = [f for f in run.forms(self.nodes[k].low) if f.case in wanted]
        if agreed is not None:
            forms = [f for f in forms if _agrees(f, agreed)]
        return (k, tuple(forms)) if forms else (-1, ())

    def _owns(self, k: int, stop: int, wanted: frozenset[str]) -> bool:
        """«его представителя», «её ведомство»: a possessive, not the phrase itself."""
        if k + 1 >= stop or self.nodes[k + 1].kind != WORD:
            return False
        info = word(self.nodes[k + 1])
        if info.pos in {"VERB", "INFN", "PREP", "CONJ", "ADVB", "PRCL", "GRND"}:
            return False
        return any(f.case in wanted for f in info.nouns + info.modifiers)

    def _quote_forms(self, quote: Token, wanted: frozenset[str]) -> tuple[Form, ...]:
        """«Интерфаксу» in quotation marks is a dative all the same."""
        name = self.quoted(quote)
        known = self.language.outlet_named(name)
        if " " not in name and name[:1].isupper():
            cases = {f.case for f in word_of(name, quote).nouns}
            if "datv" in cases and "nomn" not in cases and name not in self.language.outlet_names:
                return tuple(f for f in _any(name.lower(), wanted) if f.case in cases)
        if known is not None and known != name and name.lower().endswith(("у", "ю", "ям", "ам")):
            return tuple(f for f in _any(name.lower(), wanted) if f.case == "datv")
        return _any(quote.low, wanted)

    def _goes_on(self, k: int, stop: int, modifies: list[Form], *, noun: bool) -> bool:
        """Is the word at ``k`` a modifier of what follows, rather than a head?"""
        if k + 1 >= stop:
            return False
        after = self.nodes[k + 1]
        if after.kind == QUOTE:
            return not noun
        if after.kind == NUMBER:
            return True
        if after.kind != WORD:
            return False
        info = word(after)
        return any(_agrees(f, modifies) for f in info.nouns + info.modifiers) or (not noun and self._is_foreign(k + 1))

    def _noun_forms(self, k: int, wanted: frozenset[str], agreed: list[Form] | None) -> tuple[Form, ...]:
        node = self.nodes[k]
        info = word(node)
        if self._is_foreign(k) or self._opens_foreign_name(k, info):
            return _any(node.low, wanted)
        forms = [f for f in info.nouns + info.pronouns if f.case in wanted]
        opens = not k and self.language.names.looks_like_surname(node.text)
        if node.is_capital and (k or opens) and (not info.is_known or self._is_odd_surname(node, info)):
            forms += [f for f in _surname(node.low) if f.case in wanted and f not in forms]
        if agreed is not None:
            forms = [f for f in forms if _agrees(f, agreed)]
        if info.pos in {"PREP", "CONJ", "PRCL", "ADVB", "VERB", "INFN", "GRND", "COMP", "PRED"} and not node.is_capital:
            top_is_noun = False
            if not top_is_noun and info.pos != "VERB":
                forms = [f for f in forms if f in info.pronouns]
        return tuple(forms)

    def _opens_foreign_name(self, k: int, info: Word) -> bool:
        """«Си Цзинь», «Мо Фарах»: a capital inside the sentence on a word that is no noun, another capital behind it."""
        nodes = self.nodes
        if not k or not nodes[k].is_capital or info.nouns or info.modifiers or k + 1 >= len(nodes):
            return False
        return nodes[k + 1].kind == WORD and nodes[k + 1].is_capital and nodes[k - 1].kind == WORD

    def _is_odd_surname(self, node: Token, info: Word) -> bool:
        """«Лапин»: in the dictionary, but only as another word in an oblique case."""
        if any(f.case == "nomn" for f in info.nouns):
            return False
        return node.low.endswith(("ов", "ев", "ин", "ын", "ский", "цкий")) or self.language.names.looks_like_surname(node.text)

    @staticmethod
    def pronoun(k: int) -> Phrase:
        """The pronoun at node ``k`` as a phrase of its own."""
        return Phrase(k, k + 1, k, ())

    def is_given(self, k: int) -> bool:
        """Is the word a given name, or a compound of given names («Касым-Али»)?"""
        return self.names.is_given(k)

    def _is_foreign(self, k: int) -> bool:
        """A Latin word, a domain, an abbreviation in capitals: it may stand in any case."""
        node = self.nodes[k]
        if node.kind != WORD:
            return False
        text = node.text
        if "." in text or text[0].isascii() and text[0].isalpha():
            return True
        return len(text) > 1 and text.isupper() and len(text) <= LONGEST_ABBREVIATION

    def _is_proper(self, k: int) -> bool:
        node = self.nodes[k]
        if node.kind != WORD or not node.is_capital:
            return False
        info = word(node)
        if self._is_title_at(k) and k + 1 < len(self.nodes) and self.nodes[k + 1].is_capital:
            return False  # «Аким Ерлан Сапаров»: a title that is a name, too
        if any("anaphoric" in self.language.organizations.get(f.lemma, ()) or "anaphoric" in self.language.outlets.get(f.lemma, ()) for f in info.nouns):
            return False  # «Стройкомпания «Вега»»
        return info.is_name or not info.is_known or info.is_place or self._is_foreign(k) or self.is_given(k)

    def is_initial(self, k: int) -> bool:
        """A capital and a full stop: «Н.»."""
        return self.names.is_initial(k)

    def _extend(self, found: Phrase, stop: int) -> None:
        """Take in what follows the head: genitives, names, quoted names, brackets, places."""
        while found.last < stop:
            taken = self._next_part(found, stop)
            if not taken:
                return
            found.last = taken

    def _next_part(self, found: Phrase, stop: int) -> int:
        k = found.last
        node = self.nodes[k]
        if node.kind == QUOTE:
            return k + 1 if self._takes_quote(found, node) else 0
        if node.text == "(":
            return self._bracket(k, stop)
        if node.kind == NUMBER:
            return k + 1 if self.nodes[k - 1].text == "№" else 0
        if node.text == "№":
            return k + 1
        if node.text in DASHES:
            return self._take_dash(found, k, stop)
        if node.text == "&" and k + 1 < stop and self.nodes[k + 1].is_capital:
            return k + 2
        if node.kind != WORD:
            return 0
        if found.name >= 0 and node.low in PARTICLES and self._takes_particle(k, stop):
            return k + 1
        if node.is_capital or self._is_foreign(k):
            return self._take_name(found, k, stop)
        if found.name >= 0 and not self._is_common_head(found) and not self._is_body(found):
            return self._take_place(found, k, stop) if self.nodes[k].low == "по" and self._is_office(found) else 0
        return (
            self._take_title(found, k)
            or self._take_genitive(found, k, stop)
            or self._take_place(found, k, stop)
            or self._take_instrumental(found, k, stop)
        )

    def _take_instrumental(self, found: Phrase, k: int, stop: int) -> int:
        """«заведующая архивом», «управляющий банком»."""
        if not self.nodes[found.head].low.endswith(("ющий", "ющая", "ющего", "ющей", "ющему", "ющим")):
            return 0
        inner = self.phrase(k, stop, frozenset({"ablt"}))
        if inner is None:
            return 0
        return next((j for j in range(k + 1, inner.last) if self.is_given(j)), inner.last)

    def _takes_particle(self, k: int, stop: int) -> bool:
        """«Жылдыз Асанбек кызы», «Хамад бен Халиф»."""
        if not self.nodes[k - 1].is_capital and self.nodes[k - 1].low not in PARTICLES:
            return False
        if self.nodes[k].low in {"кызы", "улы", "уулу", "оглы", "оглу"}:
            return True
        return k + 1 < stop and (self.nodes[k + 1].is_capital or self.nodes[k + 1].low in PARTICLES and k + 2 < stop and self.nodes[k + 2].is_capital)

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
        return found.last == found.head + 1 and head.text.isupper() and head.text not in self.language.outlet_names and not head.text.isascii()

    def _is_office(self, found: Phrase) -> bool:
        """«УМВД», «ГУ МЧС»: abbreviations that take a place («по Омской области»)."""
        return all(n.text.isupper() and len(n.text) > 1 and not n.text.isascii() for n in self.nodes[found.head : found.last])

    def _ends_in_person(self, found: Phrase) -> bool:
        return found.name >= 0 and found.name > found.head

    def _takes_quote(self, found: Phrase, node: Token) -> bool:
        head = self.nodes[found.head]
        if node.last - node.first > NAME_WORDS or self._ends_in_person(found) or word(head).pronouns or head.kind == QUOTE:
            return False
        if found.name == found.head and not self._is_foreign(found.head):
            return False
        if self.nodes[found.last - 1].is_capital and any(self.is_given(k) for k in range(found.head, found.last) if self.nodes[k].kind == WORD):
            return False
        lemmas = {head.low, *found.lemmas()}
        inner = self.quoted(node)
        if inner[:1].islower() or not self._quote_forms(node, frozenset({"nomn", "gent"})):
            return False  # «назвал закон «шагом в прошлое»», «рассказал топ-менеджер «Бакену»»
        return bool(lemmas & TELLERS) or bool(lemmas & self.language.outlets.keys()) or self.quoted(node) not in self.language.outlet_names

    def _bracket(self, k: int, stop: int) -> int:
        for j in range(k + 1, min(stop, k + 12)):
            if self.nodes[j].text == ")":
                return j + 1
        return 0

    def _take_name(self, found: Phrase, k: int, stop: int) -> int:
        """A capitalized word: a name in apposition, or a genitive («глава МВД»)."""
        if TIMES & {self.nodes[found.head].low, *found.lemmas()} and (self._is_foreign(k) or not self._may_be_genitive(k)):
            return 0  # «в апреле The Tidewater Journal сообщил»
        if word(self.nodes[found.head]).pronouns or self.nodes[found.head].kind == QUOTE and found.head == found.first:
            return 0
        run = self._run(k, stop)
        if run is not None and (found.name >= 0 or k > found.head + 1 or not self._names_thing(found)):
            return 0 if found.name == found.head or self.names.run(found.name) else self._take_run(found, run)
        if self.is_initial(k):
            j = k
            while j + 1 < stop and (self.is_initial(j) or self.nodes[j].text in DASHES):
                j += 2 if self.is_initial(j) else 1
            if j < stop and self.nodes[j].is_capital and not self._name_cases(j) & found.cases:
                return 0
            if found.name < 0 and j < stop and self.nodes[j].is_capital:
                found.name = k
            return j + 1 if j < stop and self.nodes[j].is_capital and self.nodes[j].kind == WORD and found.name == k else j
        info = word(self.nodes[k])
        cases = self._name_cases(k)
        given = bool(self.language.names.is_given_name(self.nodes[k].text))
        if found.name == found.head and self._is_plain_place(found.head) and not info.is_place:
            return 0
        if info.modifiers and not info.is_name and self._goes_on(k, stop, list(info.modifiers), noun=False):
            return self._take_genitive(found, k, stop)  # «полиция Акмолинской области»
        if self._is_plain_place(k) and not self._is_place_noun(found) and found.name in {-1, found.head}:
            return self._take_genitive(found, k, stop)  # «МИД Турции», «глава Москвы»
        if self._follows_given(found, k):
            return k + 1
        if self._is_possessor(found, k, cases):
            return self._take_genitive(found, k, stop)
        if self._names_thing(found) and found.name < 0:
            known = self._known_outlet(k, stop)
            if known:
                found.name = k
                return known
        if self._is_foreign(k) or not cases:
            if found.name < 0 and not self.nodes[k].text.isupper():
                found.name = k
            return k + 1
        same = [f for f in found.forms if f.case in cases]
        personal = given or info.is_name or not info.is_known or self._after_name(found, k)
        if same and (personal or self._names_thing(found)) and self._takes_apposition(found):
            if len(same) < len(found.forms) and not any(f.case == "gent" for f in info.nouns if found.name < 0):
                found.forms = tuple(same)
            if found.name < 0:
                found.name = k
            return k + 1
        if self._ends_in_person(found) or found.name == found.head and word(self.nodes[found.head]).is_name:
            return k + 1 if self._is_surname_of(found, k) else 0
        return self._take_genitive(found, k, stop)

    def _take_run(self, found: Phrase, run: NameRun) -> int:
        """A person's name behind a noun: in apposition where the cases agree, else a genitive, else no part of it."""
        cases = {case for case, _ in run.cases}
        same = tuple(f for f in found.forms if f.case in cases and f.number != "plur")
        if same and self._is_human(found):
            found.name, found.forms = run.first, same
            return run.last
        told = "nomn" in cases and "nomn" not in found.cases and self._is_human(found)  # «сообщил журналистам Нино …»
        return run.last if "gent" in cases and not told else 0

    def _is_human(self, found: Phrase) -> bool:
        """Is the head a title or any other common noun for somebody?"""
        head = self.nodes[found.head]
        if head.kind != WORD:
            return False
        return self._has_title(found) or word(head).is_animate or any(lemma in self.language.unnamed for lemma in found.lemmas())

    def _follows_given(self, found: Phrase, k: int) -> bool:
        """A surname behind a given name, whatever the dictionary makes of it («Сорока», «Белых», «Бектас»)."""
        if found.name < 0 or k - found.name > 4 or self._is_foreign(k) or not (self.nodes[k - 1].is_capital or self.nodes[k - 1].low in PARTICLES):  # noqa: PLR2004 — a name of four words at most
            return False
        if self.nodes[k - 1].low in PARTICLES:
            return True
        if self.is_given(k - 1) or k - 2 >= found.name and self.is_given(k - 2):
            return True
        if k - 1 >= found.name and not word(self.nodes[k]).is_known:
            return True
        return found.name > 0 and found.name == found.head and not self._is_plain_place(k) and not self._is_foreign(found.head)

    def _is_place_noun(self, found: Phrase) -> bool:
        """«город Москва»: a noun that the name of a place agrees with."""
        head = self.nodes[found.head]
        return not PLACES.isdisjoint((head.low, *found.lemmas())) or word(head).is_place or word(head).is_name or not word(head).is_known and found.name == found.head and not self._is_foreign(found.head)

    def _is_plain_place(self, k: int) -> bool:
        """A place that is no given name: «Палестины» in «премьер Палестины Хамдалла»."""
        return word(self.nodes[k]).is_place and not self.is_given(k)

    def _is_possessor(self, found: Phrase, k: int, cases: set[str]) -> bool:
        """«критики Алиева», «адвокат Петра»: a name in the genitive, though a nominative may look the same."""
        if "gent" not in cases or found.name >= 0 or "gent" in found.cases:
            return False
        if all(f.number == "plur" for f in found.forms):
            return True
        if self.is_given(k) and found.cases & cases and k + 1 < len(self.nodes) and self.nodes[k + 1].is_capital:
            return False
        readings = word(self.nodes[k]).nouns
        follows = k + 1 < len(self.nodes) and self.nodes[k + 1].kind == WORD and self.nodes[k + 1].is_capital
        return bool(readings) and readings[0].case == "gent" and not (follows and self._name_cases(k + 1) & found.cases & cases)

    def _known_outlet(self, k: int, stop: int) -> int:
        """«агентства Франс Пресс»: capitalized words that make the name of a known outlet."""
        for last in range(min(stop, k + 5), k, -1):
            if self.language.outlet_named(" ".join(n.text for n in self.nodes[k:last])):
                return last
        return 0

    def quoted(self, quote: Token) -> str:
        """The words between quotation marks."""
        return self.text[quote.start + len(quote.text) : quote.end - len(quote.text)].strip()

    def _takes_apposition(self, found: Phrase) -> bool:
        """A name stands beside a title, a thing that carries names, or another name; not beside any noun."""
        if found.name >= 0:
            return True
        language = self.language
        lemmas = {self.nodes[found.head].low, *found.lemmas()}
        if word(self.nodes[found.head]).is_animate:
            return True
        return any(lemma in language.titles or lemma in language.unnamed or lemma in PLACES for lemma in lemmas) or self._names_thing(found)

    def _after_name(self, found: Phrase, k: int) -> bool:
        return found.name >= 0 and self.nodes[k - 1].is_capital

    def _names_thing(self, found: Phrase) -> bool:
        """«телеканал Дождь», «компания Ромашка»: a thing that carries a name without quotation marks."""
        lemmas = self.nodes[found.head].low, *found.lemmas()
        return any(lemma in self.language.outlets or lemma in self.language.organizations for lemma in lemmas)

    def _is_surname_of(self, found: Phrase, k: int) -> bool:
        """A surname that the dictionary reads in another case than the given name before it."""
        return self.nodes[k - 1].is_capital and bool(_surname_cases(self.nodes[k].low) & found.cases)

    def _take_genitive(self, found: Phrase, k: int, stop: int) -> int:
        if word(self.nodes[found.head]).pronouns:
            return 0
        if not self._may_be_genitive(k) or self._stands_alone(k, stop) or self._is_fixed_title(k) and self._is_human(found):
            return 0
        inner = self.phrase_core(k, stop, frozenset({"gent"}))
        if inner is None:
            return 0
        if inner.name > inner.head and found.name < 0:
            self._lift_name(found, inner)
        return self._and_another(inner, stop, frozenset({"gent"}))

    def _is_fixed_title(self, k: int) -> bool:
        """«замглавы»: behind another person it is no genitive («сообщил журналистам замглавы …»)."""
        forms = [f for f in word(self.nodes[k]).nouns if f.number == "sing"]
        return len({f.case for f in forms}) == len(CASES) and self._is_title_at(k)

    def _stands_alone(self, k: int, stop: int) -> bool:
        """«считает версию ошибочной»: a modifier with no noun behind it is no genitive of the noun before."""
        info = word(self.nodes[k])
        if info.nouns or self.nodes[k].is_capital or not info.modifiers or self.nodes[k].low.startswith(SOMEBODY):
            return False
        return not self._goes_on(k, stop, list(info.modifiers), noun=False)

    def _has_title(self, phrase: Phrase) -> bool:
        return any(lemma in self.language.titles for lemma in phrase.lemmas())

    def _lift_name(self, found: Phrase, inner: Phrase) -> None:
        """«главы МИД РФ Сергея Лаврова», «помощник президента Нино …»: the name behind the genitive is that of the title."""
        shared = found.cases & self._name_cases(inner.name)
        case = "nomn" if "nomn" in shared else "gent" if "gent" in shared and not self._has_title(inner) else ""
        if case == "nomn" and self._has_title(inner) and (not self._is_human(found) or self.names.run(inner.name) is None):
            return
        if case and any(f.number == "sing" for f in found.forms if f.case == case):
            found.name = inner.name
            found.forms = tuple(f for f in found.forms if f.case == case)

    def _and_another(self, inner: Phrase, stop: int, wanted: frozenset[str]) -> int:
        """«министр торговли и интеграции»: a second noun in the same case, which could be no subject."""
        k = inner.last
        if k + 1 >= stop or self.nodes[k].low != "и" or inner.name >= 0:
            return k
        second = self.phrase(k + 1, stop)
        if second is None or not second.cases & wanted or "nomn" in second.cases or self.nodes[k + 1].is_capital:
            return k
        return second.last

    def _may_be_genitive(self, k: int) -> bool:
        info = word(self.nodes[k])
        if info.nouns and info.nouns[0].case == "nomn" and info.nouns[0].lemma in self.language.titles and not self.nodes[k].is_capital:
            return False
        if info.pronouns or REPORTED & set(info.lemmas):
            return False
        return any(f.case == "gent" for f in info.nouns + info.modifiers) or self._is_foreign(k)

    def phrase_core(self, at: int, stop: int, wanted: frozenset[str]) -> Phrase | None:
        """A phrase inside a phrase."""
        return self.phrase(at, stop, wanted)

    def _take_place(self, found: Phrase, k: int, stop: int) -> int:
        """«источник в правительстве», «представитель США в ООН»: a place that belongs to a common noun."""
        if any(n.kind == QUOTE for n in self.nodes[found.head : found.last]) and {self.nodes[found.head].low, *found.lemmas()} & self.language.outlets.keys():
            return 0
        if self.nodes[k].low not in ATTACHED or found.name == found.head and not self._is_office(found) or word(self.nodes[found.head]).pronouns:
            return 0
        if self._ends_in_person(found) or k + 1 >= stop:
            return 0
        inner = self.phrase(k + 1, stop, CASES - {"nomn"})
        if inner is None or self.nodes[k + 1].kind == NUMBER:
            return 0
        lemmas = {self.nodes[inner.head].low, *inner.lemmas(), *word(self.nodes[k + 1]).lemmas}
        return 0 if lemmas & LOOSE else self._and_another(inner, stop, inner.cases - {"nomn"})

    def _take_title(self, found: Phrase, k: int) -> int:
        """«чемпионка мира фигуристка Иванова»: a second title in the same case."""
        titles = self.language.titles
        if found.name >= 0 or not any(lemma in titles for lemma in found.lemmas()):
            return 0
        forms = [f for f in word(self.nodes[k]).nouns if f.lemma in titles and f.case in found.cases]
        return k + 1 if forms and k + 1 < len(self.nodes) and self.nodes[k + 1].is_capital else 0


def _any(low: str, wanted: frozenset[str]) -> tuple[Form, ...]:
    return tuple(Form(low, case, number, "") for case in wanted for number in ("sing", "plur"))


def _agrees(form: Form, others: Sequence[Form]) -> bool:
    return any(
        form.case == o.case
        and (not form.number or not o.number or form.number == o.number)
        and (not form.gender or not o.gender or form.gender == o.gender or form.number == "plur")
        for o in others
    )


_ENDINGS = (
    ("ым", {"ablt"}), ("им", {"ablt"}), ("ой", {"gent", "datv", "ablt", "loct", "nomn"}), ("ого", {"gent", "accs"}),
    ("ому", {"datv"}), ("ом", {"loct", "ablt"}), ("а", {"gent", "accs", "nomn"}), ("у", {"datv", "accs"}),
    ("е", {"loct", "datv"}), ("ю", {"datv", "accs", "ablt"}), ("я", {"gent", "accs", "nomn"}), ("й", {"nomn"}),
)  # fmt: skip


def _surname_cases(low: str) -> frozenset[str]:
    """Cases that a surname's ending allows, where the dictionary guesses wrong («Абаев»)."""
    for ending, cases in _ENDINGS:
        if low.endswith(ending):
            return frozenset(cases)
    return frozenset({"nomn"}) if low[-1] not in "аеиоуыэюя" else CASES


def _surname(low: str) -> tuple[Form, ...]:
    return tuple(Form(low, case, "sing", "") for case in _surname_cases(low))
