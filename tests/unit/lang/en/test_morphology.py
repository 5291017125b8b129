"""English word forms: every reading that the tables expect, the likeliest first."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from otkuda.lang.en.dictionary import forms, nouns, openings, verbs
from otkuda.lang.en.morphology import Analysis, analyse, inflect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from _pytest.mark import ParameterSet

HALVES = [Path(__file__).with_name(name) for name in ("forms.txt", "forms_apart.txt")]


def listed() -> Iterator[ParameterSet]:
    """Yield form and expected readings of every line of both halves."""
    for line in itertools.chain.from_iterable(half.read_text(encoding="utf-8").splitlines() for half in HALVES):
        if line and not line.startswith("#"):
            form, expected = line.removeprefix("?").split(": ")
            marks = [pytest.mark.xfail(reason="not read rightly yet")] if line.startswith("?") else []
            yield pytest.param(form, [tuple(one.split()) for one in expected.split("; ")], marks=marks, id=form)


def fits(expected: tuple[str, ...], one: Analysis) -> bool:
    """Tell whether a reading has the lemma, the part of speech and the grammemes of a line."""
    lemma, part, *grammemes = expected
    return (one.lemma, one.pos) == (lemma, part) and set(grammemes) <= one.grammemes


@pytest.mark.parametrize(("form", "expected"), list(listed()))
def test_a_form_has_its_readings(form: str, expected: list[tuple[str, ...]]) -> None:
    """The first one is the first that is read, and no other is missing."""
    found = analyse(form)
    assert fits(expected[0], found[0])
    assert [one for one in expected if not any(fits(one, reading) for reading in found)] == []


def test_the_tables_are_broad() -> None:
    """300 forms, about half of them apart."""
    sizes = [sum(": " in line for line in half.read_text(encoding="utf-8").splitlines()) for half in HALVES]
    assert min(sizes) >= 150


@pytest.mark.parametrize("mark", ["'", "’"])
def test_both_apostrophes_are_one(mark: str) -> None:
    """Straight or curly."""
    assert analyse(f"minister{mark}s") == analyse("minister's")
    assert analyse(f"Didn{mark}t")[0].lemma == "do"


@pytest.mark.parametrize(
    ("form", "lemma", "part"),
    [
        ("ambushed", "ambush", "VERB"),
        ("ex-ministers", "ex-minister", "NOUN"),
        ("state-run", "state-run", "ADJF"),
        ("1990s", "1990s", "NOUN"),
        ("2nd", "2nd", "ADJF"),
        ("Quennell’s", "quennell", "NOUN"),
        ("Pells'", "pell", "NOUN"),
        ("labeled", "label", "VERB"),
        ("labelled", "label", "VERB"),
    ],
)
def test_what_no_list_holds_is_guessed(form: str, lemma: str, part: str) -> None:
    """By its ending, its hyphen or its apostrophe."""
    assert (analyse(form)[0].lemma, analyse(form)[0].pos) == (lemma, part)


@pytest.mark.parametrize("word", ["", " ", "--", "'", "мост", "a b", "12", "x" * 99, "\ud800"])
def test_what_is_no_english_word_has_no_reading(word: str) -> None:
    """Marks, numbers, other scripts, what is too long."""
    assert analyse(word) == ()


@pytest.mark.parametrize(
    ("word", "target", "expected"),
    [
        ("ministers’", "nomn sing", "minister"),
        ("women's", "nomn", "women"),
        ("spokesmen", "sing", "spokesman"),
        ("minister", "gent", "minister's"),
        ("ministers", "gent", "ministers'"),
        ("say", "past", "said"),
        ("denied", "GRND", "denying"),
        ("he", "accs", "him"),
        ("the", "past", "the"),
    ],
)
def test_a_word_is_inflected(word: str, target: str, expected: str) -> None:
    """To the form that has the grammemes; what has none such stays."""
    assert inflect(word, analyse(word)[0], frozenset(target.split())) == expected


def test_every_form_of_every_lemma_is_read_back() -> None:
    """Among the readings of a form is the lemma that it was made from, and its first letters are foreseen."""
    for lemma in verbs() | set(nouns()):
        for slot in forms(lemma):
            if " " not in lemma:
                assert any((one.lemma, one.pos) == (lemma, slot.pos) for one in analyse(slot.form)), (lemma, slot)
            assert slot.form[:7] in openings(lemma, 7)


@given(st.one_of(st.text(max_size=30), st.text("abdeginrstu'’-.", max_size=12)))
@settings(max_examples=200, deadline=None)
def test_any_text_is_borne(text: str) -> None:
    """No text raises; what is read has a lemma and a score that is a share."""
    for one in analyse(text):
        assert one.lemma
        assert 0 < one.score <= 1
        assert isinstance(inflect(text, one, frozenset({"nomn", "sing"})), str)
