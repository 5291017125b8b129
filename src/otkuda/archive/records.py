"""What the archive answers: one type for each thing, by which the API writes and describes it.

Times are instants with their zone. What is None is not known. A statement, an article, a decision and what a check
found have the form that the command line writes, too; those types stand in ``otkuda.export``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Generic, TypeVar

import msgspec

from otkuda.collect.changes import Change
from otkuda.export.checked_record import CheckedRecord
from otkuda.export.record import AttributionRecord, Record
from otkuda.export.statement_record import AppearanceRecord, OriginRecord
from otkuda.export.story_record import ArticleRecord
from otkuda.model import OriginKind, SourceType, Span

T = TypeVar("T")
When = Annotated[datetime, msgspec.Meta(tz=True)]


@dataclass(frozen=True, slots=True)
class Listed(Generic[T]):
    """A page of a list, and the cursor of the next one; None where there is none."""

    items: tuple[T, ...]
    cursor: str | None = None


class Difference(msgspec.Struct, frozen=True):
    """What differs: as the words at the origin have it, and as another appearance has it; either may be empty."""

    what: str
    original: str
    appearance: str


class StatementLine(msgspec.Struct, frozen=True, kw_only=True):
    """A statement in short.

    ``entity`` is the id of the speaker, ``story`` that of its story, ``headline`` that story's. ``first_hand`` counts
    the outlets that heard the words themselves or are where they were first said, ``independent`` those that copy them
    from nobody; ``changes`` are a few of what differs. ``since`` and ``active`` are when the first and the last article
    was published, ``first_seen`` and ``last_seen`` when it came into the archive.
    """

    id: str
    speaker: str | None
    speaker_type: SourceType | None
    role: str | None
    organization: str | None
    entity: str | None
    text: str
    language: str
    story: str | None
    headline: str | None
    articles: int
    outlets: int
    first_hand: int
    independent: int
    differing: int
    languages: tuple[str, ...]
    kinds: tuple[str, ...]
    changes: tuple[Difference, ...]
    has_primary: bool
    first_outlet: str | None
    first_url: str | None
    first_at: When
    since: When
    active: When
    first_seen: When
    last_seen: When
    is_read: bool
    is_starred: bool


class StatementShown(StatementLine, frozen=True, kw_only=True):
    """A statement: where it was first said, and the first of its appearances, each with where its words are from.

    ``origin`` is the page of the archive where the words were first said; ``origin_named`` is what the texts name as
    their source where there is none. ``next`` leads to further appearances.
    """

    origin_kind: OriginKind
    origin_named: str | None
    origin: OriginRecord | None
    appearances: tuple[AppearanceRecord, ...]
    next: str | None = None


class StoryLine(msgspec.Struct, frozen=True, kw_only=True):
    """A story in short. ``statements`` are those that most outlets tell by themselves."""

    id: str
    headline: str | None
    articles: int
    outlets: int
    wordings: int
    languages: tuple[str, ...]
    since: When
    active: When
    first_seen: When
    last_seen: When
    statements: tuple[StatementLine, ...]
    is_read: bool
    is_starred: bool


class StoryShown(msgspec.Struct, frozen=True, kw_only=True):
    """A story with the first of its articles, the earliest first; ``next`` leads to further ones.

    Its statements are those of ``/statements?story=…``.
    """

    id: str
    headline: str | None
    since: When | None
    until: When | None
    count: int
    is_read: bool
    is_starred: bool
    articles: tuple[ArticleRecord, ...]
    next: str | None = None


class ArticleLine(msgspec.Struct, frozen=True, kw_only=True):
    """An article in short. ``published`` is as its page states it; ``dated`` that, else when it was first seen."""

    id: str
    version_id: str
    url: str | None
    headline: str | None
    outlet: str | None
    authors: tuple[str, ...]
    published: str | None
    language: str | None
    dated: When


class VersionLine(msgspec.Struct, frozen=True):
    """A version of an article: its number, its id, and when the page said so first and last."""

    number: int
    id: str
    seen: When
    last_seen: When


class Standing(msgspec.Struct, frozen=True):
    """Where a statement appears in an article; in how many articles in all, in how many in these words."""

    statement: str
    spans: tuple[Span, ...]
    articles: int
    alike: int


class Gone(msgspec.Struct, frozen=True):
    """Since when the page of an article is gone, and how that was seen."""

    when: When
    why: str


class ArticleShown(msgspec.Struct, frozen=True, kw_only=True):
    """An article in one of its versions, as people corrected it.

    ``article`` has the form of ``otkuda read --json``; ``statements`` says which statements its words are of, and
    ``stories`` to which stories it belongs.
    """

    id: str
    version: int
    version_id: str
    read_by: str
    seen: When
    last_seen: When
    versions: tuple[VersionLine, ...]
    missing: Gone | None
    stories: tuple[str, ...]
    statements: tuple[Standing, ...]
    article: Record


class SpeakerLine(msgspec.Struct, frozen=True, kw_only=True):
    """A speaker in short: role and organization as most articles say them. ``is_open``: it may be another as well."""

    id: str
    name: str
    type: str
    role: str | None
    organization: str | None
    mentions: int
    last: When | None
    is_open: bool


class NameLine(msgspec.Struct, frozen=True):
    """A name in a language, and how many articles have it."""

    language: str
    name: str
    mentions: int


class RoleLine(msgspec.Struct, frozen=True):
    """What somebody is said to be, and between which articles."""

    role: str | None
    organization: str | None
    first: When | None
    last: When | None


class Quoting(msgspec.Struct, frozen=True):
    """An outlet, and how many of its articles name somebody."""

    host: str | None
    outlet: str | None
    articles: int


class Topic(msgspec.Struct, frozen=True):
    """A story, and how many statements of somebody are in it."""

    story: str
    headline: str | None
    statements: int


class SpeakerShown(SpeakerLine, frozen=True, kw_only=True):
    """A speaker: all names and roles, whom it may be as well, who quotes it, on what it speaks.

    The statements are those of ``/statements?entity=…``.
    """

    names: tuple[NameLine, ...]
    roles: tuple[RoleLine, ...]
    wikidata: tuple[str, ...]
    may_be: tuple[SpeakerLine, ...]
    quoted_by: tuple[Quoting, ...]
    topics: tuple[Topic, ...]


class Reworded(msgspec.Struct, frozen=True):
    """A run of words that both versions have, or one of them alone."""

    change: Change
    text: str


class ChangesShown(msgspec.Struct, frozen=True, kw_only=True):
    """What changed from one version of an article to the next: the words in order, and who is quoted otherwise.

    ``is_cut``: only the beginnings of long texts were compared.
    """

    id: str
    before: VersionLine
    after: VersionLine
    pieces: tuple[Reworded, ...]
    lost: tuple[AttributionRecord, ...]
    gained: tuple[AttributionRecord, ...]
    is_cut: bool


class SnippetRecord(msgspec.Struct, frozen=True):
    """A part of a text, and where the words that were looked for stand in it; whether text was left out at its ends."""

    text: str
    marks: tuple[Span, ...]
    cut_before: bool
    cut_after: bool


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """What was found: words that were said (``attribution``, with their statement and speaker), or an article."""

    article_id: str
    version_id: str
    url: str | None
    headline: str | None
    outlet: str | None
    published: str | None
    language: str | None
    dated: When
    score: float
    snippet: SnippetRecord
    attribution: AttributionRecord | None
    statement: str | None
    entity: str | None


class CheckShown(msgspec.Struct, frozen=True, kw_only=True):
    """What each quotation of a draft is, in its order, and how many articles were searched."""

    url: str | None
    headline: str | None
    language: str | None
    articles: int
    checked: tuple[CheckedRecord, ...]
