"""Importing a WARC file of many pages: pages a second in each stage, the store's share, and whether it stays linear.

    .venv/bin/python -m bench.importing [--pages 20000] [--texts FOLDER] [--name importing]

The pages are invented, the same for the same seed; with ``--texts`` their sentences are those of a folder's .txt files
with other names and numbers. Costs are processor time, so that another process beside costs no figure: of parsing,
extracting and reading over a sample of pages, of the store over the whole import, in which it grows.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from bench.pages import Writer, write_warc
from bench.record import Figures, keep
from otkuda.article import from_bytes, presence
from otkuda.collect.importing import Plan, import_path
from otkuda.fetch.files import Stated, open_any
from otkuda.pipeline import read_article
from otkuda.pool import cores
from otkuda.store import Store, open_store
from otkuda.store.index import found_by

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

PAGES = 20_000
SAMPLE = 500
SHARE = 0.15  # of the time that the store may take
GROWTH = 1.3  # times as much a page as with a tenth of the pages


class TimedStore:
    """A store that counts the processor time of what is written."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.spent = 0.0
        self.reading = store.reading

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection to write with."""
        started = time.process_time()
        with self._store.writing() as conn:
            yield conn
        self.spent += time.process_time() - started


def imported(file: Path, folder: Path) -> dict[str, float]:
    """Import the file into a new store. Returns pages, seconds, and processor time of the store and of all, a page."""
    before = _processor_time()
    started = time.monotonic()
    with open_store(folder / f"{file.stem}.sqlite") as store:
        timed = TimedStore(store)
        plan = Plan(file, Stated(), cores(), datetime.now(UTC))
        kept = sum(one.what == "kept" for one in import_path(timed, plan))  # type: ignore[arg-type]  # it reads and writes
    return {
        "pages": kept,
        "seconds": time.monotonic() - started,
        "store": timed.spent / kept,
        "all": (_processor_time() - before) / kept,
    }


def _processor_time() -> float:
    """Return the processor time of this process and of the children that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def stages(file: Path) -> dict[str, float]:
    """Return the processor time a page of parsing, extracting, reading, and of working out what it is found by."""
    started = time.process_time()
    pages = [record.page for record in islice(open_any(file), SAMPLE) if record.page]
    parsed = time.process_time()
    warm = from_bytes(pages[0].content, name=pages[0].url, charset=None)
    read_article(warm)
    begun = time.process_time()
    articles = []
    for page in pages:
        article = from_bytes(page.content, name=page.url, charset=page.charset, url=page.url)
        presence(page, article)
        articles.append(article)
    extracted = time.process_time()
    articles = [read_article(article) for article in articles]
    read = time.process_time()
    for article in articles:
        found_by(article)
    indexed = time.process_time()
    times = {"parse": parsed - started, "extract": extracted - begun, "read": read - extracted, "words": indexed - read}
    return {name: spent / len(pages) for name, spent in times.items()}


def measure(pages: int, texts: Path | None) -> tuple[Figures, bool]:
    """Measure both sizes. Returns the figures, and whether they are as they should be."""
    with tempfile.TemporaryDirectory() as folder:
        runs = {}
        for count in (pages // 10, pages):
            file = Path(folder) / f"pages-{count}.warc.gz"
            write_warc(file, count, Writer(1, texts))
            runs[count] = imported(file, Path(folder))
        few, many = runs.values()
        costs = stages(file) | {"store": many["store"]}
        size = file.stat().st_size / pages
    share = many["store"] / sum(costs.values())
    figures: Figures = {
        "pages": int(many["pages"]),
        "packed kB a page": round(size / 1000, 1),
        "ms a page": {name: round(1000 * cost, 2) for name, cost in costs.items()},
        "pages a second of a core": {name: round(1 / cost, 1) for name, cost in costs.items()},
        "pages a second on all cores": round(many["pages"] / many["seconds"], 1),
        "share of the store": round(share, 3),
        "growth": round(many["all"] / few["all"], 2),
        "growth of the store": round(many["store"] / few["store"], 2),
    }
    return figures, share < SHARE and many["all"] <= GROWTH * few["all"]


def main() -> int:
    """Measure, print, keep. Returns 0 where the store's share is below 15 % and the time is linear."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=PAGES)
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--name", default="importing")
    chosen = parser.parse_args()
    figures, is_well = measure(chosen.pages, chosen.texts)
    command = f"python -m bench.importing --pages {chosen.pages}" + (" --texts TEXTS" if chosen.texts else "")
    print(keep(chosen.name, command, figures).name, figures)
    return 0 if is_well else 1


if __name__ == "__main__":
    sys.exit(main())
