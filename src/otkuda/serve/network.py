"""How the settings ask the network, for commands and pages alike."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from otkuda.collect.ask import Net
    from otkuda.fetch import Request
    from otkuda.settings import Settings


def request_of(chosen: Settings, *, most_seconds: float | None = None) -> Request:
    """Return how an address is asked, in no more than ``most_seconds``. ``SettingError`` for a setting that is none."""
    from otkuda.fetch import Limits, Request, Route

    seconds = min(chosen.timeout, most_seconds or chosen.timeout)
    limits = Limits(seconds, chosen.page_limit, allow_private=chosen.allow_private)
    return Request(limits, proxy=chosen.proxy, routes=tuple(Route(*pair) for pair in chosen.route_pairs))


@contextmanager
def opened_net(request: Request) -> Iterator[Net]:
    """Give the network as the collector uses it."""
    from otkuda.collect.world import opened_net as opened

    with opened(request.limits, proxy=request.proxy, routes=request.routes) as net:
        yield net
