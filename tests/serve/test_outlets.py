"""The pages of outlets: the list, and of one whom it quotes, from whom its words are, what it published."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from tests.serve.test_search import HOSTILE

if TYPE_CHECKING:
    from starlette.testclient import TestClient


def test_list(client: TestClient) -> None:
    """All outlets; by a part of a name or a host those that are called so."""
    assert client.get("/outlets").text.count("data-item") == 3
    assert 'href="/outlet/%D0%97' in client.get("/outlets", params={"q": "зар"}).text
    assert "Такого издания в архиве нет" in client.get("/outlets", params={"q": "дирижабль"}).text


@pytest.mark.parametrize("name", ["Заря", "zarya.example", "ЗАРЯ"])
def test_outlet(client: TestClient, name: str) -> None:
    """Under its name or its host: from whom it has words and by what that shows, whom it quotes, its articles."""
    shown = client.get(f"/outlet/{quote(name)}").text
    edges = shown.split('class="edges"')[1].split("</table>")[0]
    assert "Берег" in edges
    assert sum(map(int, re.findall(r'class="number">(\d+)<', edges))) == 1
    assert "Глеб Одинцов" in shown.split("<aside")[1]
    assert shown.count('data-open href="/article/') == 1
    assert "n = 0" in shown


def test_articles_follow_each_other(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last page has no further one; a wrong cursor is one line."""
    monkeypatch.setattr("otkuda.serve.pages.outlets.PAGE", 1)
    assert 'rel="next"' not in client.get("/outlet/zarya.example").text
    assert client.get("/outlet/zarya.example?after=x").status_code == 404


@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_that_is_asked_breaks_the_pages(client: TestClient, value: str) -> None:
    """A name may be anything; one that nobody has is not there."""
    asked = quote(value, safe="", errors="surrogatepass")
    answer = client.get(f"/outlets?q={asked}")
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert client.get(f"/outlet/{asked}").status_code == 404
