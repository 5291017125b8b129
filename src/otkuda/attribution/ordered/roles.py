"""Whom a role without a name means: «the minister», «the 52-year-old», «ведомство басшысы»."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.attribution.candidate import FAR, ROLE
from otkuda.attribution.entity import Body, Person
from otkuda.attribution.ordered.bodies import stems_of
from otkuda.attribution.role import STRICT

if TYPE_CHECKING:
    from collections.abc import Callable

    from otkuda.attribution.candidate import Memory
    from otkuda.attribution.ordered.cast import Cast
    from otkuda.attribution.ordered.sight import Mention

    Voice = Callable[[int], Person | Body | None]

SAME, LONGER, SYNONYM, FIELD, OTHER_FIELD, OF_BODY = 3.0, 2.4, 2.8, 1.0, -1.5, 2.0
JUST = 3  # sentences back in which the one is named whom «the founder of the firm» tells more about


def _agrees(person: Person, gender: str) -> bool:
    return not {"masc", "femn"} <= {gender, person.gender}


class Roles:
    """Roles without a name, in one text."""

    def __init__(self, memory: Memory, cast: Cast, voice: Voice, below: int = 0) -> None:
        """``below``: where the headline ends; whoever is named in it by a role alone is told of below."""
        self.below = below
        self.memory = memory
        self.cast = cast
        self.language = cast.language
        self.voice = voice

    def person(self, mention: Mention, *, in_headline: bool) -> Person | Body | None:
        """Return the person whom a role means, or None where it is somebody new and unnamed."""
        if mention.is_new or (not mention.is_definite and not in_headline):
            return None
        wanted = self._wanted(mention)
        inside = self.voice(mention.start)

        def fits(entity: Person | Body) -> bool:
            return entity is not inside and self._gain(mention, wanted, entity) is not None

        found = self.memory.choose(mention.start, fits, ROLE, lambda entity: self._gain(mention, wanted, entity) or 0.0)
        return found or self._told_of(mention, inside) or self._below(mention, wanted)

    def _told_of(self, mention: Mention, inside: Person | Body | None) -> Person | Body | None:
        """«the company's founder», «the Oscar winner»: more about the one whom the text has just named."""
        known = [self.language.titles.get(role, frozenset()) for role in mention.roles]
        fields = self._fields(mention.roles)
        is_unlisted = self._is_bare(mention) and bool(known) and not (any(known) or fields)  # «the cartwright»
        if not (is_unlisted or any("biography" in features for features in known)):
            return None
        if not mention.is_definite or mention.is_new:
            return None

        def fits(entity: Person | Body) -> bool:
            if not isinstance(entity, Person) or entity is inside or not _agrees(entity, mention.gender):
                return False
            theirs = self._fields(entity.roles)
            return not fields or not theirs or bool(fields & theirs) or "anyone" in fields | theirs

        low = self.memory.sentences_back(mention.start, JUST)
        found = self.memory.choose(mention.start, fits, ROLE, low=low)
        self.memory.doubt(0.8)
        return found

    def _wanted(self, mention: Mention) -> dict[str, float]:
        """The titles that its bearer may have, and what each is worth."""
        owner = mention.owner
        office = {w.lower() for w in (*owner.name.split(), *owner.head.split())} if owner is not None else set()
        words = office | {w.lower() for w in mention.name.split()}
        named = any(of in words for title in mention.roles for of, _ in self.language.roles.get(title, ()))
        whatever = {"", "*", "+"} if not named and (owner is not None or len(words) > 1) else {"", "*"}
        alike = {
            role.replace("_", " "): SYNONYM
            for title in mention.roles
            for of, roles in self.language.roles.get(title, ())
            if of in whatever or of in words
            for role in roles
        }
        return alike | dict.fromkeys(mention.roles, SAME)

    def _gain(self, mention: Mention, wanted: dict[str, float], entity: Person | Body) -> float | None:
        """What speaks for a candidate beside its place in the text; None where it cannot be meant."""
        if isinstance(entity, Body):
            same = entity.type == "unnamed" and entity.number == "sing" and self.below <= entity.first < mention.start
            return SAME if same and entity.head == mention.head and self._is_bare(mention) else None
        if mention.gender in {"masc", "femn"} and entity.gender not in {"", mention.gender}:
            return None
        alike = max((self._worth(role, entity.roles, gain) for role, gain in wanted.items()), default=0.0)
        alike = alike or self._by_office(mention, entity)
        if alike and self._of_another(mention, entity):
            return None
        if not alike:
            return self._by_field(mention, entity)
        return alike + (OF_BODY if self._shares_office(mention, entity) else 0.0)

    def _by_office(self, mention: Mention, person: Person) -> float:
        """«the minister» is the one who was called the head of the ministry."""
        office = {w.lower() for w in f"{person.office or ''} {person.role or ''}".split()}
        named = any(
            of in office and role.replace("_", " ") in mention.roles
            for title in person.roles
            for of, roles in self.language.roles.get(title, ())
            for role in roles
        )
        return SYNONYM if named else 0.0

    def _by_field(self, mention: Mention, person: Person) -> float | None:
        """«the politician», «the woman»: a word that means anybody of a field of life."""
        features = frozenset().union(*(self.language.titles.get(role, frozenset()) for role in mention.roles))
        if not self._is_bare(mention) and not self._is_described(mention, features):
            return None
        aged = any(map(str.isdecimal, mention.head))  # «the 61-year-old»
        mine = frozenset({"anyone"}) if aged else self._fields(mention.roles)
        theirs = self._fields(person.roles)
        if not mine or ("office" in features and theirs):
            return None
        if mine <= STRICT and theirs and not mine & theirs and "anyone" not in theirs:
            return None
        if mine & theirs - {"anyone"}:
            return FIELD
        return OTHER_FIELD if theirs and "anyone" not in mine else 0.0

    def _fields(self, roles: tuple[str, ...] | set[str]) -> frozenset[str]:
        return frozenset().union(*(self.language.hypernyms.get(role, frozenset()) for role in roles))

    def _is_bare(self, mention: Mention) -> bool:
        """The noun alone: «the official», not «the defence official in the capital»."""
        return mention.owner is None and len(mention.name.split()) <= len(mention.head.split() or [""])

    def _is_described(self, mention: Mention, features: frozenset[str]) -> bool:
        """«the Czech coach», «the 67-year-old pensioner»: what is told beside the noun may be true of the one meant."""
        return mention.owner is None and ("role" in features or any(map(str.isdecimal, mention.name)))

    def _of_another(self, mention: Mention, person: Person) -> bool:
        """«the head of the MFA» is not the head of another ministry."""
        if mention.owner is None or not person.office:
            return False
        mine, theirs = stems_of(mention.owner.name), stems_of(person.office)
        return mention.owner.is_named and bool(mine) and bool(theirs) and not mine & theirs

    def _shares_office(self, mention: Mention, person: Person) -> bool:
        if mention.owner is None or not person.office:
            return False
        return bool(stems_of(mention.owner.name) & stems_of(person.office))

    def _below(self, mention: Mention, wanted: dict[str, float]) -> Person | None:
        """Somebody named only below, by the same role."""
        called = {id(p): p for role in wanted for p in self.cast.persons.by_role.get(role, ())[:FAR]}
        known = [p for p in called.values() if p.first > mention.start and not self._of_another(mention, p)]
        self.memory.doubt(0.6)
        told = self.memory.teller(lambda entity: entity in known)
        return told if isinstance(told, Person) else min(known, key=lambda p: p.first, default=None)

    def _worth(self, role: str, known: set[str], gain: float) -> float:
        """What a title is worth that somebody has, or that is a part of theirs («minister» of «health minister»)."""
        if role in known:
            return gain
        return min(gain, LONGER) if any(self._ends_in(title, role) for title in known) else 0.0

    def _ends_in(self, title: str, role: str) -> bool:
        """Is the last word of a title a role, in whatever form: «төраға» of «басқарма төрағасы»?"""
        _, space, last = title.rpartition(" ")
        return bool(space) and (last == role or any(one.lemma == role for one in self.language.analyse(last)[:1]))
