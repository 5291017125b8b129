"""Whom a role without a name means: «министр», «глава ведомства», «женщина», «собеседник издания»."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.attribution.anaphor import number_of
from otkuda.attribution.candidate import NEAR, ROLE
from otkuda.attribution.cast import STRANGERS, Body, Person, stems
from otkuda.attribution.word import word

if TYPE_CHECKING:
    from otkuda.attribution.candidate import Memory
    from otkuda.attribution.clause import Clause
    from otkuda.attribution.phrase import Phrase
    from otkuda.lang.language import Language

ANOTHER = frozenset("второй другой третий еще иной один некий каждый любой некоторый".split())
VOICES = frozenset({"собеседник", "собеседница"})
IN_PLACE = frozenset({"в", "во", "на", "из", "от"})
SAME_FIELD, SAME_ROLE, SAME_BODY = 1.5, 3.0, 3.0


def _as_adjective(low: str) -> set[str]:
    """«обвиняемого» → «обвиняемый»: a participle that has become a noun."""
    for ending in ("ого", "ому", "ыми", "ый", "ым", "ом", "ые", "ых"):
        if low.endswith(ending) and len(low) > len(ending) + 3:
            return {low[: -len(ending)] + "ый"}
    return set()


class Mention:
    """A role as it stands in the text: its title, what it says of whose role it is, and its gender."""

    __slots__ = ("at", "clause", "features", "gender", "own", "phrase", "rest", "title")

    def __init__(self, clause: Clause, phrase: Phrase, title: str, features: frozenset[str], gender: str, at: int) -> None:
        self.clause, self.phrase, self.title, self.features, self.at = clause, phrase, title, features, at
        self.own = next((f.gender for f in phrase.forms if f.gender), "")
        self.gender = "femn" if self.own == "femn" and not gender else gender
        self.rest = clause.nodes[phrase.head + 1 : phrase.last]

    @property
    def is_alone(self) -> bool:
        """One word."""
        return self.phrase.last - self.phrase.first == 1

    @property
    def is_emphatic(self) -> bool:
        """«сам министр», «этот чиновник», «тот же тренер»."""
        return any({"сам", "этот", "тот"} & set(word(n).lemmas) for n in self.clause.nodes[self.phrase.first : self.phrase.head])

    @property
    def is_new(self) -> bool:
        """«второй чиновник», «один врач»."""
        return any(ANOTHER & set(word(n).lemmas) for n in self.clause.nodes[self.phrase.first : self.phrase.head])

    @property
    def is_placed(self) -> bool:
        """«собеседник в клубе»."""
        return any(n.low in IN_PLACE for n in self.rest)

    @property
    def is_headline(self) -> bool:
        """Does it stand in the text's first paragraph, where those are meant who are named below?"""
        return self.clause.sentence.paragraph == 0


class Roles:
    """Roles without a name, in one text."""

    def __init__(self, memory: Memory, language: Language) -> None:
        self.memory = memory
        self.cast = memory.cast
        self.language = language

    def title(self, clause: Clause, phrase: Phrase, lemmas: set[str]) -> str | None:
        """The title that a phrase's head is, or None."""
        lemmas = lemmas | _as_adjective(clause.nodes[phrase.head].low)
        return next((lemma for lemma in lemmas if lemma in self.language.titles), None)

    def person(self, mention: Mention) -> Person | Body | None:
        """Return the person whom a role in the singular means, or None where it is somebody new and unnamed."""
        if mention.title in VOICES:
            return self._voice(mention)
        inside = self.memory.voice(mention.clause, mention.at, direct=True)
        known = self._of_this_role(mention, inside)
        if known is not None or mention.is_new or inside is not None:
            return known
        if mention.is_headline:
            return self._below(mention)
        definite = mention.is_alone or mention.is_emphatic or "role" in mention.features and not mention.rest
        if not definite or mention.title not in self.language.hypernyms and not mention.is_emphatic:
            return None
        return self._of_like_role(mention)

    def _voice(self, mention: Mention) -> Person | Body | None:
        """«собеседник агентства»: whoever has just spoken, unless it is another."""
        last = self.memory.spoken[-1] if self.memory.spoken else None
        if last is None or mention.is_new or mention.is_placed or mention.at - last.at > NEAR or number_of(last.entity) != "sing":
            return None
        self.memory.doubt(0.7)
        return last.entity if isinstance(last.entity, Person) or last.entity.type == "unnamed" else None

    def _of_this_role(self, mention: Mention, inside: Person | Body | None) -> Person | Body | None:
        """Somebody whom the text has given this very role, or one that it stands for."""
        if not mention.is_alone and "role" not in mention.features:
            return None
        wanted = {mention.title} | self._synonyms(mention)
        persons = [p for p in self.cast.persons if wanted & p.roles and p is not inside and self._agrees(p, mention.gender) and not self._of_another(mention, p)]
        if not persons:
            return None
        said = stems(" ".join(n.text for n in mention.rest))
        found = self.memory.choose(
            mention.at,
            lambda e: e in persons,
            ROLE,
            lambda e: (SAME_BODY if said and isinstance(e, Person) and e.organization and said & stems(e.organization) else 0.0) + (0.5 if isinstance(e, Person) and mention.title in e.roles else 0.0),
        )
        if found is None:
            self.memory.doubt(0.9 if len(persons) == 1 else 0.6)
        return found or persons[0]

    def _of_another(self, mention: Mention, person: Person) -> bool:
        """«глава МИД» is not the head of another ministry."""
        theirs = person.organization or ""
        named = [n.text for n in mention.rest if n.text[:1].isupper()]
        return bool(named) and any(w[:1].isupper() for w in theirs.split()) and not stems(" ".join(named)) & stems(theirs)

    def _synonyms(self, mention: Mention) -> set[str]:
        """«глава государства» is the president, «глава МВД» a minister."""
        rest = {lemma for node in mention.rest for lemma in word(node).lemmas}
        return {role for of, roles in self.language.roles.get(mention.title, ()) if not of or of in rest or of == "*" for role in roles}

    def _agrees(self, person: Person, gender: str) -> bool:
        return not gender or person.gender in {"", gender}

    def _below(self, mention: Mention) -> Person | None:
        """In the headline: somebody named below, best with a role of the same field."""
        self.memory.doubt(0.6)
        fitting = [p for p in self.cast.persons if self._agrees(p, mention.gender)]
        fields = self._fields({mention.title})
        like = [p for p in fitting if fields & self._fields(p.roles)]
        return next(iter(like or [p for p in fitting if p.roles] or fitting), None)

    def _of_like_role(self, mention: Mention) -> Person | Body | None:
        """Somebody whose role belongs to the same field of life."""
        fields = self._fields({mention.title})
        gender = mention.gender or (mention.own if "anyone" in fields else "")
        own = mention.own

        def bonus(entity: Person | Body) -> float:
            if isinstance(entity, Body):
                return SAME_ROLE
            alike = SAME_FIELD if fields & self._fields(entity.roles) else 0.0
            return alike - (1.0 if not gender and own == "masc" and entity.gender == "femn" else 0.0)

        def fits(entity: Person | Body) -> bool:
            if isinstance(entity, Body):
                return entity.type == "unnamed" and entity.number == "sing" and entity.head == mention.title
            theirs = self._fields(entity.roles)
            return self._agrees(entity, gender) and ("anyone" in fields or not theirs or bool(fields & theirs) or "anyone" in theirs)

        return self.memory.choose(mention.at, fits, ROLE, bonus)

    def _fields(self, roles: set[str]) -> set[str]:
        known = self.language.hypernyms
        return {field for role in roles for field in known.get(role) or known.get(role.rpartition("-")[2], ())}

    def somebody(self, clause: Clause, phrase: Phrase, lemmas: set[str], at: int) -> Person | Body | None:
        """Whom a noun for a person that no list of titles knows means («наездник»)."""
        if lemmas & STRANGERS:
            return None
        gender = "femn" if next((f.gender for f in phrase.forms if f.gender), "") == "femn" else ""
        if self.memory.voice(clause, at, direct=True) is not None:
            return None
        self.memory.doubt(0.6)
        return self.memory.choose(at, lambda e: isinstance(e, Person) and self._agrees(e, gender), ROLE)
