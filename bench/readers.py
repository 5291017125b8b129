"""Fifty readers of one page a second each for a minute, while `otkuda collect --watch` collects into the same store.

    .venv/bin/python -m bench.readers [--articles 20000] [--readers 50] [--seconds 60] [--store FILE]

All is as users have it: `otkuda serve` and `otkuda collect` are processes of their own on one store, which is that of
``bench.filling``; the outlets are invented hosts on loopback, which publish all the time. The readers are in a process
of their own, too. Each asks at its second whether the last answer was quick or not, and what it waits counts from
there, so that a server that hangs is not asked less.
"""

from __future__ import annotations

import argparse
import http.client
import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, select

from bench.feed import most_of
from bench.filling import fill
from bench.loopback import served
from bench.record import Figures, keep
from bench.served import pages
from bench.watch import Newsroom
from otkuda.store import open_store
from otkuda.store.schema import articles

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

WANTED_MS = 300.0  # p95
SOURCES = 200
WARM = 10.0  # seconds in which the collector gets under way
SHARES = {"feed, plain": 30, "feed, newest first": 10, "statement": 20, "article": 20, "story": 10, "speaker": 5}
SEARCHES = {"search, two words": 3, "outlet": 2}


class Answer(NamedTuple):
    """What a reader got: the status, 0 for none; how many milliseconds it waited."""

    status: int
    waited: float
    address: str


def read(port: int, addresses: list[tuple[str, int]], readers: int, seconds: int) -> list[Answer]:
    """Let readers read; each begins at a moment of its own in the first second."""
    answers: list[Answer] = []
    begin = time.perf_counter() + 0.5
    threads = [
        threading.Thread(target=_read, args=(port, addresses, begin + one / readers, seconds, answers))
        for one in range(readers)
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return answers


def _read(port: int, addresses: list[tuple[str, int]], begin: float, seconds: int, answers: list[Answer]) -> None:
    random = Random(begin)  # noqa: S311 - who reads what, no secret
    names, weights = zip(*addresses, strict=True)
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as browser:
        for second in range(seconds):
            due = begin + second
            time.sleep(max(0.0, due - time.perf_counter()))
            (address,) = random.choices(names, weights)
            try:
                browser.request("GET", address, headers={"accept-encoding": "gzip"})
                answer = browser.getresponse()
                answer.read()
                status = answer.status
            except (OSError, http.client.HTTPException):
                browser.close()
                status = 0
            answers.append(Answer(status, (time.perf_counter() - due) * 1000, address))


@contextmanager
def otkuda(folder: Path, environment: Mapping[str, str], *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """Run a command of otkuda while the block lasts."""
    command = [sys.executable, "-P", "-m", "otkuda", "--data", str(folder), *arguments]
    with (folder / f"{arguments[0]}.log").open("w") as log:
        process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=log, text=True)
        try:
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=120)


def worked(process: subprocess.Popen[str]) -> float:
    """Return the seconds that the processor worked for a process."""
    fields = Path(f"/proc/{process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def chosen_pages(file: Path) -> list[tuple[str, int]]:
    """Return what readers ask for, and how often."""
    with open_store(file) as store, store.reading() as conn:
        kinds = pages(conn, most_of(conn))
    shares = {**SHARES, **SEARCHES}
    return [(one, share * 100 // len(kinds[kind]) + 1) for kind, share in shares.items() for one in kinds[kind]]


def measure(folder: Path, readers: int, seconds: int) -> Figures:
    """Serve, collect and read. Returns the figures."""
    file = folder / "otkuda.sqlite"
    addresses = chosen_pages(file)
    room = Newsroom(SOURCES, datetime.now(UTC) - timedelta(minutes=1), 1.0)
    with served(room.answer) as routes, multiprocessing.get_context("spawn").Pool(1) as pool:
        environment = os.environ | {"OTKUDA_ROUTES": routes, "OTKUDA_HOST_DELAY": "0.2"}
        follow(folder, environment)
        with (
            otkuda(folder, environment, "serve", "--port", "0") as server,
            otkuda(folder, environment, "collect", "--watch") as collector,
        ):
            port = port_of(server)
            time.sleep(WARM)
            before, work = kept(file), worked(server)
            answers = pool.apply(read, (port, addresses, readers, seconds))
            work = worked(server) - work
            return figures_of(answers) | {
                "articles collected meanwhile": kept(file) - before,
                "is the collector at work": collector.poll() is None,
                "the server's processor, seconds": round(work, 1),
                "load": round(os.getloadavg()[0], 1),
            }


def port_of(server: subprocess.Popen[str]) -> int:
    """Return where the pages are, as the command says."""
    line = server.stdout.readline() if server.stdout else ""
    return int(line.partition("127.0.0.1:")[2].partition("/")[0])


def follow(folder: Path, environment: Mapping[str, str]) -> None:
    """Follow the invented outlets."""
    outlines = "".join(f'<outline xmlUrl="https://h{one}.example/rss.xml"/>' for one in range(SOURCES))
    listed = folder / "all.opml"
    listed.write_text(f'<opml version="2.0"><body>{outlines}</body></opml>', encoding="utf-8")
    with otkuda(folder, environment, "sources", "import", str(listed)) as process:
        process.wait()


def kept(file: Path) -> int:
    """Return how many articles are kept."""
    with open_store(file) as store, store.reading() as conn:
        return conn.execute(select(func.count()).select_from(articles)).scalar_one()


def figures_of(answers: list[Answer]) -> Figures:
    """Return how quick the answers were, and how many were none."""
    waits = sorted(one.waited for one in answers)
    bad = [one for one in answers if one.status != 200]  # noqa: PLR2004 - HTTP
    print(*sorted({(one.status, one.address) for one in bad})[:20], sep="\n", file=sys.stderr)
    shares = {f"p{share}, ms": round(waits[len(waits) * share // 100], 1) for share in (50, 95, 99)}
    return {"requests": len(answers), "errors": len(bad), **shares, "longest, ms": round(waits[-1], 1)}


def main() -> int:
    """Print and keep the figures; 1 where there was an error or a reader waited."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--store", type=Path, help="a filled store; it is copied, as more is collected into it")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "otkuda.sqlite"
        if chosen.store:
            fill(chosen.store, chosen.articles)
            shutil.copy(chosen.store, file)
        else:
            fill(file, chosen.articles)
        figures = measure(Path(name), chosen.readers, chosen.seconds)
    command = f"python -m bench.readers --articles {chosen.articles} --readers {chosen.readers}"
    print(keep("readers", command, {"articles": chosen.articles, **figures}).name, figures)
    is_wrong = figures["errors"] or not figures["articles collected meanwhile"]
    return int(bool(is_wrong) or float(str(figures["p95, ms"])) > WANTED_MS)


if __name__ == "__main__":
    sys.exit(main())
