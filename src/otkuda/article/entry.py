"""What a feed or a channel carries whole → ``Article``: for a message, or where the page itself cannot be had."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.article.blocks import paragraphs_of
from otkuda.article.credits import find_credits
from otkuda.article.links import find_links
from otkuda.article.plain import text_authors
from otkuda.article.refusals import unreadable
from otkuda.model import Article, Credit
from otkuda.text.language import detect
from otkuda.text.pages import tree_of

if TYPE_CHECKING:
    from otkuda.model import Entry


def from_entry(entry: Entry, *, outlet: str | None = None) -> Article:
    r"""Return the article that the entry's content holds; its headline, date and authors are the entry's.

    The headline of a message is its first line. Whom the entry passes on is a named link: a text credit. Raises
    ``UnreadableError`` where the entry carries no text.

    >>> from otkuda.model import Entry
    >>> from_entry(Entry("https://t.me/zarya/7", content="<p>Мост открыт</p><p>В посёлке открыли мост.</p>")).text
    'Мост открыт\n\nВ посёлке открыли мост.'
    """
    paragraphs = paragraphs_of(entry.content or "")
    if not any(map(str.isalpha, "".join(paragraphs))):
        raise unreadable(entry.url, "the feed carries no text of it", "give the address of the page")
    headline = entry.headline or paragraphs[0]
    text = "\n\n".join(paragraphs if paragraphs[0].startswith(headline) else [headline, *paragraphs])
    inside = find_credits(text)
    return Article(
        text=text,
        headline=headline,
        outlet=outlet,
        authors=entry.authors or text_authors(inside),
        published=entry.published.start if entry.published else None,
        published_until=entry.published.end if entry.published else None,
        modified=entry.modified.start if entry.modified else None,
        language=detect(text),
        url=entry.url,
        credits=(*inside, *(Credit("text", passed.name, None, None) for passed in (entry.source,) if passed)),
        links=find_links(tree_of(entry.content or ""), text, entry.url),
    )
