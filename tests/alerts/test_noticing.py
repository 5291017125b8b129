"""What is told, and that it is told once: reprints, cuts, late sightings, merges, edits, restarts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import permutations
from typing import TYPE_CHECKING

import pytest

from otkuda.alerts import noticing
from otkuda.alerts.differing import changed_to
from otkuda.alerts.noticing import alert_of, notice
from otkuda.alerts.trying import would_tell
from otkuda.collect.deciding import anchors_of_appearance, keep_decision
from otkuda.errors import OtkudaError
from otkuda.model import Link, Span
from otkuda.store import forget, mark_missing, open_store
from otkuda.store.feed_records import Differing
from otkuda.store.outbox import messages_of
from otkuda.store.watching import alerts_of, list_watchlists, put_watchlist

from .desk import NONE, NOON, WORDS, Desk, kinds, said

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from otkuda.model import DecisionKind
    from otkuda.store.standing import Standings
    from otkuda.store.watching_records import Alert

FIRST, SECOND, THIRD = (f"https://{name}.example/1" for name in ("zarya", "bereg", "reka"))
CUT = "Мост через Ишим мы откроем не раньше 20 мая"
BENT = WORDS.replace("не раньше 20 мая", "20 мая")
OTHER = "Школу в Заречье достроят осенью, деньги на это в бюджете области есть"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk with an empty store."""
    with open_store(tmp_path / "store.sqlite") as store:
        yield Desk(store)


def test_told_once(desk: Desk) -> None:
    """A new statement is told; its reprint and its cut are not, another statement is."""
    desk.watch()
    [one] = desk.told(said(WORDS, FIRST))
    assert (one.kind, one.speaker, one.text, one.outlet) == ("new", "Глеб Одинцов", WORDS, "zarya.example")
    assert not desk.told(said(WORDS, SECOND))
    assert not desk.told(said(CUT, THIRD))
    assert kinds(desk.told(said(OTHER, "https://reka.example/2"))) == ["new"]
    assert not notice(desk.store, desk.now, NONE)


@pytest.mark.parametrize("order", sorted(set(permutations((WORDS, CUT, WORDS)))))
def test_any_order(desk: Desk, order: tuple[str, ...]) -> None:
    """Whichever comes first, late sightings that are dated before it included, it is told once."""
    desk.watch()
    found = [
        alert
        for hours, (words, url) in enumerate(zip(order, (FIRST, SECOND, THIRD), strict=True))
        for alert in desk.told(said(words, url), ago=timedelta(hours=hours))
    ]
    assert kinds(found) == ["new"]


def test_nothing_uncertain(desk: Desk) -> None:
    """Who speaks only perhaps is not told of, until somebody says it plainly; then once."""
    desk.watch()
    assert not desk.told(said(WORDS, FIRST, sure=0.6))
    assert kinds(desk.told(said(WORDS, SECOND))) == ["new"]
    assert not desk.told(said(WORDS, THIRD))


def test_only_what_is_watched(desk: Desk) -> None:
    """Of words, speaker and outlet all must fit; what is paused tells nothing."""
    wanted = {
        desk.watch(name="a", words="опоры").id: True,
        desk.watch(name="b", words="паром").id: False,
        desk.watch(name="c", speaker="Лугова").id: False,
        desk.watch(name="d", outlet="zarya.example").id: True,
        desk.watch(name="e", outlet="reka.example").id: False,
    }
    paused = desk.watch(name="f")
    with desk.store.writing() as conn:
        put_watchlist(conn, replace(paused, paused=True))
    assert {one.watch_id for one in desk.told(said(WORDS, FIRST))} == {
        one for one, is_told in wanted.items() if is_told
    }


def test_not_what_was_there_before(desk: Desk) -> None:
    """Nothing that came before one watched, and no history that is taken in later."""
    desk.arrive(said(WORDS, FIRST))
    desk.watch()
    assert not desk.told(said(WORDS, SECOND))
    differing = desk.watch(name="Иначе", kinds=("differing",))
    assert not desk.told(said(OTHER, THIRD), ago=timedelta(days=30))
    assert not desk.told(said(BENT, "https://gorod.example/1"), ago=timedelta(days=30))
    assert [one.watch_id for one in desk.told(said(BENT.replace("400", "700"), THIRD))] == [differing.id]


def test_differing_once(desk: Desk) -> None:
    """A difference is told when it shows first; who copies it tells nothing new."""
    desk.watch(kinds=("new", "differing"))
    assert kinds(desk.told(said(WORDS, FIRST), said(WORDS, SECOND))) == ["new"]
    found = desk.told(said(BENT, THIRD))
    assert kinds(found) == ["differing"]
    assert found[0].url == THIRD
    assert not desk.told(said(BENT, "https://gorod.example/1"))


def test_another_wrong_number(desk: Desk) -> None:
    """The same wrong number tells nothing, even when as many have it as the right one; another wrong one is told."""
    desk.watch(kinds=("differing",))
    desk.told(said(WORDS, FIRST), said(WORDS, SECOND))
    [one] = desk.told(said(WORDS.replace("400", "700"), THIRD))
    assert (one.what, one.before, one.after) == ("number", "400 метров", "700 метров")
    assert not desk.told(said(WORDS.replace("400", "семьсот"), "https://gorod.example/1"))
    [other] = desk.told(said(WORDS.replace("400", "900"), "https://gorod.example/2"))
    assert (other.what, other.after) == ("number", "900 метров")
    assert not desk.told(said(WORDS.replace("400", "900"), "https://sever.example/2"))


@pytest.mark.parametrize(
    ("what", "original", "one", "other", "is_same"),
    [
        ("date", "20 мая", "21 мая", "21 мая 2026 года", True),
        ("date", "20 мая", "21 мая", "20 июня", False),
        ("date", "20 мая 2026 года", "20 мая 2027 года", "20 мая 2028 года", False),
        ("number", "400 тенге", "500 тенге", "500 долларов", False),
        ("name", "Одинцов", "Лугова", "Луговой", True),
        ("name", "Одинцов", "Лугова", "Сериков", False),
        ("name", "Одинцов", "Лугова", "", False),
        ("hedge", "возможно", "", "точно", True),
    ],
)
def test_what_it_is_changed_to(what: str, original: str, one: str, other: str, *, is_same: bool) -> None:
    """Known whatever form it has; a change of the sense is known by its kind."""
    keys = {changed_to(Differing(what, original, text), "ru") for text in (one, other)}
    assert len(keys) == (1 if is_same else 2)


def test_all_that_comes_at_once(desk: Desk) -> None:
    """New, told differently, and two pages that go at one time: each is told."""
    desk.watch(kinds=("new", "differing", "deleted"))
    assert kinds(desk.told(said(WORDS, FIRST), said(WORDS, SECOND), said(BENT, THIRD))) == ["new", "differing"]
    with desk.store.writing() as conn:
        for url in (FIRST, SECOND):
            mark_missing(conn, url, desk.now + timedelta(minutes=1), "404")
    assert kinds(notice(desk.store, desk.now, NONE)) == ["deleted", "deleted"]


def test_another_origin(desk: Desk) -> None:
    """That the page is found where it was first said is told once, where it was not known before."""
    desk.watch(kinds=("origin",))
    linked = replace(said(WORDS, SECOND), links=(Link(Span(0, 5), FIRST),))
    assert not desk.told(linked, replace(said(WORDS, THIRD), links=(Link(Span(0, 5), FIRST),)))
    found = desk.told(said(WORDS, FIRST), ago=timedelta(hours=5))
    assert [(one.kind, one.url) for one in found] == [("origin", FIRST)]
    assert not desk.told(said(WORDS, "https://gorod.example/1"))


def test_edited_and_deleted(desk: Desk) -> None:
    """The same page has other words, then none, then is gone: each is told once."""
    desk.watch(kinds=("new", "edited", "deleted"))
    desk.told(said(WORDS, FIRST), said(WORDS, SECOND))
    assert kinds(desk.told(said(WORDS.replace("400", "500"), FIRST))) == ["edited"]
    gone = said("Другой разговор совсем о погоде в горах и о дорогах области", FIRST, name="Нина Лугова")
    assert kinds(desk.told(gone)) == ["deleted"]
    with desk.store.writing() as conn:
        mark_missing(conn, SECOND, desk.now, "404")
    assert kinds(notice(desk.store, desk.now, NONE)) == ["deleted"]
    assert not desk.told(said(WORDS, THIRD))


def test_a_merge_of_two_that_were_told(desk: Desk) -> None:
    """Two that turn out to be one are not told again, nor is either when they are parted."""
    desk.watch()
    first, second = (desk.told(said(words, url))[0] for words, url in ((WORDS, FIRST), (OTHER, SECOND)))
    decided: tuple[DecisionKind, ...] = ("merge", "split")
    for kind in decided:
        with desk.store.writing() as conn:
            sides = (anchors_of_appearance(conn, one.statement_id) for one in (first, second))
            keep_decision(conn, kind, *sides)
        assert not desk.told()
    assert not desk.told(said(OTHER, THIRD), said(WORDS, "https://gorod.example/1"))


def test_settling(desk: Desk) -> None:
    """What has just changed is looked at a little later."""
    desk.watch()
    desk.arrive(said(WORDS, FIRST))
    wait = timedelta(seconds=15)
    assert not notice(desk.store, desk.now, wait)
    assert not notice(desk.store, desk.now + timedelta(seconds=14), wait)
    assert kinds(notice(desk.store, desk.now + wait, wait)) == ["new"]


def test_restart(desk: Desk, tmp_path: Path) -> None:
    """What was told is known after a restart."""
    desk.watch()
    desk.told(said(WORDS, FIRST))
    with open_store(tmp_path / "store.sqlite") as again:
        assert not Desk(again, desk.now).told(said(WORDS, SECOND))


def test_forgotten_words(desk: Desk) -> None:
    """An article that is forgotten takes its words out of what was told."""
    one = desk.watch()
    desk.told(said(WORDS, FIRST))
    with desk.store.writing() as conn:
        forget(conn, FIRST, desk.now, "asked to")
        [alert] = alerts_of(conn, one.id)
    assert (alert.text, alert.speaker, alert.url) == ("", None, None)


def test_messages(desk: Desk) -> None:
    """Each alert waits for each address; in quiet hours all of them wait together for their end."""
    at_once = desk.watch(emails=("a@zarya.example", "b@zarya.example"))
    quiet = desk.watch(name="Ночью", emails=("c@zarya.example",), quiet="10:00-20:00")
    desk.told(said(WORDS, FIRST))
    desk.told(said(OTHER, SECOND))
    with desk.store.reading() as conn:
        assert len(messages_of(conn, at_once.id)) == 4
        [one] = messages_of(conn, quiet.id)
    assert len(one.alerts) == 2
    assert one.message.due == NOON.replace(hour=20)


def test_trying(desk: Desk) -> None:
    """What would have been told of what is there already; nothing is written."""
    desk.arrive(said(WORDS, FIRST), said(WORDS, SECOND), said(BENT, THIRD))
    desk.arrive(said(OTHER, "https://reka.example/2", sure=0.5))
    one = desk.watch(kinds=("new",))
    with desk.store.reading() as conn:
        assert kinds(would_tell(conn, one, desk.now - timedelta(days=7), desk.now)) == ["new"]
        assert not would_tell(conn, one, desk.now + timedelta(hours=1), desk.now)
        assert list_watchlists(conn) == [one]
        assert not alerts_of(conn, one.id)


def test_a_statement_with_a_fault(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is left, and said so; the others are told."""
    desk.watch()
    desk.arrive(said(WORDS, FIRST), said(OTHER, SECOND))

    def faulty(one: Standings, *rest: object) -> Alert:
        if one.statement.text == WORDS:
            raise ZeroDivisionError
        return alert_of(one, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(noticing, "alert_of", faulty)
    with pytest.raises(OtkudaError, match="ZeroDivisionError"):
        notice(desk.store, desk.now, NONE)
    notice(desk.store, desk.now, NONE)
    with desk.store.reading() as conn:
        [one] = list_watchlists(conn)
        assert [alert.text for alert in alerts_of(conn, one.id)] == [OTHER]
