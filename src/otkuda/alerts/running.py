"""Noticing and sending, again and again: once at the end of a pass, or in a thread as long as a program runs."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

from otkuda.alerts.delivering import deliver
from otkuda.alerts.noticing import SETTLING, notice
from otkuda.collect.repeating import repeating

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from otkuda.alerts.world import World
    from otkuda.store import Store

EVERY = 3.0  # seconds
_AT_ONCE = timedelta(0)


def tell(store: Store, world: World, settling: timedelta, stopped: Callable[[], bool] = lambda: False) -> None:
    """Notice what came and had its time to settle, and send what is due; nothing where another process is at it."""
    with store.backend.lock("alerts") as is_ours:
        if is_ours:
            notice(store, world.now(), settling)
            deliver(store, world, stopped)


def tell_all(store: Store, world: World) -> None:
    """Do so where nothing more is to come soon: what came last needs no time to settle."""
    tell(store, world, _AT_ONCE)


@contextmanager
def telling(store: Store, world: World, complain: Callable[[str], None] = lambda _: None) -> Iterator[None]:
    """Tell in a thread until the end; a message that is in the air then is waited for."""
    with repeating("alerts", EVERY, lambda stopped: tell(store, world, SETTLING, stopped), complain):
        yield
