"""What ties two articles, whatever they say: a link, a page that both cite, an outlet that one names, time."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Literal, Protocol

from otkuda.statements.passages import Passage, passages_of
from otkuda.text.urls import canonical, host_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from otkuda.model import Article, Attribution, Carrier, Source, Span

Answer = Literal["same", "different", "open"]

APART = timedelta(days=30)  # the same words later are another statement, unless one text names or links the other
_DAYS = timedelta(days=3)
_WEEK = timedelta(days=7)
_BESIDE = 30  # characters between a link and the words that say who says something: «на сайте»
_RUN = 4  # words in a row that are hardly the same by chance


class Judge(Protocol):
    """What entities know."""

    def agree(self, one: Source, told: Article, other: Source, others: Article, /) -> Answer:
        """Do two sources, each as its article names it, mean one speaker?"""

    def publishes(self, source: Source, told: Article, article: Article, /) -> bool:
        """Is a source, as an article names it, the publisher of another article?"""

    def is_somebody(self, source: Source, told: Article, /) -> bool:
        """Does a source name a certain somebody or something: «институт», not «вопрос»?"""

    def is_own(self, source: Source, article: Article, /) -> bool:
        """Does an article stand on the page of a source, or of the organization where the source is somebody?"""


class Telling:
    """An article as it is brought together with others: its passages, where it links to, when it is from."""

    def __init__(self, carrier: Carrier) -> None:
        """Read an article in one of its versions."""
        self.carrier = carrier

    @property
    def article(self) -> Article:
        """What was extracted from the page."""
        return self.carrier.article

    @property
    def key(self) -> str:
        """What its versions have in common: the address."""
        return self.address or self.carrier.id

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """In the order of the text."""
        return passages_of(self.carrier)

    @cached_property
    def telling(self) -> tuple[Passage, ...]:
        """Those that tell something: what only asks is one with nothing."""
        return tuple(one for one in self.passages if not one.asks)

    @cached_property
    def spoken_of(self) -> Counter[str]:
        """In how many of its passages each key of their terms is."""
        return Counter(chain.from_iterable(one.keys for one in self.passages))

    @cached_property
    def address(self) -> str:
        """Where it stands, in the one spelling; empty where that is not known."""
        return canonical(self.article.url or "") or ""

    @cached_property
    def host(self) -> str:
        """The host of its address."""
        return host_of(self.address)

    @cached_property
    def cited(self) -> frozenset[str]:
        """The pages of others that it links to."""
        return frozenset(link.url for link in self.article.links if host_of(link.url) not in {self.host, ""})

    @cached_property
    def credited(self) -> tuple[str, ...]:
        """The pages of others that it links to in the words that say who says something: «<a>сообщает</a> Минтранс»."""
        return self.credited_for(self.article.attributions)

    def credited_for(self, attributions: Iterable[Attribution]) -> tuple[str, ...]:
        """Return those of them that it links to in the words that say who says what some attributions hold."""
        said = [span for one in attributions for span in _saying(one)]
        links = (link for link in self.article.links if link.url in self.cited)
        return tuple(link.url for link in links if any(_meet(link.text, span) for span in said))

    @cached_property
    def runs(self) -> frozenset[tuple[str, ...]]:
        """The runs of a few words in its text."""
        return runs_of(word for passage in self.passages for word in passage.words)

    @property
    def since(self) -> datetime | None:
        """When it was published, or else first seen."""
        return self.article.published or self.carrier.seen

    @property
    def until(self) -> datetime | None:
        """The latest moment at which it may have been published."""
        return self.article.published_until or self.since

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """All whom it names as sources, each once; not whom those name whose words it has."""
        outer = (
            one for one in self.article.attributions if one.chain and not _is_inside(one, self.article.attributions)
        )
        links = (link for one in outer for link in one.chain)
        return tuple({(link.entity, link.type): link for link in links}.values())


def _saying(one: Attribution) -> list[Span]:
    """Return the cue of an attribution and the mentions of its sources."""
    return [span for span in (one.cue, *(source.mention for source in one.chain)) if span]


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end + _BESIDE and other.start < one.end + _BESIDE


def _is_inside(one: Attribution, others: Iterable[Attribution]) -> bool:
    """Does an attribution stand in the words of another: «В посёлке говорят, …» in somebody's answer?"""
    start, end = one.content[0].start, one.content[-1].end
    return any(
        other is not one and span.start <= start and end <= span.end and span.end - span.start > end - start
        for other in others
        for span in other.content
    )


def ties(one: Telling, other: Telling, judge: Judge) -> tuple[str, ...]:
    """Return the features of two articles; empty where nothing ties them but that they may be of one time."""
    found = []
    if is_linked(one, other) or is_linked(other, one) or not one.cited.isdisjoint(other.cited):
        found.append("linked")
    if is_named(one, other, judge) or is_named(other, one, judge):
        found.append("named")
    if one.since and other.since:
        apart = max(one.since, other.since) - min(one.until or one.since, other.until or other.since)
        found += ["same_days"] if apart <= _DAYS else ["weeks_apart"] if apart > _WEEK else []
    return tuple(found)


def is_linked(one: Telling, other: Telling) -> bool:
    """Does the one link to the other?"""
    return bool(other.address) and other.address in one.cited


def is_named(one: Telling, other: Telling, judge: Judge) -> bool:
    """Does the one name the other's publisher as a source?"""
    return any(judge.publishes(source, one.article, other.article) for source in one.sources)


def are_apart(one: Telling, other: Telling) -> bool:
    """Are they so far apart in time that the same words are two statements?"""
    if not (one.since and one.until and other.since and other.until):
        return False
    return max(one.since, other.since) - min(one.until, other.until) > APART


def runs_of(words: Iterable[str]) -> frozenset[tuple[str, ...]]:
    """Return the runs of four words.

    >>> sorted(runs_of("мост не закроют до мая".split()))
    [('мост', 'не', 'закроют', 'до'), ('не', 'закроют', 'до', 'мая')]
    """
    listed = tuple(words)
    return frozenset(listed[at : at + _RUN] for at in range(len(listed) - _RUN + 1))
