"""Dossiers: putting in, notes and states, taking out and back, what was frozen and what became of it."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

import pytest

from otkuda.export.statement_record import thawed
from otkuda.store import forget
from tests.serve.test_brief import told
from tests.serve.test_sources import NOW, kept

if TYPE_CHECKING:
    from starlette.testclient import TestClient

WORDS = "Мост мы откроем не раньше 20 мая"


@pytest.fixture
def statement(own: TestClient) -> str:
    """The id of the statement that the outlets carry."""
    found = re.search(r"/statement/(\w+)", own.get("/brief").text)
    assert found
    return found[1]


@pytest.fixture
def dossier(own: TestClient, statement: str) -> str:
    """The path of a dossier that holds it."""
    return own.post("/dossiers/add", data={"statement": statement, "name": "Мост"}).url.path


def item(page: str) -> str:
    """Return the id of the first item of a dossier's page."""
    found = re.search(r'id="i-(\w+)"', page)
    assert found
    return found[1]


def test_put_in(own: TestClient, statement: str, dossier: str) -> None:
    """A new dossier has the statement as it is now; put in again, it is there once."""
    own.post("/dossiers/add", data={"statement": statement, "dossier": dossier.rpartition("/")[2]})
    text = own.get(dossier).text
    assert text.count("Зафиксировано") == 1
    assert WORDS in text
    assert "С тех пор ничего не изменилось" in text
    assert "1 высказывание" in own.get("/dossiers").text
    assert WORDS in own.get(f"/dossiers/add?statement={statement}").text


def test_name_state_note(own: TestClient, dossier: str) -> None:
    """What somebody writes is kept; no name and an unknown state change nothing."""
    own.post(dossier, data={"name": " Мост  через реку ", "state": "checked", "note": "Спросить\r\nакимат"})
    own.post(dossier, data={"name": " ", "state": "burnt", "note": "Спросить\r\nакимат"})
    text = own.get(dossier).text
    assert "<bdi>Мост через реку</bdi>" in text
    assert 'state checked">Проверено' in text
    assert "Спросить\nакимат" in text
    own.post(f"{dossier}/{item(text)}/note", data={"note": "Ответ получен"})
    assert "Ответ получен" in own.get(dossier).text
    assert "Ответ получен" in told(own.get(f"/brief.docx?dossier={dossier.rpartition('/')[2]}").content)


def test_take_out_and_back(own: TestClient, dossier: str) -> None:
    """What is removed can be had back, an item and a whole dossier."""
    one = item(own.get(dossier).text)
    answer = own.post(f"{dossier}/{one}/remove")
    assert WORDS not in answer.text
    assert "Вернуть" in answer.text
    assert WORDS in own.post(f"{dossier}/{one}/remove", data={"undo": "1"}).text
    answer = own.post(f"{dossier}/remove")
    assert "Досье «Мост» удалено" in answer.text
    assert own.get(dossier).status_code == 404
    assert WORDS in own.post(f"{dossier}/remove", data={"undo": "1"}).text


def test_evidence_has_the_hash_that_the_page_shows(own: TestClient, dossier: str) -> None:
    """A record is a line with every appearance, its words and address."""
    line = own.get(f"{dossier}/evidence.jsonl").text.removesuffix("\n")
    assert hashlib.sha256(line.encode()).hexdigest()[:16] in own.get(dossier).text
    assert len(thawed(line).appearances) == 3


def test_what_changes_later_shows_beside_what_was_frozen(own: TestClient, dossier: str) -> None:
    """The words of then stay."""
    with kept(own).writing() as conn:
        conn.exec_driver_sql("UPDATE statements SET text = 'Мост мы откроем 1 июня', speaker = 'Г. Одинцов'")
        conn.exec_driver_sql("DELETE FROM appearances WHERE url LIKE '%zarya%'")
    text = own.get(dossier).text
    assert "С тех пор изменилось: слова, кто сказал" in text
    assert "<ins>Мост мы откроем 1 июня</ins>" in text
    assert "больше не передают (1)" in text
    assert f'data-open href="/statement/{thawed(own.get(f"{dossier}/evidence.jsonl").text).id}">{WORDS}' in text


def test_a_forgotten_article_leaves_no_word(own: TestClient, dossier: str) -> None:
    """Its words go from what was frozen as well, and that shows."""
    with kept(own).writing() as conn:
        forget(conn, "https://most.example/news/14", NOW, "суд")
    text, line = own.get(dossier).text, own.get(f"{dossier}/evidence.jsonl").text
    assert "удалён по требованию" in text
    assert "most.example/news/14" not in line
    assert WORDS not in text
    assert not thawed(line).appearances[0].text


@pytest.mark.parametrize("path", ["/dossiers/nothing", "/dossiers/add?statement=nothing", "/dossiers/x/y/note"])
def test_what_is_not_there(own: TestClient, path: str) -> None:
    """404, asked for or sent to."""
    assert own.get(path).status_code in {404, 405}
    assert own.post(path, data={"name": "a", "statement": "b"}).status_code == 404


def test_hostile_names_and_notes(own: TestClient, statement: str) -> None:
    """They are shown as text, and are bounded."""
    evil = "<script>alert(1)</script>\u202e\x00" + "x" * 50_000
    at = own.post("/dossiers/add", data={"statement": statement, "name": evil}).url.path
    own.post(at, data={"name": evil, "note": evil})
    for path in (at, "/dossiers", f"/brief?dossier={at.rpartition('/')[2]}"):
        text = own.get(path).text
        assert "<script>alert" not in text
        assert "\u202e" not in text
        assert len(text) < 100_000
    assert own.get(f"{at}?page=999999&removed=%00").status_code == 200


def test_empty(bare: TestClient) -> None:
    """A newcomer makes one by its name; a dossier of nothing is shown as such."""
    assert "Досье пока нет" in bare.get("/dossiers?removed=x").text
    assert "Здесь пока пусто" in bare.post("/dossiers", data={"name": "Река"}).text
    assert bare.post("/dossiers", data={"name": ""}).url.path == "/dossiers"
