"""Who appears in a text: persons with their roles, bodies with their full names, writings with their authors."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from otkuda.attribution.name_run import PARTICLES
from otkuda.attribution.phrase import Phrase
from otkuda.attribution.word import CASES, word
from otkuda.text.tokens import QUOTE, WORD

if TYPE_CHECKING:
    from otkuda.attribution.clause import Clause
    from otkuda.attribution.finding import Scene
    from otkuda.lang.language import Language
    from otkuda.text.tokens import Token

STEM = 5  # letters in which two forms of a name agree
OWN = re.compile(r"^(?:свой|своя|своё|свое|свои|своем|своём|своей|собственный|собственная|собственное|его|её|ее|их)\s+", re.IGNORECASE)
_PRESS = re.compile(r"^(?:The )?(?:[A-Z][\w.&']* )+(?:Times|Post|Journal|News|Herald|Telegraph|Gazette|Tribune|Chronicle|Mail|Observer|Ledger|Lantern|Mirror|Review|Magazine|Press|Radio|Today|Weekly|TV)\b")
_WORD = re.compile(r"\w+")


@dataclass(slots=True, eq=False)
class Person:
    """One person of the text: the fullest name so far, in the nominative, and what the text calls them."""

    name: str
    gender: str
    roles: set[str] = field(default_factory=set)
    role: str | None = None
    organization: str | None = None
    first: int = 0
    sure: bool = False  # was the name once read in a case that leaves no doubt?


@dataclass(slots=True, eq=False)
class Body:
    """An organization, outlet or unnamed group: the fullest name so far, its head noun, its type."""

    name: str
    head: str
    type: str
    first: int = 0
    number: str = "sing"
    gender: str = ""


@dataclass(slots=True)
class Seen:
    """An entity at a place of the text; ``strong`` where it is a subject or a source."""

    at: int
    entity: Person | Body
    strong: bool


def stems(name: str) -> frozenset[str]:
    """The first letters of the words of a name."""
    return frozenset(plain(w)[:STEM] for w in _WORD.findall(name))


def as_noun(low: str) -> set[str]:
    """«обвиняемого» → «обвиняемый», «нападающим» → «нападающий»: what a participle that has become a noun is called."""
    for endings, last in _PARTICIPLES:
        for ending in endings:
            if low.endswith(ending) and len(low) > len(ending) + 3:
                return {low[: -len(ending)] + last}
    return set()


_PARTICIPLES = (
    (("ого", "ому", "ыми", "ый", "ым", "ом", "ые", "ых"), "ый"),
    (("щего", "щему", "щими", "щий", "щим", "щем", "щие", "щих"), "щий"),
    (("шего", "шему", "шими", "ший", "шим", "шем", "шие", "ших"), "ший"),
)
_OPENERS: dict[str, str] = {}  # by word: what it may open a phrase as; the words of a language are few
_LETTERS = str.maketrans("ёўқғҳіңөұү", "еукгхиноуу")


def plain(text: str) -> str:
    """Small letters, those of neighbouring alphabets as Russian writes them («Тўраев» is «Тураев»)."""
    return text.lower().translate(_LETTERS)


def name_part(clause: Clause, phrase: Phrase) -> tuple[int, int]:
    """Nodes of the personal name inside a phrase, or an empty range.

    The name is the last run of capitalized words: «глава исполкома "Единой России" Андрей Воробьев».
    """
    nodes = clause.nodes
    last = phrase.last
    if phrase.name < 0:
        return last, last
    run = clause.reader.names.run(phrase.name)
    if run is not None and run.last <= last:
        return run.first, run.last
    if nodes[last - 1].text == ")":
        last = next((k for k in range(last - 1, phrase.first, -1) if nodes[k].text == "("), last)
    first = last
    while first > max(phrase.first, phrase.name) and _is_name_node(nodes, first - 1, phrase):
        first -= 1
    if not _has_given(clause, first, last):
        while first < last and _is_common_word(nodes[first]) and not (last - first == 1 and first):
            first += 1
    while first < last and nodes[first].text[0].isascii() and not nodes[last - 1].text[0].isascii():
        first += 1  # «аналитик Brightwater Линь Юйцин»
    first = _given_first(clause, first, last)
    while first < last and (nodes[first].low in PARTICLES and not nodes[first].is_capital or nodes[first].text in {".", "-", "—", "–"}):
        first += 1
    return first, last


def _has_given(clause: Clause, first: int, last: int) -> bool:
    """Is there a given name or an initial among the nodes?"""
    return any(len(n.text) == 1 and n.is_capital or clause.reader.is_given(k) for k, n in enumerate(clause.nodes[first:last], first) if n.kind == WORD)


def _is_common_word(node: Token) -> bool:
    info = word(node)
    return node.kind == WORD and info.is_known and not info.is_name


def _given_first(clause: Clause, first: int, last: int) -> int:
    """A given name opens the name: what stands before it («Роскомнадзора Вадим Ампелонский») is no part of it,
    but for a surname put first («Иванов Иван Иванович»)."""
    nodes = clause.nodes
    given = next((k for k in range(first, last) if nodes[k].kind == WORD and len(nodes[k].text) > 1 and clause.reader.is_given(k)), -1)
    titled = given >= 0 and given + 1 < last and any(f.lemma in clause.language.titles for f in word(nodes[given]).nouns)
    if titled and nodes[given + 1].kind == WORD and clause.reader.is_given(given + 1):  # «Аким Ерлан Сапаров»
        return given + 1
    if given <= first:
        return first
    if last - given <= 2 and given - first == 1 and _may_be_surname(nodes[first]) and _ends_name(nodes, given, last):  # noqa: PLR2004
        return first
    return first if any(n.low in PARTICLES for n in nodes[first:given]) else given


def _may_be_surname(node: Token) -> bool:
    info = word(node)
    return info.is_surname or not info.is_known and not info.is_place


def _ends_name(nodes: list[Token], given: int, last: int) -> bool:
    """Nothing, or a patronymic, follows the given name."""
    return given + 1 == last or nodes[given + 1].low.endswith(("вич", "вна", "вича", "вны", "вичу", "вне", "вичем", "вной", "улы", "кызы", "ична", "ичны", "ич", "ича"))


def _is_name_node(nodes: list[Token], k: int, phrase: Phrase) -> bool:
    node = nodes[k]
    if node.kind == WORD:
        if node.low in PARTICLES:
            return True
        return node.is_capital and not _is_abbreviation(node)
    return node.text == "." and k > phrase.first and len(nodes[k - 1].text) == 1 or node.text in {"-"} and k > phrase.first and nodes[k - 1].text == "."


def _is_abbreviation(node: Token) -> bool:
    return len(node.text) > 1 and node.text.isupper()


class Cast:
    """All persons and bodies of one text, in the order in which they appear."""

    def __init__(self, scene: Scene) -> None:
        self.language: Language = scene.language
        self.persons: list[Person] = []
        self.bodies: list[Body] = []
        self.seen: list[Seen] = []
        self.authors: dict[str, Person | Body] = {}
        for clause in scene.clauses:
            self._scan(clause)
        self.seen.sort(key=lambda s: s.at)

    def _scan(self, clause: Clause) -> None:
        k, nodes = 0, clause.nodes
        while k < len(nodes):
            node = nodes[k]
            if node.kind == WORD and self._may_begin(clause, k):
                phrase = clause.reader.phrase(k, len(nodes))
                if phrase is not None:
                    self._note(clause, phrase)
                    k = phrase.last
                    continue
            k += 1

    def _may_begin(self, clause: Clause, k: int) -> bool:
        """A capital, a title or a noun for a body, or a modifier of a title."""
        node = clause.nodes[k]
        if node.is_capital:
            return True
        opens = _OPENERS.get(node.low)
        if opens is None:
            opens = _OPENERS[node.low] = self._opens(node)
        if opens != "modifier":
            return opens == "noun"
        after = clause.nodes[k + 1] if k + 1 < len(clause.nodes) else None
        return after is not None and any(f.lemma in self.language.titles for f in word(after).nouns)

    def _opens(self, node: Token) -> str:
        """What a word that is written small may open a phrase as: "noun", "modifier" or ""."""
        language, info = self.language, word(node)
        if any(lemma in known for lemma in info.lemmas for known in (language.titles, language.organizations, language.outlets)):
            return "noun"
        return "modifier" if info.modifiers else ""

    def _note(self, clause: Clause, phrase: Phrase) -> None:
        person = self.person(clause, phrase)
        strong = self._is_strong(clause, phrase)
        if person is not None:
            self._note_apposition(clause, phrase, person)
            self.seen.append(Seen(clause.nodes[phrase.first].start, person, strong))
            return
        self._note_inside(clause, phrase)
        body = self.body(clause, phrase) or self._nameless(clause, phrase)
        if body is not None:
            self.seen.append(Seen(clause.nodes[phrase.first].start, body, strong))

    def _note_inside(self, clause: Clause, phrase: Phrase) -> None:
        """Whom a phrase holds: «обращение главы МИД Сергея Лаврова», «запрос редакции в Минэнерго»."""
        k = phrase.head + 1
        while k < phrase.last:
            genitive = k == phrase.head + 1
            nested = clause.reader.phrase(k, phrase.last, frozenset({"gent"}) if genitive else CASES) if clause.nodes[k].kind == WORD else None
            if nested is None or nested.head < k:
                k += 1
                continue
            found = self.person(clause, nested)
            if found is not None and genitive:
                for lemma in phrase.lemmas():
                    if lemma in self.language.documents:
                        self.authors.setdefault(lemma, found)
            held = found or self.body(clause, nested)
            if held is not None:
                self.seen.append(Seen(clause.nodes[k].start, held, strong=False))
            k = max(nested.last if found is not None else nested.head + 1, k + 1)

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
            person.role = person.role or clause.sentence_text(title.first, title.head + 1)

    def _is_strong(self, clause: Clause, phrase: Phrase) -> bool:
        """A subject: in the nominative, behind no preposition; where the form leaves it open, at the head or beside a verb."""
        if "nomn" not in phrase.cases:
            return False
        nodes = clause.nodes
        if phrase.first and word(nodes[phrase.first - 1]).pos == "PREP":
            return False
        if len(phrase.cases) == 1 or all(n.kind not in {WORD, QUOTE} for n in nodes[: phrase.first]):
            return True
        beside = [k for k in (phrase.first - 1, phrase.last) if 0 <= k < len(nodes)]
        return any(clause.is_finite(k) for k in beside) or phrase.last < len(nodes) and nodes[phrase.last].text == ","

    def _nameless(self, clause: Clause, phrase: Phrase) -> Body | Person | None:
        """A role without a name, where it is the subject: «правонарушитель задержан»."""
        title = next((f.lemma for f in phrase.forms if f.case == "nomn" and f.lemma in self.language.titles), None)
        if title is None or title in {"источник", "собеседник", "собеседница"}:
            return None
        known = next((p for p in reversed(self.persons) if title in p.roles), None)
        if known is not None:
            return known
        form = next(f for f in phrase.forms if f.case == "nomn")
        if phrase.last - phrase.first == 1 and form.number == "sing" and title not in STRANGERS:
            latest = next((s.entity for s in reversed(self.seen) if s.strong and isinstance(s.entity, Person) and s.entity.gender in {"", form.gender}), None)
            if latest is not None:
                return latest
        text = self.plain(clause.sentence_text(phrase.first, phrase.last), "nomn", clause, phrase)
        return Body(text, title, "unnamed", clause.nodes[phrase.first].start, form.number, form.gender)

    # ---- persons

    def person(self, clause: Clause, phrase: Phrase) -> Person | None:
        """The person that a phrase names, made known if new; None where it names none."""
        first, last = name_part(clause, phrase)
        if first >= last and phrase.name < 0:
            first, last = self._lone_surname(clause, phrase)
        if first >= last or not self._is_personal(clause, phrase, first, last):
            return None
        case = self.case_of(phrase)
        text = clause.sentence_text(first, last)
        gender = self.language.names.gender_of(text)
        sure = len(phrase.cases) == 1
        name = self.language.names.nominative_person(text, case=case if sure else "", gender=gender)
        role, organization = self._role(clause, phrase, first)
        found = self.named(name, self._gender_here(clause, phrase, first, gender)) or self._new(name, gender, clause.nodes[first].start)
        if sure and not found.sure and len(name.split()) >= len(found.name.split()):
            found.name, found.sure = name, True
        if len(name.split()) > len(found.name.split()) or ("." in found.name and "." not in name and len(name.split()) >= len(found.name.split())):
            found.name = name
        if gender and not found.gender:
            found.gender = gender
        found.roles.update(self._role_words(clause, phrase, first))
        if role:
            found.role = found.role or role
            found.organization = found.organization or organization
        return found

    def _gender_here(self, clause: Clause, phrase: Phrase, first: int, gender: str) -> str:
        """The gender that a bare surname shows («Удальцова сообщила»)."""
        if gender or phrase.last - first != 1:
            return gender
        genders = {f.gender for f in phrase.forms if f.case == "nomn"} if "nomn" in phrase.cases else {f.gender for f in phrase.forms}
        return next(iter(genders)) if len(genders) == 1 else ""

    def _lone_surname(self, clause: Clause, phrase: Phrase) -> tuple[int, int]:
        """«По мнению Сороки»: a capital on a common word that is the surname of somebody known."""
        node = clause.nodes[phrase.last - 1]
        if phrase.last - 1 > 0 and node.kind == WORD and node.is_capital and phrase.last - phrase.first == 1 and self.surname(node.text):
            return phrase.last - 1, phrase.last
        return phrase.last, phrase.last

    def _new(self, name: str, gender: str, at: int) -> Person:
        person = Person(name, gender, first=at)
        self.persons.append(person)
        return person

    def case_of(self, phrase: Phrase) -> str:
        """The case that a phrase most likely stands in, or ""."""
        cases = phrase.cases
        if len(cases) == 1:
            return next(iter(cases))
        if "nomn" in cases and all(f.number == "plur" for f in phrase.forms if f.case == "nomn") and any(f.number == "sing" for f in phrase.forms):
            cases = cases - {"nomn"}  # «следствия», «администрации»: rarely several
        return next((case for case in ("nomn", "gent", "loct", "datv") if case in cases), "")

    def _is_personal(self, clause: Clause, phrase: Phrase, first: int, last: int) -> bool:
        nodes = clause.nodes
        words = [n for n in nodes[first:last] if n.kind == WORD]
        if not words:
            return False
        heads = {nodes[phrase.head].low, *phrase.lemmas()} if phrase.head < first else set()
        language = self.language
        if heads & language.titles.keys():
            return clause.reader.names.run(first) is not None or not all(word(w).is_place for w in words) or len(words) > 1
        if any(head in known for head in heads for known in (language.outlets, language.organizations, language.documents)):
            return False
        if clause.reader.names.run(first) is not None:
            return True
        if any(clause.reader.is_given(k) for k in range(first, last) if nodes[k].kind == WORD) and not (len(words) == 1 and word(words[0]).is_place):
            return True
        if any(len(w.text) == 1 for w in words):
            return True
        one = words[-1]
        info = word(one)
        if phrase.head < first and word(nodes[phrase.head]).is_animate and not info.is_place:
            return True
        if len(words) == 1:
            known = self.surname(one.text)
            return known is not None or (info.is_surname and not info.is_place and (first > 0 or not info.is_known))
        if info.is_surname or not info.is_known and not one.text[0].isascii():
            return True
        head = word(words[0])
        return not head.is_known and not words[0].text[0].isascii() and not any(word(w).is_place for w in words)

    def surname(self, text: str) -> Person | None:
        """A person already known whose name has this word."""
        stem = plain(text)[:STEM]
        return next((p for p in self.persons if stem in stems(p.name)), None)

    def named(self, name: str, gender: str = "") -> Person | None:
        """The person known by this name or a part of it; initials and gender must fit."""
        found = [p for p in self._all_named(name) if not gender or p.gender in {"", gender}]
        return found[-1] if found and len(name.split()) == 1 else found[0] if found else None

    def _all_named(self, name: str) -> list[Person]:
        words = plain(name).replace("-", " ").replace(".", ". ").split()
        full = {w[:STEM] for w in words if not w.endswith(".")}
        initials = [w[0].lower() for w in words if w.endswith(".") or len(w) == 1]
        found = []
        for person in self.persons:
            theirs = [w for w in re.split(r"[\s\-]+", plain(person.name).replace(".", ". ")) if w]
            own = {w[:STEM] for w in theirs if not w.endswith(".")}
            own_initials = {w[0].lower() for w in theirs}
            if not full or not own or not (full <= own or own <= full):
                continue
            if all(i in own_initials for i in initials):
                found.append(person)
        if not found and len(words) == 2 and words[1].lower().endswith(("вич", "вна", "ич", "ична")) and not initials:  # noqa: PLR2004 — «Виктор Фёдорович»
            found = [p for p in self.persons if words[0].lower()[:STEM] in stems(p.name)]
        return found

    def _role(self, clause: Clause, phrase: Phrase, first: int) -> tuple[str | None, str | None]:
        if first <= phrase.head:
            return None, None
        head = clause.nodes[phrase.head]
        case = self.case_of(phrase)
        role = self.language.names.nominative_phrase(clause.sentence_text(phrase.first, phrase.head + 1), case=case)
        organization = clause.sentence_text(phrase.head + 1, first).strip(" ,—–-") or None
        if organization:
            organization = self.language.names.nominative_phrase(organization, case="gent")
        return (role if head.kind == WORD else None), organization

    def _role_words(self, clause: Clause, phrase: Phrase, first: int) -> set[str]:
        found = set()
        for node in clause.nodes[phrase.first : first]:
            found.update(lemma for lemma in {*word(node).lemmas, *as_noun(node.low)} if lemma in self.language.titles)
        return found

    # ---- bodies

    def body(self, clause: Clause, phrase: Phrase) -> Body | None:
        """The organization or outlet that a phrase names; None for anything else."""
        kind = self.body_type(clause, phrase)
        if word(clause.nodes[phrase.head]).is_place:
            return None
        if kind is None or phrase.last - phrase.first == 1 and set(phrase.lemmas()) & GENERIC and (
            not clause.nodes[phrase.head].is_capital or self._begins_sentence(clause, phrase.first)
        ):
            return None
        name = self.body_name(clause, phrase, kind)
        head = clause.nodes[phrase.head]
        lemma = next((f.lemma for f in phrase.forms), head.low)
        found = next((b for b in self.bodies if b.type == kind and stems(b.name) == stems(name)), None) or self._abbreviated(name)
        if found is not None and "(" not in found.name and len(phrase.cases) == 1:
            found.name = name
        if found is None:
            forms = phrase.forms
            found = Body(name, lemma, kind, head.start, forms[0].number if forms else "sing", forms[0].gender if forms else "")
            self.bodies.append(found)
        return found

    def _abbreviated(self, name: str) -> Body | None:
        """«THP» after «The Harbour Post (THP)»."""
        return None if " " in name else next((b for b in self.bodies if f"({name})" in b.name), None)

    def body_type(self, clause: Clause, phrase: Phrase) -> str | None:
        """organization, outlet or None."""
        language = self.language
        node = clause.nodes[phrase.head]
        texts = {node.text, node.low, *phrase.lemmas(), clause.reader.two_words(phrase)}
        if node.kind == QUOTE:
            inner = clause.inner_text(node)
            return "outlet" if language.outlet_named(inner) else None
        whole = clause.sentence_text(phrase.first, phrase.last).strip("«»\"“”„'")
        alone = phrase.first == phrase.head and language.organizations.keys().isdisjoint(texts)
        if node.is_capital and (language.outlet_named(whole) or alone and language.outlet_named(node.text)):
            return "outlet"
        if _PRESS.search(whole) or node.low in {"сети", "сеть", "сетью"} and clause.nodes[phrase.first].low.startswith("социальн"):
            return "outlet"
        if not language.outlets.keys().isdisjoint(texts):
            if language.organizations.keys().isdisjoint(texts):
                return "outlet"
            modifiers = {lemma for n in clause.nodes[phrase.first : phrase.head] for lemma in word(n).lemmas}
            press = modifiers & {"информационный", "новостной", "телеграфный"} or phrase.first == phrase.head
            return "outlet" if press and not self._followed_by_preposition(clause, phrase) else "organization"
        if "." in node.text[1:-1] and node.kind == WORD:
            return "outlet"
        return None if language.organizations.keys().isdisjoint(texts) else "organization"

    def _followed_by_preposition(self, clause: Clause, phrase: Phrase) -> bool:
        return any(n.low in {"по", "при"} for n in clause.nodes[phrase.head + 1 : phrase.last])

    def body_name(self, clause: Clause, phrase: Phrase, kind: str) -> str:
        """Its name in the nominative: the proper name alone behind «газета», «агентство», «компания»."""
        name = self._body_name(clause, phrase, kind)
        if kind == "outlet":
            return self.language.outlet_named(name) or OWN.sub("", name)
        return OWN.sub("", name)

    def _body_name(self, clause: Clause, phrase: Phrase, kind: str) -> str:
        nodes = clause.nodes
        head = nodes[phrase.head]
        named = phrase.name == phrase.head or phrase.head and head.is_capital and phrase.head + 1 < phrase.last and nodes[phrase.head + 1].is_capital and (
            not word(head).is_known or head.low in self.language.outlets
        )
        if head.kind == WORD and named and phrase.first == phrase.head:
            last = next((k for k in range(phrase.head, phrase.last) if nodes[k].text == "("), phrase.last)
            return self.plain(clause.sentence_text(phrase.head, last), self.case_of(phrase), clause, phrase)
        proper = self._proper(clause, phrase)
        if proper and head.kind == WORD and self._drops_head(clause, phrase, kind):
            return proper
        if head.kind == QUOTE and phrase.first == phrase.head:
            return clause.inner_text(head)
        text = clause.sentence_text(phrase.first, phrase.last)
        return self.plain(text, self.case_of(phrase), clause, phrase)

    def _drops_head(self, clause: Clause, phrase: Phrase, kind: str) -> bool:
        texts = {clause.nodes[phrase.head].low, *phrase.lemmas()}
        if kind == "outlet":
            return not texts & SITES
        return bool(texts & NAMED_ALONE)

    def _proper(self, clause: Clause, phrase: Phrase) -> str:
        """The name in quotation marks or in capitals at the phrase's end."""
        nodes = clause.nodes
        end = next((k for k in range(phrase.head + 1, phrase.last) if nodes[k].text == "("), phrase.last)
        for k in range(phrase.head + 1, end):
            if nodes[k].kind == QUOTE:
                return clause.inner_text(nodes[k])
        first = next(
            (k for k in range(phrase.head + 1, end) if nodes[k].kind == WORD and ("." in nodes[k].text[1:-1] or nodes[k].is_capital) and (nodes[k].text[0].isascii() or not self._is_genitive(nodes[k]))),
            -1,
        )
        if first < 0:
            return ""
        last = next((k for k in range(first, phrase.last) if nodes[k].text == "("), phrase.last)
        return clause.sentence_text(first, last)

    def _is_genitive(self, node: Token) -> bool:
        info = word(node)
        return any(f.case == "gent" for f in info.nouns + info.modifiers) and not any(f.case == "nomn" and f.number == "sing" for f in info.nouns)

    def plain(self, text: str, case: str, clause: Clause, phrase: Phrase) -> str:
        """A phrase in the nominative, its first letter as inside a sentence."""
        name = self.language.names.nominative_phrase(text, case=case)
        first = clause.nodes[phrase.first]
        if name and first.is_capital and self._begins_sentence(clause, phrase.first) and self._is_common(first):
            name = name[0].lower() + name[1:]
        return name

    def _begins_sentence(self, clause: Clause, k: int) -> bool:
        return k == 0 or all(n.kind not in {WORD, QUOTE} for n in clause.nodes[:k]) or clause.nodes[k - 1].text in {":", "—", "–"}

    def _is_common(self, node: Token) -> bool:
        info = word(node)
        if info.is_name or info.is_place or _is_abbreviation(node):
            return False
        return info.is_known or node.low.endswith(("ы", "и")) and not node.text[0].isascii()  # «Зоозащитники»


GENERIC = frozenset(
    "ведомство организация компания издание агентство газета портал телеканал канал журнал орган структура учреждение предприятие "
    "корпорация фирма телекомпания радиостанция министерство регулятор информагентство сайт еженедельник таблоид департамент "
    "перевозчик застройщик производитель оператор подрядчик ресурс холдинг концерн госкомпания госкорпорация авиакомпания".split()
)
STRANGERS = frozenset("человек мама мать папа отец муж жена брат сестра сын дочь бабушка дедушка сосед соседка друг подруга источник собеседник очевидец очевидица свидетель свидетельница житель жительница прохожий пассажир клиент сотрудник сотрудница".split())
SITES = frozenset("сайт веб-сайт страница страничка аккаунт паблик группа чат блог микроблог".split())
NAMED_ALONE = frozenset("агентство фирма компания корпорация холдинг сервис стартап магазин сеть концерн".split())
