"""What goes to stderr while many inputs are read: a bar where a person watches, a line for each that failed."""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from otkuda.cli.running import FEW
from otkuda.serve.view import one_line

_REFRESH = 0.1  # seconds between two looks of the bar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Protocol, TypeVar

    from rich.progress import Progress, TaskID

    from otkuda.cli.reading import Failed

    Item = TypeVar("Item")

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


@contextmanager
def counted(items: Iterable[Item], total: int, what: str = "") -> Iterator[Iterator[Item]]:
    """Give the items, with a bar of how many are done where a person watches; ``what`` says what is done."""
    if total <= FEW or sys.stderr is None or not sys.stderr.isatty():
        yield iter(items)
        return
    with _bar() as bar:
        yield _ticking(items, bar, bar.add_task(what, total=total))


def _ticking(items: Iterable[Item], bar: Progress, task: TaskID) -> Iterator[Item]:
    shown = 0.0
    for done, item in enumerate(items, 1):
        yield item
        if (now := time.monotonic()) - shown > _REFRESH:
            shown = now
            bar.update(task, completed=done, refresh=True)


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
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=Console(stderr=True), auto_refresh=False, transient=True)
