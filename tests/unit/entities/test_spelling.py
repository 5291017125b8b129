"""Spellings of one name meet in a skeleton, and different names do not; romanizations are those of the tables."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from otkuda.entities.spelling import MOST, initials, meet, plain, romanize, romanized, skeletons
from otkuda.lang.lexicon import rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _pytest.mark import ParameterSet

LANGUAGES = ("ru", "kk", "en")
LINES = [
    line
    for line in (Path(__file__).parent / "spellings.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def pairs(sign: str) -> list[ParameterSet]:
    """Return the pairs of one sign as pytest parameters; those that open with «?» are known to fail."""
    found = []
    for line in (line for line in LINES if f" {sign} " in line):
        one, other = line.lstrip("?").split(f" {sign} ")
        marks = [pytest.mark.xfail(strict=True)] if line.startswith("?") else []
        found.append(pytest.param(one, other, marks=marks, id=line))
    return found


@pytest.mark.parametrize(("one", "other"), pairs("="))
def test_spellings_of_one_name_meet(one: str, other: str) -> None:
    """Over scripts, languages and tables."""
    assert meet(one, other)


@pytest.mark.parametrize(("one", "other"), pairs("≠"))
def test_different_names_do_not_meet(one: str, other: str) -> None:
    """However near they are."""
    assert not meet(one, other)


def test_there_are_enough_pairs() -> None:
    """Three hundred, half of them apart."""
    assert len(pairs("=")) >= 150
    assert len(pairs("≠")) >= 150


def sharing(names: Iterable[str]) -> float:
    """Return how many of the names share a skeleton with another one."""
    known = {plain(name) for name in names}
    by_skeleton = defaultdict(set)
    for name in known:
        for skeleton in skeletons(name):
            by_skeleton[skeleton].add(name)
    return len({name for group in by_skeleton.values() if len(group) > 1 for name in group}) / len(known)


@pytest.mark.parametrize(("language", "most"), [("ru", 0.12), ("kk", 0.1), ("en", 0.22)])
def test_few_given_names_of_a_list_meet(language: str, most: float) -> None:
    """Those that do are nearly all spellings of one name («Софья», «София»; "Catherine", "Katherine")."""
    assert sharing(row[0] for row in rows(f"otkuda.lang.{language}", "given_names.tsv")) < most


def test_few_surnames_meet() -> None:
    """Surnames made from given names, of one alphabet: «Галеев» and «Галиев» meet, and few others."""
    given = [
        row[0] for row in rows("otkuda.lang.ru", "given_names.tsv") if row[1] == "masc" and row[0][-1] not in "аеийоуюя"
    ]
    assert len(given) > 2000
    assert sharing(f"{name.rstrip('ь')}ов" for name in given) < 0.1


@pytest.mark.parametrize(
    ("name", "scheme", "language", "latin"),
    [
        ("Щукин Ёжиков", "bgn", "ru", "Shchukin Yëzhikov"),
        ("Елена Андреева", "bgn", "ru", "Yelena Andreyeva"),
        ("Щукин Юрий", "iso9", "ru", "Ŝukin Ûrij"),
        ("Цой Цыганов", "national", "ru", "Czoj Cy'ganov"),
        ("Юлия Объедкова", "passport", "ru", "Iuliia Obieedkova"),
        ("Қайсар Төлендин", "bgn", "kk", "Qaysar Tölendīn"),
        ("Шыңғыс", "national", "kk", "Şyñğys"),
        ("Есіл", "passport", "kk", "Yesil"),
        ("Owen Pell", "bgn", "ru", "Owen Pell"),
    ],
)
def test_romanization(name: str, scheme: str, language: str, latin: str) -> None:
    """Letter by letter as the tables say, capitals kept."""
    assert romanize(name, scheme, language) == latin  # type: ignore[arg-type]


def test_romanized_in_plain_letters() -> None:
    """A published table leads from one script to the other; letters that it lacks are no table's."""
    assert "shchukin" in romanized("Щукин")
    assert romanized("Щукин").isdisjoint(romanized("Шукин"))
    assert romanized("O'Dell") == {"odell"}


def test_there_is_a_bound() -> None:
    """However many letters may be several sounds."""
    assert len(skeletons("jhcjhcjhcjhc" * 20)) == MOST
    assert skeletons("…") == ()


def test_initials() -> None:
    """A letter, or two, begins what it may begin."""
    assert initials("Yu") & initials("Ю")
    assert "S" in initials("S")
    assert initials("Ж").isdisjoint(initials("З"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_rows_of_spelling(language: str) -> None:
    """Letters, skeleton, example; an example has the letters, and letters stand once."""
    table = rows(f"otkuda.lang.{language}", "skeletons.tsv")
    assert len({row[0] for row in table}) == len(table)
    for letters, skeleton, example in table:
        assert skeleton, letters
        assert letters.strip("^$.") in plain(example).replace("е", "ё") + plain(example) + example.lower(), letters


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_rows_of_romanization(language: str) -> None:
    """Letters, four tables, example."""
    table = rows(f"otkuda.lang.{language}", "romanization.tsv")
    assert len({row[0] for row in table}) == len(table)
    for letters, *columns, example in table:
        assert len(columns) == 4
        assert all(columns), letters
        assert letters.strip("^") in example.lower(), letters
