"""The data's way, in order. Pure: no network, no clock; heavy stages are imported when first used."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

READ_BY = "otkuda 0.1.0"  # the rules that make what is derived; a test holds it and the version together

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from otkuda.entities import Mention
    from otkuda.entities.weights import Answer
    from otkuda.model import Article, Carrier, Source
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

    return statements.check(draft, known, agree=agree, indirect=indirect)


def agree(one: Source, told: Article, other: Source, others: Article) -> Answer | None:
    """Say whether two sources, each as its article names it, mean one; None for those of two kinds.

    A body and a part of it («Минтранс», «пресс-служба Минтранса») are not told apart: the one speaks for the other.

    >>> from otkuda.model import Article, Source
    >>> minister, mayor = Source(None, "Ерлан Тасов", "person"), Source(None, "Глеб Одинцов", "person")
    >>> agree(minister, Article(""), mayor, Article("")), agree(minister, Article(""), minister, Article(""))
    ('different', 'same')
    """
    from otkuda.entities import match

    first, second = _mention(one, told), _mention(other, others)
    if first is None or second is None or first.type != second.type:
        return None
    verdict = match(first, second)
    return "open" if any(feature == "unit_other" for feature, _ in verdict.features) else verdict.answer


def _mention(source: Source, article: Article) -> Mention | None:
    from otkuda.entities import Mention

    if source.type == "document" or source.type == "unnamed":  # noqa: PLR1714 - mypy narrows by it
        return None
    where, language = article.url or "", article.language or "ru"
    return Mention(where, article.published, language, source.entity, source.type, source.role, source.organization)
