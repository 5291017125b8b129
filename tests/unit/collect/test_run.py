"""Collecting in a world that is made up: what is kept, when is asked, what a failure costs."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from otkuda import store
from otkuda.collect.run import Collector
from otkuda.errors import FetchError
from otkuda.store import NewsSource, Store, open_store

from .web import START, Reply, Web

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from otkuda.collect.settle import Event

HOST = "https://zarya.example"
FEED = f"{HOST}/rss.xml"
SAID = "«Ехать стало ближе», — сказал аким Ерлан Сапаров."


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    with open_store(tmp_path / "otkuda.sqlite") as opened:
        yield opened


@pytest.fixture
def web() -> Web:
    """A web with one feed of two articles."""
    web = Web()
    for number in (1, 2):
        web.article(f"{HOST}/{number}", SAID)
    web.feed(FEED, f"{HOST}/1", f"{HOST}/2")
    return web


def source(listing: str = FEED, **more: object) -> NewsSource:
    """Return a source that is due."""
    return NewsSource(store.source_id(listing), listing, "feed", listing, START, due=START, **more)  # type: ignore[arg-type]


def collect(kept: Store, web: Web) -> list[Event]:
    """Make one pass; returns what came of it."""
    events: list[Event] = []
    Collector(kept, web.net(), 1.0, 4, events.append).once()
    return events


def add(kept: Store, *sources: NewsSource) -> None:
    """Add sources."""
    with kept.writing() as conn:
        for one in sources:
            store.add_source(conn, one)


def versions(kept: Store, url: str) -> list[str]:
    """Return the texts of the versions that are kept."""
    with kept.reading() as conn:
        return [version.article.text for version in store.versions_of(conn, url)]


def address(kept: Store, url: str) -> store.Address:
    """Return what is known of an address."""
    with kept.reading() as conn:
        found = store.get_address(conn, url)
    assert found is not None
    return found


def state(kept: Store, listing: str = FEED) -> NewsSource:
    """Return a source as it is now."""
    with kept.reading() as conn:
        found = store.get_source(conn, listing)
    assert found is not None
    return found


def test_one_pass(kept: Store, web: Web) -> None:
    """The feed is asked, then its articles; what is kept has its attributions."""
    add(kept, source())
    assert [event.what for event in collect(kept, web)] == ["listed", "kept", "kept"]
    with kept.reading() as conn:
        version = store.latest(conn, f"{HOST}/1")
    assert version is not None
    assert version.article.attributions[0].chain[0].entity == "Ерлан Сапаров"
    assert version.article.published == START


def test_addresses_that_lead_to_one_article(kept: Store, web: Web) -> None:
    """An article is known by where it stands, whatever counts its readers on the way, and is kept once."""
    counted = [f"https://clicks.example/{name}" for name in ("a", "b")]
    web.feed(FEED, *counted, f"{HOST}/2")
    for url in counted:
        web.replies[url] = replace(web.replies[f"{HOST}/1"], url=f"{HOST}/1?utm_source=rss")
    add(kept, source())
    assert sorted(event.url for event in collect(kept, web) if event.what == "kept") == [f"{HOST}/1", f"{HOST}/2"]
    assert [(address(kept, url).state, address(kept, url).due) for url in counted] == [("moved", None)] * 2
    assert len(versions(kept, f"{HOST}/1")) == 1
    assert address(kept, f"{HOST}/1").due is not None
    assert versions(kept, counted[0]) == []


def test_an_address_that_leads_to_a_forgotten_article(kept: Store, web: Web) -> None:
    """What was forgotten stays so, by whatever address it comes."""
    add(kept, source())
    collect(kept, web)
    with kept.writing() as conn:
        store.forget(conn, f"{HOST}/1", START, "a court's order")
    web.replies["https://clicks.example/a"] = replace(web.replies[f"{HOST}/1"], url=f"{HOST}/1")
    web.feed(FEED, "https://clicks.example/a")
    web.now += timedelta(days=1)
    collect(kept, web)
    assert versions(kept, f"{HOST}/1") == []
    assert address(kept, f"{HOST}/1").state == "forgotten"


def test_a_second_pass_asks_nothing(kept: Store, web: Web) -> None:
    """What is not due is left in peace."""
    add(kept, source())
    collect(kept, web)
    asked = len(web.asked)
    assert collect(kept, web) == []
    assert len(web.asked) == asked


def test_one_host_is_asked_slowly(kept: Store, web: Web) -> None:
    """Never two requests at a time, never sooner than the pause, robots.txt with them."""
    add(kept, source(), source(f"{HOST}/second.xml"))
    web.feed(f"{HOST}/second.xml", f"{HOST}/1", f"{HOST}/2")
    collect(kept, web)
    assert web.most_busy == 1
    assert all(later - earlier >= timedelta(seconds=1) for (earlier, _), (later, _) in pairwise(web.asked))


def test_crawl_delay_and_pace(kept: Store, web: Web) -> None:
    """The longest pause that is asked for counts: of robots.txt, of the user's own for the source."""
    web.replies[f"{HOST}/robots.txt"] = Reply("User-agent: *\nCrawl-delay: 7")
    add(kept, source(pace=3.0))
    collect(kept, web)
    assert all(later - earlier >= timedelta(seconds=7) for (earlier, _), (later, _) in pairwise(web.asked[1:]))


def test_robots_are_obeyed(kept: Store, web: Web) -> None:
    """What robots.txt forbids is never asked, and recorded as refused with the reason."""
    web.replies[f"{HOST}/robots.txt"] = Reply("User-agent: *\nDisallow: /2")
    add(kept, source())
    collect(kept, web)
    assert web.times(f"{HOST}/2") == []
    assert (address(kept, f"{HOST}/2").state, address(kept, f"{HOST}/2").reason) == ("refused", "robots.txt forbids it")


def test_an_edit_is_a_version(kept: Store, web: Web) -> None:
    """Looked at again after ten minutes, what was changed is kept beside what was there; a counter is not."""
    add(kept, source())
    collect(kept, web)
    web.now = START + timedelta(minutes=11)
    web.article(f"{HOST}/1", SAID.replace("ближе", "дальше"))
    web.article(f"{HOST}/2", f"{SAID}</p><p>Просмотров: 12")
    events = {event.url: event.what for event in collect(kept, web)}
    assert (events[f"{HOST}/1"], events[f"{HOST}/2"]) == ("changed", "same")
    assert [("ближе" in text, "дальше" in text) for text in versions(kept, f"{HOST}/1")] == [
        (True, False),
        (False, True),
    ]
    assert len(versions(kept, f"{HOST}/2")) == 1


def test_looks_come_in_their_time(kept: Store, web: Web) -> None:
    """After 10 and 30 minutes, 1, 6 and 24 hours, 7 and 30 days, and then no more."""
    add(kept, source(paused=False))
    collect(kept, web)
    with kept.writing() as conn:
        store.remove_source(conn, store.source_id(FEED))
    first = web.times(f"{HOST}/1")[0]
    for minutes in (5, 11, 20, 31, 61, 300, 361, 1441, 7 * 1440 + 1, 30 * 1440 + 1, 60 * 1440):
        web.now = first + timedelta(minutes=minutes)
        collect(kept, web)
    passed = [round((when - first) / timedelta(minutes=1)) for when in web.times(f"{HOST}/1")]
    assert passed == [0, 11, 31, 61, 361, 1441, 7 * 1440 + 1, 30 * 1440 + 1]


@pytest.mark.parametrize(
    "reply",
    [
        Reply("gone", 404),
        Reply("gone", 410),
        Reply("<html><body><h1>Главная</h1></body></html>", url=f"{HOST}/"),
    ],
)
def test_a_deleted_page_keeps_its_text(kept: Store, web: Web, reply: Reply) -> None:
    """404, 410 and a redirect to the front page mark it as missing; a page that is back is not missing."""
    add(kept, source())
    collect(kept, web)
    whole = web.replies[f"{HOST}/1"]
    web.replies[f"{HOST}/1"] = reply
    web.now = START + timedelta(minutes=11)
    collect(kept, web)
    assert address(kept, f"{HOST}/1").state == "missing"
    assert len(versions(kept, f"{HOST}/1")) == 1
    web.replies[f"{HOST}/1"] = whole
    web.now = START + timedelta(minutes=40)
    collect(kept, web)
    assert address(kept, f"{HOST}/1").state == "kept"


def test_a_page_without_text(kept: Store, web: Web) -> None:
    """It is recorded as unreadable with the reason, never as an empty article."""
    web.replies[f"{HOST}/1"] = Reply("<html><body><div id=app></div><script>start()</script></body></html>")
    add(kept, source())
    assert "unreadable" in [event.what for event in collect(kept, web)]
    assert address(kept, f"{HOST}/1").state == "unreadable"
    assert address(kept, f"{HOST}/1").reason
    assert versions(kept, f"{HOST}/1") == []


def test_a_failing_source_waits_longer(kept: Store, web: Web) -> None:
    """500 for a day: asked less and less, the others go on; once it answers, all is as before."""
    other = "https://volna.example/rss.xml"
    web.feed(other, "https://volna.example/1")
    web.article("https://volna.example/1", SAID)
    feed = web.replies[FEED]
    web.replies[FEED] = Reply("error", 500)
    add(kept, source(), source(other))
    for _ in range(24 * 12):
        web.now += timedelta(minutes=5)
        collect(kept, web)
    waits = [later - earlier for earlier, later in pairwise(web.times(FEED))]
    assert waits == sorted(waits)
    assert len(waits) < 30
    assert state(kept).failures == len(waits) + 1
    assert "500" in (state(kept).error or "")
    assert len(versions(kept, "https://volna.example/1")) == 1
    web.replies[FEED] = feed
    web.now += timedelta(hours=7)
    collect(kept, web)
    assert (state(kept).failures, state(kept).error) == (0, None)
    assert len(versions(kept, f"{HOST}/1")) == 1


def test_what_the_server_asks_for(kept: Store, web: Web) -> None:
    """Retry-After, Cache-Control, a validator, a lasting redirect and 410 are obeyed."""
    web.replies[FEED].fresh_for = 1800.0
    web.replies[FEED].etag = '"1"'
    web.replies[FEED].moved = f"{HOST}/feed.xml"
    add(kept, source())
    collect(kept, web)
    assert (state(kept).due or START) >= START + timedelta(seconds=1800)
    assert state(kept).listing == f"{HOST}/feed.xml"
    web.replies[f"{HOST}/feed.xml"] = Reply("later", 429, retry_after=7200.0)
    web.now = START + timedelta(hours=1)
    collect(kept, web)
    assert (state(kept).due or START) >= web.now + timedelta(seconds=7190)
    web.replies[f"{HOST}/feed.xml"] = Reply("gone", 410)
    web.now += timedelta(hours=3)
    collect(kept, web)
    assert state(kept).gone
    assert state(kept).due is None


def test_not_modified(kept: Store, web: Web) -> None:
    """A feed and an article that are the same by their validator cost an answer without a body."""
    web.replies[FEED].etag = '"1"'
    web.replies[f"{HOST}/1"].etag = '"a"'
    add(kept, source())
    collect(kept, web)
    web.now = START + timedelta(minutes=15)
    events = {event.url: event.what for event in collect(kept, web)}
    assert events[FEED] == "same"
    assert events[f"{HOST}/1"] == "same"
    assert len(versions(kept, f"{HOST}/1")) == 1


def test_a_page_that_cannot_be_had(kept: Store, web: Web) -> None:
    """Tried again a few times, then given up with the reason; refused at once where trying is no use."""
    web.replies[f"{HOST}/1"] = Reply(error=FetchError(f"{HOST}/1: it took too long; try again later", "timeout"))
    web.replies[f"{HOST}/2"] = Reply(error=FetchError(f"{HOST}/2: its address lies in a private network", "private"))
    add(kept, source())
    collect(kept, web)
    assert address(kept, f"{HOST}/2").state == "refused"
    for _ in range(20):
        web.now += timedelta(hours=6)
        collect(kept, web)
    assert len(web.times(f"{HOST}/1")) == 6
    assert len(web.times(f"{HOST}/2")) == 1
    assert address(kept, f"{HOST}/1").reason == "it took too long; try again later"


def test_a_slow_host_holds_up_no_other(kept: Store, web: Web) -> None:
    """A host with a thousand articles due leaves the others their turn."""
    many = [f"{HOST}/{number}" for number in range(50)]
    web.feed(FEED, *many)
    other = "https://volna.example/rss.xml"
    web.feed(other, "https://volna.example/1")
    web.article("https://volna.example/1", SAID)
    add(kept, source(), source(other))
    collect(kept, web)
    order = [urlsplit(url).netloc for _, url in web.asked]
    assert order.index("volna.example") < 5
    assert web.times("https://volna.example/1")[0] < START + timedelta(seconds=10)


def test_an_entry_in_a_busy_feed(kept: Store, web: Web) -> None:
    """An entry every ten minutes: each is kept within three of its appearance."""
    add(kept, source())
    appeared: dict[str, datetime] = {}
    urls = [f"{HOST}/1", f"{HOST}/2"]
    for minute in range(180):
        web.now = START + timedelta(minutes=minute)
        if minute % 10 == 3:
            urls.insert(0, url := f"{HOST}/{100 + minute}")
            web.article(url, SAID, when=web.now)
            web.feed(FEED, *urls[:10], when=web.now)
            appeared[url] = web.now
        collect(kept, web)
    waits = sorted(web.times(url)[0] - when for url, when in appeared.items())
    assert waits[int(len(waits) * 0.95)] <= timedelta(minutes=3)


def test_a_thousand_articles_leave_the_others_their_turn(kept: Store, web: Web) -> None:
    """A source that lists very many is asked in turn with the others, and all are asked in the end."""
    many = "https://many.example"
    web.feed(f"{many}/rss.xml", *(f"{many}/{number}" for number in range(100)))
    add(kept, source(f"{many}/rss.xml"), source())
    events = collect(kept, web)
    ours = [place for place, event in enumerate(events) if event.url.startswith(HOST)]
    assert max(ours) < 20
    assert len(web.asked) == 100 + 2 + 2 * 2


def test_a_closed_host_holds_nothing(kept: Store, web: Web) -> None:
    """What a server asks to leave for a day is due then, and stands before nothing that can be asked."""
    closed = "https://closed.example"
    web.replies[f"{closed}/robots.txt"] = Reply(status=503, retry_after=86_400.0)
    web.feed(FEED, *(f"{closed}/{number}" for number in range(50)), f"{HOST}/1")
    add(kept, source())
    assert [event.url for event in collect(kept, web)] == [FEED, f"{HOST}/1"]
    assert address(kept, f"{closed}/7").due == START + timedelta(
        days=1, seconds=web.times(f"{closed}/robots.txt")[0].second
    )
    assert collect(kept, web) == []


def test_why_robots_cannot_be_had(kept: Store, web: Web) -> None:
    """The reason for which a host's rules cannot be had stands with the source; rules in circles are none."""
    web.replies[f"{HOST}/robots.txt"] = Reply(error=FetchError(f"{HOST}/robots.txt: it took too long", "timeout"))
    add(kept, source())
    assert [event.what for event in collect(kept, web)] == ["failed"]
    assert state(kept).error == f"{HOST}/robots.txt: it took too long"
    other = "https://circles.example"
    web.replies[f"{other}/robots.txt"] = Reply(error=FetchError("more than 10 redirects", "circles"))
    web.feed(f"{other}/rss.xml")
    add(kept, source(f"{other}/rss.xml"))
    assert [event.what for event in collect(kept, web)] == ["listed"]


def test_a_pass_that_is_stopped(kept: Store, web: Web) -> None:
    """What is in the air is waited for, the rest is due in the next pass."""
    add(kept, source())
    events: list[Event] = []
    Collector(kept, web.net(), 1.0, 4, events.append).once(lambda: bool(events))
    assert [event.what for event in events] == ["listed"]
    assert [event.what for event in collect(kept, web)] == ["kept", "kept"]
