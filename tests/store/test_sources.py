"""Sources, hosts, addresses, import positions: what collecting remembers."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from otkuda.model import Entry, Moment
from otkuda.store import (
    Counts,
    Host,
    NewsSource,
    add_source,
    address_id,
    count,
    due_addresses,
    due_sources,
    get_address,
    get_host,
    get_source,
    health,
    import_position,
    list_sources,
    note_entries,
    put_host,
    remove_source,
    save_position,
    settle,
    source_id,
    update_source,
)
from tests.store.made import HOUR, NOON, URL

if TYPE_CHECKING:
    from otkuda.store import Store

LISTING = "https://zarya.example/rss"
SOURCE = NewsSource(source_id(LISTING), "https://zarya.example/", "feed", LISTING, NOON, title="Заря", due=NOON)


def test_a_source_is_added_once(store: Store) -> None:
    """By its listing; it is found by id, address and listing, and removed by id."""
    with store.writing() as conn:
        assert add_source(conn, SOURCE)
        assert not add_source(conn, replace(SOURCE, title="Другая"))
        assert list_sources(conn) == [SOURCE]
        for name in (SOURCE.id, SOURCE.url, SOURCE.listing):
            assert get_source(conn, name) == SOURCE
        note_entries(conn, SOURCE.id, [Entry(URL)], NOON)
        remove_source(conn, SOURCE.id)
        assert get_source(conn, SOURCE.id) is None
        assert get_address(conn, URL)


def test_due_sources_come_longest_due_first(store: Store) -> None:
    """Paused and gone ones never do, nor those that are not due yet."""
    with store.writing() as conn:
        for number in range(6):
            listing = f"{LISTING}/{number}"
            one = replace(SOURCE, id=source_id(listing), listing=listing, due=NOON - number * HOUR)
            add_source(conn, replace(one, paused=number == 1, gone=number == 2))
        later = replace(SOURCE, due=NOON + HOUR)
        add_source(conn, later)
        found = [one.listing[-1] for one in due_sources(conn, NOON)]
        assert found == ["5", "4", "3", "0"]
        assert len(due_sources(conn, NOON, 2)) == 2
        update_source(conn, replace(later, due=NOON - 9 * HOUR, etag="x", failures=3, error="500", pace=2.5))
        assert due_sources(conn, NOON, 1) == [
            replace(later, due=NOON - 9 * HOUR, etag="x", failures=3, error="500", pace=2.5)
        ]


def test_health_tells_the_rhythm(store: Store) -> None:
    """Articles a day, counters, the usual and the longest silence, and how long the last entry is ago."""
    with store.writing() as conn:
        add_source(conn, replace(SOURCE, added=NOON - timedelta(days=2)))
        entries = [Entry(f"{URL}/{hour}", published=Moment(NOON - hour * HOUR)) for hour in (40, 30, 29, 28, 27, 5)]
        for address in note_entries(conn, SOURCE.id, entries, NOON):
            settle(conn, replace(address, state="kept", due=None))
        for day in range(120):
            count(conn, SOURCE.id, NOON - timedelta(days=day), Counts(10, 1, 6, 2))
        count(conn, SOURCE.id, NOON, Counts(unreadable=1))
        found = health(conn, NOON)[0]
        assert found.articles_a_day == 3
        assert found.counts == Counts(140, 14, 84, 29)
        assert (found.usual, found.longest, found.silence) == (3600, 22 * 3600, 5 * 3600)
        assert conn.exec_driver_sql("SELECT count(*) FROM source_days").scalar_one() <= 120
        count(conn, SOURCE.id, NOON + timedelta(days=1), Counts(1))
        assert conn.exec_driver_sql("SELECT count(*) FROM source_days").scalar_one() == 91


def test_a_source_without_entries_has_no_rhythm(store: Store) -> None:
    """None means that it is not known."""
    with store.writing() as conn:
        add_source(conn, SOURCE)
        found = health(conn, NOON)[0]
        assert (found.articles_a_day, found.counts, found.usual, found.silence) == (0, Counts(), None, None)


def test_hosts_are_remembered(store: Store) -> None:
    """The last that was written counts."""
    host = Host("zarya.example", NOON, 2.5, b"\0\xff", 200, NOON)
    with store.writing() as conn:
        assert get_host(conn, host.host) is None
        put_host(conn, Host(host.host))
        put_host(conn, host)
        assert get_host(conn, host.host) == host


def test_entries_are_new_once(store: Store) -> None:
    """In the source's order, each address once, due at once; what is known stays as it was."""
    with store.writing() as conn:
        entries = [Entry(URL, headline="Мост"), Entry(URL + "2"), Entry(URL, headline="Паром")]
        new = note_entries(conn, SOURCE.id, entries, NOON)
        assert [one.url for one in new] == [URL, URL + "2"]
        settle(conn, replace(new[0], state="kept", due=None, looks=2, etag="x"))
        assert note_entries(conn, None, entries, NOON + HOUR) == ()
        assert [one.url for one in due_addresses(conn, NOON)] == [URL + "2"]
        known = get_address(conn, URL)
        assert known
        assert known == get_address(conn, address_id(URL))
        assert (known.state, known.looks, known.etag, known.found) == ("kept", 2, "x", NOON)
        assert note_entries(conn, None, [], NOON) == ()


def test_the_content_of_an_entry_is_kept_until_it_is_settled(store: Store) -> None:
    """Then the page has it."""
    with store.writing() as conn:
        (new,) = note_entries(conn, None, [Entry(URL, content="<p>Мост")], NOON)
        settle(conn, replace(new, attempts=1, due=NOON + HOUR, reason="500"))
        assert due_addresses(conn, NOON + HOUR)[0].entry == Entry(URL, content="<p>Мост")
        settle(conn, replace(new, state="kept"))
        assert due_addresses(conn, NOON)[0].entry == Entry(URL)


def test_import_positions(store: Store) -> None:
    """One for each file."""
    with store.writing() as conn:
        save_position(conn, "a", "1", NOON)
        save_position(conn, "b", "2", NOON)
        save_position(conn, "a", "3", NOON)
        assert [import_position(conn, name) for name in "abc"] == ["3", "2", None]


ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=20)
TIMES = st.datetimes(timezones=st.just(NOON.tzinfo))
MOMENTS = st.none() | st.builds(Moment, TIMES, st.none() | TIMES)
ENTRIES = st.builds(
    Entry,
    url=ANY_TEXT,
    id=st.none() | ANY_TEXT,
    headline=st.none() | ANY_TEXT,
    published=MOMENTS,
    modified=MOMENTS,
    content=st.none() | ANY_TEXT,
    authors=st.lists(ANY_TEXT, max_size=2).map(tuple),
)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None, max_examples=40
)
@given(entry=ENTRIES)
def test_any_entry_comes_back(store: Store, entry: Entry) -> None:
    """Whatever a feed says."""
    with store.writing() as conn:
        conn.exec_driver_sql("DELETE FROM addresses")
        (new,) = note_entries(conn, None, [entry], NOON)
        assert get_address(conn, entry.url) == new
        assert new.entry == entry
