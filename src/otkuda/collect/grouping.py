"""What is kept and not grouped yet becomes part of statements, a few articles at a time.

An arrival is matched with the articles that share a key with it. Its pairs of passages are written, and the statements
of all passages that chains of pairs lead to from its own are made again from them, so that they are what they would be
if all articles had come at once, in whatever order they come. A batch comes into the index, then its pairs and
statements are found, then written in the transaction that takes it out of what waits: a run that is killed loses and
doubles nothing, and the next one goes on.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

from otkuda.collect.bringing import Step
from otkuda.collect.stories import enter
from otkuda.entities.spelling import skeletons
from otkuda.errors import OtkudaError
from otkuda.statements.decisions import decided
from otkuda.statements.kinship import Telling
from otkuda.statements.signature import Signature, signature
from otkuda.store import grouping, story_index
from otkuda.store.changed import note_articles_of
from otkuda.store.decisions import decisions_of
from otkuda.store.grouping import Known
from otkuda.stories import items

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from sqlalchemy import Connection

    from otkuda.model import Carrier, Decision
    from otkuda.statements.kinship import Judge
    from otkuda.store import Store
    from otkuda.store.grouping import Waiting

BATCH = 200  # arrivals of a transaction
SOON = 300  # arrivals that a person can wait for
COPIES = 12  # articles of just the same words that are found; further ones follow them
HELD = 400  # articles that are held in memory


@dataclass(frozen=True, slots=True)
class Grouped:
    """An arrival that was grouped: the version, and the ids of the statements in which it appears now.

    With a ``fault`` it could not be grouped: it waits no more, and is in no statement until it is read again.
    """

    version_id: str
    url: str | None
    statements: tuple[str, ...]
    fault: str | None = None


def group_new(store: Store, judge: Judge) -> Iterator[Grouped]:
    """Group what is kept and not grouped yet, and yield each version once its statements are written, or given up.

    Where another process is grouping the same store, that one does it, and nothing is yielded.
    """
    grouper = Grouper(store, judge)
    while done := grouper.some():
        yield from done


def group_soon(store: Store, judge: Judge) -> bool:
    """Group what waits where that is soon done; False where it is much, or where another process is grouping."""
    with store.reading() as conn:
        if grouping.how_many_waiting(conn) > SOON:
            return False
    for _ in group_new(store, judge):
        pass
    with store.reading() as conn:
        return not grouping.how_many_waiting(conn)


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
            done = self._some() if is_ours else []
        self.store.analyse()
        return done

    def _some(self) -> list[Grouped]:
        with self.store.reading() as conn:
            waiting = grouping.waiting(conn, BATCH)
        return self._guarded(waiting) if waiting else []

    def _guarded(self, waiting: list[Waiting], fault: str | None = None) -> list[Grouped]:
        """Group what waits; the one in which a fault of ours shows is found by halves, and the others are grouped."""
        try:
            return self._group(waiting, fault)
        except OtkudaError:
            raise
        except Exception as error:  # noqa: BLE001 - the edge where one strange text must not stop all that comes after
            found = f"a fault of otkuda itself ({type(error).__name__}: {error})"
        half = len(waiting) // 2
        if half:
            return self._guarded(waiting[:half]) + self._guarded(waiting[half:])
        return self._given_up(waiting[0], fault) if fault else self._guarded(waiting, found)

    def _given_up(self, one: Waiting, fault: str) -> list[Grouped]:
        """Let a version wait no more that can neither be brought together nor taken out: it is not tried for ever."""
        with self.store.writing() as conn:
            grouping.leave(conn, [one])
        return [Grouped(one.version_id, None, (), fault)]

    def _group(self, waiting: list[Waiting], fault: str | None) -> list[Grouped]:
        """Bring together what waits; what has a fault is taken out. Others write meanwhile, but for two moments."""
        with self.store.reading() as conn:
            arrivals = self._arrivals(conn, waiting, fault)
        with self.store.writing() as conn:
            come(conn, arrivals)
        with self.store.reading() as conn:
            step = self._step(conn, arrivals)
        with self.store.writing() as conn:
            if not step.is_of_now(conn):
                arrivals = self._arrivals(conn, waiting, fault)
                come(conn, arrivals)
                step = self._step(conn, arrivals)
            step.write(conn)
            note_articles_of(conn, [one.version_id for one in arrivals if one.telling])  # words may be gone from them
            grouping.leave(conn, waiting)
            urls = {one.version_id: grouping.url_of(conn, one.version_id) for one in arrivals if fault}
        found = step.carried.of
        return [
            Grouped(
                one.version_id, one.url or urls.get(one.version_id), tuple(sorted(found.get(one.version_id, ()))), fault
            )
            for one in arrivals
        ]

    def _arrivals(self, conn: Connection, waiting: list[Waiting], fault: str | None) -> list[Arrival]:
        self.decisions = decisions_of(conn)  # a later one lets its articles wait again
        carriers = {} if fault else self.carriers(conn, [one.version_id for one in waiting])
        arrivals = [Arrival(one, carriers.get(one.version_id)) for one in waiting]
        for one in arrivals:
            if one.telling:
                self.hold(one.known, one.telling)
        return arrivals

    def _step(self, conn: Connection, arrivals: list[Arrival]) -> Step:
        step = Step(conn, self, arrivals)
        step.find()
        return step

    def carriers(self, conn: Connection, version_ids: Iterable[str]) -> dict[str, Carrier]:
        """Return articles as people decided on them."""
        return {one.id: one for one in decided(grouping.carriers_of(conn, version_ids).values(), self.decisions)}

    def tellings(self, conn: Connection, wanted: Collection[Known]) -> dict[str, Telling]:
        """Return articles as they are brought together, by version; those that are kept no more are left out."""
        kept = grouping.kept_of(conn, [one.version_id for one in wanted])
        held = {one: self._held[one] for one in wanted if one in self._held and one.version_id in kept}
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
        self.keys = signature(self.telling) if self.telling else Signature(frozenset(), {})
        self.digest = digest_of(self.telling) if self.telling else 0
        self.told = items(carrier, skeletons) if carrier else ()
        self.number: int | None = None  # in the index
        self.before: int | None = None  # where its version was there before
        self.same: list[int] = []  # articles of just the same words

    @property
    def is_found(self) -> bool:
        """Is it found by others, and matched with them? Of many copies only some are."""
        return len(self.same) < COPIES


def digest_of(telling: Telling) -> int:
    """Return the same for articles of just the same words, said by the same."""
    words = repr([(one.words, one.source and one.source.entity) for one in telling.passages])
    digest = blake2b(words.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def come(conn: Connection, arrivals: Iterable[Arrival]) -> None:
    """Put arrivals into the index, each in the place of what its version was before; nothing is matched yet."""
    arrived = list(arrivals)
    for one in arrived:
        one.number = one.before = grouping.hide_telling(conn, one.version_id)
        if one.before is not None:
            story_index.take_out(conn, one.before)
    for one in arrived:
        if one.telling and not grouping.is_kept(conn, one.version_id):
            one.telling = None
        if one.telling:
            is_said = any(passage.attribution for passage in one.telling.passages)
            one.same = grouping.copies(conn, one.digest, one.version_id, COPIES) if is_said else []
            one.number = grouping.put_telling(
                conn, grouping.Telling(*one.known, one.digest, one.is_found, one.keys.found_by)
            )
            enter(conn, one.number, one.told)
