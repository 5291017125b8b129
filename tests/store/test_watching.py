"""Watchlists in both databases: what is told once, the outbox, what is forgotten, what is removed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from otkuda.store import forget
from otkuda.store.changed import changed, is_any_changed, note_changed
from otkuda.store.outbox import due_letter, how_many_messages, messages_of, put_off, send_again, write_attempt
from otkuda.store.watching import (
    alerts_of,
    drop_watchlist,
    get_watchlist,
    how_many_alerts,
    known_of,
    list_watchlists,
    put_watchlist,
    set_targets,
    targets_of,
)
from tests.alerts.desk import WORDS, Desk, kinds, said

if TYPE_CHECKING:
    from otkuda.store import Store
    from otkuda.store.watching_records import Channel

FIRST, SECOND = "https://zarya.example/1", "https://bereg.example/1"
CHANNELS: tuple[Channel, ...] = ("email", "webhook")
BENT = WORDS.replace("400", "500")


def test_told_once(store: Store) -> None:
    """New, then differing, each once; a known statement is known by any of its appearances."""
    desk = Desk(store)
    one = desk.watch(words='"400 метров" OR "500 метров"', kinds=("new", "differing"), emails=("a@zarya.example",))
    assert kinds(desk.told(said(WORDS, FIRST), said(WORDS, SECOND))) == ["new"]
    assert kinds(desk.told(said(BENT, "https://reka.example/1"))) == ["differing"]
    assert not desk.told(said(BENT, "https://gorod.example/1"))
    with store.reading() as conn:
        assert [alert.kind for alert in alerts_of(conn, one.id)] == ["differing", "new"]
        assert kinds(alerts_of(conn, one.id, 1, skip=1)) == ["new"]
        assert how_many_alerts(conn) == {one.id: (2, desk.now - timedelta(minutes=1))}
        assert how_many_messages(conn) == {one.id: {"waiting": 2}}
        assert not is_any_changed(conn)
        assert known_of(conn, []) == {}


def test_a_watchlist(store: Store) -> None:
    """It is kept, changed and removed with all that hangs on it; a target that comes back is the one that it was."""
    desk = Desk(store)
    one = desk.watch(name="Мост \x00", webhooks=("https://desk.example/a",), emails=("a@zarya.example",))
    desk.told(said(WORDS, FIRST))
    with store.writing() as conn:
        assert get_watchlist(conn, one.id) == one
        first = targets_of(conn, one.id)
        set_targets(conn, one.id, first[:1], desk.now)
        assert targets_of(conn, one.id) == first[:1]
        set_targets(conn, one.id, [replace(each, secret="another") for each in first], desk.now)  # noqa: S106
        assert targets_of(conn, one.id) == first
        put_watchlist(conn, replace(one, paused=True))
        assert list_watchlists(conn) == [replace(one, paused=True)]
        drop_watchlist(conn, one.id)
        assert get_watchlist(conn, one.id) is None
        assert not how_many_messages(conn)
        assert due_letter(conn, desk.now, CHANNELS) is None


def test_the_outbox(store: Store) -> None:
    """What is due the longest comes first; what was tried waits, and all that goes to the same address with it."""
    desk = Desk(store)
    one = desk.watch(emails=("a@zarya.example",))
    desk.told(said(WORDS, FIRST))
    desk.told(said("Школу в Заречье достроят осенью, деньги на это в бюджете есть", SECOND))
    later = desk.now + timedelta(hours=1)
    with store.writing() as conn:
        letter = due_letter(conn, desk.now, CHANNELS)
        assert letter
        assert [alert.url for alert in letter.alerts] == [FIRST]
        put_off(conn, letter.target.id, later)
        assert due_letter(conn, desk.now, CHANNELS) is None
        write_attempt(conn, replace(letter.message, state="failed", due=None, attempts=1, error="no"))
        assert [each.message.state for each in messages_of(conn, one.id)] == ["waiting", "failed"]
        send_again(conn, letter.message.id, desk.now)
        again = due_letter(conn, desk.now, CHANNELS)
        assert again
        assert (again.message.id, again.message.attempts) == (letter.message.id, 0)


def test_forgotten(store: Store) -> None:
    """The words of an article go out of all that was told of them, also where another article differs from it."""
    desk = Desk(store)
    one = desk.watch(kinds=("new", "differing"))
    desk.told(said(WORDS, FIRST), said(WORDS, SECOND))
    [differing] = desk.told(said(BENT, "https://reka.example/1"))
    assert "400" in str(differing.before)
    with store.writing() as conn:
        forget(conn, FIRST, desk.now, "asked to")
        forget(conn, SECOND, desk.now, "asked to")
        after, new = alerts_of(conn, one.id)
    assert (new.text, new.url) == ("", None)
    assert (after.before, after.after) == (None, None)
    assert after.text == BENT


def test_nothing_is_noted_for_nobody(store: Store) -> None:
    """Where nobody watches, no statement waits to be looked at."""
    desk = Desk(store)
    desk.arrive(said(WORDS, FIRST))
    with store.writing() as conn:
        note_changed(conn, ["a"])
        assert not is_any_changed(conn)
        assert changed(conn, desk.now, 10) == {}
