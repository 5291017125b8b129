"""Links become sources: whose words they are, by name where the text names them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from otkuda.attribution.anaphor import SINGLE, SPEAKERS, THAT, Anaphors
from otkuda.attribution.authorship import Authors, place_of, source_of
from otkuda.attribution.body import Bodies
from otkuda.attribution.body_kind import Kinds
from otkuda.attribution.brand import abbreviations, note_brands
from otkuda.attribution.candidate import Memory
from otkuda.attribution.chain import with_modifier, without_trait
from otkuda.attribution.entity import GENERIC, Body, Person, Seen, stems
from otkuda.attribution.role import Mention, Roles
from otkuda.attribution.word import word
from otkuda.attribution.writing import IT, meant
from otkuda.model import Source, Span
from otkuda.text.tokens import QUOTE

if TYPE_CHECKING:
    from otkuda.attribution.cast import Cast
    from otkuda.attribution.clause import Clause
    from otkuda.attribution.finding import Finding, Link, Scene
    from otkuda.attribution.phrase import Phrase

# What these rules attribute is no speech with an «I» of its own.
OUTSIDE = frozenset({"tail", "how_clause", "anaphor", "sources_of_outlet"})
INNER = frozenset(
    {"that_clause", "infinitive", "question", "noun_clause"}
)  # whoever is named in such words is no speaker
QUOTED_BELOW = 0.6  # share of the words of a quotation in the headline that somebody says below
SOMEBODY = frozenset({"кто-то", "некто", "кто-нибудь"})
ONESELF = frozenset({"сам", "сама", "сами"})


class Resolver:
    """Turns links into sources, in the order of the text, remembering who has just spoken."""

    def __init__(self, scene: Scene, cast: Cast, outlet: str | None) -> None:
        self.scene = scene
        self.cast = cast
        self.language = scene.language
        note_brands(scene, cast)
        short = abbreviations(scene.document.text, cast)
        inner = (span for f in scene.findings if f.is_direct or f.rule in INNER for span in f.content)
        self.memory = Memory(scene.document, cast.seen, inner)
        self.anaphors = Anaphors(self.memory, cast, outlet)
        self.roles = Roles(self.memory, cast, scene.language)
        self.kinds = Kinds(cast, scene.language)
        self.bodies = Bodies(self.memory, cast, scene.language, short)
        for person in cast.persons:
            person.gender = self._gender(person.name) or person.gender
        self.finding: Finding | None = None
        self.meant: dict[int, tuple[Person | Body, float]] = {}  # by the offset of a mention: two verbs may share one
        self.authors = Authors(self.memory, cast, scene.language)

    @property
    def certainty(self) -> float:
        """How safely the last chain's sources were found, 0 to 1; 1 where each is named in its own mention."""
        return self.memory.certainty

    def _gender(self, name: str) -> str:
        """The gender that a whole name shows, by its given name before its surname."""
        names = self.language.names
        words = name.split() if " " in name else []
        if words and names.opens_eastern_name(words[0]):
            return names.gender_of(name)
        given = next((g for w in words if (g := names.is_given_name(w)) in {"masc", "femn"}), "")
        return given or names.gender_of(name)

    def chain(self, finding: Finding) -> tuple[Source, ...]:
        """The sources of a finding; those that cannot be named keep the words of their mention."""
        memory, text = self.memory, self.scene.document.text
        memory.certainty = 1.0
        memory.content = " ".join(text[start:end] for start, end in finding.content)
        self.finding = finding
        spoken = len(memory.spoken)
        found = [source for link in finding.links if (source := self._source(link, finding)) is not None]
        if len(memory.spoken) > spoken:
            memory.said.append((memory.content, memory.spoken[-1].entity))
        self.authors.add(found, finding)
        if len(found) > 1:  # «мы» in what a letter says is who wrote it
            found = [source for source in found if source.mention is not None or source.type != "document"]
        unique: list[Source] = []
        for source in found:
            if all(source.entity != other.entity for other in unique):
                unique.append(source)
        return tuple(unique)

    def _source(self, link: Link, finding: Finding) -> Source | None:
        if link.type == "outlet" and self._is_place(link):
            return None
        is_origin = link is finding.links[-1]
        link = _with_modifier(self._with_noun(link))
        entity = self._entity_once(link, finding)
        if entity is None and link.phrase is not None and link.clause is not None:
            self.memory.doubt(0.3)
            entity = Body(link.clause.sentence_text(link.phrase.first, link.phrase.last).lower(), "", "unnamed")
        if entity is None or not entity.name:  # «» names nobody
            return None
        at = place_of(link, finding)
        if not is_origin:
            self.memory.carriers.append(Seen(at, entity, strong=False))
        else:
            self.memory.spoken.append(Seen(at, entity, strong=True))
            if finding.rule not in OUTSIDE:
                self.memory.hear(finding.content, entity, direct=finding.is_direct)
        return source_of(self._mention(link), entity)

    def _mention(self, link: Link) -> Span | None:
        if link.phrase is None or link.clause is None:
            return None
        nodes = link.clause.nodes
        first, last = link.phrase.first, max(link.phrase.last, link.until)
        if last - first == 1 and nodes[first].kind == QUOTE:
            return Span(nodes[first].start, nodes[first].end)
        return Span(nodes[first].start, nodes[last - 1].end)

    def _entity_once(self, link: Link, finding: Finding) -> Person | Body | None:
        """Whom a mention means, the same for every verb that it goes with."""
        if link.phrase is None or link.clause is None or link.how in {"relative", "previous"} or link.type:
            return self._entity(link, finding)
        at = link.clause.nodes[link.phrase.first].start
        if at not in self.meant:
            entity = self._entity(link, finding)
            if entity is None:
                return None
            self.meant[at] = entity, self.memory.certainty
            self.memory.correct(at, entity)
        entity, certainty = self.meant[at]
        self.memory.doubt(certainty)
        return entity

    def _with_noun(self, link: Link) -> Link:
        """«аудитор сам спросил»: the noun that «сам» stands behind."""
        phrase, clause = link.phrase, link.clause
        if phrase is None or clause is None or phrase.last - phrase.first > 1:
            return link
        if clause.nodes[phrase.head].low not in ONESELF:
            return link
        for start in range(max(0, phrase.first - 3), phrase.first):
            noun = clause.reader.phrase(start, phrase.first, frozenset({"nomn"}))
            if noun is not None and noun.last == phrase.first:
                return replace(link, phrase=noun)
        return link

    def _is_place(self, link: Link) -> bool:
        """«дал интервью в Москве», «предупредил «Причал»»: a town, a bank is no outlet."""
        if link.clause is None or link.phrase is None or link.phrase.last - link.phrase.first > 1:
            return False
        if link.how == "told" and link.clause.nodes[link.phrase.head].kind == QUOTE:
            name = stems(link.clause.inner_text(link.clause.nodes[link.phrase.head]))
            return any(name <= stems(b.name) and b.type == "organization" and b.head for b in self.cast.bodies)
        return (
            word(link.clause.nodes[link.phrase.head]).is_place and self.cast.body_type(link.clause, link.phrase) is None
        )

    def _entity(self, link: Link, finding: Finding) -> Person | Body | None:
        at = place_of(link, finding)
        clause = link.clause or finding.clause
        if link.how == "previous":
            self.memory.doubt(0.8)
            return self.memory.choose(at, lambda e: isinstance(e, Person) or e.type != "document")
        if link.how == "headline" and link.phrase is None and self.scene.has_headline:
            return self.memory.teller(lambda _: True, QUOTED_BELOW)
        if link.how in {"asker", "guest"}:
            return self.anaphors.partner(clause, asks=link.how == "asker")
        if link.how == "relative" and link.stands_for is not None and link.clause is not None:
            return self.of_phrase(clause, link.stands_for, link, at)
        if link.phrase is None or link.clause is None or link.how == "relative":
            return self.anaphors.unsaid(link.verb, clause, at, dropped=link.how == "dropped")
        if link.phrase.head >= len(clause.nodes):
            return None
        if link.phrase.last - link.phrase.first == 1:
            node = clause.nodes[link.phrase.head]
            written = meant(self.cast.writings, at, node.low) if link.how == "place" and node.low in IT else None
            if written is not None:
                return Body(written.name, written.lemma, "document", at)
            if (
                link.how == "possessive"
                or word(node).pronouns
                or node.low in SPEAKERS | THAT.keys() | ONESELF | {"там"}
            ):
                return self._of_pronoun(node.low, clause, at, possessive=link.how == "possessive")
        return self.of_phrase(clause, link.phrase, link, at)

    def _of_pronoun(self, low: str, clause: Clause, at: int, *, possessive: bool) -> Person | Body | None:
        if low in SPEAKERS:
            return self.anaphors.speaker(clause, at, several=low not in SINGLE)
        if low in SOMEBODY:
            return Body(low, low, "unnamed", at)
        if low == "там":
            return self.bodies.there(at) or self.bodies.latest(at, {"outlet"})
        return self.anaphors.pronoun(low, clause, at, possessive=possessive)

    def of_phrase(self, clause: Clause, phrase: Phrase, link: Link, at: int) -> Person | Body:
        """Return the entity that a noun phrase means."""
        if phrase.is_joint:
            return self._one_of_two_titles(clause, phrase, link) or self.bodies.joint(clause, phrase)
        person = self._person(clause, phrase, link)
        if person is not None:
            if link.verb is not None:
                self.cast.learn_gender(person, link.verb)
            return person
        lemmas = {clause.nodes[phrase.head].low, *phrase.lemmas()}
        head = next(iter(phrase.lemmas()), "")
        if link.how == "author" and lemmas & {"обвинение", "защита"}:
            return Body(self.bodies.own_words(clause, phrase), head, "organization")
        if self._is_document(link, lemmas):
            return Body(link.entity or self.bodies.own_words(clause, without_trait(clause, phrase)), head, "document")
        stands_for = self.bodies.stands_for(clause, phrase, lemmas)
        if stands_for is not None:
            return stands_for
        role = None if lemmas & GENERIC else self._role(clause, phrase, lemmas, link, at)
        return role or self._body(clause, phrase, lemmas, link, at)

    def _one_of_two_titles(self, clause: Clause, phrase: Phrase, link: Link) -> Person | None:
        """«основатель и директор фонда Пётр Ким сказал»: two titles of one person, unless the verb tells of several."""
        k = next((k for k in range(phrase.head, phrase.last) if clause.nodes[k].low == "и"), phrase.last)
        first = clause.reader.phrase(phrase.first, k, phrase.cases)
        second = (
            clause.reader.phrase(k + 1, phrase.last, phrase.cases) if first is not None and k < phrase.last else None
        )
        if first is None or second is None or first.name >= 0 or (link.verb is not None and link.verb.number == "plur"):
            return None
        titles = self.language.titles.keys()
        titled = not titles.isdisjoint(first.lemmas()) and not titles.isdisjoint(second.lemmas())
        single = titled and all(f.number != "plur" for f in first.forms if f.case in second.cases)
        return self.cast.person(clause, second) if single and second.name > second.head else None

    def _person(self, clause: Clause, phrase: Phrase, link: Link) -> Person | None:
        """The person whom a phrase names; outlets that look like surnames («пишет Гардиан») are none."""
        if link.type in {"outlet", "document"}:
            self.cast.person(clause, phrase)
            return None
        person = self.cast.person(clause, phrase) or self._opening_surname(clause, phrase)
        head = clause.nodes[phrase.head].text
        if person is None and link.how == "turn" and head.isupper() and len(head) > 3:  # «САТЫБАЛДЫ:»
            person = self.cast.surname(head)
        if person is not None and link.how == "turn" and " " not in person.name:
            person.name = clause.nodes[phrase.last - 1].text.title()  # a label stands in the nominative
        if person is None or " " in person.name or person.gender:
            return person
        return None if self.kinds.carries(link, self.finding) else person

    def _is_document(self, link: Link, lemmas: set[str]) -> bool:
        language = self.language
        if link.type == "document":
            return True
        return link.how != "told" and bool(lemmas & language.documents.keys()) and not lemmas & language.outlets.keys()

    def _opening_surname(self, clause: Clause, phrase: Phrase) -> Person | None:
        """«Сорока: «…»»: a common word at the head of a sentence that is somebody's surname."""
        node = clause.nodes[phrase.head]
        if phrase.last - phrase.first > 1 or not node.is_capital or phrase.first or not node.text.istitle():
            return None
        known = self.cast.surname(node.text)
        parts = known.name.replace(".", ". ").split() if known is not None else []
        return known if node.text in parts[1:] else None

    def _role(self, clause: Clause, phrase: Phrase, lemmas: set[str], link: Link, at: int) -> Person | Body | None:
        """«министр», «глава ведомства»: somebody the text has named, else an unnamed source; None for no role."""
        title = self.roles.title(clause, phrase, lemmas)
        if title is None:
            return None
        if phrase.forms and all(f.number == "plur" for f in phrase.forms if f.case in phrase.cases):
            return self.bodies.unnamed(clause, phrase, at)
        verb = link.verb
        gender = verb.gender if verb is not None and verb.tense == "past" and verb.number == "sing" else ""
        mention = Mention(clause, phrase, title, gender)
        return self.roles.person(mention, label=link.how == "turn") or self.bodies.unnamed(clause, phrase, at)

    def _body(self, clause: Clause, phrase: Phrase, lemmas: set[str], link: Link, at: int) -> Person | Body:
        node = clause.nodes[phrase.head]
        if node.kind == QUOTE and clause.inner_text(node)[:1].islower():
            return Body(clause.inner_text(node), "источник", "unnamed", at)
        kind = self.kinds.kind(clause, phrase, lemmas, link, self.finding)
        if kind == "person":
            kind = "unnamed"
            found = self.roles.somebody(clause, phrase, lemmas, at)
            if found is not None:
                return found
        if kind == "unnamed":
            return self.bodies.unnamed(clause, phrase, at)
        known = self.bodies.anaphor(clause, phrase, kind, at) or self.bodies.below(clause, phrase, kind)
        return known or self.bodies.named(clause, phrase, link, kind, at)


def _with_modifier(link: Link) -> Link:
    """«сообщил источник, близкий к следствию»: what tells one nameless source from another belongs to it."""
    if (
        link.clause is None
        or link.phrase is None
        or link.phrase.name >= 0
        or link.phrase.head >= len(link.clause.nodes)
    ):
        return link
    return replace(link, phrase=with_modifier(link.clause, link.phrase))
