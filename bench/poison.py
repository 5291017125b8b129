"""A batch of what is broken, whose workers are killed: does it end, is the rest complete, is each named in the rejects?

    .venv/bin/python -m bench.poison [--pages 1000] [--kills 2]

Three web archives: whole pages; pages with one among them that is read without end (an element of four million
attributes) and one that wants more than 1 GiB (600,000 paragraphs); pages cut off in the middle of a record. ``otkuda
batch`` reads them by two workers, 100 seconds a record at the most, and now and then one of them is killed (SIGKILL).
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pyarrow.parquet as pq

from bench.handed_on import World
from bench.pages import page_of, records
from bench.record import keep

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bench.record import Figures

LIMIT = 100  # seconds of a record
BETWEEN = 12.0  # seconds between two kills
FEW = 40  # pages beside those that are broken
WORKER = b"daft.execution.udf_worker"
ENDLESS, LARGE, LAST = (f"https://zarya.example/{name}" for name in ("endless", "large", "cut"))
BODIES = {
    ENDLESS: "<p {}>Мост откроют в мае, сообщил аким.</p>".format(" ".join(f"a{at}=1" for at in range(4_000_000))),
    LARGE: "<p>А и б, в и г, д и е, ж и з, и к, сообщил аким.</p>" * 600_000,  # of many words: they take the memory
}


def main() -> int:
    """Print and keep the figures; 1 where something is lost, doubled or not named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=1_000)
    parser.add_argument("--kills", type=int, default=2)
    arguments = parser.parse_args()
    with TemporaryDirectory() as folder:
        figures = measured(Path(folder), arguments.pages, arguments.kills)
    print(*(f"{name}: {figure}" for name, figure in figures.items()), sep="\n")
    keep("poison", f"python -m bench.poison {' '.join(sys.argv[1:])}".strip(), figures)
    return int(not figures["is fine"])


def measured(folder: Path, many: int, kills: int) -> Figures:
    """Return what came of the archives."""
    wanted = write_archives(folder / "in", many)
    command = [str(Path(sys.executable).with_name("otkuda")), "batch", str(folder / "in"), str(folder / "out")]
    began = time.monotonic()
    with subprocess.Popen([*command, "--jobs", "2", "--timeout", str(LIMIT)]) as process:
        killed = kill_workers(process, kills)
    found = column(folder / "out" / "articles", "url")
    why = sorted(column(folder / "out" / "rejects", "reason"))
    return {
        "pages": len(wanted),
        "read": len(found),
        "lost": len(wanted - set(found)),
        "twice": len(found) - len(set(found)),
        "processes killed": killed,
        "seconds": round(time.monotonic() - began),
        "exit status": process.returncode,
        "rejects": "; ".join(why),
        "is fine": sorted(found) == sorted(wanted) and [named(one) for one in why] == ["cut", "large", "endless"],
    }


def write_archives(folder: Path, many: int) -> set[str]:
    """Write them, and return the addresses of the pages that are whole."""
    folder.mkdir()
    pages = list(map(page_of, islice(World(7, 1000.0).articles(), many + 2 * FEW)))
    broken = [(url, f"<html><body>{body}</body></html>".encode()) for url, body in BODIES.items()]
    few = pages[many : many + FEW]
    whole = {
        "a": pages[:many],
        "b": [*few[: FEW // 2], *broken, *few[FEW // 2 :]],
        "c": [*pages[many + FEW :], (LAST, pages[0][1])],
    }
    for name, some in whole.items():
        content = b"".join(records(iter(some)))
        (folder / f"{name}.warc.gz").write_bytes(content[:-200] if name == "c" else content)
    return {url for url, _ in pages}


def kill_workers(process: subprocess.Popen[bytes], kills: int) -> int:
    """Kill a worker now and then until the batch ends. Returns how many were killed."""
    killed = 0
    while process.poll() is None:
        with suppress(subprocess.TimeoutExpired):
            process.wait(BETWEEN)
        workers = children(process.pid)
        if killed < kills and workers:
            os.kill(workers[killed % len(workers)], signal.SIGKILL)
            killed += 1
    return killed


def children(pid: int) -> Sequence[int]:
    """Return the workers of a process."""
    return [one for one in numbers(Path("/proc").iterdir()) if _is_worker(one, pid)]


def numbers(paths: Iterable[Path]) -> Iterable[int]:
    """Return the numbers of the processes that run."""
    return (int(path.name) for path in paths if path.name.isdigit())


def _is_worker(pid: int, parent: int) -> bool:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False
    return int(stat.rpartition(")")[2].split()[1]) == parent and WORKER in command


def column(table: Path, name: str) -> list[str]:
    """Return a column of a table."""
    found: list[str] = pq.ParquetDataset(table).read(columns=[name]).column(name).to_pylist()
    return found


def named(reason: str) -> str:
    """Return which of the broken pages a reason names."""
    reasons = {"damaged": "cut", "too long": "endless", "MiB of memory": "large"}
    return next((name for words, name in reasons.items() if words in reason), reason)


if __name__ == "__main__":
    sys.exit(main())
