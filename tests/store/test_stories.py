"""Stories in the store: what all articles at once give, whatever the order of arrival, under addresses that last."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

import pytest

from otkuda.collect import stories as making
from otkuda.collect.grouping import group_new
from otkuda.entities.judging import Judge
from otkuda.entities.spelling import skeletons
from otkuda.store import (
    Observation,
    all_statements,
    all_stories,
    carriers_of,
    forget,
    keep_all,
    stories_at,
    story_of,
)
from otkuda.store.grouping import enqueue, how_many_waiting
from otkuda.store.schema import versions
from otkuda.store.story_schema import (
    stories,
    story_articles,
    story_items,
    story_keys,
    story_pairs,
    story_redirects,
)
from otkuda.stories import gather, of_items
from tests.golden.stories.material import material
from tests.store.made import NOON

if TYPE_CHECKING:
    from collections.abc import Iterable

    from otkuda.model import Article, Story
    from otkuda.store import Store
    from otkuda.stories import Item

CARRIERS, EVENTS = material("development")
ARTICLES = [replace(one.article, url=one.article.url or f"https://zarya.example/{one.id}") for one in CARRIERS]
BRIDGE = [article for article, carrier in zip(ARTICLES, CARRIERS, strict=True) if EVENTS[carrier.id] == {"bridge"}]


def put(store: Store, articles: Iterable[Article]) -> None:
    """Keep articles and group them."""
    with store.writing() as conn:
        keep_all(conn, [Observation(None, article, NOON, "1") for article in articles])
    for _ in group_new(store, Judge()):
        pass


def shape(stories: Iterable[Story]) -> set[tuple[object, ...]]:
    """Return all that a story says."""
    return {
        (one.id, one.headline, one.since, one.until, tuple(carrier.id for carrier in one.carriers)) for one in stories
    }


def kept(store: Store) -> set[tuple[object, ...]]:
    """Return the stories of a store."""
    with store.reading() as conn:
        return shape(all_stories(conn))


def at_once(store: Store) -> set[tuple[object, ...]]:
    """Return the stories that all articles and statements of a store give at once."""
    with store.reading() as conn:
        carriers = carriers_of(conn, conn.execute(versions.select().with_only_columns(versions.c.id)).scalars())
        said: dict[str, set[str]] = {}
        for statement in all_statements(conn):
            for one in statement.appearances:
                said.setdefault(one.carrier, set()).add(statement.id)
    return shape(gather(list(carriers.values()), skeletons, said))


@pytest.mark.parametrize("seed", [1, 2])
def test_order_of_arrival(store: Store, seed: int) -> None:
    """Articles that come one after the other, in any order, give the stories that they give at once."""
    arriving = list(ARTICLES)
    Random(seed).shuffle(arriving)  # noqa: S311 - an order, no secret
    for start in range(0, len(arriving), 4):
        put(store, arriving[start : start + 4])
    assert kept(store) == at_once(store)
    with store.reading() as conn:
        assert how_many_waiting(conn) == 0


def test_a_batch_is_whole(store: Store) -> None:
    """A run that ends while stories are written leaves nothing of the batch, and the next one does all of it."""

    def end(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(making.Stories, "write", end)
        with pytest.raises(KeyboardInterrupt):
            put(store, ARTICLES[:6])
    assert kept(store) == set()
    put(store, ())
    assert kept(store) == at_once(store) != set()


def test_grouping_again_changes_nothing(store: Store) -> None:
    """What is grouped once more stays as it is."""
    put(store, ARTICLES)
    before = kept(store)
    with store.writing() as conn:
        enqueue(conn, [(row.id, row.article_id) for row in conn.execute(versions.select())])
    put(store, ())
    assert kept(store) == before


def test_the_story_of_an_article(store: Store) -> None:
    """By its address; a round-up has several; what is not there has none."""
    put(store, ARTICLES)
    with store.reading() as conn:
        (found,) = stories_at(conn, str(BRIDGE[0].url))
        assert {one.article.url for one in found.carriers} >= {one.url for one in BRIDGE}
        assert story_of(conn, found.id) == found
        for carrier, article in zip(CARRIERS, ARTICLES, strict=True):
            assert len(stories_at(conn, str(article.url))) == len(EVENTS[carrier.id])
        assert stories_at(conn, "https://zarya.example/none") == ()
        assert story_of(conn, "none") is None


def test_an_address_leads_on(store: Store) -> None:
    """An article that comes late and was first gives the story another id; the old one leads to it."""
    put(store, BRIDGE[1:])
    with store.reading() as conn:
        (before,) = stories_at(conn, str(BRIDGE[1].url))
    put(store, BRIDGE[:1])
    with store.reading() as conn:
        (after,) = stories_at(conn, str(BRIDGE[1].url))
        assert after.id != before.id
        assert story_of(conn, before.id) == after
    assert kept(store) == at_once(store)


def test_what_is_forgotten_leaves_its_story(store: Store) -> None:
    """At once no word of it is left; its story is made again, and the address leads to what it is now."""
    put(store, BRIDGE)
    with store.reading() as conn:
        (before,) = stories_at(conn, str(BRIDGE[0].url))
    with store.writing() as conn:
        forget(conn, str(BRIDGE[0].url), NOON, "asked")
        assert BRIDGE[0].url not in {row.url for row in conn.execute(story_articles.select())}
        (shown,) = all_stories(conn)
        assert shown.headline is None
        assert len(shown.carriers) == len(BRIDGE) - 1
        assert [row.told for row in conn.execute(story_items.select())].count([]) == 1
    put(store, ())
    assert kept(store) == at_once(store)
    with store.reading() as conn:
        (after,) = stories_at(conn, str(BRIDGE[1].url))
        assert story_of(conn, before.id) == after


def test_nothing_is_left_of_what_is_forgotten(store: Store) -> None:
    """Neither items nor keys nor pairs nor stories."""
    put(store, BRIDGE)
    with store.writing() as conn:
        for one in BRIDGE:
            forget(conn, str(one.url), NOON, "asked")
    put(store, ())
    with store.reading() as conn:
        for table in (story_items, story_keys, story_pairs, stories, story_articles, story_redirects):
            assert conn.execute(table.select()).all() == []


def test_a_story_that_is_too_large(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is one story under one address all the same, and no article is lost."""
    monkeypatch.setattr(making, "MOST", 4)
    copies = [
        replace(BRIDGE[0], url=f"https://zarya.example/copy{number}", text=f"{BRIDGE[0].text}\n{'Далее. ' * number}")
        for number in range(12)
    ]
    for one in copies:
        put(store, [one])
    with store.reading() as conn:
        assert {one.url for one in copies} == {
            carrier.article.url for story in all_stories(conn) for carrier in story.carriers
        }
        (found,) = stories_at(conn, str(copies[0].url))
        assert len(found.carriers) == len(copies)


def test_copies_follow(sqlite_store: Store) -> None:
    """Many copies of one text are one story, and not each is compared with each; the first may go."""
    store, count = sqlite_store, 4 * making.COPIES
    copies = [replace(BRIDGE[0], url=f"https://zarya{number}.example/1", attributions=()) for number in range(count)]
    put(store, copies[::2])
    put(store, [*copies[1::2], *BRIDGE[1:]])
    assert kept(store) == at_once(store)
    with store.reading() as conn:
        assert len(conn.execute(story_pairs.select()).all()) <= count * making.COPIES
    with store.writing() as conn:
        for one in copies[: making.COPIES : 2]:
            forget(conn, str(one.url), NOON, "asked")
    put(store, ())
    assert kept(store) == at_once(store)


def test_others_write_while_stories_are_made(sqlite_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is forgotten meanwhile is in no story that is written then."""
    store, todo = sqlite_store, [str(BRIDGE[0].url)]
    put(store, BRIDGE[:2])

    def meanwhile(told: Iterable[Item]) -> tuple[Story, ...]:
        if todo:
            with store.writing() as conn:
                forget(conn, todo.pop(), NOON, "asked")
        return of_items(told)

    monkeypatch.setattr(making, "of_items", meanwhile)
    put(store, BRIDGE[2:])
    assert todo == []
    assert kept(store) == at_once(store)


@pytest.mark.parametrize("seed", [1, 2])
def test_nothing_is_lost_where_stories_are_too_large(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """Whatever is left out of what is made again, each article has a story."""
    monkeypatch.setattr(making, "MOST", 3)
    arriving = list(ARTICLES)
    Random(seed).shuffle(arriving)  # noqa: S311 - an order, no secret
    for start in range(0, len(arriving), 3):
        put(sqlite_store, arriving[start : start + 3])
    with sqlite_store.reading() as conn:
        found = [carrier.article.url for story in all_stories(conn) for carrier in story.carriers]
    assert set(found) == {one.url for one in arriving}
