"""The word lists: every row has its columns, known features and an example, and stands once."""

from __future__ import annotations

import pytest

from otkuda.lang.lexicon import rows
from otkuda.lang.ru.dictionary import look_up
from otkuda.lang.ru.morphology import analyse
from otkuda.lang.ru.names import nominative_person

PACKAGE = "otkuda.lang.ru"
FEATURES = {
    "titles.tsv": "person role unnamed fixed office femn biography",
    "organizations.tsv": "anaphoric plur fixed abbr name place outlet masc femn neut",
    "outlets.tsv": "anaphoric name place own stands_for fixed plur abbr neut femn",
    "documents.tsv": "speech statement report letter decision law agreement plan publication post recording study file "
    "words plur fixed anaphoric",
    "unnamed.tsv": "sing plur coll outlet org",
}


@pytest.mark.parametrize(("name", "features"), FEATURES.items())
def test_a_row_has_a_lemma_known_features_and_an_example(name: str, features: str) -> None:
    """Three columns; no feature but those that the head of the file tells of."""
    known = set(features.split())
    for row in rows(PACKAGE, name):
        lemma, own, example = row
        assert lemma
        assert example
        assert {feature for feature in own.split(",") if not feature.startswith("of=")} <= known, row


@pytest.mark.parametrize("name", [*FEATURES, "given_names.tsv", "family_first.tsv"])
def test_a_lemma_stands_once(name: str) -> None:
    """No word has two rows; letter case counts, since «Время» is a paper and «время» is none."""
    lemmas = [row[0] for row in rows(PACKAGE, name)]
    assert len(lemmas) == len(set(lemmas))


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("titles.tsv", 800),
        ("organizations.tsv", 600),
        ("outlets.tsv", 600),
        ("documents.tsv", 200),
        ("unnamed.tsv", 200),
        ("given_names.tsv", 5000),
    ],
)
def test_the_lists_are_broad(name: str, least: int) -> None:
    """A list that shrank has lost an edit."""
    assert len(rows(PACKAGE, name)) >= least


def test_a_person_has_a_kind() -> None:
    """Every role noun is either definite or an unnamed source."""
    for _lemma, features, _example in rows(PACKAGE, "titles.tsv"):
        assert len({"role", "unnamed"} & set(features.split(","))) == 1


def test_a_noun_that_stands_for_bodies_has_fields() -> None:
    """Noun, for whom, fields, short names, example."""
    for noun, for_whom, fields, shorts, example in rows(PACKAGE, "bodies.tsv"):
        assert for_whom in {"own", "any"}, noun
        assert set(fields.split()) <= set("office firm school medicine sport culture civic".split()), noun
        assert shorts
        assert example


def test_an_aside_stands_in_its_example() -> None:
    """The words stand between commas."""
    for words, example in rows(PACKAGE, "asides.tsv"):
        assert f", {words}, " in example.replace("ё", "е"), words


def test_a_given_name_has_a_gender() -> None:
    """Second column the gender; a third one says "rare" or "fixed"."""
    for name, gender, *rest in rows(PACKAGE, "given_names.tsv"):
        assert gender in {"masc", "femn", "both"}, name
        assert rest in ([], ["rare"], ["fixed"]), name


def test_an_ending_has_its_example_in_the_nominative() -> None:
    """The example of an ending stands in the nominative and ends so, or has the letters before the ending's own."""
    for ending, _paradigm, weight, example in rows(PACKAGE, "name_endings.tsv"):
        assert float(weight) > 0
        assert example.lower().endswith(ending), (ending, example)


def test_every_listed_name_stays_in_the_nominative() -> None:
    """A listed name of one word, put into no case, is its own nominative, but where it is oftener another's form."""
    names = [row[0] for row in rows(PACKAGE, "given_names.tsv") if row[-1] != "rare" and "-" not in row[0]]
    changed = {name for name in names if nominative_person(name) != name}
    assert changed == set()


def test_a_town_is_declined_as_its_model() -> None:
    """The dictionary holds the model and not the town, and the example has it in the genitive."""
    for town, model, example in rows(PACKAGE, "towns.tsv"):
        assert not look_up(town.lower()), town
        assert any("Geox" in reading.grammemes for reading in look_up(model.lower())), model
        assert ("gent", town.lower()) in {(reading.case, reading.lemma) for reading in analyse(example.split()[-1])}
