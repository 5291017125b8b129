"""All that a query asks for, the same in both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from otkuda import store as kept
from otkuda.model import Article, Attribution, Page, Source, Span
from otkuda.store import Query
from otkuda.store import everything as module
from otkuda.store.everything import (
    Readable,
    every_article,
    every_attribution,
    how_many,
    how_many_readable,
    is_kept,
    readable_after,
)

if TYPE_CHECKING:
    from otkuda.store import Store

DAY = datetime(2026, 3, 11, 5, tzinfo=UTC)


def article(number: int, words: str = "Мост откроют в мае") -> Article:
    """Return an article of its own day, with two attributions."""
    people = (Source(None, "Анна Рогова", "person"), Source(None, "Глеб Одинцов", "person"))
    said = tuple(Attribution((Span(0, 4),), None, (one,), "direct", "tail", 0.9) for one in people)
    url = f"https://zarya.example/{number}"
    return Article(
        words, outlet="Заря", published=DAY + timedelta(days=number), language="ru", url=url, attributions=said
    )


@pytest.fixture
def full(store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A store of five articles, the third with two versions, which are read two at a time."""
    monkeypatch.setattr(module, "BATCH", 2)
    with store.writing() as conn:
        for number in (3, 1, 5, 2, 4):
            one = article(number)
            page = Page(one.url or "", b"<p>", None, None, fetched=DAY)
            kept.keep(conn, page, one, seen=DAY, read_by="r")
        later = article(3, "Мост откроют в июне")
        kept.keep(conn, None, later, seen=DAY + timedelta(hours=1), read_by="r")
        kept.mark_missing(conn, "https://zarya.example/5", DAY + timedelta(hours=2), "404")
    return store


def test_articles(full: Store) -> None:
    """The oldest first, each as it is kept, with its times and whether it is missing."""
    with full.reading() as conn:
        found = list(every_article(conn, Query()))
        assert how_many(conn, Query(), of_attributions=False) == 5
        for one in found:
            assert one.version == kept.latest(conn, one.version.article.url or "")
    assert [one.version.article.published for one in found] == [DAY + timedelta(days=number) for number in range(1, 6)]
    assert [len(one.times) for one in found] == [1, 1, 2, 1, 1]
    assert [bool(one.missing) for one in found] == [False, False, False, False, True]


def test_all_versions(full: Store) -> None:
    """Earlier versions too; a text that came back stands twice."""
    query = Query(all_versions=True)
    with full.writing() as conn:
        kept.keep(conn, None, article(3), seen=DAY + timedelta(hours=3), read_by="r")
    with full.reading() as conn:
        found = [(one.version.article.url, one.version.number) for one in every_article(conn, query)]
        assert how_many(conn, query, of_attributions=False) == 6
    assert sorted(number for url, number in found if url == "https://zarya.example/3") == [1, 2, 3]
    assert len(found) == 7


def test_attributions(full: Store) -> None:
    """Those that were asked for, and no others, of the same version in one item."""
    with full.reading() as conn:
        assert [one.positions for one in every_attribution(conn, Query())] == [(0, 1)] * 5
        assert [one.positions for one in every_attribution(conn, Query(speaker="Одинцов"))] == [(1,)] * 5
        since = Query(since=DAY + timedelta(days=4), outlet="заря", kind="direct")
        assert how_many(conn, since, of_attributions=True) == len(list(every_attribution(conn, since))) == 2
        assert not list(every_attribution(conn, Query(kind="mixed")))
        assert len(list(every_article(conn, Query("июнь")))) == 1


def test_readable(full: Store) -> None:
    """Every version once, in order, with its page where it has one; only what was seen since then."""
    with full.reading() as conn:
        found: list[Readable] = []
        while batch := readable_after(conn, found[-1].version_id if found else "", None, 2):
            found += batch
        assert len(found) == how_many_readable(conn, "", None) == 6
        assert [one.page is None for one in found].count(True) == 1
        late = readable_after(conn, "", DAY + timedelta(minutes=1), 10)
        assert [one.article.text for one in late] == ["Мост откроют в июне"]
        assert how_many_readable(conn, late[0].version_id, DAY + timedelta(minutes=1)) == 0
        assert is_kept(conn, late[0].version_id)
        assert not is_kept(conn, "0")


def test_one_state(full: Store) -> None:
    """What is kept meanwhile is not in it, and does not stop it."""
    with full.reading() as conn:
        found = every_article(conn, Query())
        next(found)
        with full.writing() as other:
            kept.keep(other, None, replace(article(6), text="x"), seen=DAY, read_by="r")
        assert len(list(found)) == 4
