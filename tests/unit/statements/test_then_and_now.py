"""Numbers that are given otherwise now: which are put side by side, and which count something else."""

from __future__ import annotations

import pytest

from otkuda.statements.then_and_now import given_otherwise


def side_by_side(then: tuple[str, str], now: tuple[str, str]) -> list[tuple[str, str]]:
    """The numbers of two texts that are put side by side, as they stand there."""
    found = given_otherwise(*then, *now)
    return [(then[0][a.start : a.end], now[0][b.start : b.end]) for a, b in found]


@pytest.mark.parametrize(
    ("then", "now", "expected"),
    [
        (("Сдадим к 1 августа", "ru"), ("The road will be ready by 1 October", "en"), [("1 августа", "1 October")]),
        (("Выйдут четыре автобуса", "ru"), ("Қазір алты автобус жүреді", "kk"), [("четыре", "алты")]),
        (("It costs 400 million tenge", "en"), ("Это 520 млн тенге", "ru"), [("400 million tenge", "520 млн тенге")]),
        (("Построим в 2026 году", "ru"), ("2027 жылы саламыз", "kk"), [("2026 году", "2027 жылы")]),
        (("Сдадим к 1 августа", "ru"), ("1 тамызда тапсырамыз", "kk"), []),
        (("Купим шесть автобусов", "ru"), ("Посадим сорок деревьев", "ru"), []),
        (("Вырос на 5 процентов, упал на 7 процентов", "ru"), ("Up 9 percent", "en"), []),
        (("", "ru"), ("…", "zz"), []),
    ],
)
def test_side_by_side(then: tuple[str, str], now: tuple[str, str], expected: list[tuple[str, str]]) -> None:
    """Dates and sums that each text has once, and what is counted by the same word; in any two languages."""
    assert side_by_side(then, now) == expected


def test_endless_texts() -> None:
    """Of a text without end only the beginning is looked at."""
    assert side_by_side(("1 2 3 " * 100_000, "ru"), ("7 " * 100_000, "en")) == []
