"""What the pages ask of a store that is full: each question many times, on one connection after another.

    .venv/bin/python -m bench.feed [--articles 100000] [--store FILE]

The store is that of ``bench.filling``. One that is named is kept, and filled only where it is not there.
"""

from __future__ import annotations

import argparse
import sys
import time
from datetime import timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from bench.filling import fill
from bench.record import keep
from otkuda.collect.matter import said_before
from otkuda.collect.telling import with_articles
from otkuda.store import (
    Query,
    Wanted,
    list_entities,
    open_store,
    search_articles,
    search_attributions,
    statement_of,
    statements_at,
    stories_at,
    versions_of,
)
from otkuda.store.feed import feed
from otkuda.store.feed_records import Filter
from otkuda.store.feed_schema import summaries
from otkuda.store.outlets import list_outlets, portrait_of
from otkuda.store.said import counts_by, list_speakers, topics
from otkuda.store.story_feed import story_feed

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy import Connection

    from otkuda.store import Store

WANTED_MS = 100.0  # p95
TIMES = 200
RARE, COMMON = "желатин", "год"


class Most(NamedTuple):
    """Whom and what is asked for: those that have the most, which cost the most."""

    entity: str
    name: str
    outlet: str
    last: datetime
    said: str  # the last statement of the speaker
    widest: str  # the statement of most articles
    url: str


def most_of(conn: Connection) -> Most:
    """Return who is named most, and the outlet and the moment of what came last."""
    (most,) = list_entities(conn, Wanted(type="person", limit=1))
    last = feed(conn, Filter(), limit=1).items[0].summary
    said = feed(conn, Filter(entity=most.id), limit=1).items[0].id
    columns = summaries.c
    widest = conn.execute(select(columns.statement_id).order_by(columns.articles.desc()).limit(1)).scalar_one()
    return Most(most.id, most.name, last.first_outlet or "", last.active, said, widest, last.first_url or "")


def questions(one: Most) -> dict[str, Callable[[Connection], object]]:
    """Return what is asked, by its name."""
    filters = {
        "newest": Filter(),
        "by weight": Filter(by_weight=True),
        "of a speaker": Filter(entity=one.entity),
        "of a speaker, by weight": Filter(entity=one.entity, by_weight=True),
        "of a name": Filter(speaker=one.name.split()[-1]),
        "of an outlet": Filter(outlet=one.outlet),
        "a rare word": Filter(RARE),
        "a common word": Filter(COMMON),
        "two words": Filter("государственная программа"),
        "in Kazakh": Filter(language="kk"),
        "direct, in English": Filter(language="en", kind="direct"),
        "differing": Filter(is_differing=True),
        "primary, differing, by weight": Filter(is_differing=True, has_primary=True, by_weight=True),
        "of several outlets": Filter(is_of_several=True),
        "own text (none)": Filter(kind="own", language="ru"),
        "of a day": Filter(since=one.last - timedelta(days=1)),
        "came within a day": Filter(came=one.last - timedelta(days=1)),
        "unread": Filter(is_unread=True),
        "unread, where all but a few are read": Filter(is_unread=True, reader="keen"),
        "starred": Filter(is_starred=True, reader="keen"),
    }
    of_both = {"feed": feed, "stories": story_feed}
    asked: dict[str, Callable[[Connection], object]] = {
        f"{of}, {name}": partial(ask, wanted=wanted) for of, ask in of_both.items() for name, wanted in filters.items()
    }
    return asked | {
        "speaker, plot by week": partial(counts_by, wanted=filters["of a speaker"], step=timedelta(days=7)),
        "speaker, stories": partial(topics, wanted=filters["of a speaker"]),
        "speaker, before on the same matter": lambda conn: [
            said_before(conn, now) for now in filter(None, [statement_of(conn, one.said)])
        ],
        "speakers": list_speakers,
        "speakers, by the beginning of a name": partial(list_speakers, start=one.name.split()[-1][:3].lower()),
        "outlets": list_outlets,
        "outlet": partial(portrait_of, name=one.outlet),
        "statement": lambda conn: list(with_articles(conn, filter(None, [statement_of(conn, one.widest)]))),
        "article": lambda conn: (versions_of(conn, one.url), statements_at(conn, one.url), stories_at(conn, one.url)),
        "search, articles": partial(search_articles, query=Query("государственная программа")),
        "search, attributions": partial(search_attributions, query=Query("бюджет", speaker=one.name)),
    }


def measure(store: Store) -> dict[str, float]:
    """Return the milliseconds of each question."""
    with store.reading() as conn:
        asked = questions(most_of(conn))
    figures: dict[str, float] = {}
    for name, ask in asked.items():
        took, worked = (sorted(one) for one in zip(*(timed(store, ask) for _ in range(TIMES)), strict=True))
        figures[f"{name}: p50, ms"] = round(took[TIMES // 2], 1)
        figures[f"{name}: p95, ms"] = round(took[int(TIMES * 0.95)], 1)
        figures[f"{name}: p95 of the processor's time, ms"] = round(worked[int(TIMES * 0.95)], 1)
    return figures


def timed(store: Store, ask: Callable[[Connection], object]) -> tuple[float, float]:
    """Return the milliseconds of one answer, and those that the processor worked at it."""
    began, worked = time.perf_counter(), time.process_time()
    with store.reading() as conn:
        ask(conn)
    return (time.perf_counter() - began) * 1000, (time.process_time() - worked) * 1000


def run(file: Path, articles: int) -> dict[str, float]:
    """Return the figures of a store of so many articles, which is filled where it is not there."""
    figures: dict[str, float] = {"articles": articles}
    took = fill(file, articles)
    if took is not None:
        figures["filling, seconds"] = took
    with open_store(file) as store:
        return figures | {"megabytes": round(file.stat().st_size / 2**20)} | measure(store)


def main() -> int:
    """Print and keep the figures; 1 where an aim is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--store", type=Path)
    arguments = parser.parse_args()
    with TemporaryDirectory() as folder:
        figures = run(arguments.store or Path(folder) / "store.sqlite", arguments.articles)
    print(*(f"{name}: {figure}" for name, figure in figures.items()), sep="\n", flush=True)
    keep("feed", f"python -m bench.feed --articles {arguments.articles}", {**figures})
    return int(any(figure > WANTED_MS for name, figure in figures.items() if name.endswith("p95, ms")))


if __name__ == "__main__":
    sys.exit(main())
