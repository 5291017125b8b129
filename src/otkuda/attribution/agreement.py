"""Forms of words set against each other: agreement, and the cases that an ending allows."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from otkuda.attribution.word import CASES, ORDER, Form

if TYPE_CHECKING:
    from collections.abc import Sequence

_ENDINGS = (
    ("ым", {"ablt"}), ("им", {"ablt"}), ("ой", {"gent", "datv", "ablt", "loct", "nomn"}), ("ого", {"gent", "accs"}),
    ("ому", {"datv"}), ("ом", {"loct", "ablt"}), ("а", {"gent", "accs", "nomn"}), ("у", {"datv", "accs"}),
    ("е", {"loct", "datv"}), ("ю", {"datv", "accs", "ablt"}), ("я", {"gent", "accs", "nomn"}), ("й", {"nomn"}),
)  # fmt: skip


@lru_cache(maxsize=20_000)
def any_case(low: str, wanted: frozenset[str]) -> tuple[Form, ...]:
    """A word that does not decline may stand in any of the wanted cases."""
    return tuple(Form(low, case, number, "") for case in ORDER if case in wanted for number in ("sing", "plur"))


def agrees(form: Form, others: Sequence[Form]) -> bool:
    """Does the form agree with one of the others in case, number and gender?"""
    case, number, gender = form.case, form.number, form.gender
    for other in others:
        if (
            case == other.case
            and (not number or not other.number or number == other.number)
            and (not gender or not other.gender or gender == other.gender or number == "plur")
        ):
            return True
    return False


@lru_cache(maxsize=20_000)
def surname_cases(low: str) -> frozenset[str]:
    """Cases that a surname's ending allows, where the dictionary guesses wrong («Абаев»)."""
    for ending, cases in _ENDINGS:
        if low.endswith(ending):
            return frozenset(cases)
    return frozenset({"nomn"}) if low[-1] not in "аеиоуыэюя" else CASES


def surname_forms(low: str) -> tuple[Form, ...]:
    """What a surname that no list knows may be, by its ending."""
    return tuple(Form(low, case, "sing", "") for case in sorted(surname_cases(low)))
