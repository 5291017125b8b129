"""What an answer is that ought to be an article: an article, a page that says there is none, the front page, a wall.

A real text is never called missing: a page counts as missing only by its status, or where its whole headline says so
and hardly any text follows. The words are in ``walls.tsv``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from otkuda.article.metadata import fold, without_site
from otkuda.article.walls import patterns
from otkuda.text.encoding import declared_charset, decode
from otkuda.text.pages import tree_of

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

    from otkuda.model import Article, Page

Verdict = Literal["article", "missing", "front", "blocked"]

_GONE = frozenset({404, 410})
_REFUSED = frozenset({401, 402, 403, 407, 429, 451, 503})
_LONGEST = 2_000_000  # bytes of the page that are looked at
_LONG = 700  # letters; a text of so many is no notice
_SHORT = 150  # letters; a page that calls itself an article and has so many is one
_LEAST_TEASERS = 12
_TEASER = 25  # characters of a link that is a headline
_LEAST_SENTENCE = 80  # characters of a paragraph that is a text
_FRONT = re.compile(
    r"/?(?:(?:ru|kk|kz|qaz|en|rus|kaz|eng)/?)?(?:(?:index|default|home|main)(?:\.\w{2,5})?/?)?", re.IGNORECASE
)
_NOWHERE = re.compile(r".*/(?:error[-_/]?)?(?:404|410|not[-_]?found)(?:\.\w{2,5})?/?", re.IGNORECASE)
_MARKS = "meta[property='og:type'][content='article'], [itemprop='articleBody'], [itemtype*='Article']"


def presence(page: Page, article: Article | None) -> Verdict:
    """Return what ``page`` is; ``article`` is what was read from it, None where nothing was.

    ``missing``: it says that there is no such page. ``front``: the front page, or a list of headlines, in its place.
    ``blocked``: something stands before it (a check for robots, a wall of cookies); ask again later. ``article``:
    nothing of the kind is to be seen, whether its text could be read or not.

    >>> from otkuda.model import Page
    >>> presence(Page("https://zarya.example/most", b"<h1>404</h1>", None, None), None)
    'missing'
    """
    by_address = _by_address(page)
    if by_address:
        return by_address
    tree = tree_of(_source(page))
    text = _shown(tree, article)
    letters = sum(map(str.isalpha, text))
    if _is_marked(tree) and article and letters > _SHORT:
        return "article"
    notice = _notice(_headlines(tree), text, _source(page)) if letters < _LONG else None
    return notice or ("front" if _is_list(tree, article) else "article")


def _by_address(page: Page) -> Verdict | None:
    """Return what the status says, or where the redirects ended."""
    if page.status in _GONE:
        return "missing"
    if page.status in _REFUSED:
        return "blocked"
    if not page.requested or _path(page.requested) == _path(page.url):
        return None
    if _NOWHERE.fullmatch(_path(page.url)):
        return "missing"
    return "front" if _is_front(page.url) and not _is_front(page.requested) else None


def _source(page: Page) -> str:
    content = page.content[:_LONGEST]
    return decode(content, declared=(page.charset, declared_charset(content))) or ""


def _headlines(tree: LexborHTMLParser) -> list[str]:
    """Return what the page calls itself, on top and in its title, without the outlet's name."""
    headings = tree.css("title, h1")[:5]
    headings += tree.css("h2")[:2] if len(headings) < 2 else []  # noqa: PLR2004 - a title, and nothing on top
    shown = [fold(node.text(deep=True)[:300]) for node in headings]
    return [line.strip(" .!…") for text in shown if text for line in (text, without_site(text))]


def _shown(tree: LexborHTMLParser, article: Article | None) -> str:
    if article is not None:
        return article.text.removeprefix(article.headline or "")
    lines = (fold(node.text(deep=True)) for node in tree.css("p")[:200])
    return " ".join(line for line in lines if len(line) > _LEAST_SENTENCE)


def _notice(headlines: list[str], text: str, source: str) -> Verdict | None:
    """Return what a short page says of itself."""
    for headline in headlines:
        if any(pattern.fullmatch(headline) for pattern in patterns("missing")):
            return "missing"
        if any(pattern.fullmatch(headline) for pattern in patterns("blocked")):
            return "blocked"
    is_bare = len(text) < _LEAST_SENTENCE
    return "blocked" if is_bare and any(pattern.search(source) for pattern in patterns("wall")) else None


def _is_front(url: str) -> bool:
    return "?" not in url and bool(_FRONT.fullmatch(_path(url)))


def _path(url: str) -> str:
    try:
        return urlsplit(url[:2000]).path
    except ValueError:  # «http://[»
        return ""


def _is_marked(tree: LexborHTMLParser) -> bool:
    """Tell whether the page calls itself an article."""
    if tree.css_first(_MARKS) is not None:
        return True
    scripts = [node.text(deep=True)[:20_000] for node in tree.css('script[type*="ld+json"]')[:10]]
    return any(re.search(r'"@type"\s*:\s*\[?\s*"\w*(?:Article|BlogPosting)"', script) for script in scripts)


def _is_list(tree: LexborHTMLParser, article: Article | None) -> bool:
    """Tell whether the page holds many headlines that are links, and no text beside them."""
    links = {text for node in tree.css("a[href]")[:2000] if len(text := fold(node.text(deep=True))) >= _TEASER}
    if len(links) < _LEAST_TEASERS:
        return False
    if article is None:
        return True
    dated = article.published is not None and article.headline is not None and article.headline not in links
    texts = [line for line in article.text.split("\n\n") if len(line) >= _LEAST_SENTENCE and line not in links]
    return not texts or (not dated and len(texts) < 2)  # noqa: PLR2004 - an article of one paragraph states its date
