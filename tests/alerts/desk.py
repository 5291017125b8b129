"""A desk that watches: articles arrive at a clock that is moved, and what is told is counted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from otkuda.alerts.making import Wish, keep_wish
from otkuda.alerts.noticing import notice
from otkuda.collect.entities import resolve
from otkuda.collect.grouping import Grouper
from otkuda.entities.judging import Judge
from otkuda.model import Article, Attribution, Source, Span
from otkuda.store import Observation, keep_all

if TYPE_CHECKING:
    from collections.abc import Iterable

    from otkuda.store import Store
    from otkuda.store.watching_records import Alert, Watchlist

NOON = datetime(2026, 3, 11, 12, tzinfo=UTC)
NONE = timedelta(0)
WORDS = "Мост через Ишим мы откроем не раньше 20 мая: осталось уложить 400 метров асфальта и проверить опоры"
NAME = "Глеб Одинцов"


def said(words: str, url: str, *, name: str = NAME, sure: float = 0.99, before: str = "") -> Article:
    """Return an article in which somebody says something."""
    text = f"{before}«{words}», — сказал {name}."
    start, named = len(before) + 1, text.index(name)
    source = Source(Span(named, named + len(name)), name, "person")
    cue = Span(text.index("сказал"), text.index("сказал") + 6)
    one = Attribution((Span(start, start + len(words)),), cue, (source,), "direct", "quote_then_cue", sure)
    return Article(text, language="ru", url=url, outlet=url.split("/")[2], attributions=(one,))


@dataclass
class Desk:
    """A store, its grouping and its clock."""

    store: Store
    now: datetime = NOON

    def __post_init__(self) -> None:
        self._grouper = Grouper(self.store, Judge())

    def watch(self, **wish: object) -> Watchlist:
        """Watch for something; the speaker of this file where nothing is named."""
        wanted = Wish(**({"speaker": "Одинцов"} | wish))  # type: ignore[arg-type]
        with self.store.writing() as conn:
            return keep_wish(conn, wanted, self.now)

    def arrive(self, *articles: Article, ago: timedelta = NONE) -> None:
        """Let articles come, published so long ago, and be grouped."""
        self.now += timedelta(minutes=1)
        published = self.now - ago
        with self.store.writing() as conn:
            keep_all(
                conn,
                [Observation(None, replace(one, published=published), self.now, "test") for one in articles],
            )
            resolve(conn)
        while self._grouper.some():
            pass

    def told(self, *articles: Article, ago: timedelta = NONE) -> list[Alert]:
        """Return what is told when articles come."""
        self.arrive(*articles, ago=ago)
        return notice(self.store, self.now, NONE)


def kinds(alerts: Iterable[Alert]) -> list[str]:
    """Return the kinds of alerts."""
    return [one.kind for one in alerts]
