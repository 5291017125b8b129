"""What words are when nothing tells their language, and the word lists that all languages share."""

from __future__ import annotations

import pytest

from otkuda.lang.every import every_row, is_body, is_given_name, is_predicate, languages_of, may_be_name, nominative

VALUED = {"label", "bare", "by", "behind", "byline", "source", "holder"}
BARE = {"office", "nameless", "own", "agency", "nobody", "month", "caption", "particle", "between", "joint"}


@pytest.mark.parametrize("row", every_row("credits.tsv"), ids=lambda row: f"{row[1]} {row[0]}")
def test_a_credit_word_has_a_part(row: tuple[str, ...]) -> None:
    """Words, part, value, example; only some parts have a value."""
    words, part, value, example = row
    assert part in VALUED | BARE
    assert bool(value) == (part in VALUED)
    assert words.lower() in example.lower()


@pytest.mark.parametrize(
    ("word", "codes"),
    [
        ("мост", "ru kk"),
        ("Көпір", "kk"),
        ("bridge", "en"),
        ("O’Dell", "en"),
        ("iPhone-ға", ""),
        ("міст", "kk"),
        ("7", ""),
    ],
)
def test_letters_tell_the_languages(word: str, codes: str) -> None:
    """Those that have all letters of the word."""
    assert languages_of(word) == tuple(codes.split())


@pytest.mark.parametrize(
    ("question", "yes", "no"),
    [
        (is_predicate, "открыли построен ашылды күреп opened", "мост пресс служба министрлігі жеке қызметі bridge"),
        (is_given_name, "Анна Анны Айгүл Айгүлдің Ерлан Una", "Мост Көпір Bridge Заря"),
        (may_be_name, "Анна Сапарова Айгүл Quennell Ashgrove", "Police City Министрлігі"),
        (is_body, "Министерство Министрлігі Police Агентство", "Сапарова Айгүл Quennell"),
    ],
)
def test_words(question: object, yes: str, no: str) -> None:
    """One of the languages of its letters knows."""
    assert callable(question)
    assert [word for word in yes.split() if not question(word)] == []
    assert [word for word in no.split() if question(word)] == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Анны Лесной", "Анна Лесная"),
        ("Ерлана Сапарова", "Ерлан Сапаров"),
        ("Саши Ким", "Саша Ким"),
        ("Айгүл Сапарованың", "Айгүл Сапарова"),
        ("Ерлан Сапаровтың", "Ерлан Сапаров"),
        ("Алии Оспан", "Алии Оспан"),  # or a man called Алий
        ("Una Farrow", "Una Farrow"),
        ("ТАСС", "ТАСС"),
        ("Мост через Ишим", "Мост через Ишим"),
        ("", ""),
    ],
)
def test_nominative_of_a_genitive(name: str, expected: str) -> None:
    """Only of what is a person's name, and in doubt not at all."""
    assert nominative(name) == expected
