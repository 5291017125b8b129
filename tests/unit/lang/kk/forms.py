"""The tables of forms: «lemma: form [analysis], …», and how many forms of one are read as they are written there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from otkuda.lang.kk.morphology import analyse

if TYPE_CHECKING:
    from pathlib import Path

    from otkuda.lang.kk.dictionary import Analysis

_PARTS = {"V": "VERB", "P": "PRTF", "G": "GRND", "I": "INFN"}
_NOMINAL = {"NOUN", "NPRO", "ADJF"}
_FORM = re.compile(r"([^\s,]+) \[([^\]]*)\]")


@dataclass(frozen=True, slots=True)
class Form:
    """A form and the reading that is expected of it; ``says`` holds no part of speech for nominals."""

    form: str
    lemma: str
    says: frozenset[str]

    def is_read_by(self, reading: Analysis) -> bool:
        """Is the reading the one expected?"""
        says = reading.grammemes - _NOMINAL
        return (reading.lemma, says) == (self.lemma.lower(), self.says)


def forms(path: Path) -> list[Form]:
    """Return the forms of a table."""
    return [
        Form(found[1], line.split(": ", 1)[0], frozenset(_PARTS.get(word, word) for word in found[2].split()))
        for line in path.read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
        for found in _FORM.finditer(line)
    ]


def missed(path: Path, first: int = 1) -> list[Form]:
    """Return the forms of a table whose reading is not among the first ones."""
    return [one for one in forms(path) if not any(one.is_read_by(reading) for reading in analyse(one.form)[:first])]
