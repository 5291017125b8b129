"""Articles become stories: round-ups, copies, and input of the bad sort."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from otkuda.entities.spelling import skeletons
from otkuda.model import Article, Carrier
from otkuda.stories import Story, gather, items
from otkuda.stories.candidates import MANY, pairs
from otkuda.stories.clustering import Edge, cluster
from otkuda.stories.packing import found_by, packed, unpacked
from tests.golden.stories.material import material

START = datetime(2026, 5, 3, 9, tzinfo=UTC)
CARRIERS, EVENTS = material("development")
BRIDGE = [one for one in CARRIERS if EVENTS[one.id] == {"bridge"}]
ROUND_UPS = [one for one in CARRIERS if len(EVENTS[one.id]) > 1]


def groups(stories: tuple[Story, ...]) -> set[frozenset[str]]:
    """Return the ids of the articles of each story."""
    return {frozenset(one.id for one in story.carriers) for story in stories}


def test_story() -> None:
    """A story has its articles from the earliest to the latest, the headline of the first, an id of its own."""
    (story,) = gather(BRIDGE[::-1], skeletons)
    assert [one.id for one in story.carriers] == [one.id for one in BRIDGE]
    assert (story.since, story.until) == (BRIDGE[0].article.published, BRIDGE[-1].article.published)
    assert story.headline == BRIDGE[0].article.headline
    assert len(story.id) == 32


def test_the_id_stays_when_later_articles_arrive() -> None:
    """What comes later changes no id."""
    assert gather(BRIDGE[:2], skeletons)[0].id == gather(BRIDGE, skeletons)[0].id


def test_round_ups_belong_to_several_stories() -> None:
    """Both those whose headline says so, and those that only their parts give away."""
    stories = gather(CARRIERS, skeletons)
    for carrier in ROUND_UPS:
        assert sum(carrier in story.carriers for story in stories) == len(EVENTS[carrier.id])


def test_a_round_up_alone_is_one_story() -> None:
    """Nothing else tells of its events: it is not lost, and not three."""
    assert groups(gather(ROUND_UPS[:1], skeletons)) == {frozenset({ROUND_UPS[0].id})}


def test_a_copy_read_in_another_language_is_not_lost() -> None:
    """«The week in brief» makes a round-up where the article counts as English, and none where it does as Russian."""
    text = "\n\n".join(line for line in BRIDGE[0].article.text.splitlines() if line)
    told = [
        Carrier(code, Article(text, headline="The week in brief", published=START, language=code))
        for code in ("ru", "en")
    ]
    assert {carrier.id for story in gather(told, skeletons) for carrier in story.carriers} == {"ru", "en"}


def test_shared_statements_tie() -> None:
    """The same words of one speaker speak for one event."""
    one = Carrier("a", Article("Ждём прилива.", published=START, language="ru"))
    other = Carrier("b", Article("Снимем к вечеру.", published=START, language="ru"))
    assert len(gather([one, other], skeletons)) == 2
    said = {"a": {"s1", "s2"}, "b": {"s1", "s2"}}
    assert len(gather([one, other], skeletons, said)) == 1


def test_a_chain_of_like_events_is_not_glued() -> None:
    """Each is like the next; the first is not like the last."""
    edges = [Edge(f"e{number:02}", f"e{number + 1:02}", 5.0) for number in range(20)]
    assert max(map(len, cluster(edges))) <= 3


def test_nothing() -> None:
    """No articles, no stories."""
    assert gather([], skeletons) == ()


def test_empty_and_one_word() -> None:
    """Texts that tell nothing stay alone, whatever their number."""
    texts = ["", " \n ", "Мост", "…", "Фото", "\ud800", "123"]
    carriers = [Carrier(str(n), Article(text, published=START, language="ru")) for n, text in enumerate(texts)]
    assert len(gather(carriers, skeletons)) == len(texts)


def test_copies() -> None:
    """A thousand copies are one story, quickly, and weigh no more than one."""
    copies = [replace(BRIDGE[0], id=f"copy{number}") for number in range(1_000)]
    began = time.perf_counter()
    stories = gather([*CARRIERS, *copies], skeletons)
    assert time.perf_counter() - began < 30
    without = {frozenset(one for one in group if not one.startswith("copy")) for group in groups(stories)}
    assert without == groups(gather(CARRIERS, skeletons))


def test_without_date_and_in_the_future() -> None:
    """An article without date finds its story; one from the year 9000 finds none and does no harm."""
    undated = replace(BRIDGE[2], article=replace(BRIDGE[2].article, published=None))
    future = replace(
        BRIDGE[0], id="future", article=replace(BRIDGE[0].article, published=START.replace(year=9000), url=None)
    )
    assert groups(gather([*BRIDGE[:2], undated], skeletons)) == {
        frozenset({*(one.id for one in BRIDGE[:2]), undated.id})
    }
    alone = {frozenset(one.id for one in BRIDGE[:2]), frozenset({"future"})}
    assert groups(gather([*BRIDGE[:2], future], skeletons)) == alone


def test_what_has_no_date_bridges_nothing() -> None:
    """Neither years nor stories: it belongs to one of those that have its words."""
    undated = replace(BRIDGE[0], id="undated", article=replace(BRIDGE[0].article, published=None, url=None))
    others = {
        year: replace(
            BRIDGE[0],
            id=str(year),
            article=replace(BRIDGE[0].article, published=START.replace(year=year), url=None),
        )
        for year in (2020, 9000)
    }
    found = groups(gather([*BRIDGE, undated, *others.values()], skeletons))
    assert sum("undated" in group for group in found) == 1
    assert {group - {"undated"} for group in found} == {
        frozenset(one.id for one in BRIDGE),
        frozenset({"2020"}),
        frozenset({"9000"}),
    }
    alone = [replace(one, article=replace(one.article, published=None, url=None)) for one in BRIDGE[:2]]
    assert len(gather(alone, skeletons)) == 1


def test_the_id_is_of_an_address() -> None:
    """Another version of the first page is the same story, and a round-up that came before all gives no id."""
    before = gather(BRIDGE, skeletons)[0].id
    again = replace(BRIDGE[0], id="again", article=replace(BRIDGE[0].article, text=f"{BRIDGE[0].article.text} …"))
    assert {story.id for story in gather([again, *BRIDGE], skeletons)} == {before}
    assert {story.id for story in gather([again, *BRIDGE[1:]], skeletons)} == {before}
    early = [replace(one, article=replace(one.article, published=START - timedelta(days=9))) for one in ROUND_UPS[:1]]
    rest = [one for one in CARRIERS if one not in ROUND_UPS]
    ids = {story.id for story in gather(rest, skeletons)}
    assert {story.id for story in gather([*rest, *early], skeletons)} == ids


def test_packing() -> None:
    """What is packed compares as before, and is plain JSON."""
    for carrier in CARRIERS[:8]:
        told = items(carrier, skeletons, frozenset({"s1"}))
        back = unpacked(json.loads(json.dumps(packed(told))), frozenset({"s1"}))
        assert [replace(one, carrier=carrier, parts=()) for one in back] == [replace(one, parts=()) for one in told]
        assert [[part.key for part in one.parts] for one in back] == [[part.key for part in one.parts] for one in told]
        assert (back[0].carrier.id, back[0].carrier.article.published) == (carrier.id, carrier.article.published)
        assert found_by(back) == found_by(told)


def test_an_article_that_mentions_everything() -> None:
    """It glues nothing together."""
    text = "\n\n".join(one.article.text for one in CARRIERS)
    everything = Carrier("everything", Article(text, published=START, language="ru"))
    without = groups(gather(CARRIERS, skeletons))
    with_it = {group - {"everything"} for group in groups(gather([*CARRIERS, everything], skeletons))} - {frozenset()}
    assert without <= with_it
    assert all(any(group <= whole for whole in without) for group in with_it)


def test_a_language_that_is_not_read() -> None:
    """A text in another language is compared by its names and numbers."""
    carriers = [Carrier(str(n), Article("Токсанова 1870", language="fr", published=START)) for n in range(2)]
    assert gather(carriers, skeletons)


def test_candidates() -> None:
    """What shares nothing rare is no pair; what very many tell makes no pairs."""
    told = [one for carrier in CARRIERS for one in items(carrier, skeletons)]
    found = {(one.carrier.id, other.carrier.id) for one, other in pairs(sorted(told, key=lambda item: item.day or 0))}
    assert (BRIDGE[0].id, BRIDGE[1].id) in found
    assert len(found) < len(CARRIERS) ** 2 / 4
    crowd = [
        Carrier(f"{n:04}", Article(f"Вот Бекишев {n}", language="ru", published=START + timedelta(minutes=n)))
        for n in range(MANY * 2)
    ]
    told = [one for carrier in crowd for one in items(carrier, skeletons)]
    assert sum(1 for _ in pairs(told)) < MANY * MANY
