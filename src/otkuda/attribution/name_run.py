"""Names of persons as they run in a sentence: which words make one, and the cases that all of them agree in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from otkuda.attribution.word import Form, word
from otkuda.text.tokens import DASHES, WORD

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from otkuda.lang.language import Language
    from otkuda.text.tokens import Token

PARTICLES = frozenset(
    "бен ибн аль эль фон ван де да ди дель дер оглы оглу кызы улы уулу заде бин бинт ад ас ла ле абу дос".split()
)
BEHIND = frozenset("кызы улы уулу оглы оглу заде".split())  # particles that close a name or stand in its middle
UNDECLINED = ("-пресс", "-инфо", "-медиа", "-ньюс", "-тв", "-радио", "-онлайн")  # «Астра-Пресс» is no person
PLACES = frozenset(
    "город село поселок район область аул деревня станция улица остров река штат провинция микрорайон округ край "
    "республика аэропорт озеро гора поселение уезд префектура графство хутор станица проспект "
    "площадь".split()
)
CALLED = frozenset(
    "имени фамилии кличке прозвищу позывным ником никнеймом псевдонимом именем".split()
)  # «по имени Анна»
CALLING = frozenset({"по", "под", "с"})
SHORT = 4  # letters of the syllables that eastern names are made of
EASTERN = 6  # letters of a word in an eastern name that the dictionary may know as another
LONGEST = 6  # words of a name
_CASE_ENDING = re.compile(r"(?:[аяуюеыий]|[оеы]м|им|[оеё]й|ою|ого|ому|ая|ую)?$")
_ROMAN = re.compile(r"[IVX]+")
_CYRILLIC = re.compile(r"[А-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІіЇїЄєҐґЎў'’ʼ-]+")
_PATRONYMIC = re.compile(r"(?:[вьмкт]ич|вн|ичн)(?:а|у|ем|ом|е|ы|ой)?$")  # «Кузьмич», «Лукич» too


class NameRun(NamedTuple):
    """Nodes ``first`` to ``last`` that name a person, in one of the (case, gender) pairs."""

    first: int
    last: int
    cases: frozenset[tuple[str, str]]

    def forms(self, low: str) -> tuple[Form, ...]:
        """What the name may be, as the forms of its first word."""
        return tuple(Form(low, case, "sing", gender) for case, gender in sorted(self.cases))


@lru_cache(maxsize=50_000)
def trunk(low: str) -> str:
    """Return a name without its ending: «сомов» and «сомовым» have the same."""
    return _CASE_ENDING.sub("", low, count=1) if len(low) >= SHORT else low


@dataclass(slots=True)
class NameReader:
    """Finds names of persons among the nodes of one sentence; each place is looked at once."""

    nodes: Sequence[Token]
    language: Language
    text: str
    capitals: list[int]  # which of them are written with a capital
    known: dict[int, NameRun | None] = field(default_factory=dict)
    surnames: frozenset[str] = frozenset()  # trunks of the surnames that full names of the text end in

    def run(self, k: int) -> NameRun | None:
        """The name of two words or more that begins at node ``k``: «Сергея Лаврова», «Ж.-К. Юнкер», «Си Цзиньпин»."""
        if k < 0 or not self.nodes[k].is_capital:
            return None
        if k not in self.known:
            self.known[k] = self._run(k) if self._may_open(k) else None
        return self.known[k]

    def trunks(self) -> Iterator[str]:
        """What does not change in the surnames that full names of the sentence end in: «сорок» of «Вадима Сороки»."""
        for k in self.capitals:
            run = self.run(k)
            if run is not None and (self.is_given(k) or not self.is_given(run.last - 1)):
                yield trunk(self.nodes[run.last - 1].low)

    def is_surname(self, k: int) -> bool:
        """Is it the surname of somebody whom the text names in full, whatever else the word may be («Сомов»)?"""
        node = self.nodes[k]
        return bool(self.surnames) and node.is_capital and node.text.istitle() and trunk(node.low) in self.surnames

    def is_initial(self, k: int) -> bool:
        """A capital and a full stop: «Н.»."""
        nodes = self.nodes
        return (
            len(nodes[k].text) == 1
            and nodes[k].is_capital
            and nodes[k].kind == WORD
            and k + 1 < len(nodes)
            and nodes[k + 1].text == "."
        )

    def is_given(self, k: int) -> bool:
        """Is the word a given name, or a compound of given names («Касым-Али»)?"""
        text = self.nodes[k].text
        if not text[0].isupper():
            return False
        given = self.language.names.is_given_name
        return bool(given(text)) or ("-" in text and any(given(part) for part in text.split("-")))

    def _may_open(self, k: int) -> bool:
        nodes = self.nodes
        if k + 1 >= len(nodes):
            return False
        after = nodes[k + 1]
        goes_on = after.is_capital or after.text == "." or after.low in PARTICLES  # behind most capitals nothing does
        return (goes_on and self.is_name_word(k)) and (
            self.is_initial(k)
            or self.is_name_word(k + 1)
            or after.low in PARTICLES
            or bool(_ROMAN.fullmatch(after.text))
        )

    def is_name_word(self, k: int) -> bool:
        """A capitalized word in Cyrillic that is no abbreviation."""
        node = self.nodes[k]
        return (
            node.kind == WORD
            and node.is_capital
            and not (len(node.text) > 1 and node.text.isupper())
            and bool(_CYRILLIC.fullmatch(node.text))
            and not ("-" in node.low and node.low.endswith(UNDECLINED))
        )

    def _run(self, k: int) -> NameRun | None:
        if self.is_initial(k):
            return self._initials(k)
        if self._is_of_place(k):
            return None
        if self._is_namesake(k) and self.is_given(k + 1) and not _PATRONYMIC.search(self.nodes[k + 1].low):
            return None  # «школы имени Абая Динара Омарова»
        last = self._end(k)
        while last - k > 1:
            if self._is_personal(k, last):
                name = self.text[self.nodes[k].start : self.nodes[last - 1].end]
                cases = self.language.names.cases(name)
                if self._is_namesake(k):
                    cases = frozenset(pair for pair in cases if pair[0] == "gent")
                if cases and self.language.outlet_named(name) is None:
                    return NameRun(k, last, cases)
            last -= 1
            while last > k and self.nodes[last - 1].low in PARTICLES - BEHIND:
                last -= 1
        return None

    def _is_namesake(self, k: int) -> bool:
        """«им. Абая», «имени Абая»: of somebody, in the genitive; the name behind it is another's."""
        nodes = self.nodes
        return (k > 0 and nodes[k - 1].low == "имени") or (
            k > 1 and (nodes[k - 2].low, nodes[k - 1].text) == ("им", ".")
        )

    def _is_of_place(self, k: int) -> bool:
        """«аким области Абай Нурлан Досов», «житель села Кенес Мурат Аганай»: behind a place another name begins."""
        nodes = self.nodes
        placed = k > 0 and not PLACES.isdisjoint(word(nodes[k - 1]).lemmas)
        return placed and k + 2 < len(nodes) and self.is_given(k + 1) and self.is_name_word(k + 2)

    def _initials(self, k: int) -> NameRun | None:
        """«Н. Пшембаев», «Ж.-К. Трише», «М.Б. Иванов»."""
        nodes, j = self.nodes, k
        while j + 1 < len(nodes) and (self.is_initial(j) or (nodes[j].text in DASHES and self.is_initial(j + 1))):
            j += 2 if self.is_initial(j) else 1
        if j >= len(nodes) or not self.is_name_word(j) or j - k > 2 * LONGEST:
            return None
        return NameRun(k, j + 1, self.language.names.cases(self.text[nodes[k].start : nodes[j].end]))

    def _end(self, k: int) -> int:
        """Behind the last node that may belong to the name."""
        nodes, j = self.nodes, k + 1
        while j < len(nodes) and j - k < LONGEST:
            if self._is_middle(k, j):
                j += 2
            elif (
                (self.is_name_word(j) and (not self.is_initial(j) or self._is_eastern(k)))
                or nodes[j].low in BEHIND
                or (j > k and _ROMAN.fullmatch(nodes[j].text))
            ) or (nodes[j].low in PARTICLES and self._leads_on(j)):
                j += 1
            else:
                break
        return j

    def _is_middle(self, k: int, j: int) -> bool:
        """«Джеймс Т. Колли»: an initial between a given name and the last one."""
        nodes = self.nodes
        if j != k + 1 or not self.is_initial(j) or not self.is_given(k) or j + 2 >= len(nodes):
            return False
        return self.is_name_word(j + 2) and not self.is_initial(j + 2)

    def _is_eastern(self, k: int) -> bool:
        """A family name of the list, or the first of three short words: «Тхи Ван Лонг»."""
        if self.language.names.opens_eastern_name(self.nodes[k].text):
            return True
        three = range(k, min(k + 3, len(self.nodes)))
        return len(three) == 3 and all(self.is_name_word(j) and 1 < len(self.nodes[j].text) <= SHORT for j in three)

    def _leads_on(self, j: int) -> bool:
        """A particle with a capital behind it, or one more particle: «фон дер Ляйен»."""
        nodes = self.nodes
        after = next((i for i in range(j + 1, min(j + 3, len(nodes))) if nodes[i].low not in PARTICLES), -1)
        return after > 0 and self.is_name_word(after)

    def _is_personal(self, k: int, last: int) -> bool:
        """A given name or an eastern family name opens it, a given name closes it, or no list knows its words."""
        nodes = self.nodes
        words = [j for j in range(k, last) if self.is_name_word(j)]
        if len(words) == 1:  # «Бенедикт XVI»
            return self.is_given(k) and bool(_ROMAN.fullmatch(nodes[last - 1].text))
        if not words or (self._is_title(k) and (self.is_given(words[1]) or not self._may_be_surname(words[1]))):
            return False  # «Аким Ерлан Сапаров», «Аким Алматау»: the office
        if self._is_eastern(k):
            return all(len(nodes[j].text) <= EASTERN or not word(nodes[j]).is_known for j in words)
        behind = nodes[k + 1].low  # «Малкомс де Оливейра», «Аликбер Аликберович»
        led = not word(nodes[k]).is_known and behind in PARTICLES
        led = led or (self._is_strange(k) and bool(_PATRONYMIC.search(behind)))
        if self.is_given(k) or nodes[k].low in PARTICLES or led:
            return all(self._continues(words, at) for at in range(1, len(words)))
        if self.is_given(words[1]):  # «Иванов Иван», «Иванова Ивана Ивановича»
            if self._goes_on(last) or words[-1] != last - 1:  # «Эстравии Жером Пикар», «Гренвальда Фредерик V»
                return False
            strange = len(words) == 2 and not word(nodes[k]).is_known and not nodes[k].low.endswith("и")
            surname = strange or self._may_be_surname(k)  # «Кайсар Дюсенбай»: two given names, of which one is listed
            return surname and all(_PATRONYMIC.search(nodes[j].low) for j in words[2:])
        if len(words) > 3 or self._goes_on(last) or not all(self._is_strange(j) for j in words[:2]):
            return False
        return len(words) == 2 or (self._follows_title(k) and self._continues(words, 2))

    def _follows_title(self, k: int) -> bool:
        """«замминистра Рамиро Асканио Вега»: no place of that name stands before a name."""
        return k == 0 or self._is_title(k - 1) or not word(self.nodes[k - 1]).nouns

    def _goes_on(self, last: int) -> bool:
        """Does something that may be part of a name stand behind the words taken?"""
        nodes = self.nodes
        return last < len(nodes) and (
            self.is_name_word(last) or nodes[last].low in PARTICLES or bool(_ROMAN.fullmatch(nodes[last].text))
        )

    def _is_strange(self, k: int) -> bool:
        """No word of the dictionary, or a name in it."""
        info = word(self.nodes[k])
        return not info.is_known or info.is_surname or info.is_name

    def _continues(self, words: list[int], at: int) -> bool:
        """May the word stand in a name behind the words before it? One surname ends it."""
        if at == 1 and len(words) == 2:
            return True
        k = words[at]
        info = word(self.nodes[k])
        if at == 1:
            surname = info.is_name or self.language.names.looks_like_surname(self.nodes[k].text)
            return surname or not info.is_place
        before = words[at - 1]
        if self.is_initial(before):  # «Джеймс Т. Колли»
            return True
        if self.is_given(before) or _PATRONYMIC.search(self.nodes[before].low) or self.nodes[k - 1].low in PARTICLES:
            return True
        if len(self.nodes[k].text) <= SHORT and len(self.nodes[before].text) <= SHORT:
            return True
        last = at == len(words) - 1 and not (
            self.is_given(k) and self._goes_on(k + 1)
        )  # «Петра Гринько Анна …» are two
        if last and not info.is_place and not self._is_title(k) and self._agrees_with(words[0], k):
            middle = (word(self.nodes[j]) for j in words[1:at])  # «Рамиро Асканио Вега», «Ахмад Захир Шинвари»
            return not any(info.is_known and (info.is_place or info.is_animate) and not info.is_name for info in middle)
        return (not info.is_known and not self.is_given(k)) or bool(_PATRONYMIC.search(self.nodes[k].low))

    def _agrees_with(self, first: int, k: int) -> bool:
        """May the last word of a name («Карлоса Гонсалеса Переса») stand in a case of the first?"""
        cases = {case for _, case in self.language.names.given_readings(self.nodes[first].text)}
        return any(form.case in cases | {"nomn"} for form in word(self.nodes[k]).nouns)

    def _may_be_surname(self, k: int) -> bool:
        info = word(self.nodes[k])
        return not info.is_place and self.language.names.looks_like_surname(self.nodes[k].text)

    def _is_title(self, k: int) -> bool:
        return any(form.lemma in self.language.titles for form in word(self.nodes[k]).nouns)
