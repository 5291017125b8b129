"""A story as a JSON line: its articles in the order of time, and the statements that they carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from otkuda.export.cells import in_words
from otkuda.export.record import published_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from otkuda.export.telling import Told
    from otkuda.model import Appearance, Carrier
    from otkuda.stories import Story


class ArticleRecord(msgspec.Struct, frozen=True):
    """An article of a story, with the ids of the statements that were said there first, and those had from others."""

    url: str | None
    version: int
    version_id: str
    outlet: str | None
    headline: str | None
    published: str | None
    seen: str | None
    language: str | None
    first_said: tuple[str, ...]
    carried: tuple[str, ...]


class StoryRecord(msgspec.Struct, frozen=True):
    """One story. ``statements`` are the ids of all that is said in its articles, what most of them carry first."""

    id: str
    headline: str | None
    since: str | None
    until: str | None
    articles: tuple[ArticleRecord, ...]
    statements: tuple[str, ...]


def story_record(story: Story, within: Sequence[Told]) -> StoryRecord:
    """Return the record of a story with what is said in it."""
    return StoryRecord(
        id=story.id,
        headline=story.headline,
        since=in_words(story.since),
        until=in_words(story.until),
        articles=tuple(article_in_story(one, within) for one in story.carriers),
        statements=tuple(told.statement.id for told in within),
    )


def said_first(carrier: Carrier, within: Iterable[Told]) -> list[Told]:
    """Return the statements that an article has from nobody else of the archive, though others have them, too."""
    return [told for told in within if any(_is_first(told, one) for one in _here(told, carrier))]


def taken(carrier: Carrier, within: Iterable[Told]) -> list[Told]:
    """Return the statements that an article has from another article."""
    return [told for told in within if any(one.step for one in _here(told, carrier))]


def _here(told: Told, carrier: Carrier) -> list[Appearance]:
    return told.within.get(carrier.id, [])


def _is_first(told: Told, one: Appearance) -> bool:
    origin = told.statement.origin
    if origin.kind == "page":
        return one.id in origin.appearances
    return origin.kind == "occasion" and one.step is None


def article_in_story(carrier: Carrier, within: Sequence[Told]) -> ArticleRecord:
    """Return the record of an article of a story, by the statements that are within the story."""
    article = carrier.article
    return ArticleRecord(
        url=article.url,
        version=carrier.version,
        version_id=carrier.id,
        outlet=article.outlet,
        headline=article.headline,
        published=published_of(article),
        seen=in_words(carrier.seen),
        language=article.language,
        first_said=tuple(told.statement.id for told in said_first(carrier, within)),
        carried=tuple(told.statement.id for told in taken(carrier, within)),
    )
