"""Claims: what one of several collectors of a store has taken for itself, until it releases it or dies."""

from __future__ import annotations

from typing import Protocol


class Claims(Protocol):
    """The claims of one process. Not for several threads."""

    def claim(self, name: str) -> bool:
        """Claim something; False where another process has it."""

    def release(self, name: str) -> None:
        """Let others have it."""


class Sole:
    """The claims of a process that is the only one: it gets everything."""

    def claim(self, name: str) -> bool:  # noqa: ARG002
        """Claim something."""
        return True

    def release(self, name: str) -> None:
        """Let others have it."""
