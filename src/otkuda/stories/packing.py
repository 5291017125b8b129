"""Items ↔ plain lists, so that an article is read once and compared ever after, and the keys by which it is found.

The article of an item that was packed has no text: what it tells is in the item.
"""

from __future__ import annotations

from datetime import datetime
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from otkuda.model import Article, Carrier
from otkuda.stories.candidates import ENOUGH, keys
from otkuda.stories.item import Item
from otkuda.stories.names import Name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FINDING = "nf"  # names and figures: few, and what is told in any language


def found_by(told: Iterable[Item]) -> dict[int, float]:
    """Return the keys by which an article is found, as signed numbers of 64 bits, each with how much it tells.

    Names, figures, its page and the pages that it links to.
    """
    told = list(told)
    found = {_number(key): tells for item in told for key, tells, _ in keys(item) if key[0] in FINDING}
    return found | tied_by(told)


def tied_by(told: Iterable[Item]) -> dict[int, float]:
    """Return those of the keys that another article of just the same words may not have: the pages."""
    return {_number(f"at {url}"): ENOUGH for item in told for url in item.urls | item.links}


def text_key(told: Sequence[Item]) -> int:
    """Return the key by which those are found that are word for word the same."""
    return _number(f"text {told[0].text}")


def _number(key: str) -> int:
    digest = blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def packed(told: Sequence[Item]) -> list[Any]:
    """Return the items of one article as lists of plain values."""
    carrier = told[0].carrier
    article = carrier.article
    published = article.published.isoformat() if article.published else None
    return [[carrier.id, carrier.version, article.url, article.headline, published], [_packed(one) for one in told]]


def unpacked(kept: Sequence[Any], statements: frozenset[str]) -> tuple[Item, ...]:
    """Return the items that were packed, with the statements that the article carries now."""
    (id_, version, url, headline, published), told = kept
    dated = datetime.fromisoformat(published) if published else None
    carrier = Carrier(id_, Article("", headline=headline, published=dated, url=url), version)
    return tuple(_unpacked(one, carrier, statements) for one in told)


def _packed(item: Item) -> list[Any]:
    return [
        item.key,
        item.content,
        item.text,
        item.language,
        item.day,
        [[sorted(name.keys), name.tells] for name in item.names],
        dict(item.figures),
        sorted(item.words),
        sorted(item.concepts),
        sorted(item.urls),
        sorted(item.links),
        item.is_part,
        [_packed(part) for part in item.parts],
    ]


def _unpacked(kept: Sequence[Any], carrier: Carrier, statements: frozenset[str]) -> Item:
    key, content, text, language, day, names, figures, words, concepts, urls, links, is_part, parts = kept
    return Item(
        key=key,
        content=content,
        text=text,
        carrier=carrier,
        language=language,
        day=day,
        names=tuple(Name(frozenset(keys), tells) for keys, tells in names),
        figures=figures,
        words=frozenset(words),
        concepts=frozenset(concepts),
        urls=frozenset(urls),
        links=frozenset(links),
        statements=frozenset() if is_part else statements,
        is_part=is_part,
        parts=tuple(_unpacked(part, carrier, frozenset()) for part in parts),
    )
