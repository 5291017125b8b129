"""The data's way, in order. Pure: no network, no clock; heavy stages are imported when first used."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

READ_BY = "otkuda 0.1.0"  # the rules that make what is derived; a test holds it and the version together

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from otkuda.model import Article, Carrier, Statement
    from otkuda.statements import Checked
    from otkuda.stories import Story


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


def gather(articles: Iterable[Article | Carrier]) -> tuple[Statement, ...]:
    """Gather what is said in articles into statements: the same words in all articles that carry them.

    The order of the articles does not matter, and equal ones count once; the result is in the order of its ids. Of
    several versions of an article give each as a ``Carrier``. Time grows with the square of their number.

    >>> one = read("«Мост откроют в мае», — сообщил аким Ерлан Сапаров.", outlet="Заря")
    >>> other = read("По словам акима Ерлана Сапарова, мост откроют в мае.", outlet="Маяк")
    >>> [(statement.speaker, len(statement.appearances)) for statement in gather([one, other])]
    [('Ерлан Сапаров', 2)]
    """
    from otkuda.entities.judging import Judge
    from otkuda.statements.carrying import carriers_of
    from otkuda.statements.gathering import gather as gathered

    return gathered(carriers_of(list(articles)), Judge())


def gather_stories(articles: Iterable[Article | Carrier]) -> tuple[Story, ...]:
    """Gather the same articles into stories: those on one event, the earliest first; a round-up belongs to several."""
    from otkuda.entities.spelling import skeletons
    from otkuda.statements.carrying import carriers_of
    from otkuda.stories import gather as of_events

    carriers = carriers_of(list(articles))
    carried: dict[str, set[str]] = {one.id: set() for one in carriers}
    for statement in gather(carriers):
        for appearance in statement.appearances:
            carried[appearance.carrier].add(statement.id)
    return of_events(carriers, skeletons, carried)


def check(draft: Article, known: Sequence[Carrier], *, indirect: bool = False) -> tuple[Checked, ...]:
    """Hold each quotation of a draft, which has been read, against articles that are known (``statements.check``)."""
    from otkuda import statements
    from otkuda.entities.judging import Judge

    return statements.check(draft, known, judge=Judge(), indirect=indirect)
