"""Stories in the store: what all articles at once give, whatever the order of arrival, under addresses that last."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

import pytest

from otkuda.collect.grouping import group_new
from otkuda.entities.judging import Judge
from otkuda.entities.spelling import skeletons
from otkuda.store import Observation, all_statements, all_stories, carriers_of, keep_all
from otkuda.store.grouping import how_many_waiting
from otkuda.store.schema import versions
from otkuda.stories import gather
from tests.golden.stories.material import material
from tests.store.made import NOON

if TYPE_CHECKING:
    from collections.abc import Iterable

    from otkuda.model import Article, Story
    from otkuda.store import Store

CARRIERS, EVENTS = material("development")
ARTICLES = [replace(one.article, url=one.article.url or f"https://zarya.example/{one.id}") for one in CARRIERS]
BRIDGE = [article for article, carrier in zip(ARTICLES, CARRIERS, strict=True) if EVENTS[carrier.id] == {"bridge"}]


def put(store: Store, articles: Iterable[Article]) -> None:
    """Keep articles and group them."""
    with store.writing() as conn:
        keep_all(conn, [Observation(None, article, NOON, "1") for article in articles])
    for _ in group_new(store, Judge(), now=NOON):
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
