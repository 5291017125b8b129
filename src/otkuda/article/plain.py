"""A plain text → ``Article``. The text itself is never changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from otkuda.article.credits import find_credits
from otkuda.model import Article
from otkuda.text.language import detect

if TYPE_CHECKING:
    from datetime import datetime

    from otkuda.model import Credit


def from_text(
    text: str,
    *,
    language: str | None = None,
    headline: str | None = None,
    outlet: str | None = None,
    published: datetime | None = None,
) -> Article:
    r"""Return ``text`` as an ``Article``, unchanged, with its credits and without attributions.

    The headline is the first line that is not blank, unless given; the language is detected unless given.

    >>> from_text("Мост открыт\n\nВ посёлке открыли мост.", language="ru").headline
    'Мост открыт'
    """
    found = find_credits(text)
    return Article(
        text=text,
        headline=_first_line(text) if headline is None else headline,
        outlet=outlet,
        authors=text_authors(found),
        published=published,
        language=detect(text) if language is None else language,
        credits=found,
    )


def completed(article: Article) -> Article:
    """Return ``article`` with what its text shows and it does not say: headline, authors, language, credits.

    For articles that are made elsewhere than here: out of JSON Lines, an export, a document.
    """
    found = find_credits(article.text)
    return replace(
        article,
        headline=article.headline or _first_line(article.text),
        authors=article.authors or text_authors(found),
        language=article.language or detect(article.text),
        credits=tuple(dict.fromkeys((*found, *article.credits))),
    )


def text_authors(found: tuple[Credit, ...]) -> tuple[str, ...]:
    """Return the authors that text credits («Автор: Анна Лесная») name."""
    return tuple(dict.fromkeys(credit.author for credit in found if credit.what == "text" and credit.author))


def _first_line(text: str) -> str | None:
    start = len(text) - len(text.lstrip())
    end = text.find("\n", start)
    return text[start : end if end >= 0 else len(text)].strip() or None
