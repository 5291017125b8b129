"""What the archive answers of watchlists: what is watched, where it is told, what was told."""

from __future__ import annotations

import msgspec

from otkuda.archive.records import When
from otkuda.store.watching_records import Channel, MessageState, NewsKind


class WatchlistShown(msgspec.Struct, frozen=True, kw_only=True):
    """What is watched: which ``kinds`` of news since when, how often it was told (``told``), and when last.

    ``tongue`` is the language of the messages; ``quiet``, ``digest`` and ``zone`` are when they go out.
    """

    id: str
    name: str
    made: When
    by: str | None
    since: When
    words: str
    speaker: str | None
    entity: str | None
    outlet: str | None
    kinds: tuple[NewsKind, ...]
    tongue: str
    quiet: str | None
    digest: str | None
    zone: str
    paused: bool
    told: int
    last: When | None


class TargetShown(msgspec.Struct, frozen=True):
    """Where a watchlist tells; ``secret`` is what a webhook is signed with."""

    channel: Channel
    address: str
    secret: str | None


class WatchlistKept(WatchlistShown, frozen=True, kw_only=True):
    """A watchlist with where it tells, for those who may change it."""

    targets: tuple[TargetShown, ...]


class AlertShown(msgspec.Struct, frozen=True, kw_only=True):
    """What a watchlist told, as it was then.

    ``statement`` is its id; ``outlet``, ``url`` and ``published`` are those of the origin, or of the article that the
    news is about; ``what`` differs, with the words ``before`` and ``after``.
    """

    id: str
    kind: NewsKind
    statement: str
    made: When
    speaker: str | None
    role: str | None
    text: str
    language: str
    outlet: str | None
    url: str | None
    published: When | None
    outlets: int
    what: str | None
    before: str | None
    after: str | None


class MessageShown(msgspec.Struct, frozen=True, kw_only=True):
    """A message: where it goes, the ids of the alerts that it tells, how often it was tried, and what came of that.

    ``due`` is when it goes out, ``error`` why it was not taken when it was tried last.
    """

    id: str
    channel: Channel
    address: str
    state: MessageState
    made: When
    due: When | None
    sent: When | None
    attempts: int
    error: str | None
    alerts: tuple[str, ...]
