"""Feeds → listings: RSS 0.90 to 2.0, RDF, Atom 0.3 and 1.0, JSON Feed 1.0 and 1.1.

Each entry is read by itself (``markup`` says why), its date from its own words: a time that names no zone is the
outlet's, never taken for UTC.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from otkuda.errors import UnreadableError
from otkuda.fetch import markup
from otkuda.model import Entry, Listing, Moment, Reference
from otkuda.text.dates import read_date
from otkuda.text.urls import canonical

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import tzinfo

    from lxml.etree import _Element

LARGEST = 20_000_000  # bytes
MOST_ENTRIES = 10_000

ROOT = re.compile(r"<(?:\w+:)?(?:rss|RDF|feed)\b[^<>]*>", re.IGNORECASE)
_ITEM = re.compile(r"<(?:\w+:)?(?:item|entry)(?=[\s/>])", re.IGNORECASE)
_PREFIXES = {
    **dict.fromkeys(
        (
            "http://www.w3.org/2005/atom",
            "http://purl.org/atom/ns",
            "http://purl.org/rss/1.0",
            "http://my.netscape.com/rdf/simple/0.9",
            "http://channel.netscape.com/rdf/simple/0.9",
            "http://backend.userland.com/rss2",
            "http://backend.userland.com/rss",
            "http://blogs.law.harvard.edu/tech/rss",
        ),
        "",
    ),
    "http://purl.org/dc/elements/1.1": "dc",
    "http://purl.org/dc/terms": "dcterms",
    "http://purl.org/rss/1.0/modules/content": "content",
    "http://purl.org/rss/1.0/modules/syndication": "sy",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://search.yahoo.com/mrss": "media",
    "http://news.yandex.ru": "yandex",
    "http://turbo.yandex.ru": "turbo",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "http://www.w3.org/1999/xhtml": "xhtml",
    "http://www.google.com/schemas/sitemap-news/0.9": "news",
}
_PUBLISHED = ("pubdate", "published", "issued", "dc:date", "dcterms:issued", "created", "dc:created", "dcterms:created")
_MODIFIED = ("updated", "modified", "dcterms:modified")
_CONTENT = ("content:encoded", "content", "yandex:full-text", "xhtml:body", "turbo:content")
_PERIODS = {"hourly": 3600, "daily": 86_400, "weekly": 604_800, "monthly": 2_592_000, "yearly": 31_536_000}
_LONGEST_WAIT = 30 * 86_400  # seconds
_SHORT_YEAR = re.compile(r"\b(\d{1,2} [a-zA-Z]{3,9}) (\d\d) (?=\d{1,2}:)")
_C_DATE = re.compile(r"\b([A-Z][a-z]{2}) +(\d{1,2}) (\d\d:\d\d:\d\d)(?: ([A-Z]{3,4}))? (\d{4})\b")
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w.-]{1,255}")
_IN_BRACKETS = re.compile(r"\(([^()]{1,200})\)")


def parse_feed(content: bytes, *, url: str, charset: str | None, zone: tzinfo) -> Listing:
    """Return what a feed lists. ``charset`` is what HTTP declared, ``zone`` the outlet's.

    Raises ``UnreadableError`` where the bytes are no feed or more than ``LARGEST``.
    """
    if len(content) > LARGEST:
        raise UnreadableError(f"larger than {LARGEST:,} bytes; no feed is")
    text = markup.text_of(content, charset)
    if text.lstrip()[:1] == "{":
        from otkuda.fetch.json_feed import parse_json_feed

        return parse_json_feed(text, url=url, zone=zone)
    pieces = markup.cut(markup.mended(text), ROOT, _ITEM, MOST_ENTRIES)
    if pieces is None:
        raise UnreadableError("not a feed; give the address of one, or of the site")
    return _Feed(pieces, url, zone).listing()


def read_feed_date(text: str | None, zone: tzinfo) -> Moment | None:
    """Return a date as feeds write it, also RFC 822's with a year of two digits and C's.

    >>> from datetime import UTC
    >>> read_feed_date("Tue, 09 Jun 26 13:00:00 EST", UTC).start.isoformat()
    '2026-06-09T13:00:00-05:00'
    """
    full = _SHORT_YEAR.sub(r"\1 20\2 ", (text or "")[:100])
    return read_date(_C_DATE.sub(r"\2 \1 \5 \3 \4", full), zone)


def language_of(tag: str | None) -> str | None:
    """Return the language of a tag without its country.

    >>> language_of("ru-RU")
    'ru'
    """
    found = re.match(r"[a-zA-Z]{2,3}(?![a-zA-Z])", (tag or "").strip())
    return found[0].lower() if found else None


class _Feed:
    """One feed that is being read: what all of its entries share."""

    def __init__(self, pieces: markup.Pieces, url: str, zone: tzinfo) -> None:
        self._pieces = pieces
        self._zone = zone
        root = markup.element(pieces.opening, pieces.frame)
        channel = next((node for node in _children(root) if _name(node) == "channel"), root)
        self._head = _fields(channel)
        base = channel.base if channel is not None else None
        links = [node for node in self._head.get("link", []) if node.get("rel", "alternate") == "alternate"]
        homes = (canonical(node.get("href") or node.text or "", base or url) for node in links)
        self._home = next(filter(None, homes), None)
        self._base = base or self._home or url

    def listing(self) -> Listing:
        entries = [entry for item in self._pieces.items if (entry := self._entry(item))]
        language = self._text(self._head, "language") or self._text(self._head, "dc:language")
        return Listing(
            entries=tuple(entries),
            title=self._text(self._head, "title"),
            home=self._home,
            language=language_of(language or _language(self._pieces.opening)),
            parts=tuple(self._parts()),
            every=self._every(),
            left_out=self._pieces.left_out + len(self._pieces.items) - len(entries),
        )

    def _entry(self, item: str) -> Entry | None:
        node = next(_children(markup.element(self._pieces.opening, item)), None)
        if node is None:
            return None
        fields = _fields(node)
        url = self._url(node, fields)
        if url is None:
            return None
        published, modified = self._date(fields, _PUBLISHED), self._date(fields, _MODIFIED)
        content = next(filter(None, (_html(fields.get(name, [])) for name in _CONTENT)), None)
        return Entry(
            url=url,
            id=_raw(fields, "guid") or _raw(fields, "id"),
            headline=self._text(fields, "title"),
            published=published,
            modified=modified,
            summary=self._text(fields, "description") or self._text(fields, "summary"),
            content=content,
            authors=tuple(dict.fromkeys(_authors(fields))),
            language=language_of(_raw(fields, "dc:language") or _lang(node)),
            source=self._source(fields),
        )

    def _url(self, node: _Element, fields: dict[str, list[_Element]]) -> str | None:
        return next(filter(None, (canonical(raw, base) for raw, base in self._addresses(node, fields) if raw)), None)

    def _addresses(self, node: _Element, fields: dict[str, list[_Element]]) -> Iterator[tuple[str, str]]:
        """Yield what may be the entry's address, the best first, each with what it is relative to."""
        yield _raw(fields, "feedburner:origlink") or "", self._base
        for link in sorted(fields.get("link", []), key=_is_no_page):
            if link.get("rel", "alternate").lower() == "alternate":
                address = (link.get("href") or link.text or "").strip().replace("&amp;", "&")
                yield address, link.base or self._base
        for guid in fields.get("guid", []):
            if guid.get("isPermaLink", guid.get("ispermalink", "true")).strip().lower() != "false":
                yield _absolute(guid.text), self._base
        for name in ("id", "atom:id"):
            yield _absolute(_raw(fields, name)), self._base
        yield _absolute(node.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about")), self._base

    def _date(self, fields: dict[str, list[_Element]], names: Iterable[str]) -> Moment | None:
        dates = (read_feed_date(_raw(fields, name), self._zone) for name in names)
        return next(filter(None, dates), None)

    def _text(self, fields: dict[str, list[_Element]], name: str) -> str | None:
        return next(filter(None, (markup.plain(markup.inner(node)) for node in fields.get(name, []))), None)

    def _source(self, fields: dict[str, list[_Element]]) -> Reference | None:
        """Return from whose feed the entry was taken: RSS names it in the element, Atom by elements in it."""
        for node in fields.get("source", []):
            inside = _fields(node)
            name = self._text(inside, "title") or markup.plain(node.text or "")
            links = [node.get("url"), *(link.get("href") for link in inside.get("link", []))]
            url = next(filter(None, (canonical(link, self._base) for link in links if link)), None)
            if name or url:
                return Reference(name or url or "", url)
        return None

    def _parts(self) -> Iterator[str]:
        """Yield where more entries are (RFC 5005)."""
        for link in self._head.get("link", []):
            address = canonical(link.get("href") or "", link.base or self._base)
            if address and link.get("rel", "").lower() in {"next", "prev-archive"}:
                yield address

    def _every(self) -> int | None:
        """Return how long the publisher asks to wait: the longer of RSS's ttl and the syndication module's period."""
        minutes = _number(_raw(self._head, "ttl"))
        period = _PERIODS.get((_raw(self._head, "sy:updateperiod") or "").lower())
        times = _number(_raw(self._head, "sy:updatefrequency")) or 1
        waits = [60 * minutes if minutes else 0, period // times if period else 0]
        return min(max(waits), _LONGEST_WAIT) or None


def _is_no_page(link: _Element) -> bool:
    """Whether a link says that it leads to something else than a page: Atom may name several forms of an entry."""
    return link.get("type", "text/html").lower() not in {"text/html", "application/xhtml+xml"}


def _children(node: _Element | None) -> Iterator[_Element]:
    return (child for child in node if isinstance(child.tag, str)) if node is not None else iter(())


def _name(node: _Element) -> str:
    return markup.name_of(node, _PREFIXES)


def _fields(node: _Element | None) -> dict[str, list[_Element]]:
    found: dict[str, list[_Element]] = {}
    for child in _children(node):
        found.setdefault(_name(child), []).append(child)
    return found


def _raw(fields: dict[str, list[_Element]], name: str) -> str | None:
    """Return the first text that stands in a field, as it stands there."""
    return next(filter(None, ((node.text or "").strip() for node in fields.get(name, []))), None)


def _html(nodes: list[_Element]) -> str | None:
    """Return the first content that holds something, as HTML."""
    for node in nodes:
        text = markup.inner(node)
        if len(node) == 0 and _is_text(node, text):
            text = markup.paragraphs(text)
        if text:
            return text
    return None


def _is_text(node: _Element, text: str) -> bool:
    """Whether an element's content is text: what it is, if it says so, else whether markup stands in it."""
    stated = node.get("type", "").lower()
    return stated in {"text", "text/plain"} or (not stated and not markup.has_tags(text))


def _authors(fields: dict[str, list[_Element]]) -> Iterator[str]:
    """Yield the names: Atom's in an element of their own, RSS's beside a mail address."""
    for name in ("author", "dc:creator", "itunes:author"):
        for node in fields.get(name, []):
            text = _raw(_fields(node), "name") or node.text or ""
            bracketed = _IN_BRACKETS.search(text) if "@" in text else None
            if found := markup.plain(bracketed[1] if bracketed else _MAIL.sub("", text)).strip("<>() "):
                yield found


def _absolute(address: str | None) -> str:
    """Return an identifier that is an address, or nothing: others are relative to nothing."""
    found = (address or "").strip()
    return found if re.match(r"https?://", found, re.IGNORECASE) else ""


def _lang(node: _Element) -> str | None:
    found = node.xpath("ancestor-or-self::*[@xml:lang][1]/@xml:lang")
    return str(found[-1]) if isinstance(found, list) and found else None


def _language(opening: str) -> str | None:
    found = re.search(r"xml:lang=[\"']([\w-]+)", opening)
    return found[1] if found else None


def _number(text: str | None) -> int | None:
    return int(text) if text and re.fullmatch(r"\d{1,9}", text) else None
