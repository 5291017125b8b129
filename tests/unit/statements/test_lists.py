"""The lists that a comparison goes by: the same in three languages, whole, each word once."""

from __future__ import annotations

import pytest

from otkuda.lang.lexicon import rows

KINDS = {
    "approximators.tsv": (4, "about almost over under least most to"),
    "calendar.tsv": (4, "month weekday part year days link"),
    "conditionals.tsv": (3, "strong weak"),
    "cue_strengths.tsv": (3, "1 3"),
    "hedges.tsv": (3, "possible able expected weak"),
    "negators.tsv": (3, "strong weak lacking affirmed"),
}
KINDS_OF_NUMERALS = set("card hundred scale ordinal fraction plus joint article range times".split())
LISTS = [*KINDS, "contrasts.tsv", "light_verbs.tsv", "numerals.tsv", "spellings.tsv", "units.tsv", "universals.tsv"]
CODES = ["ru", "kk", "en"]


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize(("name", "expected"), KINDS.items())
def test_kinds_are_known(code: str, name: str, expected: tuple[int, str]) -> None:
    """Each row has its columns, and a kind that the rules know."""
    columns, kinds = expected
    for row in rows(f"otkuda.lang.{code}", name):
        assert len(row) == columns, row
        assert all(row), row
        assert row[1] in kinds.split(), row


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("name", LISTS)
def test_a_word_stands_once(code: str, name: str) -> None:
    """But for numerals, which may be of two kinds: "a third", "the third"."""
    found = [row[:3:2] if name == "numerals.tsv" else row[:1] for row in rows(f"otkuda.lang.{code}", name)]
    assert len(found) == len(set(found))


@pytest.mark.parametrize("code", CODES)
def test_numbers_are_numbers(code: str) -> None:
    """The worth of a numeral, and how much a unit is."""
    for _, value, kind, _example in rows(f"otkuda.lang.{code}", "numerals.tsv"):
        assert float(value) >= 0
        assert kind in KINDS_OF_NUMERALS
    for _, measure, factor, _example in rows(f"otkuda.lang.{code}", "units.tsv"):
        assert measure.isalpha()
        assert float(factor) > 0
