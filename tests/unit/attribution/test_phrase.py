"""A phrase is read once: what ends before a stop is the same with any stop behind it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import otkuda
from otkuda.attribution.phrase import LONGEST, Reader
from otkuda.attribution.word import CASES

if TYPE_CHECKING:
    from otkuda.attribution.phrase import Phrase

GOLDEN = sorted((Path(__file__).resolve().parents[2] / "golden" / "ru").glob("*.txt"))


def with_each_stop(self: Reader, at: int, stop: int, wanted: frozenset[str] = CASES) -> Phrase | None:
    """Read a phrase again with each stop."""
    stop = min(stop, at + LONGEST)
    known = self.known.setdefault((at, wanted), [])
    same = [found for before, found in known if before == stop]
    if not same:
        same = [self._phrase(at, stop, wanted)]
        known.append((stop, same[0]))
    return same[0]


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_a_stop_behind_it_changes_no_phrase(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same is found where phrases are read anew with each stop."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    found = [otkuda.read(line, language="ru").attributions for line in lines]
    monkeypatch.setattr(Reader, "phrase", with_each_stop)
    assert [otkuda.read(line, language="ru").attributions for line in lines] == found
