"""What the archive answers of outlets and sources, and of the collector that asks them."""

from __future__ import annotations

import msgspec

from otkuda.archive.records import When
from otkuda.collect.pulse import Condition


class OutletLine(msgspec.Struct, frozen=True):
    """An outlet with the number of its articles."""

    name: str
    articles: int


class GroundCounts(msgspec.Struct, frozen=True):
    """How many words were carried by what shows from where they are."""

    linked: int
    named: int
    inferred: int


class CarriedLine(msgspec.Struct, frozen=True):
    """From which outlet words were carried, and what shows it; ``name`` is None where no page tells it."""

    name: str | None
    grounds: GroundCounts


class Quoted(msgspec.Struct, frozen=True):
    """Whom an outlet quotes, and in how many of its articles."""

    id: str
    name: str
    type: str
    articles: int


class OutletShown(msgspec.Struct, frozen=True, kw_only=True):
    """What the last articles of an outlet show: whom it quotes, from whom its words are, how much is its own."""

    name: str | None
    host: str | None
    articles: int
    counted: int
    quotes: tuple[Quoted, ...]
    carries: tuple[CarriedLine, ...]
    grounds: GroundCounts
    own: int


class SourceShown(msgspec.Struct, frozen=True, kw_only=True):
    """A source, and how it did over the last 14 days.

    ``usual``, ``longest`` and ``silence`` are seconds: the middle and the longest interval between two entries, and how
    long the last one is ago. ``days`` is for how many days it is silent. ``pace`` is how many seconds lie between two
    requests, ``zone`` by whose clock its times are; None where nobody said so.
    """

    id: str
    url: str
    kind: str
    listing: str
    title: str | None
    language: str | None
    added: When
    state: str
    days: int
    pace: float | None
    zone: str | None
    due: When | None
    last_success: When | None
    error: str | None
    failures: int
    articles_a_day: float
    polls: int
    failed: int
    entries: int
    unreadable: int
    usual: float | None
    longest: float | None
    silence: float | None


class CollectorShown(msgspec.Struct, frozen=True, kw_only=True):
    """The collector at work, as it said last (``beat``).

    ``waiting`` addresses are to be asked, ``asking`` are being asked; ``counts`` are what came of asking since it was
    ``started``. ``to_group`` articles wait to be grouped; ``due`` is when the next source is.
    """

    condition: Condition
    started: When | None
    beat: When | None
    ended: When | None
    waiting: int
    asking: tuple[str, ...]
    counts: dict[str, int]
    to_group: int
    sources: int
    failing: int
    due: When | None


class DayLine(msgspec.Struct, frozen=True):
    """What came of asking a source on a day (in UTC): how often, what failed, new entries, pages nobody could read."""

    day: str
    polls: int
    failed: int
    entries: int
    unreadable: int
