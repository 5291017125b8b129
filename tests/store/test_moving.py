"""A store goes into an empty one, in the other database or back: every row, and what is found by words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import insert, inspect, text

from otkuda import store as stores
from otkuda.errors import StoreError
from otkuda.store import Query, Store, open_store
from otkuda.store.index import GAP, Terms
from otkuda.store.matching import full_text
from otkuda.store.moving import INDEXES, Moved, how_many, move
from otkuda.store.schema import metadata, redirects, tombstones
from otkuda.store.sources import source_id
from otkuda.store.tsvector import tokens
from otkuda.store.watching_schema import watchlists
from tests.store.made import ARTICLE, NOON, URL, page, said

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SEARCHES = ("мост", '"мост откроют"', "откр*", "мост OR паром", "аким -паром")


@pytest.fixture(params=["to PostgreSQL", "back", "to a file"])
def both(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Store, Store]]:
    """A store with something of everything, and an empty one."""
    database = request.getfixturevalue("empty_database") if request.param != "to a file" else tmp_path / "new.db"
    places = [tmp_path / "old.db", database]
    source, target = places[::-1] if request.param == "back" else places
    with open_store(source) as old, open_store(target) as new:
        fill(old)
        yield old, new


def fill(store: Store) -> None:
    """Keep articles, and a row of what else people and collectors leave behind."""
    with store.writing() as conn:
        stores.keep(conn, page("страница\0".encode()), ARTICLE, seen=NOON, read_by="test")
        for number in range(3):
            one = said(f"Паром и мост {number}, сказал он \0\ud800", "Глеб Одинцов", f"{URL}/{number}")
            stores.keep(conn, None, one, seen=NOON, read_by="test")
        stores.add_source(conn, stores.NewsSource(source_id(URL), URL, "feed", URL, NOON, due=NOON, pace=0.1))
        conn.execute(insert(redirects).values(old="а", new="б"))
        conn.execute(insert(tombstones).values(article_id="в", url=URL, forgotten=NOON, reason="«суд»\n№ 1"))
        watch = dict.fromkeys((one.name for one in watchlists.columns if one.nullable), None)
        watch |= {"id": "w", "name": "Мост", "made": NOON, "since": NOON, "words": "мост", "kinds": ["new"]}
        conn.execute(insert(watchlists).values(watch | {"tongue": "ru", "zone": "UTC", "paused": False}))


def hits(store: Store) -> list[list[str | None]]:
    """Return what some searches find."""
    with store.reading() as conn:
        found = [stores.search_attributions(conn, Query(words, newest_first=True)) for words in SEARCHES]
        found += [stores.search_articles(conn, Query(words, newest_first=True)) for words in SEARCHES]
        found.append(stores.search_attributions(conn, Query("", speaker="Одинцова", newest_first=True)))
    return [[hit.attribution_id or hit.version_id for hit in one.hits] for one in found]


def test_every_row_goes_along(both: tuple[Store, Store]) -> None:
    """Each table, and nothing but the tables, has the same rows; the same is found; there are as many steps as told."""
    old, new = both
    steps = list(move(old, new))
    tables = {one.table: one for one in steps if isinstance(one, Moved)}
    assert set(tables) == {*metadata.tables, *INDEXES}
    with new.reading() as conn:
        names = {one for one in inspect(conn).get_table_names() if not one.startswith(INDEXES)} - {"migrations"}
        assert names | set(INDEXES) == set(tables)
        for name, one in tables.items():
            assert conn.execute(text(f"SELECT count(*) FROM {name}")).scalar() == one.rows, name  # noqa: S608
    assert tables["versions"].rows == 4
    assert tables["sources"].rows == tables["watchlists"].rows == tables["tombstones"].rows == 1
    assert len(steps) - len(tables) == how_many(old)
    assert any(hits(old))
    assert hits(new) == hits(old)


def test_there_and_back_is_the_same(tmp_path: Path, empty_database: str) -> None:
    """The digests are those of the rows, whichever database holds them."""
    with (
        open_store(tmp_path / "a.db") as one,
        open_store(empty_database) as two,
        open_store(tmp_path / "b.db") as three,
    ):
        fill(one)
        there = [step for step in move(one, two) if step]
        back = [step for step in move(two, three) if step]
        assert sorted(there) == sorted(back)


def test_a_copy_goes_on_counting(both: tuple[Store, Store]) -> None:
    """No number is given again, not even one whose row is gone."""
    old, new = both
    with old.writing() as conn:
        conn.exec_driver_sql("DELETE FROM to_group")
    list(move(old, new))
    for store in both:
        with store.writing() as conn:
            stores.keep(conn, None, said("Паром пришёл", "Глеб Одинцов", f"{URL}/9"), seen=NOON, read_by="test")
            numbers = [conn.exec_driver_sql("SELECT max(number) FROM versions").scalar()]
            numbers += [conn.exec_driver_sql("SELECT max(ticket) FROM to_group").scalar()]
            assert numbers == [5, 5]


def test_a_store_that_holds_something_is_left_alone(both: tuple[Store, Store]) -> None:
    """One line says so, and nothing is added to it."""
    old, new = both
    with new.writing() as conn:
        stores.add_source(conn, stores.NewsSource("s", URL, "feed", URL, NOON))
    with pytest.raises(StoreError, match=r"is not empty \(its sources has rows\)"):
        list(move(old, new))
    with new.reading() as conn:
        assert conn.exec_driver_sql("SELECT count(*) FROM versions").scalar() == 0


def test_what_is_not_the_same_is_not_kept(both: tuple[Store, Store], monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the new store gives other rows than were written, it stays empty."""
    old, new = both
    written = full_text_of(new)
    monkeypatch.setattr(written, "write", lambda *_: None)
    with pytest.raises(StoreError, match="version_words does not hold what was written"):
        list(move(old, new))
    with new.reading() as conn:
        assert conn.exec_driver_sql("SELECT count(*) FROM versions").scalar() == 0


def test_who_stops_half_way_leaves_nothing(both: tuple[Store, Store]) -> None:
    """It is one transaction; it can be begun again."""
    old, new = both
    steps = move(old, new)
    next(steps)
    steps.close()  # type: ignore[attr-defined]
    assert any(isinstance(step, Moved) for step in move(old, new))


def test_a_long_text_keeps_what_a_vector_holds(store: Store) -> None:
    """The places of the first words, and all words."""
    keys = ["часто"] * 300 + [f"слово{number}" for number in range(16_500)] + [GAP, "последнее"]
    terms = Terms(keys, sorted(set(keys)), ["·", "одинцов"])
    with store.writing() as conn:
        stores.keep(conn, None, ARTICLE, seen=NOON, read_by="test")
        full_text(conn).write(conn, "version_words", [(1, terms)])
        read = full_text(conn).read(conn, "version_words", 0, 10)
    (row,) = read
    assert placed(*row) == placed(1, terms)


def placed(number: int, terms: Terms) -> set[str]:
    """Return what a vector holds, but for the places of gaps."""
    return {one for one in tokens(number, terms) if not one.startswith(f"'{GAP}'")}


def full_text_of(store: Store) -> object:
    """Return the module that writes the words of a store."""
    with store.reading() as conn:
        return full_text(conn)
