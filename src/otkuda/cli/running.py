"""How a run over many inputs starts and ends, the same for every command."""

from __future__ import annotations

import os
import sys
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
