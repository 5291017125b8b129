"""Joining and parting statements on their page, each with its undo; what cannot be says so in the reader's language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from starlette.testclient import TestClient

WORDS = "Мост мы откроем"


@pytest.fixture
def statement(own: TestClient) -> str:
    """The address of the statement that three outlets carry."""
    found = re.search(r'href="(/statement/\w+)"', own.get("/").text)
    assert found
    return found[1]


def parting(page: str) -> dict[str, str]:
    """Return the last form of a page that parts, as a browser sends it."""
    form = re.findall(r'action="/decide/split">(.*?)</form>', page, re.DOTALL)[-1]
    return dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))


def undo(page: str) -> dict[str, str]:
    """Return the form of what was just decided."""
    form = re.findall(r'class="decided".*?</form>', page, re.DOTALL)[0]
    return dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))


def statements(own: TestClient) -> set[str]:
    """Return the statements that have the words."""
    return set(re.findall(r'href="/statement/(\w+)"', own.get("/", params={"q": WORDS}).text))


def test_parted_and_undone(own: TestClient, statement: str) -> None:
    """One outlet's wording is a statement of its own, until that is undone; the page says both."""
    page = own.post("/decide/split", data=parting(own.get(statement).text)).text
    assert "Разведено на два высказывания" in page
    assert len(statements(own)) == 2
    page = own.post("/decide/undo", data=undo(page)).text
    assert "Разведено" not in page
    assert len(statements(own)) == 1


def test_joined_and_undone(own: TestClient, statement: str) -> None:
    """What was parted is found by its words and by its address, joined again, and that is undone."""
    own.post("/decide/split", data=parting(own.get(statement).text))
    here = statement.rpartition("/")[2]
    [other] = statements(own) - {here}
    for words in (WORDS, f"http://127.0.0.1/statement/{other}?x=1"):
        assert f'value="{other}"' in own.get(statement, params={"join": words}).text
    page = own.post("/decide/merge", data={"first": here, "second": other, "back": statement}).text
    assert "Сведено в одно высказывание" in page
    assert len(statements(own)) == 1
    own.post("/decide/undo", data=undo(page))
    assert len(statements(own)) == 2


def test_confirmed_and_undone(own: TestClient, statement: str) -> None:
    """What a person confirmed as differing is counted on the outlet's page, until that is undone; nothing else is."""
    text = own.get(statement).text
    form = re.search(r'action="/decide/differs">(.*?)</form>', text, re.DOTALL)
    assert form
    assert "(n = 0)" in own.get("/outlet/zarya.example").text
    page = own.post("/decide/differs", data=dict(re.findall(r'name="(\w+)" value="([^"]*)"', form[1]))).text
    assert "Отличие подтверждено" in page
    assert "отличие подтвердил человек" in page
    assert "Подтверждено отличий: 1" in own.get("/outlet/zarya.example").text
    assert "(n = 0)" in own.get("/outlet/most.example").text
    own.post("/decide/undo", data=undo(page))
    assert "(n = 0)" in own.get("/outlet/zarya.example").text


@pytest.mark.parametrize(
    ("what", "second", "told"),
    [("merge", None, "уже одно и то же"), ("merge", "nobody", "больше нет"), ("split", "nobody", "больше нет")],
)
def test_what_cannot_be(own: TestClient, statement: str, what: str, second: str | None, told: str) -> None:
    """A statement with itself, or with none: a line that says so."""
    here = statement.rpartition("/")[2]
    answer = own.post(f"/decide/{what}", data={"first": here, "second": second or here, "back": statement})
    assert answer.status_code == 400
    assert told in answer.text


@pytest.mark.parametrize("words", ["«" * 400, "\0", "/statement/0123", "(("])
def test_hostile_words(own: TestClient, statement: str, words: str) -> None:
    """Whatever is looked for, the answer is a page."""
    assert own.get(statement, params={"join": words, "decided": words}).status_code == 200
