"""Stories of a seeded world: what it costs to gather them, how well they fit, and how many pairs the candidates miss.

    .venv/bin/python -m bench.stories [--articles 10000]

Events share people and places as unrelated news does (Zipf's law), words come from the concepts of the language, and an
article tells six in ten of what is known of its event. One event is told in 1 to 25 articles, within three days, in
Russian, Kazakh and English. All of it is invented, the same for the same seed.
"""

from __future__ import annotations

import argparse
import sys
import time
from datetime import UTC, datetime, timedelta
from itertools import accumulate, combinations
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from bench.record import keep
from evaluation.stories import groups_of
from otkuda.entities.spelling import romanize, skeletons
from otkuda.lang.lexicon import rows
from otkuda.model import Article, Carrier
from otkuda.stories import gather, items, match
from otkuda.stories.candidates import pairs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from otkuda.stories import Item

WANTED_F1 = 0.9
WANTED_RECALL = 0.99
WANTED_MS = 40.0  # an article
SAMPLE = 1_500  # articles of which all pairs are compared
TOLD = 0.6  # of what is known of an event
A_DAY = 1_000 / 7  # articles that are published in a day
COLUMN = {"ru": 0, "kk": 1, "en": 2}
START = datetime(2026, 1, 1, tzinfo=UTC)
SYLLABLES = "ба ка са то му ра ли не жу ша ер дал кур сар тем бол нур ай мар гал вет лем кон рош зел дор".split()
ENDINGS = "ов ев ин бек баев улин ский енко бай ханов су тау кол город".split()
KNOWN = 4_000  # names of people and places
COMMON = 20  # how flat the law is by which they are in the news


class Event(NamedTuple):
    """What is known of an event: names, numbers, and rows of the table of concepts."""

    day: float
    names: list[str]
    numbers: list[int]
    concepts: list[tuple[str, ...]]


class World:
    """Tells invented events, always the same for one seed."""

    def __init__(self, seed: int, articles: int) -> None:
        """Invent the names."""
        self.random = Random(seed)  # noqa: S311 - a benchmark's words, no secret
        self.days = articles / A_DAY
        self.names = sorted({self._name() for _ in range(KNOWN)})
        self.random.shuffle(self.names)
        self.weights = list(accumulate(1 / (rank + COMMON) for rank in range(len(self.names))))
        self.concepts = [row for row in rows("otkuda.lang", "concepts.tsv") if all(row[:3])]

    def _name(self) -> str:
        random = self.random
        return ("".join(random.choices(SYLLABLES, k=random.choice((2, 2, 3)))) + random.choice(ENDINGS)).capitalize()

    def event(self) -> Event:
        """Invent an event."""
        random = self.random
        names = random.choices(self.names, cum_weights=self.weights, k=random.randint(3, 8))
        numbers = [int(10 ** random.uniform(0.5, 4)) for _ in range(random.randint(2, 9))]
        return Event(
            random.uniform(0, self.days), names, numbers, random.choices(self.concepts, k=random.randint(20, 60))
        )

    def article(self, number: int, event: Event) -> Carrier:
        """Tell an event."""
        random = self.random
        language = random.choices(("ru", "kk", "en"), (70, 15, 15))[0]
        words = [random.choice(row[COLUMN[language]].split()) for row in event.concepts if random.random() < TOLD]
        words += [
            random.choice(row[COLUMN[language]].split()) for row in random.choices(self.concepts, k=len(words) // 3)
        ]
        names = [name for name in event.names if random.random() < TOLD] or event.names[:1]
        words += [romanize(name) if language == "en" else name for name in names]
        words += [str(number) for number in event.numbers if random.random() < TOLD]
        random.shuffle(words)
        sentences = [" ".join(words[start : start + 9]) for start in range(0, len(words), 9)]
        text = "\n\n".join(
            f"{'The' if language == 'en' else 'Бұл' if language == 'kk' else 'Это'} {one}." for one in sentences
        )
        published = START + timedelta(days=event.day + random.expovariate(1.0))
        return Carrier(f"a{number:06}", Article(text=text, published=published, language=language))

    def told(self, articles: int) -> tuple[list[Carrier], dict[str, frozenset[str]]]:
        """Return articles, and the event of each."""
        found: list[Carrier] = []
        truth: dict[str, frozenset[str]] = {}
        while len(found) < articles:
            event, name = self.event(), f"e{len(found)}"
            for _ in range(min(25, int(self.random.paretovariate(1.0)))):
                found.append(self.article(len(found), event))
                truth[found[-1].id] = frozenset({name})
        return found, truth


def measure(articles: int) -> dict[str, float]:
    """Return the figures of a world of so many articles."""
    carriers, truth = World(5, articles).told(articles)
    began = time.perf_counter()
    read = [one for carrier in carriers for one in items(carrier, skeletons)]
    reading = time.perf_counter() - began
    began = time.perf_counter()
    stories = gather(carriers, skeletons)
    whole = time.perf_counter() - began
    score = f1(truth, groups_of(stories))
    return {
        "articles": len(carriers),
        "stories": len(stories),
        "reading, ms an article": round(1000 * reading / len(carriers), 2),
        "gathering with reading, ms an article": round(1000 * whole / len(carriers), 2),
        "B3 F1": round(score, 3),
        "recall of candidates": round(recall(read[:SAMPLE]), 4),
    }


def f1(truth: dict[str, frozenset[str]], found: dict[str, frozenset[str]]) -> float:
    """Return B³ F1; only articles that share a group are looked at, for all pairs would be too many."""
    total = [0.0, 0.0]
    for place, (groups, others) in enumerate(((found, truth), (truth, found))):
        members: dict[str, list[str]] = {}
        for article, of in groups.items():
            for group in of:
                members.setdefault(group, []).append(article)
        for one, of in groups.items():
            near = {article for group in of for article in members[group]}
            total[place] += sum(bool(others[one] & others[other]) for other in near) / len(near)
    precision, share = total[0] / len(truth), total[1] / len(truth)
    return 2 * precision * share / (precision + share)


def recall(sample: Sequence[Item]) -> float:
    """Return the share of the pairs that tell of one event, by brute force, which the candidates find."""
    ordered = sorted(sample, key=lambda item: (item.day or 0.0, item.key))
    alike = {(one.key, other.key) for one, other in combinations(ordered, 2) if match(one, other).is_same}
    return len(alike & {(one.key, other.key) for one, other in pairs(ordered)}) / max(1, len(alike))


def main() -> int:
    """Print and keep the figures; 1 where an aim is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    figures = measure(parser.parse_args().articles)
    for name, figure in figures.items():
        print(f"{name}: {figure}")
    keep("stories", "python -m bench.stories", {**figures})
    is_quick = figures["gathering with reading, ms an article"] <= WANTED_MS
    return int(not is_quick or figures["B3 F1"] < WANTED_F1 or figures["recall of candidates"] < WANTED_RECALL)


if __name__ == "__main__":
    sys.exit(main())
