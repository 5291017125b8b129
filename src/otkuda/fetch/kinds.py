"""What an address is, from the bytes that it gave: a feed, a sitemap, a channel, a list of sources, a site, an article.

What HTTP declares is not asked: feeds come as ``text/html``, pages as ``text/xml``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from otkuda.errors import UnreadableError
from otkuda.fetch import markup
from otkuda.fetch.front_page import likeness
from otkuda.fetch.sitemaps import unpacked
from otkuda.text.pages import tree_of
from otkuda.text.urls import host_of

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

    from otkuda.model import Page

PageKind = Literal["feed", "sitemap", "telegram", "opml", "article", "site", "other"]

_LARGEST = 60_000_000  # bytes
_BEGINNING = 50_000  # characters in which a document's first element stands
_ELEMENT = re.compile(r"<(?:\w++:)?([a-zA-Z]\w*+)[\s>/]")
_ROOTS: dict[str, PageKind] = {
    "rss": "feed",
    "rdf": "feed",
    "feed": "feed",
    "urlset": "sitemap",
    "sitemapindex": "sitemap",
    "opml": "opml",
}
_JSON_FEED = re.compile(r"https?:\\?/\\?/jsonfeed\.org\\?/version\\?/")
_ADDRESSES = re.compile(r"(?:https?://\S++\s++){1,5}|https?://\S++$")
_ARTICLE_DATA = re.compile(r"\"@type\"\s*+:\s*+\[?\s*+\"(?:\w*Article|BlogPosting|ReportageNewsArticle)\"")
_FRONT = re.compile(r"(?:/[a-z]{2}|/index\.\w{2,5}|/main|/home|/news)?/?", re.IGNORECASE)
_FEW = 3  # times that an article's page names the article's own type or date
_MOST_NODES = 5_000
_SHORTEST_ARTICLE = 300  # characters
_TELEGRAM = frozenset({"t.me", "telegram.me"})


def kind_of(page: Page) -> PageKind:
    """Tell what a fetched page is.

    >>> from otkuda.model import Page
    >>> kind_of(Page("https://zarya.example/rss", b'<?xml version="1.0"?><rss version="2.0">', None, "text/html"))
    'feed'
    """
    try:
        text = markup.text_of(unpacked(page.content, _LARGEST), page.charset).lstrip("\ufeff \t\r\n")
    except UnreadableError:
        return "other"
    beginning = text[:_BEGINNING]
    if beginning.startswith("{"):
        return "feed" if _JSON_FEED.search(beginning) else "other"
    if _ADDRESSES.match(beginning):
        return "sitemap"
    root = _first_element(beginning)
    if root in _ROOTS:
        return _ROOTS[root]
    return _kind_of_page(text, page.url) if root else "other"


def is_telegram(url: str) -> bool:
    """Whether an address is one of Telegram's web pages."""
    return host_of(url) in _TELEGRAM


def _first_element(text: str) -> str | None:
    """Return the name of the first element that stands in no comment and no declaration."""
    bare = re.sub(r"<!--.*?(?:-->|\Z)", "", text, flags=re.DOTALL) if "<!--" in text else text
    found = _ELEMENT.search(bare)
    return found[1].lower() if found else None


def _kind_of_page(text: str, url: str) -> PageKind:
    tree = tree_of(text)
    if is_telegram(url) and tree.css_first(".tgme_channel_info, .tgme_widget_message, .tgme_page"):
        return "telegram"
    if _FRONT.fullmatch(urlsplit(url).path) and not urlsplit(url).query:
        return "site"
    return "article" if _says_article(tree) or _reads_like_article(tree, url) else "site"


def _says_article(tree: LexborHTMLParser) -> bool:
    """Whether the page says that it is an article: by Open Graph, by a time of publishing, by schema.org.

    A rubric says so of each article that it lists.
    """
    kind = tree.css_first('meta[property="og:type"]')
    if kind and (kind.attributes.get("content") or "").strip().lower() in {"article", "news", "news.article"}:
        return True
    if tree.css_first('meta[property="article:published_time"]'):
        return True
    marked = len(tree.css('[itemprop="articleBody"], [itemprop="datePublished"]')[: _FEW + 1])
    scripts = tree.css('script[type="application/ld+json"]')[:20]
    marked += sum(len(_ARTICLE_DATA.findall(script.text())) for script in scripts)
    return 0 < marked <= _FEW


def _reads_like_article(tree: LexborHTMLParser, url: str) -> bool:
    """Whether the page has an article's address and more text in paragraphs than in links."""
    if likeness(url) == "none":
        return False
    read = sum(len(node.text()) for node in tree.css("p")[:_MOST_NODES])
    linked = sum(len(node.text()) for node in tree.css("a")[:_MOST_NODES])
    return read >= _SHORTEST_ARTICLE and read > linked
