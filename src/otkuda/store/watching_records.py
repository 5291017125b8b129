"""What people watch, what they are told of it, and what is sent to them: the records as they are kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from otkuda.store.feed_records import Filter

if TYPE_CHECKING:
    from datetime import datetime

    from otkuda.errors import DeliveryReason

NewsKind = Literal["new", "differing", "edited", "deleted", "origin"]
Channel = Literal["email", "webhook", "telegram"]
MessageState = Literal["waiting", "sent", "failed"]


@dataclass(frozen=True, slots=True)
class Watchlist:
    """What is watched: a speaker (by name, or ``entity`` by id), words, an outlet, and which ``kinds`` are news.

    Only what came after ``since`` is news. Messages are in the language ``tongue``; ``quiet`` is when none goes out
    («22:00-07:00»), ``digest`` when they go out together («hourly», or a time of day), both by the clock of ``zone``.
    """

    id: str
    name: str
    made: datetime
    since: datetime
    words: str = ""
    speaker: str | None = None
    entity: str | None = None
    outlet: str | None = None
    kinds: tuple[NewsKind, ...] = ("new",)
    tongue: str = "ru"
    quiet: str | None = None
    digest: str | None = None
    zone: str = "UTC"
    made_by: str | None = None
    paused: bool = False

    @property
    def filter(self) -> Filter:
        """What the feed shows of it."""
        return Filter(words=self.words, speaker=self.speaker, entity=self.entity, outlet=self.outlet)


@dataclass(frozen=True, slots=True)
class Target:
    """Where the alerts of a watchlist go; ``secret`` is what a webhook is signed with."""

    id: str
    watch_id: str
    channel: Channel
    address: str
    secret: str | None = None
    removed: datetime | None = None


@dataclass(frozen=True, slots=True)
class Alert:
    """What a watchlist tells, as it was when it was told.

    ``outlet``, ``url`` and ``published`` are those of the origin, or of the article that the news is about; ``what``
    differs, with the words ``before`` and ``after``.
    """

    id: str
    watch_id: str
    kind: NewsKind
    statement_id: str
    made: datetime
    speaker: str | None
    role: str | None
    text: str
    language: str
    outlet: str | None
    url: str | None
    published: datetime | None
    outlets: int
    what: str | None = None
    before: str | None = None
    after: str | None = None
    version_id: str | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """Alerts that go to one target together. The id stays over all attempts, so that a receiver knows it again.

    ``error``, ``reason`` and ``said`` are those of the last attempt, where it was not taken.
    """

    id: str
    target_id: str
    made: datetime
    due: datetime | None
    state: MessageState = "waiting"
    attempts: int = 0
    sent: datetime | None = None
    error: str | None = None
    reason: DeliveryReason | None = None
    said: str | None = None


class Known(NamedTuple):
    """What a watchlist knows of a statement: under which ids it met it, and what of it is no news any more."""

    subjects: frozenset[str]
    news: frozenset[str]
