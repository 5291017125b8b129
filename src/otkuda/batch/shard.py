"""The work on one shard: its records read, one after the other, its files written whole, and its report after them.

It runs in a worker of the engine. Each record is read in a process beside it, under limits of time and memory: a record
that hangs, that ends its process or wants too much memory is rejected with the reason, and the next one is read.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from itertools import chain, takewhile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from otkuda.batch.carriers import carrier_row, id_of_article, write_carriers
from otkuda.batch.paths import location, new_file
from otkuda.batch.stage import Report, note_attempt, write_report
from otkuda.batch.tables import BATCH_ARTICLES, BATCH_ATTRIBUTIONS, REJECTS, Reject
from otkuda.collect.importing import read_only
from otkuda.export.parquet import rows_of, write, write_rows
from otkuda.fetch.files import open_file
from otkuda.model import Article, Place, Record
from otkuda.pipeline import READ_BY
from otkuda.pool import Lost, Workers
from otkuda.store.everything import Archived
from otkuda.store.readings import reading_id
from otkuda.store.records import Version

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from otkuda.batch.carriers import CarrierRow
    from otkuda.batch.paths import Location
    from otkuda.batch.plan import Part, Shard
    from otkuda.collect.job import Reading
    from otkuda.export.parquet import Row

NO_DATE = datetime(1970, 1, 1, tzinfo=UTC)
FOLDERS = ("carriers", "articles", "attributions", "rejects")
_WHY_LOST = {
    "late": "reading it took too long",
    "died": "reading it ended the process, perhaps for want of memory",
}

# What a new process reads first, and not in a record's time: the tables of each language are loaded for it.
_LOADING = tuple(
    Record(Place("", 0), 0, article=Article(text))
    for text in ("Мост откроют в мае, сообщил аким.", "Көпір мамырда ашылады, деді әкім.", "The bridge opens, he said.")
)


class Limits(msgspec.Struct, frozen=True):
    """What one record may take: seconds, and bytes of memory beyond what its reader has."""

    seconds: float = 20.0
    memory: int = 1 << 30


class Made(NamedTuple):
    """What a reader process makes of an article: its rows in the tables, which cost less to hand over than it does."""

    carrier: CarrierRow
    article: Sequence[Row]
    attributions: Sequence[Row]


class RecordReader:
    """Reads records in a process beside this one, within the limits. The process stays from shard to shard."""

    def __init__(self, limits: Limits, read: Callable[[Record], Reading] = read_only) -> None:
        """Start nothing yet. ``read`` is what reads a record."""
        self._workers: Workers[Record | None, Made | str] = Workers(
            _Limited(read, limits.memory), 1, limits.seconds, first=(None,)
        )

    def read(self, record: Record) -> Made | str:
        """Return what was made of a record, or why there is nothing."""
        made = self._workers.do(record)
        return _WHY_LOST[made.why] if isinstance(made, Lost) else made

    def close(self) -> None:
        """End the process."""
        self._workers.close()


def read_shard(shard: Shard, folder: Location, reader: RecordReader) -> Report:
    """Read a shard into its files in ``folder``, and return its report, which is written last."""
    note_attempt(folder, shard.id)
    kept: dict[str, Made] = {}
    rejected: list[Reject] = []
    for record in _records(shard):
        made = reader.read(record)
        if isinstance(made, str):
            rejected.append(_reject(record, made))
        else:
            kept.setdefault(made.carrier[0], made)
    return write_shard(folder, shard.id, list(kept.values()), rejected)


def write_shard(folder: Location, shard_id: str, kept: Sequence[Made], rejected: Sequence[Reject]) -> Report:
    """Write the files of a shard and then its report."""
    name = f"{shard_id}.parquet"
    write_carriers(folder / "carriers" / name, (one.carrier for one in kept))
    with new_file(folder / "articles" / name) as file:
        write_rows(file, BATCH_ARTICLES, chain.from_iterable(one.article for one in kept))
    with new_file(folder / "attributions" / name) as file:
        said = write_rows(file, BATCH_ATTRIBUTIONS, chain.from_iterable(one.attributions for one in kept))
    with new_file(folder / "rejects" / name) as file:
        write(file, REJECTS, rejected)
    return write_report(folder, Report(shard_id, len(kept), said, len(rejected)))


class _Limited:
    """Reads records, within a limit of memory that the process it runs in keeps."""

    def __init__(self, read: Callable[[Record], Reading], memory: int) -> None:
        self._read = read
        self._memory = memory

    def __call__(self, record: Record | None) -> Made | str:
        """Return what was made of a record, or why there is nothing; None, which comes first, loads what is needed."""
        if record is None:
            for one in _LOADING:
                read_only(one)
            _limit_memory(self._memory)
            return ""
        try:
            found = self._read(record)
            return _made(record, found.article) if found.article else found.reason or "holds no article"
        except MemoryError:
            return f"reading it takes more than {self._memory >> 20:,} MiB of memory"


def _limit_memory(size: int) -> None:
    """Let this process take so much more memory than it has now; where the system knows no such limit, as it likes."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        has = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[5]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_DATA, (has + size, resource.getrlimit(resource.RLIMIT_DATA)[1]))


def _made(record: Record, article: Article) -> Made:
    kept = (_archived(record, article),)
    articles, attributions = (list(rows_of(table, kept)) for table in (BATCH_ARTICLES, BATCH_ATTRIBUTIONS))
    return Made(carrier_row(kept[0]), articles, attributions)


def _records(shard: Shard) -> Iterator[Record]:
    return chain.from_iterable(map(_of_part, shard.parts))


def _of_part(part: Part) -> Iterator[Record]:
    records = open_file(location(part.path), after=part.after)
    last = part.last
    return takewhile(lambda record: record.place <= last, records) if last else records


def _archived(record: Record, article: Article) -> Archived:
    url = record.page.url if record.page else article.url
    article = replace(article, url=url)
    article_id = id_of_article(article)
    seen = record.seen or article.published or NO_DATE
    version = Version(reading_id(article_id, article), article_id, 1, seen, seen, READ_BY, article)
    return Archived(version, ((seen, seen),))


def _reject(record: Record, reason: str) -> Reject:
    url = record.page.url if record.page else record.article.url if record.article else None
    return Reject(record.place.file, record.place.offset, record.place.inside, url, reason)
