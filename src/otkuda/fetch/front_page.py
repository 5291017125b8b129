"""The articles that a page links, for a site that has no feed: addresses that look like an article's, by headlines."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING
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

_MOST = 1_000  # articles; a front page has a hundred
_LONGEST_HEADLINE = 300  # characters; more is a teaser
_SHORTEST_HEADLINE = 15
_FEWEST_WORDS = 3
_DATE = re.compile(r"/(?:19|20)\d\d[/-]?(?:[01]?\d)(?:[/-]?[0-3]?\d)?(?:/|-|\b)")
_NUMBER = re.compile(r"(?<!\d)\d{4,}(?!\d)")
_SLUG = re.compile(r"[^\W_]+(?:[-_][^\W_]+){2,}")
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
        if url is None or not is_own(url, home) or not looks_like_article(url):
            continue
        headline = _headline(node)
        if headline and len(headline) > len(found.get(url, "")):
            found[url] = headline
    own = canonical(page.url)
    entries = [Entry(url, headline=headline) for url, headline in found.items() if url != own]
    title = tree.css_first("title")
    name = " ".join(title.text().split()) if title else ""
    return Listing(tuple(entries[:_MOST]), title=name or None, home=own, left_out=max(0, len(entries) - _MOST))


def looks_like_article(url: str) -> bool:
    """Whether an address has the shape of an article's.

    >>> looks_like_article("https://zarya.example/2026/06/09/most"), looks_like_article("https://zarya.example/tag/most")
    (True, False)
    """
    parts = urlsplit(url)
    path = unquote(parts.path).lower()
    steps = [step for step in path.split("/") if step]
    if not steps or _FILE.search(path) or any(step in _others() for step in steps):
        return False
    if _DATE.search(path) and len(steps[-1]) > 2:  # noqa: PLR2004 - the day of an archive is shorter
        return True
    last = _ENDING.sub("", steps[-1])
    has_name = bool(_NUMBER.search(last) or _SLUG.fullmatch(last))
    return has_name or bool(_ENDING.search(steps[-1]) and len(steps) > 1) or bool(_NUMBER.search(parts.query))


@cache
def _others() -> frozenset[str]:
    return frozenset(word for word, _ in rows("otkuda.fetch", "no_articles.tsv"))


def _headline(node: LexborNode) -> str | None:
    """Return the headline that a link gives: its heading where it holds one, else its text without the clock."""
    heading = node.css_first("h1, h2, h3, h4, h5")
    text = _CLOCK.sub("", " ".join((heading or node).text(separator=" ").split()))
    is_fit = _SHORTEST_HEADLINE <= len(text) <= _LONGEST_HEADLINE and len(text.split()) >= _FEWEST_WORDS
    return text if is_fit else None
