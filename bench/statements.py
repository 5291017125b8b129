"""Articles that arrive among many: how long each takes until its statements are written, and what candidates miss.

    .venv/bin/python -m bench.statements [--sizes 10000 100000] [--store FILE]

The world is ``bench.handed_on``, in a store in SQLite that grows from size to size. Most of it is filled without
matching: articles are kept as ever and get the rows by which they are found, but no pairs and no statements; the last
``WARM`` before each measurement are grouped as any others, as are the arrivals, which come one at a time. The clock
runs over grouping one, with a ``Grouper`` that stays, as ``otkuda collect`` has it. Recall: of the articles with which
``match`` finds a pair, the share that grouping found, for some arrivals against the last and some earlier articles of
30 days. With ``--store`` the archive stays in that file, and a later run goes on from there: a million takes an hour to
fill on a quiet machine.
"""

from __future__ import annotations

import argparse
import gc
import multiprocessing
import statistics
import sys
import time
from collections import deque
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import event, func, select

from bench.handed_on import START, World, occasion_of
from bench.record import keep
from otkuda.collect.grouping import Arrival, Grouper
from otkuda.entities.judging import Judge
from otkuda.model import Carrier
from otkuda.statements.kinship import APART, Telling
from otkuda.statements.matching import match
from otkuda.store import Observation, grouping, keep_all, open_store
from otkuda.store.grouping import Waiting
from otkuda.store.index import Terms, Wording
from otkuda.store.schema import versions
from otkuda.store.story_index import put_item
from otkuda.stories import packing
from otkuda.stories.packing import packed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from multiprocessing.pool import AsyncResult, Pool

    from otkuda.model import Article
    from otkuda.store import Store

SIZES = (10_000, 100_000)
WANTED_GROWTH = 2.0  # of the median, from the first size to the last
WANTED_RECALL = 0.99
ARRIVALS = 1_000
WARM = 1_000  # articles before the arrivals that are grouped, not filled in
A_DAY = 1_000.0  # articles that are published in a day
SAMPLE = 40  # arrivals that are compared by brute force
LAST, EARLIER = 2_000, 2_000  # articles that they are compared with
BATCH = 500  # articles of a transaction while filling
RECENT = int(A_DAY) * APART.days
MEMORY = 2_000_000  # kB of pages that are held while filling
LOG = 300_000  # pages that are written one after the other before they are put into their places


class Sample(NamedTuple):
    """An arrival, with which articles grouping found pairs, and with which ``match`` is tried."""

    carrier: Carrier
    found: frozenset[str]
    others: tuple[Carrier, ...]


class Archive:
    """A store that the world fills, and what came last."""

    def __init__(self, store: Store, pool: Pool) -> None:
        """Take an empty store; ``pool`` works out the keys while filling."""
        self.store = store
        self.pool = pool
        self.random = Random(11)  # noqa: S311 - which arrivals are looked at, no secret
        with store.reading() as conn:
            self.size = conn.execute(select(func.count()).select_from(versions)).scalar_one()
        self.told: Iterator[Article] = islice(World(7, A_DAY).articles(), self.size, None)
        self.recent: deque[Carrier] = deque(self._last(), maxlen=RECENT)

    def _last(self) -> Iterator[Carrier]:
        """Yield what came last to a store that is filled already."""
        chosen = select(versions.c.id).where(versions.c.number > self.size - RECENT).order_by(versions.c.number)
        with self.store.reading() as conn:
            for some in conn.execute(chosen).scalars().partitions(BATCH):
                yield from grouping.carriers_of(conn, some).values()

    def come(self, many: int, into: Store | None = None) -> list[Carrier]:
        """Keep the next articles."""
        articles = list(islice(self.told, many))
        seen = [(one, one.published or START) for one in articles]
        with (into or self.store).writing() as conn:
            kept = keep_all(conn, [Observation(None, one, at, "bench", found=unsearched(one)) for one, at in seen])
        self.size += many
        return [Carrier(one.version_id, article, 1, at) for one, (article, at) in zip(kept, seen, strict=True) if one]

    def fill(self, size: int) -> None:
        """Let there be so many articles, found but not matched."""
        with seldom_written(self.store.where) as store:
            before: Working | None = None  # while the pool works, what came before is written, and the next comes
            while self.size < size:
                new = self.worked_out(self.come(min(BATCH, size - self.size), store))
                if before:
                    self.enter(store, before)
                before = new
            if before:
                self.enter(store, before)

    def worked_out(self, carriers: list[Carrier]) -> Working:
        """Let the pool work out by what articles are found."""
        return Working(carriers, self.pool.map_async(found_by, carriers, chunksize=25))

    def enter(self, store: Store, working: Working) -> None:
        """Let articles be found, the first of those that wait."""
        carriers, keys = working.carriers, working.keys.get()
        with store.writing() as conn:
            waiting = grouping.waiting(conn, len(carriers))
            tickets = {one.version_id: one.ticket for one in waiting}
            for one, found in zip(carriers, keys, strict=True):
                telling = grouping.Telling(one.id, tickets[one.id], found.digest, True, found.keys)  # noqa: FBT003 - a field
                put_item(conn, grouping.put_telling(conn, telling), *found.item)
            grouping.leave(conn, waiting)
        self.recent.extend(carriers)

    def go_on(self) -> None:
        """Let articles be found that were kept when the run before was stopped."""
        with self.store.reading() as conn:
            waiting = [one.version_id for one in grouping.waiting(conn, 2 * BATCH)]
            carriers = list(grouping.carriers_of(conn, waiting).values())
        self.enter(self.store, self.worked_out(carriers))

    def warm(self, grouper: Grouper, size: int) -> float:
        """Let there be so many, grouped as ever. Returns the seconds."""
        began = time.perf_counter()
        while self.size < size:
            self.recent.extend(self.come(min(BATCH, size - self.size)))
            while grouper.some():
                pass
        return time.perf_counter() - began

    def arrive(self, grouper: Grouper, samples: list[Sample] | None) -> tuple[float, float]:
        """Let one arrive. Returns the milliseconds of its grouping, and those that the processor worked at it."""
        (carrier,) = self.come(1)
        began, worked = time.perf_counter(), time.process_time()
        grouper.some()
        spent = (time.perf_counter() - began) * 1000, (time.process_time() - worked) * 1000
        if samples is not None:
            samples.append(Sample(carrier, self.paired(carrier), self.others()))
        self.recent.append(carrier)
        return spent

    def paired(self, carrier: Carrier) -> frozenset[str]:
        """Return with which versions an article has pairs."""
        with self.store.reading() as conn:
            (number,) = grouping.tellings_of(conn, [carrier.id])
            ends = {end.telling for edge in grouping.edges_of(conn, [number]) for end in (edge.one, edge.other)}
            return frozenset(one.version_id for one in grouping.known_of(conn, ends - {number}).values())

    def others(self) -> tuple[Carrier, ...]:
        """Return articles that an arrival is compared with."""
        near = list(self.recent)
        earlier = near[:-LAST]
        return (*near[-LAST:], *self.random.sample(earlier, min(EARLIER, len(earlier))))


@contextmanager
def seldom_written(where: str) -> Iterator[Store]:
    """Open a store once more, with so much memory that a page of an index is written once for many articles."""
    with open_store(Path(where)) as store:
        store.backend.engine.dispose()  # connections without it
        event.listen(store.backend.engine, "connect", _remember)
        yield store


def _remember(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's, as SQLAlchemy wraps it
    connection.execute(f"PRAGMA cache_size = -{MEMORY}")
    connection.execute(f"PRAGMA wal_autocheckpoint = {LOG}")


def unsearched(article: Article) -> Wording:
    """Return no words by which a search finds an article: grouping does without."""
    none = Terms([], [], [])
    return Wording(none, [none for _ in article.attributions])


class Found(NamedTuple):
    """By what an article is found: with its statements, and (its day, its keys, what it tells) with its stories."""

    digest: int
    keys: frozenset[int]
    item: tuple[float | None, tuple[int, ...], list[Any]]


class Working(NamedTuple):
    """Articles, and by what they are found, as soon as the pool has it."""

    carriers: list[Carrier]
    keys: AsyncResult[list[Found]]


def found_by(carrier: Carrier) -> Found:
    """Return by what an article is found."""
    one = Arrival(Waiting(0, carrier.id), carrier)
    return Found(one.digest, one.keys.found_by, (one.told[0].day, tuple(packing.found_by(one.told)), packed(one.told)))


def recall(samples: Sequence[Sample], judge: Judge) -> dict[str, float]:
    """Return how many pairs of articles there are by brute force, and how many of them grouping found."""
    tellings: dict[str, Telling] = {}
    found: dict[bool, list[bool]] = {True: [], False: []}  # by whether the two are on one occasion
    for sample in samples:
        arrival = Telling(sample.carrier)
        for carrier in sample.others:
            other = tellings.setdefault(carrier.id, Telling(carrier))
            first, second = sorted((arrival, other), key=lambda one: one.carrier.id)
            if match(first, second, judge):
                is_one = occasion_of(carrier.article) == occasion_of(sample.carrier.article)
                found[is_one].append(carrier.id in sample.found)
    pairs = found[True] + found[False]
    return {
        "pairs by brute force": len(pairs),
        "of them on one occasion": len(found[True]),
        "recall of candidates": round(sum(pairs) / max(1, len(pairs)), 4),
        "recall on one occasion": round(sum(found[True]) / max(1, len(found[True])), 4),
    }


def measure(archive: Archive, size: int, arrivals: int, warm: int, sample: int) -> dict[str, float]:
    """Return the figures of arrivals at a size, which they bring the archive to."""
    judge = Judge()
    grouper = Grouper(archive.store, judge)
    began = time.perf_counter()
    archive.fill(max(0, size - arrivals - warm))
    filling = time.perf_counter() - began
    before, warming = archive.size, archive.warm(grouper, size - arrivals)
    gc.collect()
    every = max(1, arrivals // max(1, sample))
    samples: list[Sample] = []
    took = [archive.arrive(grouper, None if number % every else samples) for number in range(arrivals)]
    spent, worked = (sorted(one) for one in zip(*took, strict=True))
    return {
        "articles": size,
        "filling, seconds": round(filling, 1),
        "grouping the last before, ms an article": round(1000 * warming / max(1, size - arrivals - before), 1),
        "arrivals": arrivals,
        "median, ms": round(statistics.median(spent), 1),
        "mean, ms": round(statistics.mean(spent), 1),
        "p95, ms": round(spent[int(len(spent) * 0.95)], 1),
        "longest, ms": round(spent[-1], 1),
        "median of the processor's time, ms": round(statistics.median(worked), 1),
        **recall(samples, judge),
    }


def run(
    sizes: Sequence[int], arrivals: int, warm: int, sample: int, file: Path | None = None
) -> Iterator[dict[str, float]]:
    """Yield the figures at each size, from the smallest."""
    context = multiprocessing.get_context("spawn")
    with (
        TemporaryDirectory() as folder,
        open_store(file or Path(folder) / "store.sqlite") as store,
        context.Pool() as pool,
    ):
        archive = Archive(store, pool)
        archive.go_on()
        for size in sorted(sizes):
            yield measure(archive, size, arrivals, warm, sample)


def main() -> int:
    """Print and keep the figures; 1 where an aim is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--arrivals", type=int, default=ARRIVALS)
    parser.add_argument("--sample", type=int, default=SAMPLE)
    parser.add_argument("--warm", type=int, default=WARM)
    parser.add_argument("--store", type=Path, metavar="FILE", help="where the archive stays")
    arguments = parser.parse_args()
    medians, recalls = [], []
    for found in run(arguments.sizes, arguments.arrivals, arguments.warm, arguments.sample, arguments.store):
        print(*(f"{name}: {figure}" for name, figure in found.items()), sep="\n", flush=True)
        keep(
            f"statements-{found['articles']}", f"python -m bench.statements {' '.join(sys.argv[1:])}".strip(), {**found}
        )
        medians.append(found["median, ms"])
        recalls.append(found["recall of candidates"])
    growth = medians[-1] / medians[0]
    print(f"the last median is {growth:.2f} times the first")
    return int(growth >= WANTED_GROWTH or min(recalls) < WANTED_RECALL)


if __name__ == "__main__":
    sys.exit(main())
