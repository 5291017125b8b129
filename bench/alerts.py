"""Watched statements that come back in a thousand articles, late and over restarts: how often each is told.

    .venv/bin/python -m bench.alerts [--kills 20] [--seed 1]

The world is ``bench.handed_on``: 20 people say two things each, a few hours apart, and 25 articles carry each: word for
word, cut, in other words, in two other languages; of every third the first sighting is a headline alone. Articles
arrive later than they were published, each at its own delay. Each person is watched. Keeping, grouping, noticing and
sending are done by a process of its own, as ``otkuda collect`` does it, which posts to a signed webhook on loopback; it
is killed by signal 9 at random moments and started again. Every webhook must be whole and signed, each statement told
once.
"""

from __future__ import annotations

import argparse
import base64
import hmac
import json
import pickle
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from bench.handed_on import LANGUAGES, START, Occasion, Person, World, _Page, occasion_of
from bench.loopback import served
from bench.record import ROOT, Figures, keep
from otkuda.alerts.running import tell
from otkuda.alerts.signing import key_of
from otkuda.alerts.world import World as Sending
from otkuda.collect.entities import resolve
from otkuda.collect.grouping import Grouper
from otkuda.entities.judging import Judge
from otkuda.fetch import Limits, Request, Route
from otkuda.model import Article, Attribution, Source, Span
from otkuda.store import Observation, keep_all, open_store
from otkuda.store.schema import articles
from otkuda.store.watching import put_watchlist, set_targets, target_id, watch_id
from otkuda.store.watching_records import Target, Watchlist

if TYPE_CHECKING:
    from bench.loopback import Request as Asked

STATEMENTS, CARRIED = 40, 25
HEADLINE = 0.84  # how sure a headline alone is read
AT_ONCE = 8  # articles that arrive together
SECRET = "whsec_" + base64.b64encode(b"only for this measurement").decode()
ANSWERING = 0.02  # seconds that the receiver takes


@dataclass
class Receiver:
    """Takes webhooks: how often each key came, and which articles each was about."""

    keys: Counter[str] = field(default_factory=Counter)
    told: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def answer(self, request: Asked) -> None:
        """Take one, as soon as it is whole."""
        key, at = request.headers.get("webhook-id", ""), request.headers.get("webhook-timestamp", "")
        digest = hmac.digest(key_of(SECRET), f"{key}.{at}.".encode() + request.body, "sha256")
        alerts = json.loads(request.body)["data"]["alerts"]
        with self._lock:
            if request.headers.get("webhook-signature") != f"v1,{base64.b64encode(digest).decode()}":
                self.faults.append(f"{key}: not signed as it must be")
            self.keys[key] += 1
            about = " ".join(sorted(one["url"].split("/")[-2] for one in alerts))
            if self.told.setdefault(key, about) != about:
                self.faults.append(f"{key}: was about {self.told[key]}, is about {about}")
        time.sleep(ANSWERING)
        request.give("")


def invented(seed: int) -> tuple[list[Person], list[Article]]:
    """Return who is watched, and the articles in the order in which they arrive."""
    world = World(seed, 1_000)
    people = world.random.sample(world.people, STATEMENTS // 2)
    arriving: list[tuple[datetime, Article]] = []
    for number in range(STATEMENTS):
        occasion = Occasion(number, people[number // 2], (world.said(),), world.drawn(LANGUAGES), [])
        said = START + timedelta(hours=5 * number)
        for turn in range(CARRIED):
            published = said + timedelta(hours=world.random.expovariate(2 / 3) if turn else 0)
            one = world.article(published, number * 100 + turn, occasion)
            if turn == 0 and number % 3 == 0:
                one = headline_alone(world, occasion, one)
            arriving.append((published + timedelta(hours=world.random.expovariate(1.0)), one))
    return people, [one for _, one in sorted(arriving, key=lambda each: each[0])]


def headline_alone(world: World, occasion: Occasion, whole: Article) -> Article:
    """Return an article of which only the headline says who said what."""
    page, name = _Page(occasion.language), occasion.person.name
    words = world.worded(occasion.said[0], occasion.language, "cut")
    page.add(f"{name}: {words}")
    page.add("Подробности позже.")
    said, by = Span(len(name) + 2, len(name) + 2 + len(words)), Source(Span(0, len(name)), name, "person")
    page.attributions.append(Attribution((said,), None, (by,), "indirect", "headline", HEADLINE))
    made = page.article(whole.url or "", whole.outlet or "", whole.published or START)
    return replace(made, headline=page.parts[0])


def watch(file: Path, people: list[Person]) -> None:
    """Watch each person."""
    with open_store(file) as store, store.writing() as conn:
        for person in people:
            one = Watchlist(watch_id(person.name, START), person.name, START, START, speaker=person.name)
            address = f"https://desk.example/{one.id[:8]}"
            put_watchlist(conn, one)
            target = Target(target_id(one.id, "webhook", address), one.id, "webhook", address, SECRET)
            set_targets(conn, one.id, [target], START)


def work(folder: Path, route: str) -> None:
    """Go on where the store stands: keep, group, tell, until all has arrived."""
    arriving: list[Article] = pickle.loads((folder / "world").read_bytes())  # noqa: S301 - what this script wrote
    pattern, _, origin = route.partition("=")
    request = Request(Limits(10, allow_private=True), routes=(Route(pattern, origin),))
    clock = [START]
    sending = Sending(request, now=lambda: clock[0])
    with open_store(folder / "store.sqlite") as store:
        grouper = Grouper(store, Judge())
        while True:
            with store.reading() as conn:
                done = conn.execute(select(func.count(articles.c.id))).scalar_one()
            now = START + timedelta(minutes=13 * (done + 1))  # about when they were published, or some hours later
            some = arriving[done : done + AT_ONCE]
            with store.writing() as conn:
                keep_all(conn, [Observation(None, one, now, "bench") for one in some])
                resolve(conn)
            while grouper.some():
                pass
            clock[0] = now + timedelta(minutes=1)
            tell(store, sending, timedelta(seconds=0))
            if not some:
                return


def run(folder: Path, seed: int, kills: int) -> Figures:
    """Let all arrive, killed so often. Returns the figures."""
    people, arriving = invented(seed)
    folder.mkdir()
    (folder / "world").write_bytes(pickle.dumps(arriving))
    watch(folder / "store.sqlite", people)
    receiver, random, killed, starts = Receiver(), Random(seed), 0, 0  # noqa: S311 - moments, no secrets
    began = time.monotonic()
    with served(receiver.answer) as route:
        command = [sys.executable, "-m", "bench.alerts", "--work", str(folder), route]
        while True:
            process = subprocess.Popen(command, cwd=ROOT)
            starts += 1
            try:
                status = process.wait(random.uniform(1.5, 9.0) if killed < kills else None)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
                killed += 1
                continue
            if status:
                receiver.faults.append(f"ended with {status}")
            break
    told = Counter(receiver.told.values())
    twice = sum(receiver.keys.values()) - len(receiver.keys)
    figures: Figures = {
        "articles": len(arriving),
        "languages": ", ".join(sorted({one.language or "" for one in arriving})),
        "statements": len({occasion_of(one) for one in arriving}),
        "starts": starts,
        "kills": killed,
        "keys at the receiver": len(receiver.keys),
        "statements told": len(told),
        "told more than once": sum(many > 1 for many in told.values()),
        "deliveries repeated": twice,
        "faults": "; ".join(receiver.faults),
        "seconds": round(time.monotonic() - began),
    }
    return figures


def is_well(figures: object) -> bool:
    """Is each statement told under one key, and repeated at most what was in the air at a kill?"""
    if not isinstance(figures, dict):
        return False
    keys, told, twice = (figures[name] for name in ("keys at the receiver", "statements told", "deliveries repeated"))
    return keys == told == STATEMENTS and twice <= figures["kills"] and not figures["faults"]


def main() -> int:
    """Run undisturbed but for one restart, then with kills. Returns 0 where all is told once."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", nargs=2, metavar=("FOLDER", "ROUTE"), help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.work:
        work(Path(chosen.work[0]), chosen.work[1])
        return 0
    figures: Figures = {"seed": chosen.seed}
    with tempfile.TemporaryDirectory() as folder:
        runs = {"a restart": 1, "kills": chosen.kills}
        found: Figures = {name: run(Path(folder) / name, chosen.seed, kills) for name, kills in runs.items()}
    command = f"python -m bench.alerts --kills {chosen.kills} --seed {chosen.seed}"
    print(keep("alerts", command, figures | found).name, found)
    return 0 if all(map(is_well, found.values())) else 1


if __name__ == "__main__":
    sys.exit(main())
