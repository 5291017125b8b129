"""What is kept of entities: mentions, profiles, entities, and what a person decided on them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from datetime import datetime

JudgementKind = Literal["merge", "split", "alias"]


class Named(NamedTuple):
    """Somebody whom an article names: a link of a chain, or (``attribution_id`` None) the outlet of the article."""

    article_id: str
    version_id: str
    attribution_id: str | None
    position: int
    type: str
    name: str
    role: str | None
    organization: str | None
    language: str | None
    dated: datetime
    host: str | None = None


@dataclass(frozen=True, slots=True)
class StoredMention:
    """Somebody as one article names them; ``profile`` is the key of all mentions that say the same.

    ``dated`` is when the article was published, else first seen; None where a person gave the name.
    """

    id: str
    article_id: str
    profile: str
    type: str
    language: str
    name: str
    role: str | None
    organization: str | None
    dated: datetime | None


class StoredSpan(NamedTuple):
    """A role, where it is held, and between which articles that was said."""

    role: str | None
    organization: str | None
    first: datetime | None
    last: datetime | None


@dataclass(frozen=True, slots=True)
class StoredProfile:
    """All mentions that say the same of one name. ``own`` is the id of one that a person decided on, else ""."""

    key: str
    own: str
    type: str
    language: str
    name: str
    role: str | None
    organization: str | None
    mentions: int
    earliest: str
    earliest_dated: datetime | None
    spans: tuple[StoredSpan, ...]
    others: tuple[str, ...]
    entity_id: str = ""
    is_apart: bool = False


@dataclass(frozen=True, slots=True)
class StoredEntity:
    """One person, organization or outlet over all articles.

    ``words`` are its names in small letters, by which it is found. ``is_apart``: mentions of an open name; each is an
    entity by itself, as they may be several.
    """

    id: str
    type: str
    name: str
    gender: str
    mentions: int
    words: str
    is_open: bool
    is_apart: bool = False


class Anchor(NamedTuple):
    """Where a judgement holds fast: whom an article names, in which words. ``url`` is for a person's eye."""

    article_id: str
    url: str | None
    type: str
    language: str
    name: str
    role: str | None = None
    organization: str | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person decided of some that are named.

    ``merge``: they are one. ``split``: the others are not the first, and leave it. ``alias``: the names are those of
    one, whose Wikidata id is ``wikidata``; no article says them, so the judgement itself stands in its place.
    """

    id: str
    kind: JudgementKind
    made: datetime
    who: str | None
    said: tuple[Anchor, ...]
    wikidata: str | None = None


class Fit(NamedTuple):
    """Where one of those that a judgement is about stands now: a mention, or None where its words are gone."""

    judgement_id: str
    position: int
    article_id: str
    mention_id: str | None
