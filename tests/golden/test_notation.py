"""The notation itself: what a marked line means, and what breaks it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from otkuda.model import Source, Span

from .agreement import faults, paired, same_entity
from .notation import Case, NotationError, parse_case, render
from .test_articles import articles
from .test_golden import CASES

if TYPE_CHECKING:
    from otkuda.model import Attribution

ARTICLES = articles("ru")
CHAIN = (
    "[1|Мост открыт], <1|передаёт> {1a|«Заря»} со ссылкой на {1b|мэрию}.¶{2|Он} <2|сказал>: «[2|А]». "
    "=> 1 indirect Заря:outlet > мэрия:organization ; 2 direct Павел Дронов:person"
)


def words(case: Case, span: Span | None) -> str | None:
    """Return the words of a span."""
    return None if span is None else case.text[span.start : span.end]


def test_marks_become_spans_of_the_plain_text() -> None:
    """Content, cue and mentions point at their words in the text without marks."""
    case = parse_case(CHAIN)
    first, second = case.attributions
    assert case.text == "Мост открыт, передаёт «Заря» со ссылкой на мэрию.\n\nОн сказал: «А»."
    assert [words(case, piece) for piece in first.content] == ["Мост открыт"]
    assert words(case, first.cue) == "передаёт"
    assert [(words(case, s.mention), s.entity, s.type) for s in first.chain] == [
        ("«Заря»", "Заря", "outlet"),
        ("мэрию", "мэрия", "organization"),
    ]
    assert (words(case, second.chain[0].mention), second.kind) == ("Он", "direct")


def test_shared_and_nested_marks() -> None:
    """A span may belong to several attributions, and lie in another."""
    case = parse_case("{1|Он} сказал, что [1|{2|он} А] и [1,2|Б] => 1 indirect А:person ; 2 indirect А:person")
    assert case.attributions[0].content[1] == case.attributions[1].content[0]
    assert words(case, case.attributions[1].chain[0].mention) == "он"


def test_agentless_and_none() -> None:
    """«-» is an empty chain, «none» no attribution at all."""
    assert parse_case("<1|Сообщается>, что [1|А]. => 1 indirect -").attributions[0].chain == ()
    assert parse_case("Ничего. => none").attributions == ()


@pytest.mark.parametrize(
    "line",
    [
        "нет стрелки",
        "[1|А => 1 direct А:person",
        "[1|А] => 2 direct А:person",
        "[1|А] => 1 loud А:person",
        "[1|А] => 1 direct А:robot",
        "[1|А] {1a|Б} => 1 direct А:person",
        "[1|А] {1|Б} => 1 direct А:person > Б:person",
        "[1|А] [3|Б] => 1 direct А:person",
        "[1|А] => 1 direct А:person ; 1 direct Б:person",
        "<1|А> => none",
    ],
)
def test_a_broken_line_is_refused(line: str) -> None:
    """Marks and entries must answer to each other."""
    with pytest.raises(NotationError):
        parse_case(line)


@pytest.mark.parametrize("case", [*CASES, *ARTICLES], ids=lambda case: case.where)
def test_rendering_gives_the_case_back(case: Case) -> None:
    """A case that is rendered and parsed again is the same."""
    again = parse_case(render(case.text, case.attributions), case.where)
    assert (again.text, again.attributions) == (case.text, case.attributions)


def test_agreement_sees_each_difference() -> None:
    """Every part of an attribution is compared."""
    case = parse_case(CHAIN)
    one, two = case.attributions
    assert faults(case.text, one, one) == []
    assert faults(case.text, one, two) == ["content", "kind", "cue", "chain", "entity 1", "type 1", "mention 1"]
    assert paired(case.text, case.attributions, (two, one)) == {0: 1, 1: 0}


def test_an_entity_may_have_alternatives() -> None:
    """«A|B» allows either, «A*» a beginning; documents answer by their first word."""
    assert same_entity(Source(None, "Заря|«Заря»", "outlet"), Source(None, "«Заря»", "outlet"))
    assert same_entity(Source(None, "страница*", "outlet"), Source(None, "страница клуба", "outlet"))
    assert same_entity(Source(None, "доклад ООН", "document"), Source(None, "доклад", "document"))
    assert not same_entity(Source(None, "Пётр Гринько", "person"), Source(None, "Гринько", "person"))


QUOTED_BEFORE = re.compile(r"[«\"“„']\s*$")
UNMARKED = re.compile(r"(^|\n)(\s*[-–—]\s*)?[^\n]*$")


@pytest.mark.parametrize("case", [*CASES, *ARTICLES], ids=lambda case: case.where)
def test_case_is_consistent(case: Case) -> None:
    """Spans are not blank or ragged; direct content stands in marks or before a dash or after a colon."""
    for attribution in case.attributions:
        for span in spans_of(attribution):
            piece = case.text[span.start : span.end]
            assert piece == piece.strip(), piece
            assert piece, case.where
        for span in attribution.content:
            assert not case.text[span.start : span.end].endswith((",", " —", " –", " -")), case.where
        if attribution.kind == "direct":
            assert is_spoken(case.text, attribution), render(case.text, [attribution])
        if attribution.kind == "mixed":
            assert has_quoted_words(case.text, attribution), case.where


def spans_of(attribution: Attribution) -> list[Span]:
    """Return every span of an attribution."""
    mentions = [link.mention for link in attribution.chain if link.mention]
    return [*attribution.content, *([attribution.cue] if attribution.cue else []), *mentions]


def is_spoken(text: str, attribution: Attribution) -> bool:
    """Tell whether direct content is opened by a mark, or is a paragraph or a turn of its own."""
    start = attribution.content[0].start
    return bool(QUOTED_BEFORE.search(text[:start]) or UNMARKED.search(text[:start]))


def has_quoted_words(text: str, attribution: Attribution) -> bool:
    """Tell whether a quotation mark stands in a piece of the content or just before one."""
    pieces = [text[max(0, piece.start - 1) : piece.end] for piece in attribution.content]
    return any(mark in piece for piece in pieces for mark in "«\"“„'")
