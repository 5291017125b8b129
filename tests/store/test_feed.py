"""The feed: what is shown of a statement, by what it is chosen, in which order, page by page."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from otkuda.collect.grouping import group_new
from otkuda.entities.judging import Judge
from otkuda.errors import InputError
from otkuda.store import Observation, forget, keep_all
from otkuda.store.feed import feed
from otkuda.store.feed_records import Filter
from tests.cli.outlets import CHANGED, COPY, ORIGIN, articles
from tests.store.made import HOUR, NOON, said

if TYPE_CHECKING:
    from otkuda.model import Article
    from otkuda.store import Store
    from otkuda.store.feed_records import Item

LATE = NOON + timedelta(days=40)


def keep(store: Store, *told: Article, seen: int = 0) -> None:
    """Keep articles and group them."""
    with store.writing() as conn:
        keep_all(conn, [Observation(None, one, LATE + seen * HOUR, "1") for one in told])
    list(group_new(store, Judge()))


def shown(store: Store, wanted: Filter | None = None, limit: int = 30) -> list[Item]:
    """All pages of a feed."""
    found: list[Item] = []
    after: str | None = None
    with store.reading() as conn:
        while True:
            page = feed(conn, wanted or Filter(), after=after, limit=limit)
            found += page.items
            after = page.cursor
            if after is None:
                return found


def texts(found: list[Item]) -> list[str]:
    """Their words."""
    return [one.text for one in found]


def many(count: int) -> list[Article]:
    """Articles that have nothing in common, one a speaker."""
    names = ("Ерлан Сапаров", "Анна Рогова", "Болат Ахметов", "Нина Лугова", "Марат Оспанов")
    words = ("мост закроют", "хлеб подорожал", "школу открыли", "дождь кончился", "поезд опоздал")
    return [said(words[one], names[one], f"https://zarya.example/{one}") for one in range(count)]


def test_one_statement_of_several_outlets(store: Store) -> None:
    """A statement is one item, with its outlets counted and what differs told."""
    keep(store, *articles())
    (one,) = shown(store)
    summary = one.summary
    assert (summary.articles, summary.outlets, summary.differing) == (3, 3, 1)
    assert summary.languages == ("ru",)
    assert summary.first_url in {ORIGIN, COPY, CHANGED}
    assert summary.changes
    assert one.speaker
    assert one.speaker.role


def test_pages_go_on_where_the_last_ended(store: Store) -> None:
    """Page by page the same comes as at once, and what arrives meanwhile shifts nothing."""
    for number, one in enumerate(many(4)):
        keep(store, one, seen=number)
    whole = shown(store)
    assert texts(whole) == [one.text for one in reversed(many(4))]
    assert shown(store, limit=1) == whole
    with store.reading() as conn:
        page = feed(conn, Filter(), limit=2)
    keep(store, many(5)[4], seen=9)
    with store.reading() as conn:
        assert feed(conn, Filter(), after=page.cursor).items == tuple(whole[2:])


def test_a_strange_cursor_is_refused(store: Store) -> None:
    """One line says what to do."""
    with store.reading() as conn, pytest.raises(InputError, match="leave it out"):
        feed(conn, Filter(), after="1 OR 1")


def test_what_is_forgotten_is_shown_no_more(store: Store) -> None:
    """The words leave the feed with the article, before statements are made again."""
    keep(store, *many(2))
    with store.writing() as conn:
        forget(conn, "https://zarya.example/0", LATE, "asked for")
    assert texts(shown(store)) == [many(2)[1].text]
