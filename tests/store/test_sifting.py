"""Filters over a few statements let through what the feed shows of them: in both databases, whatever is asked."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from sqlalchemy import update

from otkuda.collect.entities import resolve
from otkuda.store.feed import feed
from otkuda.store.feed_records import Filter
from otkuda.store.feed_schema import spoken
from otkuda.store.sifting import Sieve
from otkuda.store.speakers import speaker_of
from tests.cli.outlets import articles
from tests.store.test_feed import keep, many

if TYPE_CHECKING:
    from otkuda.store import Store

WORDS = (
    "мостом",
    "мост школа",
    "мост OR хлеб",
    '"мост закроют"',
    '"закроют мост"',
    "шко*",
    "-мост",
    "мост -асфальт",
    "NOT (мост OR дождь)",
    "№№",
    '"',
    "паром",
)
SPEAKERS = ("Рогова", "ЕРЛАН", "Анна Рогова", "рогов", "Никто", "—")
OUTLETS = ("zarya.example", "www.zarya.example", "Заря", "Мостострой", "nowhere.example")


def test_what_goes_through_is_what_the_feed_shows(store: Store) -> None:
    """By words, speaker, outlet and entity, and by two of them together."""
    keep(store, *articles(), *many(5))
    with store.writing() as conn:
        resolve(conn)
    with store.writing() as conn:
        ids = [one.id for one in feed(conn, Filter()).items]
        entities = [one for one in (speaker_of(conn, each) for each in ids) if one]
        assert entities
        conn.execute(update(spoken).where(spoken.c.number % 2 == 0).values(is_corrected=True))
        wanted = [Filter(words, speaker=name) for words, name in product((*WORDS, ""), (*SPEAKERS, None))]
        wanted += [Filter(outlet=outlet, words=words) for outlet, words in product(OUTLETS, ("", "мост"))]
        wanted += [Filter(entity=one, words=words) for one, words in product((*entities, "none"), ("", "мост"))]
        shown = {one: {each.id for each in feed(conn, one, limit=500).items} for one in wanted}
        assert len({frozenset(one) for one in shown.values()}) > 5
        for some in (ids, ids[:2], []):
            with Sieve(conn, some, wanted) as sieve:
                assert {one: sieve.through(one) for one in wanted} == {one: shown[one] & set(some) for one in wanted}
