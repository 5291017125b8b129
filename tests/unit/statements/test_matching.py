"""Are two passages one statement? By what both say, and by whom."""

from __future__ import annotations

from otkuda.statements.kinship import Telling
from otkuda.statements.matching import longest_run, match
from tests.unit.statements.told import BENT, CARRIED, JUDGE, OTHER, PRESS, telling


def test_a_stock_phrase_of_two_people_is_no_statement() -> None:
    """What offices always say ties nothing."""
    one = telling(
        "https://a.example/1",
        "Дороги\n\n«Ремонт дороги в Тасбулаке идёт за счёт средств республиканского бюджета», – сказал министр Ерлан "
        "Сарбасов.\n",
    )
    other = telling(
        "https://b.example/1",
        "Школы\n\n«Школу в Акжаре строят за счёт средств республиканского бюджета», – сообщил аким Марат Досжанов.\n",
    )
    assert match(one, other, JUDGE) == []


def test_the_words_of_one_are_found_in_the_other() -> None:
    """Both statements of the press release, each with its own."""
    one, other = Telling(PRESS), Telling(CARRIED)
    said = [pair for pair in match(one, other, JUDGE) if pair.is_said]
    assert [(pair.one.text[:4], pair.other.text[:4]) for pair in said] == [("Мост", "Мост"), ("Стар", "Стар")]


def test_nothing_in_common_is_no_pair() -> None:
    """A minister of education and a ferry."""
    assert match(Telling(OTHER), Telling(BENT), JUDGE) == []


def test_runs() -> None:
    """The longest one counts, wherever it stands."""
    assert longest_run("а б в г".split(), "б в а б в г".split()) == 4
    assert longest_run([], ["а"]) == 0
