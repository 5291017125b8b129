"""An article, or one part of an article that rounds several events up, as it is compared with others."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from functools import cache
from math import fsum
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from otkuda.lang.language import load
from otkuda.lang.lexicon import rows
from otkuda.stories.figures import figures, joined
from otkuda.stories.names import Name, merged, named, names, runs
from otkuda.stories.words import concepts_of, telling
from otkuda.text.language import LANGUAGES
from otkuda.text.tokens import WORD, tokenize
from otkuda.text.urls import canonical

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from otkuda.model import Article, Carrier
    from otkuda.stories.names import Spell

LONGEST = 20_000  # characters of an article that are read
MOST_OF_IT = 0.6
MOST_NAMES = 60  # of one item; what names more tells of everything
_SECONDS = 86_400


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What one paragraph tells."""

    names: tuple[Name, ...]
    runs: tuple[frozenset[str], ...]  # the keys of names that stand side by side: «Вера Лозинская»
    figures: Mapping[str, float]
    words: frozenset[str]
    concepts: frozenset[int]
    size: int  # its words


@dataclass(frozen=True, slots=True)
class Item:
    """What an article or a part of it tells.

    ``key`` tells the item, ``content`` is the same for those that are word for word alike on one day and read in one
    language, ``text`` for all parts of such articles.
    """

    key: str
    content: str
    text: str
    carrier: Carrier
    language: str
    day: float | None  # of publication, counted from 1970
    names: tuple[Name, ...]
    figures: Mapping[str, float]
    words: frozenset[str]
    concepts: frozenset[int]
    urls: frozenset[str] = frozenset()  # of its page, and of those that print the same words
    links: frozenset[str] = frozenset()
    statements: frozenset[str] = frozenset()
    is_part: bool = False
    parts: tuple[Item, ...] = ()  # what it falls into, where it may be a round-up
    name_keys: frozenset[str] = field(init=False, compare=False, repr=False)
    told_by_names: float = field(init=False, compare=False, repr=False)
    told_by_figures: float = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Sum up what is asked for again with each item that this one is compared with."""
        object.__setattr__(self, "name_keys", frozenset[str]().union(*(one.keys for one in self.names)))
        object.__setattr__(self, "told_by_names", fsum(one.tells for one in self.names))
        object.__setattr__(self, "told_by_figures", fsum(self.figures.values()))

    @property
    def address(self) -> str:
        """Where the article stands, or, where that is not known, its version: parts and versions share it."""
        return min(self.urls, default=self.carrier.id)


def paragraphs(article: Article, spell: Spell) -> list[Paragraph]:
    """Return what the paragraphs of an article tell, in order.

    The headline is none of them, unless it is all: the text tells it again, and its capital letters mislead.
    """
    language = language_of(article)
    lines = [line.strip() for line in article.text[:LONGEST].split("\n")]
    body = [line for line in lines if line and line != article.headline] or [article.headline or ""]
    own = _outlets(article)
    lines = _without_background(body, language)
    return [paragraph(line, language, spell, own) for line in lines]


def _without_background(lines: list[str], language: str) -> list[str]:
    """Leave out the paragraphs that remind of what was told before, unless they are much of the text."""
    kept = [line for line in lines if not line.lower().startswith(_reminding(language))]
    return kept if sum(map(len, kept)) >= MOST_OF_IT * sum(map(len, lines)) else lines


@cache
def _reminding(language: str) -> tuple[str, ...]:
    return tuple(row[1] for row in rows("otkuda.stories", "backgrounds.tsv") if row[0] == language)


def _outlets(article: Article) -> frozenset[str]:
    """Return the words that name the outlets of an article, its own and those that it took words from.

    What comes from one agency is not one event for that.
    """
    chains = (source for one in article.attributions for source in one.chain if source.type == "outlet")
    named = [article.outlet or "", *(source.entity for source in chains)]
    return frozenset(
        word.lower().strip("«»\"“”'") for name in named for word in (*name.split(), *name.replace("-", " ").split())
    )


def paragraph(line: str, language: str, spell: Spell, own: frozenset[str] = frozenset()) -> Paragraph:
    """Return what a line tells."""
    tokens = tokenize(joined(line, language), load(language).analyse)
    places = {id(one) for one in named(tokens, language)}
    common = [one for one in tokens if id(one) not in places]
    size = sum(token.kind == WORD for token in tokens)
    return Paragraph(
        names(tokens, language, spell, own),
        runs(tokens, language, spell),
        figures(tokens, language),
        telling(common, language),
        concepts_of(common, language),
        size,
    )


def item(
    carrier: Carrier,
    told: Iterable[Paragraph],
    part: int = -1,
    statements: frozenset[str] = frozenset(),
    parts: tuple[Item, ...] = (),
) -> Item:
    """Return an article, or the part of it whose paragraphs are given, as it is compared."""
    article, told = carrier.article, list(told)
    told_of = merged(one for paragraph in told for one in paragraph.names)[:MOST_NAMES]
    numbers = {key: tells for paragraph in told for key, tells in paragraph.figures.items()}
    words = frozenset[str]().union(*(one.words for one in told))
    seen = day(article.published or carrier.seen)
    language = language_of(article)
    text = _hash(seen and int(seen), language, article.headline, article.text)
    return Item(
        key=_hash(carrier.id, part),
        content=_hash(text, part),
        text=text,
        carrier=carrier,
        language=language,
        day=seen,
        names=told_of,
        figures=numbers,
        words=words,
        concepts=frozenset[int]().union(*(one.concepts for one in told)),
        urls=frozenset(filter(None, [canonical(article.url or "")])),
        links=_links(article) if part < 0 else frozenset(),
        statements=statements,
        is_part=part >= 0,
        parts=parts,
    )


def joined_copies(copies: Sequence[Item]) -> Item:
    """Return the first of items that are word for word alike, with what ties any of them to others."""
    if len(copies) == 1:
        return copies[0]
    return replace(
        copies[0],
        urls=frozenset[str]().union(*(one.urls for one in copies)),
        links=frozenset[str]().union(*(one.links for one in copies)),
        statements=frozenset[str]().union(*(one.statements for one in copies)),
    )


def _links(article: Article) -> frozenset[str]:
    """Return the pages to which an article links; a whole site is none."""
    found = (canonical(link.url) for link in article.links)
    return frozenset(url for url in found if url and urlsplit(url).path.strip("/"))


def _hash(*fields: object) -> str:
    return hashlib.sha256("\0".join(map(str, fields)).encode(errors="surrogatepass")).hexdigest()[:32]


def language_of(article: Article) -> str:
    """Return the language in which an article is read."""
    code = (article.language or "").lower()[:2]
    return code if code in LANGUAGES else "ru"


def day(moment: datetime | None) -> float | None:
    """Return a moment in days since 1970."""
    return None if moment is None else moment.timestamp() / _SECONDS
