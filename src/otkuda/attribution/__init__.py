"""text → attributions: direct, indirect, chain, speaker."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from otkuda.model import Article, Attribution, Span


def attribute(article: Article, skip: tuple[Span, ...] = ()) -> tuple[Attribution, ...]:
    """Return the attributions of an article in the order of its text.

    Stretches in ``skip`` (credits, datelines) are passed over. An article in a language that otkuda does not read
    has none.
    """
    from otkuda.attribution.reading import read
    from otkuda.lang.language import load

    try:
        language = load(article.language or "ru")
    except KeyError:
        return ()
    return read(article, language, skip)
