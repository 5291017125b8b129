"""What holds of every draft and every archive."""

from __future__ import annotations

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import otkuda
from otkuda.model import Article, Attribution, Carrier, Source, Span
from otkuda.pipeline import check
from otkuda.statements.checking import PASSED
from otkuda.text.search_words import search_words

from .texts import texts

calm = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
WORDS = "мост закроют не возможно если сорок 420 тысяч домов 14 мая Карасор река мы жители ждём паром".split()
sayings = st.lists(st.sampled_from(WORDS), min_size=6, max_size=20).map(" ".join)
MARKS = st.sampled_from(["«»", "“”", "„“", '""'])


def quoting(words: str, marks: str = "«»") -> Article:
    """Return a draft that quotes words, read as they should be."""
    text = f"Новости\n\n{marks[0]}{words}{marks[-1]}, — сказал мэр Глеб Одинцов."
    start = text.index(words)
    said = Attribution(
        (Span(start, start + len(words)),), None, (Source(None, "Глеб Одинцов", "person"),), "direct", "made", 1.0
    )
    return Article(text, language="ru", attributions=(said,))


@calm
@given(texts, st.lists(texts, max_size=3))
def test_any_draft_and_any_archive(text: str, known: list[str]) -> None:
    """Nothing is a fault; every span lies in its text; what is passed has every word in the place that is shown."""
    archive = [Carrier(str(number), otkuda.read(one)) for number, one in enumerate(known)]
    draft = otkuda.read(text)
    for one in check(draft, archive, indirect=True):
        assert all(0 <= start < end <= len(text) for start, end in one.quotation.spans)
        assert (one.place is None) == (one.outcome == "not found")
        if one.place:
            start, end = one.place.span
            assert 0 <= start <= end <= len(one.place.carrier.article.text)
            assert all(difference.place.end <= len(one.place.words) for difference in one.place.nearness.differences)
        if one.outcome in PASSED and one.place:
            there = [word.form for word in search_words(one.place.words)]
            ours = [word.form for word in search_words(one.quotation.text)]
            assert len(ours) <= len(there) or set(ours) - set(there)  # numbers may be written in words


@calm
@given(sayings, MARKS, st.booleans())
def test_a_copied_quotation_is_verbatim(words: str, marks: str, is_plain: bool) -> None:  # noqa: FBT001 - drawn
    """Under any marks, dashes and blanks."""
    other = words.replace(" ", "\u00a0", 1).replace("ё", "е") if is_plain else words.replace("о", "о\u0301")
    found = check(quoting(other, marks), [Carrier("1", quoting(words))])
    assert [one.outcome for one in found] == ["verbatim"]


@calm
@given(sayings, st.randoms())
def test_other_words_are_never_passed(words: str, chance: object) -> None:
    """A word that nobody said, anywhere in a quotation, is seen."""
    parts = words.split()
    at = chance.randrange(len(parts) + 1)  # type: ignore[attr-defined]
    draft = quoting(" ".join([*parts[:at], "бегемот", *parts[at:]]))
    found = check(draft, [Carrier("1", quoting(words))])
    assert [one.outcome in PASSED for one in found] == [False]


@calm
@given(sayings, sayings, st.permutations([0, 1, 2]))
def test_order_of_the_archive_does_not_count(words: str, other: str, order: list[int]) -> None:
    """The same articles in any order give the same."""
    assume(words != other)
    archive = [Carrier("a", quoting(words)), Carrier("b", quoting(words)), Carrier("c", quoting(other))]
    draft = quoting(words)
    assert check(draft, [archive[at] for at in order]) == check(draft, archive)
