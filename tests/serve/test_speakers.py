"""The pages of people and organizations: the list, what somebody said, who it is, and what is decided on that."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from otkuda.collect.entities import resolve_all
from otkuda.serve.app import application
from otkuda.store import Wanted, list_entities, open_store
from tests.cli.test_entities import SAID, article, keep

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from otkuda.store import Store

HOSTILE = [
    "'",
    "%",
    "\\",
    "<img src=x onerror=alert(1)>",
    "\x00",
    "\ud800",
    "\u202eтсом",
    "ы" * 2_000,
    "0" * 16,
    "../..",
]


@pytest.fixture
def namesakes(tmp_path: Path) -> Iterator[Store]:
    """A store with one person in four articles, and two namesakes in three."""
    keep(tmp_path, *(article(number, *said) for number, said in enumerate(SAID)))
    with open_store(tmp_path / "otkuda.sqlite") as opened:
        resolve_all(opened)
        yield opened


@pytest.fixture
def pages(namesakes: Store) -> Iterator[TestClient]:
    """The pages over it, in Russian."""
    made = application(namesakes)
    with TestClient(made, "http://127.0.0.1", headers={"accept-language": "ru"}) as browser:
        yield browser


def ids(store: Store, *words: str) -> list[str]:
    """Return the ids of those who are called so; one whose name stands open comes last."""
    with store.reading() as conn:
        found = list_entities(conn, Wanted(words, "person"))
    return [one.id for one in sorted(found, key=lambda one: one.is_apart)]


def decided(pages: TestClient, identity: str) -> list[str]:
    """Return the ids of the decisions that a page can take back."""
    return re.findall(r'name="judgement" value="([0-9a-f]+)"', pages.get(f"/speaker/{identity}/who").text)


def test_list(pages: TestClient) -> None:
    """Those that are named most come first, each with a link; a part of a name in any language is enough."""
    shown = re.findall(r'data-open href="/speaker/(\w+)"', pages.get("/speakers").text)
    assert len(shown) == len(set(shown)) == 4
    assert shown[0] in pages.get("/speakers", params={"q": "sapar"}).text
    assert "Так никого не зовут" in pages.get("/speakers", params={"q": "Лугова"}).text
    assert pages.get("/speakers?open=1").text.count("неясно, кто это") == 3


def test_pages_of_the_list_follow_each_other(pages: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is left out, nobody stands twice."""
    monkeypatch.setattr("otkuda.serve.pages.speakers.PAGE", 1)
    to, seen = "/speakers", []
    while to:
        shown = pages.get(to).text
        seen += re.findall(r'data-open href="/speaker/(\w+)"', shown)
        to = shown.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")
    assert len(seen) == len(set(seen)) == 4


def test_speaker(client: TestClient, store: Store) -> None:
    """What somebody said, each with its statement; by story as well; who quotes; the picture with its table."""
    (identity,) = ids(store, "одинцов")
    for by in ("", "?by=story"):
        shown = client.get(f"/speaker/{identity}{by}").text
        assert 'data-open href="/statement/' in shown
        assert 'href="/outlet/zarya.example"' in shown
        assert shown.count("<svg role=") == shown.count('<table class="numbers">') == 1


def test_nobody(client: TestClient) -> None:
    """What is no speaker is not there."""
    for path in ("/speaker/0123456789abcdef", "/speaker/0123456789abcdef/who"):
        assert client.get(path).status_code == 404
    assert client.post("/speaker/0123456789abcdef/merge", data={"other": "x"}).status_code == 404


@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_that_is_asked_breaks_the_pages(pages: TestClient, namesakes: Store, value: str) -> None:
    """A name, a cursor or an id may be anything."""
    asked = quote(value, safe="", errors="surrogatepass")
    identity = ids(namesakes, "сапаров")[0]
    for path in (f"/speakers?q={asked}&after={asked}&type={asked}", f"/speaker/{identity}/who?q={asked}"):
        answer = pages.get(path)
        assert answer.status_code == 200
        assert "<img src=x" not in answer.text
    assert pages.get(f"/speaker/{asked}").status_code == 404
    assert pages.get(f"/speaker/{identity}?after={asked}").status_code in {200, 404}
    assert pages.post(f"/speaker/{identity}/split", data={"mention": asked[:50]}).status_code == 400


def test_merge_and_undo(pages: TestClient, namesakes: Store) -> None:
    """An open name is said to be one of two; taken back, it stands open again."""
    judge, driver, unclear = ids(namesakes, "марат")
    answer = pages.post(f"/speaker/{unclear}/merge", data={"other": judge}, follow_redirects=False)
    assert answer.status_code == 303
    assert len(ids(namesakes, "марат")) == 2
    assert pages.get(f"/speaker/{unclear}").url.path == f"/speaker/{judge}"
    (made,) = decided(pages, judge)
    pages.post(f"/speaker/{judge}/undo", data={"judgement": made})
    assert set(ids(namesakes, "марат")) == {judge, driver, unclear}


def test_part_and_undo(pages: TestClient, namesakes: Store) -> None:
    """An open name is said not to be one of two, so it is the other; two of one name are told apart for good."""
    judge, driver, unclear = ids(namesakes, "марат")
    pages.post(f"/speaker/{unclear}/part", data={"other": judge})
    assert set(ids(namesakes, "марат")) == {judge, driver}
    pages.post(f"/speaker/{judge}/part", data={"other": driver})
    assert "Может быть тем же" not in pages.get(f"/speaker/{judge}").text
    for made in decided(pages, judge):
        pages.post(f"/speaker/{judge}/undo", data={"judgement": made})
    assert set(ids(namesakes, "марат")) == {judge, driver, unclear}


def test_split_and_undo(pages: TestClient, namesakes: Store) -> None:
    """Articles that are ticked name somebody else from then on."""
    (whole,) = ids(namesakes, "сапаров")
    ticked = re.findall(r'name="mention" value="(\w+)"', pages.get(f"/speaker/{whole}/who").text)
    assert len(ticked) == 4
    pages.post(f"/speaker/{whole}/split", data={"mention": ticked[:2]})
    assert len(ids(namesakes, "сапаров")) == 2
    (made,) = decided(pages, whole)
    pages.post(f"/speaker/{whole}/undo", data={"judgement": made})
    assert ids(namesakes, "сапаров") == [whole]


def test_decisions_of_other_sites_are_refused(pages: TestClient, namesakes: Store) -> None:
    """Nothing changes."""
    judge, driver, _ = ids(namesakes, "марат")
    headers = {"sec-fetch-site": "cross-site"}
    assert pages.post(f"/speaker/{judge}/merge", data={"other": driver}, headers=headers).status_code == 403
    assert len(ids(namesakes, "марат")) == 3
