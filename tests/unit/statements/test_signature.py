"""By what articles find each other that may carry the same words."""

from __future__ import annotations

import pytest

from otkuda.statements.signature import Signature, signature
from tests.unit.statements.told import telling

DAM = "Плотина на Карасу выдержит 138 миллионов кубометров, сказал министр Ерлан Сарбасов."
RETOLD = "Министр Ерлан Сарбасов заявил: 138 миллионов кубометров плотина на реке Карасу выдержит."
DAM_EN = "The Karasu dam will hold 138 million cubic metres, minister Yerlan Sarbasov said."
SCHOOL = "Школу в Тасбулаке построят к осени, сказал аким Марат Досжанов."


def signed(text: str, at: str | None = "2026-03-11T10:00+05:00", page: int = 1) -> Signature:
    """Return the signature of an article."""
    return signature(telling(f"https://zarya{page}.example/{page}", text, at=at))


def meet(one: Signature, other: Signature) -> bool:
    """Does each find the other?"""
    found = {
        not seeks.keys().isdisjoint(found_by)
        for seeks, found_by in ((one.seeks, other.found_by), (other.seeks, one.found_by))
    }
    assert len(found) == 1
    return found.pop()


@pytest.mark.parametrize("text", [DAM, RETOLD, DAM_EN])
def test_the_same_in_any_words_meets(text: str) -> None:
    """Word for word, retold, translated."""
    assert meet(signed(DAM), signed(text, page=2))


def test_another_thing_does_not() -> None:
    """Neither the day nor a common word is a key."""
    assert not meet(signed(DAM), signed(SCHOOL, page=2))


def test_neighbouring_months_meet() -> None:
    """What is retold next month finds what was said, what is retold in half a year does not."""
    assert meet(signed(DAM), signed(RETOLD, "2026-04-10T10:00+05:00", page=2))
    assert meet(signed(DAM), signed(RETOLD, "2026-02-11T10:00+05:00", page=2))
    assert not meet(signed(DAM), signed(RETOLD, "2026-09-11T10:00+05:00", page=2))


def test_the_very_words_are_found_whenever() -> None:
    """A run of words is of no month."""
    assert meet(signed(DAM), signed(DAM, "2027-09-11T10:00+05:00", page=2))


def test_what_has_no_date_meets_its_like() -> None:
    """Words without a date find words without a date."""
    assert meet(signed(DAM, at=None), signed(RETOLD, at=None, page=2))
