"""Pronouns, roles and words for bodies are brought back to the names of the text."""

from __future__ import annotations

import pytest

import otkuda


def sources(text: str) -> list[str | None]:
    """The origin of each attribution of a text."""
    return [a.chain[-1].entity if a.chain else None for a in otkuda.read(text, language="ru").attributions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            (
                "Следователь Анна Котова сообщила, что дело закрыто. Адвокат Игорь Лунин с ней не согласен. "
                "По его словам, доказательства собраны с нарушениями."
            ),
            ["Анна Котова", "Игорь Лунин"],
        ),
        (
            (
                "«Мы не уйдём», — сказал Олег Рябов. Также он добавил, что команда устала. Кроме того, отметил, что "
                "судьи ошиблись."
            ),
            ["Олег Рябов"] * 3,
        ),
        (
            "Ведущая Анна Иванова спросила Олега Котова о матче, и тот подтвердил, что готов.",
            ["Олег Котов"],
        ),
    ],
)
def test_pronouns_and_dropped_subjects(text: str, expected: list[str]) -> None:
    """«он», «его», «тот» and a verb without a subject mean who was spoken of last."""
    assert sources(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Министр энергетики Павел Громов приехал в Омск. Чиновник пообещал помочь региону.",
            ["Павел Громов"],
        ),
        (
            (
                "Тренер «Звезды» Олег Рябов похвалил вратаря Дениса Котова. Наставник отметил, что игра удалась. "
                "Голкипер признался, что волновался."
            ),
            ["Олег Рябов", "Денис Котов"],
        ),
        (
            "Госсекретарь США Джон Уилкс прибыл в Берлин. Глава Госдепа заявил, что визит плановый.",
            ["Джон Уилкс"],
        ),
        (
            "Полиция задержала водителя Олега Крота. Мужчина заявил, что не видел пешехода.",
            ["Олег Крот"],
        ),
    ],
)
def test_roles(text: str, expected: list[str]) -> None:
    """A role means whoever has it, or one of the same field."""
    assert sources(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("На запрос редакции в Минэнерго прислали ответ. В ведомстве сообщили, что запасы есть.", ["Минэнерго"]),
        ("«Лучпром» сократил прокачку. В компании сообщили, что ремонтируют турбину.", ["Лучпром"]),
        (
            "Компания «Ромашка» выпустила отчёт. По данным компании, прибыль выросла.",
            ["Ромашка"],
        ),
    ],
)
def test_words_for_bodies(text: str, expected: list[str]) -> None:
    """«ведомство» is an office, «компания» a firm."""
    assert sources(text) == expected


def test_a_new_role_in_a_quotation_is_nobody_named() -> None:
    """Those of whom a quoted speaker tells are not the speaker."""
    text = "Пенсионерка Мария Лосева рассказала: «Диспетчер посоветовала заклеить окна и потерпеть»."
    assert "диспетчер" in sources(text)
