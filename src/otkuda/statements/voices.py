"""Pages of one person, whose words stand there without anybody being named: a blog, a channel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.model import Source
from otkuda.text.urls import host_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from otkuda.model import Article, Carrier
    from otkuda.statements.kinship import Judge

_MOST = 500  # persons that a page may be of
_LEAST = 2  # words of a name that is one person's


class Voices:
    """Whose pages some articles are: that of a person whom one of them names, by its host."""

    def __init__(self, known: Sequence[Carrier], judge: Judge) -> None:
        """Take in the articles; whom they name is read when it is first asked for."""
        self.judge = judge
        self.known = known
        self.persons: dict[str, Source] | None = None
        self.found: dict[str, Source | None] = {}

    def of(self, article: Article) -> Source | None:
        """Return the person whose page an article stands on; None for the page of an outlet."""
        host = host_of(article.url or "")
        if host and host not in self.found:
            persons = self._persons()
            self.found[host] = next((one for one in persons.values() if self.judge.is_own(one, article)), None)
        return self.found.get(host)

    def _persons(self) -> dict[str, Source]:
        """Return the persons that the articles name, without what they are: a ministry's page is not its minister's."""
        if self.persons is None:
            chains = (said.chain for carrier in self.known for said in carrier.article.attributions)
            names = dict.fromkeys(one.entity for chain in chains for one in chain if one.type == "person")
            named = [name for name in names if len(name.split()) >= _LEAST][:_MOST]
            self.persons = {name: Source(None, name, "person") for name in named}
        return self.persons
