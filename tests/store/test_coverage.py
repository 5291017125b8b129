"""What the store covers."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from otkuda.store import Counts, NewsSource, add_source, count, coverage, keep, source_id
from tests.store.made import NOON, saying

if TYPE_CHECKING:
    from otkuda.store import Store

DAY = timedelta(days=1)
LISTING = "https://zarya.example/rss"
SOURCE = NewsSource(source_id(LISTING), "https://zarya.example/", "feed", LISTING, NOON, title="Заря", due=NOON)


def test_empty(store: Store) -> None:
    """An empty store covers nothing."""
    with store.reading() as conn:
        found = coverage(conn)
    assert (found.articles, found.first, found.hosts, found.sources) == (0, None, (), ())


def test_articles_are_counted_once(store: Store) -> None:
    """An article of two versions is one; the hosts with most articles come first."""
    with store.writing() as conn:
        for number, host in enumerate(("zarya", "gulf", "zarya")):
            one = saying("Мост открыт", f"https://{host}.example/{number}")
            keep(conn, None, one, seen=NOON + number * DAY, read_by="rules")
        keep(conn, None, saying("Мост закрыт", "https://gulf.example/1"), seen=NOON + 5 * DAY, read_by="rules")
        found = coverage(conn)
    assert (found.articles, found.host_count) == (3, 2)
    assert found.hosts == (("zarya.example", 2), ("gulf.example", 1))
    assert found.first is not None
    assert found.last is not None
    assert found.first <= found.last


def test_days_out_of_reach(store: Store) -> None:
    """A day on which some polls succeeded is none, nor one without polls."""
    with store.writing() as conn:
        add_source(conn, SOURCE)
        count(conn, SOURCE.id, NOON, Counts(polls=3, failures=3))
        count(conn, SOURCE.id, NOON + DAY, Counts(polls=3, failures=2))
        count(conn, SOURCE.id, NOON + 2 * DAY, Counts(entries=1))
        count(conn, SOURCE.id, NOON + 3 * DAY, Counts(polls=1, failures=1))
        found = coverage(conn)
    assert found.unreached == ((SOURCE, (NOON.date(), (NOON + 3 * DAY).date())),)
