"""From an entry in a busy feed to the alert of it: `otkuda collect --watch` as it is, a webhook on loopback.

    .venv/bin/python -m bench.alerts_soon [--sources 60] [--minutes 12]

Invented hosts publish an article every ten minutes each, in which somebody else says something else about a bridge
every time; the bridge is watched. The clock runs from the time that the feed gives to the webhook's arrival. What is
published before the first five minutes are over is not counted: then the sources are new, and what they list at first
is being read.
"""

from __future__ import annotations

import argparse
import json
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
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from bench.handed_on import World
from bench.loopback import served
from bench.record import Figures, keep

if TYPE_CHECKING:
    from bench.loopback import Request

SOON = 180.0  # seconds, for 95 of 100
EVERY = 600.0  # seconds between two articles of a source
WARM = 300.0
LISTED = 2
STEP = 2.0
PAGE = """<!doctype html><html lang="ru"><head><meta charset="utf-8"><title>{title}</title>
<meta property="og:type" content="article"><meta property="article:published_time" content="{when}"></head>
<body><main><article><h1>{title}</h1><time datetime="{when}">{when}</time>
<p>В городе обсудили, что будет дальше, и выслушали всех, кто пришёл на встречу.</p>
<p>«{words}», — сказал мэр города {name}.</p></article></main></body></html>"""


class Newsroom:
    """Hosts that publish in turn, and the desk that is told; the time of an article is its number."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.told: dict[str, datetime] = {}
        self._world = World(3, 1_000)
        self._lock = threading.Lock()

    def answer(self, request: Request) -> None:
        """Answer one request."""
        if request.host == "desk.example":
            now = datetime.now(UTC)
            for alert in json.loads(request.body)["data"]["alerts"]:
                self.told.setdefault(alert["url"], now)
            request.give("")
        elif request.path == "/rss.xml":
            request.give(self._feed(request.host), "application/xml")
        elif request.path.endswith(".html"):
            request.give(self._page(request.host, int(request.path.strip("/").removesuffix(".html"))))
        else:
            request.give("", status=404)

    def at(self, url: str) -> datetime:
        """Return when the article at an address was published."""
        host, path = url.removeprefix("https://").split("/", 1)
        return self._when(host, int(path.removesuffix(".html")))

    def _when(self, host: str, number: int) -> datetime:
        shift = int(host.removeprefix("h").removesuffix(".example")) / self.count * EVERY
        return datetime.fromtimestamp(number * EVERY + shift, UTC)

    def _feed(self, host: str) -> str:
        shift = self._when(host, 0).timestamp()
        last = int((datetime.now(UTC).timestamp() - shift) // EVERY)
        items = "".join(
            f"<item><link>https://{host}/{number}.html</link>"
            f"<pubDate>{self._when(host, number):%a, %d %b %Y %H:%M:%S +0000}</pubDate></item>"
            for number in range(last, last - LISTED, -1)
        )
        return f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'

    def _page(self, host: str, number: int) -> str:
        with self._lock:
            self._world.random = Random(f"{host}/{number}")  # noqa: S311 - a benchmark's words, no secret
            words = self._world.worded(self._world.said(), "ru", "whole")
            name = self._world.random.choice(self._world.people).name
        when = self._when(host, number).isoformat()
        return PAGE.format(title=f"Новость {host} {number}", when=when, words=f"Мост и {words}", name=name)


def watch(sources: int, minutes: float) -> tuple[Figures, bool]:
    """Run it. Returns the figures, and whether the alerts came soon enough."""
    room = Newsroom(sources)
    began = datetime.now(UTC)
    with tempfile.TemporaryDirectory() as folder, served(room.answer) as routes:
        environment = os.environ | {"OTKUDA_ROUTES": routes, "OTKUDA_HOST_DELAY": "1"}
        base = [sys.executable, "-P", "-m", "otkuda", "--data", folder]
        listed = Path(folder) / "all.opml"
        outlines = "".join(f'<outline xmlUrl="https://h{n}.example/rss.xml"/>' for n in range(sources))
        listed.write_text(f'<opml version="2.0"><body>{outlines}</body></opml>')
        wanted = ["watch", "add", "Мост", "--words", "мост", "--webhook", "https://desk.example/told"]
        for command in (["sources", "import", str(listed)], wanted):
            subprocess.run([*base, *command], check=True, env=environment, stdout=subprocess.DEVNULL)
        process = subprocess.Popen([*base, "collect", "--watch"], env=environment, stderr=subprocess.DEVNULL)
        until = time.monotonic() + minutes * 60
        while time.monotonic() < until and process.poll() is None:
            time.sleep(STEP)
        ended = datetime.now(UTC)
        process.send_signal(signal.SIGTERM)
        status = process.wait(120)
        kept = keeping(Path(folder) / "otkuda.sqlite")
    counted = {url: told for url, told in room.told.items() if (room.at(url) - began).total_seconds() > WARM}
    waits = [(told - room.at(url)).total_seconds() for url, told in counted.items()]
    slow = p95(waits)
    before = [(kept[url] - room.at(url)).total_seconds() for url in counted]
    numbers = range(int(began.timestamp() // EVERY), int(ended.timestamp() // EVERY) + 1)
    published = (room.at(f"https://h{n}.example/{number}.html") for n in range(sources) for number in numbers)
    due = sum((when - began).total_seconds() > WARM and (ended - when).total_seconds() > SOON for when in published)
    figures: Figures = {
        "sources": sources,
        "minutes": minutes,
        "entries published, counted and three minutes old at the end": due,
        "alerts counted": len(waits),
        "seconds until kept, p50": round(statistics.median(before)) if before else 0,
        "seconds until kept, p95": round(p95(before)),
        "seconds until told, p50": round(statistics.median(waits)) if waits else 0,
        "seconds until told, p95": round(slow),
        "seconds until told, most": round(max(waits, default=0)),
    }
    return figures, status == 0 and slow < SOON and len(waits) >= due


def p95(waits: list[float]) -> float:
    """Return within how many seconds 95 of 100 came."""
    return statistics.quantiles(waits, n=20, method="inclusive")[18] if len(waits) > 1 else SOON


def keeping(file: Path) -> dict[str, datetime]:
    """Return when the article at each address was kept."""
    with closing(sqlite3.connect(file)) as store:
        rows = store.execute("SELECT url, min(seen) FROM sightings GROUP BY article_id").fetchall()
    return {url: datetime.fromtimestamp(seen / 1e6, UTC) for url, seen in rows}


def main() -> int:
    """Watch, print, keep. Returns 0 where the alerts come soon."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sources", type=int, default=60)
    parser.add_argument("--minutes", type=float, default=12.0)
    chosen = parser.parse_args()
    figures, is_well = watch(chosen.sources, chosen.minutes)
    command = f"python -m bench.alerts_soon --sources {chosen.sources} --minutes {chosen.minutes:g}"
    print(keep("alerts-soon", command, figures).name, figures)
    return 0 if is_well else 1


if __name__ == "__main__":
    sys.exit(main())
