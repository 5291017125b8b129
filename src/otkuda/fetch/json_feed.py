"""JSON Feed 1.0 and 1.1 → a listing. One item of the wrong shape costs no other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from otkuda.errors import UnreadableError
from otkuda.fetch import markup
from otkuda.fetch.feeds import MOST_ENTRIES, language_of, read_feed_date
from otkuda.model import Entry, Listing
from otkuda.text.urls import canonical

if TYPE_CHECKING:
    from datetime import tzinfo

_VERSION = "jsonfeed.org/version/"


class _Author(msgspec.Struct):
    name: str | None = None


class _Item(msgspec.Struct):
    """An item; ``id`` may be a number in feeds that do not keep to the letter."""

    id: str | int | float | None = None
    url: str | None = None
    external_url: str | None = None
    title: str | None = None
    content_html: str | None = None
    content_text: str | None = None
    summary: str | None = None
    date_published: str | None = None
    date_modified: str | None = None
    language: str | None = None
    author: _Author | None = None
    authors: list[_Author] | None = None


class _Feed(msgspec.Struct):
    version: str
    items: list[msgspec.Raw]
    title: str | None = None
    home_page_url: str | None = None
    next_url: str | None = None
    language: str | None = None


def parse_json_feed(text: str, *, url: str, zone: tzinfo) -> Listing:
    """Return what a JSON feed lists; raise ``UnreadableError`` where the text is none."""
    try:
        feed = msgspec.json.decode(text.strip().encode("utf-8", "replace"), type=_Feed)
    except (msgspec.MsgspecError, RecursionError):
        raise UnreadableError("not a feed; give the address of one, or of the site") from None
    if _VERSION not in feed.version:
        raise UnreadableError("not a JSON Feed; give the address of a feed, or of the site")
    following = canonical(feed.next_url or "", url)
    entries = [entry for raw in feed.items[:MOST_ENTRIES] if (entry := _entry(raw, feed.home_page_url or url, zone))]
    return Listing(
        entries=tuple(entries),
        title=feed.title,
        home=canonical(feed.home_page_url or "", url),
        language=language_of(feed.language),
        parts=(following,) if following else (),
        left_out=len(feed.items) - len(entries),
    )


def _entry(raw: msgspec.Raw, base: str, zone: tzinfo) -> Entry | None:
    try:
        item = msgspec.json.decode(raw, type=_Item)
    except (msgspec.MsgspecError, RecursionError):
        return None
    identity = None if item.id is None else str(item.id)
    url = canonical(item.url or "", base) if item.url else canonical(identity or "")
    if url is None:
        return None
    authors = item.authors or ([item.author] if item.author else [])
    return Entry(
        url=url,
        id=identity,
        headline=markup.plain(item.title or "") or None,
        published=read_feed_date(item.date_published, zone),
        modified=read_feed_date(item.date_modified, zone),
        summary=markup.plain(item.summary or "") or None,
        content=item.content_html or (markup.paragraphs(item.content_text) if item.content_text else None),
        authors=tuple(dict.fromkeys(name for author in authors if (name := (author.name or "").strip()))),
        language=language_of(item.language),
    )
