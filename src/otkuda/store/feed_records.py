"""What the pages ask of the store and get from it: summaries, filters, the items of a feed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from math import log2
from typing import TYPE_CHECKING, NamedTuple

from otkuda.model import Source

if TYPE_CHECKING:
    from datetime import datetime

    from otkuda.model import Kind, SourceType


# What many tell is not new for ever: twice as many outlets stand for half a day. A sum of both needs no clock, so that
# it can be written down, and the order of a page stays as it was.
DOUBLED = timedelta(hours=12)


def weight_of(since: datetime, many: int) -> datetime:
    """Return how much something weighs that so many outlets told by themselves: a moment, the later the more."""
    return since + DOUBLED * log2(1 + many)


class Differing(NamedTuple):
    """What differs: as the words at the origin have it, and as another appearance has it; either may be empty."""

    what: str
    original: str
    appearance: str


@dataclass(frozen=True, slots=True)
class Summary:
    """A statement in short.

    ``first_hand`` counts the outlets that heard the words themselves or are where they were first said, ``independent``
    those that copy them from nobody or tell them in other words, ``differing`` the articles in which they are altered;
    ``changes`` are a few of what differs. ``kinds`` has «own» where an outlet prints the words as its own text.
    ``first_outlet``, ``first_url`` and ``first_at`` are those of the origin, or of the earliest article where there is
    none. ``since`` and ``active`` are when the first and the last article was published, or seen where that is earlier
    or all that is known; ``first_seen`` and ``last_seen`` when it came into the archive. ``weight`` is a moment, too:
    ``since``, and later the more outlets are first-hand and independent.
    """

    statement_id: str
    speaker_type: SourceType | None
    role: str | None
    organization: str | None
    articles: int
    outlets: int
    first_hand: int
    independent: int
    differing: int
    languages: tuple[str, ...]
    kinds: tuple[str, ...]
    changes: tuple[Differing, ...]
    has_primary: bool
    first_outlet: str | None
    first_url: str | None
    first_at: datetime
    since: datetime
    active: datetime
    first_seen: datetime
    last_seen: datetime
    weight: datetime


class Summed(NamedTuple):
    """What is written beside a statement: it in short, the names and hosts of its outlets, what it speaks of.

    ``own`` is what is said, ``around`` what its article tells around it, as ``otkuda.statements.matter`` numbers it.
    """

    summary: Summary
    outlets: frozenset[str]
    own: frozenset[int]
    around: frozenset[int]


@dataclass(frozen=True, slots=True)
class StorySummary:
    """A story in short. ``wordings`` counts its articles that say not just the same; the rest as of a statement."""

    story_id: str
    articles: int
    outlets: int
    wordings: int
    languages: tuple[str, ...]
    since: datetime
    active: datetime
    first_seen: datetime
    last_seen: datetime
    weight: datetime


@dataclass(frozen=True, slots=True)
class Filter:
    """Which statements, or which stories: those with such a statement.

    ``words`` is what a user types (``otkuda.store.query`` has the syntax). ``entity`` is the id of who speaks,
    ``speaker`` a name in any case, or a part of it; ``outlet`` a name or a host. ``since`` and ``until`` (not
    included) go by when the last article was published, ``came`` by when it came into the archive. ``kind`` may be
    «own». ``numbers`` are statements that were found before (``found_once``), ``story`` is the id of a story in whose
    articles statements are. Read and starred is what ``reader`` read and starred. The order is the newest activity
    first, or by weight.
    """

    words: str = ""
    entity: str | None = None
    numbers: tuple[int, ...] | None = None
    speaker: str | None = None
    outlet: str | None = None
    language: str | None = None
    kind: Kind | str | None = None
    since: datetime | None = None
    until: datetime | None = None
    came: datetime | None = None
    is_differing: bool = False
    has_primary: bool = False
    is_of_several: bool = False
    is_unread: bool = False
    is_starred: bool = False
    by_weight: bool = False
    reader: str = ""
    story: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A statement as a feed shows it. ``entity`` is the id of its speaker, ``story`` that of its story, if any."""

    id: str
    name: str | None
    text: str
    language: str
    summary: Summary
    entity: str | None = None
    story: str | None = None
    headline: str | None = None
    is_read: bool = False
    is_starred: bool = False

    @property
    def speaker(self) -> Source | None:
        """The speaker with the role that most articles give it; None where nobody is named."""
        one = self.summary
        if self.name is None:
            return None
        return Source(None, self.name, one.speaker_type or "person", one.role, one.organization)


@dataclass(frozen=True, slots=True)
class StoryItem:
    """A story as a feed shows it. ``statements`` are those that most outlets tell by themselves."""

    id: str
    headline: str | None
    summary: StorySummary
    statements: tuple[Item, ...] = ()
    is_read: bool = False
    is_starred: bool = False


class StoryFeed(NamedTuple):
    """One page of a feed of stories, and the cursor of the next; None where there is none."""

    items: tuple[StoryItem, ...]
    cursor: str | None


class Feed(NamedTuple):
    """One page of a feed, and the cursor of the next; None where there is none."""

    items: tuple[Item, ...]
    cursor: str | None
