"""The world that a run works in: the network, reader processes, the clock."""

from __future__ import annotations

import time
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from otkuda.collect.ask import Net
from otkuda.collect.job import read_job
from otkuda.fetch import ask
from otkuda.pool import Workers, cores

if TYPE_CHECKING:
    from collections.abc import Iterator

    from otkuda.fetch import Limits, Route

LONGEST_READING = 20.0  # seconds of one page
LEAST_READERS = 2  # one page that hangs must not hold up all others


def now() -> datetime:
    """Return the time."""
    return datetime.now(UTC)


@contextmanager
def opened_net(limits: Limits, *, proxy: str | None = None, routes: tuple[Route, ...] = ()) -> Iterator[Net]:
    """Give the network, within the limits, and reader processes, which are ended at the end."""
    readers = Workers(read_job, max(cores() - 1, LEAST_READERS), LONGEST_READING)
    try:
        yield Net(ask, readers.do, now, time.sleep, limits, proxy, routes)
    finally:
        readers.close()
