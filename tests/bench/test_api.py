"""The API under schemathesis: no server error, no answer that does not fit its schema."""

from __future__ import annotations

import subprocess
import sys

import pytest

pytest.importorskip("schemathesis", reason="a tool of development: it is in the lock")


def test_schemathesis(root: object) -> None:
    """Everything that OpenAPI describes is asked, well and badly."""
    command = [sys.executable, "-m", "bench.api", "--seconds", "240", "--examples", "5"]
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=str(root), timeout=400)
    assert done.returncode == 0, done.stdout[-20_000:]
