"""text → attributions: direct, indirect, chain, speaker."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from otkuda.model import Article, Attribution, Span


def attribute(article: Article, skip: tuple[Span, ...] = ()) -> tuple[Attribution, ...]:
    """Return the attributions of an article in the order of its text.

    Paragraphs in another of our languages than the rest are read in theirs. Stretches in ``skip`` (credits, datelines)
    are passed over. An article in a language that otkuda does not read has none.
    """
    from otkuda.text.language import LANGUAGES, runs

    usual = article.language or "ru"
    if usual not in LANGUAGES:
        return ()
    found = runs(article.text, usual)
    read = [
        one
        for code in sorted({run.language for run in found})
        for one in _read(article, code, skip + tuple(run.span for run in found if run.language != code))
    ]
    return tuple(sorted(read, key=lambda one: one.content))


def _read(article: Article, code: str, skip: tuple[Span, ...]) -> tuple[Attribution, ...]:
    """Return what the reader of one language finds outside ``skip``."""
    from otkuda.lang.language import load

    language = load(code)
    if language.order == "free":
        from otkuda.attribution import reading as free

        return free.read(article, language, skip)
    from otkuda.attribution.ordered.reading import read

    return read(article, language, skip, import_module(f"otkuda.attribution.{language.order}").look)
