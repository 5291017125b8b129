"""Who appears in a text and where, in the order of the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.attribution.candidate import FAR
from otkuda.attribution.entity import Body, Person, Seen
from otkuda.attribution.ordered.bodies import Bodies
from otkuda.attribution.ordered.persons import Persons, words_of

if TYPE_CHECKING:
    from otkuda.attribution.ordered.sight import Mention
    from otkuda.lang.language import Language


class Cast:
    """Persons, bodies and nameless people of one text; ``seen`` says where, ``meant`` what each mention names."""

    def __init__(self, mentions: list[Mention], language: Language) -> None:
        self.language = language
        self.persons = Persons(language.names, language.patronymics)
        self.bodies = Bodies(language)
        self.meant: dict[int, Person | Body] = {}  # by the id of a mention
        self.seen: list[Seen] = []
        whole = [words_of(m.name) for m in mentions if m.kind == "person" and " " in m.name]
        self.persons_words = frozenset(word for words in whole for word in words)
        named = [words_of(m.name) for m in mentions if m.kind == "body" and " " in m.name and m.is_named]
        self.bodies_words = frozenset(words[0] for words in named if words)
        for mention in mentions:
            entity = self._entity(mention)
            if entity is None:
                continue
            self.meant[id(mention)] = entity
            if not mention.is_place:
                self.seen.append(Seen(mention.start, entity, mention.is_subject))
        self.acting = {id(seen.entity) for seen in self.seen if seen.strong}

    def _entity(self, mention: Mention) -> Person | Body | None:
        if mention.kind == "person" and not self._is_rather_body(mention):
            return self.persons.named(mention)
        if mention.kind == "body" and self._is_rather_person(mention):
            return self.persons.named(mention)
        if mention.kind in {"body", "person"}:
            if self._is_alone(mention):
                return self._of_that_kind(mention)
            return self.bodies.named(mention, mention.type or "organization") if not _is_heading(mention) else None
        if mention.kind == "role":
            return self._bearer(mention) or self.bodies.named(mention, "unnamed")
        return self.bodies.named(mention, "unnamed") if mention.kind == "group" else None

    def _is_rather_body(self, mention: Mention) -> bool:
        """«Lukanga» of Lukanga Copper: a lone word that nobody is called, and a body is."""
        word = mention.name.lower()
        lone = " " not in mention.name and not mention.gender and not mention.roles
        return lone and word in self.bodies_words and word not in self.persons_words

    def _is_rather_person(self, mention: Mention) -> bool:
        """«Bell» of Marcy Bell, that an outlet may be called, too."""
        lone = not mention.head and " " not in mention.name and mention.name.istitle()
        return lone and mention.name.lower() in self.persons_words

    def _is_alone(self, mention: Mention) -> bool:
        """«the ministry», «агенттік»: a noun that names no body by itself."""
        return mention.is_described or (not mention.is_named and mention.name.lower() == mention.head)

    def _of_that_kind(self, mention: Mention) -> Body | None:
        """«The bank now sees …» brings the bank to mind that was named last."""
        if not mention.is_subject:
            return None
        named = (seen.entity for seen in reversed(self.seen[-FAR:]) if isinstance(seen.entity, Body))
        return next((body for body in named if body.head == mention.head and body.name.lower() != body.head), None)

    def _bearer(self, mention: Mention) -> Person | None:
        """Who was called so last: «the minister»."""
        if mention.is_new or not mention.is_definite:
            return None
        called = [self.persons.by_role[role][-1] for role in mention.roles if role in self.persons.by_role]
        return max(called, key=lambda person: person.first, default=None)


def _is_heading(mention: Mention) -> bool:
    """«THE GIRL WHO MADE SADDLES», «Cut your coat»: words in capitals, or quoted words, that are nobody's name."""
    words = mention.name.split()
    if mention.head or len(words) < 3:
        return False
    return mention.name.isupper() or sum(word.islower() for word in words) > len(words) / 2
