"""Two items: the features of a verdict, and what decides."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import otkuda.stories
from otkuda.entities.spelling import skeletons
from otkuda.model import Article, Carrier, Link, Span
from otkuda.stories import Item, Verdict, items, match
from otkuda.stories.weights import SAME, weights

START = datetime(2026, 5, 3, 9, tzinfo=UTC)
BRIDGE = "Мост у Караталья рухнул под лесовозом. Без дороги 1870 человек, пишет Гульмира Токсанова."


def one(
    text: str = BRIDGE, days: float = 0, name: str = "a", url: str | None = None, links: tuple[str, ...] = ()
) -> Item:
    """Return an item of a Russian text."""
    article = Article(
        text,
        published=START + timedelta(days=days),
        language="ru",
        url=url,
        links=tuple(Link(Span(0, 1), link) for link in links),
    )
    return items(Carrier(name, article), skeletons)[0]


def features(verdict: Verdict) -> dict[str, float]:
    """Return what each feature added."""
    return dict(verdict.features)


def test_one_event() -> None:
    """Shared names, numbers and words add up, and the verdict says what each added."""
    other = one("Рухнувший мост у Караталья ждали чинить с апреля: лесовоз стоит в реке, 1870 человек без дороги.")
    verdict = match(one(), other)
    assert verdict.is_same
    assert verdict.weight == sum(features(verdict).values()) >= SAME
    assert {"names", "figures", "words"} <= features(verdict).keys()


def test_a_like_event() -> None:
    """Another bridge is another event."""
    other = one("Мост у Жанатана рухнул под трактором. Без дороги 412 человек, пишет Вера Лозинская.")
    assert not match(one(), other).is_same
    assert {"names_other", "figures_other"} <= features(match(one(), other)).keys()


def test_one_name_alone_makes_no_event() -> None:
    """A minister speaks of a road today and of a school, too."""
    road = one("Дорогу чинят, рабочих не хватает, сказала Гульмира Токсанова.")
    school = one("Школе не хватает учителей, сказала Гульмира Токсанова.")
    verdict = match(road, school)
    assert "name_alone" in features(verdict)
    assert not verdict.is_same
    assert "name_alone" not in features(match(one(), one(BRIDGE, 1, "b")))


def test_the_order_of_the_two_does_not_matter() -> None:
    """The verdict is the same from either side, to the last bit."""
    other = one("У Караталья открыли паром на 12 тонн, мост построят в ноябре.", 2, "b")
    assert match(one(), other) == match(other, one())


def test_time() -> None:
    """The later, the less; more than a month later speaks against."""
    near, later, long_after = (match(one(), one(days=days, name="b")) for days in (0.5, 5, 40))
    assert near.weight > later.weight > long_after.weight
    assert "long_after" in features(long_after)


def test_ties() -> None:
    """A link to the other, a link that both have, two versions of one page."""
    page = "https://zarya.example/1"
    assert features(match(one(url=page), one(links=(page,))))["linked"] > 0
    assert features(match(one(links=(page,)), one(links=(page,))))["link_shared"] > 0
    assert features(match(one(url=page), one("Совсем другое", url=page))).keys() == {"page_same"}


def test_each_feature_has_a_weight_and_each_weight_a_feature() -> None:
    """The table and the code name the same features."""
    code = (Path(otkuda.stories.__file__).parent / "matching.py").read_text(encoding="utf-8")
    assert set(weights()) == set(re.findall(r'"(\w+)": ', code))
