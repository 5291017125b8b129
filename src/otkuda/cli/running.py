"""How a run over many inputs starts and ends, the same for every command."""

from __future__ import annotations

import os
import signal
import sys
import threading
from typing import TYPE_CHECKING

import click

from otkuda.cli.reading import Failed
from otkuda.pool import cores

if TYPE_CHECKING:
    from collections.abc import Callable

    from otkuda.pool import Lost

INTERRUPTED = 130
CLOSED_PIPE = 141
FEW = 4
_STOPPING = b"\r\033[Kstopping as soon as what is being asked has come; Ctrl-C again stops at once\n"
_CURSOR = b"\r\033[K\033[?25h"  # shown again, which a bar of progress has hidden


def workers_for(count: int, jobs: int | None) -> int:
    """Return how many workers so many inputs are worth; a few need but one."""
    return 1 if count <= FEW else min(jobs or cores(), count)


def ended_cleanly(work: Callable[[], int]) -> int:
    """Return the exit status of ``work``; no traceback where the user or the system ends it.

    Not a word where the reader of a pipe left or the user pressed Ctrl-C; a line where the output cannot be written.
    """
    try:
        return work()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _discard_output()
        return CLOSED_PIPE
    except OSError as error:
        _discard_output()
        click.echo(f"otkuda: cannot write the output: {error.strerror or error}; write elsewhere with -o", err=True)
        return 1


def asked_to_stop() -> Callable[[], bool]:
    """Return a question that is answered yes once the user or the system asks to stop; a second time ends at once."""
    asked = threading.Event()

    def stop(*_: object) -> None:
        is_seen = sys.stderr is not None and sys.stderr.isatty()
        if asked.is_set():
            if is_seen:
                os.write(2, _CURSOR)
            os._exit(INTERRUPTED)  # nothing is lost: what is kept is kept in whole transactions
        asked.set()
        if is_seen:
            os.write(2, _STOPPING)

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    return asked.is_set


def _discard_output() -> None:
    """Let Python's last flush of stdout, at its end, find something to write to."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def lost(path: str, result: Lost, timeout: float) -> Failed:
    """Return the failure of an input whose worker gave no result."""
    messages = {
        "late": f"not read within {timeout:g} seconds; cut it into articles or give it longer with --timeout",
        "died": "the process that read it was ended, perhaps for want of memory; try it alone, or cut it into articles",
    }
    return Failed(path, messages[result.why])
