"""`otkuda collect --watch` with many busy sources: memory of its processes over time, and how soon an entry is kept.

    .venv/bin/python -m bench.watch [--sources 500] [--fetches 10000] [--minutes 12] [--clock 1]

The sources are invented hosts on loopback; each publishes an article now and then, so that all are busy. The process is
a real one; its memory is read every few seconds from /proc, what processes share counted once. With ``--clock`` its
time runs so many times as fast, so that more fetches fit into a minute; the servers' time runs with it.
"""

from __future__ import annotations

import argparse
import os
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bench.loopback import served
from bench.pages import Writer
from bench.record import Figures, keep
from tests.e2e.processes import memory

if TYPE_CHECKING:
    from bench.loopback import Request

ALLOWED = 500.0  # MB
FLAT = 1.1  # times the memory after the first third
SOON = 180.0  # seconds, for 95 of 100
EVERY = 600.0  # seconds between two articles of a source
WARM = 300.0  # seconds in which what the sources list at first is kept
LISTED = 10
STEP = 5.0
# The collector as it is, but for its clock.
SCRIPT = """
import sys, time
from datetime import UTC, datetime, timedelta
import otkuda.collect.world as world
begun, fast = datetime.fromisoformat(sys.argv[1]), float(sys.argv[2])
world.now = lambda: begun + (datetime.now(UTC) - begun) * fast
from otkuda.cli import main
main(sys.argv[3:])
"""


class Newsroom:
    """Hosts that publish in turn; the time of an article is its number."""

    def __init__(self, count: int, begun: datetime, fast: float) -> None:
        self._count = count
        self._begun = begun
        self._fast = fast
        writer = Writer(1)
        self._pages = [writer.page(number) for number in range(200)]
        self.asked = 0
        self._lock = threading.Lock()

    def now(self) -> datetime:
        """Return the time of the world."""
        return self._begun + (datetime.now(UTC) - self._begun) * self._fast

    def answer(self, request: Request) -> None:
        """Answer one request."""
        with self._lock:
            self.asked += 1
        if request.path == "/rss.xml":
            request.give(self._feed(request.host), "application/xml")
        elif request.path.endswith(".html"):
            request.give(self._pages[int(request.path.strip("/").removesuffix(".html")) % len(self._pages)])
        else:
            request.give("", status=404)

    def _feed(self, host: str) -> str:
        """Return the last entries of a host: one each ten minutes, each host at a minute of its own."""
        shift = int(host.removeprefix("h").removesuffix(".example")) / self._count * EVERY
        last = int((self.now().timestamp() - shift) // EVERY)
        items = "".join(
            f"<item><link>https://{host}/{number}.html</link><pubDate>"
            f"{datetime.fromtimestamp(number * EVERY + shift, UTC):%a, %d %b %Y %H:%M:%S +0000}</pubDate></item>"
            for number in range(last, last - LISTED, -1)
        )
        return f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'


def watch(sources: int, fetches: int, minutes: float, fast: float) -> tuple[Figures, bool]:
    """Run it. Returns the figures, and whether they are as they should be."""
    begun = datetime.now(UTC)
    room = Newsroom(sources, begun, fast)
    curve: list[tuple[int, float]] = []
    with tempfile.TemporaryDirectory() as folder, served(room.answer) as routes:
        environment = os.environ | {"OTKUDA_ROUTES": routes, "OTKUDA_HOST_DELAY": "1"}
        base = [sys.executable, "-P", "-c", SCRIPT, begun.isoformat(), str(fast), "--data", folder]
        listed = Path(folder) / "all.opml"
        outlines = "".join(f'<outline xmlUrl="https://h{n}.example/rss.xml"/>' for n in range(sources))
        listed.write_text(f'<opml version="2.0"><body>{outlines}</body></opml>')
        subprocess.run(
            [*base, "sources", "import", str(listed)], check=True, env=environment, stdout=subprocess.DEVNULL
        )
        process = subprocess.Popen([*base, "collect", "--watch"], env=environment, stderr=subprocess.DEVNULL)
        until = time.monotonic() + minutes * 60
        while room.asked < fetches and time.monotonic() < until and process.poll() is None:
            time.sleep(STEP)
            curve.append((room.asked, round(memory(process.pid), 1)))
        process.send_signal(signal.SIGTERM)
        status = process.wait(120)
        waits = delays(Path(folder) / "otkuda.sqlite", begun + timedelta(seconds=WARM))
    third = [size for asked, size in curve if asked <= curve[-1][0] / 3]
    last = [size for asked, size in curve if asked >= curve[-1][0] * 2 / 3]
    growth = max(last) / max(third)
    slow = statistics.quantiles(waits, n=20)[18] if len(waits) > 1 else 0.0
    figures: Figures = {
        "sources": sources,
        "fetches": room.asked,
        "clock": fast,
        "most MB": max(size for _, size in curve),
        "last third by first": round(growth, 3),
        "entries": len(waits),
        "seconds until kept, p50": round(statistics.median(waits)) if waits else 0,
        "seconds until kept, p95": round(slow),
        "MB over fetches": ", ".join(f"{asked}: {size:.0f}" for asked, size in curve[:: max(len(curve) // 20, 1)]),
    }
    is_well = status == 0 and max(size for _, size in curve) < ALLOWED and growth < FLAT and slow < SOON
    return figures, is_well


def delays(file: Path, since: datetime) -> list[float]:
    """Return how long after its publishing each entry was kept, of those that were published since."""
    with closing(sqlite3.connect(file)) as store:
        rows = store.execute(
            "SELECT min(seen) - appeared FROM sightings JOIN addresses ON addresses.id = article_id "
            "WHERE appeared > ? GROUP BY article_id, appeared",
            (since.timestamp() * 1e6,),
        )
        return [row[0] / 1e6 for row in rows]


def main() -> int:
    """Watch, print, keep. Returns 0 where memory is bounded and flat, and entries are kept soon."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sources", type=int, default=500)
    parser.add_argument("--fetches", type=int, default=10_000)
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--clock", type=float, default=1.0)
    chosen = parser.parse_args()
    figures, is_well = watch(chosen.sources, chosen.fetches, chosen.minutes, chosen.clock)
    command = f"python -m bench.watch --sources {chosen.sources} --fetches {chosen.fetches} --clock {chosen.clock:g}"
    print(keep("watch", command, figures).name, figures)
    return 0 if is_well else 1


if __name__ == "__main__":
    sys.exit(main())
