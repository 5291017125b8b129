"""What both views rest on: marked runs, speakers, words that cannot act."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otkuda.model import Article, Attribution, Source, Span
from otkuda.serve import view
from otkuda.serve.marks import paragraphs

from .articles import harbour, hostile

ANY_TEXT = st.text(st.characters())  # all of Unicode, surrogates and control characters included


@st.composite
def articles(draw: st.DrawFn) -> Article:
    """Articles with contents that lie in any way."""
    text = draw(st.text("аб \n\r", min_size=2, max_size=40))
    pieces = st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))).map(
        lambda pair: Span(pair[0], max(pair[0] + 1, pair[1]))
    )
    contents = draw(st.lists(st.lists(pieces, min_size=1, max_size=3), max_size=6))
    names = draw(st.lists(st.sampled_from(["А", "Б", ""]), min_size=len(contents), max_size=len(contents)))
    return Article(
        text,
        attributions=tuple(
            Attribution(tuple(content), None, (Source(None, name, "person"),) if name else (), "direct", "r", 0.5)
            for content, name in zip(contents, names, strict=True)
        ),
    )


@given(ANY_TEXT)
def test_printable_keeps_every_offset(text: str) -> None:
    """What is shown is as long as the text, and holds nothing that steers a terminal."""
    shown = view.printable(text)
    assert len(shown) == len(text)
    assert not [char for char in shown if char != "\n" and (ord(char) < 0x20 or 0x7F <= ord(char) < 0xA0)]
    shown.encode("utf-8")


@given(ANY_TEXT)
def test_one_line_is_one_line(text: str) -> None:
    """A line for a person has no break in it, whatever the name of a file holds."""
    assert len(view.one_line(text).splitlines()) <= 1


@given(articles())
def test_runs_are_the_whole_text(article: Article) -> None:
    """Nothing of the text is lost but empty lines, and nothing is shown twice."""
    shown = ["".join(run.text for run in runs) for runs in paragraphs(article)]
    lines = view.printable(article.text).split("\n")
    assert [line for line in shown if line.strip()] == [line for line in lines if line.strip()]


@given(articles())
def test_every_mark_ends_once(article: Article) -> None:
    """Each attribution's number stands in the text exactly once."""
    ends = [said.number for runs in paragraphs(article) for run in runs for said in run.ends]
    assert sorted(ends) == list(range(1, len(article.attributions) + 1))


def test_runs_know_what_is_open() -> None:
    """A content within a content is under both marks, the outer first."""
    runs = [run for line in paragraphs(harbour()) for run in line if "причал осел" in run.text]
    assert [[said.number for said in run.marks] for run in runs] == [[3, 4]]
    assert [said.number for said in runs[0].ends] == [3, 4]


def test_speakers_are_grouped() -> None:
    """A speaker stands once, where it first speaks, with all that it said and the fuller of its descriptions."""
    speakers = view.speakers(harbour())
    assert [one.source.entity if one.source else None for one in speakers] == [
        "Ерлан Сапаров",
        "Заря",
        "Анна Берг",
        None,
    ]
    assert [[said.number for said in one.said] for one in speakers] == [[1, 2], [3], [4], [5]]
    assert speakers[0].source is not None
    assert view.standing(speakers[0].source) == "аким"


def test_certainty_is_at_the_threshold() -> None:
    """0.9 is certain, 0.6 is not."""
    said = {one.number: one.certain for speaker in view.speakers(harbour()) for one in speaker.said}
    assert said == {1: True, 2: True, 3: True, 4: False, 5: True}


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Мост откроют", "Мост откроют"), ("Мост, который откроют", "Мост …"), ("М" * 20, "М" * 10 + " …")],
)
def test_shortened(text: str, expected: str) -> None:
    """Long words are cut between words where that is possible."""
    assert view.shortened(text, 12) == expected


def test_hostile_names_are_one_line() -> None:
    """No field of an article brings a control character into a line."""
    article = hostile()
    for attribution in article.attributions:
        assert view.chain_words(attribution).isprintable()
        assert view.content_words(article, attribution)
