"""What a page says of its article: headline, outlet, authors, dates and the credits of its pictures.

Read from JSON-LD first, then from meta elements and microdata, then from what stands near the headline. Each list
below is in the order of trust; the first that gives a value is taken.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from otkuda.article.clock import UNKNOWN, Clock
from otkuda.article.credits import find_credits
from otkuda.article.holders import any_of, is_person, read_holders, words
from otkuda.article.jsonld import LinkedData, read_json_ld
from otkuda.model import Credit, Moment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborHTMLParser, LexborNode

_PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "og:published_time",
    "mediator_published_time",
    "pubdate",
    "dc.date.issued",
    "dc.date",
    "date",
)
_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "last-modified")
_OUTLET = ("og:site_name", "publisher", "application-name")
_AUTHOR = ("author", "article:author", "mediator_author", "dc.creator", "parsely-author")
_DATE_PLACES = (
    '[itemprop="datePublished"], time[datetime], time, [class*="date"], [class*="time"], [class*="stamp"],'
    '[class*="info"], [class*="meta"], [class*="byline"], [class*="publish"]'
)
_AUTHOR_PLACES = '[itemprop="author"], [rel="author"], [class*="author"], [class*="byline"]'
_HEADINGS = "h1, [itemprop='headline'], h2, [class*='title']"
_CAPTIONS = 'figcaption, [class*="caption"], [class*="credit"], [class*="copyright"], [class*="photo-author"]'
_MOST_PLACES = 40
_LONGEST_PLACE = 300  # characters
_LONGEST_BYLINE = 120
_NAME_SHAPE = re.compile(r"(?:[^\W\d_][\w’'-]*\.?)(?: [^\W\d_][\w’'-]*\.?){1,3}")
_LEAST_LIKENESS = 0.3  # «Мост открыт — Новости Атбасара и района» holds its headline, «Мост открыт»
_SITE = re.compile(r"\s+(?:::|[|—–·•:/-])\s+[^|—–·•]{2,60}\Z")
_PARTS = re.compile(r"\s+(?:::|[|—–·•/-])\s+")
_LEAST_WORDS = 3
_LINES = "h3, h4, p, b, strong, font, span, td, div"
_MOST_LINES = 300
_BLANKS = re.compile(r"[ \t\r\n\f\v\x1c-\x1f\x85\u2028\u2029]+")


class Metadata(NamedTuple):
    """What a page says of its article; None or empty where it does not say."""

    headline: str | None
    outlet: str | None
    authors: tuple[str, ...]
    published: Moment | None
    modified: Moment | None
    credits: tuple[Credit, ...]


class _Page(NamedTuple):
    tree: LexborHTMLParser
    linked: LinkedData
    meta: dict[str, str]
    heading: LexborNode | None
    clock: Clock


def fold(text: str) -> str:
    """Return ``text`` with each run of blanks and line ends as one space; a no-break space stays."""
    return _BLANKS.sub(" ", text).strip()


def read_metadata(
    tree: LexborHTMLParser, url: str | None, clock: Clock = UNKNOWN, listed: str | None = None
) -> Metadata:
    """Return what the page says of its article; ``url`` is where it was fetched.

    ``clock`` is what is known of the time beside the page, ``listed`` the headline by which a feed lists it.
    """
    scripts = (node.text(deep=True) for node in tree.css('script[type*="ld+json"]'))
    linked = read_json_ld(scripts)
    meta = _meta(tree)
    headline, heading = _headline(tree, linked, meta, listed)
    page = _Page(tree, linked, meta, heading, clock.at(_address(tree, meta, url)))
    named = linked.outlet or _first(meta, _OUTLET) or _itemprop_name(tree, "publisher")
    outlet = named or _hostname(_address(tree, meta, url)) or _titled(tree, headline)
    return Metadata(
        headline,
        outlet,
        _authors(page, outlet),
        _published(page),
        _stated(page, linked.modified, _MODIFIED, "dateModified"),
        _credits(page, outlet),
    )


def _meta(tree: LexborHTMLParser) -> dict[str, str]:
    """Return the content of each meta element by its name in small letters; the first of a name counts."""
    found: dict[str, str] = {}
    for node in tree.css("meta[content]")[:500]:
        name = node.attributes.get("property") or node.attributes.get("name") or node.attributes.get("itemprop")
        content = fold((node.attributes.get("content") or "")[:2000])
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _first(meta: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((meta[name] for name in names if name in meta), None)


def _published(page: _Page) -> Moment | None:
    """Return the date that the page states; where that is a mere day, the time that the page shows on it."""
    stated = _stated(page, page.linked.published, _PUBLISHED, None)
    if stated and not stated.end:
        return stated
    shown = _shown_date(page)
    is_closer = shown and (not stated or (not shown.end and stated.start <= shown.start < (stated.end or stated.start)))
    return shown if is_closer else stated


def _stated(page: _Page, linked: str | None, names: tuple[str, ...], prop: str | None) -> Moment | None:
    """Return the date that JSON-LD, a meta element or microdata states. A time counts before a mere day."""
    stated = [linked, *(page.meta[name] for name in names if name in page.meta)]
    if prop:
        nodes = page.tree.css(f'[itemprop="{prop}"]')[:_MOST_PLACES]
        stated += [node.attributes.get("datetime") or _shown(node) for node in nodes]
    dates = [date for text in stated if (date := page.clock.read(text))]
    return next((date for date in dates if date.end is None), dates[0] if dates else None)


def _headline(
    tree: LexborHTMLParser, linked: LinkedData, meta: dict[str, str], listed: str | None
) -> tuple[str | None, LexborNode | None]:
    """Return the headline, and the heading that shows it. What the page shows counts before what it says of itself.

    What it shows as its feed lists it is sure: the one heading may be «Новости».
    """
    headings = [(fold(node.text(deep=True)), node) for node in tree.css(_HEADINGS)[:_MOST_PLACES]]
    headings = [(text, node) for text, node in headings if 0 < len(text) <= _LONGEST_PLACE]
    if listed and (sure := _shown_as(listed, headings) or _drawn_heading(tree, {listed})):
        return sure
    title = next((fold(node.text(deep=True)) for node in tree.css("title")[:1]), "")
    said = linked.headline or meta.get("og:title") or title
    fitting = max(headings, key=lambda heading: _likeness(heading[0], said), default=None)
    if fitting and _likeness(fitting[0], said) > _LEAST_LIKENESS:
        return fitting
    firsts = [heading for heading in headings if heading[1].tag == "h1"]
    telling = [heading for heading in firsts if _tells(*heading)]
    if len(firsts) == 1 and not (linked.headline or meta.get("og:title")):
        return firsts[0]
    parts = {part for part in _PARTS.split(said[:_LONGEST_PLACE]) if len(part.split()) >= _LEAST_WORDS}
    if drawn := _drawn_heading(tree, parts):
        return drawn
    if len(telling) == 1:
        return telling[0]  # what no line of the page shows is the site's name, or an advertisement of the article
    shown = firsts[0][1] if firsts else None
    return without_site(linked.headline or meta.get("og:title") or title) or None, shown


def _shown_as(listed: str, headings: list[tuple[str, LexborNode]]) -> tuple[str, LexborNode] | None:
    """Return the heading that says what the feed does, and leads nowhere."""
    return next((one for one in headings if _alike(one[0]) == _alike(listed) and not _is_link(one[1])), None)


def _tells(text: str, node: LexborNode) -> bool:
    """Tell whether a heading may be an article's: several words, and no link to the front page."""
    return len(text.split()) >= _LEAST_WORDS and not _is_link(node)


def _is_link(node: LexborNode) -> bool:
    """Tell whether a line is a link, or stands in one."""
    return node.css_first("a[href]") is not None or any(
        above is not None and above.tag == "a" for above in (node.parent, node.parent and node.parent.parent)
    )


def _alike(line: str) -> str:
    return line.casefold().replace("\xa0", " ").strip(" .")


def _drawn_heading(tree: LexborHTMLParser, wanted: set[str]) -> tuple[str, LexborNode] | None:
    """Return the line that looks like a heading without being one: it is one of those ``wanted``."""
    alike = {_alike(one) for one in wanted}
    for node in tree.css(_LINES)[:_MOST_LINES] if alike else ():
        line = fold(node.text(deep=True)[:_LONGEST_PLACE])
        if _alike(line) in alike and not _is_link(node):
            return line, node
    return None


def _likeness(heading: str, said: str) -> float:
    """Return how much of the longer one the shorter makes, 0 where it is no part of it. «Берег» is in much."""
    shown = heading.casefold().replace("\xa0", " ")
    titles = {title.casefold().replace("\xa0", " ") for title in (said, without_site(said))}
    pairs = [sorted((shown, title), key=len) for title in titles]
    return max((len(short) / len(long) for short, long in pairs if short and short in long), default=0.0)


def without_site(title: str) -> str:
    """Take the outlet's name off a page's title: «Мост открыт — «Заря»»."""
    return _SITE.sub("", title[:_LONGEST_PLACE]).strip()


def _titled(tree: LexborHTMLParser, headline: str | None) -> str | None:
    """Return what the page's title says beside the headline: «Заря | Мост открыт»."""
    title = next((fold(node.text(deep=True)) for node in tree.css("title")[:1]), "")
    parts = re.split(r"\s+[|—–-]\s+", title[:_LONGEST_PLACE])
    rest = [part for part in parts if part != headline]
    return rest[0] if len(parts) == 2 and len(rest) == 1 else None  # noqa: PLR2004 - headline and outlet


def _address(tree: LexborHTMLParser, meta: dict[str, str], url: str | None) -> str | None:
    """Return the page's address: where it was fetched, else what it calls its own."""
    canonical = tree.css_first('link[rel="canonical"]')
    addresses = (url, canonical.attributes.get("href") if canonical else None, meta.get("og:url"))
    return next((address for address in addresses if _hostname(address)), None)


def _hostname(address: str | None) -> str | None:
    try:
        host = urlsplit((address or "")[:2000]).hostname
    except ValueError:  # «http://[»
        return None
    return host.removeprefix("www.") if host else None


def _itemprop_name(tree: LexborHTMLParser, prop: str) -> str | None:
    for node in tree.css(f'[itemprop="{prop}"]')[:_MOST_PLACES]:
        named = node.css_first('[itemprop="name"]')
        name = _shown(named) if named else None
        if name:
            return name
    return None


def _shown(node: LexborNode) -> str:
    """Return the value of a microdata element: its content, or its text."""
    return fold(node.attributes.get("content") or node.text(deep=True)[:_LONGEST_PLACE])


def _near(page: _Page, selector: str) -> Iterator[LexborNode]:
    """Yield what fits near the heading, the nearest first: a page's head and margins hold dates of their own."""
    place = page.heading.parent if page.heading else page.tree.body
    for _ in range(3):
        if place is None:
            return
        yield from place.css(selector)[:_MOST_PLACES]
        if place.tag in {"body", "html"}:
            return
        place = place.parent


def _beside(page: _Page) -> Iterator[str]:
    """Yield the short lines just below and above the heading, whatever their class: «11.03.2026 | Анна Лесная»."""
    for node in (page.heading, page.heading.parent) if page.heading else ():
        for step, most in (("next", 6), ("prev", 6)):
            neighbour = node
            for _ in range(most):
                neighbour = getattr(neighbour, step, None)
                if neighbour is None:
                    break
                line = fold(neighbour.text(deep=True)[: 2 * _LONGEST_BYLINE])
                if 0 < len(line) <= _LONGEST_BYLINE:
                    yield line


def _shown_date(page: _Page) -> Moment | None:
    for node in _near(page, _DATE_PLACES):
        inner = node.css_first("[datetime]") or node
        stated = inner.attributes.get("datetime") or node.attributes.get("content")
        text = fold(node.text(deep=True)[: 2 * _LONGEST_PLACE])
        if len(text) > _LONGEST_PLACE and inner is not node:
            continue
        date = page.clock.read(stated) or (page.clock.read(text) if len(text) <= _LONGEST_PLACE else None)
        if date:
            return date
    return next((date for line in _beside(page) if (date := page.clock.read(line))), None)


def _authors(page: _Page, outlet: str | None) -> tuple[str, ...]:
    said = [*page.linked.authors] or [page.meta[name] for name in _AUTHOR if name in page.meta][:1]
    names = [name for text in said for name in _names(text)]
    if not names:
        names = [name for node in _near(page, _AUTHOR_PLACES) for name in _byline(node)]
    if not names:
        names = [
            name for line in _beside(page) if page.clock.read(line) for name in _people(line) if _is_surely_person(name)
        ]
    nobody = {name.casefold() for name in words("nobody")} | {(outlet or "").casefold()}
    return tuple(dict.fromkeys(name for name in names if name.casefold() not in nobody))


def _names(text: str) -> list[str]:
    """Split «Анна Лесная, Иван Петров»; an address is no name."""
    names = re.split(
        rf"\s*[,;]\s*|\s+(?:{any_of('joint')})\s+", _before_authors().sub("", text.strip())[:_LONGEST_PLACE]
    )
    return [name for name in names if name and "://" not in name and not name.startswith(("/", "@"))]


@cache
def _before_authors() -> re.Pattern[str]:
    """Match «Автор: », «Мәтін: », «By »."""
    return re.compile(rf"^(?:{any_of('byline')}|текст|мәтін|text)\s*:?\s+", re.IGNORECASE)


def _byline(node: LexborNode) -> list[str]:
    """Return the people whom a byline names: a byline may hold a date, a rubric, a post as well."""
    text = fold(node.text(deep=True)[: 2 * _LONGEST_BYLINE])
    if not text or len(text) > _LONGEST_BYLINE:
        return []
    return _people(text)


def _people(line: str) -> list[str]:
    """Return the parts of a line that have the shape of a person's name."""
    parts = [name for part in re.split(r"\s+[·|•/—–-]\s+|\s{2,}", line) for name in _names(part)]
    return [name for name in parts if _NAME_SHAPE.fullmatch(name) and (is_person(name) or name.istitle())]


def _is_surely_person(name: str) -> bool:
    """Tell a person from a rubric («Новости Казахстана»)."""
    return is_person(name) or name.isascii() or name.endswith(("ұлы", "қызы", "ов", "ова", "ев", "ева", "ин", "ина"))


def _credits(page: _Page, outlet: str | None) -> tuple[Credit, ...]:
    """Return the credits that stand in captions and in JSON-LD, without a span."""
    found = [credit for node in page.tree.css(_CAPTIONS)[:_MOST_PLACES] for credit in _caption_credits(node)]
    pictures = filter(None, map(read_holders, page.linked.photo_credits))
    found += [Credit("photo", holders.agency, holders.author, None) for holders in pictures]
    found += [Credit("text", name, None, None) for name in page.linked.author_organizations if name != outlet]
    return tuple(dict.fromkeys(found))


def _caption_credits(node: LexborNode) -> list[Credit]:
    caption = fold(node.text(deep=True)[: 2 * _LONGEST_PLACE])
    if not caption or len(caption) > _LONGEST_PLACE:
        return []
    framed = f"—\n\n{caption}"  # a caption is no headline
    return [replace(credit, text=None) for credit in find_credits(framed) if credit.agency or credit.author]
