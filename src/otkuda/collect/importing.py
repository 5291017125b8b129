"""Importing files: records are read in processes and kept in order, with how far the import has come.

The place is saved in the transaction that keeps what lies before it. So a run that is killed goes on where it was,
neither losing nor doubling anything; a run that ended begins anew, and finds that it has everything.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Literal, NamedTuple

import msgspec

from otkuda import store
from otkuda.collect.entities import resolve
from otkuda.collect.job import Job, Reading, read_job
from otkuda.fetch.files import open_any
from otkuda.model import Entry, Place, Record
from otkuda.pipeline import READ_BY, read_article
from otkuda.pool import Lost, in_order
from otkuda.store import Address

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy import Connection

    from otkuda.fetch.files import Stated
    from otkuda.store import Store
    from otkuda.store.index import Wording
    from otkuda.store.records import AddressState, Kept

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
            done = _keep(conn, batch, plan)
            resolve(conn)
            store.save_position(conn, name, msgspec.json.encode(batch[-1][0].place).decode(), plan.now)
        yield from done
    with kept_in.writing() as conn:
        store.drop_position(conn, name)


class Read(NamedTuple):
    """What came of a record, and the words by which it is found: to work them out is half of keeping it."""

    reading: Reading
    found: Wording | None = None


def read_record(record: Record) -> Read:
    """Read one record; runs in a process of its own."""
    from otkuda.store.index import found_by

    reading = read_only(record)
    return Read(reading, found_by(reading.article) if reading.article else None)


def read_only(record: Record) -> Reading:
    """Return what came of a record, without the words by which a search finds it."""
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


def _keep(conn: Connection, batch: list[tuple[Record, Read | Lost]], plan: Plan) -> list[Imported]:
    """Keep what came of a batch of records, and return what became of each."""
    read = [(record, _lost(one) if isinstance(one, Lost) else one) for record, one in batch]
    store.note_addresses(conn, [address for record, one in read if (address := _address(record, one.reading, plan))])
    seen = [observation for record, one in read if (observation := _observation(record, one, plan))]
    kept = iter(store.keep_all(conn, seen))
    return [_told(record, one.reading, next(kept) if one.reading.article else None) for record, one in read]


def _lost(lost: Lost) -> Read:
    why = "reading it took too long" if lost.why == "late" else "reading it ended the process"
    return Read(Reading("unreadable", None, why))


def _url(record: Record) -> str | None:
    return record.page.url if record.page else record.article.url if record.article else None


def _address(record: Record, reading: Reading, plan: Plan) -> Address | None:
    """Return the record's address; one that is collected too keeps what is known of it."""
    url = _url(record)
    if url is None:
        return None
    state: AddressState = "kept" if reading.article else "unreadable"
    return Address(store.address_id(url), url, None, Entry(url), state, plan.now, None, reason=reading.reason)


def _observation(record: Record, read: Read, plan: Plan) -> store.Observation | None:
    article = read.reading.article
    if article is None:
        return None
    article = replace(article, url=_url(record))
    return store.Observation(record.page, article, record.seen or plan.now, READ_BY, found=read.found)


def _told(record: Record, reading: Reading, kept: Kept | None) -> Imported:
    place, url = record.place.file, _url(record)
    if reading.article is None:
        return Imported("refused", place, record.done, url, reading.reason)
    return Imported("kept" if kept and kept.is_new else "known", place, record.done, url)
