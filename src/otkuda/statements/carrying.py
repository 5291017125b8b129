"""An article → the article as it carries words, where no store has given its version an id."""

from __future__ import annotations

from hashlib import blake2b

from otkuda.model import Article, Carrier

_DIGEST = 16  # bytes of an id


def carriers_of(articles: list[Article | Carrier]) -> tuple[Carrier, ...]:
    """Return articles as they carry words; of those that are equal only one."""
    return tuple({one.id: one for one in map(carrier_of, articles)}.values())


def carrier_of(article: Article | Carrier) -> Carrier:
    """Return an article as it carries words; its id is a hash of its address, its outlet, its dates and its text."""
    if isinstance(article, Carrier):
        return article
    fields = (article.url, article.outlet, article.published, article.modified, article.headline, article.text)
    named = blake2b(repr(fields).encode("utf-8", "surrogatepass"), digest_size=_DIGEST).hexdigest()
    return Carrier(named, article)
