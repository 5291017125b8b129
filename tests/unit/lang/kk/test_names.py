"""Kazakh names and phrases, from any case to the nominative, and the verbs of saying in all their forms."""

from __future__ import annotations

from pathlib import Path

import pytest

from otkuda.lang.kk.names import (
    gender_of,
    is_given_name,
    looks_like_surname,
    name_cases,
    nominative_person,
    opens_eastern_name,
)
from otkuda.lang.kk.noun_phrases import nominative_phrase
from otkuda.lang.kk.sayings import saying
from otkuda.lang.lexicon import rows
from tests.unit.lang.notation import Case, cases, nominatives

FOLDER = Path(__file__).parent
NAMES = [FOLDER / "names-dev.txt", FOLDER / "names-held.txt"]
PHRASES = [FOLDER / "phrases-dev.txt", FOLDER / "phrases-held.txt"]
SAYINGS = [
    line.split(": ")
    for half in ("dev", "held")
    for line in (FOLDER / f"sayings-{half}.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize("case", [case for path in NAMES for case in cases(path)])
def test_a_name_comes_to_the_nominative(case: Case) -> None:
    """Each form of the table gives the name at its head."""
    assert nominative_person(case.form) == case.nominative


@pytest.mark.parametrize("name", [name for path in NAMES for name in nominatives(path)])
def test_a_nominative_stays(name: str) -> None:
    """A name in the nominative is not touched, whether the sentence tells the case or not."""
    assert nominative_person(name) == nominative_person(name, case="nomn") == name


def test_the_sentence_tells_the_case() -> None:
    """A case that the sentence asks for is believed where the word allows it."""
    assert nominative_person("Ханс Ватцке", case="nomn") == "Ханс Ватцке"
    assert nominative_person("Айша", case="gent") == "Айша"


@pytest.mark.parametrize("case", [case for path in PHRASES for case in cases(path, comma="; ")])
def test_a_phrase_comes_to_the_nominative(case: Case) -> None:
    """Each form of the table gives the phrase at its head."""
    assert nominative_phrase(case.form) == case.nominative


@pytest.mark.parametrize("phrase", [phrase for path in PHRASES for phrase in nominatives(path)])
def test_a_phrase_in_the_nominative_stays(phrase: str) -> None:
    """«министрлігі» keeps the ending of the owned."""
    assert nominative_phrase(phrase) == nominative_phrase(phrase, case="nomn") == phrase


@pytest.mark.parametrize(
    ("name", "gender"),
    [
        ("Айгүл Тасованың", "femn"),
        ("Ерлан Сапаровқа", "masc"),
        ("Жанар Оразқызына", "femn"),
        ("Серік Қайратұлының", "masc"),
        ("Шынарай Әлі", ""),
        ("John Smith", ""),
        ("", ""),
    ],
)
def test_the_gender_of_a_name(name: str, gender: str) -> None:
    """The gender is told where the words tell it, and left open where they do not."""
    assert gender_of(name) == gender


def test_the_cases_of_a_name() -> None:
    """Case and gender go together; a name in other letters may stand in any case."""
    assert name_cases("Айгүл Тасованың") == {("gent", "femn")}
    assert ("nomn", "masc") in name_cases("Ерлан Сапаров")
    assert ("datv", "femn") in name_cases("24")


def test_words_of_names() -> None:
    """Given names in any case, surnames by their looks, family names that stand first."""
    assert is_given_name("Айгүлден") == "femn"
    assert is_given_name("көпірден") == ""
    assert looks_like_surname("Тасоваға")
    assert not looks_like_surname("Көпірдің")
    assert opens_eastern_name("Си")
    assert not opens_eastern_name("Айгүл")


def test_every_listed_name_stays_in_the_nominative() -> None:
    """A listed name is its own nominative."""
    names = [row[0] for row in rows("otkuda.lang.kk", "given_names.tsv")]
    assert [name for name in names if nominative_person(name) != name] == []


@pytest.mark.parametrize(("words", "expected"), SAYINGS, ids=lambda words: words)
def test_a_verb_of_saying_is_read(words: str, expected: str) -> None:
    """The verb, its tense, person and denial, «деп» before it, and where it ends."""
    found = saying([*words.split(), "әкім"])
    if expected == "none":
        assert found is None
        return
    assert found is not None
    said = f"{found.verb} | {found.tense} {found.person}" + " neg" * found.is_negative + " dep" * found.has_that
    assert (said, found.last) == (expected, len(words.split()))


def test_a_word_without_end_is_no_trouble() -> None:
    """Only the last letters of a word are looked at, however long it is."""
    assert nominative_person("лар" * 50_000 + "дың") == "лар" * 50_000
