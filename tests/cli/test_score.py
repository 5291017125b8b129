"""The figures, on cases small enough to work out by hand, and against the gold set's own scorer."""

from __future__ import annotations

import pytest

from otkuda.cli.sameness import Link, same_chain, same_entity, stems
from otkuda.cli.score import Ratio, Reading, Side, score, total
from otkuda.model import Credit, Kind

TEXT = "один два три четыре пять шесть семь восемь девять десять"
AKIM = Link("Ерлан Сапаров", "person")
DAWN = Link("Заря", "outlet")


def words(first: int, last: int) -> tuple[int, int]:
    """Return the span from the ``first`` word of ``TEXT`` to the ``last``, counted from 1."""
    parts = TEXT.split()
    start = len(" ".join(parts[: first - 1])) + (first > 1)
    return start, len(" ".join(parts[:last]))


def reading(first: int, last: int, *chain: Link, kind: Kind = "direct", cue: tuple[int, int] | None = None) -> Reading:
    """Return an attribution of these words."""
    return Reading((words(first, last),), cue, chain, kind)


def figures(gold: list[Reading], predicted: list[Reading]) -> dict[str, Ratio]:
    """Return the figures of one document."""
    return score(TEXT, Side(tuple(gold)), Side(tuple(predicted)))[0]


def test_all_right() -> None:
    """Gold against itself is perfect in every figure."""
    gold = [reading(1, 4, DAWN, AKIM, cue=words(5, 5)), reading(6, 9)]
    found = figures(gold, gold)
    for name in ("found", "exact", "ATTRIBUTION"):
        assert found[name] == Ratio(2, 2, 2)
        assert found[name].f1 == 1
    assert found["content"] == Ratio(8, 8, 8)
    assert found["relay"] == Ratio(1, 1, 1)
    assert found["source"] == found["speaker"] == found["kind"] == Ratio(2, 0, 2)
    assert found["cue"] == found["type"] == Ratio(1, 0, 1)


@pytest.mark.parametrize(
    ("last", "found", "right", "exact"),
    [(10, 1, 1, 1), (9, 1, 1, 1), (8, 1, 1, 0), (7, 1, 1, 0), (6, 1, 0, 0), (5, 1, 0, 0), (4, 0, 0, 0)],
)
def test_thresholds(last: int, found: int, right: int, exact: int) -> None:
    """Ten gold words and the first N of them: 0.5 is found, 0.7 right, 0.9 exact, each included."""
    got = figures([reading(1, 10, AKIM)], [reading(1, last, AKIM)])
    assert (got["found"].hit, got["ATTRIBUTION"].hit, got["exact"].hit) == (found, right, exact)


def test_wrong_source() -> None:
    """Found, but from another: not right, and a fault."""
    scores, faults = score(TEXT, Side((reading(1, 4, AKIM),)), Side((reading(1, 4, DAWN),)))
    assert scores["found"].hit == 1
    assert scores["ATTRIBUTION"].hit == 0
    assert scores["source"] == Ratio(0, 0, 1)
    assert [fault.what for fault in faults] == ["SOURCE"]


def test_missed_and_false() -> None:
    """Precision falls by what is false, recall by what is missed."""
    scores, faults = score(
        TEXT, Side((reading(1, 4), reading(5, 6))), Side((reading(1, 4), reading(8, 9), reading(10, 10)))
    )
    assert scores["found"] == Ratio(1, 3, 2)
    assert (scores["found"].precision, scores["found"].recall) == (1 / 3, 1 / 2)
    assert scores["found"].f1 == pytest.approx(0.4)
    assert [fault.what for fault in faults] == ["MISSED", "FALSE", "FALSE"]


def test_pairs_are_one_to_one() -> None:
    """Two predictions of one content are one hit; of equals, the one from the same source is taken."""
    got = figures([reading(1, 4, AKIM)], [reading(1, 4, DAWN), reading(1, 4, AKIM)])
    assert got["found"] == Ratio(1, 2, 1)
    assert got["ATTRIBUTION"].hit == 1


def test_by_kind() -> None:
    """A hit of a kind has it on both sides."""
    gold = [reading(1, 3, AKIM), reading(4, 6, AKIM, kind="indirect")]
    got = figures(gold, [reading(1, 3, AKIM), reading(4, 6, AKIM, kind="mixed")])
    assert got["ATTRIBUTION direct"] == Ratio(1, 1, 1)
    assert got["ATTRIBUTION indirect"] == Ratio(0, 0, 1)
    assert got["ATTRIBUTION mixed"] == Ratio(0, 1, 0)
    assert got["found indirect"] == Ratio(1, 0, 1)


def test_rules_and_certain() -> None:
    """The right ones are counted by rule, and among the certain."""
    sure = Reading((words(1, 3),), None, (AKIM,), "direct", rule="a", certain=True)
    unsure = Reading((words(5, 6),), None, (DAWN,), "direct", rule="b")
    got = figures([reading(1, 3, AKIM), reading(5, 6, AKIM)], [sure, unsure])
    assert got["rule a"] == Ratio(1, 1, 0)
    assert got["rule b"] == Ratio(0, 1, 0)
    assert got["certain"] == Ratio(1, 1, 2)


def test_credits() -> None:
    """A credit counts where agency and author are both right, in any spelling of their words."""
    gold = Side((), (Credit("photo", "РИА Новости", "Алексей Лис", None), Credit("photo", "Заря", None, None)))
    got = score(TEXT, gold, Side((), (Credit("text", "риа новости", "Лис Алексей", None),)))[0]
    assert got["credits"] == Ratio(1, 1, 2)


def test_total() -> None:
    """Documents are added, not averaged."""
    one, other = figures([reading(1, 4)], [reading(1, 4)]), figures([reading(1, 4)], [])
    assert total([one, other])["found"] == Ratio(1, 1, 2)
    assert total([]) == {}


def test_nothing() -> None:
    """Two empty sides give figures of zero, not an error."""
    got = figures([], [])
    assert got["found"] == Ratio(0, 0, 0)
    assert (got["found"].precision, got["found"].recall, got["found"].f1) == (0, 0, 0)


@pytest.mark.parametrize("span", [(-1, 3), (3, 3), (0, len(TEXT) + 1), (5, 2)])
def test_span_outside(span: tuple[int, int]) -> None:
    """A span outside the text is an error, not a figure."""
    with pytest.raises(ValueError, match="outside the text"):
        score(TEXT, Side((Reading((span,), None, (), "direct"),)), Side())


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (AKIM, Link("Сапаров", "person"), True),
        (Link("Сапаров", "person"), AKIM, True),
        (AKIM, Link("Ерлан Жаров", "person"), False),
        (AKIM, Link("Ерлан Сапаров", "organization"), False),
        (AKIM, Link("Ерлан Сапаров", "unnamed"), True),
        (Link("МИД РФ", "organization"), Link("Министерство иностранных дел России", "organization"), True),
        (Link("МИД РФ", "organization"), Link("МИД РК", "organization"), False),
        (Link("доклад ООН", "document"), Link("доклад комиссии", "document"), True),
        (Link("доклад ООН", "document"), Link("доклад ООН", "outlet"), False),
        (Link("Ъ", "outlet", ("Коммерсантъ",)), Link("газета «Коммерсантъ»", "outlet"), True),
        (DAWN, Link("", "outlet"), False),
    ],
)
def test_same_entity(one: Link, other: Link, same: bool) -> None:  # noqa: FBT001 - a column of the table
    """Names of one entity agree over abbreviations, cases and shorter forms; others do not."""
    assert same_entity(one, other) is same


def test_same_chain() -> None:
    """Chains agree link by link."""
    assert same_chain((DAWN, AKIM), (DAWN, AKIM))
    assert not same_chain((DAWN, AKIM), (AKIM, DAWN))
    assert not same_chain((DAWN, AKIM), (AKIM,))


def test_stems() -> None:
    """Small words are left out, endings cut, abbreviations written out."""
    assert stems("Пресс-служба МИД в РФ") == {"пресс", "служб", "минис", "иност", "дел", "росси"}
