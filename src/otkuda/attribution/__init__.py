"""text → attributions: direct, indirect, chain, speaker."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from otkuda.model import Article, Attribution, Span


def attribute(article: Article, skip: tuple[Span, ...] = ()) -> tuple[Attribution, ...]:
    """Return the attributions of an article in the order of its text.

    Stretches in ``skip`` (credits, datelines) are passed over. An article in a language that otkuda does not read
    has none.
    """
    from otkuda.lang.language import load

    try:
        language = load(article.language or "ru")
    except KeyError:
        return ()
    if language.order == "free":
        from otkuda.attribution import reading as free

        return free.read(article, language, skip)
    from otkuda.attribution.ordered.reading import read

    return read(article, language, skip, import_module(f"otkuda.attribution.{language.order}").look)
