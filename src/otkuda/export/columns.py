"""The columns of tables, the same in every format that has columns. docs/reference/export.md lists them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Literal, NamedTuple, TypeAlias, TypeVar

from otkuda.export.record import published_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from otkuda.model import Article, Attribution, Credit, Link, Source
    from otkuda.store.everything import Archived

ARROW = " → "
BETWEEN = " … "  # the parts of a content are written with it between them

# What a column holds: words; an instant; a number; words one after the other; numbers and names as JSON.
Kind = Literal["text", "instant", "whole", "number", "list", "json"]
Json: TypeAlias = "dict[str, Json] | list[Json] | tuple[Json, ...] | str | int | float | None"
L = TypeVar("L")  # what a line is made from
K = TypeVar("K")  # what is kept, of which there may be several lines
Cell: TypeAlias = "str | datetime | int | float | tuple[str, ...] | dict[str, Json] | list[Json] | None"


class Line(NamedTuple):
    """What a line of a table is made from: a version of an article, and, of the table of attributions, one of them."""

    archived: Archived
    position: int = -1

    @property
    def article(self) -> Article:
        """The article as the version has it."""
        return self.archived.version.article

    @property
    def said(self) -> Attribution:
        """The attribution."""
        return self.article.attributions[self.position]

    @property
    def source(self) -> Source | None:
        """The last link of its chain, whose words they are."""
        return self.said.chain[-1] if self.said.chain else None


@dataclass(frozen=True, slots=True)
class Column(Generic[L]):
    """A column: its name, what it holds, and where it is found."""

    name: str
    kind: Kind
    value: Callable[[L], Cell]


@dataclass(frozen=True, slots=True)
class Table(Generic[K, L]):
    """A table: its name, its columns, and what its lines are made from."""

    name: Literal["articles", "attributions", "entities", "statements", "stories", "rejects"]
    columns: tuple[Column[L], ...]
    lines: Callable[[Iterable[K]], Iterator[L]]

    def cells(self, line: L) -> list[Cell]:
        """Return the cells of a line."""
        return [column.value(line) for column in self.columns]


def _articles(kept: Iterable[Archived]) -> Iterator[Line]:
    return (Line(archived) for archived in kept)


def _attributions(kept: Iterable[Archived]) -> Iterator[Line]:
    return (Line(archived, position) for archived in kept for position in archived.positions)


def _iso(when: datetime | None) -> str | None:
    return when.isoformat() if when else None


def _until(line: Line) -> str | None:
    return _iso(line.article.published_until)


def content_of(article: Article, said: Attribution) -> str:
    """Return the words that are attributed; the parts of a broken content with « … » between them."""
    return BETWEEN.join(article.text[start:end] for start, end in said.content)


def _cue(line: Line) -> str | None:
    cue = line.said.cue
    return line.article.text[cue.start : cue.end] if cue else None


def _offsets(line: Line) -> Cell:
    said = line.said
    return {"content": list(said.content), "cue": said.cue, "chain": [link.mention for link in said.chain]}


def _credit(one: Credit) -> Json:
    return {"what": one.what, "agency": one.agency, "author": one.author, "text": one.text}


def _link(one: Link) -> Json:
    return {"start": one.text.start, "end": one.text.end, "url": one.url}


def _of_source(name: Literal["entity", "type", "role", "organization"]) -> Callable[[Line], Cell]:
    """Return what finds something that is said of the source."""

    def value(line: Line) -> Cell:
        found: str | None = getattr(line.source, name, None)
        return found

    return value


# What both tables say of the article, at their beginning and at their end.
_HEAD: tuple[Column[Line], ...] = (
    Column("url", "text", lambda line: line.article.url),
    Column("headline", "text", lambda line: line.article.headline),
    Column("outlet", "text", lambda line: line.article.outlet),
    Column("published", "text", lambda line: published_of(line.article)),
    Column("published_until", "text", _until),
    Column("published_utc", "instant", lambda line: line.article.published),
    Column("language", "text", lambda line: line.article.language),
)
_TAIL: tuple[Column[Line], ...] = (
    Column("version", "whole", lambda line: line.archived.version.number),
    Column("versions", "whole", lambda line: len(line.archived.times)),
    Column("seen", "instant", lambda line: line.archived.version.seen),
    Column("last_seen", "instant", lambda line: line.archived.version.last_seen),
    Column("missing", "instant", lambda line: line.archived.missing.when if line.archived.missing else None),
    Column("read_by", "text", lambda line: line.archived.version.read_by),
)

ARTICLES: Table[Archived, Line] = Table(
    "articles",
    (
        *_HEAD,
        Column("modified", "text", lambda line: _iso(line.article.modified)),
        Column("authors", "list", lambda line: line.article.authors),
        Column("text", "text", lambda line: line.article.text),
        Column("attributions", "whole", lambda line: len(line.article.attributions)),
        Column("credits", "json", lambda line: [_credit(one) for one in line.article.credits]),
        Column("links", "json", lambda line: [_link(one) for one in line.article.links]),
        *_TAIL,
        Column("missing_why", "text", lambda line: line.archived.missing.why if line.archived.missing else None),
    ),
    _articles,
)

ATTRIBUTIONS: Table[Archived, Line] = Table(
    "attributions",
    (
        *_HEAD,
        Column("content", "text", lambda line: content_of(line.article, line.said)),
        Column("cue", "text", _cue),
        Column("kind", "text", lambda line: line.said.kind),
        Column("chain", "text", lambda line: ARROW.join(link.entity for link in line.said.chain) or None),
        Column("speaker", "text", _of_source("entity")),
        Column("type", "text", _of_source("type")),
        Column("role", "text", _of_source("role")),
        Column("organization", "text", _of_source("organization")),
        Column("rule", "text", lambda line: line.said.rule),
        Column("confidence", "number", lambda line: line.said.confidence),
        Column("evidence", "list", lambda line: line.said.evidence),
        Column("offsets", "json", _offsets),
        *_TAIL,
    ),
    _attributions,
)
