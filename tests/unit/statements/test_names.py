"""Names over alphabets."""

from __future__ import annotations

import pytest

from otkuda.statements.names import sound_alike
from otkuda.statements.units import read_units


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        (("Қостанайда", "kk"), ("Kostanay", "en"), True),
        (("Тоқаевтың", "kk"), ("Токаев", "ru"), True),
        (("Петропавловск", "ru"), ("Petropavl", "en"), True),
        (("Карасор", "ru"), ("Karagash", "en"), False),
        (("Астана", "ru"), ("Almaty", "en"), False),
    ],
)
def test_names_sound_alike(one: tuple[str, str], other: tuple[str, str], is_one: bool) -> None:  # noqa: FBT001 - a table
    """Whatever the case and the alphabet; other names do not."""
    (first,), (second,) = read_units(*one), read_units(*other)
    assert sound_alike(first, second) == sound_alike(second, first) == is_one
