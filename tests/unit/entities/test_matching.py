"""What two mentions say, feature by feature, and the tables that it goes by."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from otkuda.entities import Mention, match
from otkuda.entities.callings import agree, read_role
from otkuda.entities.naming import LANGUAGES, PersonName, parse
from otkuda.entities.weights import AGAINST, DIFFERENT, EVIDENCE, SAME, weights
from otkuda.lang.lexicon import rows

CLASSES = {"kind", "field", "rank", "name", "place", "unit", "form"}


def person(name: str, role: str | None = None, organization: str | None = None, *others: str) -> Mention:
    """Return a mention of a person in an article of its own."""
    return Mention("a", datetime(2026, 1, 1, tzinfo=UTC), "ru", name, "person", role, organization, "", others)


def features(one: Mention, other: Mention, carriers: int = 0) -> list[str]:
    """Return what decided."""
    return [feature for feature, _ in match(one, other, carriers).features]


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        ("Сергей Лаптев", "Сергей Лаптев", ["surname_same", "given_same"]),
        ("Сергей Викторович Лаптев", "С. В. Лаптев", ["surname_same", "initial_fits", "patronymic_initial"]),
        ("Иван Галеев", "Иван Галиев", ["surname_misspelt", "given_same"]),
        ("Билл Пелл", "William Pell", ["surname_romanized", "given_alike"]),
        ("Мария Тасова", "Мария-Луиза Тасова", ["surname_same", "given_part"]),
        ("Анна Петровна", "Анна Петровна Лаптева", ["surname_unsaid", "given_same", "patronymic_same"]),
        ("Сергей Лаптев", "А. Лаптев", ["surname_same", "initial_other"]),
    ],
)
def test_features_of_names(one: str, other: str, wanted: list[str]) -> None:
    """Each part of a name says its own."""
    assert features(person(one), person(other)) == wanted


def test_a_surname_alone() -> None:
    """It is the only carrier's, and open where there is a rival."""
    one, other = person("Лаптев"), person("Сергей Лаптев")
    assert [match(one, other, carriers).answer for carriers in (0, 1, 2)] == ["open", "same", "open"]


def test_company() -> None:
    """Two others beside both speak for it, in whatever letters."""
    one, other = person("Лаптев", None, None, "Анна Тасова", "Ким"), person("Лаптев", None, None, "Anna Tasova", "Kim")
    assert "company" in features(one, other)


def test_types_are_never_one() -> None:
    """A person is no outlet."""
    assert match(Mention("a", None, "ru", "Саяк"), Mention("b", None, "ru", "Саяк", "outlet")).answer == "different"


def test_every_feature_has_a_weight() -> None:
    """The table names what code counts as evidence; weights lie on their side of the bounds."""
    assert weights().keys() >= EVIDENCE | AGAINST
    assert all(weights()[feature] > 0 for feature in EVIDENCE)
    assert all(weights()[feature] < 0 for feature in AGAINST)
    assert weights()["surname_same"] + weights()["rival"] < SAME
    assert weights()["surname_other"] + weights()["given_same"] < DIFFERENT


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Вагиф Ариф оглы Маммедов", PersonName("Вагиф", "Ариф оглы", "Маммедов")),
        ("Азамат Эркин уулу", PersonName("Азамат", "Эркин уулу")),
        ("Ким Чен Мин", PersonName("Чен Мин", "", "Ким")),
        ("Owen J. Pell", PersonName("Owen", "", "Pell", ("J",))),
        ("Лаптев С.В.", PersonName("", "", "Лаптев", ("С", "В"))),
        ("", PersonName()),
    ],
)
def test_parts_of_names(name: str, parts: PersonName) -> None:
    """In whatever order they stand."""
    assert parse(name) == parts


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        ("министр", "министр культуры", "same"),
        ("врач", "хирург", "same"),
        ("министр", "замминистра", "other"),
        ("зампред", "заместитель", ""),
        ("глава", "министр", ""),
        ("глава", "хирург", "other"),
        ("экс-министр", "депутат", ""),
        ("пасечник", "кузнец", "other"),
    ],
)
def test_callings(one: str, other: str, answer: str) -> None:
    """What one person may be at one time."""
    assert agree(read_role(one, "ru"), read_role(other, "ru")) == answer
    assert agree(read_role(other, "ru"), read_role(one, "ru")) == answer


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("name", "columns"), [("given_forms.tsv", 3), ("fathers_names.tsv", 4), ("particles.tsv", 2)])
def test_tables_of_names(language: str, name: str, columns: int) -> None:
    """Every row has its columns, and its word in its example."""
    for row in rows(f"otkuda.lang.{language}", name):
        assert len(row) == columns, row
        assert row[0].lower() in row[-1].lower(), row


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("name", "columns"), [("posts.tsv", 3), ("body_words.tsv", 4), ("short_bodies.tsv", 3)])
def test_tables_of_roles_and_bodies(language: str, name: str, columns: int) -> None:
    """Every row has its columns, and stands once."""
    table = rows(f"otkuda.lang.{language}", name)
    assert len({row[0] for row in table}) == len(table)
    for row in table:
        assert len(row) == columns, row
        assert all(row), row


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_of_bodies_have_a_class(language: str) -> None:
    """As the head of the file says."""
    assert {row[1] for row in rows(f"otkuda.lang.{language}", "body_words.tsv")} <= CLASSES


def test_languages_mean_the_same() -> None:
    """A calling, a kind, a field or a country of one language is one of Russian too."""
    for name, column in (("posts.tsv", 1), ("body_words.tsv", 2)):
        russian, *others = [
            {one for row in rows(f"otkuda.lang.{language}", name) for one in row[column].split()}
            for language in LANGUAGES
        ]
        for other in others:
            assert len(other - russian) <= 3, other - russian


def test_broad_callings_are_callings() -> None:
    """What stands beside a broad calling is one of the tables."""
    known = {
        one for language in LANGUAGES for row in rows(f"otkuda.lang.{language}", "posts.tsv") for one in row[1].split()
    }
    for calling, beside, _ in rows("otkuda.entities", "broad_callings.tsv"):
        assert {calling, *beside.split()} <= known
    assert {one for _, called, _ in rows("otkuda.entities", "heads.tsv") for one in called.split()} <= known
