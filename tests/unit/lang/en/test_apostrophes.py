"""Single quotation marks against apostrophes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from otkuda.lang.en.apostrophes import single_quotes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from _pytest.mark import ParameterSet

TABLE = Path(__file__).with_name("quotes.txt")
STYLES = ("'''", "‘’’")  # what opens, what closes, the apostrophe


def listed() -> Iterator[ParameterSet]:
    """Yield every line in both styles."""
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        for style in STYLES if line and not line.startswith("#") else ():
            marks = [pytest.mark.xfail(reason="not read rightly yet")] if line.startswith("?") else []
            yield pytest.param(line.removeprefix("?"), style, marks=marks, id=f"{style[0]} {line}")


def written(line: str, style: str) -> tuple[str, list[tuple[int, int]]]:
    """Return a line in a style, and where its quotations stand."""
    opened: list[int] = []
    spans: list[tuple[int, int]] = []
    for at, letter in enumerate(line):
        if letter == "[":
            opened.append(at)
        elif letter == "]":
            spans.append((opened.pop(), at))
    return line.translate(str.maketrans("[]'", style)), sorted(spans)


@pytest.mark.parametrize(("line", "style"), list(listed()))
def test_quotations_are_told_from_apostrophes(line: str, style: str) -> None:
    """The quotations of the line, and no other."""
    text, spans = written(line, style)
    assert single_quotes(text) == spans


def test_a_quotation_ends_with_its_paragraph() -> None:
    """What a paragraph leaves open is none, and takes nothing from the next."""
    assert single_quotes("'The road is open.\n\nThe ministers' cars left.") == []


@given(st.text("'‘’sab .,\n“”", max_size=60))
@settings(max_examples=300, deadline=None)
def test_any_text_is_borne(text: str) -> None:
    """Spans lie in the text, from mark to mark, and no mark serves twice."""
    spans = single_quotes(text)
    ends = [end for span in spans for end in span]
    assert len(ends) == len(set(ends))
    assert all(low < high and text[low] in "'‘" and text[high] in "'’" for low, high in spans)
