"""Articles, versions and pages: kept once, given back as they were, removed on demand."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from otkuda.model import Article, Attribution, Credit, Link, Page, Source, Span
from otkuda.store import (
    address_id,
    due_addresses,
    forget,
    get_address,
    keep,
    latest,
    mark_missing,
    missing,
    note_entries,
    pages_of,
    replace_reading,
    stored_pages,
    tombstone,
    versions_of,
)
from tests.store.made import ARTICLE, HOUR, NOON, TEXT, URL, page, saying

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from otkuda.model import Entry
    from otkuda.store import Kept, Store

TABLES = "articles versions sightings contents attributions links credits hyperlinks".split()


def kept(conn: Connection, text: str, hours: int) -> Kept:
    """Keep the article with this text, seen so many hours after noon."""
    found = keep(conn, page(text.encode()), saying(text), seen=NOON + hours * HOUR, read_by="1")
    assert found
    return found


def counts(conn: Connection) -> list[int]:
    """How many rows the tables have."""
    return [conn.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar_one() for name in TABLES]  # noqa: S608


def texts(conn: Connection) -> list[str]:
    """The texts of the versions."""
    return [version.article.text for version in versions_of(conn, URL)]


def test_an_article_comes_back_as_it_was_kept(store: Store) -> None:
    """With its attributions, chains, credits, links and zones."""
    with store.writing() as conn:
        keep(conn, page(b"x"), ARTICLE, seen=NOON, read_by="1")
    with store.reading() as conn:
        version = latest(conn, URL)
    assert version
    assert version.article == ARTICLE
    assert (version.number, version.seen, version.last_seen, version.read_by) == (1, NOON, NOON, "1")
    assert version.article.published
    assert version.article.published.utcoffset() == timedelta(hours=5)


def test_keeping_the_same_again_changes_nothing(store: Store) -> None:
    """Neither the same page at the same time, nor with rules that read it otherwise."""
    with store.writing() as conn:
        first = keep(conn, page(b"x"), ARTICLE, seen=NOON, read_by="1")
        before = counts(conn)
        again = keep(conn, page(b"x"), ARTICLE, seen=NOON, read_by="1")
        other = keep(conn, page(b"x"), replace(ARTICLE, attributions=()), seen=NOON, read_by="2")
        assert counts(conn) == before == [1, 1, 1, 1, 1, 1, 2, 2]
        assert first
        assert first.is_new
        assert again == other == replace(first, is_new=False)


def test_a_page_that_only_leads_elsewhere_is_the_same_version(store: Store) -> None:
    """Links are no part of its identity; those of the first sight stay."""
    with store.writing() as conn:
        first = keep(conn, page(b"x"), ARTICLE, seen=NOON, read_by="1")
        other = replace(ARTICLE, links=(Link(Span(0, 5), "https://vesti.example/9"),))
        again = keep(conn, page(b"y"), other, seen=NOON + HOUR, read_by="1")
        assert first
        assert again == replace(first, is_new=False)
        version = latest(conn, URL)
        assert version
        assert version.article.links == ARTICLE.links


def test_what_was_kept_before_links_were_read_gets_them_when_it_is_read_again(store: Store) -> None:
    """Under the same id; in the table a link names the article to which it leads."""
    with store.writing() as conn:
        first = keep(conn, page(b"x"), replace(ARTICLE, links=()), seen=NOON, read_by="1")
        changed = replace_reading(conn, next(stored_pages(conn)).version_id, ARTICLE, "2")
        assert first
        assert (changed.version_id, changed.text_changed, changed.added) == (first.version_id, False, ())
        version = latest(conn, URL)
        assert version
        assert version.article == ARTICLE
        named = list(conn.exec_driver_sql("SELECT leads_to FROM hyperlinks ORDER BY position").scalars())
        assert named == [address_id(link.url) for link in ARTICLE.links]


def test_the_same_text_later_is_the_same_version(store: Store) -> None:
    """It was seen for longer; other bytes are kept beside the first."""
    with store.writing() as conn:
        keep(conn, page(b"x"), ARTICLE, seen=NOON, read_by="1")
        again = keep(conn, page(b"y"), ARTICLE, seen=NOON + HOUR, read_by="1")
        assert again
        assert (again.number, again.is_new) == (1, False)
        version = latest(conn, URL)
        assert version
        assert (version.seen, version.last_seen) == (NOON, NOON + HOUR)
        assert [one.page.content for one in pages_of(conn, URL)] == [b"x", b"y"]


@pytest.mark.parametrize("order", list(itertools.permutations(range(4)))[::5])
def test_versions_stand_in_the_order_of_time(store: Store, order: tuple[int, ...]) -> None:
    """However late an old page is imported. A text that came back is a version again."""
    written = ["Мост", "Паром", "Паром", "Мост"]
    with store.writing() as conn:
        for hour in order:
            kept(conn, written[hour], hour)
        assert texts(conn) == ["Мост", "Паром", "Мост"]
        assert [version.number for version in versions_of(conn, URL)] == [1, 2, 3]
        marked = conn.exec_driver_sql("SELECT text FROM versions WHERE is_latest").scalars()
        assert list(marked) == ["Мост"]


def test_an_old_page_gets_its_number_by_time(store: Store) -> None:
    """The number is that at the time of keeping; what stands now does not change."""
    with store.writing() as conn:
        assert kept(conn, "Паром", 2).number == 1
        found = kept(conn, "Мост", 1)
        assert (found.number, found.is_new) == (1, True)
        now = latest(conn, URL)
        assert now
        assert (now.article.text, now.number) == ("Паром", 2)


def test_an_article_without_a_page_is_kept(store: Store) -> None:
    """A line of an import; without an address it is known by its text."""
    with store.writing() as conn:
        first = keep(conn, None, Article(text=TEXT), seen=NOON, read_by="1")
        again = keep(conn, None, Article(text=TEXT), seen=NOON, read_by="1")
        assert first
        assert again == replace(first, is_new=False)
        assert list(stored_pages(conn)) == []


def test_bytes_are_kept_once_and_come_back(store: Store) -> None:
    """Two addresses with the same bytes share them."""
    with store.writing() as conn:
        for url in (URL, URL + "2"):
            keep(conn, page(b"z" * 100_000, url), saying("Мост", url), seen=NOON, read_by="1")
        assert counts(conn)[3] == 1
        assert [one.page for one in pages_of(conn, URL)] == [page(b"z" * 100_000)]
        assert len(conn.exec_driver_sql("SELECT body FROM contents").scalar_one()) < 1000


def test_a_missing_article_keeps_its_text(store: Store) -> None:
    """The first that saw it gone counts; when it is seen again, it is there again."""
    with store.writing() as conn:
        kept(conn, "Мост", 0)
        mark_missing(conn, URL, NOON + HOUR, "410")
        mark_missing(conn, URL, NOON + 2 * HOUR, "404")
        found = missing(conn, URL)
        assert found
        assert (found.when, found.why) == (NOON + HOUR, "410")
        assert texts(conn) == ["Мост"]
        kept(conn, "Паром", -1)
        assert missing(conn, URL)
        kept(conn, "Мост", 3)
        assert missing(conn, URL) is None


def test_a_forgotten_article_leaves_a_tombstone_alone(store: Store) -> None:
    """Nothing of it is in any table, it is never due again, and no import brings it back."""
    other = URL + "2"
    with store.writing() as conn:
        note_entries(conn, None, [_entry(URL), _entry(other)], NOON)
        for url, content in ((URL, b"secret"), (URL, b"shared"), (other, b"shared")):
            keep(conn, page(content, url), replace(ARTICLE, url=url), seen=NOON, read_by="1")
        stones = forget(conn, URL, NOON, "a court's order")
        assert [stone.reason for stone in stones] == ["a court's order"]
        assert tombstone(conn, URL) == stones[0]
        assert counts(conn) == [1, 1, 1, 1, 1, 1, 2, 2]
        assert latest(conn, URL) is None
        assert latest(conn, other)
        assert [address.url for address in due_addresses(conn, NOON)] == [other]
        known = get_address(conn, URL)
        assert known
        assert (known.state, known.entry) == ("forgotten", None)
        assert note_entries(conn, None, [_entry(URL)], NOON) == ()
        assert keep(conn, page(b"new"), ARTICLE, seen=NOON, read_by="1") is None
        words = {"sqlite": "attribution_words", "postgresql": "attribution_words"}[conn.dialect.name]
        assert conn.exec_driver_sql(f"SELECT count(*) FROM {words}").scalar() == 1  # noqa: S608


def _entry(url: str) -> Entry:
    from otkuda.model import Entry

    return Entry(url, headline="Мост")


def test_what_is_forgotten_is_not_in_the_file(sqlite_store: Store) -> None:
    """SQLite overwrites it, also in its index of words."""
    word = "Секретослово"
    with sqlite_store.writing() as conn:
        keep(conn, page(b"x"), saying(word * 3), seen=NOON, read_by="1")
    with sqlite_store.writing() as conn:
        forget(conn, URL, NOON, "a court's order")
    file = sqlite_store.where
    sqlite_store.close()
    with open(file, "rb") as opened:  # noqa: PTH123 - the bytes of the database
        assert word.encode() not in opened.read()


def test_reading_again_changes_what_the_rules_changed(store: Store) -> None:
    """And says which attributions came and went; the second time there is nothing to say."""
    with store.writing() as conn:
        keep(conn, page(b"x"), ARTICLE, seen=NOON, read_by="1")
        stored = next(stored_pages(conn))
        new = replace(ARTICLE.attributions[0], kind="indirect")
        changed = replace_reading(conn, stored.version_id, replace(ARTICLE, attributions=(new,)), "2")
        assert (changed.added, changed.removed) == ((new,), ARTICLE.attributions)
        assert not changed.text_changed
        now = latest(conn, URL)
        assert now
        assert (now.article.attributions, now.read_by) == ((new,), "2")
        again = replace_reading(conn, stored.version_id, now.article, "2")
        assert (again.added, again.removed) == ((), ())


def test_versions_that_read_the_same_now_become_one(store: Store) -> None:
    """A counter in the text that the new rules leave out."""
    with store.writing() as conn:
        for hour in range(3):
            kept(conn, f"Мост. Просмотров: {hour}", hour)
        for stored in list(stored_pages(conn)):
            assert replace_reading(conn, stored.version_id, saying("Мост."), "2").text_changed
        versions = versions_of(conn, URL)
        assert [(one.number, one.seen, one.last_seen) for one in versions] == [(1, NOON, NOON + 2 * HOUR)]
        assert counts(conn)[:4] == [1, 1, 3, 3]


def test_rereading_goes_on_after_a_version(store: Store) -> None:
    """All pages in an order, or those after one."""
    with store.writing() as conn:
        for number in range(5):
            url = f"{URL}/{number}"
            keep(conn, page(b"%d" % number, url), saying("Мост", url), seen=NOON, read_by="1")
        found = [one.version_id for one in stored_pages(conn)]
        assert found == sorted(found)
        assert [one.version_id for one in stored_pages(conn, found[2])] == found[3:]


def test_an_address_finds_the_article_of_its_page(store: Store) -> None:
    """The one that a source named, and the one to which it led."""
    with store.writing() as conn:
        known_as = "https://zarya.example/?p=1"
        keep(conn, page(b"x"), ARTICLE, seen=NOON, read_by="1", address=address_id(known_as))
        first, second = latest(conn, known_as), latest(conn, URL)
        assert first == second is not None


ANY_TEXT = st.text(st.characters(exclude_categories=()) | st.sampled_from("\0\ud800\udfff\ufdd0\ufdd1е́🧊"), max_size=40)
SPANS = st.builds(Span, st.integers(0, 2**31 - 1), st.integers(0, 2**31 - 1))
ZONES = st.builds(timezone, st.integers(-1439, 1439).map(lambda minutes: timedelta(minutes=minutes)))
TIMES = st.none() | st.datetimes(min_value=datetime(1, 1, 3), max_value=datetime(9999, 12, 29), timezones=ZONES)  # noqa: DTZ001
NAMES = st.none() | ANY_TEXT
SOURCES = st.builds(
    Source,
    st.none() | SPANS,
    ANY_TEXT,
    st.sampled_from(["person", "organization", "outlet", "document", "unnamed"]),
    NAMES,
    NAMES,
)
ATTRIBUTIONS = st.builds(
    Attribution,
    st.lists(SPANS, max_size=3).map(tuple),
    st.none() | SPANS,
    st.lists(SOURCES, max_size=3).map(tuple),
    st.sampled_from(["direct", "indirect", "mixed"]),
    ANY_TEXT,
    st.floats(0, 1),
    st.lists(ANY_TEXT, max_size=2).map(tuple),
)
CREDITS = st.builds(Credit, st.sampled_from(["photo", "text", "video", "graphic"]), NAMES, NAMES, st.none() | SPANS)
ARTICLES = st.builds(
    Article,
    text=ANY_TEXT,
    headline=NAMES,
    outlet=NAMES,
    authors=st.lists(ANY_TEXT, max_size=2).map(tuple),
    published=TIMES,
    published_until=TIMES,
    modified=TIMES,
    language=st.none() | st.sampled_from(["ru", "kk", "en"]) | ANY_TEXT,
    url=ANY_TEXT.filter(bool),
    credits=st.lists(CREDITS, max_size=2).map(tuple),
    attributions=st.lists(ATTRIBUTIONS, max_size=3).map(tuple),
    links=st.lists(st.builds(Link, SPANS, ANY_TEXT), max_size=3).map(tuple),
)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None, max_examples=40
)
@given(article=ARTICLES, content=st.binary(max_size=200), header=ANY_TEXT)
def test_any_article_and_page_come_back(store: Store, article: Article, content: bytes, header: str) -> None:
    """Exactly as they were kept, NUL, halves of surrogate pairs and doubled attributions included."""
    made = Page(article.url or "", content, header, None, 200, None, ((header, ""),), NOON)
    with store.writing() as conn:
        for known in (article.url or "",):
            forget_for_the_next_example(conn, known)
        keep(conn, made, article, seen=NOON, read_by="1")
        version = latest(conn, article.url or "")
        assert version
        assert version.article == article
        assert [one.page for one in pages_of(conn, article.url or "")] == [made]
        for name in ("published", "published_until", "modified"):
            ours, theirs = getattr(version.article, name), getattr(article, name)
            assert ours is None or ours.utcoffset() == theirs.utcoffset()


def forget_for_the_next_example(conn: Connection, url: str) -> None:
    """Make the store as if it had never seen the article."""
    forget(conn, url, NOON, "")
    conn.exec_driver_sql("DELETE FROM tombstones")


@pytest.mark.parametrize(
    "when",
    [
        datetime.min.replace(tzinfo=timezone(timedelta(hours=14))),
        datetime.max.replace(tzinfo=timezone(timedelta(hours=-12))),
        datetime(2026, 3, 1, tzinfo=timezone(timedelta(hours=4, minutes=56, seconds=2))),
        datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC),
    ],
)
def test_the_ends_of_the_calendar_come_back(store: Store, when: datetime) -> None:
    """Also a zone with seconds, whose instant stays the same."""
    with store.writing() as conn:
        keep(conn, None, replace(ARTICLE, published=when), seen=NOON, read_by="1")
        version = latest(conn, URL)
        assert version
        assert version.article.published == when
