"""Which of a few statements each of many filters lets through.

A feed asks all that is kept for one filter. Here it is the other way round: what the statements are found by is laid
out once, their words in an index of their own, and each filter asks only that. A filter chooses by words, speaker (by
name or id) and outlet; both ways let the same through.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import bindparam, select

from otkuda.store.among import SOME, among, of_some
from otkuda.store.feed import outlet_asked
from otkuda.store.feed_schema import facets, spoken, summaries
from otkuda.store.matching import Sought, full_text
from otkuda.store.query import LONGEST, All, Words, parse_query
from otkuda.store.speakers import speaking_in
from otkuda.store.summaries import facet_key
from otkuda.store.who import current_id
from otkuda.text.search_words import search_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from typing import Self

    from sqlalchemy import Connection

    from otkuda.store.feed_records import Filter

_WORDS = "sifted_words"  # the index of the statements that are sifted


class Held(NamedTuple):
    """What statements are found by: their ids by number, the number of each attribution, who speaks, in which outlets.

    ``speaking`` are the numbers by the id of an entity or of a mention, ``carried`` by the facet of an outlet.
    """

    ids: dict[int, str]
    attributions: dict[int, int]
    speaking: dict[str, set[int]]
    carried: dict[int, set[int]]


class Sieve:
    """Some statements, laid out for many filters, in one transaction."""

    def __init__(self, conn: Connection, statement_ids: Iterable[str], wanted: Collection[Filter]) -> None:
        self.conn = conn
        ids = {row.number: row.statement_id for row in among(conn, summaries.c.statement_id, statement_ids)}
        its = {row.attribution: row.number for row in among(conn, spoken.c.number, ids)}
        outlets = {facet_key("outlet", outlet_asked(one.outlet)) for one in wanted if one.outlet is not None}
        is_of_entities = any(one.entity is not None for one in wanted)
        speaking = speaking_in(conn, ids) if is_of_entities else {}
        self.held = Held(ids, its, speaking, _carried(conn, list(ids), outlets))
        self._said: dict[tuple[str, str], set[int]] = {}
        self._entities: dict[str, str | None] = {}

    def __enter__(self) -> Self:
        full_text(self.conn).lay_out(self.conn, "attribution_words", _WORDS, list(self.held.attributions))
        return self

    def __exit__(self, *_: object) -> None:
        self.conn.exec_driver_sql(f"DROP TABLE IF EXISTS {_WORDS}")

    def through(self, wanted: Filter) -> set[str]:
        """Return the ids of the statements that a filter lets through."""
        numbers = set(self.held.ids)
        if wanted.outlet is not None:
            numbers &= self.held.carried.get(facet_key("outlet", outlet_asked(wanted.outlet)), set())
        if wanted.entity is not None:
            numbers &= self.held.speaking.get(self._now(wanted.entity) or "", set())
        if numbers and (wanted.words or wanted.speaker):
            numbers &= self._with_words(wanted.words, wanted.speaker or "")
        return {self.held.ids[one] for one in numbers}

    def _now(self, entity: str) -> str | None:
        if entity not in self._entities:
            self._entities[entity] = current_id(self.conn, entity)
        return self._entities[entity]

    def _with_words(self, words: str, speaker: str) -> set[int]:
        """Return the numbers of the statements of which an attribution has the words, by such a speaker."""
        if (words, speaker) not in self._said:
            self._said[words, speaker] = self._find(words, speaker)
        return self._said[words, speaker]

    def _find(self, words: str, speaker: str) -> set[int]:
        node, name = parse_query(words), Words(tuple(word.form for word in islice(search_words(speaker), LONGEST)))
        if node == All(()) and not name.forms:
            return set(self.held.ids)
        found = self.conn.execute(full_text(self.conn).matching(Sought(_WORDS, node, name))).scalars()
        return {self.held.attributions[one] for one in found}


def _carried(conn: Connection, numbers: list[int], outlets: Collection[int]) -> dict[int, set[int]]:
    """Return which of some statements have the facets of outlets."""
    its = (facets.c.active == summaries.c.active, facets.c.number == summaries.c.number)
    chosen = select(facets.c.facet, facets.c.number).select_from(summaries).join(facets, its[0] & its[1])
    chosen = chosen.where(summaries.c.number.in_(of_some()), facets.c.facet.in_(bindparam("outlets", expanding=True)))
    found: dict[int, set[int]] = {}
    for facet, number in conn.execute(chosen, {SOME: numbers, "outlets": list(outlets)}) if outlets else ():
        found.setdefault(facet, set()).add(number)
    return found
