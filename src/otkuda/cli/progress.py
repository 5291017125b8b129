"""What goes to stderr while many inputs are read: a bar where a person watches, a line for each that failed."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from otkuda.cli.running import FEW
from otkuda.cli.view import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Protocol

    from rich.progress import Progress

    from otkuda.cli.reading import Failed

    class Watch(Protocol):
        """Told of each input that was read; a failure comes with the reason."""

        def __call__(self, failed: Failed | None) -> None:
            """Take note of one more."""


@contextmanager
def watching(total: int, *, quiet: bool) -> Iterator[Watch]:
    """Give a function to call after each input. ``quiet`` where the result itself goes to the same terminal."""
    if quiet or total <= FEW or sys.stderr is None or not sys.stderr.isatty():
        yield _teller(lambda line: click.echo(line, err=True))
        return
    with _bar() as bar:
        task = bar.add_task("", total=total)
        tell = _teller(lambda line: bar.console.print(line, markup=False, highlight=False, soft_wrap=True))

        def watch(failed: Failed | None) -> None:
            tell(failed)
            bar.advance(task)
            bar.refresh()

        yield watch


def _teller(say: Callable[[str], None]) -> Watch:
    def tell(failed: Failed | None) -> None:
        if failed:
            say(complaint(failed))
            if os.environ.get("OTKUDA_DEBUG") and failed.details:
                say(failed.details)

    return tell


def complaint(failed: Failed) -> str:
    """Return the one line about an input that failed; it names the input, once."""
    name, message = one_line(failed.path), one_line(failed.message)
    return f"otkuda: {message}" if message.startswith(name) else f"otkuda: {name}: {message}"


def _bar() -> Progress:
    """A bar without a thread of its own, for the workers are forked and must find a process of one thread."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=Console(stderr=True), auto_refresh=False, transient=True)
