"""The English word lists: every row has its columns, known features and an example, and stands once."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from otkuda.lang.en.dictionary import PACKAGE, verbs
from otkuda.lang.en.morphology import analyse
from otkuda.lang.lexicon import rows

KINDS = "speech statement report letter decision law agreement plan publication post recording study file words"
CUES = (
    "say that quote inf addressed ask small as carry opinion accuse paren short compare weak shows rumour passive "
    "gerund object told to_whom base raised raising amount medium"
)
FEATURES = {
    "cues.tsv": CUES,
    "nouns.tsv": "quote author that inf report title plan light ask of",
    "titles.tsv": "person role unnamed office femn masc form biography",
    "organizations.tsv": "anaphoric plur abbr name place outlet",
    "outlets.tsv": "anaphoric name place own stands_for plur abbr article",
    "documents.tsv": f"{KINDS} plur anaphoric",
    "unnamed.tsv": "sing plur coll outlet org",
    "hypernyms.tsv": "anyone art business church civic craft force law lay medicine press school science sport state",
    "parentheticals.tsv": "source thought ground result agentless",
    "carriers.tsv": "origin outlet place subject said",
    "outlet_heads.tsv": "last first",
    "traps.tsv": "author hearsay known named figure law agree thing",
    "abbreviations.tsv": "name number end -",
}
COLUMNS = {
    "adjectives.tsv": 2,
    "asides.tsv": 2,
    "bodies.tsv": 5,
    "body_words.tsv": 4,
    "common_nouns.tsv": 2,
    "contractions.tsv": 3,
    "countries.tsv": 3,
    "doubled.tsv": 2,
    "elisions.tsv": 2,
    "family_first.tsv": 2,
    "fathers_names.tsv": 4,
    "function_words.tsv": 5,
    "given_forms.tsv": 3,
    "grammar.tsv": 3,
    "hyphens.tsv": 3,
    "irregular_nouns.tsv": 3,
    "irregular_verbs.tsv": 4,
    "likelier.tsv": 3,
    "name_endings.tsv": 3,
    "particles.tsv": 2,
    "phrasal_cues.tsv": 4,
    "places.tsv": 2,
    "phrases.tsv": 4,
    "posts.tsv": 3,
    "prefixes.tsv": 2,
    "roles.tsv": 4,
    "short_bodies.tsv": 3,
    "skeletons.tsv": 3,
    "suffixes.tsv": 4,
    "verbs.tsv": 2,
} | dict.fromkeys(FEATURES, 3)
REPEATED = frozenset("cues fathers_names function_words hyphens irregular_nouns phrasal_cues roles".split())  # at first
# Tested where texts are compared.
COMPARED = (
    "approximators calendar conditionals contrasts cue_strengths hedges light_verbs negators numerals spellings units "
    "universals"
)
ONCE = sorted(name for name in {*COLUMNS, "given_names.tsv"} if name.removesuffix(".tsv") not in REPEATED)


def test_every_list_is_known() -> None:
    """No file beside those that are tested."""
    tested_elsewhere = {f"{name}.tsv" for name in COMPARED.split()}
    names = {entry.name for entry in files(PACKAGE).iterdir() if entry.name.endswith(".tsv")}
    assert names == {*COLUMNS, *tested_elsewhere, "credits.tsv", "given_names.tsv"}


@pytest.mark.parametrize(("name", "columns"), COLUMNS.items())
def test_a_row_is_whole(name: str, columns: int) -> None:
    """So many columns, none of them empty."""
    for row in rows(PACKAGE, name):
        assert len(row) == columns, row
        assert all(row), row


@pytest.mark.parametrize(("name", "features"), FEATURES.items())
def test_features_are_known(name: str, features: str) -> None:
    """No feature but those that the head of the file tells of."""
    for row in rows(PACKAGE, name):
        own = {feature for feature in re.split("[ ,]", row[1]) if not feature.startswith("of=")}
        assert own <= set(features.split()), row


@pytest.mark.parametrize("name", ONCE)
def test_a_lemma_stands_once(name: str) -> None:
    """No word has two rows; letter case counts."""
    lemmas = [row[0] for row in rows(PACKAGE, name)]
    assert [lemma for lemma in lemmas if lemmas.count(lemma) > 1] == []


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("cues.tsv", 280),
        ("nouns.tsv", 150),
        ("titles.tsv", 600),
        ("organizations.tsv", 450),
        ("outlets.tsv", 450),
        ("documents.tsv", 200),
        ("unnamed.tsv", 300),
        ("given_names.tsv", 2000),
        ("places.tsv", 600),
    ],
)
def test_the_lists_are_broad(name: str, least: int) -> None:
    """A list that shrank has lost an edit."""
    assert len(rows(PACKAGE, name)) >= least


def test_a_cue_stands_once_and_in_its_example() -> None:
    """Every lemma has one row; the example holds a form of the first one, read as such."""
    lemmas = [lemma for row in rows(PACKAGE, "cues.tsv") for lemma in row[0].split()]
    assert [lemma for lemma in lemmas if lemmas.count(lemma) > 1] == []
    for first, _, example in rows(PACKAGE, "cues.tsv"):
        words = re.findall(r"[\w’'-]+", example)
        assert any(one.lemma in first.split() for word in words for one in analyse(word)), example


def test_a_phrasal_cue_stands_in_its_example() -> None:
    """A form of the verb, and the word that goes with it."""
    for verb, word, features, example in rows(PACKAGE, "phrasal_cues.tsv"):
        words = re.findall(r"[\w’'-]+", example)
        assert any(one.lemma == verb for written in words for one in analyse(written)), example
        assert word in words
        assert set(features.split()) <= set(CUES.split())


def test_plain_verbs_are_no_cues() -> None:
    """A verb that hands content over is not listed as one that does not, and none is both regular and irregular."""
    plain = {row[0] for row in rows(PACKAGE, "verbs.tsv")}
    cues = {lemma for row in rows(PACKAGE, "cues.tsv") for lemma in row[0].split()}
    assert plain & cues == set()
    assert plain & {row[0] for row in rows(PACKAGE, "irregular_verbs.tsv")} == set()
    assert {row[0] for row in rows(PACKAGE, "doubled.tsv")} - verbs() == set()


def test_a_person_has_a_kind() -> None:
    """Every role noun is either definite or an unnamed source."""
    for _lemma, features, _example in rows(PACKAGE, "titles.tsv"):
        assert len({"role", "unnamed"} & set(features.split(","))) == 1


def test_an_aside_stands_in_its_example() -> None:
    """The words stand between commas."""
    for words, example in rows(PACKAGE, "asides.tsv"):
        assert f", {words}, " in example


@pytest.mark.parametrize("name", ["parentheticals.tsv", "carriers.tsv", "traps.tsv"])
def test_a_phrase_stands_in_its_example(name: str) -> None:
    """All its words, in order; «…» stands for others."""
    for words, _, example in rows(PACKAGE, name):
        pattern = ".*".join(re.escape(part.strip()) for part in words.split("…"))
        pattern = pattern.replace(r"is\ ", r"(?:is|was) ")
        assert re.search(pattern, example, re.IGNORECASE), (words, example)


def test_a_noun_that_stands_for_bodies_has_fields() -> None:
    """Noun, for whom, fields, short names, example."""
    for noun, for_whom, fields, _shorts, _example in rows(PACKAGE, "bodies.tsv"):
        assert for_whom in {"own", "any"}, noun
        assert set(fields.split()) <= set("office firm school medicine sport culture civic".split()), noun


def test_a_role_stands_for_titles() -> None:
    """Each of them is a title, and so is the role itself or a word for one."""
    titles = {row[0].replace(" ", "_") for row in rows(PACKAGE, "titles.tsv")}
    for _title, _of, roles, _example in rows(PACKAGE, "roles.tsv"):
        assert set(roles.split()) <= titles


def test_a_given_name_has_a_gender() -> None:
    """Second column the gender; a third one says "rare"."""
    for name, gender, *rest in rows(PACKAGE, "given_names.tsv"):
        assert gender in {"masc", "femn", "both"}, name
        assert rest in ([], ["rare"]), name


def test_an_ending_stands_in_its_example() -> None:
    """Of a word and of a name."""
    for name in ("suffixes.tsv", "name_endings.tsv"):
        for ending, *_, example in rows(PACKAGE, name):
            assert example.endswith(ending), example


def test_a_hyphen_stands_in_its_example() -> None:
    """Behind the first part of the word, or before the last."""
    for side, part, example in rows(PACKAGE, "hyphens.tsv"):
        assert example.startswith(f"{part}-") if side == "before" else example.endswith(f"-{part}"), example
