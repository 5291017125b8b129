"""text → attributions: direct, indirect, chain, speaker."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from otkuda.model import Article, Attribution


def attribute(article: Article) -> tuple[Attribution, ...]:
    """Return the attributions of an article in the order of its text."""
    return ()
