"""The page that a source is polled at → what it lists, by the kind of the source."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from otkuda.fetch import article_links, parse_channel, parse_feed, parse_sitemap
from otkuda.model import Entry, Listing

if TYPE_CHECKING:
    from otkuda.model import Page
    from otkuda.store.records import SourceKind


def read_listing(page: Page, kind: SourceKind, zone: str | None) -> Listing:
    """Return what the page lists; raise ``UnreadableError`` where it is no listing of that kind."""
    outlet = ZoneInfo(zone) if zone else None
    if kind == "feed":
        return parse_feed(page, zone=outlet)
    if kind == "sitemap":
        return parse_sitemap(page, zone=outlet)
    if kind == "telegram":
        return parse_channel(page)
    if kind == "page":
        return Listing((Entry(page.url),))
    return article_links(page)
