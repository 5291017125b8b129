"""The articles that carry a statement, as they show where each has it from: the same for many copies as for few."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from otkuda.entities.judging import Judge
from otkuda.statements.kinship import Telling
from otkuda.statements.origin import first_page
from otkuda.statements.tellers import Teller, Tellers
from otkuda.statements.way import edges
from tests.unit.statements.told import CARRIED, MINISTRY, PRESS

if TYPE_CHECKING:
    from otkuda.model import Article, Carrier, Source

MANY = 60


class Counting(Judge):
    """Counts what it is asked."""

    asked = 0

    def publishes(self, source: Source, told: Article, article: Article) -> bool:
        """Is a source, as an article names it, the publisher of another article?"""
        self.asked += 1
        return super().publishes(source, told, article)


def copy(number: int) -> Carrier:
    """One more copy, at another outlet."""
    url = f"https://list-{number}.example/1"
    return replace(CARRIED, id=url, article=replace(CARRIED.article, url=url, outlet=f"Лист {number}"))


def test_copies_are_not_asked_in_pairs() -> None:
    """Whom all name is looked for once among all; each has the words from there."""
    judge = Counting()
    tellings = [Telling(one) for one in (PRESS, *map(copy, range(MANY)))]
    tellers = Tellers((Teller(one, one.passages) for one in tellings), judge)
    found = edges(tellers)
    page = first_page(tellers, found)
    assert page is not None
    assert page.telling.address == MINISTRY
    assert {edge.source.id for edge in found.values()} == {PRESS.id}
    assert {edge.ground for edge in found.values()} == {"linked"}
    assert len(found) == MANY
    sources = {(source.entity, source.type) for one in tellers for source in (*one.chain, *one.speakers)}
    assert judge.asked <= len(tellings) * len(sources)


def test_links_lead_to_others_only() -> None:
    """A page that links to itself has nothing from there; the order is that of the ids."""
    tellers = Tellers([Teller(Telling(one), ()) for one in (CARRIED, PRESS)], Judge())
    assert [one.id for one in tellers] == sorted([CARRIED.id, PRESS.id])
    assert [[other.id for other in tellers.linked_by(one)] for one in tellers] == [[], [PRESS.id]]
