"""Feeds: what each form must have, whatever the texts are."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from otkuda.export.feeds import Feed, FeedEntry, feed_in

ATOM = "{http://www.w3.org/2005/Atom}"
NOON = datetime(2026, 3, 11, 12, tzinfo=timezone(timedelta(hours=5)))
ENTRY = FeedEntry("urn:otkuda:statement:1", "http://a.example/1", "Мост", "«Мост»", NOON, NOON, "Анна Рогова", "ru")
FEED = Feed("otkuda", "http://a.example/f.atom", "http://a.example/", (ENTRY,), "http://a.example/f.atom?cursor=x")


def parsed(content: bytes) -> ET.Element:
    """Return the XML of a feed of ours."""
    return ET.fromstring(content)  # noqa: S314 - we wrote it


def test_atom() -> None:
    """RFC 4287: id, title and updated of feed and entry, an author; RFC 5005: the next page."""
    feed = parsed(feed_in("atom", FEED))
    entry = feed.find(f"{ATOM}entry")
    assert entry is not None
    for one in (feed, entry):
        assert all(one.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated"))
        assert one.find(f"{ATOM}author/{ATOM}name") is not None
    assert entry.findtext(f"{ATOM}updated") == "2026-03-11T07:00:00Z"
    links = {one.get("rel"): one.get("href") for one in feed.findall(f"{ATOM}link")}
    assert (links["self"], links["next"]) == (FEED.address, FEED.next)


def test_rss() -> None:
    """RSS 2.0: title, link and description; each item with an id that never changes, and a date as mails have it."""
    channel = parsed(feed_in("rss", FEED)).find("channel")
    assert channel is not None
    assert all(channel.findtext(name) for name in ("title", "link", "description"))
    assert channel.findtext("item/guid") == ENTRY.id
    assert channel.findtext("item/pubDate") == "Wed, 11 Mar 2026 07:00:00 GMT"


def test_json_feed() -> None:
    """JSON Feed 1.1: what is not known is left out."""
    told = json.loads(feed_in("json", Feed("a", "http://a.example/f", "http://a.example/", (ENTRY,))))
    assert (told["version"], "next_url" in told) == ("https://jsonfeed.org/version/1.1", False)
    assert told["items"][0]["authors"] == [{"name": "Анна Рогова"}]


@given(st.text(), st.text())
def test_any_text_is_well_formed(title: str, text: str) -> None:
    """Whatever somebody wrote, the three are read again, with one entry."""
    feed = Feed(title, "http://a.example/f", "http://a.example/", (FeedEntry("1", "http://a.example/1", title, text),))
    assert len(parsed(feed_in("rss", feed)).findall("channel/item")) == 1
    assert len(parsed(feed_in("atom", feed)).findall(f"{ATOM}entry")) == 1
    assert len(json.loads(feed_in("json", feed))["items"]) == 1


def test_an_empty_feed_has_a_date() -> None:
    """Atom asks for one always."""
    feed = Feed("a", "http://a.example/f", "http://a.example/", ())
    assert feed.updated < datetime.now(UTC)
    assert parsed(feed_in("atom", feed)).findtext(f"{ATOM}updated") == "1970-01-01T00:00:00Z"
