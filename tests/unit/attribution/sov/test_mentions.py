"""Who a Kazakh text mentions: spans, names, kinds, owners."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from otkuda.attribution.sov import look
from otkuda.attribution.word import reader
from otkuda.lang.language import load
from otkuda.text.sentences import cut

if TYPE_CHECKING:
    from otkuda.attribution.ordered.sight import Mention


def mentions(text: str) -> dict[str, Mention]:
    """Return the mentions of a text by their words."""
    language = load("kk")
    sight = look(cut(text, reader(language.analyse), language.abbreviations), language)
    return {text[one.start : one.end]: one for one in sight.mentions}


@pytest.mark.parametrize(
    ("words", "kind", "name"),
    [
        ("аудан әкімі Ерлан Сапаровтың", "person", "Ерлан Сапаров"),
        ("Қ.Қ. Мұқановтың", "person", "Қ.Қ. Мұқанов"),
        ("Ерлан САПАРОВТЫҢ", "person", "Ерлан Сапаров"),
        ("Сапаров мырзаның", "person", "Сапаров"),
        ("Тренер Олег Севастьяновтың", "person", "Олег Севастьянов"),
        ("Қаржы министрлігінің", "body", "Қаржы министрлігі"),
        ("«Таң» газетінің", "body", "Таң"),
        ("dala.example тілшісінің", "body", "dala.example"),
        ("ТЖМ-нің", "body", "ТЖМ"),
        ("жергілікті тұрғындардың", "group", "жергілікті тұрғындар"),
        ("тұрғындардың бірінің", "group", "тұрғындардың бірі"),
        ("бас дәрігердің", "role", "бас дәрігер"),
        ("Олардың", "pronoun", "олар"),
    ],
)
def test_a_mention_is_named_in_the_nominative(words: str, kind: str, name: str) -> None:
    """Whoever stands before «айтуынша»."""
    one = mentions(f"{words} айтуынша, көпір жабық.")[words]
    assert (one.kind, one.name) == (kind, name)


def test_a_writing_is_mentioned_without_its_author() -> None:
    """The name holds both, the span the writing alone."""
    found = mentions("Министр Қанат Ермековтің хатында жолдың жабылғаны айтылған.")
    assert found["хатында"].name == "Қанат Ермековтің хаты"
    assert found["хатында"].owner is found["Министр Қанат Ермековтің"]


def test_titles_apart_are_told() -> None:
    """A title behind a comma, or before a dash, is the person's."""
    assert mentions("Режиссері – Леван Чантурия.")["Леван Чантурия"].roles == ("режиссер",)
    assert mentions("Лаура Қасымова, компания басшысы, келді.")["Лаура Қасымова, компания басшысы"].roles == ("басшы",)


def test_a_father_s_name_is_no_other_person() -> None:
    """«Әділ Серікұлы» is the only Әділ of the text."""
    assert mentions("Әділ Пшенов келді. Әділ Серікұлы кетті.")["Әділ Серікұлы"].name == "Әділ Пшенов"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Екі министрлік пен әкімдік келісті.", "Екі министрлік пен әкімдік"),
        ("Сергей Лавров және Асхат Омаров келісті.", "Сергей Лавров және Асхат Омаров"),
    ],
)
def test_those_joined_by_and_are_one_more_mention(text: str, words: str) -> None:
    """With its parts."""
    assert len(mentions(text)[words].parts) == 2
