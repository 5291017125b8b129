"""The Kazakh word lists: the columns and the features of the Russian ones, an example each, no word twice."""

from __future__ import annotations

import pytest

from otkuda.lang.kk.morphology import analyse
from otkuda.lang.kk.sayings import saying
from otkuda.lang.language import _bodies, _roles, _with_prefixes, _words, load
from otkuda.lang.lexicon import rows

PACKAGE = "otkuda.lang.kk"
FEATURES = {
    "titles.tsv": "person role unnamed office biography",
    "organizations.tsv": "anaphoric plur abbr name place outlet",
    "outlets.tsv": "anaphoric name place own stands_for plur",
    "documents.tsv": "speech statement report letter decision law agreement plan publication post recording study file "
    "words plur anaphoric",
    "unnamed.tsv": "sing plur coll outlet org listener",
}
CUES = (
    "say bare quote that accs datv abla about inf small ask carry place opinion rumour weak shows deny pred refer "
    "quoting prints order negated"
).split()
FIELDS = "office firm site school medicine sport culture civic".split()


@pytest.mark.parametrize(("name", "features"), FEATURES.items())
def test_a_row_has_a_lemma_known_features_and_an_example(name: str, features: str) -> None:
    """Three columns; no feature but those that the head of the file tells of."""
    for lemma, own, example in rows(PACKAGE, name):
        assert lemma
        assert example
        assert set(own.split(",")) <= set(features.split()), lemma


@pytest.mark.parametrize("name", [*FEATURES, "given_names.tsv", "family_first.tsv", "words.tsv", "elisions.tsv"])
def test_a_lemma_stands_once(name: str) -> None:
    """No word has two rows."""
    lemmas = [row[0] for row in rows(PACKAGE, name)]
    assert [lemma for lemma in lemmas if lemmas.count(lemma) > 1] == []


@pytest.mark.parametrize(("name", "least"), [("titles.tsv", 200), ("cues.tsv", 120), ("given_names.tsv", 600)])
def test_the_lists_are_broad(name: str, least: int) -> None:
    """A list that shrank has lost an edit."""
    assert len(rows(PACKAGE, name)) >= least


def test_a_person_has_a_kind() -> None:
    """Every role noun is either definite or an unnamed source."""
    for _lemma, features, _example in rows(PACKAGE, "titles.tsv"):
        assert len({"role", "unnamed"} & set(features.split(","))) == 1


@pytest.mark.parametrize("row", rows(PACKAGE, "cues.tsv"), ids=lambda row: row[0])
def test_a_verb_of_saying_is_found_in_its_example(row: tuple[str, ...]) -> None:
    """Known features, and the verb is read where its example has it."""
    verb, features, example = row
    assert set(features.split()) <= set(CUES)
    words = "".join(letter if letter.isalnum() or letter == "-" else " " for letter in example).split()
    read = {found.verb for at in range(len(words)) if (found := saying(words, at))}
    lemmas = {one.lemma for word in words for one in analyse(word)}
    assert verb in read or verb in lemmas


@pytest.mark.parametrize("row", rows(PACKAGE, "compounds.tsv"), ids=lambda row: f"{row[0]} {row[1]}")
def test_a_compound_is_found_in_its_example(row: tuple[str, ...]) -> None:
    """Known features, and the compound is read where its example has it."""
    before, verb, features, example = row
    assert set(features.split()) <= set(CUES)
    words = "".join(letter if letter.isalnum() or letter == "-" else " " for letter in example).split()
    assert f"{before} {verb}" in {found.verb for at in range(len(words)) if (found := saying(words, at))}


def test_a_noun_that_stands_for_bodies_has_fields() -> None:
    """Noun, for whom, fields, short names, example."""
    for noun, for_whom, fields, shorts, example in rows(PACKAGE, "bodies.tsv"):
        assert for_whom in {"own", "any"}, noun
        assert set(fields.split()) <= set(FIELDS), noun
        assert shorts
        assert example


def test_an_aside_stands_in_its_example() -> None:
    """The words stand between commas."""
    for words, example in rows(PACKAGE, "asides.tsv"):
        assert f", {words}, " in example, words


def test_a_form_of_a_phrase_stands_in_an_example() -> None:
    """One of the forms of a row is in its example; «post» rows have a postposition there."""
    after = {row[0] for row in rows(PACKAGE, "postpositions.tsv")}
    for noun, shown, features, example in rows(PACKAGE, "phrases.tsv"):
        low = example.lower()
        assert any(form in low for form in shown.split()), noun
        assert ("post" not in features.split()) or any(word in low for word in after), example


def test_a_given_name_has_a_gender() -> None:
    """Two columns, the second one the gender."""
    for name, gender in rows(PACKAGE, "given_names.tsv"):
        assert gender in {"masc", "femn", "both"}, name


def test_the_example_of_a_name_ends_so() -> None:
    """The example of an ending ends in it, and its weight is a number."""
    for ending, gender, weight, _given, example in rows(PACKAGE, "name_endings.tsv"):
        assert gender in {"masc", "femn", "both"}
        assert float(weight) > 0
        assert example.lower().endswith(ending)


def test_the_kinds_of_traps() -> None:
    """A trap stands behind «деп» or «деген», or is one word that opens with them."""
    for word, behind, kind, example in rows(PACKAGE, "traps.tsv"):
        assert kind in {"named", "held", "planned", "expected", "purpose", "date", "kind"}, behind
        assert word in example.lower()


def test_the_lists_are_read_as_the_russian_ones_are() -> None:
    """The loader of word lists makes of them what it makes of the Russian ones."""
    titles = _with_prefixes(_words(PACKAGE, "titles.tsv"), PACKAGE)
    assert "role" in titles["вице-министр"]
    assert "say" in _words(PACKAGE, "cues.tsv")["айту"]
    assert "газет" in _words(PACKAGE, "outlets.tsv")
    assert "Таң" not in _words(PACKAGE, "outlets.tsv")
    assert _bodies(PACKAGE)["ведомство"].is_any
    assert ("облыс", ("әкім", "губернатор")) in _roles(PACKAGE)["басшы"]


def test_a_role_stands_for_listed_titles() -> None:
    """Titles of roles.tsv are titles of titles.tsv."""
    titles = {row[0] for row in rows(PACKAGE, "titles.tsv")}
    named = {role.replace("_", " ") for row in rows(PACKAGE, "roles.tsv") for role in row[2].split()}
    assert named - titles == set()


def test_a_strong_negator_is_itself_first() -> None:
    """«ешкім» is nobody, and no «ешкі» of mine: a common word must not come before it."""
    strong = [word for word, how, _ in rows(PACKAGE, "negators.tsv") if how == "strong" and " " not in word]
    assert [word for word in strong if word not in {one.lemma for one in load("kk").analyse(word)[:1]}] == []
