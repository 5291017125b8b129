"""Writings: which one is meant by «the report», and whose it is where the chain does not say."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from otkuda.attribution.authorship import ISSUED, source_of
from otkuda.attribution.candidate import NEAR
from otkuda.attribution.entity import Body, Person
from otkuda.attribution.ordered.bodies import stems_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from otkuda.attribution.candidate import Memory
    from otkuda.attribution.ordered.sight import Mention
    from otkuda.lang.language import Words
    from otkuda.model import Source

    Whose = Callable[[Mention], Person | Body | None]


class Writings:
    """The writings of one text, by their nouns."""

    def __init__(self, memory: Memory, mentions: list[Mention], documents: Words, whose: Whose) -> None:
        self.memory = memory
        self.documents = documents
        self.whose = whose
        self.cited: dict[str, tuple[Body, Source | None]] = {}  # the fullest name so far, and the author
        self.described = [m for m in mentions if m.kind == "document" and " " in m.name]
        self.owned = [m for m in mentions if m.kind == "document" and m.owner is not None]
        self.owners = {_noun(m): m.owner for m in reversed(self.owned)}  # of the first one that has an owner

    def named(self, mention: Mention) -> Body:
        """Return the writing that a mention means: «the report» is the one cited before by that noun."""
        body = Body(mention.name, mention.head, "document", mention.start)
        cited = self._cited(mention)
        alone = mention.owner is None and mention.is_definite
        if not alone or len(stems_of(mention.name)) > 1:
            return body
        return cited[0] if cited is not None else self._described(mention) or body

    def _described(self, mention: Mention) -> Body | None:
        """«the doctrine» is the coastal defence doctrine that the text has told of."""
        before = (m for m in reversed(self.described) if m.start < mention.start and _noun(m) == _noun(mention))
        known = next(before, None)
        return Body(known.name, known.head, "document", known.start) if known is not None else None

    def cite(self, mention: Mention, body: Body, author: Source | None) -> Source | None:
        """Note that a writing is cited, with its author where the text names one; return whose it is, or None."""
        author = author or self._author(mention)
        cited = self.cited.get(_noun(mention))
        self.cited.pop(_noun(mention), None)  # the one cited last stands last
        if cited is None or len(stems_of(cited[0].name)) < len(stems_of(body.name)) or author is not None:
            cited = body, author
        self.cited[_noun(mention)] = cited
        return author

    def _cited(self, mention: Mention) -> tuple[Body, Source | None] | None:
        """The writing cited before by the noun, or, of «the document», the last one."""
        if self._is_any(mention) and self.cited:
            return self.cited[next(reversed(self.cited))]
        return self.cited.get(_noun(mention))

    def _is_any(self, mention: Mention) -> bool:
        """«the document», a pronoun: a word for any writing."""
        return not mention.head or "file" in self.documents.get(_noun(mention), frozenset())

    def _named_elsewhere(self, mention: Mention) -> Mention | None:
        """Whose the text says it is in another place: below, where «a report» or a headline brings it in."""
        if self._is_any(mention):
            if not mention.is_definite and mention.head:
                return None  # «court records»
            return next((m.owner for m in reversed(self.owned) if m.start < mention.start), None)
        owner = self.owners.get(_noun(mention))
        return owner if owner is not None and (mention.is_definite or mention.start < owner.start) else None

    def _author(self, mention: Mention) -> Source | None:
        """Its own owner, the author of the one cited before, or the one who spoke last."""
        cited, owner = self._cited(mention), mention.owner
        if owner is None and mention.is_definite and cited is not None and cited[1] is not None:
            return replace(cited[1], mention=None)
        if owner is None and not mention.is_new:
            owner = self._named_elsewhere(mention)
        if owner is not None:
            entity = self.whose(owner)
            return source_of(None, entity) if entity is not None else None
        features = self.documents.get(_noun(mention), frozenset())
        if not mention.is_definite or features.isdisjoint(ISSUED):
            return None
        last = self.memory.last_spoken(mention.start, _may_publish if "publication" in features else _may_issue)
        return source_of(None, last.entity) if last is not None and mention.start - last.at < NEAR else None


def _noun(mention: Mention) -> str:
    """«annual report» is a report."""
    return mention.head.rpartition(" ")[2]


def _may_publish(entity: Person | Body) -> bool:
    """«мақалада» is no article of whoever spoke last."""
    return isinstance(entity, Body) and _may_issue(entity)


def _may_issue(entity: Person | Body) -> bool:
    return isinstance(entity, Person) or entity.type in {"organization", "outlet"}
