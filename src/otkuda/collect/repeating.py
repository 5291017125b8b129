"""Work that is done again and again in a thread beside a program, as long as that runs."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from otkuda.errors import OtkudaError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Work = Callable[[Callable[[], bool]], None]


@contextmanager
def repeating(name: str, every: float, work: Work, complain: Callable[[str], None]) -> Iterator[None]:
    """Do a work every so many seconds until the end; one that is under way then is waited for.

    The work is told whether it is to stop.
    """
    ended = threading.Event()

    def run() -> None:
        while not ended.wait(every):
            try:
                work(ended.is_set)
            except OtkudaError as error:  # the store is busy, a setting is none: the next turn may do
                complain(str(error))
            except Exception as error:  # noqa: BLE001 - the edge where a fault of ours must not end all further turns
                complain(f"a fault of otkuda itself ({type(error).__name__}: {error})")

    thread = threading.Thread(target=run, name=name, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
