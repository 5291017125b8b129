"""A small run of the benchmark of alerts: each statement is told once, though the process is killed."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from bench import alerts

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Four statements in five articles each, one death."""
    monkeypatch.setattr(alerts, "STATEMENTS", 4)
    monkeypatch.setattr(alerts, "CARRIED", 5)
    monkeypatch.setenv("PYTHONPATH", ":".join(path for path in sys.path if path))
    figures = alerts.run(tmp_path / "world", 1, 1)
    assert figures["articles"] == 20
    assert alerts.is_well(figures)
