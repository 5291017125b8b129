"""Kill collect and import at random moments, again and again, and see that nothing is lost and nothing is twice.

    .venv/bin/python -m bench.kill [--kills 50] [--seed 1]

Both are real processes, killed by signal 9: collect against loopback servers, whose articles are edited when all are
kept, import of a WARC file. After each kill the store must be sound and hold all that it held; at the end it must hold
what a store holds that nobody disturbed.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, TypeAlias

from bench.loopback import served
from bench.pages import Writer, write_warc
from bench.record import Figures, keep

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bench.loopback import Request

State: TypeAlias = "dict[str, Counter[tuple[object, ...]]]"

HOSTS, ARTICLES = 3, 6
RECORDS = 80
PARAGRAPHS = 2
START = 0.15  # of a run; before that Python starts
PAUSE = 0.02  # seconds that a server takes
LIMIT = 120.0  # seconds of one run
# What must be the same whenever and however often it was killed: all but the times of this run and SQLite's own keys.
COLUMNS = {
    "articles": "id, url, missing_why",
    "versions": "id, article_id, is_latest, read_by, text, headline, outlet, authors, published, modified, language",
    "attributions": "id, version_id, position, kind, content, cue_start, cue_end, rule, confidence, evidence",
    "links": "attribution_id, position, mention_start, mention_end, entity, type, role, organization",
    "credits": "version_id, position, what, agency, author, text_start, text_end",
    "hyperlinks": "version_id, position, text_start, text_end, url, leads_to",
    "sightings": "article_id, version_id, content, url, status",
    "contents": "sha256, size",
    "addresses": "id, url, state, source_id, attempts, reason",
    "import_positions": "file, position",
}
LASTING = ("articles", "contents", "sightings")  # what is never taken back


class FaultError(AssertionError):
    """The store is not as it must be."""


@dataclass
class Web:
    """A few hosts with a feed each; ``is_edited`` gives every article another paragraph."""

    is_edited: bool = False
    pages: dict[tuple[str, str], bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        writer = Writer(1)
        for host in range(HOSTS):
            for number in range(ARTICLES):
                self.pages[f"zarya{host}.example", f"/{number}.html"] = writer.page(number, PARAGRAPHS)

    def answer(self, request: Request) -> None:
        """Answer one request."""
        time.sleep(PAUSE)
        if request.path == "/rss.xml":
            items = "".join(f"<item><link>https://{request.host}/{n}.html</link></item>" for n in range(ARTICLES))
            request.give(f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>', "application/xml")
        elif page := self.pages.get((request.host, request.path)):
            more = "<p>Позже мэрия уточнила: «Мост откроют в июне», — сказал мэр Глеб Одинцов.</p></article>"
            request.give(page.replace(b"</article>", more.encode()) if self.is_edited else page)
        else:
            request.give("", status=404)


@dataclass
class Life:
    """A store from its beginning to the end of its stages; each stage ends with a run that nobody killed."""

    command: list[str]
    environment: dict[str, str]
    folder: Path
    prepare: list[Callable[[Path], None]]  # what is done before each stage

    @property
    def file(self) -> Path:
        """The store's file."""
        return self.folder / "otkuda.sqlite"

    def start(self) -> subprocess.Popen[bytes]:
        """Start a run."""
        return subprocess.Popen(
            [sys.executable, "-P", "-m", "otkuda", "--data", str(self.folder), *self.command],
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )


@dataclass
class Moments:
    """When to kill: somewhere in the time that a run takes, as far as is known."""

    random: Random
    seconds: float

    def draw(self) -> float:
        """Return the next moment, in seconds after the start."""
        return self.random.uniform(START, 1) * self.seconds

    def learn(self, seconds: float) -> None:
        """Take note of how long a run took that nobody killed."""
        self.seconds = (self.seconds + seconds) / 2


def undisturbed(life: Life) -> tuple[State, float]:
    """Run all stages. Returns what is kept, and how long the first took."""
    times = []
    for prepare in life.prepare:
        prepare(life.file)
        started = time.monotonic()
        finished(life.start())
        times.append(time.monotonic() - started)
    return state_of(life.file), times[0]


def disturbed(lives: Iterator[Life], wanted: State, moments: Moments, kills: int) -> int:
    """Kill so often at random moments of a run, through as many lives as that takes. Returns how many lives."""
    count = 0
    for life in lives:
        count += 1
        kills -= survive(life, wanted, moments, kills)
        if not kills:
            return count
    return count


def survive(life: Life, wanted: State, moments: Moments, kills: int) -> int:
    """Run all stages, killed at most ``kills`` times. Returns how often it was."""
    done = 0
    before: State = {name: Counter() for name in COLUMNS}
    for prepare in life.prepare:
        prepare(life.file)
        while done < kills:
            process, started = life.start(), time.monotonic()
            if not killed(process, moments.draw()):
                moments.learn(time.monotonic() - started)
                break
            done += 1
            before = check(life.file, before, process.pid)
        else:
            finished(life.start())
    found = state_of(life.file)
    if found != wanted:
        raise FaultError(f"not what an undisturbed run keeps: {difference(found, wanted)}")
    return done


def killed(process: subprocess.Popen[bytes], seconds: float) -> bool:
    """Kill the process after so many seconds; False where it had ended by itself, which must have been well."""
    try:
        finished(process, seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return True
    return False


def finished(process: subprocess.Popen[bytes], seconds: float = LIMIT) -> None:
    """Wait for an end without complaint."""
    _, said = process.communicate(timeout=seconds)
    if process.returncode or b"Traceback" in said:
        raise FaultError(f"ended with {process.returncode}: {said.decode()[-2000:]}")


def check(file: Path, before: State, run: int) -> State:
    """Return what is kept now; FaultError where it is not sound, or lacks what was kept before."""
    if not file.exists():
        return before
    with closing(sqlite3.connect(file)) as store:
        sound = store.execute("PRAGMA integrity_check").fetchall()
        broken = store.execute("PRAGMA foreign_key_check").fetchall()
    if sound != [("ok",)] or broken:
        raise FaultError(f"damaged by the end of {run}: {sound} {broken}")
    now = state_of(file)
    for name in LASTING:
        if lost := before[name] - now[name]:
            raise FaultError(f"{name} lost: {lost}")
    return now


def state_of(file: Path) -> State:
    """Return all that is kept."""
    with closing(sqlite3.connect(file)) as store:
        tables = {row[0] for row in store.execute("SELECT name FROM sqlite_master")}
        known = {name: columns for name, columns in COLUMNS.items() if name in tables}
        rows = {name: Counter(store.execute(f"SELECT {columns} FROM {name}")) for name, columns in known.items()}  # noqa: S608
    return {name: rows.get(name, Counter()) for name in COLUMNS}


def difference(found: State, wanted: State) -> str:
    """Return in a few words what two stores do not share."""
    return "; ".join(
        f"{name}: {list((found[name] - wanted[name]).items())[:3]} for {list((wanted[name] - found[name]).items())[:3]}"
        for name in COLUMNS
        if found[name] != wanted[name]
    )


def collecting(web: Web, routes: str, root: Path) -> Iterator[Life]:
    """Yield lives that collect: two stages, the second after all articles were edited."""
    environment = os.environ | {"OTKUDA_ROUTES": routes, "OTKUDA_HOST_DELAY": "0", "OTKUDA_TIMEOUT": "10"}
    listed = root / "sources.opml"
    outlines = "".join(f'<outline type="rss" xmlUrl="https://zarya{n}.example/rss.xml"/>' for n in range(HOSTS))
    listed.write_text(f'<opml version="2.0"><body>{outlines}</body></opml>')

    def begin(file: Path) -> None:
        web.is_edited = False
        command = [sys.executable, "-P", "-m", "otkuda", "--data", str(file.parent), "sources", "import", str(listed)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)

    def edit(file: Path) -> None:
        web.is_edited = True
        with closing(sqlite3.connect(file)) as store, store:
            store.execute("UPDATE addresses SET due = 0")
            store.execute("UPDATE sources SET due = 0")

    while True:
        yield Life(["collect"], environment, Path(tempfile.mkdtemp(dir=root)), [begin, edit])


def importing(file: Path, root: Path) -> Iterator[Life]:
    """Yield lives that import a WARC file."""
    while True:
        yield Life(["import", str(file)], dict(os.environ), Path(tempfile.mkdtemp(dir=root)), [lambda _: None])


def kill_collect(root: Path, kills: int, random: Random) -> Figures:
    """Kill collect so often; FaultError where that did harm."""
    web = Web()
    with served(web.answer) as routes:
        lives = collecting(web, routes, root)
        return _disturb(lives, kills, random)


def kill_import(root: Path, kills: int, random: Random) -> Figures:
    """Kill import so often; FaultError where that did harm."""
    file = root / "pages.warc.gz"
    write_warc(file, RECORDS, Writer(2), PARAGRAPHS)
    return _disturb(importing(file, root), kills, random)


def _disturb(lives: Iterator[Life], kills: int, random: Random) -> Figures:
    wanted, seconds = undisturbed(next(lives))
    count = disturbed(lives, wanted, Moments(random, seconds), kills)
    return {"kills": kills, "stores": count, "articles": len(wanted["articles"]), "versions": len(wanted["versions"])}


def main() -> int:
    """Kill, print, keep. Returns 0 where nothing was lost or twice."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    random = Random(chosen.seed)  # noqa: S311 - moments, no secrets
    with tempfile.TemporaryDirectory() as folder:
        figures: Figures = {"seed": chosen.seed}
        figures["collect"] = kill_collect(Path(folder), chosen.kills, random)
        figures["import"] = kill_import(Path(folder), chosen.kills, random)
    print(keep("kill", f"python -m bench.kill --kills {chosen.kills} --seed {chosen.seed}", figures).name, figures)
    return 0


if __name__ == "__main__":
    sys.exit(main())
