"""A batch of arrivals: which passages are one with theirs, and the statements that these make; found, then written.

Finding only reads, so that others write meanwhile. What was found is written where nothing of it has changed since.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from otkuda.collect.candidates import candidates
from otkuda.collect.carried import Carried
from otkuda.collect.stories import Arrived, Stories
from otkuda.collect.summing import summed
from otkuda.statements.decisions import ruled, tied
from otkuda.statements.gathering import groups_of, statement_of
from otkuda.statements.matching import Pair, match
from otkuda.statements.weighing import Verdict
from otkuda.store import grouping, statements
from otkuda.store.decisions import versions_named
from otkuda.store.grouping import Edge, Place
from otkuda.store.statements import Made

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection

    from otkuda.collect.grouping import Arrival, Grouper
    from otkuda.statements.kinship import Telling
    from otkuda.statements.passages import Passage

WORK = 200_000  # pairs of passages that an arrival is matched by: an article that quotes the whole archive ends, too


@dataclass(slots=True)
class Step:
    """A batch that is in the index. ``conn`` is that by which it is found; another one may write it."""

    conn: Connection
    grouper: Grouper
    arrivals: Sequence[Arrival]
    starts: set[Place] = field(default_factory=set)  # the passages from which statements are made again
    old: set[str] = field(default_factory=set)  # the statements that go
    made: list[Made] = field(default_factory=list)
    new: list[Edge] = field(default_factory=list)
    carried: Carried = field(init=False)  # by which version, once all is written
    stories: Stories = field(init=False)
    tickets: dict[str, int] = field(default_factory=dict)  # what waits of all that was looked at
    _likely: dict[int, list[int]] = field(default_factory=dict)  # with which articles arrivals were matched
    _matched: set[tuple[int, int]] = field(default_factory=set)  # which had their turn, each with the other
    _come: set[int] = field(default_factory=set)  # the numbers of the arrivals
    _new_of: defaultdict[int, dict[tuple[Place, Place], Edge]] = field(default_factory=lambda: defaultdict(dict))

    def find(self) -> None:
        """Find all that is to be written."""
        self._come = {one.number for one in self.arrivals if one.number is not None}
        touched = {end for edge in grouping.edges_of(self.conn, self._come) for end in (edge.one, edge.other)}
        self.old = statements.statements_in(self.conn, self._come)
        before = touched | statements.places_of(self.conn, self.old)
        self.starts = {place for place in before if place.telling not in self._come}
        for one in sorted(self.arrivals, key=lambda one: not one.is_found):  # copies follow those that are found
            if one.telling and one.number is not None:
                self._match(one, one.number, one.telling)
        looked_at = self._make()
        self.carried = Carried(self.conn, self.old, (one.statement for one in self.made))
        self.stories = Stories(self.conn, self.carried)
        self.stories.find(
            [
                Arrived(one.number, one.told, self._likely[one.number])
                for one in self.arrivals
                if one.telling and one.number
            ],
            {one.version_id: one.before for one in self.arrivals if one.before is not None},
        )
        waiting = dict.fromkeys(looked_at | self.stories.looked_at, 0)
        self.tickets = waiting | grouping.tickets_of(self.conn, waiting)

    def write(self, conn: Connection) -> None:
        """Put what was found in the place of what was there."""
        grouping.drop_edges(conn, self._come)
        grouping.drop_tellings(conn, [one.number for one in self.arrivals if one.number and not one.telling])
        grouping.put_edges(conn, self.new)
        statements.replace_statements(conn, self.old, self.made)
        self.stories.write(conn)

    def is_of_now(self, conn: Connection) -> bool:
        """Has nothing that was looked at been read again or forgotten since?"""
        come = {one.version_id: one.known.ticket for one in self.arrivals}
        return grouping.tickets_of(conn, self.tickets | come) == {
            one: ticket for one, ticket in (self.tickets | come).items() if ticket
        }

    def _match(self, one: Arrival, number: int, telling: Telling) -> None:
        if one.is_found:
            likely = candidates(grouping.sharing(self.conn, one.keys.seeks), one.keys.seeks)
            found = list(self._edges(number, telling, likely))
        else:
            likely = one.same
            between = self._edges_between(*one.same[:2])
            found = _as_copy(number, one.same, between)
        self._likely[number] = likely
        for edge in found:
            self._new_of[edge.one.telling][edge.one, edge.other] = edge
            self._new_of[edge.other.telling][edge.one, edge.other] = edge
        self.new += found
        self.starts.update(place for edge in found for place in (edge.one, edge.other))
        self.starts.update(Place(number, passage.position) for passage in telling.passages if passage.attribution)

    def _edges(self, number: int, telling: Telling, found: Iterable[int]) -> Iterator[Edge]:
        """Yield the pairs of an arrival's passages with those of candidates."""
        versions = grouping.known_of(self.conn, found)
        versions.pop(number, None)
        tellings = self.grouper.tellings(self.conn, versions.values())
        work = 0
        for candidate in (one for one in found if one in versions and (one, number) not in self._matched):
            self._matched.add((number, candidate))
            other = tellings.get(versions[candidate].version_id)
            work += len(telling.passages) * len(other.passages) if other else 0
            if other is None or work > WORK:
                continue
            numbers = {telling.carrier.id: number, other.carrier.id: candidate}
            first, second = sorted((telling, other), key=lambda one: one.carrier.id)
            for pair in match(first, second, self.grouper.judge):
                one, two = sorted(Place(numbers[end.carrier.id], end.position) for end in (pair.one, pair.other))
                yield Edge(one, two, *pair.verdict)

    def _edges_between(self, one: int, other: int) -> list[Edge]:
        """Return the pairs of two tellings as they will be."""
        if self._come.isdisjoint((one, other)):
            return grouping.edges_between(self.conn, one, other)
        held = self._new_of[one if one in self._come else other].values()
        return [edge for edge in held if {edge.one.telling, edge.other.telling} == {one, other}]

    def _edges_of(self, numbers: Iterable[int]) -> Iterator[Edge]:
        """Yield the pairs of tellings as they will be."""
        wanted = set(numbers)
        for edge in grouping.edges_of(self.conn, wanted - self._come):
            if self._come.isdisjoint((edge.one.telling, edge.other.telling)):
                yield edge
        for number in wanted & self._new_of.keys():
            yield from self._new_of[number].values()

    def _make(self) -> set[str]:
        """Make the statements again. Returns the versions that were looked at."""
        bound = self._bind()
        places, edges = self._reached()
        versions = grouping.known_of(self.conn, {place.telling for place in places})
        known = self.grouper.tellings(self.conn, versions.values())
        passages = {
            place: telling.passages[place.position]
            for place in places
            if place.telling in versions
            and (telling := known.get(versions[place.telling].version_id))
            and place.position < len(telling.passages)
        }
        place_of = {one.place: place for place, one in passages.items()}
        pairs = ruled(bound, _pairs(edges, passages), self.grouper.decisions)
        for group in groups_of(list(passages.values()), pairs):
            held = tuple(place_of[one.place] for one in group)
            made = statement_of(group, known, self.grouper.judge)
            self.made.append(Made(made, held, summed(made, group, known)))
        self.old |= statements.statements_with(self.conn, places)
        return {one.version_id for one in versions.values()}

    def _bind(self) -> list[Telling]:
        """Return the articles that decisions tie to those that are reached; what is tied becomes a start itself."""
        names = {one.telling.key for one in self.arrivals if one.telling}
        while self.grouper.decisions:
            places, _ = self._reached()
            versions = grouping.known_of(self.conn, {place.telling for place in places})
            names |= {one.key for one in self.grouper.tellings(self.conn, versions.values()).values()}
            bound = self._tellings(tied(names, self.grouper.decisions))
            numbers = {telling.carrier.id: number for number, telling in bound.items()}
            pairs = ruled(list(bound.values()), (), self.grouper.decisions)
            ends = (end for pair in pairs for end in (pair.one, pair.other))
            new = {Place(numbers[end.carrier.id], end.position) for end in ends} - places
            if not new:
                return list(bound.values())
            self.starts |= new
        return []

    def _tellings(self, names: Collection[str]) -> dict[int, Telling]:
        """Return the articles that anchors name, those that were grouped, by their numbers."""
        if not names:
            return {}
        named = [version_id for version_id, _ in versions_named(self.conn, names)]
        known = grouping.tellings_of(self.conn, named)
        tellings = self.grouper.tellings(self.conn, known.values())
        return {number: tellings[one.version_id] for number, one in known.items() if one.version_id in tellings}

    def _reached(self) -> tuple[set[Place], list[Edge]]:
        """Return the passages that chains of pairs lead to, and the pairs among them."""
        found, edges = set(self.starts), dict[tuple[Place, Place], Edge]()
        of_place: defaultdict[Place, list[Edge]] = defaultdict(list)
        known: set[int] = set()
        new = found
        while new:
            asked = {place.telling for place in new} - known
            known |= asked
            for edge in self._edges_of(asked):
                if (edge.one, edge.other) not in edges:
                    edges[edge.one, edge.other] = edge
                    of_place[edge.one].append(edge)
                    of_place[edge.other].append(edge)
            new = {end for place in new for edge in of_place[place] for end in (edge.one, edge.other)} - found
            found |= new
        return found, [edges[key] for key in sorted(edges) if key[0] in found]


def _as_copy(number: int, same: list[int], edges: Iterable[Edge]) -> list[Edge]:
    """Return the pairs of one more copy with the first: those that the second has with it."""
    first, second = same[:2]
    return [
        edge._replace(one=min(ours, other), other=max(ours, other))
        for edge in edges
        for one, other in ((edge.one, edge.other), (edge.other, edge.one))
        if (one.telling, other.telling) == (second, first)
        for ours in (Place(number, one.position),)
    ]


def _pairs(edges: Iterable[Edge], passages: Mapping[Place, Passage]) -> list[Pair]:
    """Return the pairs of passages that are there still."""
    return [
        Pair(passages[edge.one], passages[edge.other], Verdict(edge.weight, edge.features))
        for edge in edges
        if edge.one in passages and edge.other in passages
    ]
