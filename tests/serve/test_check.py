"""Check: what is said of each quotation of a draft, where it is said to stand, and what an address may be."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, inspect, select, table

from otkuda.serve.desk import LONGEST

if TYPE_CHECKING:
    from starlette.testclient import TestClient

    from otkuda.store import Store
    from tests.serve.site import Site

VERBATIM = "«Мост мы откроем не раньше 20 мая: осталось уложить 400 метров асфальта и проверить опоры»"
DRAFT = f"""Мост

{VERBATIM}, — сказал директор «Мостостроя» Глеб Одинцов.

«Мост мы откроем не раньше 25 мая: осталось уложить 400 метров асфальта и проверить опоры», — добавил Глеб Одинцов.

{VERBATIM}, — сказал аким Ерлан Сапаров.

«Паром через реку ходить не будет ни в этом году, ни в следующем», — сообщил Глеб Одинцов.
"""


def said(page: str) -> list[str]:
    """Return the verdicts of a page in their order."""
    return re.findall(r"</a> ([^<]+)</h2>", page)


def test_each_quotation_has_its_verdict(client: TestClient) -> None:
    """Word for word, differing with both wordings, somebody else's, not found; with links to the statement."""
    text = client.post("/check", data={"text": DRAFT.replace("\n", "\r\n")}).text
    assert said(text) == ["Дословно", "Отличается", "Слова другого человека", "Не нашлось"]
    assert re.search(r"<del>25.*</del>.*<ins>20", text, re.DOTALL)
    assert "Глеб Одинцов, а не Ерлан Сапаров" in text
    [*linked] = set(re.findall(r'href="(/statement/\w+)"', text))
    assert client.get(linked[0]).status_code == 200
    assert client.get(re.findall(r'href="(/article/\w+)"', text)[0]).status_code == 200


def test_what_was_searched_is_told(client: TestClient) -> None:
    """How many articles, of which days, whose; and that the speaker's own site is there."""
    text = client.post("/check", data={"text": DRAFT}).text
    assert "3 материала" in text
    assert "most.example" in text
    assert "Мостострой" in text[text.index("Сайты говорящих") :]


def test_nothing_of_a_draft_is_kept(own: TestClient, store: Store) -> None:
    """The store does not grow by a draft."""
    own.post("/check", data={"text": DRAFT.replace("Паром", "Дирижабль")})
    checked: Store = own.app.state.store  # type: ignore[attr-defined]  # Starlette's
    with checked.reading() as conn, store.reading() as untouched:
        for name in inspect(conn).get_table_names():
            counted = select(func.count()).select_from(table(name))
            assert conn.execute(counted).scalar() == untouched.execute(counted).scalar()


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "127.0.0.1:8765/check",
        "http://169.254.169.254/latest/meta-data",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://127.1/",
        "http://localhost/",
    ],
)
def test_addresses_of_this_network_are_refused(client: TestClient, address: str) -> None:
    """One line, no page of ours or of a neighbour."""
    for path in ("/check", "/sources/add"):
        answer = client.post(path, data={"address": address})
        assert answer.status_code == 422
        assert answer.text.count("во внутренней сети") == 1


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "gopher://x.example/", "javascript:alert(1)", "http://", "::"]
)
def test_what_is_no_address_is_refused(client: TestClient, address: str) -> None:
    """One line that says what an address is."""
    answer = client.post("/check", data={"address": address})
    assert answer.status_code == 422
    assert answer.text.count('role="alert"') == 1


def test_nobody_is_led_into_this_network(online: TestClient, site: Site) -> None:
    """A page elsewhere that leads here is refused like an address here."""
    site.moved["/away"] = f"{site.origin}/inside"
    site.pages["/inside"] = ("text/html", "<p>inside</p>")
    answer = online.post("/check", data={"address": "https://zarya.example/away"})
    assert answer.status_code == 422
    assert "во внутренней сети" in answer.text
    assert "inside" not in answer.text


def test_an_address_is_read_as_a_draft(online: TestClient, site: Site) -> None:
    """The page's text is shown with its quotations marked; its own scheme may be left out."""
    paragraphs = "".join(f"<p>{line}</p>" for line in DRAFT.split("\n") if line)
    site.pages["/1.html"] = ("text/html", f"<html><body><article><h1>Мост</h1>{paragraphs}</article></body></html>")
    text = online.post("/check", data={"address": "http://vesti.example/1.html"}).text
    assert said(text)[:2] == ["Дословно", "Отличается"]
    assert online.post("/check", data={"address": "http://vesti.example/2.html"}).status_code == 422


def test_a_long_draft_is_cut(client: TestClient) -> None:
    """Its beginning is checked, and it is said so; nothing is larger than the page that shows it."""
    text = client.post("/check", data={"text": DRAFT + "Река шумит. " * (LONGEST // 10)}).text
    assert said(text)[0] == "Дословно"
    assert "показано и проверено его начало" in text


@pytest.mark.parametrize(
    "draft",
    [
        "<script>alert(1)</script> «<img src=x onerror=alert(1)> мост мы откроем», — сказал Глеб Одинцов.",
        "\u202e«Мост\x00 мы \x1b[31mоткроем\u2066 завтра утром», — сказал Глеб Одинцов.",
        "«" * 3_000,
        "«а б в г д» " * 3_000,
        "\n" * 50_000,
        "   ",
    ],
)
def test_hostile_drafts(client: TestClient, draft: str) -> None:
    """Whatever is pasted is shown as text, in bounded time."""
    answer = client.post("/check", data={"text": draft, "indirect": "1"})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert "<img" not in answer.text
    assert not re.search("[\x00\x1b\u202e\u2066]", answer.text[: answer.text.index("<textarea")])


def test_empty_store(bare: TestClient) -> None:
    """It is said that there is nothing to check against, and where to begin."""
    text = bare.post("/check", data={"text": DRAFT}).text
    assert "ничего не собрано" in text
    assert 'href="/sources"' in text


def test_another_page_may_fill_in_the_address(client: TestClient) -> None:
    """The address stands in the form and is not asked before somebody says so."""
    assert (
        'value="https://zarya.example/?a=1&amp;b=&#34;"'
        in client.get("/check", params={"address": 'https://zarya.example/?a=1&b="'}).text
    )
