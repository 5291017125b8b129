"""Whose photo or text it is, read from the words of the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from otkuda.model import Credit, Span


def find_credits(text: str) -> tuple[Credit, ...]:
    """Return the credits in ``text``, in its order."""
    del text
    return ()


def credit_lines(text: str) -> tuple[Span, ...]:
    """Return the lines of ``text`` that are credits and no news text, in its order."""
    del text
    return ()
