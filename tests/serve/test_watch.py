"""Watchlists as pages: making, what is wrong, changing, trying, what failed, the feeds, hostile words."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, get_args
from xml.etree import ElementTree as ET

import pytest
from starlette.testclient import TestClient

from otkuda.errors import DeliveryReason, FetchReason, WatchError, WatchReason
from otkuda.serve.app import application
from otkuda.serve.faults import fault
from otkuda.serve.words import LANGUAGES, Language, words_in
from otkuda.settings import Settings
from otkuda.store import open_store
from otkuda.store.outbox import messages_of, write_attempt
from tests.alerts.desk import WORDS, Desk, said
from tests.serve.people import add, browser, served, token

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HOSTILE = '"><script>alert(1)</script>\u202e'


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk with an empty store."""
    with open_store(tmp_path / "store.sqlite") as store:
        yield Desk(store)


@pytest.fixture
def pages(desk: Desk) -> Iterator[TestClient]:
    """The pages over its store, in Russian; nothing is sent from them by itself."""
    made = application(desk.store, settings=Settings(routes="*=http://127.0.0.1:1"))
    yield TestClient(made, base_url="http://127.0.0.1", headers={"accept-language": "ru"})
    made.state.desk.close()


def test_made_changed_removed(pages: TestClient) -> None:
    """A form makes a watchlist; its page changes, pauses, resumes and removes it."""
    assert "Пока ни за чем" in pages.get("/watch").text
    form = {"speaker": "Одинцов", "kinds": ["new", "deleted"], "emails": "a@zarya.example b@zarya.example"}
    answer = pages.post("/watch/add", data=form)
    path = answer.url.path
    assert re.fullmatch(r"/watch/\w{32}", path)
    assert "b@zarya.example" in answer.text
    changed = pages.post(f"{path}/change", data={"name": "Мост", "words": "мост", "webhooks": "https://desk.example/"})
    assert "<bdi>Мост</bdi>" in changed.text
    assert "whsec_" in changed.text
    assert "a@zarya.example" not in changed.text
    assert "приостановлено" in pages.post(f"{path}/pause").text
    assert "приостановлено" not in pages.post(f"{path}/pause", data={"resume": "1"}).text
    assert "Мост" in pages.get("/watch").text
    assert "Пока ни за чем" in pages.post(f"{path}/remove").text
    assert pages.get(path).status_code == 404


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({}, "Укажите, за чем следить"),
        ({"words": "a", "webhooks": "http://169.254.169.254/latest"}, "во внутренней сети"),
        ({"words": "a", "emails": "nobody"}, "«nobody» — не адрес почты"),
        ({"words": "a", "quiet": "always"}, "не время суток"),
        ({"words": HOSTILE, "zone": HOSTILE + "{typed}"}, "не часовой пояс"),
    ],
)
def test_what_is_wrong(pages: TestClient, form: dict[str, str], says: str) -> None:
    """One line above the form, in the reader's language; the form keeps what was typed."""
    answer = pages.post("/watch/add", data=form)
    assert answer.status_code == 422
    [line] = re.findall(r'<p class="fault" role="alert" lang="ru">(.*?)</p>', answer.text)
    assert says in line
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_went_wrong_in_words(language: Language) -> None:
    """Whatever is wrong with what was typed, and why ever a message was not taken, there are words for it."""
    words = words_in(language)
    for reason in get_args(WatchReason):
        assert fault(words, WatchError("", reason, "{typed}")).language == language
    for reason in (*get_args(FetchReason), *get_args(get_args(DeliveryReason)[1])):
        assert words(f"watch.undelivered.{reason}", said="{said}")


def test_what_was_not_delivered(pages: TestClient, desk: Desk) -> None:
    """The table of deliveries says why in the reader's language, with what was answered; of old ones in English."""
    one = desk.watch(webhooks=("https://desk.example/",))
    desk.told(said(WORDS, "https://zarya.example/1"))
    with desk.store.writing() as conn:
        [letter] = messages_of(conn, one.id)
        failed = replace(letter.message, state="failed", error="the receiver answered 410")
        write_attempt(conn, replace(failed, reason="answered", said="410" + HOSTILE))
    text = pages.get(f"/watch/{one.id}").text
    assert "получатель ответил: 410" in text
    assert "the receiver" not in text
    assert "<script>alert" not in text
    with desk.store.writing() as conn:
        write_attempt(conn, failed)
    assert '<span lang="en">the receiver answered 410</span>' in pages.get(f"/watch/{one.id}").text


def test_told_tried_and_fed(pages: TestClient, desk: Desk) -> None:
    """What it told stands on its page and in three feeds; what it would have told is shown when asked for."""
    one = desk.watch(name=HOSTILE)
    [alert] = desk.told(said(WORDS, "https://zarya.example/1"))
    page = pages.get(f"/watch/{one.id}").text
    assert WORDS in page
    assert f"/statement/{alert.statement_id}" in page
    assert "<script>alert" not in page
    assert "За неделю" in pages.get(f"/watch/{one.id}?try=1&page=99999").text
    feed = pages.get(f"/watch/{one.id}.json")
    assert feed.headers["content-type"].startswith("application/feed+json")
    [item] = json.loads(feed.text)["items"]
    assert (item["id"], item["external_url"]) == (f"urn:otkuda:alert:{alert.id}", "https://zarya.example/1")
    assert item["url"] == f"http://127.0.0.1/statement/{alert.statement_id}"
    for form in ("rss", "atom"):
        answer = pages.get(f"/watch/{one.id}.{form}")
        assert answer.headers["content-type"].startswith(f"application/{form}+xml")
        assert WORDS in "".join(ET.fromstring(answer.content).itertext())  # noqa: S314 - our own
    assert pages.get("/watch/none.rss").status_code == 404
    assert pages.get(f"/watch/{one.id}.exe").status_code == 404


def test_a_trial(pages: TestClient, desk: Desk) -> None:
    """Each address says what came of it."""
    one = desk.watch(emails=("a@zarya.example",), webhooks=("https://desk.example/",))
    page = pages.post(f"/watch/{one.id}/test").text
    assert "не настроено: OTKUDA_SMTP" in page
    assert "нет соединения" in page


def test_filled_in(pages: TestClient) -> None:
    """Another page may name what to watch."""
    text = pages.get("/watch", params={"speaker": "Одинцов", "words": HOSTILE}).text
    assert 'value="Одинцов"' in text
    assert "<script>alert" not in text


def test_a_reader(desk: Desk) -> None:
    """Who may only read sees what was told, on the page and in the feed: no address, no secret, no form."""
    one = desk.watch(emails=("a@zarya.example",), webhooks=("https://desk.example/",))
    desk.told(said(WORDS, "https://zarya.example/1"))
    made = served(desk.store)
    add(desk.store, "Алия", "admin")
    add(desk.store, "Нина", "reader")
    pages = browser(made, **token(desk.store, "Нина"))
    for path in (f"/watch/{one.id}", f"/watch/{one.id}.atom"):
        text = pages.get(path).text
        assert WORDS in text
        assert not [secret for secret in ("a@zarya.example", "desk.example", "whsec_", "/pause") if secret in text]
    assert "/watch/add" not in pages.get("/watch").text
    assert pages.post(f"/watch/{one.id}/remove").status_code == 403
    assert browser(made).get(f"/watch/{one.id}.rss").status_code in {303, 401}
    made.state.desk.close()
