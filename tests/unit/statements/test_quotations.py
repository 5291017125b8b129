"""A draft → its quotations."""

from __future__ import annotations

import pytest

import otkuda
from otkuda.model import Span
from otkuda.statements.quotations import joined, quotations


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("«Мост открыт, — сказал мэр Глеб Одинцов. — Паром стоит».", [("Мост открыт. Паром стоит", "Глеб Одинцов")]),
        ("«Мост, — сказал мэр Глеб Одинцов, — открыт».", [("Мост открыт", "Глеб Одинцов")]),
        ("По словам мэра Глеба Одинцова, мост «почти готов».", [("почти готов", "Глеб Одинцов")]),
        ("На стене висит плакат. «Берегите реку и её берега».", [("Берегите реку и её берега", None)]),
        ("Поезд «Есиль» ушёл.", []),
        ("Мэр Глеб Одинцов сообщил, что мост открыт.", []),
    ],
)
def test_quotations(text: str, expected: list[tuple[str, str | None]]) -> None:
    """In one piece or two, a part of a sentence, given to nobody; titles and retellings are none."""
    found = quotations(otkuda.read(f"Новости дня\n\n{text}", language="ru"))
    assert [(one.text, one.source.entity if one.source else None) for one in found] == expected


def test_indirect() -> None:
    """Retellings are checked where that is wished."""
    draft = otkuda.read("Мэр Глеб Одинцов сообщил, что мост открыт.", language="ru")
    assert [one.text for one in quotations(draft, indirect=True)] == ["мост открыт"]


def test_language_of_the_words() -> None:
    """A quotation in another language than the draft is in its own."""
    draft = otkuda.read("Мэр Глеб Одинцов сказал: «The bridge will be opened in the middle of May».", language="ru")
    assert [one.language for one in quotations(draft)] == ["en"]


def test_pieces_with_marks_of_their_own() -> None:
    """Between two pieces in marks of their own something may have been left out."""
    text = "“The bridge is open,” he said. “The ferry waits.”"
    spans = Span(1, 19), Span(32, 47)
    assert joined(text, spans) == "The bridge is open … The ferry waits"
