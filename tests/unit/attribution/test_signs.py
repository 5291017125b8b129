"""What a rule wants a sentence to hold is never more than it needs."""

from __future__ import annotations

from pathlib import Path

import pytest

import otkuda
from otkuda.attribution import reading

CASES = sorted((Path(__file__).resolve().parents[2] / "golden" / "ru").glob("*.txt"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_nothing_is_missed(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same is found where every rule looks at every sentence."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    found = [otkuda.read(line, language="ru").attributions for line in lines]
    monkeypatch.setattr(reading, "WANTED", {})
    assert [otkuda.read(line, language="ru").attributions for line in lines] == found
