"""Names of persons, from any case to the nominative."""

from __future__ import annotations

from pathlib import Path

import pytest

from otkuda.lang.ru.names import gender_of, is_given_name, looks_like_surname, nominative_person
from tests.unit.lang.notation import Case, cases, nominatives

TABLE = Path(__file__).with_name("persons.txt")


@pytest.mark.parametrize("case", list(cases(TABLE)))
def test_a_name_comes_to_the_nominative(case: Case) -> None:
    """Each form of the table gives the name at its head."""
    assert nominative_person(case.form, case=case.case, gender=case.gender) == case.nominative


@pytest.mark.parametrize("nominative", nominatives(TABLE))
def test_a_nominative_stays(nominative: str) -> None:
    """A name that the sentence puts into the nominative is not touched."""
    assert nominative_person(nominative, case="nomn") == nominative


@pytest.mark.parametrize(
    "name",
    "Сергей Лавров|Мария Захарова|Ким Чон Ын|Анита Цой|Иван Сорока|Никита Михалков|Анна Толстая|Барак Обама|"
    "Фумио Кисида|Любовь Соколова|Илья Пономарев|Роман Кац|Иван Гайдай|Тереза Мэй|Игорь Коваль".split("|"),
)
def test_a_nominative_is_told_without_a_case(name: str) -> None:
    """The words of a name say themselves that it is in the nominative."""
    assert nominative_person(name) == name


@pytest.mark.parametrize(
    ("name", "gender"),
    [
        ("Сергею Лаврову", "masc"),
        ("Марии Захаровой", "femn"),
        ("Тины Канделаки", "femn"),
        ("Мишель Обамы", "femn"),
        ("Никиты Михалкова", "masc"),
        ("Лаврова", ""),
        ("Ш. Меркель", ""),
        ("Удальцовой", "femn"),
        ("Сапаровым", "masc"),
        ("John Smith", ""),
    ],
)
def test_the_gender_of_a_name(name: str, gender: str) -> None:
    """The gender is told where the forms tell it, and left open where they do not."""
    assert gender_of(name) == gender


@pytest.mark.parametrize(
    ("word", "gender"),
    [
        ("Сергею", "masc"),
        ("Марией", "femn"),
        ("Александра", "both"),
        ("Льва", "masc"),
        ("Ералы", "masc"),
        ("Фёдором", "masc"),
        ("Айгуль", "femn"),
        ("мост", ""),
        ("заявил", ""),
        ("", ""),
    ],
)
def test_a_given_name_is_known_in_any_case(word: str, gender: str) -> None:
    """Every case of a listed name is known, and no other word."""
    assert is_given_name(word) == gender


@pytest.mark.parametrize(
    "word",
    "Лаврова Сапарову Бигновым Зайберта Захаровой Порошенко Ковальчуку Саакашвили Пашиняна Мойеса Цукерберга".split(),
)
def test_a_surname_has_its_look(word: str) -> None:
    """A surname is told in any case, listed or not."""
    assert looks_like_surname(word)


@pytest.mark.parametrize("word", ["Киева", "Москвы", "министр", "Правительство", "ТАСС", "Reuters", "Он", ""])
def test_other_words_are_no_surnames(word: str) -> None:
    """Towns, common nouns, abbreviations and Latin words are none."""
    assert not looks_like_surname(word)
