"""Pages of one person, whose words stand there without anybody being named: a blog, a channel, a minister's own page.

That a page is a person's is told by its name, or by its host, where other articles name a person so. A newspaper that
is called as a person would be taken for one, but only of words that it prints as its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.model import Source
from otkuda.text.urls import host_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from otkuda.model import Article, Carrier

_MOST = 500  # persons that a page may be of
_LEAST = 2  # words of a name that is one person's


class Voices:
    """Whose pages some articles are."""

    def __init__(
        self, known: Sequence[Carrier], agree: Callable[[Source, Article, Source, Article], str | None]
    ) -> None:
        """Take in whom the articles name."""
        self.agree = agree
        self.known = known
        self.persons: dict[str, tuple[Source, Article]] | None = None
        self.found: dict[tuple[str, ...], Source | None] = {}

    def of(self, article: Article) -> Source | None:
        """Return the person whose page an article stands on; None for the page of an outlet."""
        names = tuple(_names(article))
        if names not in self.found:
            self.found[names] = next((one for name in names if (one := self._person(name, article))), None)
        return self.found[names]

    def _person(self, name: str, article: Article) -> Source | None:
        page = Source(None, name, "person")
        for source, told in self._persons().values():
            if self.agree(page, article, source, told) == "same":
                return source
        return None

    def _persons(self) -> dict[str, tuple[Source, Article]]:
        if self.persons is None:
            self.persons = {}
            for carrier in self.known:
                for said in carrier.article.attributions:
                    for source in said.chain:
                        if (
                            source.type == "person"
                            and len(source.entity.split()) >= _LEAST
                            and len(self.persons) < _MOST
                        ):
                            self.persons.setdefault(source.entity, (source, carrier.article))
        return self.persons


def _names(article: Article) -> Iterator[str]:
    """Yield what a page may be called by: «Кайрат Сапаров», and "Kairat Saparov" for kairat-saparov.example."""
    host = host_of(article.url or "")
    label = host.rpartition(".")[0].rpartition(".")[2].replace("-", " ").replace("_", " ").title()
    for name in (article.outlet or "", label):
        if len(name.split()) >= _LEAST and "." not in name:
            yield name
