"""Opposites: which concepts cannot both be true of one thing."""

from __future__ import annotations

import pytest

from otkuda.lang.concepts import concepts
from otkuda.lang.lexicon import rows
from otkuda.lang.opposites import opposites


@pytest.mark.parametrize("row", rows("otkuda.lang", "opposites.tsv"), ids=lambda row: "-".join(row[:2]))
def test_each_row_is_known(row: tuple[str, ...]) -> None:
    """Both words of a row are concepts, and each is the other's opposite."""
    one, other = (concepts(frozenset({word}), "ru") for word in row[:2])
    assert any(opposites(concept) & other for concept in one)
    assert any(opposites(concept) & one for concept in other)


def test_most_concepts_have_none() -> None:
    """A bridge has no opposite."""
    assert not any(opposites(one) for one in concepts(frozenset({"bridge"}), "en"))
