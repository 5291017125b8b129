"""Who appears in a text: persons with their roles, bodies with their full names, writings with their authors."""

from __future__ import annotations

import re
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from otkuda.attribution.body_name import BodyNames
from otkuda.attribution.constituent import NOMINATIVE
from otkuda.attribution.entity import GENERIC, STEM, STRANGERS, Body, Person, Seen, as_noun, plain, stems
from otkuda.attribution.personal_name import is_called, is_personal, name_part
from otkuda.attribution.phrase_head import OWNERS, STRESS
from otkuda.attribution.word import word
from otkuda.attribution.writing import Writing, issuer
from otkuda.text.tokens import QUOTE, WORD

if TYPE_CHECKING:
    from otkuda.attribution.clause import Clause
    from otkuda.attribution.finding import Scene
    from otkuda.attribution.phrase import Phrase
    from otkuda.attribution.word import Verb
    from otkuda.lang.language import Language
    from otkuda.text.tokens import Token


GENITIVE = frozenset({"gent"})
COLLEAGUES = frozenset({"коллега", "визави"})


class Cast(BodyNames):
    """All persons and bodies of one text, in the order in which they appear."""

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene.language)
        self.persons: list[Person] = []
        self.bodies: list[Body] = []
        self.seen: list[Seen] = []
        self.authors: list[tuple[int, str, Person | Body]] = []  # where a writing stands, its noun, who wrote it
        self.writings: list[Writing] = []
        self.by_stem: dict[str, list[Person]] = {}  # persons by the stems of every name that they had
        self.bodies_by_stems: dict[tuple[str, frozenset[str]], Body] = {}  # by type, while scanning
        self.headed = scene.has_headline
        self.last: tuple[Clause, Phrase] | None = None  # the phrase noted last
        for clause in scene.clauses:
            self._scan(clause)
        self.seen.sort(key=lambda s: s.at)

    def _scan(self, clause: Clause) -> None:
        nodes, behind = clause.nodes, 0
        for k in self._beginnings(clause):
            phrase = clause.reader.phrase(k, len(nodes)) if k >= behind else None
            if phrase is not None:
                self._note(clause, phrase)
                behind = phrase.last

    def _beginnings(self, clause: Clause) -> list[int]:
        """Where a capital stands, a title or a noun for a body, or a modifier of a title."""
        nodes, openings = clause.nodes, self.language.openings  # most words are told by their first letters
        near = [k for k, node in enumerate(nodes) if node.opening in openings or not node.low.isalpha()]
        openers = [k for k in near if nodes[k].kind == WORD and self._is_opener(nodes[k])]
        modifiers = [k - 1 for k in openers if k and self._has_title(nodes[k]) and word(nodes[k - 1]).modifiers]
        capitals = [k for k in clause.capitals if nodes[k].kind == WORD]
        return sorted({*capitals, *openers, *modifiers})

    def _has_title(self, node: Token) -> bool:
        return not self.language.titles.keys().isdisjoint([form.lemma for form in word(node).nouns])

    def _is_opener(self, node: Token) -> bool:
        """A title, a noun for a body or a writing."""
        return not self.language.openers.isdisjoint(word(node).lemmas)

    def _may_name(self, node: Token) -> bool:
        """A capital, a quotation, Latin letters, or a noun for a body or a person."""
        if node.is_capital or node.kind == QUOTE or not node.text.isalpha() or node.text.isascii():
            return True
        return node.low in self.language.openers or self._is_opener(node)

    def _note(self, clause: Clause, phrase: Phrase) -> None:
        before, self.last = self.last, (clause, phrase)
        person = self.person(clause, phrase)
        if person is not None:
            self._note_apposition(clause, phrase, person)
            self._note_colleague(clause, phrase, person)
            strong = self._is_strong(clause, phrase)
            if before is not None and before[0] is clause:
                self._note_title_before(clause, before[1], phrase, person)
            if strong:
                self._learn_from_verb(clause, phrase, person)
            self.seen.append(Seen(clause.nodes[phrase.first].start, person, strong))
            if phrase.head < phrase.name:
                self._note_inside(clause, phrase, phrase.name)  # «глава Минздрава Аскар Нурланов»
            return
        self._note_inside(clause, phrase, phrase.last)
        self._note_writing(clause, phrase)
        body = self.body(clause, phrase) or self._nameless(clause, phrase)
        if body is not None:
            self.seen.append(Seen(clause.nodes[phrase.first].start, body, self._is_strong(clause, phrase)))

    def _learn_from_verb(self, clause: Clause, phrase: Phrase, person: Person) -> None:
        for k in (phrase.first - 1, phrase.last):
            verb = next(iter(word(clause.nodes[k]).verbs), None) if 0 <= k < len(clause.nodes) else None
            if verb is not None and (clause.is_finite(k) or verb.pos == "ADJS") and clause.agrees(phrase, verb):
                self.learn_gender(person, verb)

    def learn_gender(self, person: Person, verb: Verb) -> None:
        """«Агнета Люндаль сказала»: the verb shows what the name does not; a woman's verb tells more than an ending."""
        tells = verb.tense == "past" or verb.pos == "ADJS"
        if not tells or verb.number != "sing" or verb.gender not in {"masc", "femn"}:
            return
        given = {self.language.names.is_given_name(w) for w in person.name.split()}
        if not person.gender or (verb.gender == "femn" and not given & {"masc", "femn"}):
            person.gender = verb.gender

    def _note_inside(self, clause: Clause, phrase: Phrase, last: int) -> None:
        """Whom a phrase holds: «обращение главы МИД Сергея Лаврова», «запрос редакции в Минэнерго»."""
        k = phrase.head + 1
        end = next((j + 1 for j in range(last - 1, k - 1, -1) if self._may_name(clause.nodes[j])), k)
        while k < end:  # behind the last word that may name somebody nobody is named
            genitive = k == phrase.head + 1
            nested = clause.reader.phrase(k, last, GENITIVE) if clause.nodes[k].kind == WORD else None
            if nested is None and not genitive and clause.nodes[k].kind == WORD:
                nested = clause.reader.phrase(k, last)
            if nested is None or nested.head < k:
                k += 1
                continue
            found = self.person(clause, nested)
            held = found or self.body(clause, nested)
            if held is not None and genitive:
                written = [lemma for lemma in phrase.lemmas() if lemma in self.language.documents]
                self.authors += [(clause.nodes[phrase.head].start, lemma, held) for lemma in written]
            if held is not None:
                self.seen.append(Seen(clause.nodes[k].start, held, strong=False))
            whole = found is not None or (held is not None and clause.nodes[nested.head].text.isascii())
            k = max(nested.last if whole else nested.head + 1, k + 1)  # «The New York Times» holds no other paper

    def _note_writing(self, clause: Clause, phrase: Phrase) -> None:
        """«ООН опубликовала доклад»: a writing, and whose it is."""
        form = next((f for f in phrase.forms if f.lemma in self.language.documents), None)
        if form is None:
            return
        at, gender = clause.nodes[phrase.first].start, "plur" if form.number == "plur" else form.gender
        name = self.named_later(clause.sentence_text(phrase.first, phrase.last), self.case_of(phrase), clause, phrase)
        self.writings.append(Writing(at, form.lemma, gender, name))
        by = issuer(clause, phrase)
        owner = (self.person(clause, by) or self.body(clause, by) or self._strange(clause, by)) if by else None
        if owner is not None:
            self.authors.append((clause.nodes[phrase.head].start, form.lemma, owner))

    def _strange(self, clause: Clause, phrase: Phrase) -> Body | None:
        """«Amnesty World опубликовала доклад»: a name in Latin letters that no list holds is a body's."""
        node = clause.nodes[phrase.head]
        if not (node.text[0].isascii() and node.is_capital and phrase.first == phrase.head):
            return None
        return Body(clause.sentence_text(phrase.first, phrase.last), node.low, "organization", node.start)

    def _note_apposition(self, clause: Clause, phrase: Phrase, person: Person) -> None:
        """«Ерлан Сапаров, аким области, …»: a title behind the name."""
        nodes, k = clause.nodes, phrase.last
        if k + 1 >= len(nodes) or nodes[k].text != ",":
            return
        title = clause.reader.phrase(k + 1, len(nodes))
        if title is None or title.name >= 0 or not set(title.lemmas()) & self.language.titles.keys():
            return
        if title.last == len(nodes) or nodes[title.last].text in {",", ".", "—", "–", "-", ")"}:
            person.roles.update(set(title.lemmas()) & self.language.titles.keys())
            person.said_role = person.said_role or clause.sentence_text(title.first, title.head + 1)

    def _note_colleague(self, clause: Clause, phrase: Phrase, person: Person) -> None:
        """«министр заявил … Его турецкий коллега Мевлют Чавуш ответил»: he is a minister, too."""
        owned = any(node.low in OWNERS for node in clause.nodes[phrase.first : phrase.head])
        if not owned or COLLEAGUES.isdisjoint(phrase.lemmas()):
            return
        subjects = (seen.entity for seen in reversed(self.seen) if seen.strong and seen.entity is not person)
        whose = next((entity for entity in subjects if isinstance(entity, Person)), None)
        if whose is not None:
            person.roles |= whose.roles
            person.said_office = person.said_office or whose.said_office

    def _note_title_before(self, clause: Clause, title: Phrase, phrase: Phrase, person: Person) -> None:
        """«капитан команды, студент Баир Цыренов»: the first title is his, too."""
        closed = phrase.last == len(clause.nodes) or clause.nodes[phrase.last].kind not in {WORD, QUOTE}
        if title.name >= 0 or title.last != phrase.first - 1 or clause.nodes[title.last].text != ",":
            return
        forms = [f for f in title.forms if f.case in phrase.cases]
        if (closed or phrase.name > phrase.head) and forms and all(f.number != "plur" for f in forms):
            person.roles.update((set(title.lemmas()) & self.language.titles.keys()) - STRANGERS)

    def _is_strong(self, clause: Clause, phrase: Phrase) -> bool:
        """A subject: in the nominative, behind no preposition; where that is open, at the head or beside a verb."""
        nodes, cases = clause.nodes, phrase.cases
        if "nomn" not in cases:
            return False
        if phrase.first and word(nodes[phrase.first - 1]).pos == "PREP":
            return False
        if len(cases) == 1 or all(n.kind not in {WORD, QUOTE} for n in nodes[: phrase.first]):
            return True
        if phrase.first and clause.is_finite(phrase.first - 1) and self._is_object(clause, phrase):
            return False
        beside = [k for k in (phrase.first - 1, phrase.last) if 0 <= k < len(nodes)]
        return any(clause.is_finite(k) for k in beside) or (phrase.last < len(nodes) and nodes[phrase.last].text == ",")

    def _is_object(self, clause: Clause, phrase: Phrase) -> bool:
        """«Компания закрыла порт»: behind a verb that has its subject, what may be an accusative is one."""
        k = phrase.first - 1
        thing = "accs" in phrase.cases and not word(clause.nodes[phrase.head]).is_animate
        return thing and clause.has_subject(clause.segments[clause.segment_at(k)].first, k)

    def _nameless(self, clause: Clause, phrase: Phrase) -> Body | Person | None:
        """A role without a name, as a subject or an object: «правонарушитель задержан», «задержали мужчину»."""
        titled = [f for f in phrase.forms if f.lemma in self.language.titles]
        subject = next((f for f in titled if f.case == "nomn"), None)
        form = subject or next((f for f in titled if f.case == "accs" and self._is_anybody(f.lemma)), None)
        title = form.lemma if form is not None else ""
        if form is None or title in {"источник", "собеседник", "собеседница"}:
            return None
        called = {title, *(role for _, roles in self.language.roles.get(title, ()) for role in roles)}
        known = next((p for p in reversed(self.persons) if not called.isdisjoint(p.roles)), None)
        if known is not None or (self.headed and clause.sentence.paragraph == 0):
            return known  # whom the headline means is named below
        if form.case == "nomn" and is_lone(clause.nodes, phrase) and form.number == "sing" and title not in STRANGERS:
            latest = next(
                (
                    s.entity
                    for s in reversed(self.seen)
                    if s.strong and isinstance(s.entity, Person) and s.entity.gender in {"", form.gender}
                ),
                None,
            )
            if latest is not None:
                return latest
        first = phrase.first + (clause.nodes[phrase.first].low in OWNERS)  # «его представитель»
        name = self.named_later(clause.sentence_text(first, phrase.last), form.case, clause, phrase)
        return Body(name, title, "unnamed", clause.nodes[phrase.first].start, form.number, form.gender)

    def _is_anybody(self, title: str) -> bool:
        """«мужчина», «турист»: such a noun alone is somebody new."""
        return "unnamed" in self.language.titles[title]

    def person(self, clause: Clause, phrase: Phrase) -> Person | None:
        """The person that a phrase names, made known if new; None where it names none."""
        first, last = name_part(clause, phrase) if phrase.name >= 0 else self._lone_surname(clause, phrase)
        text = clause.sentence_text(first, last)
        if len(text) < 2 or not is_personal(clause, phrase, (first, last), self.surname):
            return None  # «в соцсети X»: a letter alone is no name
        gender = self._gender_of(clause, text, (first, last))
        nominative = self.language.names.nominative_person
        cases = self._cases_here(clause, phrase)
        fitting = self.language.names.cases(text) if gender and cases else frozenset()
        if gender and fitting and all((case, gender) not in fitting for case in cases):
            gender = ""  # «сказала директор Петра Грушкова»: no genitive of «Пётр»
        if last - first == 1 and not (gender or clause.reader.is_given(first)) and self._is_woman(clause, phrase):
            gender = "femn"  # «врач Лукина заявила»
        names = {nominative(text, case=case, gender=gender) for case in cases}
        sure = len(names) == 1
        name = names.pop() if sure else nominative(text, case="", gender=gender)
        found = self.named(name, self._gender_here(clause, phrase, cases, gender))
        if found is None and last - first == 1:
            found = self._bearer(clause, phrase, text, cases)
        if found is not None and last - first == 1 and self._is_of(phrase, text, found):
            return None
        found = found or self._new(name, gender, clause.nodes[first].start)
        if sure and not found.sure and len(name.split()) >= len(found.name.split()):
            found.sure = True
            self._call(found, name)
        if len(name.split()) > len(found.name.split()) or (
            "." in found.name and "." not in name and len(name.split()) >= len(found.name.replace(".", ". ").split())
        ):
            self._call(found, name)
        if gender and not found.gender:
            found.gender = gender
        found.roles.update(self._role_words(clause, phrase, first))
        if first > phrase.head and clause.nodes[phrase.head].kind == WORD:
            self._note_role(clause, phrase, first, found)
        return found

    def _gender_of(self, clause: Clause, text: str, span: tuple[int, int]) -> str:
        first, last = span
        if last - first == 1 and clause.reader.is_given(first) and clause.reader.names.is_surname(first):
            return ""  # «Сауле Бектас», then «сказала Бектас»
        return self.language.names.gender_of(text)

    def _bearer(self, clause: Clause, phrase: Phrase, text: str, cases: frozenset[str]) -> Person | None:
        """«цитирует Кыдырму» after «Индира Кыдырма»: whose surname a word is a form of, whatever it looks like."""
        if word(clause.nodes[phrase.last - 1]).is_surname and self._is_woman(clause, phrase):
            return None  # «Янукович заявила» after «Виктор Янукович»
        nominative = self.language.names.nominative_person
        known = (p for stem in stems(text) for p in reversed(self.by_stem.get(stem, ())))
        return next(
            (p for p in known if {nominative(text, case=c, gender=p.gender) for c in cases} & set(p.name.split())), None
        )

    def _is_of(self, phrase: Phrase, text: str, person: Person) -> bool:
        """«Агент Моралеса ответил» after «Хави Моралес»: the genitive of a name, whatever it looks like."""
        known = person.name.split()
        if phrase.name <= phrase.head or "nomn" not in phrase.cases or text in known or len(known) < 2:
            return False
        nominative = self.language.names.nominative_person
        return nominative(text, case="gent", gender=person.gender) in known

    def _is_woman(self, clause: Clause, phrase: Phrase) -> bool:
        """Does a woman's verb stand beside a phrase in the nominative?"""
        beside = [k for k in (phrase.first - 1, phrase.last) if 0 <= k < len(clause.nodes) and clause.is_finite(k)]
        verbs = (verb for k in beside for verb in word(clause.nodes[k]).verbs[:1])
        return "nomn" in phrase.cases and any(v.gender == "femn" and v.tense == "past" for v in verbs)

    def _cases_here(self, clause: Clause, phrase: Phrase) -> frozenset[str]:
        """The cases of a phrase; the nominative alone beside a verb that agrees with it («Амадеу Вейга отказался»)."""
        if is_called(clause.nodes, phrase.name):
            return frozenset({"nomn"})
        for k in (phrase.first - 1, phrase.last) if "nomn" in phrase.cases else ():
            verb = next(iter(word(clause.nodes[k]).verbs), None) if 0 <= k < len(clause.nodes) else None
            told = verb is not None and clause.is_finite(k) and verb.tense == "past" and verb.number == "sing"
            if verb is not None and clause.is_finite(k) and self._leads(clause, phrase, verb):
                return frozenset({"nomn"})
            if verb is not None and told and any(f.case == "nomn" and f.gender == verb.gender for f in phrase.forms):
                return frozenset({"nomn"})
        return phrase.cases

    @staticmethod
    def _leads(clause: Clause, phrase: Phrase, verb: Verb) -> bool:
        """«Круглова считает»: the one word in front of a verb in the present, behind no word that could rule it."""
        before = clause.nodes[phrase.first - 1] if phrase.first else None
        free = before is None or before.kind != WORD or not (word(before).nouns or word(before).pos in {"PREP", "VERB"})
        one = phrase.last - phrase.first == 1 and clause.nodes[phrase.last : phrase.last + 1] != []
        return one and free and verb.tense == "pres" and verb.number == "sing" and clause.is_finite(phrase.last)

    def _gender_here(self, clause: Clause, phrase: Phrase, cases: frozenset[str], gender: str) -> str:
        """The gender that a bare surname shows («Удальцова сообщила»)."""
        if gender or not is_lone(clause.nodes, phrase):
            return gender
        genders = (
            {f.gender for f in phrase.forms if f.case == "nomn"}
            if "nomn" in phrase.cases
            else {f.gender for f in phrase.forms}
        )
        if cases == {"nomn"}:
            genders = genders - {""} or genders  # «Круглова считает»
        return next(iter(genders)) if len(genders) == 1 else ""

    def _lone_surname(self, clause: Clause, phrase: Phrase) -> tuple[int, int]:
        """«По мнению Сороки»: a capital on a common word that is the surname of somebody known."""
        node = clause.nodes[phrase.last - 1]
        if (
            phrase.last - 1 > 0
            and node.kind == WORD
            and node.is_capital
            and is_lone(clause.nodes, phrase)
            and self.surname(node.text)
        ):
            return phrase.last - 1, phrase.last
        return phrase.last, phrase.last

    def _new(self, name: str, gender: str, at: int) -> Person:
        person = Person(name, gender, first=at)
        self.persons.append(person)
        self._call(person, name)
        return person

    def _call(self, person: Person, name: str) -> None:
        person.name = name
        for stem in stems(name):
            known = self.by_stem.setdefault(stem, [])
            if person not in known:
                known.append(person)

    def surname(self, text: str) -> Person | None:
        """A person already known whose name has this word."""
        mine = stems(text)
        return next((p for stem in mine for p in self.by_stem.get(stem, ()) if mine <= stems(p.name)), None)

    def named(self, name: str, gender: str = "") -> Person | None:
        """The person known by this name or a part of it; initials and gender must fit."""
        found = [p for p in self._all_named(name) if not gender or p.gender in {"", gender}]
        return found[-1] if found and len(name.split()) == 1 else found[0] if found else None

    def _all_named(self, name: str) -> list[Person]:
        words = plain(name).replace("-", " ").replace(".", ". ").split()
        full = {w[:STEM] for w in words if not w.endswith(".")}
        initials = [w[0].lower() for w in words if w.endswith(".") or len(w) == 1]
        found = []
        known = {id(p): p for stem in full for p in self.by_stem.get(stem, ())}
        for person in sorted(known.values(), key=lambda p: p.first):
            own, own_initials = _parts(person.name)
            if not full or not own or not (full <= own or own <= full):
                continue
            if all(i in own_initials for i in initials):
                found.append(person)
        if not found and len(words) == 2 and words[1].lower().endswith(("вич", "вна", "ич", "ична")) and not initials:
            found = [
                p for p in self.by_stem.get(words[0].lower()[:STEM], ()) if words[0].lower()[:STEM] in stems(p.name)
            ]
        return found

    def _note_role(self, clause: Clause, phrase: Phrase, first: int, person: Person) -> None:
        """What the words before a name (from node ``first`` on) say of the person, where it is new."""
        nominative, after = self.language.names.nominative_phrase, clause.nodes[phrase.head + 1 : first]
        if not person.said_role:
            role = clause.sentence_text(phrase.first, phrase.head + 1)
            person.said_role = partial(_role, self.language, role, self.case_of(phrase))
        employs = not person.said_organization and self._is_organization(after)
        if employs or not person.said_office:
            words = clause.sentence_text(phrase.head + 1, first).strip(" ,—–-")
            organization = partial(nominative, words, case="gent") if words else None
            person.said_office = person.said_office or organization
            if employs:
                person.said_organization = organization

    def _is_organization(self, nodes: list[Token]) -> bool:
        """«МИД РФ», «районного управления»; not the town of «мэр города»."""
        known = self.language.organizations.keys()
        return any(n.is_capital or n.kind == QUOTE or not known.isdisjoint((n.low, *word(n).lemmas)) for n in nodes)

    def _role_words(self, clause: Clause, phrase: Phrase, first: int) -> set[str]:
        """The titles before a name; in the nominative not those of others («адвокат осуждённых», «помощник мэра»)."""
        found: set[str] = set()
        for k in range(phrase.first, first):
            node = clause.nodes[k]
            forms = word(node).nouns or word(node).modifiers
            other = forms and all(form.case != "nomn" or form.number == "plur" for form in forms)
            if k > phrase.head and phrase.cases == NOMINATIVE and other:
                continue
            found.update(lemma for lemma in {*word(node).lemmas, *as_noun(node.low)} if lemma in self.language.titles)
        return found

    def body(self, clause: Clause, phrase: Phrase) -> Body | None:
        """The organization or outlet that a phrase names; None for anything else."""
        kind = None if word(clause.nodes[phrase.head]).is_place else self.body_type(clause, phrase)
        if kind is None or (
            phrase.last - phrase.first == 1
            and set(phrase.lemmas()) & GENERIC
            and (not clause.nodes[phrase.head].is_capital or self._begins_sentence(clause, phrase.first))
        ):
            return None
        name = self.body_name(clause, phrase, kind)
        head = clause.nodes[phrase.head]
        lemma = next((f.lemma for f in phrase.forms), head.low)
        mine = stems(name)
        found = self.bodies_by_stems.get((kind, mine)) or self._abbreviated(name)
        if found is not None and "(" not in found.name and len(phrase.cases) == 1:
            found.name = name
        if found is None:
            forms = phrase.forms
            found = Body(
                name, lemma, kind, head.start, forms[0].number if forms else "sing", forms[0].gender if forms else ""
            )
            self.bodies.append(found)
            self.bodies_by_stems[kind, mine] = found
        return found

    def _abbreviated(self, name: str) -> Body | None:
        """«THP» after «The Harbour Post (THP)»."""
        return None if " " in name else next((b for b in self.bodies if f"({name})" in b.name), None)


def is_lone(nodes: list[Token], phrase: Phrase) -> bool:
    """«Берец», «сам Берец»: is a phrase one word, whatever stresses it?"""
    return phrase.last == phrase.head + 1 and all(n.low in STRESS for n in nodes[phrase.first : phrase.head])


def _role(language: Language, text: str, case: str) -> str:
    """A role in the nominative: «мэр города», though «Мэр города» opens its sentence."""
    role = language.names.nominative_phrase(text, case=case)
    return role[0].lower() + role[1:] if role[:2].istitle() else role


@lru_cache(maxsize=20_000)
def _parts(name: str) -> tuple[frozenset[str], frozenset[str]]:
    """The stems of the words of a name, and the first letters of these and of its initials."""
    words = [w for w in re.split(r"[\s\-]+", plain(name).replace(".", ". ")) if w]
    return frozenset(w[:STEM] for w in words if not w.endswith(".")), frozenset(w[0].lower() for w in words)
