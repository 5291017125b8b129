"""Numbers, measures and dates as one unit each, in three languages."""

from __future__ import annotations

import pytest

from otkuda.statements.quantity import Amount, Date, Range
from otkuda.statements.units import read_units


def quantities(text: str, code: str) -> list[Amount | Date]:
    """Return what is counted, measured and dated in a text."""
    return [unit.quantity.what for unit in read_units(text, code) if unit.quantity]


@pytest.mark.parametrize(
    ("code", "text", "value", "measure"),
    [
        ("ru", "два миллиона триста тысяч пять", 2_300_005, ""),
        ("ru", "9 200 вагонов", 9200, ""),
        ("ru", "1,2 млрд тенге", 1.2e9, "tenge"),
        ("ru", "два с половиной часа", 150, "minute"),
        ("ru", "полтора года", 18, "month"),
        ("ru", "две трети", 2 / 3, "share"),
        ("ru", "вдвое", 2, "time"),
        ("ru", "40 кв. м", 40, "square"),
        ("kk", "он бес мың теңге", 15_000, "tenge"),
        ("kk", "үштен біріне", 1 / 3, "share"),
        ("kk", "төрт сағат отыз бес минут", 275, "minute"),
        ("en", "four hundred and twenty-five miles", 425 * 1609.34, "metre"),
        ("en", "$1.2bn", 1.2e9, "dollar"),
        ("en", "a hundred tonnes", 100_000, "kilogram"),
        ("en", "a third", 1 / 3, "share"),
    ],
)
def test_an_amount_is_read(code: str, text: str, value: float, measure: str) -> None:
    """Its number in its smallest unit, and what it measures."""
    (found,) = quantities(text, code)[:1]
    assert isinstance(found, Amount)
    assert found.low == pytest.approx(value)
    assert found.measure == measure


@pytest.mark.parametrize(
    ("code", "text", "date"),
    [
        ("ru", "14 мая", Date(None, Range(5, 5), Range(14, 14))),
        ("ru", "четырнадцатого мая 2027 года", Date(2027, Range(5, 5), Range(14, 14))),
        ("ru", "между 16 и 20 апреля", Date(None, Range(4, 4), Range(16, 20))),
        ("ru", "в 2009 году", Date(2009)),
        ("ru", "20-х чисел", Date(days=Range(20, 29))),
        ("ru", "12.06.2027", Date(2027, Range(6, 6), Range(12, 12))),
        ("ru", "во вторник", Date(weekday=2)),
        ("kk", "16-20 сәуір", Date(None, Range(4, 4), Range(16, 20))),
        ("kk", "14-қыркүйекте", Date(None, Range(9, 9), Range(14, 14))),
        ("kk", "мамырдың ортасында", Date(None, Range(5, 5), Range(10, 21))),
        ("en", "mid-May", Date(None, Range(5, 5), Range(10, 21))),
        ("en", "between April 16 and 20", Date(None, Range(4, 4), Range(16, 20))),
        ("en", "May 14, 2027", Date(2027, Range(5, 5), Range(14, 14))),
    ],
)
def test_a_date_is_read(code: str, text: str, date: Date) -> None:
    """Each part that the text says."""
    assert quantities(text, code) == [date]


@pytest.mark.parametrize(
    ("code", "text"), [("en", "We may open"), ("ru", "тысячи людей"), ("ru", "со двора"), ("en", "a road")]
)
def test_other_words_are_none(code: str, text: str) -> None:
    """A verb that looks like a month, a plural that counts nothing."""
    assert quantities(text, code) == []


@pytest.mark.parametrize(
    ("code", "text", "kind"),
    [
        ("ru", "примерно на треть", "about"),
        ("ru", "меньше на треть", None),
        ("ru", "не менее ста домов", "least"),
        ("kk", "қырық адамға жуық", "almost"),
        ("kk", "қырықтай", "about"),
        ("en", "more than 1,200", "over"),
        ("en", "over ten years", "to"),
    ],
)
def test_what_makes_a_number_inexact(code: str, text: str, kind: str | None) -> None:
    """It stands before the number or behind it."""
    (found,) = [unit.quantity for unit in read_units(text, code) if unit.quantity]
    assert found.approximator == kind
