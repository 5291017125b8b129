"""What of the store a draft's quotations are to be held against: the articles that share rare words with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda import store as kept
from otkuda.model import Carrier
from otkuda.statements.quotations import quotations
from otkuda.store import Query
from otkuda.text.search_words import search_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from otkuda.model import Article

MOST_QUOTATIONS = 200  # that are looked for; a newspaper page has a dozen
MOST_ARTICLES = 400  # that they are held against
_EACH = 20  # articles that are asked for by one query
_PHRASES = 10
_LONG = 6  # words of a quotation of which a phrase is three words long
_RAREST = 4


def candidates(conn: Connection, draft: Article, *, indirect: bool = False) -> list[Carrier]:
    """Return the articles, each in all its versions, in which the quotations of a draft may stand; at most 400.

    The draft itself, where it is an article that is kept, is left out. Found are the articles with phrases of a
    quotation, and those with something said in which its longest words are, in any order.
    """
    addresses: dict[str, None] = {}
    texts = dict.fromkeys(one.text for one in quotations(draft, indirect=indirect))
    for text in list(texts)[:MOST_QUOTATIONS]:
        addresses.update(dict.fromkeys(_addresses(conn, text)))
        if len(addresses) >= MOST_ARTICLES:
            break
    wanted = [address for address in addresses if address != draft.url][:MOST_ARTICLES]
    return [
        Carrier(version.id, version.article, version.number, version.seen)
        for address in wanted
        for version in kept.versions_of(conn, address)
    ]


def _addresses(conn: Connection, text: str) -> Iterator[str]:
    words = [word.form for word in search_words(text)]
    phrases = Query(" OR ".join(f'"{phrase}"' for phrase in _phrases(words)), all_versions=True, limit=_EACH)
    rarest = sorted(dict.fromkeys(words), key=len, reverse=True)[:_RAREST]
    together = Query(" ".join(rarest), all_versions=True, limit=_EACH)
    for found in (kept.search_articles(conn, phrases), kept.search_attributions(conn, together)):
        yield from (hit.article.url for hit in found.hits if hit.article.url)


def _phrases(words: list[str]) -> list[str]:
    """Return the phrases with most letters: the longer the words, the fewer texts have them."""
    size = 3 if len(words) >= _LONG else min(2, len(words))
    runs = dict.fromkeys(" ".join(words[at : at + size]) for at in range(len(words) - size + 1))
    return sorted(runs, key=len, reverse=True)[:_PHRASES]
