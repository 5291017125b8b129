"""Processes that are killed at random moments: nothing committed is lost, nothing is twice, the next run goes on."""

from __future__ import annotations

import sys
from random import Random
from typing import TYPE_CHECKING

import pytest

from bench.kill import kill_collect, kill_import

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bench.record import Figures

KILLS = 25


@pytest.mark.skipif(sys.platform == "win32", reason="its processes are not killed by signals")
@pytest.mark.parametrize("kill", [kill_collect, kill_import])
def test_killed_at_random_moments(kill: Callable[[Path, int, Random], Figures], tmp_path: Path) -> None:
    """The store is sound after each kill, and in the end what an undisturbed run makes; where not, it raises."""
    figures = kill(tmp_path, KILLS, Random(20260311))  # noqa: S311 - moments, no secrets
    assert figures["kills"] == KILLS
