"""Kazakh words: the tables of forms, counted, and what no table shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from otkuda.lang.kk import morphology
from otkuda.lang.kk.dictionary import openings
from otkuda.lang.kk.morphology import analyse
from otkuda.lang.lexicon import rows
from tests.unit.lang.kk.forms import forms, missed

FOLDER = Path(__file__).parent


@pytest.mark.parametrize(
    ("table", "most"),
    [("forms-dev", 0), ("forms-held", 4)],
)
def test_the_likeliest_reading_is_right(table: str, most: int) -> None:
    """No more forms of the table are misread than when it was measured."""
    found = missed(FOLDER / f"{table}.txt")
    assert len(found) <= most, found


@pytest.mark.parametrize("table", ["forms-dev", "forms-held"])
def test_the_right_reading_is_among_all(table: str) -> None:
    """The reading of the table is always one of those that the analyser allows."""
    assert missed(FOLDER / f"{table}.txt", first=8) == []


@pytest.mark.parametrize(("table", "share"), [("forms-dev", 0.88), ("forms-held", 0.85)])
def test_unlisted_words_are_guessed(monkeypatch: pytest.MonkeyPatch, table: str, share: float) -> None:
    """Without the word lists the endings alone read most forms rightly."""
    monkeypatch.setattr(morphology, "known", lambda _stem: frozenset())
    monkeypatch.setattr(morphology, "parts_of_speech", dict)
    analyse.cache_clear()
    path = FOLDER / f"{table}.txt"
    right = 1 - len(missed(path)) / len(forms(path))
    analyse.cache_clear()
    assert right >= share


def test_the_halves_share_no_lemma() -> None:
    """What measures holds no word of what was worked from, and both are large enough."""
    dev, held = (forms(FOLDER / f"forms-{half}.txt") for half in ("dev", "held"))
    assert not {one.lemma for one in dev} & {one.lemma for one in held}
    assert len(dev) + len(held) >= 400


@pytest.mark.parametrize(
    ("form", "lemma", "case"),
    [
        ("ІІМ-нің", "іім", "gent"),
        ("dala.example-ке", "dala.example", "datv"),
        ("Telegram-арнасында", "telegram-арна", "loct"),
        ("Оған", "ол", "datv"),
        ("млрд", "млрд", "nomn"),
    ],
)
def test_abbreviations_foreign_words_and_pronouns(form: str, lemma: str, case: str) -> None:
    """Endings behind a hyphen, forms that no rule makes, words without a vowel."""
    assert (analyse(form)[0].lemma, analyse(form)[0].case) == (lemma, case)


@pytest.mark.parametrize("word", ["", "??", "к" * 200, "-", "а-", "-дан", "ъ"])
def test_what_is_no_word_does_no_harm(word: str) -> None:
    """Whatever stands in a text has some readings or none."""
    assert isinstance(analyse(word), tuple)


def test_the_example_of_a_word_is_a_form_of_it() -> None:
    """The lemma is among the readings of the example, and the example opens as one of its forms may."""
    entries = [row for row in rows("otkuda.lang.kk", "words.tsv") if row[1] in {"NOUN", "VERB"}]
    strange = [
        row
        for row in entries
        if row[0] not in {one.lemma for one in analyse(row[2])}
        or not row[2].lower().startswith(tuple(openings(row[0], 4)))
    ]
    assert strange == []


@pytest.mark.parametrize(("lemma", "expected"), [("шығу", {"шығ", "шық"}), ("халық", {"хал"}), ("оқу", {"оқ"})])
def test_openings(lemma: str, expected: set[str]) -> None:
    """What all forms of a word begin with."""
    assert openings(lemma, 3) == expected


def test_the_example_of_an_ending_ends_so() -> None:
    """Each ending is read in its example."""
    for _group, _follows, _letters, form, _weight, says, example in rows("otkuda.lang.kk", "suffixes.tsv"):
        said = set(says.strip("-").split())
        assert form == "0" or any(said <= one.grammemes for one in analyse(example)), example
