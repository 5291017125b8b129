"""Adding a source: what an address is, what its site offers to be followed by, and which of that is best."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit, urlunsplit

from otkuda import store
from otkuda.collect.listings import newest_parts, read_listing
from otkuda.errors import FetchError, UnreadableError
from otkuda.fetch import Request
from otkuda.fetch.discover import listings_of
from otkuda.fetch.kinds import kind_of
from otkuda.fetch.robots import Robots, parse_robots
from otkuda.fetch.telegram import channel_url
from otkuda.store import NewsSource
from otkuda.text.urls import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from otkuda.collect.ask import Net
    from otkuda.fetch import Answer
    from otkuda.model import Entry, Listing
    from otkuda.store import SourceKind

MOST_TRIED = 24  # candidates of one site
MOST_SITEMAPS = 200
_LEAST_LINKS = 1  # article that a front page must link to be followed by itself
_REFUSED = 400
_LISTINGS: dict[str, SourceKind] = {"feed": "feed", "sitemap": "sitemap", "telegram": "telegram"}
_NEWS = "news"


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that a site can be followed by, and what it lists now."""

    url: str
    kind: SourceKind
    listing: Listing

    @property
    def newest(self) -> datetime | None:
        """When its last entry was published, where it says so."""
        return max((entry.published.start for entry in self.listing.entries if entry.published), default=None)


@dataclass(frozen=True, slots=True)
class Choice:
    """What was found at an address, the best first."""

    url: str
    offers: tuple[Offer, ...]
    home: str | None = None


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the user wants for a source: seconds between two requests, a proxy, the zone of the outlet."""

    pace: float | None = None
    proxy: str | None = None
    zone: str | None = None


class Finder:
    """Looks what an address offers. ``net`` is the network; a host is asked no faster than ``pause`` seconds."""

    def __init__(self, net: Net, pause: float, wishes: Wishes) -> None:
        self._net = net
        self._pause = pause
        self._wishes = wishes

    def find(self, address: str) -> Choice:
        """Return what can be followed at an address; raise ``FetchError`` or ``UnreadableError`` where nothing can."""
        url = canonical(channel_url(address) or (address if "://" in address else f"https://{address}"))
        if url is None:
            raise UnreadableError(f"{address}: not an address; give one that begins with https://")
        answer = self._ask(url)
        page_kind = kind_of(answer.page)
        if kind := _LISTINGS.get(page_kind):
            offers = tuple(self._offers(answer.moved or url, kind, answer))
            if not offers:
                raise UnreadableError(f"{url}: it lists nothing; give the address of a feed, or of the site")
            return Choice(url, offers, offers[0].listing.home)
        if page_kind == "article":
            return Choice(url, (Offer(url, "page", self._read(answer, "page")),))
        return self._of_site(url, answer)

    def since(self, choice: Choice, day: datetime) -> Iterator[Entry]:
        """Yield what the sitemaps of the site list from a day on."""
        home = choice.home or choice.url
        waiting = [*self._robots(home).sitemaps] or [_at(home, "/sitemap.xml")]
        waiting += [offer.url for offer in choice.offers if offer.kind == "sitemap"]
        seen: set[str] = set()
        while waiting and len(seen) < MOST_SITEMAPS:
            url = waiting.pop(0)
            if url in seen:
                continue
            seen.add(url)
            try:
                listing = read_listing(self._ask(url, "feed").page, "sitemap", self._wishes.zone, since=day)
            except (FetchError, UnreadableError):
                continue
            waiting += listing.parts
            yield from (entry for entry in listing.entries if _is_since(entry, day))

    def _of_site(self, url: str, front: Answer) -> Choice:
        robots = self._robots(url)
        offers: list[Offer] = []
        for candidate in listings_of(front.page, robots.sitemaps)[:MOST_TRIED]:
            if offers and candidate.origin == "guess":
                break
            try:
                answer = self._ask(candidate.url, "feed")
                if (kind := _LISTINGS.get(kind_of(answer.page))) and kind != "telegram":
                    offers += self._offers(answer.moved or candidate.url, kind, answer)
            except (FetchError, UnreadableError):
                continue
            if len(offers) > 2:  # noqa: PLR2004 - the best stand first; more would only cost the host requests
                break
        if not offers:
            offers = [Offer(url, "site", self._read(front, "site"))]
            if len(offers[0].listing.entries) < _LEAST_LINKS:
                raise UnreadableError(f"{url}: no feed, no sitemap, no articles linked; give the address of its feed")
        return Choice(url, tuple(sorted(offers, key=_worth)), url)

    def _offers(self, url: str, kind: SourceKind, answer: Answer) -> Iterator[Offer]:
        """Yield the listing, where it lists anything; of an index of sitemaps its likeliest parts."""
        listing = self._read(answer, kind)
        if listing.entries:
            yield Offer(url, kind, listing)
        elif kind == "sitemap":
            yield from self._of_index(url, listing)

    def _of_index(self, url: str, index: Listing) -> Iterator[Offer]:
        """Yield a part that is of news and nothing else, or the index with what its newest parts list."""
        entries: tuple[Entry, ...] = ()
        for part in newest_parts(index):
            inner = self._read(self._ask(part, "feed"), "sitemap")
            if inner.entries and _NEWS in part:
                yield Offer(part, "sitemap", inner)
                return
            entries += inner.entries
        if entries:
            yield Offer(url, "sitemap", replace(index, entries=entries))

    def _ask(self, url: str, accept: Literal["page", "feed"] = "page") -> Answer:
        self._net.sleep(self._pause if accept == "feed" else 0)
        answer = self._net.ask(url, self._request(accept))
        if answer.page.status >= _REFUSED:
            raise FetchError(f"{url}: the server answered {answer.page.status}; check the address", "status")
        return answer

    def _request(self, accept: Literal["page", "feed"] = "page") -> Request:
        proxy = self._wishes.proxy or self._net.proxy
        return Request(self._net.limits, accept=accept, proxy=proxy, routes=self._net.routes)

    def _read(self, answer: Answer, kind: SourceKind) -> Listing:
        return read_listing(answer.page, kind, self._wishes.zone)

    def _robots(self, url: str) -> Robots:
        try:
            answer = self._net.ask(_at(url, "/robots.txt"), self._request())
        except FetchError:
            return parse_robots(b"", 0)
        return parse_robots(answer.page.content, answer.page.status)


def source_of(choice: Choice, wishes: Wishes, now: datetime) -> NewsSource:
    """Return the source that a choice makes: the best of what was found, due at once."""
    best = choice.offers[0]
    return NewsSource(
        id=store.source_id(best.url),
        url=choice.url,
        kind=best.kind,
        listing=best.url,
        added=now,
        title=best.listing.title,
        home=best.listing.home or choice.home,
        language=best.listing.language,
        zone=wishes.zone,
        pace=wishes.pace,
        proxy=wishes.proxy,
        due=now,
    )


def _worth(offer: Offer) -> tuple[bool, bool]:
    """Put feeds before sitemaps, and what says when its entries were published before what does not."""
    return offer.kind != "feed", offer.newest is None


def _is_since(entry: Entry, day: datetime) -> bool:
    moment = entry.published or entry.modified
    return moment is not None and (moment.end or moment.start) >= day


def _at(url: str, path: str) -> str:
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc, path, "", ""))
