"""A batch from beginning to end: shards planned, read, tried again where a worker died, and the tables put in place."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from otkuda.batch.buckets import fault
from otkuda.batch.grouping import Grouping
from otkuda.batch.paths import found_in, location, new_file, new_folder, remove
from otkuda.batch.plan import Shard, shards_of
from otkuda.batch.shard import FOLDERS, Limits, RecordReader, read_shard, write_shard
from otkuda.batch.stage import ATTEMPTS, Report, open_stage, run_stage
from otkuda.batch.tables import Reject
from otkuda.errors import BatchError
from otkuda.pipeline import READ_BY
from otkuda.store.columns import id_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from otkuda.batch.engine import Engine
    from otkuda.batch.paths import Location

WORK = ".work"
MANIFEST = "manifest.json"
_PATTERNS = frozenset("[]{}")  # with them Daft does not find what it wrote
TABLES = ("articles", "attributions", "rejects")


class Manifest(msgspec.Struct, frozen=True):
    """What a batch was made of, and what it holds."""

    read_by: str
    inputs: tuple[str, ...]
    shards: int
    articles: int
    attributions: int
    rejects: int
    statements: int


class Progress(NamedTuple):
    """What is made now, how many parts of it are done of how many, and what was read so far."""

    what: str
    done: int
    parts: int
    articles: int
    rejects: int


def run_batch(
    inputs: Sequence[Location], out: Location, engine: Engine, limits: Limits | None = None
) -> Iterator[Progress]:
    """Read files into tables in the folder ``out``, and yield how far it is.

    A run that was stopped goes on where it was. BatchError where ``out`` holds something else or another batch, where
    there is nothing to read, and where an object store fails.
    """
    try:
        yield from _batch(inputs, out, engine, limits or Limits())
    except (engine.daft.exceptions.DaftCoreException, FileNotFoundError) as error:
        if isinstance(out, Path):
            raise
        raise fault(out, error) from None


def _batch(inputs: Sequence[Location], out: Location, engine: Engine, limits: Limits) -> Iterator[Progress]:
    work = _work_folder(out)
    shards = {one.id: one for one in shards_of(inputs)}
    if not shards:
        raise BatchError("nothing to read there; name WARC files, JSON Lines, or folders of pages")
    reports: list[Report] = []
    yield Progress("articles", 0, len(shards), 0, 0)
    for report in _read(engine, shards, work, limits):
        reports.append(report)
        yield _progress(reports, len(shards))
    grouping = Grouping(engine, work / "carriers", list(shards), _grouped_in(work, shards))
    for step in grouping.run():
        yield _progress(reports, step.of)._replace(what=step.what, done=step.done)
    tables = _Tables(engine, out)
    tables.put_read(list(shards), grouping.speakers())
    for name, paths in grouping.tables.items():
        tables.put(name, paths)
    _write_manifest(out, inputs, reports, grouping)


class Reader:
    """The work of the engine on one row: a shard, as JSON."""

    def __init__(self, folder: str, limits: str) -> None:
        """Take where the files go, and the limits, as JSON."""
        self._folder = location(folder)
        self._reader = RecordReader(msgspec.json.decode(limits, type=Limits))

    def do(self, row: str) -> str:
        """Read a shard. Returns its report, as JSON."""
        report = read_shard(msgspec.json.decode(row, type=Shard), self._folder, self._reader)
        return msgspec.json.encode(report).decode()


def _read(engine: Engine, shards: Mapping[str, Shard], work: Location, limits: Limits) -> Iterator[Report]:
    rows = {one: msgspec.json.encode(shard).decode() for one, shard in shards.items()}
    arguments = (str(work), msgspec.json.encode(limits).decode())
    return run_stage(engine, Reader, arguments, rows, lambda one: _given_up(work, shards[one]))


def _given_up(work: Location, shard: Shard) -> Report:
    """Write down a shard that killed its worker too often: what it holds is rejected."""
    return write_shard(work, shard.id, [], list(_rejects(shard)))


def _rejects(shard: Shard) -> Iterator[Reject]:
    why = f"given up: the process that read this part ended {ATTEMPTS} times"
    for part in shard.parts:
        place = part.after
        yield Reject(part.path, place.offset if place else 0, place.inside if place else 0, None, why)


def _grouped_in(work: Location, shards: Iterable[str]) -> Location:
    """Return the folder where these shards are grouped by these rules; those of others go."""
    folder = work / f"grouped-{id_of(READ_BY, *shards)}"
    for other in found_in(work, "grouped-*"):
        if other != folder:
            remove(other)
    return folder


def _work_folder(out: Location) -> Location:
    """Return the folder in ``out`` where shards are written, made where it is not there."""
    if signs := sorted(_PATTERNS.intersection(str(out))):
        raise BatchError(f"{out}: a name with {' '.join(signs)} is a pattern to Daft; name another")
    if out.is_file():
        raise BatchError(f"{out}: is no folder; name another")
    is_ours = (out / WORK).is_dir() or (out / MANIFEST).is_file()
    if found_in(out, "*") and not is_ours:
        raise BatchError(f"{out}: is not empty and holds no batch; name an empty folder")
    try:
        work = open_stage(out / WORK, *FOLDERS)
        (work / "begun").touch()  # where nothing can be written, that is to show before an hour of planning
    except OSError as error:
        raise BatchError(f"{out}: cannot be written: {error.strerror or error}") from None
    return work


def _progress(done: Sequence[Report], shards: int) -> Progress:
    return Progress("articles", len(done), shards, sum(one.articles for one in done), sum(one.rejects for one in done))


class _Tables:
    """The tables of a batch as they are put into their places."""

    def __init__(self, engine: Engine, out: Location) -> None:
        self._engine = engine
        self._out = out

    def put_read(self, shards: Sequence[str], speakers: Any) -> None:  # noqa: ANN401 - a frame of Daft
        """Put what was read: each version of an article once, from the first shard that has it.

        First goes the manifest of a batch that was here before: where one stands, all tables are whole.
        """
        (self._out / MANIFEST).unlink(missing_ok=True)
        paths = {name: [str(self._out / WORK / name / f"{one}.parquet") for one in shards] for name in TABLES}
        first = self._engine.firsts(paths["articles"], "version_id")
        self.put("articles", paths["articles"], first)
        self.put("attributions", paths["attributions"], first, speakers)
        self.put("rejects", paths["rejects"])

    def put(self, name: str, paths: Sequence[str], *beside: Any) -> None:  # noqa: ANN401 - frames of Daft
        """Write a table beside its place, and put it there whole."""
        with new_folder(self._out / name, self._out / WORK / "new" / name) as folder:
            self._engine.write(paths, folder, *beside)


def _write_manifest(out: Location, inputs: Sequence[Location], done: Sequence[Report], grouping: Grouping) -> None:
    manifest = Manifest(
        READ_BY,
        tuple(str(one) for one in inputs),
        len(done),
        grouping.count,
        sum(one.attributions for one in done),
        sum(one.rejects for one in done),
        grouping.made,
    )
    with new_file(out / MANIFEST) as file:
        file.write(msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n")
