"""Concepts: the table is in order, each word of it is found by its own forms, and words of three languages meet."""

from __future__ import annotations

import random
from collections import Counter
from importlib.resources import files

import pymorphy3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from otkuda.lang.concepts import concepts
from otkuda.lang.language import load
from otkuda.lang.lexicon import rows

LANGUAGES = ("ru", "kk", "en")
TABLE = rows("otkuda.lang", "concepts.tsv")
WORDS = {language: sorted({word for row in TABLE for word in row[at].split()}) for at, language in enumerate(LANGUAGES)}
MOST = 6  # concepts of a word: one that has more of them tells nothing

# Kazakh endings behind a vowel, a sonant, «л» or «з», a voiceless letter; back and front
ENDINGS = {
    "аәеёоөұүыіэя": (("ны", "ның", "лар", "ға"), ("ні", "нің", "лер", "ге")),
    "мнң": (("ды", "ның", "дар", "ға"), ("ді", "нің", "дер", "ге")),
    "жзл": (("ды", "дың", "дар", "ға"), ("ді", "дің", "дер", "ге")),
    "рйуюи": (("ды", "дың", "лар", "ға"), ("ді", "дің", "лер", "ге")),
    "пфкқтсшщчцхһбвгд": (("ты", "тың", "тар", "қа"), ("ті", "тің", "тер", "ке")),
}
BACK, FRONT = "аоұыяёғқ", "әеөүіэ"
# Letters are read by their names («ДНҚ-ның»); of stems in «и» the verbal noun is not cut («тиюді» of «ти-»)
NOT_CUT = {"днқ", "тжм", "ққс", "тию", "ию", "жымию", "өзін-өзі"}


def meant(form: str, language: str) -> frozenset[int]:
    """Return the concepts of a word form by itself and all its lemmas."""
    return concepts(frozenset({form, *(one.lemma for one in load(language).analyse(form))}), language)


def with_endings(word: str) -> list[str]:
    """Return some forms of a Kazakh noun or verbal noun."""
    sounding = [letter for letter in word if letter in BACK + FRONT]
    behind = next(ends for letters, ends in ENDINGS.items() if word.rstrip("ь")[-1] in letters)
    return [word + ending for ending in behind[bool(sounding) and sounding[-1] in FRONT]]


def test_rows() -> None:
    """A row has a word in each of three columns, in small letters, and none of them twice."""
    faulty = [
        row
        for row in TABLE
        if len(row) != len(LANGUAGES)
        or any(
            not column or column != column.lower() or len(set(column.split())) < len(column.split()) for column in row
        )
    ]
    assert not faulty


def test_letters() -> None:
    """No column holds letters of another's alphabet: a Latin «c» in «сот» would never be found."""
    alphabets = {
        "ru": set("абвгдеёжзийклмнопрстуфхцчшщъыьэюя-"),
        "kk": set("аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя-"),
        "en": set("abcdefghijklmnopqrstuvwxyz-"),
    }
    assert not [word for language in LANGUAGES for word in WORDS[language] if set(word) - alphabets[language]]


def test_topics() -> None:
    """The rows stand under topics, each of which is opened once."""
    text = files("otkuda.lang").joinpath("concepts.tsv").read_text(encoding="utf-8")
    topics = [line for line in text.splitlines() if line.startswith("# ") and line[-1] not in ".:"]
    assert topics
    assert len(topics) == len(set(topics))


def test_size() -> None:
    """News speaks of some thousands of things."""
    assert len(TABLE) >= 4_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_means_everything(language: str) -> None:
    """A word belongs to few concepts."""
    column = LANGUAGES.index(language)
    times = Counter(word.replace("ё", "е") for row in TABLE for word in row[column].split())
    assert not {word: count for word, count in times.items() if count > MOST}


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_themselves(language: str) -> None:
    """A word of the table is found by the form that stands there, with and without its lemmas."""
    column = LANGUAGES.index(language)
    lost = [
        word
        for number, row in enumerate(TABLE)
        for word in row[column].split()
        if number not in concepts(frozenset({word}), language) & meant(word.upper(), language)
    ]
    assert not lost


def test_russian_forms() -> None:
    """Two forms of each Russian word, taken at random, have all its concepts."""
    analyzer = pymorphy3.MorphAnalyzer()
    lost = []
    for word in WORDS["ru"]:
        first = next((one for one in analyzer.parse(word) if one.word == one.normal_form), analyzer.parse(word)[0])
        forms = sorted({str(form.word) for form in first.lexeme})
        drawn = random.Random(word).sample(forms, min(2, len(forms)))  # noqa: S311 - the same forms each time
        lost += [(word, form) for form in drawn if not concepts(frozenset({word}), "ru") <= meant(form, "ru")]
    assert not lost


def test_kazakh_forms() -> None:
    """Forms of each Kazakh word, in the accusative, genitive, plural and dative, have all its concepts."""
    words = [word for word in WORDS["kk"] if word not in NOT_CUT]
    lost = [
        form
        for word in words
        for form in with_endings(word)
        if not concepts(frozenset({word}), "kk") <= meant(form, "kk")
    ]
    assert not lost


@pytest.mark.parametrize(
    ("russian", "kazakh", "english"),
    [
        ("колодцах", "құдықтардағы", "wells"),
        ("кипятили", "қайнатып", "boiling"),
        ("поезда", "пойызбен", "trains"),
        ("тарифов", "тарифтердің", "tariffs"),
        ("подорожал", "қымбаттады", "expensive"),
        ("детьми", "балаларға", "children"),
        ("денег", "ақшасын", "money"),
        ("Ложкой", "Қасықпен", "spoons"),
    ],
)
def test_three_languages(russian: str, kazakh: str, english: str) -> None:
    """Words that translate each other share a concept, in whatever forms."""
    assert meant(russian, "ru") & meant(kazakh, "kk") & meant(english, "en")


@pytest.mark.parametrize(("one", "other"), [("вода", "земля"), ("поезд", "автобус"), ("школа", "больница")])
def test_other_things(one: str, other: str) -> None:
    """Words of one topic that mean different things share none."""
    assert not meant(one, "ru") & meant(other, "ru")


def test_yo() -> None:
    """«ё» and «е» are one letter."""
    assert concepts(frozenset({"лёд"}), "ru") == concepts(frozenset({"лед"}), "ru") != frozenset()


def test_unknown() -> None:
    """What the table does not hold has no concepts, be it a word or a language."""
    assert concepts(frozenset({"бармаглот"}), "ru") == concepts(frozenset({"вода"}), "de") == frozenset()


@given(st.frozensets(st.text(max_size=30), max_size=4), st.sampled_from(LANGUAGES))
def test_any_words(words: frozenset[str], language: str) -> None:
    """The concepts of several words are those of each of them, whatever is asked."""
    each = (concepts(frozenset({word}), language) for word in words)
    assert concepts(words, language) == frozenset().union(*each)
