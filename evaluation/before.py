"""How well the earlier sayings of a speaker on the same matter are found: judged by hand, over languages.

    python -m evaluation.before [--faults] [--events EVENT ...]

The archive is the newsroom that the package brings, and the sayings of ``evaluation/before/*.txt``: speakers who speak
on several matters over months in three languages. ``evaluation/before/*.toml`` says which of them are on one matter,
judged from the articles before any ranking of them was looked at: ``queries`` are what the ranking was mended by,
``blind``, ``blind2`` and ``blind3`` were written afterwards, each when it was thought done (the first two were learnt
from, then).
Precision is that of the first five, or of as many as there are to be found; what is not shown counts as wrong.
EVENTs are folders of saved pages: what is shown there is listed, to be judged by whoever reads it.
"""

from __future__ import annotations

import argparse
import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from otkuda.article import from_bytes
from otkuda.collect.entities import resolve_all
from otkuda.collect.grouping import group_new
from otkuda.collect.matter import said_before
from otkuda.demo import newsroom
from otkuda.demo.pages import answer
from otkuda.entities.judging import Judge
from otkuda.model import Article
from otkuda.pipeline import READ_BY, read_article
from otkuda.store import open_store
from otkuda.store.keeping import Observation, keep_all
from otkuda.store.statements import all_statements

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import Connection

    from otkuda.model import Statement
    from otkuda.store import Store
    from otkuda.store.feed_records import Item

HERE = Path(__file__).with_name("before")
START = datetime(2026, 1, 10, 6, tzinfo=UTC)
FIRST = 5
NEWEST = datetime(2026, 11, 1, 12, tzinfo=UTC)  # when the newsroom of the package is looked at


class Judged(NamedTuple):
    """An earlier saying, by some of its words; how near it is, and why."""

    words: str
    grade: int
    why: str


class Query(NamedTuple):
    """A saying, by some of its words, and the earlier ones on the same matter."""

    words: str
    said: tuple[Judged, ...]


class Found(NamedTuple):
    """What is shown for a query, and which of it is right, in the same order; what was to be found in all."""

    query: Query
    shown: tuple[Item, ...]
    right: tuple[bool, ...]
    abroad: tuple[bool, ...]  # of what is to be found in another language: is it shown?

    @property
    def precision(self) -> float:
        """Of the first five, or as many as there are to be found."""
        wanted = min(FIRST, len(self.query.said))
        return sum(self.right[:wanted]) / wanted

    @property
    def recall(self) -> float:
        """The share of what is to be found that is among those shown, where no more than five are to be found."""
        return sum(self.right) / min(FIRST, len(self.query.said))


class Score(NamedTuple):
    """The means over all queries; ``kept`` is the share of all that is shown that is right."""

    queries: int
    precision: float
    kept: float
    recall: float
    abroad: float


def queries(path: Path) -> list[Query]:
    """Return what was judged in a file."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return [Query(one["words"], tuple(Judged(*each) for each in one["said"])) for one in table["query"]]


def sayings(path: Path) -> Iterator[Article]:
    """Yield the articles of a file: day, outlet and language; headline; paragraphs; then an empty line."""
    for number, block in enumerate(path.read_text(encoding="utf-8").strip().split("\n\n")):
        first, headline, *body = block.splitlines()
        day, _, rest = first.partition(" ")
        outlet, _, language = rest.rpartition(" ")
        yield Article(
            text="\n\n".join([headline, *body]),
            headline=headline,
            outlet=outlet,
            published=START + timedelta(days=int(day)),
            language=language,
            url=f"https://{path.stem}.example/{number}",
        )


def demonstrated() -> Iterator[Article]:
    """Yield the articles of the newsroom that the package brings."""
    room = newsroom(NEWEST)
    for outlet in room.outlets:
        for printed in room.printed(outlet, NEWEST):
            sent = answer(room, outlet.host, printed.text.path, NEWEST)
            yield from_bytes(sent.content.encode(), name=printed.url, url=printed.url)


def kept(store: Store, told: Iterable[Article]) -> None:
    """Read, keep, resolve and group articles, in the order of their days."""
    read = sorted(map(read_article, told), key=lambda one: one.published or START)
    seen = [Observation(None, one, (one.published or START) + timedelta(minutes=5), READ_BY) for one in read]
    with store.writing() as conn:
        keep_all(conn, seen)
    resolve_all(store)
    faults = [one.fault for one in group_new(store, Judge()) if one.fault]
    if faults:
        raise RuntimeError(faults[0])


def asked(conn: Connection, wanted: Sequence[Query]) -> list[Found]:
    """Return what is shown for each query."""
    said = [one for one in all_statements(conn) if one.speaker]
    return [_found(conn, query, said) for query in wanted]


def _found(conn: Connection, query: Query, said: Sequence[Statement]) -> Found:
    now = _saying(query.words, said)
    targets = {its.id: its for one in query.said if (its := _saying(one.words, said)) is not now}
    shown = tuple(one.item for one in said_before(conn, now, FIRST))
    ids = {one.id for one in shown}
    abroad = tuple(one.id in ids for one in targets.values() if one.language != now.language)
    return Found(query, shown, tuple(one.id in targets for one in shown), abroad)


def _saying(words: str, said: Sequence[Statement]) -> Statement:
    """Return the statement with some words. Where several have them, the one that has the most beside them."""
    found = [one for one in said if any(words in each.text for each in one.appearances)]
    if not found:
        raise LookupError(f"no statement has these words: {words}")
    return max(found, key=lambda one: len(one.text))


def score(found: Sequence[Found]) -> Score:
    """Return the means."""
    shown = [right for one in found for right in one.right]
    abroad = [seen for one in found for seen in one.abroad]
    return Score(
        len(found),
        mean(one.precision for one in found),
        sum(shown) / len(shown),
        mean(one.recall for one in found),
        sum(abroad) / len(abroad),
    )


def measure() -> dict[str, list[Found]]:
    """Return what is shown for the queries of each file, over the whole archive."""
    texts = [article for path in sorted(HERE.glob("*.txt")) for article in sayings(path)]
    with TemporaryDirectory() as folder, open_store(Path(folder) / "before.sqlite") as store:
        kept(store, [*texts, *demonstrated()])
        with store.reading() as conn:
            return {path.stem: asked(conn, queries(path)) for path in judged()}


def judged() -> list[Path]:
    """Return the files of what was judged, in the order in which they were written."""
    return sorted(HERE.glob("*.toml"), key=lambda path: (path.stem != "queries", path.stem))


def shown_in(events: Sequence[Path]) -> tuple[int, list[tuple[Statement, Item]]]:
    """Return how many statements of some events have a speaker, and each that is shown with another before it."""
    told = [from_bytes(path.read_bytes(), name=path.name) for one in events for path in sorted(one.glob("*.html"))]
    with TemporaryDirectory() as folder, open_store(Path(folder) / "events.sqlite") as store:
        kept(store, told)
        with store.reading() as conn:
            said = [one for one in all_statements(conn) if one.speaker]
            return len(said), [(now, one.item) for now in said for one in said_before(conn, now, FIRST)]


def main() -> None:
    """Print the figures; with ``--faults`` what is shown wrongly and what is missed."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.before")
    parser.add_argument("--events", type=Path, nargs="*", default=[], metavar="EVENT")
    parser.add_argument("--faults", action="store_true")
    wanted = parser.parse_args()
    print("judged    queries  precision at 5  recall at 5  right of all shown  found of another language")
    for name, found in measure().items():
        its = score(found)
        figures = f"{its.precision:>16.3f}{its.recall:>13.3f}{its.kept:>20.3f}{its.abroad:>27.3f}"
        print(f"{name:10}{its.queries:>7}{figures}")
        for one in found if wanted.faults else ():
            print(*_faults(one), sep="\n")
    if wanted.events:
        many, shown = shown_in(wanted.events)
        print(f"{len(shown)} earlier sayings shown for {many} statements of the events")
        for now, before in shown if wanted.faults else ():
            print(f"  {now.speaker}: {now.text[:90]}\n    {before.text[:90]}")


def _faults(one: Found) -> Iterator[str]:
    yield f"{one.precision:.2f}  {one.query.words}"
    seen = " ".join(item.text for item in one.shown)
    for item, right in zip(one.shown, one.right, strict=True):
        yield f"   {'+' if right else '-'} {item.text[:100]}"
    for missed in one.query.said:
        if missed.words not in seen:
            yield f"   ? {missed.words} ({missed.grade})"


if __name__ == "__main__":
    main()
