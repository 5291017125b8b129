"""The data's way, in order. Pure: no network, no clock; heavy stages are imported when first used."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

READ_BY = "otkuda 0.1.0"  # the rules that make what is derived; a test holds it and the version together

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from otkuda.model import Article, Carrier
    from otkuda.statements import Checked


def read(
    text: str,
    *,
    language: str | None = None,
    headline: str | None = None,
    outlet: str | None = None,
    published: datetime | None = None,
) -> Article:
    """Read the attributions out of a news text.

    Returns an ``Article`` whose ``text`` is ``text``, unchanged. The headline is the first line unless ``headline``
    says otherwise; ``headline`` never changes the text. Safe to call from several threads at once.

    >>> read("Мост откроют в мае, сообщает «Заря».").attributions[0].chain[0].entity
    'Заря'
    """
    from otkuda.article import from_text

    article = from_text(text, language=language, headline=headline, outlet=outlet, published=published)
    return read_article(article)


def read_article(article: Article) -> Article:
    """Return ``article`` with its attributions."""
    from otkuda.article import credit_lines
    from otkuda.attribution import attribute

    return replace(article, attributions=attribute(article, credit_lines(article.text)))


def check(draft: Article, known: Sequence[Carrier], *, indirect: bool = False) -> tuple[Checked, ...]:
    """Hold each quotation of a draft, which has been read, against articles that are known (``statements.check``)."""
    from otkuda import statements
    from otkuda.entities.judging import Judge

    return statements.check(draft, known, judge=Judge(), indirect=indirect)
