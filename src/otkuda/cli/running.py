"""How a run over many inputs starts and ends, the same for every command."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from otkuda.cli.pool import cores
from otkuda.cli.reading import Failed

if TYPE_CHECKING:
    from collections.abc import Callable

    from otkuda.cli.pool import Lost

INTERRUPTED = 130
CLOSED_PIPE = 141
FEW = 4


def workers_for(count: int, jobs: int | None) -> int:
    """Return how many workers so many inputs are worth; a few need but one."""
    return 1 if count <= FEW else min(jobs or cores(), count)


def ended_cleanly(work: Callable[[], int]) -> int:
    """Return the exit status of ``work``: without a word where the reader of a pipe left or the user pressed Ctrl-C."""
    try:
        return work()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Python flushes stdout once more at its end, which must find something to write to.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CLOSED_PIPE


def lost(path: str, result: Lost, timeout: float) -> Failed:
    """Return the failure of an input whose worker gave no result."""
    messages = {
        "late": f"not read within {timeout:g} seconds; cut it into articles or give it longer with --timeout",
        "died": "the process that read it was ended, perhaps for want of memory; try it alone, or cut it into articles",
    }
    return Failed(path, messages[result.why])
