"""How the collector does: what it said last, and what waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.archive.outlet_records import CollectorShown
from otkuda.collect.pulse import collecting, condition
from otkuda.store import list_sources
from otkuda.store.grouping import how_many_waiting

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection


def collector(conn: Connection, now: datetime) -> CollectorShown:
    """Return how the collector does."""
    beat, sources = collecting(conn, now), list(list_sources(conn))
    return CollectorShown(
        condition=condition(beat, now),
        started=beat.started if beat else None,
        beat=beat.beat if beat else None,
        ended=beat.ended if beat else None,
        waiting=beat.waiting if beat else 0,
        asking=tuple(beat.asking) if beat else (),
        counts=dict(beat.counts) if beat else {},
        to_group=how_many_waiting(conn),
        sources=len(sources),
        failing=sum(one.failures > 0 for one in sources),
        due=min((one.due for one in sources if one.due and not one.paused and not one.gone), default=None),
    )
