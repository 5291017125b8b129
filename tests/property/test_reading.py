"""What holds of every reading, whatever the text."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import TYPE_CHECKING, get_args

from hypothesis import HealthCheck, assume, example, given, settings

import otkuda
from otkuda import Kind, SourceType

from .texts import UNRELATED, texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from otkuda import Article, Attribution, Span

calm = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
HEADLINE = "Коротко о районе\n\n"


def read(text: str) -> Article:
    """Read as Russian, so that no other reader is asked."""
    return otkuda.read(text, language="ru")


def spans(attribution: Attribution) -> Iterator[Span]:
    """Yield every span of an attribution."""
    yield from attribution.content
    if attribution.cue is not None:
        yield attribution.cue
    yield from (link.mention for link in attribution.chain if link.mention is not None)


@calm
@given(texts)
@example("«» сообщает, что мост открыт.")  # marks with nothing between them, where a name is looked for
@example("По данным „”, мост открыт.")
def test_spans_lie_in_the_text(text: str) -> None:
    """Every span, credits' too, is a stretch of the text that is not empty; the text is handed back unchanged."""
    article = read(text)
    assert article.text == text
    found = [span for attribution in article.attributions for span in spans(attribution)]
    found += [credit.text for credit in article.credits if credit.text is not None]
    for start, end in found:
        assert 0 <= start < end <= len(text)


@calm
@given(texts)
def test_pieces_are_ordered_and_disjoint(text: str) -> None:
    """Content has a piece at least; pieces follow one another."""
    for attribution in read(text).attributions:
        pieces = attribution.content
        assert pieces
        assert all(one.end <= other.start for one, other in pairwise(pieces))


@calm
@given(texts)
def test_fields_hold_what_they_may(text: str) -> None:
    """Kinds and types are of the few; confidence is 0..1; an entity and a rule are never empty."""
    for attribution in read(text).attributions:
        assert attribution.kind in get_args(Kind)
        assert 0 <= attribution.confidence <= 1
        assert attribution.rule
        for link in attribution.chain:
            assert link.type in get_args(SourceType)
            assert link.entity.strip()


@calm
@given(texts)
def test_content_is_no_mere_punctuation(text: str) -> None:
    """What is attributed has a letter or a digit in it, each piece of it, and no blank edge."""
    for attribution in read(text).attributions:
        for start, end in attribution.content:
            assert any(character.isalnum() for character in text[start:end])
            assert text[start:end] == text[start:end].strip()


@calm
@given(texts)
def test_attributions_stand_in_the_order_of_the_text(text: str) -> None:
    """They are sorted by where they begin, and none comes twice."""
    found = read(text).attributions
    keys = [(a.content, a.cue, a.chain) for a in found]
    assert len(set(keys)) == len(keys)
    starts = [a.content[0].start for a in found]
    assert starts == sorted(starts)


@calm
@given(texts)
def test_reading_twice_gives_the_same(text: str) -> None:
    """Nothing is remembered from one reading to the next."""
    assert read(text) == read(text)


@calm
@given(texts)
@example("“заявил, что сказал“")  # an opening mark that closes, at the end of a line
@example("Мост откроют, сказал Иван Кравец. движение закрыто, спросил, Источник: Исток.\n\n «")
@example(
    "Мост откроют в мае, сказал Иван Кравец. " * 4 + "Мост откроют в мае, сказал ТАСС. Об этом сообщает Мост откроют в "
    "мае, заявил, что  Иван Кравец. Мост откроют в мае, сообщила она. Мост откроют в мае, добавив, что  Иван Кравец. "
)  # how sure «она» is
def test_an_unrelated_paragraph_changes_nothing_before_it(text: str) -> None:
    """What was found is found again, in the same words; a headline goes first, so that it stays one.

    A paragraph behind a colon is related: it is what the colon announces, or it takes from «Источник: …» that it closes
    the article.
    """
    lines = [line for line in text.split("\n") if any(map(str.isalnum, line))]
    assume(not lines or ":" not in lines[-1])
    before = read(HEADLINE + text)
    after = read(HEADLINE + text + UNRELATED)
    assert [a for a in after.attributions if a.content[0].start < len(before.text)] == list(before.attributions)


@settings(calm, max_examples=40)
@given(texts)
def test_threads_read_the_same(text: str) -> None:
    """Four threads at once agree with one."""
    with ThreadPoolExecutor(4) as pool:
        readings = list(pool.map(read, [text] * 4))
    assert readings == [read(text)] * 4
