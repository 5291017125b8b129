"""What goes into the store and comes out of it, beside the types of ``otkuda.model``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import datetime

    from otkuda.model import Article, Attribution, Entry, Kind, Page, Span

SourceKind = Literal["site", "feed", "sitemap", "telegram", "page"]
AddressState = Literal["new", "kept", "unreadable", "missing", "refused", "moved", "forgotten"]


@dataclass(frozen=True, slots=True)
class NewsSource:
    """Where news is looked for. ``listing`` is what is polled; ``pace`` and ``interval`` are seconds.

    ``failures`` counts those in a row, ``gone`` says that the publisher has taken the listing away (410).
    """

    id: str
    url: str
    kind: SourceKind
    listing: str
    added: datetime
    title: str | None = None
    home: str | None = None
    language: str | None = None
    zone: str | None = None
    pace: float | None = None
    proxy: str | None = None
    paused: bool = False
    due: datetime | None = None
    interval: float = 900.0
    etag: str | None = None
    last_modified: str | None = None
    last_success: datetime | None = None
    failures: int = 0
    error: str | None = None
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Counts:
    """What happened to a source: polls, those of them that failed, new entries, pages that could not be read."""

    polls: int = 0
    failures: int = 0
    entries: int = 0
    unreadable: int = 0


@dataclass(frozen=True, slots=True)
class Host:
    """What is known of a host: when it may be asked again, its delay in seconds, its robots.txt."""

    host: str
    next_at: datetime | None = None
    delay: float | None = None
    robots: bytes | None = None
    robots_status: int | None = None
    robots_fetched: datetime | None = None


@dataclass(frozen=True, slots=True)
class Address:
    """An article's address that was seen once, and what became of it.

    ``due`` is when to ask it (again), None for never; ``looks`` counts the looks again that are done, ``attempts``
    the failures in a row. ``entry`` is what its source said of it; its ``content`` is kept until the first ``settle``.
    """

    id: str
    url: str
    source_id: str | None
    entry: Entry | None
    state: AddressState
    found: datetime
    due: datetime | None
    looks: int = 0
    attempts: int = 0
    reason: str | None = None
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of an article that was kept: the number of the version it is, and whether that is a new one."""

    article_id: str
    version_id: str
    number: int
    is_new: bool


@dataclass(frozen=True, slots=True)
class Version:
    """What a page said from ``seen`` to ``last_seen``, numbered from 1 by time.

    A text that came back after another stood in its place is a version of its own, with the same ``id``.
    """

    id: str
    article_id: str
    number: int
    seen: datetime
    last_seen: datetime
    read_by: str
    article: Article


@dataclass(frozen=True, slots=True)
class StoredPage:
    """A page as it was fetched, the SHA-256 of its bytes, and the version that was read from it."""

    article_id: str
    version_id: str
    sha256: str
    page: Page


@dataclass(frozen=True, slots=True)
class Missing:
    """An article whose page is gone: since when, and how that was seen. Its text is kept."""

    when: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Tombstone:
    """An article that was removed on demand."""

    article_id: str
    url: str
    forgotten: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Reread:
    """What changed when a version was read again: its text, the attributions that came and those that went."""

    version_id: str
    text_changed: bool
    added: tuple[Attribution, ...]
    removed: tuple[Attribution, ...]


@dataclass(frozen=True, slots=True)
class Health:
    """How a source does, over the last 14 days (or since it was added, where that is less).

    ``usual`` is the middle interval between two entries and ``longest`` the longest, in seconds (None for fewer than
    three entries); ``silence`` is how long the last one is ago.
    """

    source: NewsSource
    articles_a_day: float
    counts: Counts
    usual: float | None
    longest: float | None
    silence: float | None


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched for. ``words`` is what a user types (``otkuda.store.query`` has the syntax).

    ``speaker`` is a name in any case, or a part of it; ``outlet`` a name or a host. ``since`` and ``until`` (not
    included) go by when an article was published, else first seen. ``cursor`` is that of the page before.
    """

    words: str = ""
    speaker: str | None = None
    outlet: str | None = None
    kind: Kind | None = None
    since: datetime | None = None
    until: datetime | None = None
    language: str | None = None
    newest_first: bool = False
    all_versions: bool = False
    limit: int = 20
    cursor: str | None = None


@dataclass(frozen=True, slots=True)
class Snippet:
    """A part of a text, and where the words that were looked for stand in it; whether text was left out at its ends."""

    text: str
    marks: tuple[Span, ...]
    cut_before: bool
    cut_after: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that was found, or an attribution in it; ``article`` is as it was extracted, nothing read in it."""

    article_id: str
    version_id: str
    article: Article
    dated: datetime
    snippet: Snippet
    score: float
    attribution_id: str | None = None
    attribution: Attribution | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """One page of hits, and the cursor of the next; None where there is none."""

    hits: tuple[Hit, ...]
    cursor: str | None
