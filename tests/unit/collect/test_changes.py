"""What changed between two versions of an article."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import otkuda
from otkuda.collect.changes import changes, is_trivial, word_diff
from otkuda.model import Article

BODY = "Мост открыт\n\nВ посёлке открыли мост.\n\n«Ехать стало ближе», — сказал аким Ерлан Сапаров."


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Просмотров: 12", "Просмотров: 1 204"),
        ("12 просмотров", "15 просмотров"),
        ("3 комментария", "Комментарии (12)"),
        ("5 мин. назад", "2 часа назад"),
        ("Views: 12", "Views: 1.2k"),
        ("Қаралды: 7", "Қаралды: 19"),
        ("", "Читайте также: Дорогу закроют в мае"),
        ("Читайте также:\n\nДорогу закроют", "Читайте также:\n\nВ город придёт газ\n\nДождь будет завтра"),
        ("В городе  тихо.", "В городе\xa0тихо."),
        ('Газета "Заря"', "Газета «Заря»"),
        ("Ещё идёт дождь", "Еще идет дождь"),
    ],
)
def test_trivial(before: str, after: str) -> None:
    """Counters, lists of links, blanks and typography."""
    assert is_trivial(Article(f"{BODY}\n\n{before}"), Article(f"{BODY}\n\n{after}"))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Погибли 5 человек.", "Погибли 6 человек."),
        ("Мост откроют в мае.", "Мост откроют в июне."),
        ("Мост откроют.", "Мост не откроют."),
        ("", "Дополнено: работы начались."),
        ("Читайте также: Дорогу закроют\n\nМост откроют в мае.", "Читайте также: Дорогу закроют"),
        ("Просмотров фильма стало больше: 12 миллионов человек.", "Просмотров фильма стало больше: 13 миллионов."),
    ],
)
def test_written(before: str, after: str) -> None:
    """A word of the text, even one figure, is a new version."""
    assert not is_trivial(Article(f"{BODY}\n\n{before}"), Article(f"{BODY}\n\n{after}"))


def test_headline_counts() -> None:
    """A new headline is a new version."""
    assert not is_trivial(Article(BODY, headline="Мост открыт"), Article(BODY, headline="Мост закрыт"))


def test_changed_attributions() -> None:
    """What is no longer said, and what is said now."""
    before, after = otkuda.read(BODY), otkuda.read(BODY.replace("ближе", "дальше"))
    changed = changes(before, after)
    assert [after.text[slice(*one.content[0])] for one in changed.gained] == ["Ехать стало дальше"]
    assert [before.text[slice(*one.content[0])] for one in changed.lost] == ["Ехать стало ближе"]
    assert changes(before, before).lost == ()


def test_paragraphs_keep_their_places() -> None:
    """A paragraph that was taken out does not make those behind it look new."""
    before = "Мост закрыт.\n\n«Мы успеем», — сказал мэр.\n\nЗатопило сорок дворов.\n\nДорогу чинят."
    after = "Мост закрыт.\n\nЗатопило сорок два двора.\n\nДорогу чинят."
    same = "".join(piece.text for piece in word_diff(before, after) if piece.change == "same")
    assert "Затопило сорок" in same
    assert "Дорогу чинят." in same


@pytest.mark.parametrize("words", [30_000, 300_000])
def test_long_texts_take_no_long_time(words: int) -> None:
    """What is too long to be compared word by word went and came whole."""
    before = " ".join(str(number % 150) for number in range(words))
    assert [piece.change for piece in word_diff(before, f"{before[::-1]} ")] == ["removed", "added"]


@given(st.text("аб. \n", max_size=60), st.text("аб. \n", max_size=60))
def test_diff_holds_both_texts(before: str, after: str) -> None:
    """Without what was added it is the one, without what was removed the other."""
    pieces = list(word_diff(before, after))
    assert "".join(piece.text for piece in pieces if piece.change != "added") == before
    assert "".join(piece.text for piece in pieces if piece.change != "removed") == after
