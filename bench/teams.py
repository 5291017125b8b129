"""Several `otkuda collect --watch` on one PostgreSQL, some killed (`kill -9`): is each page asked once when due?

    .venv/bin/python -m bench.teams [--database postgresql://…] [--sources 120] [--minutes 10] [--collectors 4]

The sources are invented hosts on loopback that publish an article every two minutes; they note who asked what when. The
database must be empty; without one, a server is started for the time. Half of the collectors are killed, one after the
other, the rest go on. A page may be asked again when it is due again, or where the first who asked was killed before
it could say what came of it. At the end a pass takes what is still due; then each entry is in the store, once.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bench.loopback import served
from bench.record import Figures, keep
from bench.search import Writer, places
from otkuda import store as stores

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.loopback import Request

EVERY = 120.0  # seconds between two articles of a source
LISTED = 10
DELAY = 1.0  # seconds between two requests to a host
POLLED, LOOKED = 120.0, 600.0  # seconds until a listing of a busy source is due again, and an article
TOOK = 1.0  # of these seconds, at most, lie between the answer and the note of it: the pause is counted from the latter
PAGE = """<!doctype html><html lang="ru"><head><title>{title}</title></head><body><article><h1>{title}</h1>{body}
</article></body></html>"""
ENDING = 900  # seconds in which what is in hand must be done, on a machine that has other work
COMMAND = (sys.executable, "-P", "-m", "otkuda")


class Asked(NamedTuple):
    """A request: when it came and was answered, and from which collector."""

    came: float
    answered: float
    who: int


class Newsroom:
    """Hosts that publish in turn; ``asked`` is what was asked of them, ``listed`` what their feeds named."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._lock = threading.Lock()
        self._writer = Writer(None)
        self._pages: dict[str, bytes] = {}
        self.asked: dict[str, list[Asked]] = defaultdict(list)
        self.listed: set[str] = set()

    def answer(self, who: int, request: Request) -> None:
        """Answer one request, and note it."""
        came = time.time()
        if request.path == "/rss.xml":
            request.give(self._feed(request.host), "application/xml")
        elif request.path.endswith(".html"):
            request.give(self._page(f"{request.host}{request.path}"))
        else:
            request.give("", status=404)
        with self._lock:
            self.asked[f"https://{request.host}{request.path}"].append(Asked(came, time.time(), who))

    def _page(self, url: str) -> bytes:
        with self._lock:
            if url not in self._pages:
                said = list(self._writer.said(6))
                body = "".join(f"<p>{one.words.capitalize()}, — сказал {one.speaker}.</p>" for one in said)
                self._pages[url] = PAGE.format(title=said[0].words.capitalize(), body=body).encode()
            return self._pages[url]

    def _feed(self, host: str) -> str:
        shift = int(host.removeprefix("h").removesuffix(".example")) / self._count * EVERY
        last = int((time.time() - shift) // EVERY)
        urls = {number: f"https://{host}/{number}.html" for number in range(last, last - LISTED, -1)}
        with self._lock:
            self.listed.update(urls.values())
        items = "".join(
            f"<item><link>{url}</link><pubDate>"
            f"{datetime.fromtimestamp(number * EVERY + shift, UTC):%a, %d %b %Y %H:%M:%S +0000}</pubDate></item>"
            for number, url in urls.items()
        )
        return f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'

    def again(self, killed: dict[int, float]) -> tuple[list[str], list[str]]:
        """Return what was asked again before it was due: without a reason, and because who had asked was killed."""
        early: list[str] = []
        orphaned: list[str] = []
        for url, asked in self.asked.items():
            due = POLLED if url.endswith(".xml") else LOOKED if url.endswith(".html") else float("inf")
            for first, second in pairwise(sorted(asked)):
                if second.came - first.came < due - TOOK:
                    is_orphan = first.who in killed and first.who != second.who and second.came > killed[first.who]
                    (orphaned if is_orphan else early).append(url)
        return early, orphaned

    def gaps(self) -> list[float]:
        """Return the seconds between the answer to a request and the next one to the same host."""
        hosts: dict[str, list[Asked]] = defaultdict(list)
        for url, asked in self.asked.items():
            hosts[url.split("/")[2]] += asked
        return [later.came - earlier.answered for all_ in hosts.values() for earlier, later in pairwise(sorted(all_))]


def environment(database: str, routes: str) -> dict[str, str]:
    """Return what a process is told."""
    chosen = {"OTKUDA_DATABASE": database, "OTKUDA_ROUTES": routes, "OTKUDA_HOST_DELAY": str(DELAY)}
    return os.environ | chosen


def run(room: Newsroom, routes: list[str], database: str, seconds: float) -> tuple[dict[int, float], list[int]]:
    """Let collectors work and kill half of them on the way. Returns who was killed when, and how the others ended."""
    started = time.monotonic()
    processes = [
        subprocess.Popen([*COMMAND, "collect", "--watch"], env=environment(database, one), stderr=subprocess.DEVNULL)
        for one in routes
    ]
    killed: dict[int, float] = {}
    doomed = range(len(processes) // 2)
    for who in doomed:
        time.sleep(max(0.0, started + seconds * (who + 1) / (len(doomed) + 1) - time.monotonic()))
        processes[who].kill()
        killed[who] = time.time()
        print(f"killed {who} after {sum(map(len, room.asked.values()))} requests", flush=True)
    time.sleep(max(0.0, started + seconds - time.monotonic()))
    for process in processes:
        process.send_signal(signal.SIGTERM)
    return killed, [process.wait(ENDING) for process in processes[len(doomed) :]]


def kept(database: str) -> tuple[Counter[str], set[str]]:
    """Return how many versions of each address the store has, and which were not read in time, to be asked again."""
    with stores.open_store(database) as store, store.reading() as conn:
        rows = conn.exec_driver_sql("SELECT a.url FROM versions v JOIN articles a ON a.id = v.article_id")
        late = conn.exec_driver_sql("SELECT url FROM addresses WHERE state = 'unreadable'")
        return Counter(rows.scalars()), set(late.scalars())


def measure(count: int, collectors: int, seconds: float, database: str) -> tuple[Figures, bool]:
    """Run it. Returns the figures, and whether they are as they should be."""
    room = Newsroom(count)
    with ExitStack() as stack, tempfile.TemporaryDirectory() as folder:
        routes = [
            stack.enter_context(served(lambda request, who=who: room.answer(who, request)))  # type: ignore[misc]
            for who in range(collectors + 1)
        ]
        listed = Path(folder) / "all.opml"
        outlines = "".join(f'<outline xmlUrl="https://h{n}.example/rss.xml"/>' for n in range(count))
        listed.write_text(f'<opml version="2.0"><body>{outlines}</body></opml>')
        ours = environment(database, routes[-1])
        subprocess.run([*COMMAND, "sources", "import", str(listed)], check=True, env=ours, stdout=subprocess.DEVNULL)
        killed, ended = run(room, routes[:-1], database, seconds)
        shares = Counter(one.who for asked in room.asked.values() for one in asked)
        subprocess.run([*COMMAND, "collect"], check=True, env=ours, stderr=subprocess.DEVNULL)
    early, orphaned = room.again(killed)
    (found, late), gaps = kept(database), room.gaps()
    lost = room.listed - set(found) - late
    figures: Figures = {
        "sources": count,
        "minutes": seconds / 60,
        "requests of each collector": [float(shares[who]) for who in range(collectors)],
        "killed": len(killed),
        "feeds and pages asked": len(room.asked),
        "asked again before due": len(early),
        "asked again because who asked was killed": len(orphaned),
        "least seconds between two requests to a host": round(min(gaps), 2),
        "entries listed": len(room.listed),
        "entries kept": len(found),
        "entries to be read again, for the machine was too busy": len(late),
        "entries lost": len(lost),
        "entries kept twice": sum(many > 1 for many in found.values()),
    }
    is_well = not early and not lost and max(found.values()) == 1 and not any(ended)
    return figures, is_well and min(gaps) > DELAY * 0.9 and set(shares) == set(range(collectors))


@contextmanager
def database_at(address: str | None) -> Iterator[str]:
    """Give the database that was named, or one of a server for the time."""
    if address:
        yield address
    else:
        with places() as found:
            yield found["PostgreSQL"]


def main() -> int:
    """Collect, kill, print, keep. Returns 0 where each page was asked once when due and nothing is lost."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database")
    parser.add_argument("--sources", type=int, default=120)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--collectors", type=int, default=4)
    chosen = parser.parse_args()
    with database_at(chosen.database) as database:
        figures, is_well = measure(chosen.sources, chosen.collectors, chosen.minutes * 60, database)
    command = f"python -m bench.teams --sources {chosen.sources} --minutes {chosen.minutes:g}"
    print(keep("teams", f"{command} --collectors {chosen.collectors}", figures).name, figures)
    return 0 if is_well else 1


if __name__ == "__main__":
    sys.exit(main())
