"""The feed: what is shown of a statement, by what it is chosen, in which order, page by page."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from itertools import permutations
from typing import TYPE_CHECKING, Any

import pytest

from otkuda.collect.entities import resolve
from otkuda.collect.grouping import group_new
from otkuda.entities.judging import Judge
from otkuda.errors import InputError
from otkuda.store import Observation, forget, keep_all, open_store, paging, story_of
from otkuda.store import feed as feed_module
from otkuda.store import story_feed as story_feed_module
from otkuda.store.feed import feed
from otkuda.store.feed_records import Filter
from otkuda.store.matters import last_matters
from otkuda.store.readers import Marked, look, looked, mark_read, mark_unread, marked, star, unstar
from otkuda.store.schema import metadata
from otkuda.store.story_feed import story_feed
from tests.cli.outlets import CHANGED, COPY, ORIGIN, articles
from tests.store.made import HOUR, NOON, said

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection, Select

    from otkuda.model import Article
    from otkuda.store import Store
    from otkuda.store.feed_records import Item, StoryItem

BRIDGE = "Мост через Ишим закроют до конца мая на ремонт опор"
LATE = NOON + timedelta(days=40)


def keep(store: Store, *told: Article, seen: int = 0) -> None:
    """Keep articles and group them."""
    with store.writing() as conn:
        keep_all(conn, [Observation(None, one, LATE + seen * HOUR, "1") for one in told])
    assert [one.fault for one in group_new(store, Judge()) if one.fault] == []


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
    assert (summary.has_primary, summary.first_hand, summary.independent) == (True, 1, 1)
    assert one.speaker
    assert one.speaker.role


def test_the_order_of_arrival_changes_nothing(sqlite_store: Store, tmp_path: Path) -> None:
    """What is written beside a statement is the same, whichever article came first, or all at once."""
    keep(sqlite_store, *articles())
    whole = shown(sqlite_store)
    for order in permutations(articles()):
        with open_store(tmp_path / f"{order[0].outlet}{order[1].outlet}.db") as store:
            for one in order:
                keep(store, one)
            assert shown(store) == whole
            with store.reading() as conn, sqlite_store.reading() as other:
                ours, theirs = (set(last_matters(each)) for each in (conn, other))
                assert ours == theirs


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


FILTERS = (
    (Filter(), 3),
    (Filter("асфальт"), 1),
    (Filter("мосты"), 2),
    (Filter("мост OR хлеб"), 3),
    (Filter("-хлеб"), 2),
    (Filter("паром"), 0),
    (Filter(speaker="Одинцова"), 1),
    (Filter("мост", speaker="Анна"), 0),
    (Filter("хлеб", speaker="Анна"), 1),
    (Filter(outlet="ЗАРЯ"), 1),
    (Filter(outlet="www.zarya.example"), 3),
    (Filter(outlet="bereg.example"), 1),
    (Filter("хлеб", outlet="bereg.example"), 0),
    (Filter(language="ru"), 3),
    (Filter(language="kk"), 0),
    (Filter(kind="indirect"), 2),
    (Filter(kind="direct"), 1),
    (Filter(is_differing=True), 1),
    (Filter(is_differing=True, language="ru", kind="direct", outlet="Заря", is_of_several=True), 1),
    (Filter(is_differing=True, kind="own"), 0),
    (Filter(is_of_several=True), 1),
    (Filter(since=LATE), 2),
    (Filter(came=LATE + HOUR), 1),
    (Filter(came=LATE + 2 * HOUR), 0),
    (Filter(entity="nobody"), 0),
    (Filter(is_unread=True), 3),
    (Filter(is_starred=True), 0),
    (Filter('"; DROP TABLE facets; --', speaker="' OR 1=1", outlet="\0", kind="\ud800", language="%"), 0),
    (Filter(speaker="Анна " * 20_000, entity="\0\ud800", outlet="ё" * 100_000), 0),
)


@pytest.fixture
def mixed(store: Store) -> Store:
    """A store with a statement of three outlets, and two of one."""
    keep(store, *articles(), many(2)[0], seen=0)
    keep(store, many(2)[1], seen=1)
    return store


@pytest.fixture(params=[paging.MANY, 1])
def few(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Words that are rare, and the same taken for common ones."""
    monkeypatch.setattr(paging, "MANY", request.param)
    monkeypatch.setattr(story_feed_module, "FEW", request.param)


STORIES = (
    (Filter(), 3),
    (Filter("асфальт"), 1),
    (Filter("школу"), 0),
    (Filter(outlet="Заря"), 1),
    (Filter(language="ru", outlet="bereg.example"), 1),
    (Filter(speaker="Одинцова"), 1),
    (Filter(kind="indirect"), 2),
    (Filter(is_differing=True), 1),
    (Filter("хлеб", speaker="Одинцова"), 0),
    (Filter(is_of_several=True), 1),
    (Filter(since=LATE), 2),
    (Filter(came=LATE + HOUR), 1),
    (Filter(is_unread=True), 3),
    (Filter(is_starred=True), 0),
)


def stories(store: Store, wanted: Filter | None = None, limit: int = 30) -> list[StoryItem]:
    """All pages of the feed of stories."""
    found: list[StoryItem] = []
    after: str | None = None
    with store.reading() as conn:
        while True:
            page = story_feed(conn, wanted or Filter(), after=after, limit=limit)
            found += page.items
            after = page.cursor
            if after is None:
                return found


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("by_weight", [False, True])
def test_stories(mixed: Store, *, by_weight: bool) -> None:
    """The same of stories."""
    whole = stories(mixed, Filter(by_weight=by_weight))
    for wanted, count in STORIES:
        wanted = replace(wanted, by_weight=by_weight)  # noqa: PLW2901 - the same filter
        found = stories(mixed, wanted)
        assert len(found) == count, wanted
        assert stories(mixed, wanted, limit=1) == found == [one for one in whole if one in found]


def test_a_story_in_short(mixed: Store) -> None:
    """A story has its articles counted, and the statement that most outlets tell."""
    (one,) = stories(mixed, Filter(outlet="Заря"))
    summary = one.summary
    assert (summary.articles, summary.outlets, summary.languages) == (3, 3, ("ru",))
    assert one.statements[0] == next(one for one in shown(mixed) if one.summary.outlets > 1)
    with mixed.writing() as conn:
        mark_read(conn, "", [one.id], NOON)
        star(conn, "", [one.id], NOON)
    assert len(stories(mixed, Filter(is_unread=True))) == 2
    (starred,) = stories(mixed, Filter(is_starred=True))
    assert starred == replace(one, is_read=True, is_starred=True)


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("by_weight", [False, True])
def test_filters(mixed: Store, *, by_weight: bool) -> None:
    """Each filter lets through what has it, in either order, in one page as in several."""
    whole = shown(mixed, Filter(by_weight=by_weight))
    for wanted, count in FILTERS:
        wanted = replace(wanted, by_weight=by_weight)  # noqa: PLW2901 - the same filter
        found = shown(mixed, wanted)
        assert len(found) == count, wanted
        assert shown(mixed, wanted, limit=1) == found == [one for one in whole if one in found]


def test_by_weight(mixed: Store) -> None:
    """More outlets that heard it themselves stand for later words."""
    weights = [one.summary.weight for one in shown(mixed, Filter(by_weight=True))]
    assert weights == sorted(weights, reverse=True)
    one = next(one.summary for one in shown(mixed) if one.summary.outlets > 1)
    assert one.weight > one.since


def test_by_who_speaks(mixed: Store) -> None:
    """All that an entity said is found by its id, and every item names who speaks."""
    with mixed.writing() as conn:
        resolve(conn)
    whole = shown(mixed)
    assert len({one.entity for one in whole}) == len(whole)
    for one in whole:
        assert one.entity
        assert shown(mixed, Filter(entity=one.entity)) == [one]
        assert shown(mixed, Filter(entity=one.entity, language="kk")) == []


def test_its_story(mixed: Store) -> None:
    """An item leads to the story of its articles."""
    one = next(one for one in shown(mixed) if one.summary.outlets > 1)
    with mixed.reading() as conn:
        story = story_of(conn, one.story or "")
    assert story
    assert story.headline == one.headline
    assert {carrier.article.url for carrier in story.carriers} == {ORIGIN, COPY, CHANGED}


def test_what_a_reader_did(mixed: Store) -> None:
    """Read and starred are a reader's own, and can be taken back."""
    first, *others = shown(mixed)
    with mixed.writing() as conn:
        mark_read(conn, "", [first.id], NOON)
        star(conn, "", [first.id], NOON)
        star(conn, "anna", [others[0].id], NOON)
    assert shown(mixed, Filter(is_unread=True)) == others
    (one,) = shown(mixed, Filter(is_starred=True))
    assert (one.id, one.is_read, one.is_starred) == (first.id, True, True)
    assert [one.id for one in shown(mixed, Filter(is_starred=True, reader="anna"))] == [others[0].id]
    assert len(shown(mixed, Filter(is_unread=True, reader="anna"))) == 3
    with mixed.writing() as conn:
        mark_unread(conn, "", [first.id])
        assert marked(conn, "", [first.id]) == Marked(frozenset(), frozenset({first.id}))
        unstar(conn, "", [first.id])
    assert shown(mixed) == [first, *others]


def test_when_a_reader_looked(store: Store) -> None:
    """The last look is kept for each reader."""
    with store.writing() as conn:
        assert looked(conn, "") is None
        look(conn, "", NOON)
        look(conn, "", LATE)
        look(conn, "anna", NOON)
        assert (looked(conn, ""), looked(conn, "anna")) == (LATE, NOON)


def test_marks_follow_the_statement(store: Store) -> None:
    """When an earlier article gives a statement another address, what a reader did with it is still there."""
    later, earlier = (
        replace(said(BRIDGE, "Ерлан Сапаров", f"https://{host}.example/1"), published=NOON + days * HOUR)
        for host, days in (("zarya", 5), ("bereg", 0))
    )
    keep(store, later)
    (before,) = shown(store)
    with store.writing() as conn:
        mark_read(conn, "", [before.id], NOON)
        star(conn, "", [before.id], NOON)
    keep(store, earlier, seen=1)
    (now,) = shown(store, Filter(is_starred=True))
    assert now.id != before.id
    assert now.is_read
    assert now.is_starred
    assert shown(store, Filter(is_unread=True)) == []
    with store.writing() as conn:
        unstar(conn, "", [now.id])
        mark_unread(conn, "", [now.id])
    assert shown(store, Filter(is_starred=True)) == []
    assert len(shown(store, Filter(is_unread=True))) == 1


def plan(conn: Connection, query: Select[Any]) -> list[str]:
    """How SQLite goes about a query."""
    made = query.limit(30).compile(conn.engine)
    values = tuple(0 if made.params[name] is not None else None for name in made.positiontup or ())
    return [row[-1] for row in conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {made}", values)]


@pytest.mark.parametrize("wanted", [one for one, _ in FILTERS if not one.words])
def test_no_table_is_gone_through(sqlite_store: Store, wanted: Filter) -> None:
    """Every filter leads through an index; only what it found is gone through, and put in order."""
    tables = "|".join(table.name for table in metadata.sorted_tables)
    with sqlite_store.reading() as conn:
        for chosen in (feed_module.chosen, story_feed_module.chosen):
            for step in plan(conn, chosen(conn, wanted)):
                assert not re.match(rf"SCAN ({tables}|their|ours|other)\b", step), step
