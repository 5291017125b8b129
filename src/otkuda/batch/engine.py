"""Daft: rows of work in, what came of each out, as they are done; on this machine or on a Ray cluster."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from otkuda.errors import BatchError, OtkudaError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from otkuda.batch.paths import Location

SHARD, _FILE = "shard number", "shard file"  # the columns that say where a row was read from
_FAULT = "fault: "  # before what a work could not do
_LACKING = "No module named"
_NOT_THERE = (
    "the machines of the cluster lack otkuda or a package of it; install the same version on each: "
    'pip install "otkuda[batch]"'
)
_MISSING = 'otkuda batch needs Daft; install it with: pip install "otkuda[batch]"'


class Engine:
    """Where the work is done. BatchError where Daft is not installed, or the cluster cannot be reached."""

    def __init__(self, workers: int, ray: str | None = None) -> None:
        """Start it: ``workers`` processes; with ``ray`` on the cluster at that address."""
        os.environ.setdefault("DO_NOT_TRACK", "1")  # Daft phones home else, as soon as it is imported
        os.environ.setdefault("DAFT_PROGRESS_BAR", "0")  # ours counts articles
        try:
            import daft
        except ImportError:
            raise BatchError(_MISSING) from None
        self.daft: Any = daft
        self.workers = workers
        self.is_cluster = ray is not None
        if ray is not None:  # else the native runner, which is there by itself
            self._join(ray)

    def _join(self, address: str) -> None:
        try:
            self.daft.set_runner_ray(address, noop_if_initialized=True)
        except (ImportError, ConnectionError, ValueError, RuntimeError) as error:
            why = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise BatchError(f"{address}: no Ray cluster answers there: {why}") from None

    def each(self, work: type, arguments: tuple[object, ...], rows: Sequence[str]) -> Iterator[str]:
        """Yield what ``work(*arguments)`` makes of each row, as they are done.

        ``WorkerDiedError`` where one died, BatchError where the work raised an error of ours or a machine lacks otkuda.
        """
        worker = self.daft.cls(_Worker, max_concurrency=self.workers, use_process=True)(work, arguments)
        frame = self.daft.from_pydict({"row": list(rows)}).into_batches(1)
        if self.is_cluster:
            frame = frame.repartition(min(len(rows), 4 * self.workers))
        made = frame.select(worker.do(frame["row"]).alias("made"))
        for one in self._done(made):
            if one.startswith(_FAULT):
                raise BatchError(one.removeprefix(_FAULT))
            yield one

    def _done(self, frame: Any) -> Iterator[str]:  # noqa: ANN401 - a frame of Daft
        try:
            for row in frame.iter_rows(results_buffer_size=None):
                yield row["made"]
        except (RuntimeError, OSError, EOFError) as error:
            raise WorkerDiedError(str(error).splitlines()[-1] if str(error) else type(error).__name__) from None
        except Exception as error:
            if self.is_cluster and _LACKING in str(error):  # a class of Ray's own around what a machine raised
                raise BatchError(_NOT_THERE) from None
            raise

    def firsts(self, paths: Sequence[str], key: str) -> Any:  # noqa: ANN401 - a frame of Daft, which is imported when used
        """Return of each key in Parquet files the number of the first file that has it: columns ``key`` and SHARD."""
        there = self._numbered(paths).select(key, SHARD)
        return there.groupby(key).agg(self.daft.col(SHARD).min()).collect()

    def write(self, paths: Sequence[str], folder: Location, first: Any = None, beside: Any = None) -> None:  # noqa: ANN401 - frames of Daft
        """Write Parquet files as a table of Parquet files in a folder.

        Of each key only what is in its ``first`` file; to each row what is ``beside`` it by the columns of both.
        """
        frame = self._numbered(paths)
        if first is not None:
            frame = frame.join(first, on=first.column_names, how="semi")
        if beside is not None:
            both = [name for name in beside.column_names if name in frame.column_names]
            frame = frame.join(beside, on=both, how="left")
        frame.exclude(SHARD, _FILE).write_parquet(str(folder), compression="zstd")

    def _numbered(self, paths: Sequence[str]) -> Any:  # noqa: ANN401 - a frame of Daft
        """Return the rows of Parquet files with the number of their file in the column SHARD."""
        numbers = self.daft.from_pydict({_FILE: list(paths), SHARD: list(range(len(paths)))})
        return self.daft.read_parquet(list(paths), file_path_column=_FILE).join(numbers, on=_FILE)


class _Worker:
    """A work whose errors of ours come back as what it made: others look like the end of its process."""

    def __init__(self, work: Any, arguments: tuple[object, ...]) -> None:  # noqa: ANN401 - a class, which Daft carries over
        self._work, self._arguments = work, arguments
        self._begun: Any = None

    def do(self, row: str) -> str:
        """Return what the work makes of a row, or what is wrong."""
        try:
            self._begun = self._begun or self._work(*self._arguments)
            made: str = self._begun.do(row)
        except OtkudaError as error:
            return f"{_FAULT}{error}"
        else:
            return made


class WorkerDiedError(BatchError):
    """A process of the engine ended before its work did."""
