"""Batches: the statements of a store, seconds and memory as archives grow, two workers and one, what the engine costs.

    .venv/bin/python -m bench.batch same --sizes 2000
    .venv/bin/python -m bench.batch curve --sizes 10000 30000 100000 --jobs 2
    .venv/bin/python -m bench.batch workers --sizes 20000
    .venv/bin/python -m bench.batch overhead --sizes 4000
    .venv/bin/python -m bench.batch rows --sizes 60 --ray 127.0.0.1:6379

The world is ``bench.handed_on``. For ``same`` and ``curve`` its articles come with their attributions as made, as they
stand between two stages; ``same`` groups them in a store in SQLite, too, kept first and then grouped. ``workers`` reads
and groups its pages from a web archive, by one worker on one core and two on two. For the others pages of
``bench.pages`` are read: by one worker and in a plain loop over the same function (``overhead``), and by the native
runner and a Ray cluster, whose tables are compared (``rows``). Processor seconds are those of all processes, memory
is that of the largest.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pyarrow.parquet as pq

from bench.handed_on import START, World
from bench.pages import Writer, page_of, records, write_warc
from bench.record import keep
from bench.statements import unsearched
from otkuda.batch.carriers import carrier_row, write_carriers
from otkuda.batch.engine import Engine
from otkuda.batch.grouping import Grouping
from otkuda.batch.run import run_batch
from otkuda.collect.grouping import Grouper
from otkuda.collect.importing import read_only
from otkuda.entities.judging import Judge
from otkuda.fetch.files import open_any
from otkuda.store import Observation, address_id, keep_all, open_store
from otkuda.store.everything import Archived
from otkuda.store.readings import reading_id
from otkuda.store.records import Version

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from otkuda.model import Article

SHARD = 500  # articles
TABLES = ("articles", "attributions", "entities", "statements", "stories", "rejects")
WANTED_SPEED = 1.8
WANTED_OVERHEAD = 0.15
Statements = dict[str, frozenset[str]]  # the appearances of each


def main() -> int:
    """Print and keep the figures; 1 where an aim is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=tuple(MEASURES))
    parser.add_argument("--sizes", type=int, nargs="+", default=(2_000,))
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--ray", default="auto")
    arguments = parser.parse_args()
    is_fine = True
    for size in arguments.sizes:
        with TemporaryDirectory() as folder:
            figures = MEASURES[arguments.what](Path(folder), size, arguments)
        print(*(f"{name}: {figure}" for name, figure in figures.items()), sep="\n", flush=True)
        keep(f"batch-{arguments.what}-{size}", f"python -m bench.batch {' '.join(sys.argv[1:])}", {**figures})
        is_fine &= bool(figures.get("is fine", True))
    return int(not is_fine)


def same(folder: Path, size: int, options: argparse.Namespace) -> dict[str, float]:
    """Return how many statements a store and a batch have, how many are the same, and what each took."""
    kept, incremental = timed(lambda: in_a_store(folder / "store.sqlite", size))
    made, batch = timed(lambda: in_a_batch(folder, size, options.jobs))
    equal = sum(made.get(one) == appearing for one, appearing in kept.items())
    return {
        "articles": size,
        "statements of the store": len(kept),
        "of the batch": len(made),
        "the same, with the same appearances": equal,
        "processor seconds in the store, its stories as well": incremental,
        "processor seconds in the batch, its stories and entities as well": batch,
        "is fine": equal == len(kept) == len(made),
    }


def curve(folder: Path, size: int, options: argparse.Namespace) -> dict[str, float]:
    """Return what grouping so many articles takes."""
    began = time.perf_counter()
    made, seconds = timed(lambda: in_a_batch(folder, size, options.jobs))
    return {
        "articles": size,
        "statements": len(made),
        "processor seconds": seconds,
        "processor ms an article": round(1000 * seconds / size, 2),
        "seconds": round(time.perf_counter() - began, 1),
        "memory of the largest process, MB": peak(),
    }


def workers(folder: Path, size: int, _options: argparse.Namespace) -> dict[str, float]:
    """Return the seconds of one worker on one core and of two on two."""
    source = folder / "pages.warc.gz"
    source.write_bytes(b"".join(records(map(page_of, islice(World(7, 1000.0).articles(), size)))))
    cores = sorted(os.sched_getaffinity(0))
    took = []
    for many in (1, 2):
        began = time.perf_counter()
        in_a_process(source, folder / f"out-{many}", many, cores=cores[:many])
        took.append(time.perf_counter() - began)
    one, two = (round(each, 1) for each in took)
    return {"articles": size, "one, s": one, "two, s": two, "times": one / two, "is fine": one / two >= WANTED_SPEED}


def overhead(folder: Path, size: int, _options: argparse.Namespace) -> dict[str, float]:
    """Return the processor seconds of reading by one worker, and in a plain loop over the same function."""
    source = written(folder / "pages.warc.gz", size)
    _, plain = timed(lambda: [read_only(record) for record in open_any(source)])
    _, engine = timed(lambda: read_by_the_engine(source, folder / "out"))
    share = engine / plain - 1
    return {
        "articles": size,
        "plain, s": plain,
        "engine, s": engine,
        "overhead": round(share, 3),
        "is fine": share <= WANTED_OVERHEAD,
    }


def rows(folder: Path, size: int, options: argparse.Namespace) -> dict[str, float]:
    """Return how many rows of all tables are the same by the native runner and on a cluster, each by itself."""
    source = written(folder / "pages.warc.gz", size)
    for name, address in (("native", ()), ("ray", (options.ray,))):
        in_a_process(source, folder / name, 2, *address)
    both = [{f"{table} {row}" for table in TABLES for row in told(folder / name / table)} for name in ("native", "ray")]
    return {"rows": len(both[0]), "the same": len(both[0] & both[1]), "is fine": both[0] == both[1]}


def in_a_process(source: Path, out: Path, jobs: int, *address: str, cores: Iterable[int] = ()) -> None:
    """Run a batch in a process of its own, which knows one runner only, and whose threads stay on the cores given."""
    script = (
        "import os, sys; os.sched_setaffinity(0, eval(sys.argv[3])); from pathlib import Path;"
        " from otkuda.batch.engine import Engine; from otkuda.batch.run import run_batch;"
        " list(run_batch([Path(sys.argv[1])], Path(sys.argv[2]), Engine(int(sys.argv[4]), *sys.argv[5:])))"
    )
    held = str(set(cores) or os.sched_getaffinity(0))
    subprocess.run([sys.executable, "-c", script, source, out, held, str(jobs), *address], check=True)


def told(table: Path) -> list[str]:
    """Return the rows of a table as words."""
    return [json.dumps(row, default=str, sort_keys=True) for row in pq.ParquetDataset(table).read().to_pylist()]


def read_by_the_engine(source: Path, out: Path) -> None:
    """Read until the articles are there; what comes after is grouping."""
    for one in run_batch([source], out, Engine(1)):
        if one.what == "articles" and one.done == one.parts:
            return


def in_a_store(file: Path, size: int) -> Statements:
    """Return the statements of articles that were kept, then grouped."""
    told = World(7, 1000.0).articles()
    with open_store(file) as store:
        for at in range(0, size, SHARD):
            some = list(islice(told, min(SHARD, size - at)))
            with store.writing() as conn:
                keep_all(conn, [Observation(None, a, a.published or START, "bench", found=unsearched(a)) for a in some])
        grouper = Grouper(store, Judge())
        while grouper.some():
            pass
        with store.reading() as conn:
            return gathered(iter(conn.exec_driver_sql("SELECT statement_id, id FROM appearances")))


def in_a_batch(folder: Path, size: int, jobs: int) -> Statements:
    """Return the statements of the same articles, grouped in a batch."""
    told = World(7, 1000.0).articles()
    shards = [f"{at:09}" for at in range(0, size, SHARD)]
    (folder / "carriers").mkdir()
    for shard in shards:
        some = islice(told, min(SHARD, size - int(shard)))
        write_carriers(folder / "carriers" / f"{shard}.parquet", (carrier_row(archived(article)) for article in some))
    grouping = Grouping(Engine(jobs), folder / "carriers", shards, folder / "grouped")
    for _ in grouping.run():
        pass
    files = (pq.read_table(file, columns=["statement", "appearance"]) for file in grouping.tables["statements"])
    return gathered(row for table in files for row in zip(*(one.to_pylist() for one in table.columns), strict=True))


def gathered(rows: Iterator[tuple[str, str]]) -> Statements:
    """Return the appearances of each statement."""
    found: dict[str, set[str]] = {}
    for statement, appearance in rows:
        found.setdefault(statement, set()).add(appearance)
    return {one: frozenset(those) for one, those in found.items()}


def archived(article: Article) -> Archived:
    """Return an article as it comes out of a shard."""
    article_id, seen = address_id(article.url or ""), article.published or START
    return Archived(Version(reading_id(article_id, article), article_id, 1, seen, seen, "bench", article), ())


def written(path: Path, size: int) -> Path:
    """Write pages as a web archive."""
    write_warc(path, size, Writer(1))
    return path


def timed(work: Callable[[], Statements | list[object] | None]) -> tuple[Statements, float]:
    """Return what work makes, and the processor's seconds, those of its processes with them."""
    began = spent()
    made = work()
    return made if isinstance(made, dict) else {}, round(spent() - began, 1)


def spent() -> float:
    """Return the processor's seconds of this process and of those that it ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def peak() -> int:
    """Return the memory of the largest process so far, in MB."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return max(one.ru_maxrss for one in used) >> 10


MEASURES = {"same": same, "curve": curve, "workers": workers, "overhead": overhead, "rows": rows}

if __name__ == "__main__":
    sys.exit(main())
