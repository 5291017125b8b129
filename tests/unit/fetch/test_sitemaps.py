"""Sitemaps: sets, indexes, news, text, packed; and hostile ones."""

from __future__ import annotations

import gzip
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from otkuda.errors import UnreadableError
from otkuda.fetch.sitemaps import MOST_ENTRIES, parse_sitemap

if TYPE_CHECKING:
    from otkuda.model import Listing

SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS = f"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="{SPACE}" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>https://zarya.example/1.html?utm_source=sitemap&amp;id=1</loc><lastmod>2026-06-09T14:00:00+05:00</lastmod>
<image:image><image:loc>https://zarya.example/1.jpg</image:loc><image:title>Вид моста</image:title></image:image>
<news:news><news:publication><news:name>Заря</news:name><news:language>ru</news:language></news:publication>
<news:publication_date>2026-06-09T13:00+05:00</news:publication_date>
<news:title><![CDATA[Мост «Ишим» & дорога]]></news:title></news:news></url>
<url><loc> /2.html </loc><lastmod>2026-06-09</lastmod></url>
<url><loc>mailto:desk@zarya.example</loc></url>
</urlset>"""
INDEX = f"""<sitemapindex xmlns="{SPACE}"><sitemap><loc>https://zarya.example/sitemap-2026-06.xml.gz</loc>
<lastmod>2026-06-09</lastmod></sitemap><sitemap><loc>/sitemap-2026-05.xml</loc></sitemap><sitemap/></sitemapindex>"""


def read(content: str | bytes) -> Listing:
    """Read a sitemap of an outlet in Almaty."""
    data = content if isinstance(content, bytes) else content.encode()
    return parse_sitemap(data, url="https://zarya.example/sitemap.xml", charset=None, zone=ZoneInfo("Asia/Almaty"))


@pytest.mark.parametrize("content", [NEWS.encode(), gzip.compress(NEWS.encode()), NEWS.encode("utf-16")])
def test_news(content: bytes) -> None:
    """Addresses with what the news extension says of them; pictures' titles are not the article's."""
    listing = read(content)
    first, second = listing.entries
    assert (first.url, first.headline, first.language) == (
        "https://zarya.example/1.html?id=1",
        "Мост «Ишим» & дорога",
        "ru",
    )
    assert first.published is not None
    assert first.published.start == datetime(2026, 6, 9, 8, tzinfo=UTC)
    assert first.modified is not None
    assert first.modified.start == datetime(2026, 6, 9, 9, tzinfo=UTC)
    assert second.url == "https://zarya.example/2.html"
    assert second.modified is not None
    assert second.modified.end == second.modified.start + timedelta(days=1)
    assert listing.left_out == 1


def test_index() -> None:
    """An index lists parts, with when they changed left to the parts themselves."""
    listing = read(INDEX)
    assert listing.parts == (
        "https://zarya.example/sitemap-2026-06.xml.gz",
        "https://zarya.example/sitemap-2026-05.xml",
    )
    assert (listing.entries, listing.left_out) == ((), 1)


@pytest.mark.parametrize(("day", "parts"), [(8, 2), (9, 2), (11, 1)])
def test_index_since(day: int, parts: int) -> None:
    """Parts that were last changed before are left out; one that does not say is kept."""
    since = datetime(2026, 6, day, tzinfo=UTC)
    zone = ZoneInfo("Asia/Almaty")
    listing = parse_sitemap(INDEX.encode(), url="https://zarya.example/", charset=None, zone=zone, since=since)
    assert (len(listing.parts), listing.left_out) == (parts, 1)


def test_text() -> None:
    """A sitemap may be a text: an address a line."""
    listing = read("\ufeffhttps://zarya.example/1.html\r\n\r\nhttps://zarya.example/2.html\n")
    assert [entry.url for entry in listing.entries] == ["https://zarya.example/1.html", "https://zarya.example/2.html"]


def test_a_cut_sitemap() -> None:
    """What came before the end is kept."""
    whole = f"<urlset>{'<url><loc>https://zarya.example/1</loc></url>' * 3}</urlset>"
    assert len(read(whole[: whole.rindex("</loc>")]).entries) == 2
    assert len(read(whole.replace("</url>", "", 1)).entries) == 3


@pytest.mark.parametrize("content", [b"", b"<html></html>", b"zarya", b"\x1f\x8b damaged", b"\x00\x01\x02", b"<rss/>"])
def test_no_sitemap(content: bytes) -> None:
    """What is no sitemap is said to be none."""
    with pytest.raises(UnreadableError):
        read(content)


def test_bombs() -> None:
    """What unpacks to more than the protocol allows is refused; entities mean nothing."""
    begin = time.process_time()
    with pytest.raises(UnreadableError, match="larger"):
        read(gzip.compress(bytes(60_000_000)))
    assert time.process_time() - begin < 5
    entities = '<!DOCTYPE urlset [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    listing = read(f"{entities}<urlset><url><loc>https://zarya.example/1</loc><title>&b;</title></url></urlset>")
    assert listing.entries[0].headline == "&b;"


def test_the_most_entries() -> None:
    """The protocol's limit, in bounded time; what is beyond is counted."""
    begin = time.process_time()
    listing = read("<urlset>" + "<url><loc>https://zarya.example/1</loc></url>" * (MOST_ENTRIES + 7) + "</urlset>")
    assert (len(listing.entries), listing.left_out) == (MOST_ENTRIES, 7)
    assert time.process_time() - begin < 10


@pytest.mark.parametrize("piece", ["<url", "<url>", "<loc>", "<a:", "&", "<![CDATA[", "<loc>a</", "<url><loc>"])
def test_hostile_sitemaps_take_bounded_time(piece: str) -> None:
    """What repeats a hundred thousandfold ends in seconds."""
    begin = time.process_time()
    read("<urlset><url>" + piece * 200_000)
    assert time.process_time() - begin < 8
