"""What goes into the resolving of entities and what comes out of it: frozen records."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from datetime import datetime

EntityType = Literal["person", "organization", "outlet"]
DIGEST = 8  # bytes of an id


@dataclass(frozen=True, slots=True)
class Mention:
    """One person, organization or outlet as one article names it.

    ``name`` is the fullest name in the article, in the nominative; for an outlet it may be its host. ``role`` and
    ``organization`` are what the article says beside it (of the article's own outlet: the host on which it stands),
    ``gender`` is "masc", "femn" or "" for not said. ``others`` are the other names in the article.
    """

    article: str
    date: datetime | None
    language: str
    name: str
    type: EntityType = "person"
    role: str | None = None
    organization: str | None = None
    gender: str = ""
    others: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The hash of what tells this mention from any other: where it is and how it is named there.

        >>> Mention("a1", None, "ru", "Ерлан Тасов").id != Mention("a2", None, "ru", "Ерлан Тасов").id
        True
        """
        said = (self.name, self.role or "", self.organization or "", self.gender)
        return digest(self.article, self.type, self.language, *said)


class Decision(NamedTuple):
    """A person's word on two mentions, by their ids: one and the same, or not.

    Where they are not the same, it is ``one`` that leaves: what was joined to both stays with ``other``.
    """

    one: str
    other: str
    is_same: bool


class Held(NamedTuple):
    """What somebody is said to be, and when first and last (None: in articles without a date)."""

    role: str | None
    organization: str | None
    first: datetime | None
    last: datetime | None


@dataclass(frozen=True, slots=True)
class Entity:
    """One person, organization or outlet over many articles.

    ``id`` is the hash of its earliest mention. ``name`` is its fullest name in the language that has most mentions of
    it, ``names`` all its names with their languages. ``may_be`` are ids of entities that it may be as well, where what
    the articles say does not decide: it is shown as open.
    """

    id: str
    type: EntityType
    name: str
    names: tuple[tuple[str, str], ...]
    gender: str
    roles: tuple[Held, ...]
    mentions: tuple[str, ...]
    may_be: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Is it undecided whether this is another entity?"""
        return bool(self.may_be)


def digest(*fields: str) -> str:
    """Return the hash of key fields.

    >>> digest("a", "b") == digest("a", "b") != digest("ab", "")
    True
    """
    return blake2b("\x1f".join(fields).encode("utf-8", "surrogatepass"), digest_size=DIGEST).hexdigest()
