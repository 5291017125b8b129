"""The archive as Python reads it: what is kept, page after page, in the forms that the API answers.

>>> import otkuda
>>> with otkuda.Archive("archive/otkuda.sqlite") as archive:  # doctest: +SKIP
...     for one in archive.statements(speaker="Одинцов", differing=True):
...         print(one.text, one.first_url)
"""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec.structs import replace

from otkuda.archive import (
    articles,
    decided,
    judged,
    outlets,
    searching,
    speakers,
    statements,
    stories,
    wanted,
    watched,
    working,
)
from otkuda.store import open_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType
    from typing import Self

    from sqlalchemy import Connection

    from otkuda.archive import dossier_records, judged_records, outlet_records, records, watched_records
    from otkuda.archive.records import Listed
    from otkuda.export.decisions import DecisionRecord
    from otkuda.export.statement_record import AppearanceRecord
    from otkuda.export.story_record import ArticleRecord

T = TypeVar("T")
P = TypeVar("P", bound=wanted.Paged)


class Archive:
    """What is kept in a folder, a file, or a PostgreSQL database.

    ``where`` is the folder that ``otkuda --data`` names, the file in it, or the address of a database. What is asked of
    a list is what the API takes in its query; lists are gone through to their end, a page at a time.
    """

    def __init__(self, where: str | Path) -> None:
        is_folder = not str(where).startswith("postgres") and Path(where).is_dir()
        self._store = open_store(Path(where) / "otkuda.sqlite" if is_folder else where)

    def statements(self, **asked: Any) -> Iterator[records.StatementLine]:  # noqa: ANN401 - fields
        """Yield the statements that are asked for: ``q``, ``speaker``, ``since``, ``differing`` and others."""
        return self._all(wanted.Statements(**asked), statements.statements)

    def statement(self, id: str) -> records.StatementShown | None:  # noqa: A002 - what it is
        """Return a statement by its id, also one that it had before."""
        with self.reading() as conn:
            return statements.statement(conn, id)

    def appearances(self, id: str) -> Iterator[AppearanceRecord]:  # noqa: A002 - what it is
        """Yield all appearances of a statement."""
        return self._all(wanted.Paged(), lambda conn, asked: statements.appearances(conn, id, asked))

    def stories(self, **asked: Any) -> Iterator[records.StoryLine]:  # noqa: ANN401 - fields
        """Yield the stories that are asked for."""
        return self._all(wanted.Stories(**asked), stories.stories)

    def story(self, id: str) -> records.StoryShown | None:  # noqa: A002 - what it is
        """Return a story by its id, also one that it had before."""
        with self.reading() as conn:
            return stories.story(conn, id)

    def story_articles(self, id: str) -> Iterator[ArticleRecord]:  # noqa: A002 - what it is
        """Yield all articles of a story, the earliest first."""
        return self._all(wanted.Paged(), lambda conn, asked: stories.articles_of(conn, id, asked))

    def articles(self, **asked: Any) -> Iterator[records.ArticleLine]:  # noqa: ANN401 - fields
        """Yield the articles that are asked for, the newest first; with ``url`` that one."""
        return self._all(wanted.Articles(**asked), articles.articles)

    def article(self, id: str, version: int | None = None) -> records.ArticleShown | None:  # noqa: A002 - what it is
        """Return an article by its id, in its last version or in one with a number."""
        with self.reading() as conn:
            return articles.article(conn, id, version)

    def speakers(self, **asked: Any) -> Iterator[records.SpeakerLine]:  # noqa: ANN401 - fields
        """Yield who is named, those named most first; with ``q`` those who are called so."""
        return self._all(wanted.Speakers(**asked), speakers.speakers)

    def speaker(self, id: str) -> records.SpeakerShown | None:  # noqa: A002 - what it is
        """Return a speaker by its id, also one that it had before."""
        with self.reading() as conn:
            return speakers.speaker(conn, id)

    def mentions(self, id: str) -> Iterator[judged_records.MentionLine]:  # noqa: A002 - what it is
        """Yield the mentions that are one speaker, the newest first."""
        return self._all(wanted.Paged(), lambda conn, asked: judged.mentions(conn, id, asked))

    def judgements(self, **asked: Any) -> Iterator[judged_records.JudgementShown]:  # noqa: ANN401 - fields
        """Yield what people decided on who is who, the latest first; with ``speaker`` of that one."""
        return self._all(wanted.Judgements(**asked), judged.judgements)

    def outlets(self, **asked: Any) -> Iterator[outlet_records.OutletLine]:  # noqa: ANN401 - fields
        """Yield the outlets, those with most articles first."""
        return self._all(wanted.Outlets(**asked), outlets.outlets)

    def outlet(self, name: str) -> outlet_records.OutletShown | None:
        """Return an outlet by its name or its host."""
        with self.reading() as conn:
            return outlets.outlet(conn, name)

    def sources(self) -> Iterator[outlet_records.SourceShown]:
        """Yield the sources, and how each does."""
        return self._all(wanted.Paged(), lambda conn, asked: outlets.sources(conn, asked, datetime.now(UTC)))

    def changes(self, id: str, version: int | None = None) -> records.ChangesShown | None:  # noqa: A002 - what it is
        """Return what changed in the last version of an article, or in one with a number."""
        with self.reading() as conn:
            return articles.changes_of(conn, id, version)

    def source_days(self, id: str) -> Iterator[outlet_records.DayLine]:  # noqa: A002 - what it is
        """Yield what came of asking a source, day by day, the last first."""
        return self._all(wanted.Paged(), lambda conn, asked: outlets.days(conn, id, asked))

    def collector(self) -> outlet_records.CollectorShown:
        """Return how the collector does, as it said last."""
        with self.reading() as conn:
            return working.collector(conn, datetime.now(UTC))

    def search(self, q: str, **asked: Any) -> Iterator[records.Hit]:  # noqa: ANN401 - fields
        """Yield what is found in what was said, or, with ``where="articles"``, in whole articles."""
        return self._all(wanted.Search(q=q, **asked), searching.search)

    def check(self, text: str, *, indirect: bool = False) -> records.CheckShown:
        """Return what each quotation of a draft is."""
        with self.reading() as conn:
            return searching.check(conn, text, indirect=indirect)

    def decisions(self, **asked: Any) -> Iterator[DecisionRecord]:  # noqa: ANN401 - fields
        """Yield what people decided, the latest first; with ``article`` on the words of that one."""
        return self._all(wanted.Decisions(**asked), decided.decisions)

    def dossiers(self) -> Iterator[dossier_records.DossierLine]:
        """Yield the dossiers, the newest first."""
        return self._all(wanted.Paged(), decided.dossiers)

    def dossier_items(self, id: str) -> Iterator[dossier_records.Filed]:  # noqa: A002 - what it is
        """Yield what a dossier holds, as it was frozen."""
        return self._all(wanted.Paged(), lambda conn, asked: decided.filed_in(conn, id, asked))

    def dossier_changes(self, id: str) -> Iterator[dossier_records.BecameLine]:  # noqa: A002 - what it is
        """Yield what became of each statement of a dossier since it was put in."""
        return self._all(wanted.Paged(), lambda conn, asked: decided.became(conn, id, asked))

    def watchlists(self) -> Iterator[watched_records.WatchlistShown]:
        """Yield what is watched, and how often it was told."""
        return self._all(wanted.Paged(), watched.watchlists)

    def alerts(self, id: str) -> Iterator[watched_records.AlertShown]:  # noqa: A002 - what it is
        """Yield what a watchlist told, the last first."""
        return self._all(wanted.Paged(), lambda conn, asked: watched.alerts(conn, id, asked))

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the archive."""
        with self._store.reading() as conn:
            yield conn

    def _all(self, asked: P, find: Callable[[Connection, P], Listed[T] | None]) -> Iterator[T]:
        while True:
            with self.reading() as conn:
                found = find(conn, asked)
            if found is None:
                return
            yield from found.items
            if found.cursor is None:
                return
            asked = replace(asked, cursor=found.cursor)

    def close(self) -> None:
        """Close it."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
