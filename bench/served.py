"""The pages over a full store as a browser gets them: over HTTP on loopback, from one process, one after the other.

    .venv/bin/python -m bench.served [--articles 100000] [--store FILE] [--only NAME]

The store is that of ``bench.filling``. Each kind of page is asked for many times, of many articles, statements and so
on, and of those that have the most, which cost the most. The server's time is from the first byte asked to the first
answered, which stands behind all work; the processor's time is that of the whole process meanwhile. The size is what
goes over the wire: the page compressed, with its headers, and once more with all that it links to from our own files.
"""

from __future__ import annotations

import argparse
import gzip
import http.client
import multiprocessing
import re
import sys
import time
from contextlib import closing, contextmanager
from datetime import timedelta
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, urlencode

from sqlalchemy import func, select

from bench.feed import COMMON, RARE, Most, most_of
from bench.filling import fill
from bench.record import keep
from otkuda.cli.serve import bound_to
from otkuda.store import Wanted, list_entities, open_store
from otkuda.store.feed_schema import summaries
from otkuda.store.readers import look
from otkuda.store.schema import appearances, versions
from otkuda.store.story_schema import story_articles

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterator

    from sqlalchemy import Connection
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from otkuda.store import Store

WANTED_MS = 100.0  # p95
WANTED_KB = 150.0
TIMES = 100
WARM = 3.0  # seconds in which the server loads what it needs
MANY = 50  # of each kind that are asked for in turn
TIMING = "server-timing"


class Timed:
    """An application that says how long it worked at an answer, by the clock and by the processor."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer."""
        began, worked = time.perf_counter(), time.process_time()

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                took, work = (time.perf_counter() - began) * 1000, (time.process_time() - worked) * 1000
                message["headers"].append((TIMING.encode(), f"all;dur={took:.2f}, cpu;dur={work:.2f}".encode()))
            await send(message)

        await self.app(scope, receive, sent)


def serve(file: Path, bound: socket.socket) -> None:
    """Serve a store for ever."""
    import uvicorn

    from otkuda.serve.app import application
    from otkuda.serve.warming import warm_up

    warm_up()
    with open_store(file) as store:
        config = uvicorn.Config(Timed(application(store)), log_config=None, access_log=False, ws="none")
        uvicorn.Server(config).run(sockets=[bound])


@contextmanager
def serving(file: Path) -> Iterator[int]:
    """Serve a store from another process while the block lasts. Gives the port."""
    with bound_to(0) as bound:
        server = multiprocessing.get_context("spawn").Process(target=serve, args=(file, bound), daemon=True)
        server.start()
        try:
            yield bound.getsockname()[1]
        finally:
            server.terminate()
            server.join()


class Answer(NamedTuple):
    """What came: milliseconds of the client, of the server and of its processor; bytes; the page."""

    client: float
    server: float
    processor: float
    size: int
    body: bytes


def asked(browser: http.client.HTTPConnection, address: str) -> Answer:
    """Ask for an address as a browser does. RuntimeError for what is no page."""
    began = time.perf_counter()
    browser.request("GET", address, headers={"accept-encoding": "gzip", "accept-language": "ru"})
    answer = browser.getresponse()
    body = answer.read()
    took = (time.perf_counter() - began) * 1000
    if answer.status != 200:  # noqa: PLR2004 - HTTP
        raise RuntimeError(f"{address}: {answer.status}")
    size = len(body) + sum(len(name) + len(value) + 4 for name, value in answer.getheaders())
    server, processor = (float(part.partition("dur=")[2]) for part in answer.headers.get(TIMING, "").split(","))
    return Answer(took, server, processor, size, gzip.decompress(body) if answer.headers["content-encoding"] else body)


def pages(conn: Connection, most: Most) -> dict[str, list[str]]:
    """Return the addresses of each kind of page."""
    return {**feeds(conn, most), **singles(conn, most), **lists(most)}


def feeds(conn: Connection, most: Most) -> dict[str, list[str]]:
    """Return the feed by each filter, and its later pages."""
    day = f"{most.last - timedelta(days=1):%Y-%m-%d}"
    row = conn.execute(
        select(summaries.c.weight, summaries.c.number).order_by(summaries.c.weight.desc()).offset(5000).limit(1)
    ).one_or_none()
    after = f"{int(row.weight.timestamp() * 1_000_000)}.{row.number}" if row else None
    filters: dict[str, dict[str, object]] = {
        "plain": {},
        "newest first": {"order": "time"},
        "a later page": {"after": after} if after else {},
        "of a speaker": {"entity": most.entity},
        "of a name": {"speaker": most.name.split()[-1]},
        "of an outlet": {"outlet": most.outlet},
        "a rare word": {"q": RARE},
        "a common word": {"q": COMMON},
        "in Kazakh": {"language": "kk"},
        "direct, in English": {"language": "en", "kind": "direct"},
        "differing": {"differing": "1"},
        "primary": {"primary": "1"},
        "of several outlets": {"several": "1"},
        "unread": {"unread": "1"},
        "starred": {"starred": "1"},
        "new": {"new": "1"},
        "of a day": {"since": day},
    }
    return {f"feed, {name}": [f"/?{urlencode(asked)}"] for name, asked in filters.items()}


def singles(conn: Connection, most: Most) -> dict[str, list[str]]:
    """Return articles, statements, stories, speakers and outlets, and of each what has the most."""
    every = max(1, (conn.execute(select(func.count()).select_from(summaries)).scalar_one()) // MANY)
    some = list(conn.execute(select(summaries.c.statement_id).where(summaries.c.number % every == 0)).scalars())
    articles = conn.execute(
        select(versions.c.article_id)
        .join(appearances, appearances.c.version_id == versions.c.id)
        .where(appearances.c.statement_id.in_(some[:MANY]))
        .distinct()
        .limit(MANY)
    ).scalars()
    columns = story_articles.c
    by_size = select(columns.story_id).group_by(columns.story_id).order_by(func.count().desc(), columns.story_id)
    stories = list(conn.execute(by_size).scalars())
    people = list_entities(conn, Wanted(type="person", limit=MANY))
    outlets = list(conn.execute(select(versions.c.outlet).distinct().limit(MANY)).scalars())
    speaker = f"/speaker/{most.entity}"
    return {
        "article": [f"/article/{one}" for one in articles],
        "statement": [f"/statement/{one}" for one in some[:MANY]],
        "statement of most articles": [f"/statement/{most.widest}"],
        "statement of most articles, why": [f"/statement/{most.widest}?why=1"],
        "story": [f"/story/{one}" for one in stories[:: max(1, len(stories) // MANY)]],
        "story of most articles": [f"/story/{stories[0]}"],
        "speaker": [f"/speaker/{one.id}" for one in people],
        "speaker named most": [speaker],
        "speaker named most, by story": [f"{speaker}?by=story"],
        "speaker named most, who": [f"{speaker}/who"],
        "outlet": [f"/outlet/{quote(one, safe='')}" for one in outlets if one],
    }


def lists(most: Most) -> dict[str, list[str]]:
    """Return the pages that list something, and searches."""
    name = quote(most.name)
    return {
        "speakers": ["/speakers"],
        "speakers, of a name": [f"/speakers?q={quote(most.name.split()[-1])}"],
        "outlets": ["/outlets"],
        "search, a rare word": [f"/search?q={quote(RARE)}"],
        "search, a common word": [f"/search?q={quote(COMMON)}"],
        "search, two words": [f"/search?q={quote('государственная программа')}"],
        "search, newest first": [f"/search?q={quote(COMMON)}&order=new"],
        "search, of a speaker": [f"/search?q={quote('бюджет')}&speaker={name}"],
        "search, articles": [f"/search?q={quote(COMMON)}&where=articles"],
        "brief": ["/brief"],
        "sources": ["/sources"],
        "dossiers": ["/dossiers"],
        "check": ["/check"],
    }


def measure(store: Store, port: int, only: str, times: int) -> dict[str, float]:
    """Return the figures of each kind of page."""
    with store.writing() as conn:
        most = most_of(conn)
        look(conn, "", most.last - timedelta(days=1))  # the reader looked a day before the last article
    with store.reading() as conn:
        kinds = {name: its for name, its in pages(conn, most).items() if only in name}
    figures: dict[str, float] = {}
    with closing(http.client.HTTPConnection("127.0.0.1", port)) as browser:
        asked(browser, "/")
        time.sleep(WARM)
        for name, addresses in kinds.items():
            figures |= {f"{name}: {what}": figure for what, figure in figures_of(browser, addresses, times).items()}
    return figures


def figures_of(browser: http.client.HTTPConnection, addresses: list[str], times: int) -> dict[str, float]:
    """Return the milliseconds and kilobytes of some pages that are asked for in turn."""
    answers = [asked(browser, address) for address in islice(cycle(addresses), times)]
    largest = max(answers, key=lambda one: one.size)
    return {
        "server p50, ms": _of(50, [one.server for one in answers]),
        "server p95, ms": _of(95, [one.server for one in answers]),
        "processor p95, ms": _of(95, [one.processor for one in answers]),
        "client p50, ms": _of(50, [one.client for one in answers]),
        "client p95, ms": _of(95, [one.client for one in answers]),
        "kB": round(largest.size / 1000, 1),
        "kB, with its files": round((largest.size + files(browser, largest.body)) / 1000, 1),
    }


def _of(share: int, values: list[float]) -> float:
    return round(sorted(values)[len(values) * share // 100], 1)


def files(browser: http.client.HTTPConnection, body: bytes) -> int:
    """Return the size of what a page needs of ours: styles, scripts, pictures."""
    named = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', body.decode()))
    return sum(asked(browser, one).size for one in named)


def run(file: Path, articles: int, only: str = "", times: int = TIMES) -> dict[str, float]:
    """Return the figures of a store of so many articles, which is filled where it is not there."""
    fill(file, articles)
    with serving(file) as port, open_store(file) as store:
        return {"articles": articles, **measure(store, port, only, times)}


def main() -> int:
    """Print and keep the figures; 1 where an aim is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--store", type=Path, help="keep the store there for the next time")
    parser.add_argument("--only", default="", help="pages with this in their name")
    chosen = parser.parse_args()
    with TemporaryDirectory() as folder:
        figures = run(chosen.store or Path(folder) / "store.sqlite", chosen.articles, chosen.only)
    print(*(f"{name}: {figure}" for name, figure in figures.items()), sep="\n", flush=True)
    if not chosen.only:
        keep("served", f"python -m bench.served --articles {chosen.articles}", {**figures})
    aims = {"server p95, ms": WANTED_MS, "kB, with its files": WANTED_KB}
    return int(any(figure > aims.get(name.rpartition(": ")[2], figure) for name, figure in figures.items()))


if __name__ == "__main__":
    sys.exit(main())
