"""An HTML page → ``Article``: trafilatura finds the main text, the rest is read from the page itself.

Bounded for any input: trafilatura's time grows with the square of the number of elements, and the parser's with the
square of the depth, so both are counted first, and a page beyond them is read in a plainer way.
"""

from __future__ import annotations

import logging
import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from otkuda.article.asides import drop_asides
from otkuda.article.clock import UNKNOWN, Clock
from otkuda.article.credits import find_credits
from otkuda.article.embedded import find_embedded, scripts_of
from otkuda.article.links import base_of, find_links
from otkuda.article.metadata import fold, read_metadata
from otkuda.article.missed import with_missed
from otkuda.article.plain import text_authors
from otkuda.article.refusals import unreadable
from otkuda.article.teasers import drop_teasers
from otkuda.article.walls import is_loading
from otkuda.model import Article
from otkuda.text.encoding import declared_charset, decode
from otkuda.text.language import detect
from otkuda.text.pages import tree_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.etree import _Element
    from selectolax.lexbor import LexborHTMLParser, LexborNode
    from trafilatura.settings import Document

    from otkuda.article.embedded import Embedded
    from otkuda.article.metadata import Metadata
    from otkuda.errors import UnreadableError
    from otkuda.model import Credit

_MOST_ELEMENTS = 20_000  # 10,000 take 0.4 s, 100,000 more than a minute
_NO_TEXT = ["script", "style", "noscript", "svg", "iframe", "template", "form", "select", "canvas", "object"]
_LONGEST_HEAD_LINES = 12
_LONGEST_HEAD = 200  # characters of menu, date and rubric that stand before a repeated headline
_LEAST_PICTURES = 3
_SHORT = 500  # letters; a page that shows fewer may hold the article in its scripts
_FOOT = 3  # lines at the end among which the copyright of the site is looked for
_COPYRIGHT = re.compile(r"(?:©|\([cсCС]\)).{0,200}\b\d{4}\b")
_BLOCKS = frozenset({"p", "head", "quote", "list", "item", "table", "row", "lb", "body", "code", "div"})
_MOST_BLOCKS = 200_000  # no person writes so many
_PLAIN_BLOCKS = "p, h2, h3, li, blockquote"


def from_html(
    content: bytes | str,
    *,
    url: str | None = None,
    charset: str | None = None,
    clock: Clock = UNKNOWN,
    listed: str | None = None,
) -> Article:
    """Return the article of an HTML page: its text, headline, outlet, authors, dates and credits.

    ``text`` is headline, empty line, body, its paragraphs parted by one empty line; offsets of credits count in it.
    ``charset`` is what HTTP declared, ``url`` where the page was fetched. ``clock`` is what is known of
    the time beside the page, ``listed`` the headline by which a feed lists it. A day without a time is an interval.
    Raises ``UnreadableError`` where the page holds no article text.

    >>> from_html("<h1>Мост открыт</h1><p>В посёлке Атбасар открыли мост через Ишим.</p>").headline
    'Мост открыт'
    """
    name = url or "the page"
    if isinstance(content, bytes):
        text = decode(content, declared=(charset, declared_charset(content)))
        if text is None:
            raise unreadable(name, "its character encoding cannot be told", "save it as UTF-8")
        content = text
    return page_article(content, name=name, url=url, clock=clock, listed=listed)


def page_article(
    page: str, *, name: str, url: str | None, clock: Clock = UNKNOWN, listed: str | None = None
) -> Article:
    """Return the article of a decoded page; ``name`` is what to call it in an error."""
    tree = tree_of(page)
    metadata = read_metadata(tree, url, clock, listed)
    scripts, base = scripts_of(tree), base_of(tree, url)
    paragraphs = _body(tree, url, metadata.headline)
    if _letters(paragraphs) < _SHORT and (embedded := find_embedded(scripts, metadata.headline, url)):
        shown = paragraphs
        metadata, paragraphs = _completed(metadata, paragraphs, embedded, clock.at(url))
        tree = tree if paragraphs is shown else tree_of(embedded.markup)
    if metadata.headline:
        paragraphs = _after_headline(paragraphs, metadata.headline)
    paragraphs[-_FOOT:] = [line for line in paragraphs[-_FOOT:] if not _COPYRIGHT.match(line)]
    if not _letters(paragraphs) or is_loading(paragraphs):
        raise _without_text(name, scripts)
    article = _article(metadata, paragraphs, url)
    return replace(article, links=find_links(tree, article.text, url, base))


def _without_text(name: str, scripts: list[str]) -> UnreadableError:
    if scripts:
        what = "no article text on the page, only scripts, which make it in a browser"
        return unreadable(name, what, "save the page in a browser and give the file")
    return unreadable(name, "no article text on the page", "give the address of one article, or its text")


def _completed(
    metadata: Metadata, paragraphs: list[str], embedded: Embedded, clock: Clock
) -> tuple[Metadata, list[str]]:
    """Return what the page's data says where it says more than the page shows."""
    if _letters(embedded.paragraphs) < 2 * _letters(paragraphs):
        return metadata, paragraphs
    stated = metadata._replace(
        headline=embedded.headline or metadata.headline,
        authors=metadata.authors or embedded.authors,
        published=metadata.published or clock.read(embedded.published),
    )
    return stated, embedded.paragraphs


def _letters(paragraphs: list[str]) -> int:
    return sum(sum(map(str.isalpha, paragraph)) for paragraph in paragraphs)


def _article(metadata: Metadata, paragraphs: list[str], url: str | None) -> Article:
    text = "\n\n".join([*filter(None, [metadata.headline]), *paragraphs])
    inside = find_credits(text)
    return Article(
        text=text,
        headline=metadata.headline or paragraphs[0],
        outlet=metadata.outlet,
        authors=metadata.authors or text_authors(inside),
        published=metadata.published.start if metadata.published else None,
        published_until=metadata.published.end if metadata.published else None,
        modified=metadata.modified.start if metadata.modified else None,
        language=detect(text),
        url=url,
        credits=(*inside, *_new(metadata.credits, inside)),
    )


def _new(outside: tuple[Credit, ...], inside: tuple[Credit, ...]) -> Iterator[Credit]:
    """Yield the credits from captions that the text does not hold."""
    known = {(credit.what, credit.agency, credit.author) for credit in inside}
    return (credit for credit in outside if (credit.what, credit.agency, credit.author) not in known)


def _after_headline(paragraphs: list[str], headline: str) -> list[str]:
    """Return what follows the headline where the body repeats it; what stands before it is the head of the page."""
    before = start = 0
    for index, paragraph in enumerate(paragraphs[:_LONGEST_HEAD_LINES], 1):
        if _plain(paragraph) == _plain(headline):
            start = index
        else:
            before += len(paragraph)
        if before > _LONGEST_HEAD:
            break
    return paragraphs[start:]


def _plain(line: str) -> str:
    return line.casefold().replace("\xa0", " ").rstrip(" .")


def _body(tree: LexborHTMLParser, url: str | None, headline: str | None) -> list[str]:
    """Return the paragraphs of the main text."""
    tree.strip_tags(_NO_TEXT)
    _drop_captions(tree)
    drop_teasers(tree)
    if len(tree.css("*")) <= _MOST_ELEMENTS:
        lines = drop_asides(tree)
        document = _extract()(tree.html or "", url)
        if document is not None and (paragraphs := list(_paragraphs(document.body))):
            return with_missed(lines, headline, _parted(paragraphs, tree))
    return _plain_paragraphs(tree)


def _parted(paragraphs: list[str], tree: LexborHTMLParser) -> list[str]:
    """Return the paragraphs of a short text as the page parts them; trafilatura joins all of one to one."""
    if len(paragraphs) > 1 or _letters(paragraphs) > _SHORT:
        return paragraphs
    shown = _plain_paragraphs(tree)
    joined, parted = ("".join("".join(lines).split()) for lines in (paragraphs, shown))
    return shown if len(shown) > 1 and joined.endswith(parted) else paragraphs


def _drop_captions(tree: LexborHTMLParser) -> None:
    """Take captions out, which are no news text but in a gallery; under a quotation in a box one is the speaker."""
    captions = tree.css("figcaption")
    is_gallery = _is_gallery(tree, captions)
    for caption in captions:
        box = caption.parent
        is_text = box is not None and box.tag == "figure" and (is_gallery or box.css_first("blockquote") is not None)
        if box is None or not is_text:
            caption.decompose()
            continue
        signature = tree.create_node("p")
        signature.insert_child(fold(caption.text(deep=True)))
        caption.replace_with(signature)
        box.unwrap()


def _is_gallery(tree: LexborHTMLParser, captions: list[LexborNode]) -> bool:
    """Tell whether the text of the page is in its captions."""
    told = sum(len(caption.text(deep=True)) for caption in captions)
    return len(captions) >= _LEAST_PICTURES and told > sum(len(line.text(deep=True)) for line in tree.css("p"))


@cache
def _extract() -> Callable[[str, str | None], Document | None]:
    """Return trafilatura's extraction, loaded once (half a second)."""
    from lxml.etree import LxmlError
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").addHandler(logging.NullHandler())  # it reports what is no fault of the program

    def extract(page: str, url: str | None) -> Document | None:
        try:
            found = bare_extraction(page, url=url, fast=True, include_comments=False, with_metadata=False)
        except (ValueError, TypeError, AttributeError, LxmlError, RecursionError):
            return None  # what it trips over is markup that no browser shows either
        return None if isinstance(found, dict) else found

    return extract


def _paragraphs(body: _Element) -> Iterator[str]:
    """Yield the text of each block of trafilatura's tree, in order, without recursion."""
    from lxml.etree import iterwalk

    pieces: list[str] = []
    for event, element in iterwalk(body, events=("start", "end")):
        is_block = element.tag in _BLOCKS
        if is_block and (paragraph := fold("".join(pieces))):
            yield paragraph
        if is_block:
            pieces.clear()
        elif element.tag == "cell":
            pieces.append(" ")
        pieces.append((element.text if event == "start" else element.tail) or "")
    if paragraph := fold("".join(pieces)):
        yield paragraph


def _plain_paragraphs(tree: LexborHTMLParser) -> list[str]:
    """Return the paragraphs of the article element, or of the whole page: for pages that trafilatura cannot read."""
    place = (
        tree.css_first('[itemprop="articleBody"]') or tree.css_first("article") or tree.css_first("main") or tree.body
    )
    if place is None:
        return []
    blocks = place.css(_PLAIN_BLOCKS)[:_MOST_BLOCKS]
    paragraphs = [fold(node.text(deep=True)) for node in blocks if node.css_first("p") in {None, node}]
    return list(filter(None, paragraphs)) or list(filter(None, [fold(place.text(deep=True, separator=" "))]))
