"""Importing files: records are read in processes and kept in order, with how far the import has come.

The place is saved in the transaction that keeps what lies before it. So a run that is killed goes on where it was,
neither losing nor doubling anything; a run that ended begins anew, and finds that it has everything.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Literal

import msgspec

from otkuda import store
from otkuda.collect.job import Job, Reading, read_job
from otkuda.fetch.files import open_any
from otkuda.model import Entry, Place, Record
from otkuda.pipeline import READ_BY, read_article
from otkuda.pool import Lost, in_order

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy import Connection

    from otkuda.fetch.files import Stated
    from otkuda.model import Article
    from otkuda.store import Store

BATCH = 50  # records a transaction
_BEGINNING = 4_096  # bytes by which a file is known again
LONGEST_READING = 20.0


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one record. ``done`` counts the bytes of its file that lie behind it."""

    what: Literal["kept", "known", "refused"]
    file: str
    done: int
    url: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What to import: a file or a folder, what the user says of it, and on how many cores."""

    path: Path
    stated: Stated
    workers: int
    now: datetime


def import_path(kept_in: Store, plan: Plan) -> Iterator[Imported]:
    """Yield what became of each record of a file or a folder, once it is kept."""
    name = _identity(plan.path)
    with kept_in.reading() as conn:
        after = _place(store.import_position(conn, name))
    records = open_any(plan.path, after=after, stated=plan.stated)
    read = in_order(read_record, records, workers=plan.workers, seconds=LONGEST_READING)
    while batch := list(islice(read, BATCH)):
        with kept_in.writing() as conn:
            done = [_keep(conn, record, reading, plan) for record, reading in batch]
            store.save_position(conn, name, msgspec.json.encode(batch[-1][0].place).decode(), plan.now)
        yield from done
    with kept_in.writing() as conn:
        store.drop_position(conn, name)


def read_record(record: Record) -> Reading:
    """Read one record; runs in a process of its own."""
    if record.page:
        return read_job(Job(record.page))
    if record.article is None:
        return Reading("unreadable", None, record.reason)
    from otkuda.article import completed

    article = completed(record.article)
    return Reading("article", article if article.attributions else read_article(article))


def _identity(path: Path) -> str:
    """Return what a file or folder is known by: another file of the same name is begun anew."""
    with suppress(OSError), path.open("rb") as file:
        return f"{path.resolve()}#{hashlib.sha256(file.read(_BEGINNING)).hexdigest()[:16]}"
    return str(path.resolve())


def _place(saved: str | None) -> Place | None:
    return msgspec.json.decode(saved, type=Place) if saved else None


def _keep(conn: Connection, record: Record, reading: Reading | Lost, plan: Plan) -> Imported:
    if isinstance(reading, Lost):
        why = "reading it took too long" if reading.why == "late" else "reading it ended the process"
        reading = Reading("unreadable", None, why)
    article = reading.article
    url = record.page.url if record.page else record.article.url if record.article else None
    if article is None:
        _note(conn, url, plan.now, reading.reason)
        return Imported("refused", record.place.file, record.done, url, reading.reason)
    kept = _keep_article(conn, record, replace(article, url=url), plan)
    return Imported("kept" if kept else "known", record.place.file, record.done, url)


def _keep_article(conn: Connection, record: Record, article: Article, plan: Plan) -> bool:
    _note(conn, article.url, plan.now, None)
    kept = store.keep(conn, record.page, article, seen=record.seen or plan.now, read_by=READ_BY)
    return kept is not None and kept.is_new


def _note(conn: Connection, url: str | None, now: datetime, reason: str | None) -> None:
    """Record that the address is known; one that is collected too keeps what is known of it."""
    if url is None:
        return
    for address in store.note_entries(conn, None, [Entry(url)], now):
        store.settle(conn, replace(address, state="unreadable" if reason else "kept", due=None, reason=reason))
