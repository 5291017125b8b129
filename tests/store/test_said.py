"""What somebody said over time and by story, and what an outlet quotes and carries."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from otkuda.collect.entities import resolve
from otkuda.collect.matter import said_before
from otkuda.store.feed_records import Filter
from otkuda.store.outlets import Grounds, Outlet, list_outlets, portrait_of
from otkuda.store.said import counts_by, list_speakers, topics
from otkuda.store.statements import all_statements
from tests.cli.outlets import articles
from tests.store.made import HOUR, NOON, said
from tests.store.test_feed import keep, shown

if TYPE_CHECKING:
    from otkuda.store import Store

DAY = timedelta(days=1)
SAYINGS = (
    ("мост закроют", "Ерлан Сапаров", 0),
    ("хлеб подорожал", "Ерлан Сапаров", 2),
    ("школу открыли", "Ерлан Сапаров", 2),
    ("дождь кончился", "Нина Лугова", 30),
)


@pytest.fixture
def spoken(store: Store) -> Store:
    """A store in which one says three things, and another one thing; and three outlets carry one statement."""
    for number, (text, who, day) in enumerate(SAYINGS):
        one = said(text, who, f"https://stepnoy.example/{number}")
        keep(store, replace(one, outlet="Степной вестник", published=NOON + day * DAY))
    keep(store, *articles())
    with store.writing() as conn:
        resolve(conn)
    return store


def test_counts_over_time(spoken: Store) -> None:
    """Every statement is counted on the day when it was first said."""
    with spoken.reading() as conn:
        (erlan,) = list_speakers(conn, "сапар")
        days = counts_by(conn, Filter(entity=erlan.id), DAY)
        assert [(one.start, one.statements) for one in days] == [(NOON - 12 * HOUR, 1), (NOON - 12 * HOUR + 2 * DAY, 2)]
        assert sum(one.statements for one in counts_by(conn, Filter(), 7 * DAY)) == len(shown(spoken))


def test_topics(spoken: Store) -> None:
    """The stories of what somebody said, with how many statements are in each."""
    with spoken.reading() as conn:
        found = topics(conn, Filter(speaker="Сапаров"))
        assert sum(one.statements for one in found) == 3
        assert {one.story for one in found} == {one.story for one in shown(spoken, Filter(speaker="Сапаров"))}
        assert len(topics(conn, Filter(), limit=1)) == 1


def test_speakers_by_the_beginning_of_a_name(spoken: Store) -> None:
    """Any word of a name is enough, and what a database takes for signs finds nothing."""
    with spoken.reading() as conn:
        for start in ("Ерлан", "ерл", "САПАРОВ"):
            assert [one.name for one in list_speakers(conn, start)] == ["Ерлан Сапаров"]
        assert list_speakers(conn)[0].articles >= list_speakers(conn)[-1].articles
        assert list_speakers(conn, "апаров") == list_speakers(conn, "%") == list_speakers(conn, "\0") == []
        assert list_speakers(conn, "\ud800") == list_speakers(conn, "_%\\" * 30_000) == []


def test_outlets(spoken: Store) -> None:
    """Outlets are found by a word of their name, with the number of their articles."""
    with spoken.reading() as conn:
        assert list_outlets(conn, "вест") == [Outlet("Степной вестник", 4)]
        assert len(list_outlets(conn)) == 4
        assert list_outlets(conn, "%") == list_outlets(conn)
        assert list_outlets(conn, "нет такого") == []


def test_what_an_outlet_quotes(spoken: Store) -> None:
    """Those whom it has speak, the one of most articles first; it carries nothing of others."""
    with spoken.reading() as conn:
        for name in ("степной ВЕСТНИК", "www.stepnoy.example"):
            found = portrait_of(conn, name)
            assert [(one.name, one.articles) for one in found.quotes] == [("Ерлан Сапаров", 3), ("Нина Лугова", 1)]
            assert (found.articles, found.own, found.carries, found.grounds) == (4, 4, (), Grounds(0, 0, 0))
            assert found.grounds.shown is None
        assert portrait_of(conn, "нет такого").articles == 0


def test_from_whom_an_outlet_carries(spoken: Store) -> None:
    """What was taken from another outlet is counted by what shows it."""
    with spoken.reading() as conn:
        found = [portrait_of(conn, one.outlet or "") for one in articles()]
    carried = [one for one in found if one.carries]
    assert carried
    for one in carried:
        assert one.grounds.all == sum(each.grounds.all for each in one.carries)
        assert {each.name for each in one.carries} <= {each.outlet for each in articles()}
        assert one.grounds.shown is not None


ROAD = "Реконструкцию трассы на Кокжар мы завершим до октября"
BEFORE = (
    ("Дорогу на Кокжар сдадим летом, до конца реконструкции", 0, "ru"),
    ("Көкжар жолын қайта жаңарту аяқталады", 40, "kk"),
    ("Хлеб подорожал из-за зерна", 80, "ru"),
    ("Школу в посёлке построят весной", 120, "ru"),
    (ROAD, 160, "ru"),
)


def test_what_was_said_before_on_the_same_matter(store: Store) -> None:
    """Earlier words of the same speaker on the same thing are found in two languages, and nothing else."""
    for number, (text, day, language) in enumerate(BEFORE):
        one = said(text, "Бекзат Аралтаев", f"https://stepnoy.example/{number}")
        keep(store, replace(one, published=NOON + day * DAY, language=language), seen=24 * 200)
    keep(store, said(BEFORE[0][0], "Нина Лугова", "https://stepnoy.example/9"), seen=24 * 100)
    with store.writing() as conn:
        resolve(conn)
    with store.reading() as conn:
        made = list(all_statements(conn))
        now = next(one for one in made if one.text == ROAD)
        found = said_before(conn, now)
        assert {one.item.text for one in found} == {BEFORE[0][0], BEFORE[1][0]}
        assert [one.nearness for one in found] == sorted((one.nearness for one in found), reverse=True)
        assert said_before(conn, now, limit=1) == found[:1]
        first = next(one for one in made if one.text == BEFORE[0][0] and one.speaker == "Бекзат Аралтаев")
        assert said_before(conn, first) == []
        assert said_before(conn, replace(now, id="nobody")) == []
