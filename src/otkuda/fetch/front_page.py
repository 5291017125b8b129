"""The articles that a page links, for a site that has no feed: addresses that look like an article's, by headlines."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Literal
from urllib.parse import unquote, urlsplit

from otkuda.fetch import markup
from otkuda.fetch.discover import MOST_LINKS, base_of, is_own
from otkuda.lang.lexicon import rows
from otkuda.model import Entry, Listing
from otkuda.text.pages import tree_of
from otkuda.text.urls import canonical, host_of

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from otkuda.model import Page

Likeness = Literal["article", "maybe", "none"]

_MOST = 1_000  # articles; a front page has a hundred
_LONGEST_HEADLINE = 300  # characters; more is a teaser
_LEAST = {"article": (15, 3), "maybe": (30, 4)}  # characters and words of a headline, by the address's shape
_DATE = re.compile(r"/(?:19|20)\d\d[/-]?(?:[01]?\d)(?:[/-]?[0-3]?\d)?(?:/|-|\b)")
_NUMBER = re.compile(r"(?<!\d)\d{4,}(?!\d)")
_SLUG = re.compile(r"[^\W_]+(?:[-_][^\W_]+){2,}")
_SHORT_SLUG = re.compile(r"[^\W_]{2,}[-_][^\W_]{2,}")
_LONGEST_DAY = 2  # characters: «/2026/06/09» is the archive of a day
_YEAR = re.compile(r"(?:19|20)\d\d")
_ENDING = re.compile(r"\.(?:s?html?|php|aspx?)$")
_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|svg|pdf|docx?|xlsx?|zip|mp[34]|xml|rss|css|js|ico)$")
_CLOCK = re.compile(r"^\s*(?:\d{1,2}\.\d{1,2}(?:\.\d{2,4})?\s*,?\s*)?(?:\d{1,2}:\d{2})?\s*")


def article_links(page: Page) -> Listing:
    """Return the articles that a page of a site links, in its order, with the headlines that it gives them.

    A last resort: an address counts where it lies on the same site, looks like an article's (a date, a number, a name
    of several words) and is linked by as much text as a headline has.
    """
    tree = tree_of(markup.text_of(page.content, page.charset))
    base, home = base_of(tree, page.url), host_of(page.url)
    found: dict[str, str] = {}
    for node in tree.css("a[href]")[:MOST_LINKS]:
        url = canonical(node.attributes.get("href") or "", base)
        shape = likeness(url) if url and is_own(url, home) else "none"
        headline = _headline(node, shape)
        if url and headline and len(headline) > len(found.get(url, "")):
            found[url] = headline
    own = canonical(page.url)
    entries = [Entry(url, headline=headline) for url, headline in found.items() if url != own]
    title = tree.css_first("title")
    name = " ".join(title.text().split()) if title else ""
    return Listing(tuple(entries[:_MOST]), title=name or None, home=own, left_out=max(0, len(entries) - _MOST))


def likeness(url: str) -> Likeness:
    """Tell how much an address has the shape of an article's.

    >>> likeness("https://zarya.example/2026/06/09/most"), likeness("https://zarya.example/p/novyj-most")
    ('article', 'maybe')
    >>> likeness("https://zarya.example/tag/most-cherez-ishim")
    'none'
    """
    parts = urlsplit(url)
    path = unquote(parts.path).lower()
    steps = [step for step in path.split("/") if step]
    if not steps or _FILE.search(path) or not _others().isdisjoint(steps):
        return "none"
    last = _ENDING.sub("", steps[-1])
    is_dated = len(last) > _LONGEST_DAY and bool(_DATE.search(path) or any(map(_YEAR.fullmatch, steps[:-1])))
    is_file = len(steps) > 1 and last != steps[-1]
    if is_dated or is_file or _NUMBER.search(last) or _SLUG.fullmatch(last) or _NUMBER.search(parts.query):
        return "article"
    return "maybe" if len(steps) > 1 and _SHORT_SLUG.fullmatch(last) else "none"


@cache
def _others() -> frozenset[str]:
    return frozenset(word for word, _ in rows("otkuda.fetch", "no_articles.tsv"))


def _headline(node: LexborNode, shape: Likeness) -> str | None:
    """Return the headline that a link gives: its heading where it holds one, else its text without the clock."""
    if shape == "none":
        return None
    heading = node.css_first("h1, h2, h3, h4, h5")
    text = _CLOCK.sub("", " ".join((heading or node).text(separator=" ").split()))
    characters, words = _LEAST[shape]
    return text if characters <= len(text) <= _LONGEST_HEADLINE and len(text.split()) >= words else None
