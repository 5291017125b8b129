"""The columns of the table of statements: a line an appearance, the statement's own columns on each of its lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from otkuda.export.columns import Cell, Column, Json, Table
from otkuda.export.record import published_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from otkuda.export.telling import Told
    from otkuda.model import Appearance, Article, Attribution, Source


class Appearing(NamedTuple):
    """What a line is made from: a statement, and one of its appearances."""

    told: Told
    one: Appearance

    @property
    def article(self) -> Article:
        """The article of the appearance."""
        return self.told.article(self.one)

    @property
    def said(self) -> Attribution | None:
        """How the article attributes it."""
        return self.told.attribution(self.one)

    @property
    def source(self) -> Source | None:
        """Whose words they are by the article."""
        return self.told.source(self.one)

    @property
    def seen(self) -> datetime | None:
        """When the version was first seen."""
        return self.told.carriers[self.one.carrier].seen

    @property
    def taken_from(self) -> str | None:
        """The address of the page that the words were taken from."""
        taken = self.told.source_of(self.one)
        return taken.url if taken else None


def _lines(kept: Iterable[Told]) -> Iterator[Appearing]:
    return (Appearing(told, one) for told in kept for one in told.statement.appearances)


def _changes(line: Appearing) -> Cell:
    found: list[Json] = [dict(words._asdict()) for words in line.told.wordings(line.one)]
    return found


STATEMENTS: Table[Told, Appearing] = Table(
    "statements",
    (
        Column("statement", "text", lambda line: line.told.statement.id),
        Column("statement_text", "text", lambda line: line.told.statement.text),
        Column("statement_speaker", "text", lambda line: line.told.statement.speaker),
        Column("statement_language", "text", lambda line: line.told.statement.language),
        Column("articles", "whole", lambda line: len(line.told.first)),
        Column("origin_kind", "text", lambda line: line.told.statement.origin.kind),
        Column("origin_url", "text", lambda line: line.told.statement.origin.url),
        Column("origin_named", "text", lambda line: line.told.statement.origin.named),
        Column("appearance", "text", lambda line: line.one.id),
        Column("url", "text", lambda line: line.one.url),
        Column("headline", "text", lambda line: line.article.headline),
        Column("outlet", "text", lambda line: line.article.outlet),
        Column("published", "text", lambda line: published_of(line.article)),
        Column("published_utc", "instant", lambda line: line.article.published),
        Column("language", "text", lambda line: line.one.language),
        Column("text", "text", lambda line: line.one.text),
        Column("kind", "text", lambda line: line.said.kind if line.said else None),
        Column("speaker", "text", lambda line: line.one.speaker),
        Column("role", "text", lambda line: line.source.role if line.source else None),
        Column("organization", "text", lambda line: line.source.organization if line.source else None),
        Column("relation", "text", lambda line: line.one.relation),
        Column("changes", "json", _changes),
        Column("against", "text", lambda line: line.one.against),
        Column("taken_from", "text", lambda line: line.taken_from),
        Column("ground", "text", lambda line: line.one.step.ground if line.one.step else None),
        Column("strength", "number", lambda line: line.one.step.strength if line.one.step else None),
        Column("against_clock", "whole", lambda line: int(line.one.step.against_clock) if line.one.step else None),
        Column("version", "whole", lambda line: line.one.version),
        Column("seen", "instant", lambda line: line.seen),
    ),
    _lines,
)
