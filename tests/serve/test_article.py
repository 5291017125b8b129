"""The article's page: what it shows, what people correct on it, and what hostile forms come to."""

from __future__ import annotations

import re
import shutil
from html import unescape
from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from otkuda.serve.app import application
from otkuda.store import Wanted, address_id, all_statements, list_entities, open_store
from otkuda.store.decisions import decisions_of
from otkuda.store.speakers import spoken_by

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from httpx2 import Response

    from otkuda.model import Decision, Statement
    from otkuda.store import Store

MOST, BEREG, ZARYA = (
    f"/article/{address_id(url)}"
    for url in ("https://most.example/news/14", "https://bereg.example/2026/most", "https://zarya.example/1204")
)
WORDS = "Мост мы откроем не раньше 20 мая: осталось уложить 400 метров асфальта и проверить опоры"


@pytest.fixture
def own(archive: Path, tmp_path: Path) -> Iterator[Store]:
    """A copy of the store of three outlets, to be changed."""
    shutil.copytree(archive, tmp_path / "own")
    with open_store(tmp_path / "own" / "otkuda.sqlite") as opened:
        yield opened


@pytest.fixture
def browser(own: Store) -> Iterator[TestClient]:
    """The pages over it."""
    with TestClient(application(own), base_url="http://127.0.0.1", headers={"accept-language": "ru"}) as made:
        yield made


def statements(store: Store) -> list[Statement]:
    """Return what is gathered."""
    with store.reading() as conn:
        return list(all_statements(conn))


def decisions(store: Store) -> tuple[Decision, ...]:
    """Return what was decided."""
    with store.reading() as conn:
        return decisions_of(conn)


def form_of(page: str, action: str) -> dict[str, str]:
    """Return the hidden fields of the first form of a page that leads somewhere."""
    found = re.search(rf'<form method="post" action="/decide/{action}">(.*?)</form>', page, re.DOTALL)
    assert found, action
    fields = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', found[1])
    return {name: unescape(value) for name, value in fields}


def decide(browser: TestClient, page: str, kind: str, of: str = "", **fields: str) -> Response:
    """Send a form of a page, filled; return the page that it leads to."""
    held = form_of(browser.get(page).text, of or kind)
    return browser.post(f"/decide/{kind}", data=held | fields)


def test_article_is_read(client: TestClient) -> None:
    """Headline, outlet, the way to the original, who said what, in how many others."""
    shown = client.get(MOST)
    assert shown.status_code == 200
    assert '<h1 class="headline">О ходе работ на мосту</h1>' in shown.text
    assert 'href="https://most.example/news/14" rel="noreferrer noopener"' in shown.text
    assert "ещё в 2 материалах" in shown.text
    assert re.search(r'<sup class="c0"><a href="/statement/\w+"', shown.text)


@pytest.mark.parametrize("query", ["version=99999999999999999999", "part=-1", "version=٣", "part=9", "decided=x'\"<"])
def test_what_is_asked_in_vain_changes_nothing(client: TestClient, query: str) -> None:
    """The last version, and a part that there is."""
    assert client.get(f"{MOST}?{query}").text == client.get(MOST).text
    assert client.get(f"/article/{'0' * 32}?{query}").status_code == 404
    assert client.get(f"{MOST}/changes?{query}").status_code == 404


def test_no_quotation_and_undo(browser: TestClient, own: Store) -> None:
    """One click takes the words from their speaker in all articles that have them; another gives them back."""
    before = statements(own)
    page = decide(browser, BEREG, "no_quotation")
    assert "Не цитата" in page.text
    assert "2 материала" in page.text
    assert "Ссылок на чьи-либо слова в тексте не нашлось" in page.text
    assert all(one.speaker is None for one in statements(own)[0].appearances if WORDS in one.text)
    back = browser.post("/decide/undo", data=form_of(page.text, "undo"))
    assert "decided" not in str(back.url)
    assert "Поправлено людьми" not in back.text
    assert statements(own) == before


def test_another_speaker(browser: TestClient, own: Store) -> None:
    """A name of the article with its role, or a typed one; without «everywhere» only here."""
    page = decide(browser, BEREG, "speaker", typed="  Анна\n Рогова ", name="Мостострой")
    assert "Анна Рогова" in page.text
    assert [len(one.first) for one in decisions(own)] == [1]
    page = decide(browser, BEREG, "speaker", name="Глеб Одинцов", everywhere="1")
    assert {anchor.article for one in decisions(own)[1:] for anchor in one.first} == {
        "https://bereg.example/2026/most",
        "https://most.example/news/14",
    }
    assert [one.speaker for one in statements(own)] == ["Глеб Одинцов"]


def test_words_are_on_the_page_of_the_right_speaker_alone(browser: TestClient, own: Store) -> None:
    """Who was taken for the speaker has said nothing then; given back, it is as it was."""
    before = spoken(own)
    assert set(before) == {"Глеб Одинцов"}
    decide(browser, BEREG, "speaker", typed="Анна Рогова", everywhere="1")
    assert spoken(own) == before  # in one article he says so still
    decide(browser, ZARYA, "speaker", typed="Анна Рогова")
    assert not spoken(own)
    decide(browser, ZARYA, "speaker", name="Глеб Одинцов")
    assert spoken(own) == before


def spoken(store: Store) -> dict[str, int]:
    """How many statements the page of each person and body lists that has any."""
    with store.reading() as conn:
        every = {one.name: conn.execute(spoken_by(conn, one.id)).all() for one in list_entities(conn, Wanted())}
    return {name: len(said) for name, said in every.items() if said}


def test_right_words(browser: TestClient, own: Store) -> None:
    """In all articles that have the old and the new ones; the statement is gathered again at once."""
    page = decide(browser, MOST, "span", "speaker", words="осталось уложить 400 метров асфальта", everywhere="1")
    assert "Слова уточнены" in page.text
    texts = {one.text for one in statements(own)[0].appearances}
    assert {"осталось уложить 400 метров асфальта"} < texts
    browser.post("/decide/undo", data=form_of(page.text, "undo"))
    assert WORDS in {one.text for one in statements(own)[0].appearances}


def test_missed_words(browser: TestClient) -> None:
    """Pasted and given a name, without script."""
    page = decide(browser, MOST, "missed", words="ответил на вопросы журналистов", typed="Анна Рогова")
    assert "Добавлены чьи-то слова" in page.text
    assert re.search(r"<h3><bdi>Анна Рогова</bdi></h3>", page.text)


def test_split_and_merge(browser: TestClient, own: Store) -> None:
    """An appearance leaves all others of its statement, and comes back."""
    (whole,) = statements(own)
    alone = whole.appearances[-1].id
    led = browser.post("/decide/split", data={"first": alone, "back": "/x?a=1"}, follow_redirects=False)
    assert led.headers["location"] == f"/x?a=1&decided={decisions(own)[0].id}"
    assert len(statements(own)) == 2
    browser.post("/decide/merge", data={"first": alone, "second": whole.appearances[0].id, "back": MOST})
    assert statements(own) == [whole]


WRONG: tuple[tuple[str, dict[str, str], int, str], ...] = (
    ("speaker", {"typed": " "}, 400, "Не сказано"),
    ("speaker", {"at": "0-1", "typed": "x"}, 400, "этой цитаты здесь больше нет"),
    ("speaker", {"article": "0" * 32, "typed": "x"}, 404, "ничего нет"),
    ("span", {"words": "паром"}, 400, "таких слов в тексте нет"),
    ("span", {"words": ""}, 400, "таких слов в тексте нет"),
    ("span", {"words": WORDS}, 400, "уже такие слова"),
    ("missed", {"words": "мосту", "typed": "x"}, 200, "Добавлены"),
    ("missed", {"words": "на", "typed": "x"}, 400, "в нескольких местах"),
    ("merge", {"first": "x", "second": "y"}, 400, "нет в архиве"),
    ("split", {"first": "x"}, 400, "нет в архиве"),
    ("undo", {"decision": "'; drop"}, 400, "уже отменено"),
    ("love", {}, 404, "ничего нет"),
)


@pytest.mark.parametrize("wrong", WRONG, ids=lambda one: f"{one[0]} {one[3]}")
def test_wrong_forms(browser: TestClient, own: Store, wrong: tuple[str, dict[str, str], int, str]) -> None:
    """One line, and nothing is kept."""
    kind, fields, status, said = wrong
    held = form_of(browser.get(MOST).text, "speaker")
    answer = browser.post(f"/decide/{kind}", data=held | fields)
    assert answer.status_code == status
    assert said.lower() in answer.text.lower()
    assert len(decisions(own)) == (status == 200)


def test_forms_of_other_sites_decide_nothing(browser: TestClient, own: Store) -> None:
    """What changes anything comes from a page of ours."""
    held = form_of(browser.get(MOST).text, "no_quotation")
    answer = browser.post("/decide/no_quotation", data=held, headers={"sec-fetch-site": "cross-site"})
    assert (answer.status_code, decisions(own)) == (403, ())
