"""The benchmark of statements measures what it says: a world that lasts, and arrivals that are grouped."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from bench.handed_on import World
from bench.statements import run

if TYPE_CHECKING:
    from otkuda.model import Article


def told(seed: int, many: int = 200) -> list[Article]:
    """Return the first articles of a world."""
    return list(islice(World(seed, 1_000.0).articles(), many))


def test_world_is_the_same_for_the_same_seed() -> None:
    """Another seed tells other things."""
    assert told(1) == told(1)
    assert told(1)[0] != told(2)[0]


def test_articles_come_in_the_order_of_time() -> None:
    """Each at an address of its own, in three languages."""
    articles = told(1)
    times = [one.published for one in articles if one.published]
    assert times == sorted(times)
    assert len({one.url for one in articles}) == len(times) == len(articles)
    assert {one.language for one in articles} == {"ru", "kk", "en"}


def test_attributions_stand_where_they_say() -> None:
    """Contents are within the text, beside whom they are handed to; some link, some name an outlet."""
    articles = told(1)
    for article in articles:
        assert article.attributions
        for one in article.attributions:
            (content,), mention = one.content, one.chain[-1].mention
            assert len(article.text[content.start : content.end].split()) > 3
            assert mention
            assert article.text[mention.start : mention.end] == one.chain[-1].entity
    assert any(one.links for one in articles)
    assert any(len(one.chain) > 1 for article in articles for one in article.attributions)


def test_arrivals() -> None:
    """A small run grows from size to size, and grouping finds what brute force finds."""
    first, last = run([30, 60], 10, 10, 5)
    assert (first["articles"], last["articles"]) == (30, 60)
    assert first["arrivals"] == last["arrivals"] == 10
    assert first["median, ms"] > 0
    assert last["pairs by brute force"] > 0
    assert last["recall of candidates"] >= 0.5
