"""Noun phrases, from any case to the nominative."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from otkuda.lang.ru.morphology import analyse
from otkuda.lang.ru.names import nominative_person, nominative_phrase
from tests.unit.lang.notation import Case, cases, nominatives

TABLE = Path(__file__).with_name("phrases.txt")


@pytest.mark.parametrize("case", list(cases(TABLE, comma=" | ")))
def test_a_phrase_comes_to_the_nominative(case: Case) -> None:
    """Each form of the table gives the phrase at its head."""
    assert nominative_phrase(case.form, case=case.case) == case.nominative


@pytest.mark.parametrize("nominative", nominatives(TABLE))
def test_a_nominative_stays(nominative: str) -> None:
    """A phrase that the sentence puts into the nominative is not touched."""
    assert nominative_phrase(nominative, case="nomn") == nominative


@pytest.mark.parametrize("phrase", ["", " ", "«", "«»", "5 экспертов", "—", "!!!", "Ъ", "и", "\ud800", "а" * 5000])
def test_anything_is_borne(phrase: str) -> None:
    """Whatever is no noun phrase comes back as it is."""
    assert nominative_phrase(phrase) == phrase


LETTERS = "абвгдеиклмноптьАВИМ -«»\"'.,0ё"


@given(
    st.one_of(st.text(max_size=60), st.text(LETTERS, max_size=60)), st.sampled_from(["", "gent", "datv", "nomn", "?"])
)
@settings(max_examples=100, deadline=None)
def test_any_text_is_borne(text: str, case: str) -> None:
    """No text raises, with any case; a nominative that its words do not refute («министром») is never touched."""
    assert isinstance(nominative_person(text, case=case), str)
    answer = nominative_phrase(text, case=case)
    readings = [analyse(word) for word in re.findall(r"\w+", text)]
    refuted = any(r and all(one.is_known and one.case not in {"", "nomn"} for one in r) for r in readings)
    assert answer == text or case != "nomn" or refuted
