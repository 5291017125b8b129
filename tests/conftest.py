"""What every test may use: the project's own articles and the folder of the checkout."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest
from hypothesis import settings

# A busy machine is no fault of the code: what must be quick has a test that says so.
settings.register_profile("calm", deadline=None)
settings.load_profile("calm")

# A shell lets what it starts in the background ignore Ctrl-C, and so would every process that a test starts.
signal.signal(signal.SIGINT, signal.default_int_handler)

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def bridge() -> str:
    """The invented article that the project brings, as its file has it."""
    return (ROOT / "examples" / "bridge.txt").read_bytes().decode("utf-8")
