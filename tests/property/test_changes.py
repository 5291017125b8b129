"""What holds of every comparison, whatever the two texts."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from otkuda.statements import compare
from otkuda.statements.alignment import align
from otkuda.statements.quantity import is_same
from otkuda.statements.units import read_units

from .texts import texts

calm = settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
CODES = st.sampled_from(["ru", "kk", "en"])
WORDS = st.sampled_from(
    "Мост не откроют 14 мая возможно если но около 420 тысяч домов , . – ... « сказал он".split()
    + "may not about егер мүмкін".split()
)
phrases = st.lists(WORDS, max_size=40).map(" ".join)
anything = st.one_of(texts, phrases, st.text(max_size=60))


@calm
@given(anything, CODES)
def test_a_text_is_verbatim_beside_itself(text: str, code: str) -> None:
    """Nothing changed, nothing was left out."""
    found = compare(text, text, language=code, original_language=code)
    assert found.relation == "verbatim"
    assert not found.changes


@calm
@given(phrases)
def test_typography_does_not_count(text: str) -> None:
    """Other quotation marks, dashes, spaces and stress marks leave it verbatim."""
    other = text.replace("«", "“").replace("–", "—").replace(" ", "\u00a0").replace("о", "о\u0301")
    assert compare(other, text, language="ru", original_language="ru").relation == "verbatim"


@calm
@given(anything, anything, CODES, CODES)
def test_spans_lie_in_the_texts(appearance: str, original: str, code: str, other: str) -> None:
    """No pair of texts is a fault; every span is a stretch of its text; changes go with the relation «altered»."""
    found = compare(appearance, original, language=code, original_language=other)
    spans = [(one.appearance, one.original) for one in found.changes]
    spans += [(one.appearance, one.original) for one in found.alignment]
    for ours, theirs in spans:
        assert 0 <= ours.start <= ours.end <= len(appearance)
        assert 0 <= theirs.start <= theirs.end <= len(original)
    assert (found.relation == "altered") == bool(found.changes)
    assert found.relation != "translation" or code != other


@calm
@given(anything, anything)
def test_the_alignment_is_in_order(appearance: str, original: str) -> None:
    """Steps follow one another in both texts."""
    steps = compare(appearance, original, language="ru", original_language="ru").alignment
    for one, following in pairwise(steps):
        assert one.appearance.end <= following.appearance.start
        assert one.original.end <= following.original.start


@calm
@given(st.lists(st.sampled_from("abcdefgh"), max_size=30), st.lists(st.sampled_from("abcdefgh"), max_size=30))
def test_blocks_cover_both_sides(a: list[str], b: list[str]) -> None:
    """Every word is in one block; equal blocks hold equal words."""
    blocks = align(a, b)
    assert [place for block in blocks for place in block.a] == list(range(len(a)))
    assert [place for block in blocks for place in block.b] == list(range(len(b)))
    assert all([a[i] for i in block.a] == [b[j] for j in block.b] for block in blocks if block.is_equal)


@calm
@given(phrases, phrases)
def test_sameness_of_quantities_is_symmetric(one: str, other: str) -> None:
    """Two quantities are the same whichever comes first."""
    ours, theirs = ([unit.quantity for unit in read_units(text, "ru") if unit.quantity] for text in (one, other))
    assert all(is_same(a, b) == is_same(b, a) for a in ours for b in theirs)
