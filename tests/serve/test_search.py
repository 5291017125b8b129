"""The search page: what was said, articles, names; filters as plain fields; nothing that is asked breaks it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from otkuda.serve.app import application
from otkuda.store import open_store
from tests.store.made import said
from tests.store.test_feed import keep

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HOSTILE = ["'", '"', '"a', "((((", "NOT", "*", "a*b", "-", "NEAR(a b)", "\x00", "\ud800", "<script>alert(1)</script>"]
HOSTILE += ["a " * 400, "(" * 300, "\u202eтсом", "%", "мост OR", "{}", "{{ 7 * 7 }}"]
FIELDS = ["q", "speaker", "outlet", "language", "kind", "since", "until", "order", "where"]


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[TestClient]:
    """The pages over a store without an article."""
    with open_store(tmp_path / "otkuda.sqlite") as store, TestClient(application(store), "http://127.0.0.1") as client:
        yield client


def test_words_are_found_in_all_forms_and_lead_to_the_statement(client: TestClient) -> None:
    """What was said stands once, with its speaker and how many outlets have it; articles stand beside it."""
    found = client.get("/search", params={"q": "мосты"}).text
    assert '<mark class="hit">' in found
    assert found.count('class="said"') == found.count('data-open href="/statement/') > 0
    assert 'data-open href="/article/' in found


def test_hits_of_one_statement_are_one(client: TestClient) -> None:
    """Reprints do not fill the page."""
    found = client.get("/search", params={"speaker": "Одинцов"}).text
    links = [part.split('"')[0] for part in found.split('data-open href="/statement/')[1:]]
    assert links
    assert len(links) == len(set(links))


def test_filters_stand_in_the_form_and_can_be_taken_away(client: TestClient) -> None:
    """Each is told by name with a link to the same search without it."""
    found = client.get("/search", params={"q": "мост", "language": "ru", "since": "2020-01-02"}).text
    assert 'value="2020-01-02"' in found
    assert f'href="/search?q={quote("мост")}&amp;since=2020-01-02"' in found


def test_nothing_found_says_what_to_try(client: TestClient) -> None:
    """One line, no empty list."""
    found = client.get("/search", params={"q": "дирижабль"}).text
    assert "Ничего не нашлось" in found
    assert "<ol" not in found.split("</header>")[1].split("<footer")[0]


def test_without_a_question_it_says_how_to_ask(client: TestClient) -> None:
    """Examples that can be followed."""
    assert "Как спросить" in client.get("/search").text


def test_empty_archive(empty: TestClient) -> None:
    """It leads to where sources are added."""
    assert 'href="/sources"' in empty.get("/search", params={"q": "мост"}).text.split("<main")[1]


@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_that_is_asked_breaks_the_page(client: TestClient, value: str) -> None:
    """Every field takes anything, and nothing of it acts on the page."""
    asked = quote(value, errors="surrogatepass")
    answer = client.get("/search?" + "&".join(f"{field}={asked}" for field in FIELDS))
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert "\u202e" not in answer.text


@pytest.mark.parametrize("after", ["x", "1.2.3", "-1", "9" * 40, "<b>"])
def test_wrong_cursor_is_one_line(client: TestClient, after: str) -> None:
    """It says so, and that the search can be begun again."""
    answer = client.get("/search", params={"q": "мост", "after": after})
    assert answer.status_code == 404
    assert "Откройте его сначала" in answer.text
    assert "<b>" not in answer.text


def test_pages_follow_each_other(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next page begins where this one ends."""
    monkeypatch.setattr("otkuda.serve.pages.search.PAGE", 1)
    seen, to = [], "/search?where=articles&language=ru"
    while to:
        found = client.get(to).text
        seen += [part.split('"')[0] for part in found.split('data-open href="')[1:]]
        to = found.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")
    assert len(seen) == len(set(seen)) == 3


def test_operators_are_fields(client: TestClient) -> None:
    """Who and which outlet may be typed, in three languages; they stand as filters then."""
    fields = client.get("/search", params={"speaker": "Одинцов", "q": "мост"}).text
    for name in ("speaker", "кто", "кім", "КТО"):
        assert client.get("/search", params={"q": f"мост {name}:Одинцов"}).text == fields
    found = client.get("/search", params={"q": 'издание:"Наш берег" кто:нет'}).text
    assert "Наш берег" in found
    assert 'value="нет"' in found


def test_a_name_and_words(client: TestClient) -> None:
    """Where nobody says them all, what that person says on the others is shown, with a link that says so."""
    found = client.get("/search", params={"q": "одинцова мост"}).text
    assert "Что говорит Глеб Одинцов — мост" in found
    assert found.count('class="said"') > 0
    assert "Всё, что говорит Глеб Одинцов" in client.get("/search", params={"q": "Одинцов"}).text


def test_instead_and_everywhere(client: TestClient) -> None:
    """Nothing found leads to questions that do find something; the same words in three languages are offered."""
    assert quote("bridge OR мост OR көпір", safe="").replace("%20", "+") in client.get("/search?q=bridge").text
    assert "На трёх языках" in client.get("/search", params={"q": "мост"}).text
    assert "А вот это находится" not in client.get("/search", params={"q": "дирижабль"}).text


def test_a_name_that_is_spelt_wrongly(client: TestClient) -> None:
    """It is offered as the archive spells it; what is like no name is not."""
    assert ">одинцов мост<" in client.get("/search", params={"q": "Одинцев мост"}).text.replace("<bdi>", "").replace(
        "</bdi>", ""
    )
    assert "Одинцов" not in client.get("/search", params={"q": "Апельсин"}).text


def test_what_nobody_is_named_for(tmp_path: Path) -> None:
    """It is shown among what was said, as said by nobody who is named."""
    one = said("хлора больше", "Нина Лугова", "https://stepnoy.example/1")
    alone = replace(one, attributions=(replace(one.attributions[0], chain=()),))
    with open_store(tmp_path / "otkuda.sqlite") as store, TestClient(application(store), "http://127.0.0.1") as client:
        keep(store, alone)
        found = client.get("/search", params={"q": "хлор"}, headers={"accept-language": "ru"})
    assert found.status_code == 200
    assert 'class="said"' in found.text
