"""Watchlists as pages: making, what is wrong, changing, trying, what failed, the feeds, hostile words."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from starlette.testclient import TestClient

from otkuda.serve.app import application
from otkuda.settings import Settings
from otkuda.store import open_store
from tests.alerts.desk import WORDS, Desk, said

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
        ({}, "say what to watch"),
        ({"words": "a", "webhooks": "http://169.254.169.254/latest"}, "private network"),
        ({"words": "a", "emails": "nobody"}, "no mail address"),
        ({"words": "a", "quiet": "always"}, "no time of day"),
        ({"words": HOSTILE, "zone": HOSTILE}, "no time zone"),
    ],
)
def test_what_is_wrong(pages: TestClient, form: dict[str, str], says: str) -> None:
    """One line above the form, which keeps what was typed."""
    answer = pages.post("/watch/add", data=form)
    assert answer.status_code == 422
    assert says in answer.text
    assert "<script>alert" not in answer.text


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
    assert "set OTKUDA_SMTP" in page
    assert "no connection" in page


def test_filled_in(pages: TestClient) -> None:
    """Another page may name what to watch."""
    text = pages.get("/watch", params={"speaker": "Одинцов", "words": HOSTILE}).text
    assert 'value="Одинцов"' in text
    assert "<script>alert" not in text
