"""A store of invented articles, filled in bulk: what pages and what is asked of a full store are measured on.

The world is ``bench.handed_on``. Its articles are kept as ever; their entities are resolved; statements and stories are
not found but written as they were told, an occasion a story, each thing that was said on it a statement. A reader,
«keen», has read all but the first hundred statements and starred as many.
"""

from __future__ import annotations

import multiprocessing
import time
from collections import defaultdict
from datetime import timedelta
from itertools import islice
from random import Random
from typing import TYPE_CHECKING

from sqlalchemy import select

from bench.handed_on import START, World, occasion_of
from otkuda.collect import entities
from otkuda.collect.entities import resolve
from otkuda.collect.rules import use_rules
from otkuda.collect.summing import short_of
from otkuda.model import Appearance, Carrier, Change, Origin, Span, Statement, Step
from otkuda.statements.matter import Matter, asked_of
from otkuda.store import Observation, grouping, keep_all, open_store
from otkuda.store.feed_schema import summaries
from otkuda.store.index import found_by
from otkuda.store.readers import mark_read, star
from otkuda.store.statements import Made, replace_statements
from otkuda.store.stories import Member, StoredStory, replace_stories

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from multiprocessing.pool import Pool
    from pathlib import Path

    from otkuda.model import Article, Ground, OriginKind, Relation
    from otkuda.store import Store

BATCH = 500  # articles of a transaction
A_DAY = 1_000.0
OVER = timedelta(days=15)  # after which nothing more is told on an occasion
COPIED = 0.7  # share of the articles that have it from another
GROUNDS: tuple[Ground, ...] = ("linked", "named", "inferred")
RELATIONS: tuple[Relation, ...] = ("verbatim", "shortened", "paraphrase", "translation", "altered")
SHARES = (40, 25, 15, 10, 10)
ORIGINS: tuple[OriginKind, ...] = ("page", "occasion", "absent")


def fill(file: Path, articles: int) -> float | None:
    """Fill a store that is not there with so many articles. Return the seconds that it took; None for one that is."""
    if file.exists():
        return None
    began = time.perf_counter()
    with open_store(file) as store, multiprocessing.get_context("spawn").Pool() as pool:
        use_rules(store, transliterate=True)  # else a command that opens the store resolves all its entities again
        Filling(store, pool).fill(articles)
        read_nearly_all(store)
    return round(time.perf_counter() - began, 1)


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


def read_nearly_all(store: Store) -> None:
    """Let a reader have read all but the first hundred statements, and starred as many."""
    with store.writing() as conn:
        ids = [row.statement_id for row in conn.execute(select(summaries.c.statement_id).order_by(summaries.c.active))]
        mark_read(conn, "keen", ids[100:], START)
        star(conn, "keen", ids[::100], START)
