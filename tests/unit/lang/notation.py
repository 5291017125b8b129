"""One line a case: «nominative: form, form [case gender]». A form that opens with "?" is known to fail."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from _pytest.mark import ParameterSet

_GENDERS = ("masc", "femn")


@dataclass(frozen=True, slots=True)
class Case:
    """A form, what the sentence says of it, and the nominative that is expected."""

    nominative: str
    form: str
    case: str
    gender: str


def cases(path: Path, *, comma: str = ", ") -> Iterator[ParameterSet]:
    """Yield the cases of a file as pytest parameters; ``comma`` parts the forms."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            nominative, forms = line.split(": ", 1)
            for form in forms.split(comma):
                marks = [pytest.mark.xfail(reason="not read rightly yet")] if form.startswith("?") else []
                text = form.removeprefix("?").strip()
                yield pytest.param(_case(nominative, text), marks=marks, id=text)


def nominatives(path: Path) -> list[str]:
    """Return the nominatives at the heads of the lines, each once."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return list(dict.fromkeys(line.split(": ", 1)[0] for line in lines if line and not line.startswith("#")))


def _case(nominative: str, text: str) -> Case:
    form, _, hints = text.partition(" [")
    said = hints.rstrip("]").split()
    case = next((hint for hint in said if hint not in _GENDERS), "")
    return Case(nominative, form, case, next((hint for hint in said if hint in _GENDERS), ""))
