"""The work on one shard: its records read, one after the other, its files written whole, and its report after them.

It runs in a worker of the engine. Each record is read in a process beside it, under limits of time and memory: a record
that hangs, that ends its process or wants too much memory is rejected with the reason, and the next one is read.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from otkuda.batch.carriers import id_of_article, write_carriers
from otkuda.batch.paths import location, new_file
from otkuda.batch.stage import Report, note_attempt, write_report
from otkuda.batch.tables import BATCH_ARTICLES, BATCH_ATTRIBUTIONS, REJECTS, Reject
from otkuda.collect.importing import read_only
from otkuda.collect.job import Reading
from otkuda.export.parquet import write
from otkuda.fetch.files import open_file
from otkuda.model import Article, Place, Record
from otkuda.pipeline import READ_BY
from otkuda.pool import Lost, in_order
from otkuda.store.everything import Archived
from otkuda.store.readings import reading_id
from otkuda.store.records import Version

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from otkuda.batch.paths import Location
    from otkuda.batch.plan import Part, Shard

NO_DATE = datetime(1970, 1, 1, tzinfo=UTC)
FOLDERS = ("carriers", "articles", "attributions", "rejects")

# Read before the first record, so that it need not pay, of its time, for the tables where a process is not forked.
_LOADING = tuple(
    Record(Place("", 0), 0, article=Article(text))
    for text in ("Мост откроют в мае, сообщил аким.", "Көпір мамырда ашылады, деді әкім.", "The bridge opens, he said.")
)


class Limits(msgspec.Struct, frozen=True):
    """What one record may take: seconds, and bytes of memory beyond what its reader has."""

    seconds: float = 20.0
    memory: int = 1 << 30


def read_shard(shard: Shard, folder: Location, limits: Limits, read: Callable[[Record], Reading] = read_only) -> Report:
    """Read a shard into its files in ``folder``, and return its report, which is written last."""
    note_attempt(folder, shard.id)
    _load()
    kept: dict[str, Archived] = {}
    rejected: list[Reject] = []
    work = _Limited(read, limits.memory)
    read_first = in_order(work, chain(_LOADING, _records(shard)), workers=1, seconds=limits.seconds)
    for record, what in islice(read_first, len(_LOADING), None):
        one = _lost(what) if isinstance(what, Lost) else what
        if one.article:
            archived = _archived(record, one.article)
            kept.setdefault(archived.version.id, archived)
        else:
            rejected.append(_reject(record, one.reason or "holds no article"))
    return write_shard(folder, shard.id, list(kept.values()), rejected)


@cache
def _load() -> None:
    """Let this process have the tables of the languages: the processes that it forks then have them, too."""
    for one in _LOADING:
        read_only(one)


def write_shard(folder: Location, shard_id: str, kept: list[Archived], rejected: list[Reject]) -> Report:
    """Write the files of a shard and then its report."""
    name = f"{shard_id}.parquet"
    write_carriers(folder / "carriers" / name, kept)
    with new_file(folder / "articles" / name) as file:
        write(file, BATCH_ARTICLES, kept)
    with new_file(folder / "attributions" / name) as file:
        said = write(file, BATCH_ATTRIBUTIONS, kept)
    with new_file(folder / "rejects" / name) as file:
        write(file, REJECTS, rejected)
    return write_report(folder, Report(shard_id, len(kept), said, len(rejected)))


class _Limited:
    """Reads a record within a limit of memory, which the process that it runs in keeps."""

    def __init__(self, read: Callable[[Record], Reading], memory: int) -> None:
        self._read = read
        self._memory = memory

    def __call__(self, record: Record) -> Reading:
        """Return what came of a record."""
        _limit_memory(self._memory)
        try:
            return self._read(record)
        except MemoryError:
            return Reading("unreadable", None, f"reading it takes more than {self._memory >> 20:,} MiB of memory")


@cache
def _limit_memory(size: int) -> None:
    """Let this process take so much more memory than it has now; where the system knows no such limit, as it likes."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        has = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[5]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_DATA, (has + size, resource.getrlimit(resource.RLIMIT_DATA)[1]))


def _records(shard: Shard) -> Iterator[Record]:
    return chain.from_iterable(map(_of_part, shard.parts))


def _of_part(part: Part) -> Iterator[Record]:
    records = open_file(location(part.path), after=part.after)
    return islice(records, part.most) if part.most else records


def _archived(record: Record, article: Article) -> Archived:
    url = record.page.url if record.page else article.url
    article = replace(article, url=url)
    article_id = id_of_article(article)
    seen = record.seen or article.published or NO_DATE
    version = Version(reading_id(article_id, article), article_id, 1, seen, seen, READ_BY, article)
    return Archived(version, ((seen, seen),))


def _lost(lost: Lost) -> Reading:
    why = (
        "reading it took too long" if lost.why == "late" else "reading it ended the process, perhaps for want of memory"
    )
    return Reading("unreadable", None, why)


def _reject(record: Record, reason: str) -> Reject:
    url = record.page.url if record.page else record.article.url if record.article else None
    return Reject(record.place.file, record.place.offset, record.place.inside, url, reason)
