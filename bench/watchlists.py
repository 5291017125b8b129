"""What a batch of new statements costs where many watch: a hundred statements looked at for so many watchlists.

    .venv/bin/python -m bench.watchlists [--lists 200] [--seed 1]

The world is ``bench.handed_on``. Half of the watchlists watch a speaker, a quarter words, a quarter both; every tenth
watches somebody who speaks in the batch. What is measured is looking at one batch, with one watchlist and with all of
them, the middle of five batches. Seconds are those of the processor: all is done in this process, and others
that are at work beside it do not count.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from datetime import timedelta
from itertools import islice
from pathlib import Path

from bench.handed_on import START, World
from bench.record import Figures, keep
from otkuda.alerts.noticing import BATCH, notice
from otkuda.collect.entities import resolve
from otkuda.collect.grouping import Grouper
from otkuda.entities.judging import Judge
from otkuda.store import Observation, Store, keep_all, open_store
from otkuda.store.changed import is_any_changed, note_changed
from otkuda.store.feed import feed
from otkuda.store.feed_records import Filter
from otkuda.store.watching import drop_watchlist, list_watchlists, put_watchlist, watch_id
from otkuda.store.watching_records import Watchlist

ALLOWED = 0.2  # seconds that all watchlists add to a batch
ARTICLES = 400
TURNS = 5


def filled(store: Store, seed: int) -> World:
    """Let articles come and be grouped; return their world."""
    world = World(seed, 1_000)
    arriving = list(islice(world.articles(), ARTICLES))
    with store.writing() as conn:
        keep_all(conn, [Observation(None, one, START + timedelta(days=2), "bench") for one in arriving])
        resolve(conn, ARTICLES)
    grouper = Grouper(store, Judge())
    while grouper.some():
        pass
    return world


def watch(store: Store, world: World, lists: int) -> None:
    """Watch for so many things."""
    with store.writing() as conn:
        heard = [one.name for one in feed(conn, Filter(), limit=100).items if one.name]
        for number in range(lists):
            name = heard[number % len(heard)] if number % 10 == 0 else world.people[-number - 1].name
            word = world.concepts[number % len(world.concepts)][0]
            speaker, words = (name, "") if number % 4 < 2 else ("", word) if number % 4 == 2 else (name, word)  # noqa: PLR2004
            one = Watchlist(watch_id(f"{number}", START), f"{number}", START, START, words, speaker or None)
            put_watchlist(conn, one)


def batch(store: Store) -> float:
    """Look at one batch. Returns the seconds that it took."""
    now = START + timedelta(days=2, minutes=5)
    with store.writing() as conn:
        note_changed(conn, [one.id for one in feed(conn, Filter(), limit=BATCH).items])
    began = time.process_time()
    notice(store, now, timedelta(0))
    took = time.process_time() - began
    with store.reading() as conn:
        assert not is_any_changed(conn)  # noqa: S101 - what is measured was done
    return took


def main() -> int:
    """Measure, print, keep. Returns 0 where it costs little."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lists", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "o.sqlite") as store:
        world = filled(store, chosen.seed)
        watch(store, world, 1)
        batch(store)
        one = statistics.median(batch(store) for _ in range(TURNS))
        with store.writing() as conn:
            for each in list_watchlists(conn):
                drop_watchlist(conn, each.id)
        watch(store, world, chosen.lists)
        first = batch(store)
        all_ = statistics.median(batch(store) for _ in range(TURNS))
    figures: Figures = {
        "statements of a batch": BATCH,
        "watchlists": chosen.lists,
        "seconds with one": round(one, 3),
        "seconds with all": round(all_, 3),
        "added by all": round(all_ - one, 3),
        "seconds of the first batch, which tells": round(first, 3),
    }
    command = f"python -m bench.watchlists --lists {chosen.lists} --seed {chosen.seed}"
    print(keep("watchlists", command, figures).name, figures)
    return 0 if all_ - one < ALLOWED else 1


if __name__ == "__main__":
    sys.exit(main())
