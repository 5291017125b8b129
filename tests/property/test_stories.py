"""What must hold of stories whatever the articles: order, copies, strangers, ids."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from otkuda.entities.spelling import skeletons
from otkuda.model import Article, Carrier
from otkuda.stories import Story, gather, items, match
from tests.golden.stories.material import material

if TYPE_CHECKING:
    from random import Random

START = datetime(2026, 1, 1, tzinfo=UTC)
KNOWN, _ = material("development")
PIECES = [line for one in KNOWN for line in one.article.text.splitlines() if line] + ["", "…", "Мост", "123", "\u200b"]

articles = st.builds(
    Article,
    text=st.lists(st.sampled_from(PIECES), max_size=5).map("\n\n".join),
    headline=st.one_of(st.none(), st.sampled_from(["Итоги недели", "Мост", "The week in brief"])),
    published=st.one_of(st.none(), st.integers(0, 80).map(lambda days: START + timedelta(days=days))),
    language=st.sampled_from(["ru", "kk", "en", None]),
    url=st.one_of(st.none(), st.integers(0, 5).map("https://zarya.example/{}".format)),
)
worlds = st.lists(articles, max_size=12).map(
    lambda told: [Carrier(f"v{number}", article) for number, article in enumerate(told)]
)


def shape(stories: tuple[Story, ...]) -> list[tuple[str, tuple[str, ...]]]:
    """Return the ids of stories and of their articles."""
    return [(one.id, tuple(carrier.id for carrier in one.carriers)) for one in stories]


@settings(max_examples=60, deadline=None)
@given(worlds, st.randoms(use_true_random=False))
def test_order_of_arrival(told: list[Carrier], random: Random) -> None:
    """The same articles give the same stories in whatever order they come."""
    shuffled = list(told)
    random.shuffle(shuffled)
    assert shape(gather(told, skeletons)) == shape(gather(shuffled, skeletons))


@settings(max_examples=60, deadline=None)
@given(worlds)
def test_each_article_has_a_story(told: list[Carrier]) -> None:
    """No article is lost, none is twice in one story, and no two stories have one id."""
    stories = gather(told, skeletons)
    assert {carrier.id for story in stories for carrier in story.carriers} == {one.id for one in told}
    assert all(len({one.id for one in story.carriers}) == len(story.carriers) for story in stories)
    assert len({story.id for story in stories}) == len(stories)


@settings(max_examples=40, deadline=None)
@given(worlds)
def test_an_unrelated_article_changes_nothing(told: list[Carrier]) -> None:
    """It is a story of its own."""
    stranger = Carrier("stranger", Article("Жил-был Зюзюкин. Съел 77777 пряников.", language="ru", published=START))
    before, after = shape(gather(told, skeletons)), shape(gather([*told, stranger], skeletons))
    assert [one for one in after if one[1] != ("stranger",)] == before


@settings(max_examples=40, deadline=None)
@given(worlds)
def test_a_copy_changes_nothing(told: list[Carrier]) -> None:
    """It goes where the first one is."""
    copies = [replace(one, id=f"w{one.id}") for one in told[:1]]
    with_copy = gather([*told, *copies], skeletons)
    without = {frozenset(one.id for one in story.carriers if one not in copies) for story in with_copy}
    assert without == {frozenset(one.id for one in story.carriers) for story in gather(told, skeletons)}


@settings(max_examples=60, deadline=None)
@given(articles, articles)
def test_match_is_the_same_from_either_side(one: Article, other: Article) -> None:
    """A verdict does not know which came first."""
    for ours in items(Carrier("a", one), skeletons):
        for theirs in items(Carrier("b", other), skeletons):
            assert match(ours, theirs) == match(theirs, ours)
