"""Lists as feeds for other readers: RSS 2.0, Atom (RFC 4287), JSON Feed 1.1; their pages linked as RFC 5005 says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any, Literal
from xml.etree.ElementTree import Element, SubElement, tostring

from otkuda.export.record import encode

if TYPE_CHECKING:
    from collections.abc import Callable

FeedForm = Literal["rss", "atom", "json"]
MEDIA: dict[FeedForm, str] = {
    "rss": "application/rss+xml",
    "atom": "application/atom+xml",
    "json": "application/feed+json",
}
ATOM = "http://www.w3.org/2005/Atom"
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One item of a list. ``id`` never changes, ``url`` is where it is read, ``about`` another address it is of."""

    id: str
    url: str
    title: str
    text: str
    updated: datetime | None = None
    published: datetime | None = None
    author: str | None = None
    language: str | None = None
    about: str | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A page of a list: its own address, the page that shows it to people, and the address of the next one."""

    title: str
    address: str
    home: str
    entries: tuple[FeedEntry, ...]
    next: str | None = None

    @property
    def updated(self) -> datetime:
        """When the latest of its entries changed."""
        return max((one.updated for one in self.entries if one.updated), default=_NEVER)


def feed_in(form: FeedForm, feed: Feed) -> bytes:
    """Return a feed in one of the three forms."""
    return _WRITERS[form](feed)


def _rss(feed: Feed) -> bytes:
    root = Element("rss", {"version": "2.0", "xmlns:atom": ATOM, "xmlns:dc": "http://purl.org/dc/elements/1.1/"})
    channel = SubElement(root, "channel")
    _put(channel, title=feed.title, link=feed.home, description=feed.title, lastBuildDate=_mail_date(feed.updated))
    for relation, address in _links(feed):
        SubElement(channel, "atom:link", {"rel": relation, "href": _xml(address), "type": MEDIA["rss"]})
    for one in feed.entries:
        item = SubElement(channel, "item")
        SubElement(item, "guid", {"isPermaLink": "false"}).text = _xml(one.id)
        _put(item, title=one.title, link=one.url, description=one.text, pubDate=_mail_date(one.published))
        _put(item, **{"dc:creator": one.author, "dc:language": one.language})
    return _written(root)


def _atom(feed: Feed) -> bytes:
    root = Element("feed", {"xmlns": ATOM})
    _put(root, id=feed.address, title=feed.title, updated=_date(feed.updated))
    SubElement(SubElement(root, "author"), "name").text = "otkuda"
    SubElement(root, "link", {"rel": "alternate", "href": _xml(feed.home)})
    for relation, address in _links(feed):
        SubElement(root, "link", {"rel": relation, "href": _xml(address), "type": MEDIA["atom"]})
    for one in feed.entries:
        _atom_entry(SubElement(root, "entry"), one)
    return _written(root)


def _atom_entry(entry: Element, one: FeedEntry) -> None:
    if one.language:
        entry.set("xml:lang", _xml(one.language))
    _put(entry, id=one.id, title=one.title, updated=_date(one.updated or one.published or _NEVER))
    _put(entry, published=_date(one.published))
    SubElement(entry, "link", {"rel": "alternate", "href": _xml(one.url)})
    if one.about:
        SubElement(entry, "link", {"rel": "related", "href": _xml(one.about)})
    if one.author:
        SubElement(SubElement(entry, "author"), "name").text = _xml(one.author)
    SubElement(entry, "content", {"type": "text"}).text = _xml(one.text)


def _json(feed: Feed) -> bytes:
    told = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": feed.address,
        "next_url": feed.next,
        "items": [_json_item(one) for one in feed.entries],
    }
    return encode({name: value for name, value in told.items() if value is not None})


def _json_item(one: FeedEntry) -> dict[str, Any]:
    told = {
        "id": one.id,
        "url": one.url,
        "external_url": one.about,
        "title": one.title,
        "content_text": one.text,
        "date_published": _date(one.published),
        "date_modified": _date(one.updated),
        "authors": [{"name": one.author}] if one.author else None,
        "language": one.language,
    }
    return {name: value for name, value in told.items() if value is not None}


_WRITERS: dict[FeedForm, Callable[[Feed], bytes]] = {"rss": _rss, "atom": _atom, "json": _json}


def _links(feed: Feed) -> list[tuple[str, str]]:
    return [("self", feed.address), *([("next", feed.next)] if feed.next else [])]


def _put(parent: Element, **texts: str | None) -> None:
    for name, text in texts.items():
        if text is not None:
            SubElement(parent, name).text = _xml(text)


def _xml(text: str) -> str:
    """Return a text without the characters that XML cannot hold."""
    return _NO_XML.sub("\ufffd", text)


def _date(when: datetime | None) -> str | None:
    return when.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z") if when else None


def _mail_date(when: datetime | None) -> str | None:
    return format_datetime(when.astimezone(UTC), usegmt=True) if when else None


def _written(root: Element) -> bytes:
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))
