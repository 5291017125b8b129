"""Whom a pronoun means, and who is meant where the subject of a verb is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.attribution.candidate import BODY, FAR, NEAR, PRONOUN, ROLE
from otkuda.attribution.entity import Body, Person

if TYPE_CHECKING:
    from otkuda.attribution.candidate import Memory
    from otkuda.attribution.ordered.sight import Link, Mention

DOUBTFUL = 2.0  # a capital that may be a place's or a thing's
NAMELESS = 1.4  # «a judge»
SURE = 0.9  # that a pronoun tells the gender of whom it means
HUMAN = 2.2  # a pronoun in the singular means a person rather than a body


class Anaphors:
    """Pronouns and dropped subjects of one text."""

    def __init__(self, memory: Memory, outlet: str | None) -> None:
        self.memory = memory
        self.outlet = outlet

    def pronoun(self, mention: Mention, at: int) -> Person | Body | None:
        """Return whom a pronoun means; inside a quotation it is not the one who speaks there."""
        if mention.person == 1:
            return self._first_person(at, mention.number)
        other = self.voice(at)
        if mention.number == "plur":
            return self._several(at, other)
        if mention.gender == "neut":
            return self.memory.choose(at, lambda e: isinstance(e, Body) and e.number != "plur" and e is not other, BODY)
        found = self.memory.best(at, lambda e: e is not other and _is_one(e, mention.gender), PRONOUN, self._humanity)
        if found is None:
            return None
        self.memory.doubt(found.certainty)
        if isinstance(found.entity, Person) and found.certainty >= SURE:
            found.entity.gender = found.entity.gender or mention.gender  # «Cole Brandt …, he said»
        return found.entity

    def _humanity(self, entity: Person | Body) -> float:
        """What being a person is worth, less where it is a lone word that said nothing; an outlet is hardly meant."""
        if isinstance(entity, Person):
            known = " " in entity.name or entity.gender or entity.roles
            return (
                HUMAN if known or any(seen.entity is entity for seen in self.memory.spoken[-FAR:]) else HUMAN - DOUBTFUL
            )
        if entity.type == "unnamed":
            last = next(reversed(self.memory.spoken), None)
            return HUMAN if last is not None and last.entity is entity else NAMELESS
        return -HUMAN if entity.type == "outlet" else 0.0

    def voice(self, at: int) -> Person | Body | None:
        """Return whose direct speech an offset stands in."""
        return self.memory.voice(None, at, direct=True)

    def unsaid(self, link: Link, at: int) -> Person | Body | None:
        """Return the subject that a verb continues («He also promised …, adding that …»)."""
        if link.person == 1:
            return self._first_person(at, link.number)
        other = self.voice(at)

        def fits(entity: Person | Body) -> bool:
            number = entity.number if isinstance(entity, Body) else "sing"
            if entity is other or link.number not in {"", number}:
                return False
            return not link.gender or entity.gender in {"", link.gender}

        self.memory.doubt(0.8)
        if other is not None:  # «…, бензин жоқ дейді, – деді шаруа»: whom the speaker has named, else nobody
            return self.memory.choose(at, fits, low=self.memory.speech_start(at))
        last = self.memory.last_spoken(at, fits)
        if last is not None and at - last.at < NEAR:
            return last.entity
        return self.memory.choose(at, fits)

    def _several(self, at: int, other: Person | Body | None) -> Person | Body | None:
        """«they»: several, else a body, else anybody."""
        many = self.memory.choose(at, lambda e: e is not other and isinstance(e, Body) and e.number == "plur")
        body = many or self.memory.choose(at, lambda e: e is not other and isinstance(e, Body))
        return body or self.memory.choose(at, lambda e: e is not other)

    def _first_person(self, at: int, number: str) -> Person | Body | None:
        """Whom «I» and «we» mean: the one whose words are quoted; outside quotations the outlet itself."""
        voice = self.memory.voice(None, at)
        if voice is not None:
            self.memory.doubt(0.8 if number == "plur" else 0.95)
            return voice
        self.memory.doubt(0.4)
        if self.outlet:
            return Body(self.outlet, self.outlet, "outlet")
        if number == "plur":
            return self.memory.choose(at, lambda e: isinstance(e, Body) and e.type == "outlet")
        return self.memory.choose(at, lambda e: isinstance(e, Person), ROLE)


def _is_one(entity: Person | Body, gender: str) -> bool:
    """One person of that gender, as far as the text shows it; a body where the pronoun tells no gender."""
    if isinstance(entity, Person):
        return not gender or entity.gender in {"", gender}
    if entity.number == "plur":
        return False
    return entity.type == "unnamed" and entity.gender in {"", gender} if gender else entity.type != "document"
