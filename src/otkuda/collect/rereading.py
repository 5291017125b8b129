"""Everything that is kept is read again with the present rules, in processes, and what changed is told.

Pages are extracted anew. What came without a page (a message of a channel, a line of an import) keeps its text, and so
does a page that the present rules cannot extract; what a person stated stays as it was stated. How far it has come is
saved in the transaction that changes what lies before it, so that a run that was stopped goes on.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from otkuda import store
from otkuda.collect.entities import resolve
from otkuda.collect.job import Job, Reading, read_job
from otkuda.pipeline import READ_BY, read_article
from otkuda.pool import Lost, in_order
from otkuda.store.everything import how_many_readable, is_kept, readable_after

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy import Connection

    from otkuda.model import Article, Attribution
    from otkuda.store import Store
    from otkuda.store.everything import Readable

BATCH = 50  # versions a transaction
LONGEST_READING = 60.0
_STATED = "stated_speaker"  # the rule of what a person said of a document


@dataclass(frozen=True, slots=True)
class Task:
    """A version to read again, with what its source says of it."""

    version_id: str
    job: Job
    kept: Article


@dataclass(frozen=True, slots=True)
class Again:
    """What reading a version again changed. ``reason`` says why its page could not be extracted; its text stays then.

    ``before`` and ``after`` are the article as it was read and as it is read now.
    """

    url: str | None
    text_changed: bool
    gained: tuple[Attribution, ...]
    lost: tuple[Attribution, ...]
    before: Article
    after: Article
    reason: str | None = None

    @property
    def is_changed(self) -> bool:
        """Whether anything reads otherwise now."""
        return bool(self.text_changed or self.gained or self.lost)


class Plan(NamedTuple):
    """Which versions: those seen since then, or all; on how many cores; what time it is."""

    since: datetime | None
    workers: int
    now: datetime

    @property
    def name(self) -> str:
        """The name under which the place is saved: other rules and other versions begin anew."""
        return f"reread by {READ_BY} since {self.since.isoformat() if self.since else 'ever'}"


def how_many_left(kept_in: Store, plan: Plan) -> int:
    """Return how many versions ``reread`` has to read."""
    with kept_in.reading() as conn:
        return how_many_readable(conn, store.import_position(conn, plan.name) or "", plan.since)


def reread(kept_in: Store, plan: Plan) -> Iterator[Again]:
    """Yield for each version what reading it again changed, once that is written."""
    with kept_in.reading() as conn:
        after = store.import_position(conn, plan.name) or ""
    results = in_order(read_again, _tasks(kept_in, plan, after), workers=plan.workers, seconds=LONGEST_READING)
    while batch := list(islice(results, BATCH)):
        with kept_in.writing() as conn:
            done = [_written(conn, task, reading) for task, reading in batch if is_kept(conn, task.version_id)]
            resolve(conn)
            store.save_position(conn, plan.name, batch[-1][0].version_id, plan.now)
        yield from done
    with kept_in.writing() as conn:
        store.drop_position(conn, plan.name)


def read_again(task: Task) -> Reading:
    """Read one version again; runs in a process of its own."""
    if task.job.page is None:
        return Reading("article", _read_text(task.kept))
    reading = read_job(task.job)
    if reading.article:
        return replace(reading, article=replace(reading.article, url=task.kept.url))
    return replace(reading, article=_read_text(task.kept))


def _read_text(kept: Article) -> Article:
    if any(one.rule == _STATED for one in kept.attributions):
        return kept
    return read_article(replace(kept, attributions=()))


def _tasks(kept_in: Store, plan: Plan, after: str) -> Iterator[Task]:
    """Yield what is to be read; no transaction stays open meanwhile."""
    while True:
        with kept_in.reading() as conn:
            batch = [_task(conn, one) for one in readable_after(conn, after, plan.since, BATCH)]
        yield from batch
        if not batch:
            return
        after = batch[-1].version_id


def _task(conn: Connection, one: Readable) -> Task:
    address = store.get_address(conn, one.article_id)
    source = store.get_source(conn, address.source_id) if address and address.source_id else None
    job = Job(one.page, address.entry if address else None, source.zone if source else None)
    return Task(one.version_id, job, one.article)


def _written(conn: Connection, task: Task, reading: Reading | Lost) -> Again:
    kept = task.kept
    if isinstance(reading, Lost):
        why = "reading it took too long" if reading.why == "late" else "reading it ended the process"
        return Again(kept.url, text_changed=False, gained=(), lost=(), before=kept, after=kept, reason=why)
    article = reading.article or kept
    told = store.replace_reading(conn, task.version_id, article, READ_BY)
    reason = reading.reason if reading.verdict != "article" else None
    return Again(kept.url, told.text_changed, told.added, told.removed, kept, article, reason)
