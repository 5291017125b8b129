"""Sources: what is told of each, adding, pausing, the list for other readers, hostile names and files."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from otkuda.fetch.opml import read_opml
from otkuda.serve.faults import told
from otkuda.serve.words import LANGUAGES, words_in
from otkuda.store import Counts, NewsSource, add_source, count, get_source, list_sources, source_id

if TYPE_CHECKING:
    from starlette.testclient import TestClient

    from otkuda.store import Store
    from tests.serve.site import Site

NOW = datetime.now(UTC)
FEED = "https://zarya.example/rss.xml"
ZARYA = NewsSource(source_id(FEED), FEED, "feed", FEED, NOW - timedelta(days=40), "Заря", due=NOW, last_success=NOW)
RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Вести</title><link>https://vesti.example/</link>
<item><title>Мост</title><link>https://vesti.example/1.html</link></item></channel></rss>"""


def kept(browser: TestClient) -> Store:
    """Return the store behind the pages."""
    return browser.app.state.store  # type: ignore[attr-defined,no-any-return]  # Starlette's


def follow(browser: TestClient, *sources: NewsSource) -> None:
    """Follow sources."""
    with kept(browser).writing() as conn:
        for one in sources:
            add_source(conn, one)


def known(browser: TestClient, id_: str) -> NewsSource | None:
    """Return a source as it is kept."""
    with kept(browser).reading() as conn:
        return get_source(conn, id_)


def test_health_in_words(own: TestClient) -> None:
    """What failed stands first, told in the reader's language; a day without an answer is in picture and table."""
    failing = replace(ZARYA, id="f", listing="f", title="Берег", error="it took too long; try again later")
    follow(own, ZARYA, failing)
    with kept(own).writing() as conn:
        count(conn, "f", NOW - timedelta(days=2), Counts(polls=9, failures=9))
        count(conn, "f", NOW - timedelta(days=1), Counts(polls=9, entries=4))
    text = own.get("/sources").text
    assert text.index("Берег") < text.index("Заря")
    assert 'Не отвечает: <span lang="ru">Страница слишком долго не отвечает' in text
    page = own.get("/sources/f").text
    assert "не отвечал 1" in page
    assert re.search(r'<tr class="warn"><th scope="row">[^<]+</th><td>0</td><td>9</td><td>9</td>', page)
    assert len(re.findall(r"<tr class=", page)) == 41


def test_every_failure_of_the_network_has_its_words() -> None:
    """Each line of the fetching stage is told in each language; any other stands as it is."""
    from otkuda.fetch.client import _FAILURES

    lines = [f"{what}; {advice}" for *_, what, advice in _FAILURES]
    lines += ["the server answered 503; try again later", "robots.txt forbids it", "its robots.txt cannot be had"]
    for language in LANGUAGES:
        assert {told(words_in(language), f"https://a.example/: {line}").language for line in lines} == {language}
    assert told(words_in("ru"), "a fault <b>") == ("a fault <b>", "en")


def test_add_looks_for_what_can_be_followed(online: TestClient, site: Site) -> None:
    """Of a site its feed is found and followed; where there is nothing, one line says so and the address stands."""
    site.pages["/"] = (
        "text/html",
        '<html><head><link rel="alternate" type="application/rss+xml" href="/rss"></head></html>',
    )
    site.pages["/rss"] = ("application/rss+xml", RSS)
    answer = online.post("/sources/add", data={"address": "http://vesti.example"})
    assert answer.status_code == 200
    assert "<bdi>Вести</bdi>" in answer.text
    with kept(online).reading() as conn:
        assert [one.listing for one in list_sources(conn)] == ["http://vesti.example/rss"]
    empty = online.post("/sources/add", data={"address": "http://vesti.example/none"})
    assert empty.status_code == 422
    assert 'value="http://vesti.example/none"' in empty.text


def test_pause_resume_change_remove(own: TestClient) -> None:
    """Each does what it says, and what is no number and no zone changes nothing."""
    follow(own, ZARYA)
    at = f"/sources/{ZARYA.id}"
    own.post(f"{at}/pause")
    assert known(own, ZARYA.id) == replace(ZARYA, paused=True)
    own.post(f"{at}/resume")
    own.post(f"{at}/change", data={"pace": "2,5", "zone": "Asia/Almaty"})
    own.post(f"{at}/change", data={"pace": "often", "zone": "../../etc/passwd"})
    changed = known(own, ZARYA.id)
    assert changed
    assert (changed.paused, changed.pace, changed.zone) == (False, 2.5, "Asia/Almaty")
    own.post(f"{at}/change", data={})
    own.post(f"{at}/remove")
    assert known(own, ZARYA.id) is None
    assert own.get(at).status_code == own.post(f"{at}/pause").status_code == 404


def test_list_for_other_readers(own: TestClient) -> None:
    """What is exported is imported again; the second time nothing is new."""
    follow(own, ZARYA)
    answer = own.get("/sources/list.opml")
    assert [one.feed for one in read_opml(answer.content)] == [FEED]
    own.post(f"/sources/{ZARYA.id}/remove")
    for new in ("Новых источников: 1", "Новых источников: 0"):
        assert new in own.post("/sources/import", files={"file": ("a.opml", answer.content)}).text


@pytest.mark.parametrize(
    "content", [b"", b"<rss/>", b"\x00\xff" * 999, b"<opml>" + b"x" * 1_000_000, b"<opml>" * 9_999]
)
def test_what_is_no_list(own: TestClient, content: bytes) -> None:
    """One line, nothing is followed."""
    answer = own.post("/sources/import", files={"file": ("a.opml", content)})
    assert answer.status_code in {200, 422}
    with kept(own).reading() as conn:
        assert not list_sources(conn)
    assert own.post("/sources/import", data={"file": "text"}).status_code == 422


def test_hostile_names(own: TestClient) -> None:
    """A title is shown as text, and an address that is none of the web is no link."""
    follow(own, replace(ZARYA, title="<script>alert(1)</script>\u202e", url="javascript:alert(1)", error="<b>\x1b"))
    for text in (own.get("/sources").text, own.get(f"/sources/{ZARYA.id}").text):
        assert "<script>alert" not in text
        assert "\u202e" not in text
        assert 'href="javascript' not in text


def test_empty(bare: TestClient) -> None:
    """A newcomer is told what to give."""
    assert "Источников пока нет" in bare.get("/sources?new=<b>&known=99999999999").text
    assert bare.get("/sources/list.opml").status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:8765/",
        "http://[::1]/",
        "http://localhost/",
        "http://169.254.169.254/latest/",
        "http://0x7f000001/",
    ],
)
def test_addresses_of_this_network_are_not_followed(own: TestClient, address: str) -> None:
    """A server is no way into the network that it stands in."""
    answer = own.post("/sources/add", data={"address": address})
    assert answer.status_code == 422
    assert address not in own.get("/sources").text
