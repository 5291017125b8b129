"""What a process that goes on for long says of itself, so that another one can tell whether it is at work."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import select

from otkuda.store.rows import put, record, values
from otkuda.store.user_schema import beats

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Beat:
    """What was said last: when, how much waits, what is being asked, what has been counted since the start.

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


def get_beat(conn: Connection, what: str) -> Beat | None:
    """Return what was said last; None where nothing ever was."""
    row = conn.execute(select(beats).where(beats.c.what == what)).first()
    return record(Beat, row) if row else None
