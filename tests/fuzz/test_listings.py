"""Invariant: whatever bytes come in, what lists articles gives a listing or one of our errors, with whole addresses."""

from __future__ import annotations

import contextlib
import random
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from otkuda.errors import OtkudaError
from otkuda.fetch import AGENT
from otkuda.fetch.discover import listings_of
from otkuda.fetch.feeds import parse_feed
from otkuda.fetch.front_page import article_links
from otkuda.fetch.kinds import kind_of
from otkuda.fetch.opml import read_opml
from otkuda.fetch.robots import parse_robots
from otkuda.fetch.sitemaps import parse_sitemap
from otkuda.fetch.telegram import parse_channel
from otkuda.model import Listing, Page
from otkuda.text.urls import canonical

if TYPE_CHECKING:
    from collections.abc import Callable

URL = "https://zarya.example/feed"
ZONE = ZoneInfo("Asia/Almaty")

RSS = """<?xml version="1.0" encoding="utf-8"?><!DOCTYPE rss [<!ENTITY a "b">]>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Заря</title>
<link>https://zarya.example/</link><ttl>15</ttl>
<item><title><![CDATA[Мост & дорога]]></title><link>https://zarya.example/1?a=1&amp;b=2</link>
<pubDate>Tue, 09 Jun 2026 13:00:00 +0300</pubDate><author>a@zarya.example (Инна)</author>
<content:encoded>&lt;p&gt;Проезд&amp;nbsp;бесплатный&lt;/p&gt;</content:encoded></item>
<item><title>Второй</title><guid>https://zarya.example/2</guid></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ru" xml:base="https://zarya.example/"><title>Заря</title>
<link rel="next" href="?p=2"/><entry><title type="html">&lt;b&gt;Мост&lt;/b&gt;</title><link href="1"/><id>1</id>
<updated>2026-06-09T13:00:00Z</updated><content type="xhtml"><div><p>Проезд</p></div></content></entry></feed>"""
JSON = """{"version": "https://jsonfeed.org/version/1.1", "title": "Заря", "items": [{"id": "1", "url": "/1",
"content_html": "<p>Да</p>", "date_published": "2026-06-09T13:00:00Z", "authors": [{"name": "Инна"}]}]}"""
MAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://zarya.example/1</loc><lastmod>2026-06-09</lastmod><n:news><n:title>Мост</n:title></n:news></url>
</urlset>"""
OPML = """<opml version="2.0"><body><outline text="Север"><outline text="Заря" xmlUrl="https://zarya.example/rss"/>
</outline></body></opml>"""
ROBOTS = "User-agent: *\nDisallow: /admin*$\nCrawl-delay: 2\nSitemap: https://zarya.example/sitemap.xml\n"
CHANNEL = """<html><section class="tgme_channel_history"><div class="tgme_widget_message" data-post="zarya_news/10">
<div class="tgme_widget_message_text js-message_text"><b>Мост</b><br/><br/><a href="//x">открыт</a></div>
<a class="tgme_widget_message_date"><time datetime="2026-06-09T13:00:00+00:00"></time></a></div></section></html>"""
FRONT = """<html><head><base href="/ru/"><link rel="alternate" type="application/rss+xml" href="/feed/"></head><body>
<a href="/2026/06/09/most-otkryt"><h3>Мост через Ишим открыли в Атбасаре</h3></a><a href="rss">RSS</a></body></html>"""
SAMPLES = [text.encode() for text in (RSS, ATOM, JSON, MAP, OPML, ROBOTS, CHANNEL, FRONT)]


def check(listing: Listing) -> None:
    """Look at what a listing must hold to."""
    addresses = [*(entry.url for entry in listing.entries), *listing.parts, *filter(None, [listing.home])]
    assert all(canonical(url) == url for url in addresses)
    assert listing.left_out >= 0
    for entry in listing.entries:
        for moment in filter(None, (entry.published, entry.modified)):
            assert moment.start.utcoffset() is not None
        for text in filter(None, (entry.headline, entry.summary, entry.content)):
            text.encode()


def page(content: bytes) -> Page:
    """Return a page of a channel that is also a front page."""
    return Page("https://t.me/s/zarya_news", content, None, None)


def rules(content: bytes) -> None:
    """Read rules and ask them."""
    robots = parse_robots(content, 200)
    robots.allows("https://zarya.example/admin/1", AGENT)
    assert (robots.delay(AGENT) or 0) >= 0


READERS: list[Callable[[bytes], object]] = [
    lambda content: check(parse_feed(content, url=URL, charset=None, zone=ZONE)),
    lambda content: check(parse_sitemap(content, url=URL, charset="cp1251", zone=ZONE)),
    lambda content: check(parse_channel(page(content))),
    lambda content: check(article_links(page(content))),
    lambda content: listings_of(page(content), [content.decode("latin-1")]),
    lambda content: kind_of(page(content)),
    read_opml,
    rules,
]


def read_all(content: bytes) -> None:
    """Give the bytes to every reader: what they are nobody knows before."""
    for reader in READERS:
        with contextlib.suppress(OtkudaError):
            reader(content)


PIECES = """<item> </item> <entry <link> <![CDATA[ ]]> <!-- --> & &amp; &#0; &#x41; ' " <rss> <feed> <urlset> </
<url><loc> <a:b http:// https://[ // \x00 \ud800 { <opml> <outline xmlUrl=' мост User-agent:* Disallow:/* $ 2026-06-09
+9999 <base href='http://[' <div class=tgme_channel_history> type=application/rss+xml rel=alternate"""
pieces = st.sampled_from([*PIECES.split(), " ", "\n"])
markup = st.lists(pieces, max_size=40).map("".join).map(lambda text: text.encode("utf-8", "surrogatepass"))


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.binary(max_size=300), markup))
def test_any_bytes(content: bytes) -> None:
    """Noise, and what looks like markup."""
    read_all(content)


@pytest.mark.parametrize("sample", range(len(SAMPLES)))
@pytest.mark.parametrize("seed", range(25))
def test_damaged_documents(sample: int, seed: int) -> None:
    """Documents of each kind, cut, with bytes changed, doubled and moved."""
    chance = random.Random(seed)  # noqa: S311 - no secret, repeatable damage
    content = bytearray(SAMPLES[sample])
    for _ in range(chance.randrange(1, 12)):
        place = chance.randrange(len(content))
        piece = content[place : place + chance.randrange(30)]
        there = chance.randrange(len(content))
        content[there : there + chance.choice((0, 1, len(piece)))] = chance.choice((piece, b"\xff", b"\0", b"<", b""))
    read_all(bytes(content[: chance.choice((len(content), chance.randrange(1, len(content) + 1)))]))


@pytest.mark.parametrize("sample", range(len(SAMPLES)))
def test_cut_anywhere(sample: int) -> None:
    """A connection that ends early may end at any byte."""
    for end in range(0, len(SAMPLES[sample]), 7):
        read_all(SAMPLES[sample][:end])
