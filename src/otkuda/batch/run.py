"""A batch from beginning to end: shards planned, read, tried again where a worker died, and the tables put in place."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from otkuda.batch.engine import Engine, WorkerDiedError
from otkuda.batch.plan import Shard, shards_of
from otkuda.batch.shard import FOLDERS, Limits, Report, read_shard, write_shard
from otkuda.batch.tables import Reject
from otkuda.errors import BatchError
from otkuda.export.files import new_file
from otkuda.pipeline import READ_BY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ATTEMPTS = 3  # after which a shard that kills its worker is given up
WORK = ".work"
TABLES = ("articles", "attributions", "rejects")


class Manifest(msgspec.Struct, frozen=True):
    """What a batch was made of, and what it holds."""

    read_by: str
    inputs: tuple[str, ...]
    shards: int
    articles: int
    attributions: int
    rejects: int


class Progress(NamedTuple):
    """How many shards are done of how many, and what they hold so far."""

    done: int
    shards: int
    articles: int
    rejects: int


def run_batch(inputs: Sequence[Path], out: Path, engine: Engine, limits: Limits | None = None) -> Iterator[Progress]:
    """Read files into tables in the folder ``out``, and yield how far it is after each shard.

    A run that was stopped goes on where it was. BatchError where ``out`` holds something else or another batch.
    """
    work = _work_folder(out)
    shards = list(shards_of(inputs))
    if not shards:
        raise BatchError("nothing to read there; name WARC files, JSON Lines, or folders of pages")
    reports = _reports(work)
    wanted = {one.id for one in shards}
    reports = {one: report for one, report in reports.items() if one in wanted}
    yield _progress(reports, shards)
    while left := [one for one in shards if one.id not in reports]:
        try:
            for report in _read(engine, left, work, limits or Limits()):
                reports[report.id] = report
                yield _progress(reports, shards)
        except WorkerDiedError:
            reports.update(_reports(work))
            reports.update(_given_up(work, [one for one in left if one.id not in reports]))
            yield _progress(reports, shards)
    _publish(engine, work, out, shards)
    _write_manifest(out, inputs, reports)


class Reader:
    """The work of the engine on one row: a shard, as JSON."""

    def __init__(self, folder: str, limits: str) -> None:
        """Take where the files go, and the limits, as JSON."""
        self._folder = Path(folder)
        self._limits = msgspec.json.decode(limits, type=Limits)

    def do(self, row: str) -> str:
        """Read a shard. Returns its report, as JSON."""
        report = read_shard(msgspec.json.decode(row, type=Shard), self._folder, self._limits)
        return msgspec.json.encode(report).decode()


def _read(engine: Engine, left: list[Shard], work: Path, limits: Limits) -> Iterator[Report]:
    rows = [msgspec.json.encode(one).decode() for one in left]
    arguments = (str(work), msgspec.json.encode(limits).decode())
    for made in engine.each(Reader, arguments, rows):
        yield msgspec.json.decode(made, type=Report)


def _given_up(work: Path, left: list[Shard]) -> dict[str, Report]:
    """Write down the shards that killed their worker too often as rejects; the others are tried again."""
    given_up = [one for one in left if _attempts(work, one) >= ATTEMPTS]
    return {one.id: write_shard(work, one.id, [], list(_rejects(one))) for one in given_up}


def _rejects(shard: Shard) -> Iterator[Reject]:
    why = f"given up: the process that read this part ended {ATTEMPTS} times"
    for part in shard.parts:
        place = part.after
        yield Reject(part.path, place.offset if place else 0, place.inside if place else 0, None, why)


def _attempts(work: Path, shard: Shard) -> int:
    file = work / "attempts" / shard.id
    return file.stat().st_size if file.exists() else 0


def _work_folder(out: Path) -> Path:
    """Return the folder in ``out`` where shards are written, made where it is not there."""
    if out.exists() and not out.is_dir():
        raise BatchError(f"{out}: is no folder; name another")
    is_ours = (out / WORK).is_dir() or (out / "manifest.json").is_file()
    if out.exists() and any(out.iterdir()) and not is_ours:
        raise BatchError(f"{out}: is not empty and holds no batch; name an empty folder")
    try:
        for name in FOLDERS:
            (out / WORK / name).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BatchError(f"{out}: cannot be written: {error.strerror or error}") from None
    return out / WORK


def _reports(work: Path) -> dict[str, Report]:
    found = (msgspec.json.decode(file.read_bytes(), type=Report) for file in (work / "reports").glob("*.json"))
    return {one.id: one for one in found}


def _progress(reports: dict[str, Report], shards: Sequence[Shard]) -> Progress:
    done = reports.values()
    return Progress(len(reports), len(shards), sum(one.articles for one in done), sum(one.rejects for one in done))


def _publish(engine: Engine, work: Path, out: Path, shards: Sequence[Shard]) -> None:
    """Put the tables into place: each version of an article once, from the first shard that has it."""
    numbers = {one.id: number for number, one in enumerate(shards)}
    paths = {name: [str(work / name / f"{one}.parquet") for one in numbers] for name in TABLES}
    first = engine.firsts(paths["articles"], "version_id")
    for name in TABLES:
        new = work / "new" / name
        shutil.rmtree(new, ignore_errors=True)
        engine.write(paths[name], new, first if name != "rejects" else None)
        shutil.rmtree(out / name, ignore_errors=True)
        new.replace(out / name)


def _write_manifest(out: Path, inputs: Sequence[Path], reports: dict[str, Report]) -> None:
    done = reports.values()
    manifest = Manifest(
        READ_BY,
        tuple(str(one) for one in inputs),
        len(reports),
        sum(one.articles for one in done),
        sum(one.attributions for one in done),
        sum(one.rejects for one in done),
    )
    with new_file(out / "manifest.json") as file:
        file.write(msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n")
