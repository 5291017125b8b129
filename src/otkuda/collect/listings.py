"""The page that a source is polled at → what it lists, by the kind of the source."""

from __future__ import annotations

import re
from datetime import UTC, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from otkuda.fetch.feeds import parse_feed
from otkuda.fetch.front_page import article_links
from otkuda.fetch.sitemaps import parse_sitemap
from otkuda.fetch.telegram import parse_channel
from otkuda.lang.zones import zone_of
from otkuda.model import Entry, Listing

if TYPE_CHECKING:
    from datetime import datetime

    from otkuda.model import Page
    from otkuda.store.records import SourceKind

NEWEST = 3  # parts of an index of sitemaps that are asked
RECENT = timedelta(days=8)  # a part that was last changed before has no news
_NUMBER = re.compile(r"\d+")
_NEWS = re.compile(r"news|post|article|novost|stat[iy]", re.IGNORECASE)


def newest_parts(listing: Listing) -> tuple[str, ...]:
    """Return the parts of an index of sitemaps that are likeliest to have its newest articles.

    >>> parts = ("/page.xml", "/post-1.xml", "/post-2.xml", "/tag.xml", "/post.xml")
    >>> newest_parts(Listing((), parts=parts))
    ('/post-2.xml', '/post-1.xml', '/post.xml')
    """
    return tuple(sorted(listing.parts, key=_age)[:NEWEST])


def _age(part: str) -> tuple[bool, list[int]]:
    return not _NEWS.search(part), [-int(number[:18]) for number in _NUMBER.findall(part)] or [0]


def read_listing(page: Page, kind: SourceKind, zone: str | None, *, since: datetime | None = None) -> Listing:
    """Return what the page lists; raise ``UnreadableError`` where it is no listing of that kind.

    ``since`` leaves out the parts of an index of sitemaps that were last changed before.
    """
    outlet = ZoneInfo(zone) if zone else zone_of(page.url) or UTC
    if kind == "feed":
        return parse_feed(page.content, url=page.url, charset=page.charset, zone=outlet)
    if kind == "sitemap":
        return parse_sitemap(page.content, url=page.url, charset=page.charset, zone=outlet, since=since)
    if kind == "page":
        return Listing((Entry(page.url),))
    if kind == "telegram":
        return parse_channel(page)
    return article_links(page)
