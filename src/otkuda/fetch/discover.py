"""What a site offers to be followed by: its feeds and sitemaps, best first, and the articles that its page links.

Pure: what is found are candidates, which the collector asks one by one until one is what it seems.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from otkuda.fetch import markup
from otkuda.lang.lexicon import rows
from otkuda.text.pages import tree_of
from otkuda.text.urls import canonical, host_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from selectolax.lexbor import LexborHTMLParser

    from otkuda.model import Page

Origin = Literal["linked", "anchor", "robots", "guess"]
_TRUST: dict[Origin, int] = {"linked": 0, "anchor": 1, "robots": 2, "guess": 3}
MOST_LINKS = 10_000  # of a page that are looked at
_MOST = 100  # candidates of each sort
_FEED_TYPES = frozenset({"rss+xml", "atom+xml", "rdf+xml", "feed+json"})
_MAYBE_TYPES = frozenset({"xml", "json", "rss", "atom", ""})
_FEED_ADDRESS = re.compile(
    r"(?:^|[/_.-])(?:rss|feeds?|atom)(?:2|20|_full)?(?:[/._-]|$)|\.(?:rss|atom|rdf)$|[?&](?:feed|format)=(?:rss|atom)",
    re.IGNORECASE,
)
_TITLE = re.compile(r"\b(?:rss|atom)\b", re.IGNORECASE)
_SPOILT = 60  # the weight of words from which a feed is none of news
_OTHERS_DEDUCTION = 50  # a feed on another host is seldom the site's own


@dataclass(frozen=True, slots=True)
class Candidate:
    """An address that may be a feed or a sitemap: where it was found, and what it is called there."""

    url: str
    kind: Literal["feed", "sitemap"]
    origin: Origin
    title: str | None = None


def listings_of(page: Page, sitemaps: Iterable[str] = ()) -> tuple[Candidate, ...]:
    """Return what a front page offers, best first; ``sitemaps`` are those that the host's robots.txt names.

    A feed of everything stands before one of a rubric, that before one of comments; what is linked before what is
    guessed; feeds before sitemaps, for they say when an article was published.
    """
    tree = tree_of(markup.text_of(page.content, page.charset))
    base = base_of(tree, page.url)
    named = (Candidate(url, "sitemap", "robots") for one in sitemaps if (url := canonical(one, page.url)))
    found: dict[str, Candidate] = {}
    for candidate in (*_linked(tree, base), *_anchors(tree, base), *named, *_guesses(page.url)):
        found.setdefault(candidate.url, candidate)
    home = host_of(page.url)
    return tuple(sorted(found.values(), key=lambda candidate: _rank(candidate, home)))


def base_of(tree: LexborHTMLParser, url: str) -> str:
    """Return what the addresses on a page are relative to."""
    node = tree.css_first("base[href]")
    return (canonical(node.attributes.get("href") or "", url) if node else None) or url


def is_own(url: str, home: str) -> bool:
    """Whether an address lies on a host, or on one that shares its name's last two parts.

    >>> is_own("https://rss.zarya.example/all", "zarya.example"), is_own("https://feedly.example/", "zarya.example")
    (True, False)
    """
    host = host_of(url)
    return bool(host) and (host == home or host.split(".")[-2:] == home.split(".")[-2:])


def _linked(tree: LexborHTMLParser, base: str) -> Iterator[Candidate]:
    """Yield what the page's head links as its feeds."""
    for node in tree.css("link[href][rel]")[: 10 * _MOST]:
        attributes = node.attributes
        relations = (attributes.get("rel") or "").lower().split()
        declared = (attributes.get("type") or "").partition(";")[0].strip().lower().rpartition("/")[2]
        url = canonical(attributes.get("href") or "", base)
        if url is None or not ({"alternate", "feed"} & set(relations)):
            continue
        is_named = declared in _MAYBE_TYPES and _FEED_ADDRESS.search(urlsplit(url).path)
        if declared in _FEED_TYPES or "feed" in relations or is_named:
            yield Candidate(url, "feed", "linked", " ".join((attributes.get("title") or "").split()) or None)


def _anchors(tree: LexborHTMLParser, base: str) -> Iterator[Candidate]:
    """Yield what the page links as a reader would find it: «RSS» in the foot."""
    home, count = host_of(base), 0
    for node in tree.css("a[href]")[:MOST_LINKS]:
        url = canonical(node.attributes.get("href") or "", base)
        if url is None or not is_own(url, home):
            continue
        parts = urlsplit(url)
        text = " ".join(node.text().split())[:100]
        if _FEED_ADDRESS.search(f"{parts.path}?{parts.query}") or _TITLE.search(text):
            yield Candidate(url, "feed", "anchor", text or None)
            count += 1
            if count == _MOST:
                return


def _guesses(url: str) -> Iterator[Candidate]:
    for path, kind, _ in rows("otkuda.fetch", "well_known.tsv"):
        if address := canonical(path, url):
            yield Candidate(address, "sitemap" if kind == "sitemap" else "feed", "guess")


def _rank(candidate: Candidate, home: str) -> tuple[bool, int, int]:
    """Return the place of a candidate: the smaller, the better. What is of comments stands after any guess."""
    words = _weight(candidate)
    is_news = candidate.kind == "sitemap" and "news" in candidate.url
    trust = _TRUST[candidate.origin] + 4 * (candidate.kind == "sitemap") - 2 * is_news
    depth = len([part for part in urlsplit(candidate.url).path.split("/") if part])
    others = 0 if is_own(candidate.url, home) else _OTHERS_DEDUCTION
    return words >= _SPOILT, trust, words + depth + others if candidate.origin != "guess" else 0


def _weight(candidate: Candidate) -> int:
    parts = urlsplit(candidate.url)
    text = f"{parts.path}?{parts.query} {candidate.title or ''}".lower()
    return sum(weight for word, weight in _words() if re.search(rf"(?<![^\W_]){word}", text))


@cache
def _words() -> tuple[tuple[str, int], ...]:
    return tuple((word, int(weight)) for word, weight, _ in rows("otkuda.fetch", "listing_words.tsv"))
