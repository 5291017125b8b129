"""Brief: the same statements as a page, a document and a table, bounded, in each language."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import docx
import openpyxl
import pytest

from otkuda.export.brief import Carrier, Entry
from otkuda.serve.brief_document import document
from otkuda.serve.brief_table import table
from otkuda.serve.pages.brief_view import Brief
from otkuda.serve.words import words_in

if TYPE_CHECKING:
    from starlette.testclient import TestClient

WORDS = "Мост мы откроем не раньше 20 мая"
EVIL = '=HYPERLINK("http://evil.example","x")'


def told(content: bytes) -> str:
    """Return the words of a document."""
    return "\n".join(one.text for one in docx.Document(io.BytesIO(content)).paragraphs)


def rows(content: bytes) -> list[tuple[object, ...]]:
    """Return the rows of a spreadsheet."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    found = [tuple(cell.value for cell in row) for row in book.worksheets[0].iter_rows()]
    assert all(cell.data_type != "f" for row in book.worksheets[0].iter_rows() for cell in row)
    book.close()
    return found


@pytest.mark.parametrize("asked", ["", "?speaker=Одинцов&differing=1&since=2026-03-01&until=2026-03-11&most=500"])
def test_three_forms_tell_the_same(client: TestClient, asked: str) -> None:
    """Words, speaker, where first, who carries it, what differs, with the addresses."""
    page = client.get(f"/brief{asked}").text
    text = told(client.get(f"/brief.docx{asked}").content)
    head, line, *_ = rows(client.get(f"/brief.xlsx{asked}").content)
    for form in (page, text, "\n".join(map(str, line))):
        for part in (WORDS, "Глеб Одинцов", "Мостострой", "Берег", "https://bereg.example/2026/most"):
            assert part in form
        assert "отрицание" in form or "оговорка" in form
    assert head[:3] == ("Кто", "Должность", "Слова")


@pytest.mark.parametrize("asked", ["q=верблюд", "until=2026-03-10", "since=2999-01-01", "outlet=nobody.example"])
def test_nothing_found(client: TestClient, asked: str) -> None:
    """It says so; files are made all the same."""
    assert WORDS not in client.get(f"/brief?{asked}").text
    assert WORDS not in told(client.get(f"/brief.docx?{asked}").content)
    assert len(rows(client.get(f"/brief.xlsx?{asked}").content)) == 1


@pytest.mark.parametrize(
    "asked", ["most=-1", "most=9999999", "until=9999-12-31", "since=x&kind=y&dossier=z&q=%00", "after=1"]
)
def test_hostile_questions(client: TestClient, asked: str) -> None:
    """Never an error: what means nothing is left out."""
    assert client.get(f"/brief?{asked}").status_code == 200


@pytest.mark.parametrize(("language", "head"), [("ru", "Впервые"), ("kk", "Алғаш айтылған жері"), ("en", "First said")])
def test_headings_in_each_language(client: TestClient, language: str, head: str) -> None:
    """A reader's language is that of the headings, in the files too."""
    headers = {"accept-language": language}
    assert head in client.get("/brief", headers=headers).text
    assert head in told(client.get("/brief.docx", headers=headers).content)
    assert head in rows(client.get("/brief.xlsx", headers=headers).content)[0]


def test_hostile_words_neither_run_nor_break_a_file() -> None:
    """Formulas are texts, and signs that no file holds are shown by others."""
    evil = EVIL + "\x00\x1b\ud800\ufffe"
    carrier = Carrier(evil, "javascript:alert(1)", "no day")
    entry = Entry("1", evil, evil, evil, "ru", "page", (carrier,), None, 1, (carrier,), (), evil)
    brief = Brief(evil, (evil,), datetime(2026, 3, 1, tzinfo=UTC), (entry,))
    for language in ("ru", "kk", "en"):
        assert EVIL in told(document(brief, words_in(language)))
        assert str(rows(table(brief, words_in(language)))[1][0]).startswith(EVIL)


def test_empty_store(bare: TestClient) -> None:
    """A page and files without a statement."""
    assert bare.get("/brief").status_code == bare.get("/brief.docx").status_code == 200
