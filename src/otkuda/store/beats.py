"""What a process that goes on for long says of itself, so that another one can tell whether it is at work."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from otkuda.store.rows import put, record, values
from otkuda.store.user_schema import beats

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Beat:
    """What was said last: by whom, when, how much waits, what is being asked, what has been counted since the start.

    ``ended`` is when it stopped of its own accord; what was killed just falls silent.
    """

    what: str
    started: datetime
    beat: datetime
    ended: datetime | None = None
    waiting: int = 0
    asking: Sequence[str] = ()
    counts: Mapping[str, int] = field(default_factory=dict)


def put_beat(conn: Connection, one: Beat) -> None:
    """Keep what was said last."""
    put(conn, beats, values(one) | {"counts": dict(one.counts), "asking": list(one.asking)})


def get_beats(conn: Connection, kind: str) -> list[Beat]:
    """Return what each process of a kind said last («collect», «collect 3f9a…»), the last said first."""
    ours = (beats.c.what == kind) | beats.c.what.startswith(f"{kind} ", autoescape=True)
    return [record(Beat, row) for row in conn.execute(select(beats).where(ours).order_by(beats.c.beat.desc()))]


def drop_beats(conn: Connection, before: datetime) -> None:
    """Drop what was said by those that have said nothing since."""
    conn.execute(delete(beats).where(beats.c.beat < before))
