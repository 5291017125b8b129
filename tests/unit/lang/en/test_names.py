"""English names and noun phrases."""

from __future__ import annotations

import pytest

from otkuda.lang.en.names import (
    gender_of,
    is_given_name,
    looks_like_surname,
    name_cases,
    nominative_person,
    nominative_phrase,
    opens_eastern_name,
)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Dalia Quennell's", "Dalia Quennell"),
        ("Gideon Frome’s", "Gideon Frome"),
        ("Hollis’", "Hollis"),
        ("Hollis'", "Hollis"),
        ("O’Dell’s", "O’Dell"),
        ("the Pells'", "the Pells"),
        ("Aslan Temirov", "Aslan Temirov"),
    ],
)
def test_a_name_loses_its_possessive(name: str, expected: str) -> None:
    """Straight or curly, behind an «s» or not; a name without one stays."""
    assert nominative_person(name) == expected


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("the energy ministry's", "energy ministry"),
        ("The energy ministry", "energy ministry"),
        ("a report by the audit office", "report by the audit office"),
        ("an aide", "aide"),
        ("The Astana Times", "The Astana Times"),
        ("the Astana Times", "Astana Times"),
        ("Marden’s Air Force", "Marden’s Air Force"),
        ("some reports", "some reports"),
        ("Theatre Royal", "Theatre Royal"),
        ("the", "the"),
        ("", ""),
    ],
)
def test_a_phrase_loses_its_article_and_possessive(phrase: str, expected: str) -> None:
    """But for the «The» that is an outlet's own."""
    assert nominative_phrase(phrase) == expected


@pytest.mark.parametrize(
    ("name", "gender"),
    [
        ("Dalia Quennell", "femn"),
        ("Hugh Pender’s", "masc"),
        ("Gulmira Tasova", "femn"),
        ("Tasova", "femn"),
        ("Sapar Abdrakhmanov", "masc"),
        ("Abdrakhmanov", "masc"),
        ("Anna Vysotskaya", "femn"),
        ("Pell", ""),
        ("Taylor Pell", ""),
        ("Averill", ""),
        ("", ""),
    ],
)
def test_a_name_tells_a_gender(name: str, gender: str) -> None:
    """By the given name, else by a Slavic or Turkic ending; else not at all."""
    assert gender_of(name) == gender


def test_a_given_name_is_known_in_any_form() -> None:
    """With «'s» and without, in any letter case."""
    assert [is_given_name(word) for word in ("Dalia", "dalia's", "Hugh’s", "Taylor", "bridge")] == [
        "femn",
        "femn",
        "masc",
        "both",
        "",
    ]


@pytest.mark.parametrize(
    ("word", "is_surname"),
    [
        ("Quennell", True),
        ("O’Dell", True),
        ("McTavish", True),
        ("Lloyd-Bright", True),
        ("Temirov's", True),
        ("bridge", False),
        ("Minister", False),
        ("Friday's", False),
        ("NATO", False),
        ("The", False),
        ("Al", False),
    ],
)
def test_what_no_list_knows_may_be_a_surname(word: str, is_surname: bool) -> None:  # noqa: FBT001 - a table's column
    """A capital letter, and no word of the tables."""
    assert looks_like_surname(word) == is_surname


def test_a_possessive_is_a_genitive() -> None:
    """A plain name may stand in any case."""
    assert {case for case, _ in name_cases("Dalia’s")} == {"gent"}
    assert ("nomn", "femn") in name_cases("Dalia")
    assert {gender for _, gender in name_cases("Pell")} == {"masc", "femn"}


def test_eastern_family_names_come_first() -> None:
    """«Kim Jae-min»."""
    assert opens_eastern_name("Kim")
    assert not opens_eastern_name("Pell")
