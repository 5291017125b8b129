"""What entities say of the sources that articles name: one speaker or two, whose article it is, whose site."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from otkuda.entities.bodies import read_body
from otkuda.entities.matching import match
from otkuda.entities.mention import Mention
from otkuda.entities.sites import is_called_after
from otkuda.text.urls import host_of

if TYPE_CHECKING:
    from datetime import datetime

    from otkuda.entities.mention import EntityType
    from otkuda.entities.weights import Answer
    from otkuda.model import Article, Source

_TYPES: dict[str, EntityType] = {"person": "person", "organization": "organization", "outlet": "outlet"}
_LANGUAGE = "ru"  # whose tables read a name in a language that is not read


class Judge:
    """Compares sources pair by pair, so that what it says of two does not depend on any third."""

    def agree(self, one: Source, told: Article, other: Source, others: Article) -> Answer:
        """Return whether two sources, each as its article names it, mean one speaker.

        Only of two persons it is ever «different»: a body speaks through its people.
        """
        first, second = _mention(one, told), _mention(other, others)
        if first is None or second is None or first.type != second.type:
            return "open"
        answer = match(first, second).answer
        return answer if answer == "same" or first.type == "person" else "open"

    def publishes(self, source: Source, told: Article, article: Article) -> bool:
        """Is a source, as an article names it, the publisher of another article?"""
        if source.type not in {"outlet", "organization"}:
            return False
        return _publishes(source.entity, _code(told), article.outlet or "", host_of(article.url or ""), _code(article))

    def is_somebody(self, source: Source, told: Article) -> bool:
        """Does a source name a certain somebody or something: «институт», not «вопрос»?"""
        if source.type in {"outlet", "document"} or source.entity != source.entity.lower():
            return True
        return bool(read_body(source.entity, _code(told)).kinds)

    def is_own(self, source: Source, article: Article) -> bool:
        """Does an article stand on the page of a source, or of the organization where the source is somebody?"""
        host, outlet, code = host_of(article.url or ""), article.outlet or "", _code(article)
        if source.type == "person" and host and is_called_after(host, source.entity):
            return True
        named = [source.organization, None if source.type == "person" else source.entity]
        return any(_publishes(name, code, outlet, host, code) for name in named if name)


@lru_cache(maxsize=100_000)
def _publishes(name: str, language: str, outlet: str, host: str, code: str) -> bool:
    if host and is_called_after(host, name):
        return True
    kinds: tuple[EntityType, ...] = ("outlet", "organization")
    return bool(outlet) and any(
        match(_named(name, language, kind), _named(outlet, code, kind)).answer == "same" for kind in kinds
    )


def _named(name: str, language: str, kind: EntityType) -> Mention:
    return Mention("", None, language, name, kind)


def _mention(source: Source, article: Article) -> Mention | None:
    kind = _TYPES.get(source.type)
    return _told(source, kind, article.published, _code(article)) if kind else None


@lru_cache(maxsize=100_000)
def _told(source: Source, kind: EntityType, date: datetime | None, code: str) -> Mention:
    return Mention("", date, code, source.entity, kind, source.role, source.organization)


def _code(article: Article) -> str:
    return article.language or _LANGUAGE
