"""Where the words of quotations may stand."""

from __future__ import annotations

import time

from otkuda.model import Article, Carrier
from otkuda.statements.searching import Runs

SPEECH = "Дорогие земляки! Мост строят сорок сварщиков. Паром ходит раз в час, и ходить он будет до мая. Спасибо!"


def stretches(text: str, *quotations: str) -> dict[int, str]:
    """Return by the number of a quotation the part of a text where it may stand."""
    carrier = Carrier("1", Article(text))
    return {number: text[slice(*one.span)].strip() for number, one in Runs(quotations).stretches(carrier)}


def test_whole_sentences() -> None:
    """The stretch is of whole sentences, though a quotation is a part of one and differs from it."""
    found = stretches(SPEECH, "паром ходит дважды в час", "строят сорок пять сварщиков", "медведи пьют чай")
    assert set(found) == {0, 1}
    assert found[0].startswith("Паром ходит раз в час")
    assert found[1].startswith("Мост строят сорок сварщиков.")
    assert all(one[-1] in ".!" for one in found.values())


def test_the_densest_stretch() -> None:
    """Of several places that share runs the one with most of them is taken."""
    far = "Паром ходит. " + "Слова стоят между ними. " * 50
    found = stretches(far + SPEECH, "Паром ходит раз в час, и ходить он будет")
    assert found[0].startswith("Паром ходит раз в час")


def test_one_word() -> None:
    """A quotation of one word is looked for by it; one without words is not."""
    assert set(stretches(SPEECH, "сварщиков", "…")) == {0}


def test_long_texts_take_linear_time() -> None:
    """A long quotation in a long text, and a text of one word over and over."""
    started = time.perf_counter()
    stretches("мост " * 50_000, "мост " * 5_000, "паром " * 5_000)
    stretches(SPEECH * 1_000, SPEECH * 100)
    assert time.perf_counter() - started < 10
