"""Who is meant: pronouns, roles, surnames and «ведомство» brought back to the names of the text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import replace
from math import log2
from typing import TYPE_CHECKING

from otkuda.attribution.cast import GENERIC, STRANGERS, Body, Cast, Person, Seen, stems
from otkuda.attribution.phrase import Phrase
from otkuda.attribution.word import word
from otkuda.model import Source, Span
from otkuda.text.tokens import QUOTE, WORD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from otkuda.attribution.clause import Clause
    from otkuda.attribution.finding import Finding, Link, Scene

HE = frozenset("он его него нему ему им ним нем".split())
SHE = frozenset("она ее нее ней ей".split())
THEY = frozenset("они их них ними им ними".split())
SPEAKERS = frozenset("я мы мой наш нашему моему нами мной мне меня нас нам".split())
W = {"spoken": 2.0, "strong": 1.5, "count": 0.5, "away": 0.15, "gender": 1.0}
FAR = 150  # how many of those who appeared or spoke are looked back at
CLOSE = 400  # characters within which a dropped plural subject continues
NEAR = 1500  # characters within which a pronoun finds its person
OUTSIDE = frozenset({"tail", "how_clause", "anaphor", "sources_of_outlet"})  # what they attribute is no speech with an «I» of its own
INNER = frozenset({"that_clause", "infinitive", "question", "noun_clause"})
REPORTS = frozenset({"сообщать", "информировать"})
SAME = {"собеседник": "источник"}  # two words for one unnamed source


OFFICES = frozenset("ведомство министерство департамент регулятор орган учреждение".split())
FIRMS = frozenset("компания фирма корпорация холдинг концерн предприятие производитель перевозчик застройщик оператор подрядчик авиакомпания".split())
STATE = frozenset(
    "министерство служба комитет агентство департамент прокуратура полиция управление инспекция акимат администрация ведомство комиссия "
    "мэрия правительство суд следствие главк роспотребнадзор центробанк нацбанк пресс-служба палата инспекторат таможня фонд".split()
)


def _is_office(body: Body) -> bool:
    """An office of the state, by its head noun or the look of its name («МЧС», «Минздрав»)."""
    return body.head in STATE or body.name.isupper() or body.name.startswith(("Мин", "Рос", "Гос", "Нац"))


def _is_firm(body: Body) -> bool:
    """A firm, by its head noun or a name in quotation marks or Latin letters."""
    return body.head in FIRMS or not _is_office(body) and any(c in "«\"" or c.isascii() and c.isalpha() for c in body.name)


def _is_named(name: str) -> bool:
    """Does the name hold a proper name («Fitch», «компания «Мост»», «прокуратура Алматы»)?"""
    return any(c.isupper() or c in "«\"." for c in name)


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, those that overlap made one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def _as_adjective(low: str) -> set[str]:
    """«обвиняемого» → «обвиняемый»: a participle that has become a noun."""
    for ending in ("ого", "ому", "ыми", "ый", "ым", "ом", "ые", "ых"):
        if low.endswith(ending) and len(low) > len(ending) + 3:
            return {low[: -len(ending)] + "ый"}
    return set()


class Resolver:
    """Turns links into sources, in the order of the text, remembering who has just spoken."""

    def __init__(self, scene: Scene, cast: Cast, outlet: str | None) -> None:
        self.scene = scene
        self.cast = cast
        self.outlet = outlet
        self.language = scene.language
        self.spoken: list[Seen] = []  # sources in the order in which they were named
        self.carriers: list[Seen] = []
        self.voices: list[tuple[int, int, Person | Body]] = []  # stretches of direct speech and whose they are
        self.speakers: dict[int, Person | Body] = {}  # by the first mark of a quotation
        self.sure = True
        self.titles: dict[str, str] = {}
        self.starts = [token.start for token in scene.document.tokens]
        self.sentences = [clause.sentence.start for clause in scene.outer]
        self.end = len(scene.document.text) + 1
        self.inner = _merged(span for f in scene.findings if f.is_direct or f.rule in INNER for span in f.content)
        self.counts = Counter(id(seen.entity) for seen in cast.seen)
        self.order = [seen.at for seen in cast.seen]
        self.finding: Finding | None = None
        self.authors: dict[str, Source] = {
            lemma: Source(None, e.name, "person", e.role, e.organization) if isinstance(e, Person) else Source(None, e.name, e.type)  # type: ignore[arg-type]
            for lemma, e in cast.authors.items()
        }

    def chain(self, finding: Finding) -> tuple[Source, ...]:
        """The sources of a finding; those that cannot be named keep the words of their mention."""
        self.sure = True
        self.finding = finding
        found = [source for link in finding.links if (source := self._source(link, finding)) is not None]
        self._add_author(found, finding)
        unique: list[Source] = []
        for source in found:
            if all(source.entity != other.entity for other in unique):
                unique.append(source)
        return tuple(unique)

    def _add_author(self, found: list[Source], finding: Finding) -> None:
        """A writing without its author: the one whom the text named before («в обращении» after «обращение главы МИД»)."""
        for at, source in enumerate(found):
            if source.type != "document":
                continue
            head = next(iter(finding.links[at].phrase.lemmas()), "") if at < len(finding.links) and finding.links[at].phrase else ""
            if at + 1 < len(found):
                self.authors.pop(head, None)
                self.authors[head], self.titles[head] = found[at + 1], source.entity
                continue
            if head == "документ" and self.authors:
                head = next(reversed(self.authors))
                found[at] = replace(source, entity=self.titles.get(head, source.entity))
            known = next((author for lemma, author in reversed(self.authors.items()) if head and (lemma.endswith(head) or head.endswith(lemma))), None)
            if known is not None:
                found.append(replace(known, mention=None))

    def _source(self, link: Link, finding: Finding) -> Source | None:
        entity = self._entity(link, finding)
        if entity is None and link.phrase is not None and link.clause is not None:
            self.sure = False
            entity = Body(link.clause.sentence_text(link.phrase.first, link.phrase.last).lower(), "", "unnamed")
        if entity is None:
            return None
        at = self._at(link, finding)
        own = entity if isinstance(entity, (Person, Body)) else None
        if own is not None and link is not finding.links[-1]:
            self.carriers.append(Seen(at, own, strong=False))
        if own is not None and link is finding.links[-1]:
            self.spoken.append(Seen(at, own, strong=True))
            if finding.rule not in OUTSIDE:
                self._remember(finding, own)
        if isinstance(entity, Person):
            return Source(self._mention(link), entity.name, "person", entity.role, entity.organization)
        return Source(self._mention(link), entity.name, entity.type)  # type: ignore[arg-type]

    def _remember(self, finding: Finding, entity: Person | Body) -> None:
        self.voices += [(start, end, entity) for start, end in finding.content]
        for start, _ in finding.content:
            at = bisect_left(self.starts, start)
            for index in range(max(0, at - 2), at):
                if self.starts[index] >= start - 3:
                    self.speakers[index] = entity

    def _at(self, link: Link, finding: Finding) -> int:
        if link.phrase is not None and link.clause is not None:
            return link.clause.nodes[link.phrase.first].start
        if finding.cue is not None:
            return finding.cue[0]
        return finding.content[0][0] if finding.content else 0

    def _mention(self, link: Link) -> Span | None:
        if link.phrase is None or link.clause is None:
            return None
        nodes = link.clause.nodes
        first, last = link.phrase.first, max(link.phrase.last, link.until)
        if last - first == 1 and nodes[first].kind == QUOTE:
            return Span(nodes[first].start, nodes[first].end)
        return Span(nodes[first].start, nodes[last - 1].end)

    def _entity(self, link: Link, finding: Finding) -> Person | Body | None:
        at = self._at(link, finding)
        if link.how == "previous":
            return self.spoken[-1].entity if self.spoken else self._subject_before(at, link)
        if link.phrase is None or link.clause is None:
            if link.how == "relative" and link.stands_for is not None and link.clause is not None:
                return self.of_phrase(link.clause, link.stands_for, link, at)
            return self._unsaid(link, finding, at)
        if link.phrase.head >= len(link.clause.nodes):
            return None
        node = link.clause.nodes[link.phrase.head]
        low = node.low
        if link.how == "relative":
            if link.stands_for is not None:
                return self.of_phrase(link.clause, link.stands_for, link, at)
            return self._unsaid(link, finding, at)
        single = link.phrase.last - link.phrase.first == 1
        if single and low in {"сам", "сама", "сами"}:
            return self._pronoun({"сам": "он", "сама": "она", "сами": "они"}[low], at, link)
        if single and low in SPEAKERS:
            return self._self(link, finding, at)
        if single and low == "там":
            seen = [s.entity for s in self._seen_before(at) if isinstance(s.entity, Body) and s.entity.type == "organization"]
            return seen[0] if seen else self._latest(at, lambda e: isinstance(e, Body))
        if single and link.how == "possessive" or word(node).pronouns and single:
            return self._pronoun(low, at, link)
        return self.of_phrase(link.clause, link.phrase, link, at)

    # ---- pronouns and what is left unsaid

    def _unsaid(self, link: Link, finding: Finding, at: int) -> Person | Body | None:
        verb = link.verb
        if verb is not None and verb.person == "1per":
            return self._self(link, finding, at)
        if verb is not None and verb.number == "plur" and link.how == "dropped":
            return self._plural_before(at)
        if verb is None or verb.tense != "past" or verb.number == "plur":
            number = verb.number if verb is not None else ""
            return self._latest(at, lambda e: not number or self._number(e) == number) or self._latest(at, lambda _: True)
        gender = verb.gender
        return self._latest(at, lambda e: self._fits(e, gender))

    def _plural_before(self, at: int) -> Body | None:
        """«Также отметили, что»: those who spoke in the sentence before; else it is nobody in particular."""
        last = self.spoken[-1] if self.spoken else None
        if last is not None and at - last.at < CLOSE and isinstance(last.entity, Body):
            return last.entity
        return None

    def _number(self, entity: Person | Body) -> str:
        return entity.number if isinstance(entity, Body) else "sing"

    def _fits(self, entity: Person | Body, gender: str) -> bool:
        if isinstance(entity, Body):
            return entity.number == "sing" and entity.gender == gender
        return not entity.gender or not gender or entity.gender == gender

    def _self(self, link: Link, finding: Finding, at: int) -> Person | Body | None:
        """«я», «мы», «просим»: the one whose words are quoted; outside quotations the outlet itself."""
        clause = link.clause or finding.clause
        sentence = clause.sentence
        while sentence is not None and sentence.around is not None:
            speaker = self.speakers.get(sentence.around.index)
            if speaker is not None:
                return speaker
            sentence = sentence.outer  # type: ignore[assignment]
        voice = next((entity for start, end, entity in reversed(self.voices[-FAR:]) if start <= at < end), None)
        if voice is not None:
            return voice
        if self.outlet:
            return Body(self.outlet, self.outlet, "outlet")
        return self._latest(at, lambda e: isinstance(e, Body) and e.type == "outlet")

    def _pronoun(self, low: str, at: int, link: Link) -> Person | Body | None:
        if low in THEY and not (low == "им" and link.how != "possessive"):
            return self._latest(at, lambda e: self._number(e) == "plur") or self._latest(at, lambda e: isinstance(e, Body))
        if low in SHE:
            return self._latest(at, lambda e: self._is_human(e, "femn")) or self._latest(at, lambda e: self._fits(e, "femn"))
        if low in HE:
            return self._latest(at, lambda e: self._is_human(e, "masc")) or self._latest(at, lambda e: self._fits(e, "masc"))
        return self._latest(at, lambda _: True)

    def _is_human(self, entity: Person | Body, gender: str) -> bool:
        if isinstance(entity, Person):
            return entity.gender in {"", gender}
        return entity.type == "unnamed" and entity.number == "sing" and (entity.gender == gender or gender == "femn")

    def _latest(self, at: int, fits) -> Person | Body | None:  # noqa: ANN001
        """The last one that fits: whoever spoke last, unless a new subject has come up since."""
        before = self._seen_before(at)
        spoken = next((s for s in reversed(self.spoken[-FAR:]) if s.at < at and fits(s.entity)), None)
        subject = next((s for s in before if s.strong and fits(s.entity) and self._outside(s.at)), None)
        anybody = next((s for s in before if fits(s.entity)), None)
        best = self._nearer(at, spoken, subject)
        if best is None or (anybody is not None and at - best.at > NEAR):
            best = anybody or best
        if best is None:
            return None
        self.sure = self.sure and at - best.at < NEAR
        return best.entity

    def _seen_before(self, at: int) -> list[Seen]:
        """Who has appeared before an offset, the latest first."""
        k = bisect_left(self.order, at)
        return self.cast.seen[max(0, k - FAR) : k][::-1]

    def _nearer(self, at: int, spoken: Seen | None, subject: Seen | None) -> Seen | None:
        """The speaker goes on unless somebody else has become the subject in this sentence or the one before."""
        if spoken is None or subject is None or subject.at <= spoken.at:
            return spoken or subject
        k = bisect_right(self.sentences, at)
        edge = self.sentences[k - 2] if k > 1 else 0
        return subject if subject.at >= edge else spoken

    def _outside(self, at: int) -> bool:
        """Names inside a content are talked about, they do not talk."""
        k = bisect_right(self.inner, (at, self.end)) - 1
        return not (k >= 0 and self.inner[k][1] > at)

    def _subject_before(self, at: int, link: Link) -> Person | Body | None:
        return self._latest(at, lambda _: True)

    # ---- phrases

    def of_phrase(self, clause: Clause, phrase: Phrase, link: Link, at: int) -> Person | Body:
        """The entity that a noun phrase means."""
        person = self.cast.person(clause, phrase) if not phrase.is_joint else None
        head = clause.nodes[phrase.head].text
        if person is None and link.how == "turn" and head.isupper() and len(head) > 3:  # noqa: PLR2004 — «САТЫБАЛДЫ:»
            person = self.cast.surname(head)
        if person is not None and " " not in person.name and not person.gender and self._carries(link):
            person = None  # «пишет Гардиан»
        if person is not None and link.type not in {"outlet", "document"}:
            return person
        if phrase.is_joint:
            return self._joint(clause, phrase)
        lemmas = {clause.nodes[phrase.head].low, *phrase.lemmas()}
        if link.how == "author" and lemmas & {"обвинение", "защита"}:
            return Body(self._own_words(clause, phrase), next(iter(phrase.lemmas()), ""), "organization")
        if link.type == "document" or (lemmas & self.language.documents.keys() and not lemmas & self.language.outlets.keys() and link.how != "told"):
            return Body(link.entity or self._own_words(clause, phrase), next(iter(phrase.lemmas()), ""), "document")
        stands_for = self._stands_for(clause, phrase, lemmas)
        if stands_for is not None:
            return stands_for
        role = self._role(clause, phrase, lemmas, link, at) if not lemmas & GENERIC else None
        if role is not None:
            return role
        return self._body(clause, phrase, lemmas, link, at)

    def _joint(self, clause: Clause, phrase: Phrase) -> Body:
        persons = self._two_persons(clause, phrase)
        if persons:
            return Body(persons, "", "person", number="plur")
        text = clause.sentence_text(phrase.first, phrase.last)
        case = "nomn" if "nomn" in phrase.cases else next(iter(phrase.cases), "")
        parts = [self.language.names.nominative_phrase(part, case=case) for part in text.split(" и ")]
        name = " и ".join(parts)
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
        return " и ".join(p.name for p in persons if p is not None) if all(persons) and len(persons) == 2 else ""  # noqa: PLR2004

    def _own_words(self, clause: Clause, phrase: Phrase) -> str:
        case = self._case(phrase)
        return self.cast.plain(clause.sentence_text(phrase.first, phrase.last), case, clause, phrase)

    def _case(self, phrase: Phrase) -> str:
        return self.cast.case_of(phrase)

    def _role(self, clause: Clause, phrase: Phrase, lemmas: set[str], link: Link, at: int) -> Person | Body | None:
        """«министр», «глава ведомства», «юбиляр»: somebody the text has named, else an unnamed source."""
        titles = self.language.titles
        lemmas = lemmas | _as_adjective(clause.nodes[phrase.head].low)
        title = next((lemma for lemma in lemmas if lemma in titles), None)
        if title is None:
            return None
        features = titles[title]
        plural = all(f.number == "plur" for f in phrase.forms if f.case in phrase.cases) and bool(phrase.forms)
        if plural:
            return self._unnamed(clause, phrase, at)
        gender = link.verb.gender if link.verb is not None and link.verb.tense == "past" and link.verb.number == "sing" else ""
        wanted = {title} | self._synonyms(clause, phrase, title)
        with_role = [p for p in self.cast.persons if wanted & p.roles and (not gender or p.gender in {"", gender})]
        last = phrase.last - phrase.first
        if with_role and ("role" in features or last == 1):
            return self._best_role(clause, phrase, with_role, at)
        another = {"второй", "другой", "третий", "еще", "иной", "один"} & {lemma for n in clause.nodes[phrase.first : phrase.head] for lemma in word(n).lemmas}
        placed = any(n.low in {"в", "во", "на", "из"} for n in clause.nodes[phrase.head : phrase.last])
        if title in {"собеседник", "собеседница"} and not another and not placed and self.spoken and at - self.spoken[-1].at < NEAR and self._number(self.spoken[-1].entity) == "sing":
            latest = self.spoken[-1].entity
            if isinstance(latest, Person) or latest.type == "unnamed":
                return latest
        if "unnamed" in features and last == 1 and title not in STRANGERS and clause.sentence.paragraph:
            before = next((s.entity for s in reversed(self.spoken[-FAR:]) if at - NEAR < s.at < at and isinstance(s.entity, Person) and (not gender or s.entity.gender in {"", gender})), None)
            if before is not None:
                return before
        definite = any("сам" in word(clause.nodes[k]).lemmas for k in range(phrase.first, phrase.head))
        if "unnamed" in features and not definite:
            return self._unnamed(clause, phrase, at)
        known = self._latest_person(clause, phrase, at, gender) if self._is_hypernym(title) or definite or clause.sentence.paragraph == 0 else None
        if known is None and clause.sentence.paragraph == 0:
            fitting = [p for p in self.cast.persons if not gender or p.gender in {"", gender}]
            known = next((p for p in fitting if p.roles), fitting[0] if fitting else None)
        self.sure = False
        return known or self._unnamed(clause, phrase, at)

    def _is_hypernym(self, title: str) -> bool:
        """«чиновник», «политик», «спортсмен»: a word for somebody named by another title."""
        return title in self.language.hypernyms or title.rpartition("-")[2] in self.language.hypernyms

    def _latest_person(self, clause: Clause, phrase: Phrase, at: int, gender: str) -> Person | Body | None:
        """Somebody of the gender that the verb shows; else, if there is one, of the noun's own gender."""
        own = next((f.gender for f in phrase.forms if f.gender), "")
        if own == "femn" and not gender:
            gender = "femn"
        return self._likeliest(at, gender, own)

    def _likeliest(self, at: int, gender: str, own: str) -> Person | None:
        """The person whom a role most likely means: who has just spoken or been the subject, who is talked about most."""
        best, most = None, -99.0
        last = next((s.entity for s in reversed(self.spoken[-FAR:]) if s.at < at and isinstance(s.entity, Person)), None)
        here = bisect_right(self.sentences, at)
        rated: set[int] = set()
        for seen in self._seen_before(at):
            person = seen.entity
            if not isinstance(person, Person) or id(person) in rated or gender and person.gender not in {"", gender}:
                continue
            rated.add(id(person))
            away = here - bisect_right(self.sentences, seen.at)
            value = W["spoken"] * (person is last) + W["strong"] * (seen.strong and away <= 1) + W["count"] * log2(1 + self.counts[id(person)])
            value -= W["away"] * away + W["gender"] * (not gender and own == "masc" and person.gender == "femn")
            if value > most:
                best, most = person, value
        return best

    def _synonyms(self, clause: Clause, phrase: Phrase, title: str) -> set[str]:
        """«глава государства» is the president, «глава МВД» a minister."""
        rest = {lemma for node in clause.nodes[phrase.head + 1 : phrase.last] for lemma in word(node).lemmas}
        return {role for of, roles in self.language.roles.get(title, ()) if not of or of in rest or of == "*" for role in roles}

    def _best_role(self, clause: Clause, phrase: Phrase, persons: list[Person], at: int) -> Person:
        """Among several of one title: the one whose organization is named too, else the latest."""
        said = stems(clause.sentence_text(phrase.head + 1, phrase.last))
        if said:
            fitting = [p for p in persons if p.organization and said & stems(p.organization)]
            persons = fitting or persons
        before = self._seen_before(at)
        for seen in ([s for s in reversed(self.spoken[-FAR:]) if at - NEAR < s.at], [s for s in before if s.strong], before):
            latest = next((s.entity for s in seen if s.at < at and s.entity in persons), None)
            if latest is not None:
                return latest  # type: ignore[return-value]
        return persons[0]

    def _unnamed(self, clause: Clause, phrase: Phrase, at: int) -> Body:
        name = self._own_words(clause, phrase)
        head = next(iter(phrase.lemmas()), clause.nodes[phrase.head].low)
        number = "plur" if phrase.forms and all(f.number == "plur" for f in phrase.forms) else "sing"
        gender = next((f.gender for f in phrase.forms), "")
        return self._known_body(Body(name, head, "unnamed", at, number, gender), at)

    def _known_body(self, body: Body, at: int) -> Body:
        """«источник» after «источник в правительстве» is the same one."""
        mine = stems(body.name)
        head = SAME.get(body.head, body.head)
        if body.type == "unnamed" and head == "источник":
            earlier = [s.entity for s in reversed(self.spoken[-FAR:]) if isinstance(s.entity, Body) and SAME.get(s.entity.head, s.entity.head) == head and s.entity.number == body.number]
            rest = {w for w in mine if not head.startswith(w) and not body.head.startswith(w)}
            if earlier and (not rest or body.head == "собеседник" or rest <= stems(earlier[0].name)):
                return earlier[0]  # type: ignore[return-value]
        alone = len(mine) == 1 and body.type == "organization"
        fuller = [b for b in self.cast.bodies if b.type == body.type and (alone or b.head == body.head) and mine < stems(b.name)]
        fuller.sort(key=lambda b: any(c.isupper() or c in "«\"" for c in b.name))
        if fuller and len(mine) <= 2:  # noqa: PLR2004 — «пресс-служба», «источник»
            before = [b for b in fuller if b.first < at]
            chosen = before[-1] if before else fuller[0]
            return chosen if chosen.head == body.head else self._inside(chosen, body)
        same = next((b for b in self.cast.bodies if b.type == body.type and stems(b.name) == mine), None)
        if same is None:
            self.cast.bodies.append(body)
        return same or body

    def _inside(self, fuller: Body, body: Body) -> Body:
        """«министерство» after «пресс-служба Министерства образования» is the ministry, not its press service."""
        words = fuller.name.split()
        at = next((k for k, w in enumerate(words) if stems(w) & stems(body.name)), 0)
        if not at or fuller.head not in {"пресс-служба", "пресс-центр", "пресс-секретарь"}:
            return fuller
        name = self.language.names.nominative_phrase(" ".join(words[at:]), case="gent")
        return Body(name, body.head, body.type, body.first, body.number, body.gender)

    def _body(self, clause: Clause, phrase: Phrase, lemmas: set[str], link: Link, at: int) -> Person | Body:
        language = self.language
        kind = self.cast.body_type(clause, phrase)
        node = clause.nodes[phrase.head]
        if node.kind == QUOTE and clause.inner_text(node)[:1].islower():
            return Body(clause.inner_text(node), "источник", "unnamed", at)
        if kind is None and link.type == "outlet":
            kind = "outlet"
        if kind is None and lemmas & GENERIC:
            kind = "organization" if any(f.number == "sing" for f in phrase.forms) else "unnamed"
        if kind is None and lemmas & language.unnamed.keys():
            features = frozenset().union(*(language.unnamed.get(lemma, frozenset()) for lemma in lemmas))
            kind = "outlet" if "outlet" in features else "organization" if "org" in features else "unnamed"
        if kind == "unnamed":
            return self._unnamed(clause, phrase, at)
        if kind is None:
            kind = self._guess(clause, phrase, link)
        if kind == "person":
            found = self._latest_person(clause, phrase, at, "") if not lemmas & STRANGERS else None
            self.sure = False
            if found is not None:
                return found
            return self._unnamed(clause, phrase, at)
        anaphoric = self._anaphor(clause, phrase, lemmas, kind, at)
        if anaphoric is not None:
            return anaphoric
        name = self.cast.body_name(clause, phrase, kind)
        head = next(iter(phrase.lemmas()), node.low)
        number = "plur" if phrase.forms and all(f.number == "plur" for f in phrase.forms) else "sing"
        gender = phrase.forms[0].gender if phrase.forms else ""
        known = self._known_body(Body(self._declined(clause, phrase, link, name), head, kind, at, number, gender), at)
        if len(phrase.cases) == 1 and stems(known.name) == stems(name):
            known.name = name
        return self._abbreviated(known)

    def _declined(self, clause: Clause, phrase: Phrase, link: Link, name: str) -> str:
        """«рассказал «Заре»», «в интервью «Спорт-Азии»»: the name inside the marks is declined, too."""
        case = {"told": "datv", "talk": "gent"}.get(link.how, "")
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
        return full or body

    def _stands_for(self, clause: Clause, phrase: Phrase, lemmas: set[str]) -> Body | None:
        """A correspondent of an outlet stands for the outlet."""
        if not any("stands_for" in self.language.outlets.get(lemma, frozenset()) for lemma in lemmas):
            return None
        if not all(f.number == "sing" for f in phrase.forms):
            return None
        if phrase.head + 1 >= phrase.last:
            return Body(self._own_words(clause, phrase), "корреспондент", "unnamed")
        inner = clause.reader.phrase(phrase.head + 1, phrase.last)
        if inner is None:
            return None
        if inner.last - inner.first == 1 and set(inner.lemmas()) & GENERIC:
            return self._latest_body(clause.nodes[phrase.first].start, {"outlet"})
        return Body(self.cast.body_name(clause, inner, "outlet"), clause.nodes[inner.head].low, "outlet")

    def _anaphor(self, clause: Clause, phrase: Phrase, lemmas: set[str], kind: str, at: int) -> Person | Body | None:
        """«ведомство», «издание»: the last one of that kind."""
        if phrase.last - phrase.head > 1 or clause.nodes[phrase.head].kind != WORD:
            return None
        if not lemmas & GENERIC or not any(f.number == "sing" for f in phrase.forms):
            return None
        if any(clause.nodes[k].is_capital for k in range(phrase.first, phrase.last)) and phrase.first:
            return None
        head = next(iter(phrase.lemmas()), "")
        same_head = self._known_named(head, kind, at)
        if same_head is not None:
            return same_head
        if kind == "organization":
            fits = _is_office if head in OFFICES else _is_firm if head in FIRMS else None
            fitting = self._latest_body(at, {"organization"}, fits) if fits else None
            if fitting is not None:
                return fitting
        kinds = {"outlet"} if kind == "outlet" and head not in {"агентство"} else {"outlet", "organization"} if head == "агентство" else {"organization"}
        return self._latest_body(at, kinds)

    def _known_named(self, head: str, kind: str, at: int) -> Body | None:
        before = [b for b in self.cast.bodies if b.first < at and b.head == head and b.name != head]
        return before[-1] if before else None

    def _latest_body(self, at: int, kinds: set[str], fits: Callable[[Body], bool] = lambda _: True) -> Body | None:
        near = [s for s in self.spoken[-FAR:] if "outlet" in kinds or at - NEAR < s.at < at]
        told = self.carriers[-FAR:] + near if "outlet" in kinds else near
        seen = self._seen_before(at)[::-1] + sorted((s for s in told if s.at < at), key=lambda s: s.at)
        found = next((s.entity for s in reversed(seen) if isinstance(s.entity, Body) and s.entity.type in kinds and s.entity.head != "сайт" and _is_named(s.entity.name) and fits(s.entity)), None)
        if found is None and "outlet" not in kinds:
            found = next((s.entity for s in reversed(seen) if isinstance(s.entity, Body) and s.entity.type in kinds and fits(s.entity)), None)
        if found is None and "outlet" in kinds:
            found = next((s.entity for s in reversed(seen) if isinstance(s.entity, Body) and s.entity.type == "organization" and s.entity.name[:1].isupper()), None)
        return found  # type: ignore[return-value]

    def _carries(self, link: Link) -> bool:
        """«передает «Исток»», «пишет «Заря»», and whoever names a source of his own, is an outlet."""
        if link.verb is not None and ("carry" in self.language.cues.get(link.verb.lemma, frozenset()) or link.verb.lemma in REPORTS and link.verb.tense == "pres"):
            return True
        links = self.finding.links if self.finding is not None else []
        return link.how != "origin" and any(other.how == "origin" for other in links)

    def _guess(self, clause: Clause, phrase: Phrase, link: Link) -> str:
        """A name that no list knows."""
        node = clause.nodes[phrase.head]
        if link.how == "place" and node.kind == WORD and not node.is_capital:
            return "organization"
        if node.kind == QUOTE:
            inner = clause.inner_text(node)
            first = inner.split()[0].lower() if inner else ""
            if inner[:1].islower():
                return "unnamed"
            if self._carries(link):
                return "outlet"
            known = next((b for b in self.cast.bodies if stems(b.name) == stems(inner)), None)
            if known is not None:
                return known.type
            return "outlet" if link.how in {"turn", "told", "talk", "page", "origin"} or first in self.language.outlets else "organization"
        info = word(node)
        if node.is_capital and not info.is_name and self._carries(link):
            return "outlet"
        if node.low in {"один", "одна", "одного", "одной", "двое", "трое", "многие", "некоторые", "часть", "большинство", "ряд"}:
            return "unnamed"
        if info.is_animate and info.is_known and not info.is_name and phrase.last - phrase.first == 1 and (not node.is_capital or phrase.first == 0) and any(f.number == "sing" for f in phrase.forms):
            return "person"
        if phrase.first == 0 and node.is_capital and not info.is_name and phrase.forms and all(f.number == "plur" for f in phrase.forms if f.case == "nomn"):
            return "unnamed"
        if phrase.first == 0 and not info.is_known and phrase.last == 1 and node.low.endswith(("ица", "ист", "ник", "тель", "ка")):
            return "person"
        if node.is_capital and (info.is_place or not info.is_name):
            return "organization"
        if word(node).modifiers and not word(node).nouns and phrase.last - phrase.first == 1:
            return "person"
        if node.is_capital:
            return "organization"
        return "unnamed"
