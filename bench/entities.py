"""Entities that arrive among many that are known: how long one arrival takes, and whether names find each other.

    .venv/bin/python -m bench.entities [--known 100000] [--arrivals 1000] [--memory]

The people are invented, the same for the same seed: given names out of the lists, surnames built from syllables and
endings with the frequencies of surnames (Zipf's law), roles and offices; each mention is in Russian, Kazakh or English,
whole, by an initial or by the surname alone. An arrival is an article with one mention, kept in a store in SQLite; the
clock runs over bringing the entities up to date with it. With ``--memory`` there is no store: it runs over taking the
mention in and grouping its component again.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import sys
import time
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from bench.record import keep
from otkuda.collect.entities import resolve
from otkuda.entities.mention import Mention
from otkuda.entities.resolving import Known
from otkuda.entities.spelling import romanize
from otkuda.lang.lexicon import rows
from otkuda.model import Article, Attribution, Source, Span
from otkuda.store import Observation, how_many_entities, keep_all, open_store

WANTED_MS = 10.0  # median of an arrival
WANTED_P99_MS = 100.0
SURNAMES = 20_000
ROLES = "министр врач аким учитель инженер фермер эколог тренер судья депутат писатель капитан".split()
OFFICES = ("школа № {}", "больница № {}", "завод «Саяк-{}»", "институт № {}", "клуб «Тулпар-{}»")
ENDINGS = "ов ев ин бек баев улин ский енко бай ханов".split()
SYLLABLES = "ба ка са то му ра ли не жу ша ер дал кур сар тем бол нур ай мар гал вет лем кон рош зел дор".split()
BATCH = 500  # articles of a transaction, before the arrivals
START = datetime(2024, 1, 1, tzinfo=UTC)


class World:
    """Writes mentions of invented people, always the same for one seed."""

    def __init__(self, seed: int) -> None:
        """Invent the surnames."""
        self.random = Random(seed)  # noqa: S311 - a benchmark's names, no secret
        self.given = [row[0] for row in rows("otkuda.lang.ru", "given_names.tsv") if row[1] == "masc"][:600]
        self.surnames = sorted({self._surname() for _ in range(SURNAMES)})
        self.random.shuffle(self.surnames)
        self.weights = list(accumulate(1 / (rank + 30) for rank in range(len(self.surnames))))

    def _surname(self) -> str:
        syllables = self.random.choices(SYLLABLES, k=self.random.choice((2, 2, 3)))
        return ("".join(syllables) + self.random.choice(ENDINGS)).capitalize()

    def mention(self, number: int) -> Mention:
        """Return the mention of somebody in one article."""
        random = self.random
        given = random.choice(self.given)
        surname = random.choices(self.surnames, cum_weights=self.weights)[0]
        shape = random.choices(("{0} {1}", "{2}. {1}", "{1}"), (80, 12, 8))[0]
        name = shape.format(given, surname, given[0])
        language = random.choices(("ru", "kk", "en"), (70, 15, 15))[0]
        if language == "en":
            name = romanize(name, "passport")
        role, office = (None, None) if random.random() < 0.4 else self._role(language)  # noqa: PLR2004 - four in ten
        date = START + timedelta(hours=random.randrange(20_000))
        return Mention(f"a{number}", date, language, name, "person", role, office)

    def _role(self, language: str) -> tuple[str | None, str | None]:
        if language != "ru":
            return None, None
        return self.random.choice(ROLES), self.random.choice(OFFICES).format(self.random.randrange(1, 300))


def measure(known_names: int, arrivals: int) -> dict[str, float]:
    """Return the milliseconds of the arrivals."""
    world, known = World(7), Known()
    known.keep(world.mention(number) for number in range(known_names))
    began = time.perf_counter()
    entities = len(known.entities())
    whole, spent = time.perf_counter() - began, []
    gc.collect()
    gc.freeze()  # what is known does not go away: the collector need not look through it at every arrival
    for number in range(known_names, known_names + arrivals):
        mention = world.mention(number)
        began = time.perf_counter()
        known.arrive([mention])
        spent.append((time.perf_counter() - began) * 1000)
    return _figures(known_names, entities, whole, spent)


def _figures(known: int, entities: int, whole: float, spent: list[float]) -> dict[str, float]:
    spent.sort()
    return {
        "known": known,
        "entities": entities,
        "taking in all, seconds": round(whole, 1),
        "arrivals": len(spent),
        "median, ms": round(statistics.median(spent), 2),
        "mean, ms": round(statistics.mean(spent), 2),
        "p99, ms": round(spent[int(len(spent) * 0.99)], 2),
        "longest, ms": round(spent[-1], 2),
    }


def measure_store(known_names: int, arrivals: int) -> dict[str, float]:
    """Return the milliseconds of the arrivals in a store."""
    world = World(7)
    with TemporaryDirectory() as folder, open_store(Path(folder) / "store.sqlite") as store:
        began = time.perf_counter()
        for start in range(0, known_names, BATCH):
            with store.writing() as conn:
                keep_all(conn, [_observation(world.mention(number)) for number in range(start, start + BATCH)])
                resolve(conn, BATCH)
        whole, spent = time.perf_counter() - began, []
        gc.collect()
        gc.freeze()
        for number in range(known_names, known_names + arrivals):
            with store.writing() as conn:
                keep_all(conn, [_observation(world.mention(number))])
                began = time.perf_counter()
                resolve(conn)
                spent.append((time.perf_counter() - began) * 1000)
        with store.reading() as conn:
            entities = how_many_entities(conn)
    return _figures(known_names, entities, whole, spent)


def _observation(mention: Mention) -> Observation:
    """Return an article that says nothing but who is named."""
    source = Source(None, mention.name, "person", mention.role, mention.organization)
    said = Attribution((Span(0, 1),), None, (source,), "indirect", "made", 1.0)
    text = f"{mention.article}."
    article = Article(text, language=mention.language, published=mention.date, attributions=(said,))
    return Observation(None, article, START, "bench")


def main() -> int:
    """Print and keep the figures; 1 where an aim is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--known", type=int, default=100_000)
    parser.add_argument("--arrivals", type=int, default=1_000)
    parser.add_argument("--memory", action="store_true", help="without a store")
    arguments = parser.parse_args()
    measured = measure if arguments.memory else measure_store
    figures = measured(arguments.known, arguments.arrivals)
    for name, figure in figures.items():
        print(f"{name}: {figure}")
    name, option = ("entities-memory", " --memory") if arguments.memory else ("entities", "")
    if (arguments.known, arguments.arrivals) == (100_000, 1_000):
        keep(name, f"python -m bench.entities{option}", {**figures})
    return int(figures["median, ms"] > WANTED_MS or figures["p99, ms"] > WANTED_P99_MS)


if __name__ == "__main__":
    sys.exit(main())
