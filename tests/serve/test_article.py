"""The article's page: what it shows, what people correct on it, and what hostile forms come to."""

from __future__ import annotations

import re
import shutil
from html import unescape
from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from otkuda.serve.app import application
from otkuda.store import address_id, all_statements, open_store
from otkuda.store.decisions import decisions_of

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
