"""Names and genitives behind the head of a noun phrase: «глава МИД РФ Сергей Лавров»."""

from __future__ import annotations

from dataclasses import dataclass

from otkuda.attribution.agreement import surname_cases
from otkuda.attribution.name_run import CALLED, PARTICLES, PLACES, NameRun
from otkuda.attribution.phrase_head import AGENTS, HeadReader, Phrase
from otkuda.attribution.word import CASES, word
from otkuda.text.tokens import DASHES, QUOTE, WORD

TIMES = frozenset(
    "понедельник вторник среда четверг пятница суббота воскресенье январь февраль март апрель май июнь июль август "
    "сентябрь октябрь ноябрь декабрь год день вечер утро ночь час неделя месяц время".split()
)
GENITIVE_ENDINGS = ("ии", "ы", "и", "а", "я", "ого")
NAMED_ALONE = frozenset("агентство фирма компания корпорация холдинг сервис стартап магазин сеть концерн".split())
REPORTED = frozenset("слово высказывание цитата начало".split())


@dataclass(slots=True)
class NameReading(HeadReader):
    """Takes in capitalized words: a name in apposition to the head, or a genitive; and other genitives."""

    def _take_name(self, found: Phrase, k: int, stop: int) -> int:
        """A capitalized word: a name in apposition, or a genitive («глава МВД»)."""
        if self._refuses_name(found, k) or self._is_somebody(found, k, stop) or self._is_told(found, k, stop):
            return 0
        run = self._run(k, stop)
        whole = run is not None and run.last > k + 2 and self.is_given(k)  # «директора фонда Хуана Мануэля Сантоса»
        if run is not None and (whole or found.name >= 0 or k > found.head + 1 or not self._names_thing(found)):
            return 0 if found.name == found.head or self.names.run(found.name) else self._take_run(found, run)
        if self.is_initial(k):
            return self._take_initials(found, k, stop)
        if found.name == found.head and self._is_plain_place(found.head) and not word(self.nodes[k]).is_place:
            return 0
        if self._is_owner(found, k, stop):
            return self._take_genitive(found, k, stop)
        if self._follows_given(found, k):
            return k + 1
        if self._is_possessor(found, k, self._name_cases(k)):
            return self._take_genitive(found, k, stop)
        strange = (
            0 if self.nodes[k - 1].is_capital and not self._ends_body(k - 1) else self._strange_name(found, k, stop)
        )
        if strange:
            return strange
        known = self._known_outlet(k, stop) if self._names_thing(found) and found.name < 0 else 0
        if known:
            found.name = k
            return known
        return self._take_apposition(found, k, stop)

    def _refuses_name(self, found: Phrase, k: int) -> bool:
        """A time («в апреле The Tidewater Journal сообщил»), a pronoun and a quotation take no name."""
        head = self.nodes[found.head]
        foreign = found.name == found.head and self._is_foreign(found.head) and head.text[0].isascii()
        if foreign and not (self.nodes[k].text[0].isascii() or word(self.nodes[k]).is_place):
            return not word(self.nodes[k]).modifiers  # «ответил в Facebook Ережепов»
        if self._begins_another(found, k):
            return True
        times = not TIMES.isdisjoint([head.low, *(form.lemma for form in found.forms)])
        if times and (self._is_foreign(k) or not self._may_be_genitive(k)):
            return True
        return bool(word(head).pronouns) or (head.kind == QUOTE and found.head == found.first)

    def _is_somebody(self, found: Phrase, k: int, stop: int) -> bool:
        """«представитель комиссии Аннелин Версхуре»: a person in the nominative, no name of a body in the genitive."""
        run = self._run(k, stop)
        cases = {case for case, _ in run.cases} if run else set()
        if "nomn" not in cases or cases & found.cases or not self._names_thing(found):
            return False
        return not (NAMED_ALONE | self.language.outlets.keys()) & {self.nodes[found.head].low, *found.lemmas()}

    def _is_told(self, found: Phrase, k: int, stop: int) -> bool:
        """«сказал мэр Илья Комаров Reuters», «рассказали в Минздраве ТАСС»: an outlet behind a name was told."""
        head = self.nodes[found.head]
        proper = found.name == found.head and not head.text[0].isascii()
        outlets = self.language.outlets.keys()
        thing = self._names_thing(found) and (not found.first or not outlets.isdisjoint(found.lemmas()))
        return (proper or self._ends_in_person(found)) and not thing and bool(self._known_outlet(k, stop))

    def _begins_another(self, found: Phrase, k: int) -> bool:
        """«компании Norvik Лупе Факафануа», «МИД Вальдонии Лупе Факафануа»: a body takes no second name."""
        before = self.nodes[k - 1]
        if k - 1 <= found.head or not before.is_capital or self._is_human(found) or word(self.nodes[k]).is_place:
            return False
        if before.text[0].isascii():
            return not self.nodes[k].text[0].isascii() and (found.name >= 0 or self._names_thing(found))
        body = self._is_foreign(found.head) or not self.language.organizations.keys().isdisjoint(found.lemmas())
        return body and before.low.endswith(GENITIVE_ENDINGS) and self._is_pair(k, len(self.nodes))

    def _is_pair(self, k: int, stop: int) -> bool:
        """Two words that may be a name, and no third."""
        pair = k + 1 < stop and all(self.names.is_name_word(j) for j in (k, k + 1))
        return pair and (k + 2 >= stop or not self.nodes[k + 2].is_capital)

    def _ends_body(self, k: int) -> bool:
        """«компании Norvik», «МИД», «мэр Осло»: behind such a capital another name may begin."""
        return self._is_foreign(k) or word(self.nodes[k]).is_place or self.nodes[k].low.endswith(GENITIVE_ENDINGS)

    def _take_initials(self, found: Phrase, k: int, stop: int) -> int:
        """«аналитик Н. Пшембаев»: the initials, and the surname where its case fits."""
        nodes, j = self.nodes, k
        while j + 1 < stop and (self.is_initial(j) or nodes[j].text in DASHES):
            j += 2 if self.is_initial(j) else 1
        if j >= stop or not nodes[j].is_capital:
            if found.name < 0 and self._is_human(found):
                found.name = k  # «свидетель К.»
            return j
        if not self._name_cases(j) & found.cases or (found.name < 0 and not PLACES.isdisjoint(found.lemmas())):
            return 0  # «министра экологии края В.С. Огородова»: the minister's name
        if found.name < 0:
            found.name = k
        return j + 1 if nodes[j].kind == WORD and found.name == k else j

    def _is_owner(self, found: Phrase, k: int, stop: int) -> bool:
        """«полиция Акмолинской области», «МИД Турции», «глава Москвы»: a place that the head belongs to."""
        info = word(self.nodes[k])
        if info.modifiers and not info.is_name and self._goes_on(k, stop, list(info.modifiers), noun=False):
            return True
        return self._is_plain_place(k) and not self._is_place_noun(found) and found.name in {-1, found.head}

    def _take_apposition(self, found: Phrase, k: int, stop: int) -> int:
        """One word in the case of the head, in no case at all, or in the genitive."""
        info, cases = word(self.nodes[k]), self._name_cases(k)
        if self._is_foreign(k) or not cases or self._stays(found, k):
            if found.name < 0 and not self.nodes[k].text.isupper():
                found.name = k
            return k + 1
        if self._is_place_name(found, k):
            found.name = k
            return k + 1
        same = tuple(f for f in found.forms if f.case in cases)
        if "gent" in cases and self._names_thing(found) and self._is_body_noun(k):
            return self._take_genitive(found, k, stop)  # «комитета Совета Федерации»
        if same and (self._is_personal(found, k) or self._names_thing(found)) and self._takes_apposition(found):
            if len(same) < len(found.forms) and (found.name >= 0 or not any(f.case == "gent" for f in info.nouns)):
                found.forms = same
            if found.name < 0:
                found.name = k
            return k + 1
        if self._ends_in_person(found) or (found.name == found.head and word(self.nodes[found.head]).is_name):
            return k + 1 if self._is_surname_of(found, k) else 0
        return self._take_genitive(found, k, stop)

    def _stays(self, found: Phrase, k: int) -> bool:
        """«объединение Кхумбу»: beside a thing a strange word that ends as no form of a common name does."""
        node = self.nodes[k]
        strange = not word(node).is_known and node.low[-1] in "уюоэ" and not self.is_given(k)
        return strange and found.name < 0 and self._names_thing(found) and not self._is_human(found)

    def _is_place_name(self, found: Phrase, k: int) -> bool:
        """«посёлка Расцвет», «станции Тайга»: behind a noun for places a common word in the nominative."""
        info = word(self.nodes[k])
        if found.name >= 0 or PLACES.isdisjoint(found.lemmas()) or found.last != found.head + 1:
            return False
        if not info.is_known and "-" in self.nodes[k].text and not self.is_given(k):
            return True  # «деревни Эль-Хаут»
        if not info.is_known and k + 1 < len(self.nodes) and not self.is_given(k) and self._is_title_at(k + 1):
            return not self.nodes[k + 1].is_capital  # «шерифа округа Бентон лейтенанта Скотта Вейла»
        return info.is_known and not info.is_animate and not info.is_name and any(f.case == "nomn" for f in info.nouns)

    def _strange_name(self, found: Phrase, k: int, stop: int) -> int:
        """«министр Лупе Факафануа»: behind a title two capitals of which the dictionary knows no name and no place."""
        if found.name >= 0 or not self._is_human(found) or not self._is_pair(k, stop):
            return 0
        words = [word(self.nodes[j]) for j in (k, k + 1)]
        if all(w.is_known for w in words) or any(w.is_place or w.modifiers for w in words):
            return 0
        same = tuple(f for f in found.forms if f.case in surname_cases(self.nodes[k + 1].low) and f.number != "plur")
        if not same:
            return 0
        found.name, found.forms = k, same
        return k + 2

    def _is_personal(self, found: Phrase, k: int) -> bool:
        info = word(self.nodes[k])
        given = self.language.names.is_given_name(self.nodes[k].text)
        return (
            bool(given) or info.is_name or not info.is_known or self._after_name(found, k) or self._is_byname(found, k)
        )

    def _is_byname(self, found: Phrase, k: int) -> bool:
        """«рэпер Скай»: a capital on a common noun in the nominative, alone behind somebody in the nominative."""
        one = k == found.head + 1 and (k + 1 >= len(self.nodes) or not self.nodes[k + 1].is_capital)
        singular = any(f.case == "nomn" and f.number == "sing" for f in found.forms) and self._is_human(found)
        nouns = word(self.nodes[k]).nouns
        declines = any(f.case == "nomn" and f.number == "sing" for f in nouns) and len({f.case for f in nouns}) < len(
            CASES
        )
        return one and singular and declines and not self._is_body_noun(k)

    def _take_called(self, found: Phrase, k: int, stop: int) -> int:
        """«жительница по имени Марина», «разработчик под ником kefir_dev»: what somebody calls themselves."""
        nodes, at = self.nodes, k + 2
        if at >= stop or nodes[k + 1].low not in CALLED or found.name >= 0:
            return 0
        if not self._is_human(found) or not (nodes[at].is_capital or nodes[at].text[0].isascii()):
            return 0
        last = at + 1
        while last < stop and (nodes[last].start == nodes[last - 1].end or nodes[last].is_capital):
            if nodes[last].text in {".", ",", ":"}:
                break
            last += 1
        found.name = at
        return last

    def _is_body_noun(self, k: int) -> bool:
        """«глава Минэнерго», «директор Театра»."""
        names = self.language.organizations.keys()
        return not names.isdisjoint((self.nodes[k].text, self.nodes[k].low, *word(self.nodes[k]).lemmas))

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
        info = word(head)
        return (
            info.is_animate
            or self._has_title(found)
            or (not info.is_known and not head.is_capital and head.low.endswith(AGENTS))
            or self.opens_as_agent(found.head)
            or not info.nouns  # «заведующая», «обвиняемый»
            or not self.language.unnamed.keys().isdisjoint([form.lemma for form in found.forms])
        )

    def _name_cases(self, k: int) -> set[str]:
        """Cases that a capitalized word may stand in: as a given name, in the dictionary, as a surname."""
        run = self.names.run(k)
        if run is not None:
            return {case for case, _ in run.cases}
        info = word(self.nodes[k])
        cases = {f.case for f in info.nouns + info.modifiers}
        given = (
            {case for _, case in self.language.names.given_readings(self.nodes[k].text)} if self.is_given(k) else set()
        )
        if given:
            cases = given
        elif not info.is_known:
            cases |= CASES if self._beside_capital(k) else surname_cases(self.nodes[k].low)
        return cases

    def _beside_capital(self, k: int) -> bool:
        """A word that no list knows beside another capital («Рикарду Пиньейру»): it may be a foreign given name."""
        nodes = self.nodes
        return (
            k > 0
            and k + 1 < len(nodes)
            and nodes[k + 1].kind == WORD
            and nodes[k + 1].is_capital
            and not self.is_given(k + 1)
        )

    def _follows_given(self, found: Phrase, k: int) -> bool:
        """A surname behind a given name, whatever the dictionary makes of it («Сорока», «Белых», «Бектас»)."""
        if (
            found.name < 0
            or k - found.name > 4
            or self._is_foreign(k)
            or not (self.nodes[k - 1].is_capital or self.nodes[k - 1].low in PARTICLES)
        ):
            return False
        if self.nodes[k - 1].low in PARTICLES:
            return True
        if self.is_given(k - 1) or (k - 2 >= found.name and self.is_given(k - 2)):
            return True
        if k - 1 >= found.name and not word(self.nodes[k]).is_known:
            return True
        return (
            found.name > 0
            and found.name == found.head
            and not self._is_plain_place(k)
            and not self._is_foreign(found.head)
        )

    def _is_place_noun(self, found: Phrase) -> bool:
        """«город Москва»: a noun that the name of a place agrees with."""
        head = self.nodes[found.head]
        return (
            not PLACES.isdisjoint((head.low, *found.lemmas()))
            or word(head).is_place
            or word(head).is_name
            or (not word(head).is_known and found.name == found.head and not self._is_foreign(found.head))
        )

    def _is_plain_place(self, k: int) -> bool:
        """A place that is no given name: «Палестины» in «премьер Палестины Хамдалла»."""
        return word(self.nodes[k]).is_place and not self.is_given(k)

    def _is_possessor(self, found: Phrase, k: int, cases: set[str]) -> bool:
        """«критики Алиева», «адвокат Петра»: a name in the genitive, though a nominative may look the same."""
        if "gent" not in cases or found.name >= 0 or "gent" in found.cases or self._has_verb(found, k, "femn"):
            return False
        if self._has_verb(found, k, "masc"):
            return True
        if all(f.number == "plur" for f in found.forms):
            return True
        if self.is_given(k) and found.cases & cases and k + 1 < len(self.nodes) and self.nodes[k + 1].is_capital:
            return False
        readings = word(self.nodes[k]).nouns
        follows = k + 1 < len(self.nodes) and self.nodes[k + 1].kind == WORD and self.nodes[k + 1].is_capital
        ruled = not found.cases & cases and any(f.number == "sing" for f in readings)  # «адвокат Лося Анна Ким»
        return (
            bool(readings)
            and (ruled or (readings[0].case, readings[0].number) == ("gent", "sing"))
            and not (follows and self._name_cases(k + 1) & found.cases & cases)
        )

    def _has_verb(self, found: Phrase, k: int, gender: str) -> bool:
        """«Врач Лукина заявила», «Адвокат Лукина заявил»: a woman's verb makes the surname hers, a man's a genitive."""
        if not self.nodes[k].low.endswith(("ова", "ева", "ина", "ына", "ая")) or not self._has_title(found):
            return False
        beside = (word(self.nodes[j]) for j in (found.first - 1, k + 1) if 0 <= j < len(self.nodes))
        return any(v.gender == gender and v.tense == "past" for info in beside if info.is_finite for v in info.verbs)

    def _known_outlet(self, k: int, stop: int) -> int:
        """«агентства Франс Пресс»: capitalized words that make the name of a known outlet."""
        for last in range(min(stop, k + 5), k, -1):
            if self.language.outlet_named(" ".join(n.text for n in self.nodes[k:last])):
                return last
        return 0

    def _takes_apposition(self, found: Phrase) -> bool:
        """A name stands beside a title, a thing that carries names, or another name; not beside any noun."""
        if found.name >= 0:
            return True
        language = self.language
        lemmas = {self.nodes[found.head].low, *found.lemmas()}
        if word(self.nodes[found.head]).is_animate:
            return True
        return any(
            lemma in language.titles or lemma in language.unnamed or lemma in PLACES for lemma in lemmas
        ) or self._names_thing(found)

    def _after_name(self, found: Phrase, k: int) -> bool:
        return found.name >= 0 and self.nodes[k - 1].is_capital

    def _names_thing(self, found: Phrase) -> bool:
        """«телеканал Дождь», «компания Ромашка»: a thing that carries a name without quotation marks."""
        lemmas = [self.nodes[found.head].low, *(form.lemma for form in found.forms)]
        language = self.language
        return not (language.outlets.keys().isdisjoint(lemmas) and language.organizations.keys().isdisjoint(lemmas))

    def _is_surname_of(self, found: Phrase, k: int) -> bool:
        """A surname that the dictionary reads in another case than the given name before it."""
        return self.nodes[k - 1].is_capital and bool(surname_cases(self.nodes[k].low) & found.cases)

    def _ends_in_person(self, found: Phrase) -> bool:
        return found.name >= 0 and found.name > found.head

    def _take_genitive(self, found: Phrase, k: int, stop: int) -> int:
        if word(self.nodes[found.head]).pronouns:
            return 0
        if self.nodes[k - 1].kind == QUOTE and not self._is_human(found) and word(self.nodes[k]).is_animate:
            return 0  # «цитирует газета «Заря» жителя деревни»
        if self._is_manner(k, stop):
            k += 1  # «министерство международно признанного правительства»
        if (
            not self._may_be_genitive(k)
            or self._stands_alone(k, stop)
            or (self._is_fixed_title(k) and self._is_human(found))
        ):
            return 0
        inner = self.phrase(k, stop, frozenset({"gent"}))
        if inner is None:
            return 0
        if inner.name > inner.head and found.name < 0:
            self._lift_name(found, inner)
        last = self._and_another(inner, stop, frozenset({"gent"}))
        return last if last > inner.last else self._field_and_another(found, inner, stop)

    def _is_manner(self, k: int, stop: int) -> bool:
        """«международно признанного»: an adverb before a participle."""
        return word(self.nodes[k]).pos in {"ADVB", "ADJS"} and k + 1 < stop and word(self.nodes[k + 1]).pos == "PRTF"

    def _is_fixed_title(self, k: int) -> bool:
        """«замглавы»: behind another person it is no genitive («сообщил журналистам замглавы …»)."""
        nouns = word(self.nodes[k]).nouns
        if len(nouns) < len(CASES):
            return False
        return len({f.case for f in nouns if f.number == "sing"}) == len(CASES) and self._is_title_at(k)

    def _stands_alone(self, k: int, stop: int) -> bool:
        """«считает версию ошибочной»: a modifier with no noun behind it is no genitive of the noun before."""
        info = word(self.nodes[k])
        if "один" in info.lemmas and k + 1 < stop and self.nodes[k + 1].low == "из":
            return False  # «хозяин одного из сараев»
        if info.nouns or self.nodes[k].is_capital or not info.modifiers or self._is_somebody_at(k):
            return False
        return not self._goes_on(k, stop, list(info.modifiers), noun=False)

    def _lift_name(self, found: Phrase, inner: Phrase) -> None:
        """«главы МИД РФ Сергея Лаврова», «помощник президента Нино …»: the name is that of the first title."""
        if self._names_thing(inner) and self.nodes[inner.name].text.isascii():
            return  # «вожатый компании Deloran»
        if not PLACES.isdisjoint(inner.lemmas()) and self.names.run(inner.name) is None:
            return  # «житель посёлка Расцвет»
        shared = found.cases & self._name_cases(inner.name)
        case = "nomn" if "nomn" in shared else "gent" if "gent" in shared and not self._has_title(inner) else ""
        if (
            case == "nomn"
            and self._has_title(inner)
            and (not self._is_human(found) or self.names.run(inner.name) is None)
        ):
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

    def _field_and_another(self, found: Phrase, inner: Phrase, stop: int) -> int:
        """«в министерстве транспорта и связи»: two fields of one body, though the second looks like a subject.

        So it is in «министр торговли и интеграции Серик Орлов», where the name is that of the title.
        """
        k = inner.last
        if inner.name >= 0 or k + 1 >= stop or self.nodes[k].low != "и":
            return k
        info = word(self.nodes[k + 1])
        is_field = any((f.case, f.number) == ("gent", "sing") for f in info.nouns) and not info.is_animate
        if is_field and self._has_title(found) and self._run(k + 2, stop) is not None:
            return k + 2
        if "nomn" in found.cases:
            return k
        return k + 2 if is_field and self._names_thing(found) and not self.nodes[k + 1].is_capital else k

    def _may_be_genitive(self, k: int) -> bool:
        info = word(self.nodes[k])
        first = info.nouns[0] if info.nouns and not self.nodes[k].is_capital else None
        if first and first.case == "nomn" and first.lemma in self.language.titles and not self._is_fixed_title(k):
            return False
        if info.pronouns or info.is_finite or REPORTED & set(info.lemmas):
            return False  # «комитет начал», «прокуратура начала»: a verb before it is a genitive
        run = self.names.run(k)
        if run is not None:
            return any(case == "gent" for case, _ in run.cases)
        if not info.is_known and "-" in self.nodes[k].text and self.nodes[k].is_capital and self._is_thing(k - 1):
            return True  # «директор порта Вилья-Норте»
        return any(f.case == "gent" for f in info.nouns + info.modifiers) or self._is_foreign(k)

    def _is_thing(self, k: int) -> bool:
        """Is it a common noun for no person?"""
        info = word(self.nodes[k])
        return bool(info.nouns) and not info.is_animate and not self.nodes[k].is_capital
