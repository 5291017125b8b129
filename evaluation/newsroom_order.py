"""The order of arrival changes nothing: an invented newsroom kept in shuffled orders, in portions of any size.

    python -m evaluation.newsroom_order DIR [--orders 20]

Prints in how many orders the statements and stories, with all their addresses, are those of everything at once.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from evaluation.newsroom import crawl_start, newsroom
from otkuda.article import from_html
from otkuda.collect.grouping import group_new
from otkuda.entities.judging import Judge
from otkuda.pipeline import READ_BY, read_article
from otkuda.statements.gathering import gather
from otkuda.store import Observation, keep_all, open_store
from otkuda.store.statements import all_statements, carriers_of
from otkuda.store.stories import all_stories

if TYPE_CHECKING:
    from otkuda.model import Statement, Story

_MOST = 30  # pages of a portion


class Found(NamedTuple):
    """What a store holds once all has arrived, and what all at once gives."""

    statements: tuple[Statement, ...]
    at_once: tuple[Statement, ...]
    stories: tuple[Story, ...]


def pages(folder: Path) -> list[Observation]:
    """Return the pages of a newsroom as they are read, each seen at an hour of its own."""
    since = crawl_start(folder)
    return [
        Observation(
            None, read_article(from_html(page.content, url=page.told.url)), since + timedelta(hours=at), READ_BY
        )
        for at, page in enumerate(newsroom(folder))
    ]


def kept(seen: list[Observation], rng: random.Random) -> Found:
    """Keep pages in an order, in portions, each grouped before the next comes."""
    left = rng.sample(seen, len(seen))
    with tempfile.TemporaryDirectory() as place, open_store(Path(place) / "otkuda.sqlite") as store:
        while left:
            portion, left = left[: (size := rng.randint(1, _MOST))], left[size:]
            with store.writing() as conn:
                keep_all(conn, portion)
            for _ in group_new(store, Judge()):
                pass
        with store.reading() as conn:
            versions = list(conn.exec_driver_sql("SELECT id FROM versions").scalars())
            at_once = gather(carriers_of(conn, versions).values(), Judge())
            return Found(tuple(all_statements(conn)), at_once, tuple(all_stories(conn)))


def main() -> int:
    """Print in how many orders all is the same; 1 where it is not in one."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--orders", type=int, default=20)
    args = parser.parse_args()
    seen = pages(args.folder)
    found = [kept(seen, random.Random(seed)) for seed in range(args.orders)]  # noqa: S311 - seeds, no secrets
    first = found[0]
    same = {
        "statements as all at once": sum(one.statements == one.at_once for one in found),
        "statements as in the first order": sum(one.statements == first.statements for one in found),
        "stories as in the first order": sum(one.stories == first.stories for one in found),
    }
    print(f"{len(seen)} pages, {len(first.statements)} statements, {len(first.stories)} stories")
    for what, count in same.items():
        print(f"{what}: {count} of {len(found)} orders")
    return int(min(same.values()) < len(found))


if __name__ == "__main__":
    sys.exit(main())
