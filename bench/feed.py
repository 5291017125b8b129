"""What the pages ask of a store that is full: each question many times, on one connection after another.

    .venv/bin/python -m bench.feed [--articles 100000] [--store FILE]

The world is ``bench.handed_on``. Its articles are kept as ever; their entities are resolved; statements and stories are
not found but written as they were told, an occasion a story, each thing that was said on it a statement. A store that
is named is kept, and filled only where it is not there.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import time
from collections import defaultdict
from datetime import timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from bench.handed_on import START, World, occasion_of
from bench.record import keep
from otkuda.collect import entities
from otkuda.collect.entities import resolve
from otkuda.collect.matter import said_before
from otkuda.collect.summing import short_of
from otkuda.collect.telling import with_articles
from otkuda.model import Appearance, Carrier, Change, Origin, Span, Statement, Step
from otkuda.statements.matter import Matter, asked_of
from otkuda.store import (
    Observation,
    Query,
    Wanted,
    grouping,
    keep_all,
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
from otkuda.store.index import found_by
from otkuda.store.outlets import list_outlets, portrait_of
from otkuda.store.readers import mark_read, star
from otkuda.store.said import counts_by, list_speakers, topics
from otkuda.store.statements import Made, replace_statements
from otkuda.store.stories import Member, StoredStory, replace_stories
from otkuda.store.story_feed import story_feed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime
    from multiprocessing.pool import Pool

    from sqlalchemy import Connection

    from otkuda.model import Article, Ground, OriginKind, Relation
    from otkuda.store import Store

WANTED_MS = 100.0  # p95
TIMES = 200
BATCH = 500  # articles of a transaction
A_DAY = 1_000.0
OVER = timedelta(days=15)  # after which nothing more is told on an occasion
COPIED = 0.7  # share of the articles that have it from another
GROUNDS: tuple[Ground, ...] = ("linked", "named", "inferred")
RELATIONS: tuple[Relation, ...] = ("verbatim", "shortened", "paraphrase", "translation", "altered")
SHARES = (40, 25, 15, 10, 10)
RARE, COMMON = "желатин", "год"
ORIGINS: tuple[OriginKind, ...] = ("page", "occasion", "absent")


class Filling:
    """A store that a world is written into."""

    def __init__(self, store: Store, pool: Pool) -> None:
        """Take an empty store; ``pool`` works out by what articles are found."""
        self.store = store
        self.pool = pool
        self.random = Random(5)  # noqa: S311 - who takes words from whom, no secret
        self.told: defaultdict[str, list[Carrier]] = defaultdict(list)  # of occasions that are not over

    def fill(self, articles: int) -> None:
        """Write so many articles, with their entities, statements and stories."""
        world = World(7, A_DAY).articles()
        for _ in range(0, articles, BATCH):
            self.come(list(islice(world, BATCH)))
        entities.AT_ONCE = articles  # nobody waits: each entity is made once, not as often as it is named
        with self.store.writing() as conn:
            resolve(conn, articles)
        self.write(list(self.told))

    def come(self, some: list[Article]) -> None:
        """Keep articles, and write what was told on the occasions that are over."""
        words = self.pool.map(found_by, some, chunksize=25)
        seen = [
            Observation(None, one, one.published or START, "bench", None, found)
            for one, found in zip(some, words, strict=True)
        ]
        with self.store.writing() as conn:
            kept = keep_all(conn, seen)
            grouping.leave(conn, grouping.waiting(conn, 2 * BATCH))
        for article, one in zip(some, kept, strict=True):
            if one:
                self.told[occasion_of(article)].append(Carrier(one.version_id, article, 1, article.published))
        now = some[-1].published or START
        self.write([name for name, its in self.told.items() if now - (its[-1].article.published or START) > OVER])

    def write(self, occasions: list[str]) -> None:
        """Write the statements and stories of occasions."""
        its = [self.told.pop(name) for name in occasions]
        made = [(one, carriers) for carriers in its for one in self.statements(carriers)]
        matters = self.pool.starmap(matter, made, chunksize=25)
        rows = [
            Made(one, (), short_of(one, {each.id: each for each in carriers}, its))
            for (one, carriers), its in zip(made, matters, strict=True)
        ]
        with self.store.writing() as conn:
            replace_statements(conn, set(), rows)
            replace_stories(conn, [], [story(carriers) for carriers in its])

    def statements(self, carriers: Sequence[Carrier]) -> Iterator[Statement]:
        """Yield what is said on an occasion: what stands at the same place of its articles is taken for one."""
        for position in range(max(len(one.article.attributions) for one in carriers)):
            held = [one for one in carriers if len(one.article.attributions) > position]
            yield statement(held, position, self.random)


def statement(held: Sequence[Carrier], position: int, random: Random) -> Statement:
    """Return a statement: each article after the first has it from an earlier one, or heard it itself."""
    found: list[Appearance] = []
    for one in held:
        article = one.article
        said = article.attributions[position]
        step = (
            Step(random.choice(found).id, random.choice(GROUNDS), 0.9) if found and random.random() < COPIED else None
        )
        first = found[0] if found else None
        relation = random.choices(RELATIONS, SHARES)[0] if first else "verbatim"
        changes = (Change("number", Span(*said.content[0]), Span(0, 9)),) if relation == "altered" else ()
        found.append(
            Appearance(
                id=f"{one.id}{position:x}",
                carrier=one.id,
                url=article.url,
                version=1,
                language=article.language or "ru",
                spans=said.content,
                text=article.text[slice(*said.content[0])],
                position=position,
                speaker=said.chain[-1].entity,
                relation=relation,
                changes=changes,
                against=first.id if first else None,
                step=step,
            )
        )
    kind = random.choices(ORIGINS, (15, 25, 60))[0]
    free = tuple(one.id for one in found if one.step is None)
    origin = Origin(kind, {"page": free[:1], "occasion": free, "absent": ()}[kind])
    return Statement(found[0].id, found[0].speaker, found[0].text, found[0].language, tuple(found), origin)


def matter(said: Statement, carriers: Sequence[Carrier]) -> Matter:
    """Return what a statement speaks of."""
    first = next(one.article for one in carriers if one.id == said.appearances[0].carrier)
    asked = asked_of(said.text, said.language, first, said.appearances[0].spans, said.speaker or "")
    own, around = (frozenset(key for topic in part for key in topic.keys) for part in asked)
    return Matter(own, around)


def story(carriers: Sequence[Carrier]) -> StoredStory:
    """Return the story of an occasion."""
    members = tuple(Member(one.id, one.article.url) for one in carriers)
    dates = [one.article.published for one in carriers if one.article.published]
    return StoredStory(f"story{carriers[0].id}", carriers[0].article.headline, min(dates), max(dates), members)


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


def read_nearly_all(store: Store) -> None:
    """Let a reader have read all but the first hundred statements, and starred as many."""
    with store.writing() as conn:
        ids = [row.statement_id for row in conn.execute(select(summaries.c.statement_id).order_by(summaries.c.active))]
        mark_read(conn, "keen", ids[100:], START)
        star(conn, "keen", ids[::100], START)


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
    is_new = not file.exists()
    figures: dict[str, float] = {"articles": articles}
    with open_store(file) as store:
        if is_new:
            began = time.perf_counter()
            with multiprocessing.get_context("spawn").Pool() as pool:
                Filling(store, pool).fill(articles)
            read_nearly_all(store)
            figures["filling, seconds"] = round(time.perf_counter() - began, 1)
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
