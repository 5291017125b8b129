"""What is kept and not grouped yet becomes part of statements, a few articles at a time.

An arrival is matched with the articles that share a key with it. Its pairs of passages are written, and the statements
of all passages that chains of pairs lead to from its own are made again from them, so that they are what they would be
if all articles had come at once, in whatever order they come. A batch is a transaction: a run that is killed loses and
doubles nothing, and the next one goes on.
"""

from __future__ import annotations

from collections import Counter, OrderedDict, defaultdict
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import TYPE_CHECKING

from otkuda.collect.stories import Arrived, Stories
from otkuda.entities.spelling import skeletons
from otkuda.errors import OtkudaError
from otkuda.statements.decisions import decided, ruled, tied
from otkuda.statements.gathering import groups_of, statement_of
from otkuda.statements.kinship import Telling
from otkuda.statements.matching import Pair, match
from otkuda.statements.signature import signature
from otkuda.statements.weighing import Verdict
from otkuda.store import grouping, statements
from otkuda.store.decisions import decisions_of, versions_named
from otkuda.store.grouping import Edge, Known, Place
from otkuda.store.statements import Made
from otkuda.stories import items

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from datetime import datetime

    from sqlalchemy import Connection

    from otkuda.model import Carrier, Decision, Statement
    from otkuda.statements.kinship import Judge
    from otkuda.statements.passages import Passage
    from otkuda.store import Store
    from otkuda.store.grouping import Waiting

BATCH = 200  # arrivals of a transaction
MOST = 200  # articles that one is matched with
COVER = 40  # of them by one key: of a thousand that say the same not all are looked at
COPIES = 12  # articles of just the same words that are found; further ones follow them
HELD = 400  # articles that are held in memory
WORK = 200_000  # pairs of passages that an arrival is matched by: an article that quotes the whole archive ends, too
_MANY = 8  # keys that all news has which make a candidate


@dataclass(frozen=True, slots=True)
class Grouped:
    """An arrival that was grouped: the version, and the ids of the statements in which it appears now.

    With a ``fault`` it could not be grouped: it waits no more, and what was made of it before stands.
    """

    version_id: str
    url: str | None
    statements: tuple[str, ...]
    fault: str | None = None


def group_new(store: Store, judge: Judge, *, now: datetime) -> Iterator[Grouped]:  # noqa: ARG001 - when decisions count
    """Group what is kept and not grouped yet, and yield each version once its statements are written, or given up.

    Where another process is grouping the same store, that one does it, and nothing is yielded.
    """
    grouper = Grouper(store, judge)
    while done := grouper.some():
        yield from done


class Grouper:
    """Groups what waits in a store. Holds articles that were read lately: those that come together tell the same."""

    def __init__(self, store: Store, judge: Judge) -> None:
        self.store = store
        self.judge = judge
        self.decisions: tuple[Decision, ...] = ()
        self._held: OrderedDict[Known, Telling] = OrderedDict()

    def some(self) -> list[Grouped]:
        """Group some of what waits; nothing where nothing does, or where another process is at it."""
        with self.store.backend.lock("group") as is_ours:
            return self._some() if is_ours else []

    def _some(self) -> list[Grouped]:
        with self.store.reading() as conn:
            waiting = grouping.waiting(conn, BATCH)
        return self._guarded(waiting) if waiting else []

    def _guarded(self, waiting: list[Waiting]) -> list[Grouped]:
        """Group what waits; the one in which a fault of ours shows is found by halves, and the others are grouped."""
        try:
            return self._group(waiting)
        except OtkudaError:
            raise
        except Exception as error:  # noqa: BLE001 - the edge where one strange text must not stop all that comes after
            if len(waiting) == 1:
                return [self._given_up(waiting[0], error)]
        half = len(waiting) // 2
        return self._guarded(waiting[:half]) + self._guarded(waiting[half:])

    def _given_up(self, one: Waiting, error: Exception) -> Grouped:
        """Let a version wait no more, so that it is not tried for ever; reading it again lets it wait anew."""
        with self.store.writing() as conn:
            grouping.leave(conn, [one])
            url = grouping.url_of(conn, one.version_id)
        return Grouped(one.version_id, url, (), f"a fault of otkuda itself ({type(error).__name__}: {error})")

    def _group(self, waiting: list[Waiting]) -> list[Grouped]:
        """What is slow about reading is done before writing: others write meanwhile."""
        with self.store.reading() as conn:
            self.decisions = decisions_of(conn)  # a later one lets its articles wait again
            carriers = self.carriers(conn, [one.version_id for one in waiting])
        arrivals = [Arrival(one, carriers.get(one.version_id)) for one in waiting]
        with self.store.writing() as conn:
            step = _Step(conn, self, Stories(conn))
            for one in arrivals:
                step.take(one)
            found = step.group()
            grouping.leave(conn, waiting)
        return [Grouped(one.version_id, one.url, tuple(sorted(found[one.version_id]))) for one in arrivals]

    def carriers(self, conn: Connection, version_ids: Iterable[str]) -> dict[str, Carrier]:
        """Return articles as people decided on them."""
        return {one.id: one for one in decided(grouping.carriers_of(conn, version_ids).values(), self.decisions)}

    def tellings(self, conn: Connection, wanted: Collection[Known]) -> dict[str, Telling]:
        """Return articles as they are brought together, by version; those that are kept no more are left out."""
        held = {one: self._held[one] for one in wanted if one in self._held}
        carriers = self.carriers(conn, [one.version_id for one in wanted if one not in held])
        read = {one: Telling(carriers[one.version_id]) for one in wanted if one.version_id in carriers}
        for one, telling in (held | read).items():
            self.hold(one, telling)
        return {one.version_id: telling for one, telling in (held | read).items()}

    def hold(self, one: Known, telling: Telling) -> None:
        """Hold an article, and let go of those that were looked at the longest ago."""
        self._held[one] = telling
        self._held.move_to_end(one)
        while len(self._held) > HELD:
            self._held.popitem(last=False)


class Arrival:
    """A version that comes, and by what it is found; without ``telling`` where it is kept no more."""

    def __init__(self, waiting: Waiting, carrier: Carrier | None) -> None:
        self.version_id = waiting.version_id
        self.known = Known(waiting.version_id, waiting.ticket)
        self.url = carrier.article.url if carrier else None
        self.telling = Telling(carrier) if carrier else None
        self.keys = signature(self.telling) if self.telling else frozenset()
        self.digest = _digest(self.telling) if self.telling else 0
        self.told = items(carrier, skeletons) if carrier else ()


def _digest(telling: Telling) -> int:
    """Return the same for articles of just the same words, said by the same."""
    words = repr([(one.words, one.source and one.source.entity) for one in telling.passages])
    digest = blake2b(words.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


@dataclass(slots=True)
class _Step:
    """A batch that is written: the passages from which statements are made again, and the statements that go."""

    conn: Connection
    grouper: Grouper
    stories: Stories
    starts: set[Place] = field(default_factory=set)
    old: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)  # of the articles that come, as anchors name them

    def take(self, one: Arrival) -> None:
        """Put an arrival in the place of what its version was before."""
        is_there = grouping.is_kept(self.conn, one.version_id)
        dropped = grouping.drop_telling(self.conn, one.version_id, is_gone=not is_there)
        if dropped:
            self.starts.update(dropped.touched)
            old = statements.statements_in(self.conn, [dropped.number])
            self.starts.update(one for one in statements.places_of(self.conn, old) if one.telling != dropped.number)
            self.old |= old
            self.stories.drop(one.version_id, dropped.number)
        if one.telling and is_there:
            self._come(one, one.telling)

    def _come(self, one: Arrival, telling: Telling) -> None:
        self.names.add(telling.key)
        said = [passage.position for passage in telling.passages if passage.attribution]
        same = grouping.copies(self.conn, one.digest, one.version_id, COPIES) if said else []
        is_found = len(same) < COPIES
        found_by = grouping.Telling(*one.known, one.digest, is_found, one.keys)
        number = grouping.put_telling(self.conn, found_by)
        self.grouper.hold(one.known, telling)
        if is_found:
            candidates = _candidates(grouping.sharing(self.conn, one.keys))
            edges = list(self._edges(number, telling, candidates))
        else:
            candidates, edges = same, _as_copy(number, same, grouping.edges_between(self.conn, *same[:2]))
        self.stories.take(Arrived(number, one.told, candidates))
        grouping.put_edges(self.conn, edges)
        self.starts.update(place for edge in edges for place in (edge.one, edge.other))
        self.starts.update(Place(number, position) for position in said)

    def _edges(self, number: int, telling: Telling, candidates: Iterable[int]) -> Iterator[Edge]:
        """Yield the pairs of an arrival's passages with those of candidates."""
        versions = grouping.known_of(self.conn, candidates)
        versions.pop(number, None)
        tellings = self.grouper.tellings(self.conn, versions.values())
        work = 0
        for candidate in (one for one in candidates if one in versions):
            other = tellings.get(versions[candidate].version_id)
            work += len(telling.passages) * len(other.passages) if other else 0
            if other is None or work > WORK:
                continue
            numbers = {telling.carrier.id: number, other.carrier.id: candidate}
            first, second = sorted((telling, other), key=lambda one: one.carrier.id)
            for pair in match(first, second, self.grouper.judge):
                one, two = (Place(numbers[end.carrier.id], end.position) for end in (pair.one, pair.other))
                yield Edge(one, two, *pair.verdict)

    def group(self) -> dict[str, set[str]]:
        """Make the statements again, and the stories. Returns in which of those statements each version appears."""
        bound = self._bind()
        places, edges = _reached(self.conn, self.starts)
        versions = grouping.known_of(self.conn, {place.telling for place in places})
        known = self.grouper.tellings(self.conn, versions.values())
        passages = {
            place: telling.passages[place.position]
            for place in places
            if place.telling in versions
            and (telling := known.get(versions[place.telling].version_id))
            and place.position < len(telling.passages)
        }
        place_of = {(one.carrier.id, one.position): place for place, one in passages.items()}
        made = []
        pairs = ruled(bound, _pairs(edges, passages), self.grouper.decisions)
        for group in groups_of(list(passages.values()), pairs):
            held = tuple(place_of[one.carrier.id, one.position] for one in group)
            made.append(Made(statement_of(group, known, self.grouper.judge), held))
        old = self.old | statements.statements_with(self.conn, places)
        before = statements.appearing(self.conn, old)
        statements.replace_statements(self.conn, old, made)
        found = _appearing(one.statement for one in made)
        self.stories.make(one for one in before.keys() | found.keys() if before.get(one) != found.get(one))
        return found

    def _bind(self) -> list[Telling]:
        """Return the articles that decisions tie to those that are reached; what is tied becomes a start itself."""
        names = set(self.names)
        while self.grouper.decisions:
            places, _ = _reached(self.conn, self.starts)
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


def _as_copy(number: int, same: list[int], edges: Iterable[Edge]) -> list[Edge]:
    """Return the pairs of one more copy with the first: those that the second has with it."""
    first, second = same[:2]
    return [
        edge._replace(one=Place(number, one.position), other=other)
        for edge in edges
        for one, other in ((edge.one, edge.other), (edge.other, edge.one))
        if (one.telling, other.telling) == (second, first)
    ]


def _pairs(edges: Iterable[Edge], passages: Mapping[Place, Passage]) -> list[Pair]:
    """Return the pairs of passages that are there still."""
    return [
        Pair(passages[edge.one], passages[edge.other], Verdict(edge.weight, edge.features))
        for edge in edges
        if edge.one in passages and edge.other in passages
    ]


def _appearing(made: Iterable[Statement]) -> dict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for statement in made:
        for appearance in statement.appearances:
            found[appearance.carrier].add(statement.id)
    return found


def _candidates(shared: Iterable[tuple[int, list[int]]]) -> list[int]:
    """Return the articles that may carry the same, those that share the most keys first.

    What all news has makes no candidate unless there is much of it; and where many share a key, some are enough.
    """
    keys: defaultdict[int, list[int]] = defaultdict(list)
    rare = set()
    for key, numbers in shared:
        for number in numbers:
            keys[number].append(key)
        if len(numbers) < grouping.HOT:
            rare.update(numbers)
    likely = (one for one, of_it in keys.items() if one in rare or len(of_it) >= _MANY)
    covered: Counter[int] = Counter()
    chosen = []
    for one in sorted(likely, key=lambda one: (-len(keys[one]), one)):
        if any(covered[key] < COVER for key in keys[one]):
            chosen.append(one)
            covered.update(keys[one])
    return chosen[:MOST]


def _reached(conn: Connection, starts: Iterable[Place]) -> tuple[set[Place], list[Edge]]:
    """Return the passages that chains of pairs lead to, and the pairs among them."""
    found, edges = set(starts), dict[tuple[Place, Place], Edge]()
    of_place: defaultdict[Place, list[Edge]] = defaultdict(list)
    known: set[int] = set()
    new = found
    while new:
        asked = {place.telling for place in new} - known
        known |= asked
        for edge in grouping.edges_of(conn, asked):
            if (edge.one, edge.other) not in edges:
                edges[edge.one, edge.other] = edge
                of_place[edge.one].append(edge)
                of_place[edge.other].append(edge)
        new = {end for place in new for edge in of_place[place] for end in (edge.one, edge.other)} - found
        found |= new
    return found, [edge for edge in edges.values() if edge.one in found]
