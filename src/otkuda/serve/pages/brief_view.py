"""What a brief holds, whatever it is written as: a page, a document, a table."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from otkuda.collect.telling import with_articles
from otkuda.export.brief import entry
from otkuda.export.statement_record import statement_record
from otkuda.serve.asking import day_of
from otkuda.serve.pages.dossiers_view import entries_of
from otkuda.serve.pages.feed import FLAGS, KINDS, filter_of
from otkuda.store.dossiers import get_dossier, items_of
from otkuda.store.feed import feed
from otkuda.store.paging import MOST as AT_ONCE
from otkuda.store.statements import statements_of

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from otkuda.export.brief import Entry
    from otkuda.serve.asking import Asked
    from otkuda.serve.rendering import Reader
    from otkuda.serve.words import Words
    from otkuda.store.dossiers import Dossier
    from otkuda.store.feed_records import Filter

MANY = ("50", "100", "200", "500")
LONGEST = 500  # statements
_NAMES = ("q", "speaker", "outlet", "language", "kind", "since", "until")


@dataclass(frozen=True, slots=True)
class Brief:
    """Statements for somebody to read: what they are chosen by, when that was, and whether there are more."""

    title: str
    chosen_by: tuple[str, ...]
    made: datetime
    entries: tuple[Entry, ...]
    has_more: bool = False


def brief_of(conn: Connection, asked: Asked, reader: Reader) -> Brief:
    """Return the brief of what a query string asks for: of a dossier, else of what a filter finds."""
    dossier = get_dossier(conn, asked["dossier"]) if "dossier" in asked else None
    if dossier:
        return brief_of_dossier(conn, dossier, reader)
    most = int(asked["most"]) if asked.get("most") in MANY else int(MANY[0])
    return brief_of_filter(conn, _filter(asked, reader), most, asked, reader)


def brief_of_dossier(conn: Connection, dossier: Dossier, reader: Reader) -> Brief:
    """Return the brief of a dossier: what it holds as it was frozen."""
    items = items_of(conn, dossier.id)
    noted = (dossier.note,) if dossier.note else ()
    return Brief(dossier.name, noted, reader.now, entries_of(items[:LONGEST]), len(items) > LONGEST)


def brief_of_filter(conn: Connection, chosen: Filter, most: int, asked: Asked, reader: Reader) -> Brief:
    """Return the brief of so many statements of a filter, which was asked for so."""
    ids, has_more = _ids(conn, chosen, most)
    told = with_articles(conn, statements_of(conn, ids))
    entries = tuple(entry(statement_record(one)) for one in told)
    return Brief(reader.words("site.brief"), chosen_by(asked, reader.words), reader.now, entries, has_more)


def chosen_by(asked: Asked, words: Words) -> tuple[str, ...]:
    """Return what was asked for, in words."""
    named = [f"{words(f'brief.by_{name}')}: {_value(name, asked[name], words)}" for name in _NAMES if name in asked]
    return (*named, *(words(f"feed.is_{flag}") for flag in FLAGS if flag in asked))


def _value(name: str, value: str, words: Words) -> str:
    if name == "kind" and value in KINDS:
        return words(f"kind.{value}")
    when = day_of({name: value}, name) if name in {"since", "until"} else None
    return words.moment(when) if when else value


def _filter(asked: Asked, reader: Reader) -> Filter:
    last = day_of(asked, "until", reader.words.zone)
    try:
        until = last + timedelta(days=1) if last else None
    except OverflowError:
        until = None
    return replace(filter_of(asked, reader), until=until)


def _ids(conn: Connection, chosen: Filter, most: int) -> tuple[list[str], bool]:
    """Return the ids of the first statements of a filter, and whether there are more."""
    ids: list[str] = []
    cursor = None
    while True:
        found = feed(conn, chosen, after=cursor, limit=min(AT_ONCE, most - len(ids)))
        ids += [one.id for one in found.items]
        cursor = found.cursor
        if cursor is None or len(ids) >= most:
            return ids, cursor is not None
