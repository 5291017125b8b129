"""The world that a run works in: the network, reader processes, the clock."""

from __future__ import annotations

import time
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from otkuda.collect.ask import Net
from otkuda.collect.job import read_job
from otkuda.errors import SettingError
from otkuda.fetch import Limits, Route, ask
from otkuda.pool import Workers, cores

if TYPE_CHECKING:
    from collections.abc import Iterator

    from otkuda.settings import Settings

LONGEST_READING = 60.0  # seconds of one page


def now() -> datetime:
    """Return the time."""
    return datetime.now(UTC)


def routes_of(settings: Settings) -> tuple[Route, ...]:
    """Return where hosts are asked instead: «*.example=http://127.0.0.1:8000, mirror.example=http://10.0.0.5»."""
    pairs = [pair.strip() for pair in (settings.routes or "").split(",") if pair.strip()]
    routes = tuple(Route(*map(str.strip, pair.split("=", 1))) for pair in pairs if "=" in pair)
    if len(routes) < len(pairs) or not all(route.origin.startswith(("http://", "https://")) for route in routes):
        raise SettingError(f"OTKUDA_ROUTES={settings.routes}: write it as HOST=http://ADDRESS:PORT, …")
    return routes


@contextmanager
def opened_net(settings: Settings) -> Iterator[Net]:
    """Give the network and the readers that the settings ask for; the readers are ended at the end."""
    readers = Workers(read_job, max(cores() - 1, 1), LONGEST_READING)
    limits = Limits(settings.timeout, settings.page_limit, allow_private=settings.allow_private)
    try:
        yield Net(ask, readers.do, now, time.sleep, limits, settings.proxy, routes_of(settings))
    finally:
        readers.close()
