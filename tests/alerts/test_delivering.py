"""Messages go out under one key each: signed webhooks, mail, Telegram, failures, a death in between."""

from __future__ import annotations

import base64
import email
import email.policy
import hmac
import json
import socket
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from otkuda.alerts import delivering
from otkuda.alerts.delivering import deliver
from otkuda.alerts.running import tell_all, telling
from otkuda.alerts.signing import key_of
from otkuda.alerts.trying import send_trial
from otkuda.alerts.world import World
from otkuda.errors import DeliveryError
from otkuda.fetch import Limits, Request, Route
from otkuda.store import open_store
from otkuda.store.outbox import messages_of, send_again
from otkuda.store.watching import targets_of

from .desk import NONE, WORDS, Desk, said
from .receivers import Reply, post, web

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from otkuda.store.watching_records import Message, Watchlist

    from .receivers import Post, Web

SECRET = "whsec_" + base64.b64encode(b"of nobody, and long enough").decode()
HOOK = "https://desk.example/told?from=otkuda"
OTHER = "Школу в Заречье достроят осенью, деньги на это в бюджете области есть"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk with an empty store."""
    with open_store(tmp_path / "store.sqlite") as store:
        yield Desk(store)


@pytest.fixture
def receiver() -> Iterator[Web]:
    """A server that takes what is posted."""
    with web() as held:
        yield held


@pytest.fixture
def mail() -> Iterator[Post]:
    """A mail server."""
    with post() as held:
        yield held


def world(desk: Desk, receiver: Web | None = None, mail: Post | None = None) -> World:
    """How messages go out: all hosts are asked at the receiver; the clock is the desk's."""
    routes = (Route("*", receiver.origin),) if receiver else ()
    return World(
        Request(Limits(5), routes=routes),
        smtp=f"smtp://127.0.0.1:{mail.port}" if mail else None,
        mail_from="otkuda@zarya.example",
        telegram_token="1:secret",  # noqa: S106 - of nobody
        pages="https://news.example",
        now=lambda: desk.now,
    )


def sent(desk: Desk, one: Watchlist) -> list[Message]:
    """Return the messages of a watchlist."""
    with desk.store.reading() as conn:
        return [letter.message for letter in messages_of(conn, one.id)]


def test_a_webhook(desk: Desk, receiver: Web) -> None:
    """It is signed as Standard Webhooks says, and says who said what where."""
    one = desk.watch(webhooks=(HOOK,), secret=SECRET)
    [alert] = desk.told(said(WORDS, "https://zarya.example/1"))
    [done] = deliver(desk.store, world(desk, receiver))
    [got] = receiver.got
    key, at = got.headers["webhook-id"], got.headers["webhook-timestamp"]
    digest = hmac.digest(key_of(SECRET), f"{key}.{at}.".encode() + got.body, "sha256")
    assert got.headers["webhook-signature"] == f"v1,{base64.b64encode(digest).decode()}"
    assert (got.path, key, int(at)) == ("/told?from=otkuda", done.id, int(desk.now.timestamp()))
    [record] = json.loads(got.body)["data"]["alerts"]
    assert (record["id"], record["text"], record["url"]) == (alert.id, WORDS, "https://zarya.example/1")
    assert record["page"] == f"https://news.example/statement/{alert.statement_id}"
    assert [(one.state, one.attempts, one.due) for one in sent(desk, one)] == [("sent", 1, None)]
    assert not deliver(desk.store, world(desk, receiver))


def test_a_webhook_that_fails(desk: Desk, receiver: Web) -> None:
    """It is tried again later, no sooner than it asks for, under the same key; what is behind it waits too."""
    one = desk.watch(webhooks=(HOOK,))
    receiver.replies += (Reply(503, headers=(("Retry-After", "600"),)), Reply(500))
    desk.told(said(WORDS, "https://zarya.example/1"))
    assert [done.due for done in deliver(desk.store, world(desk, receiver))] == [desk.now + timedelta(seconds=600)]
    desk.told(said(OTHER, "https://zarya.example/2"))
    deliver(desk.store, world(desk, receiver))
    assert len(receiver.got) == 2  # the second one is of its own time; it fails, and both wait
    desk.now += timedelta(hours=1)
    deliver(desk.store, world(desk, receiver))
    assert [one.state for one in sent(desk, one)] == ["sent", "sent"]
    assert len({got.headers["webhook-id"] for got in receiver.got}) == 2


def test_given_up_and_sent_again(desk: Desk, receiver: Web) -> None:
    """A receiver that is gone is given up at once; somebody may have it sent again, under the same key."""
    one = desk.watch(webhooks=(HOOK,))
    receiver.replies.append(Reply(410))
    desk.told(said(WORDS, "https://zarya.example/1"))
    [done] = deliver(desk.store, world(desk, receiver))
    assert (done.state, done.due, done.error) == ("failed", None, "the receiver answered 410")
    with desk.store.writing() as conn:
        send_again(conn, done.id, desk.now)
    deliver(desk.store, world(desk, receiver))
    assert [got.headers["webhook-id"] for got in receiver.got] == [done.id, done.id]
    assert [one.state for one in sent(desk, one)] == ["sent"]


def test_nobody_answers_for_days(desk: Desk) -> None:
    """It is tried for three days, ever more seldom, then given up; nothing is lost meanwhile."""
    one = desk.watch(webhooks=("https://127.0.0.1:9/",), allow_private=True)
    desk.told(said(WORDS, "https://zarya.example/1"))
    began, near = desk.now, replace(world(desk), request=Request(Limits(5, allow_private=True)))
    while due := sent(desk, one)[0].due:
        desk.now = due
        assert len(deliver(desk.store, near)) == 1
    assert timedelta(days=2) < desk.now - began < timedelta(days=4)
    assert [message.state for message in sent(desk, one)] == ["failed"]


@pytest.mark.parametrize("address", ["http://127.0.0.1:1/", "http://localhost./", "http://10.0.0.7/", "http://[::1]/"])
def test_nothing_near_is_posted_to(desk: Desk, address: str) -> None:
    """An address that leads to this machine or its network is refused when it is connected to, and given up."""
    one = desk.watch(webhooks=(address,), allow_private=True)
    desk.told(said(WORDS, "https://zarya.example/1"))
    deliver(desk.store, world(desk))
    [message] = sent(desk, one)
    assert message.state == "failed"
    assert "private network" in str(message.error)


def test_a_name_that_leads_near_by_now(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a name leads to counts when it is connected to, not when the watchlist was made (DNS rebinding)."""
    one = desk.watch(webhooks=(HOOK,))
    asked: list[object] = []

    def resolve(host: object, *_: object, **__: object) -> list[object]:
        asked.append(host)
        return [(2, 1, 6, "", ("169.254.169.254", 443))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    desk.told(said(WORDS, "https://zarya.example/1"))
    deliver(desk.store, world(desk))
    [message] = sent(desk, one)
    assert (message.state, asked) == ("failed", ["desk.example"])
    assert "private network" in str(message.error)


def test_no_redirect_is_followed(desk: Desk, receiver: Web) -> None:
    """A receiver that leads elsewhere is one that did not take it."""
    one = desk.watch(webhooks=(HOOK,))
    receiver.replies.append(Reply(307, headers=(("Location", "http://169.254.169.254/"),)))
    desk.told(said(WORDS, "https://zarya.example/1"))
    deliver(desk.store, world(desk, receiver))
    assert len(receiver.got) == 1
    assert [one.error for one in sent(desk, one)] == ["the receiver answered 307"]


def test_a_death_in_the_air(desk: Desk, receiver: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who dies before it is written that a message was taken sends that one again, under its key, and no other."""
    desk.watch(webhooks=(HOOK,))
    desk.told(said(WORDS, "https://zarya.example/1"), said(OTHER, "https://zarya.example/2"))

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(delivering, "write_attempt", die)
        with pytest.raises(KeyboardInterrupt):
            deliver(desk.store, world(desk, receiver))
    deliver(desk.store, world(desk, receiver))
    keys = [got.headers["webhook-id"] for got in receiver.got]
    assert len(keys) == 3
    assert keys[0] == keys[1]
    assert len(set(keys)) == 2
    assert receiver.got[0].body == receiver.got[1].body


def test_a_mail(desk: Desk, mail: Post) -> None:
    """One mail to one address, in the words of the reader's language; nothing in it makes a header."""
    desk.watch(name="Мост\r\nBcc: all@zarya.example", emails=("desk@zarya.example",))
    desk.told(said(WORDS, "https://zarya.example/1"))
    [done] = deliver(desk.store, world(desk, mail=mail))
    [raw] = mail.mails
    got = email.message_from_bytes(raw, policy=email.policy.default)
    assert (got["To"], got["Bcc"], got["Message-ID"]) == ("desk@zarya.example", None, f"<{done.id}@zarya.example>")
    assert "Новое высказывание" in got["Subject"]
    assert WORDS in got.get_content()


def test_a_mail_that_is_refused(desk: Desk, mail: Post) -> None:
    """For now: it is tried again. For ever: it is given up. Without a server: it waits."""
    one = desk.watch(emails=("desk@zarya.example",))
    desk.told(said(WORDS, "https://zarya.example/1"))
    assert not deliver(desk.store, world(desk))
    assert [(message.state, message.attempts) for message in sent(desk, one)] == [("waiting", 0)]
    for answer, state in (("450 later", "waiting"), ("550 no such desk", "failed")):
        desk.now += timedelta(hours=1)
        mail.answer = answer
        deliver(desk.store, world(desk, mail=mail))
        [message] = sent(desk, one)
        assert (message.state, message.error) == (state, f"the mail server answered {answer}")


def test_telegram(desk: Desk, receiver: Web) -> None:
    """A chat is told; the bot's token is in no error, and what Telegram asks to wait is waited."""
    one = desk.watch(telegrams=("@newsdesk",))
    receiver.replies.append(Reply(429, b'{"description":"Too Many Requests","parameters":{"retry_after":77}}'))
    desk.told(said(WORDS, "https://zarya.example/1"))
    [done] = deliver(desk.store, world(desk, receiver))
    assert (done.due, done.error) == (desk.now + timedelta(seconds=77), "Telegram answered 429 Too Many Requests")
    desk.now += timedelta(seconds=77)
    deliver(desk.store, world(desk, receiver))
    assert receiver.got[1].path == "/bot1:secret/sendMessage"
    assert json.loads(receiver.got[1].body)["chat_id"] == "@newsdesk"
    assert WORDS in json.loads(receiver.got[1].body)["text"]
    assert [one.state for one in sent(desk, one)] == ["sent"]
    unreachable = replace(world(desk), request=Request(Limits(5), routes=(Route("*", "http://127.0.0.1:1"),)))
    with desk.store.reading() as conn:
        [target] = targets_of(conn, one.id)
    with pytest.raises(DeliveryError, match="unreachable") as error:
        send_trial(target, one, unreachable)
    assert "secret" not in str(error.value)


def test_a_digest(desk: Desk, receiver: Web) -> None:
    """What comes until eight goes out together at eight."""
    desk.watch(webhooks=(HOOK,), digest="08:00", zone="Asia/Almaty")
    desk.told(said(WORDS, "https://zarya.example/1"))
    desk.told(said(OTHER, "https://zarya.example/2"))
    assert not deliver(desk.store, world(desk, receiver))
    desk.now = datetime.fromisoformat("2026-03-12T08:00:00+05:00")
    deliver(desk.store, world(desk, receiver))
    [got] = receiver.got
    assert len(json.loads(got.body)["data"]["alerts"]) == 2


def test_a_pass_tells_at_its_end(desk: Desk, receiver: Web) -> None:
    """Without a time to settle; and one process at a time does it."""
    desk.watch(webhooks=(HOOK,))
    desk.arrive(said(WORDS, "https://zarya.example/1"))
    with desk.store.lock("alerts"):
        tell_all(desk.store, world(desk, receiver))
        assert not receiver.got
    tell_all(desk.store, world(desk, receiver))
    assert len(receiver.got) == 1


def test_a_thread_tells(desk: Desk, receiver: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    """It goes on after a fault, says what it was, and ends when it is asked to."""
    monkeypatch.setattr("otkuda.alerts.running.EVERY", 0.01)
    monkeypatch.setattr("otkuda.alerts.running.SETTLING", NONE)
    desk.watch(webhooks=(HOOK,))
    said_of: list[str] = []
    with telling(desk.store, world(desk, receiver), said_of.append), monkeypatch.context() as patched:
        patched.setattr("otkuda.alerts.running.deliver", None)
        while not said_of:
            pass
    assert said_of[0].startswith("a fault of otkuda itself (TypeError")
